"""Corpus: facts taken from every record of a run, and the findings among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lint.findings import Finding
from lint.outcomes import RuleFacts, unpack
from lint.record import Record
from lint.rules import CorpusRule, Fact, Rule
from lint.rules.rec.rule_crashed import RuleCrashed


class Corpus:
    """The corpus rules of a run."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rule for rule in rules if isinstance(rule, CorpusRule))

    def facts(self, record: Record) -> tuple[RuleFacts, list[Finding]]:
        """Return the facts of *record*, and a finding for each rule that failed on it."""
        facts: RuleFacts = {}
        failed: list[Finding] = []
        for rule in self.rules:
            if rule.kinds is None or record.kind.name in rule.kinds:
                try:
                    if stated := list(rule.facts(record)):
                        facts[rule.code] = stated
                except Exception as error:  # one record must not keep the others from being compared
                    failed.append(RuleCrashed.of(rule, error))
        return facts, failed

    def findings(self, batches: Sequence[Mapping[str, bytes]]) -> dict[str, list[Finding]]:
        """Return what the rules find among all the facts, by file; the places are not known yet.

        *batches* are the facts of all records, as a `Batch` holds them, in the order of the files.
        """
        found: dict[str, list[Finding]] = defaultdict(list)
        for rule in self.rules:
            facts = [
                Fact(*stated)
                for packed in batches
                if rule.code in packed
                for stated in unpack(packed[rule.code])
            ]
            for fact, finding in rule.compare(facts):
                found[fact.file].append(finding)
        return found
