"""Corpus rules: facts taken from each record, and the findings among the facts of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lint.core.findings import Finding
from lint.records.record import Record
from lint.results.file_result import RuleFacts
from lint.rules import CorpusRule, Fact, Rule
from lint.rules.rec.rule_crashed import CRASHES, RuleCrashed


class Corpus:
    """The corpus rules of a run."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rule for rule in rules if isinstance(rule, CorpusRule))

    def facts(self, record: Record) -> tuple[RuleFacts, list[Finding]]:
        """Return the facts of *record*, and a finding for each rule that crashed on it."""
        facts: RuleFacts = {}
        crashes: list[Finding] = []
        for rule in self.rules:
            if rule.kinds is None or record.kind.name in rule.kinds:
                try:
                    stated = [(path, data, record.id_at(path)) for path, data in rule.facts(record)]
                    if stated:
                        facts[rule.code] = stated
                except CRASHES as error:  # one record must not keep the others from being compared
                    crashes.append(RuleCrashed.of(rule.code, error))
        return facts, crashes

    def findings(self, facts: Mapping[str, Iterable[Fact]]) -> tuple[dict[str, list[Finding]], list[str]]:
        """Return the findings among all *facts* by file, without locations, and messages about crashes.

        Args:
            facts: The facts of all records, by the code of the rule; they can be iterated over repeatedly.
        """
        found: dict[str, list[Finding]] = defaultdict(list)
        failures: list[str] = []
        for rule in self.rules:
            try:
                for fact, finding in rule.compare(facts.get(rule.code, ())):
                    found[fact.file].append(finding)
            except CRASHES as error:  # one rule's fault must not hide the findings of the others
                failures.append(
                    f"{rule.code} failed to compare the records ({type(error).__name__}: {error}); "
                    "this is a bug in recordlint"
                )
        return found, failures
