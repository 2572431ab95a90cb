"""Running rules on records, and filtering their findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TypeAlias, TypeVar

from lint.checker import foreign
from lint.checker.duplicates import drop_aliased, join_copies
from lint.checker.suppressions import Suppressions
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Applicability, Finding
from lint.core.values import Insert, Path, Remove, Value, get
from lint.kinds import Kind
from lint.records.record import Record
from lint.rules import CorpusRule, FormatRule, Rule, SuppressionRule
from lint.rules.rec.rule_crashed import CRASHES, RuleCrashed

T = TypeVar("T")

Exchange: TypeAlias = "Generator[Record, list[Finding], T]"
"""A generator that yields records, is sent the findings of the rules in each, and returns a T."""

_MightMatch: TypeAlias = Callable[[Record], bool]


class RuleRunner:
    """The rules, which run on any number of records.

    Args:
        rules: The enabled rules.
        silent: Further rules, whose findings only supersede those of the enabled rules.
        deadline: The deadline that ends a rule that takes too long.
    """

    def __init__(self, rules: Iterable[Rule], silent: Iterable[Rule], deadline: Deadline) -> None:
        self._rules = tuple(rules)
        self._silent = tuple(silent)
        self.silent_codes = frozenset(rule.code for rule in self._silent)
        self.deadline = deadline
        self.sidecar_codes = frozenset(rule.code for rule in self._rules if rule.tells_of_sidecars)
        """The codes of the rules whose findings are about files beside the record."""
        self._by_kind: dict[str, tuple[tuple[Rule, _MightMatch | None], ...]] = {}
        self._lenders = frozenset(rule.code for rule in self._rules if rule.lends_its_fix)
        self._list_rules = frozenset(rule.code for rule in self._rules if rule.replaces_items)
        self._superseded_by = {rule.code: rule.superseded_by for rule in self._rules if rule.superseded_by}
        self._suppression_rules = [rule for rule in self._rules if isinstance(rule, SuppressionRule)]
        self.suppression_codes = frozenset(rule.code for rule in self._suppression_rules)
        """The codes of the rules on suppressions, whose findings only filtering yields."""

    def run(self, records: Sequence[Record]) -> list[list[Finding]]:
        """Return the unfiltered findings of the rules in each record.

        Each rule runs on all records before the next one does. That saves a sixth of the time, because the
        rule's data stays in the processor's caches.
        """
        all_found: list[list[Finding]] = [[] for _ in records]
        by_kind: dict[str, list[tuple[Record, list[Finding]]]] = defaultdict(list)
        for pair in zip(records, all_found, strict=True):
            by_kind[pair[0].kind.name].append(pair)
        for pairs in by_kind.values():
            readable = [pair for pair in pairs if pair[0].document.problem is None]
            for rule, might_match in self._rules_for(pairs[0][0].kind):
                ended: list[Record] = []
                check = foreign.check_of(rule)
                for record, found in pairs if isinstance(rule, FormatRule) else readable:
                    try:
                        self.deadline.at = record.file
                        if might_match is None or might_match(record):
                            found += check(record)
                    except TooLong as error:
                        found.append(RuleCrashed.too_late(rule.code, error))
                        ended.append(record)
                    except CRASHES as error:  # a crash of one rule must not hide the findings of the others
                        found.append(RuleCrashed.of(rule.code, error))
                if ended:  # the next rule may take as long
                    pairs = [pair for pair in pairs if pair[0] not in ended]
                    readable = [pair for pair in readable if pair[0] not in ended]
        return all_found

    def _rules_for(self, kind: Kind) -> tuple[tuple[Rule, _MightMatch | None], ...]:
        """Return the rules for records of *kind*, each with its own `might_match`, if it has one."""
        rules = self._by_kind.get(kind.name)
        if rules is None:
            rules = tuple(
                (rule, None if type(rule).might_match is Rule.might_match else rule.might_match)
                for rule in (*self._rules, *self._silent)
                if (rule.kinds is None or kind.name in rule.kinds)
                and type(rule).check is not CorpusRule.check
            )
            self._by_kind[kind.name] = rules
        return rules

    def filter(self, found: list[Finding], record: Record) -> list[Finding]:
        """Return *found* without superseded, silent and suppressed findings; those of copies are joined."""
        found = self._drop_superseded(drop_aliased(found, record.document), record.values)
        return join_copies(self._apply_suppressions(found, record), found, record)

    def _apply_suppressions(self, found: list[Finding], record: Record) -> list[Finding]:
        if not record.document.directives:
            return found
        suppressions = Suppressions(record.document)
        # A comment may suppress what a crashed rule would have found.
        has_crashed = any(finding.code == RuleCrashed.code for finding in found)
        single = {rule.code for rule in self._rules if not isinstance(rule, CorpusRule)}
        judged = frozenset[str]() if has_crashed else single
        kept, used = suppressions.apply(found)
        for rule in self._suppression_rules:
            kept += suppressions.judge(rule, used, judged)
        return kept

    def _drop_superseded(self, found: list[Finding], values: Value) -> list[Finding]:
        """Return *found* without superseded and silent findings; a superseding one may take over the fix.

        *values* are those of the record.
        """
        if len(found) > 1 and any(finding.code in self._superseded_by for finding in found):
            paths: dict[str, set[Path]] = defaultdict(set)
            for finding in found:
                paths[finding.code].add(finding.path)
            kept: list[Finding] = []
            dropped: dict[Path, list[Finding]] = defaultdict(list)
            for finding in found:
                # Without a fix to lend, nothing shows that both findings are about the same fault.
                is_one = finding.fix is not None or finding.code not in self._lenders
                codes = self._superseded_by.get(finding.code, ()) if is_one else ()
                if any(finding.path in paths[code] for code in codes):
                    dropped[finding.path].append(finding)
                else:
                    kept.append(finding)
            for number, finding in enumerate(kept):
                lender = self._lender(dropped.get(finding.path, ()), finding)
                if lender is not None:
                    kept[number] = finding._replace(fix=lender.fix)
                    del dropped[finding.path]  # one of several findings is enough
            found = kept
        if replaced := self._replaced(found, values):
            found = [
                finding._replace(fix=None)
                if replaced.get(finding.path, finding.code) != finding.code
                else finding
                for finding in found
            ]
        if self.silent_codes:
            found = [finding for finding in found if finding.code not in self.silent_codes]
        return found

    def _replaced(self, found: list[Finding], values: Value) -> dict[Path, str]:
        """Return the paths of items that a fix for their whole list replaces, with the code of its rule."""
        replaced: dict[Path, str] = {}
        for finding in found:
            if finding.fix and finding.code in self._list_rules:
                added = [edit.value for edit in finding.fix.edits if isinstance(edit, Insert)]
                for edit in finding.fix.edits:
                    if isinstance(edit, Remove) and added and get(values, edit.path) not in added:
                        replaced[edit.path] = finding.code
        return replaced

    def _lender(self, dropped: Sequence[Finding], finding: Finding) -> Finding | None:
        """Return one of those *dropped* for *finding* whose fix it takes over; None if its own is better.

        Its own is better if it is safe and the other one is also safe or has the same edits. If a safe fix
        and an unsafe one from the record's copy disagree, the copy shows that the safe one may be wrong.
        """
        is_safe = finding.applicability is Applicability.SAFE
        for other in dropped:
            if (
                finding.code in self._superseded_by.get(other.code, ())
                and other.code in self._lenders
                and other.fix
                and other.applicability is not Applicability.DISPLAY
                and not (is_safe and other.applicability is Applicability.SAFE)
                and not (is_safe and finding.fix and finding.fix.edits == other.fix.edits)
            ):
                return other
        return None
