"""Corpus rules, which collect facts from each record and compare the facts of all records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lint.checker import foreign
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Finding
from lint.core.limits import DEFAULT
from lint.records.record import Record
from lint.results.file_result import RuleFacts
from lint.rules import CorpusRule, Fact, Rule
from lint.rules.rec.rule_crashed import CRASHES, RuleCrashed, told


class _Watched:
    """Facts that report to a deadline each time a rule reads one, so that it ends a rule that is stuck."""

    def __init__(self, facts: Iterable[Fact], deadline: Deadline) -> None:
        self._facts = facts
        self._deadline = deadline

    def __iter__(self) -> Iterator[Fact]:
        for fact in self._facts:
            self._deadline.at = fact
            yield fact


class Corpus:
    """The corpus rules of a run.

    Args:
        rules: The enabled rules; those that are not corpus rules are left out.
        deadline: The deadline that ends a rule that takes too long.
    """

    def __init__(self, rules: Iterable[Rule], deadline: Deadline | None = None) -> None:
        self.rules = tuple(rule for rule in rules if isinstance(rule, CorpusRule))
        self._deadline = deadline or Deadline(DEFAULT.seconds)

    def facts(self, record: Record) -> tuple[RuleFacts, list[Finding]]:
        """Return the facts of *record*, and a finding for each rule that crashed on it."""
        facts: RuleFacts = {}
        crashes: list[Finding] = []
        about = record.file, record.kind.name
        for rule in self.rules:
            if rule.kinds is None or record.kind.name in rule.kinds:
                try:
                    pairs = rule.facts(record)
                    if foreign.is_foreign(rule):
                        pairs = map(foreign.sound_fact, pairs)
                    stated = [Fact(*about, record.id_at(path), path, data) for path, data in pairs]
                    if stated:
                        facts[rule.code] = stated
                except TooLong as error:
                    crashes.append(RuleCrashed.too_late(rule.code, error))
                    break
                except CRASHES as error:  # a crash on one record must not prevent comparing the others
                    crashes.append(RuleCrashed.of(rule.code, error))
        return facts, crashes

    def findings(self, facts: Mapping[str, Iterable[Fact]]) -> tuple[dict[str, list[Finding]], list[str]]:
        """Return what comparing *facts* finds, by file and without locations, and messages about crashes.

        Args:
            facts: The facts of all records by the code of the rule; each value can be iterated repeatedly.
        """
        found: dict[str, list[Finding]] = defaultdict(list)
        failures: list[str] = []
        for rule in self.rules:
            is_foreign = foreign.is_foreign(rule)
            try:
                with self._deadline.kept():
                    self._deadline.at = rule
                    for fact, finding in rule.compare(_Watched(facts.get(rule.code, ()), self._deadline)):
                        self._deadline.at = finding
                        found[fact.file].append(foreign.sound(finding) if is_foreign else finding)
            except TooLong as error:
                failures.append(
                    f"{rule.code} took {error} to compare one of the records; the rest is left out"
                )
            except CRASHES as error:  # a crash of one rule must not hide the findings of the others
                failures.append(
                    f"{rule.code} failed to compare the records ({told(error)}); this is a bug in the rule"
                )
        return found, failures
