"""Corpus: facts taken from every record of a run, and the findings among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lint.findings import Finding
from lint.record import Record
from lint.rules import CorpusRule, Fact, Rule
from lint.rules.rec.rule_crashed import RuleCrashed


class Corpus:
    """The facts of the records seen so far, rule by rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rule for rule in rules if isinstance(rule, CorpusRule))
        self._facts: dict[str, list[Fact]] = defaultdict(list)

    def add(self, record: Record) -> list[Finding]:
        """Take the facts of *record*; return a finding for each rule that failed on it."""
        failed: list[Finding] = []
        for rule in self.rules:
            if rule.kinds is None or record.kind.name in rule.kinds:
                try:
                    self._facts[rule.code] += [
                        Fact(record.file, record.kind.name, record.id, path, data)
                        for path, data in rule.facts(record)
                    ]
                except Exception as error:  # one record must not keep the others from being compared
                    failed.append(RuleCrashed.of(rule, error))
        return failed

    def findings(self) -> dict[str, list[Finding]]:
        """Return what the rules find among all the facts, by file; the places are not known yet."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for rule in self.rules:
            facts = sorted(self._facts[rule.code], key=lambda fact: fact.file)
            for fact, finding in rule.compare(facts):
                found[fact.file].append(finding)
        return found
