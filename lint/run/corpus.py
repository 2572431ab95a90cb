"""Corpus: facts taken from every record of a run, and the findings among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap

from lint.core.findings import Finding
from lint.records.record import Record
from lint.results import RuleFacts, unpack
from lint.rules import CorpusRule, Fact, Rule
from lint.rules.rec.rule_crashed import CRASHES, RuleCrashed


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
                except CRASHES as error:  # one record must not keep the others from being compared
                    failed.append(RuleCrashed.of(rule.code, error))
        return facts, failed

    def findings(self, facts: Mapping[str, Iterable[bytes]]) -> tuple[dict[str, list[Finding]], list[str]]:
        """Return what the rules find among all the facts, by file, and which rules failed, in words.

        *facts* are those of all records by the rule's code, as batches hold them. The places of the
        findings are not known yet.
        """
        found: dict[str, list[Finding]] = defaultdict(list)
        failures: list[str] = []
        for rule in self.rules:
            try:
                for fact, finding in rule.compare(_Facts(facts.get(rule.code, ()))):
                    found[fact.file].append(finding)
            except CRASHES as error:  # one rule's fault must not hide the findings of the others
                failures.append(
                    f"{rule.code} failed to compare the records ({type(error).__name__}: {error}); "
                    "this is a fault of recordlint"
                )
        return found, failures


class _Facts:
    """The facts of one rule, unpacked batch by batch as often as a rule goes through them."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[Fact]:
        for packed in self._packed:
            yield from starmap(Fact, unpack(packed))
