"""Runs the rules on records, and applies their fixes until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from lint.checker.aliases import drop_aliased
from lint.checker.capping import cap_per_rule
from lint.checker.copies import join_copies
from lint.checker.fixes import Refusals, apply_fixes, compatible, generated, guilty, with_refusal
from lint.checker.locations import Locator
from lint.checker.rule_runner import RuleRunner
from lint.checker.suppressions import Suppressions
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Applicability, Detail, Finding, Severity
from lint.core.limits import DEFAULT, MAX_TRIES, Budget, Limits
from lint.core.values import Path, field_of
from lint.documents.document import Document
from lint.records.record import Record
from lint.results.file_result import Counts, FileResult, Systematic
from lint.rules import Rule
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.rules.rec.unused_suppression import UnusedSuppression
from lint.rules.src.stale_record import StaleRecord
from lint.settings.ignores import Ignores

Accepts: TypeAlias = "Callable[[Finding, Document], bool]"
"""Returns whether a finding may be fixed in its document, as that is before each round of fixes."""

_MAX_GROUPS = 3  # of rival fixes that are tried to see whether they can be written


def always(finding: Finding, document: Document | None = None) -> bool:
    """Return True."""
    return True


class _Step(NamedTuple):
    """A round of fixes: the record that it makes, what the rules find there, and what it fixed."""

    record: Record
    raw: list[Finding]
    applied: list[Finding]


class Checker:
    """The enabled rules, ready to run on any number of records.

    Args:
        rules: The enabled rules.
        silent: More rules to run, which only supersede findings of the enabled ones.
        unsafe: Whether unsafe fixes are applied, too.
        derives: Whether records are made anew whose source is newer.
        detail: What the locations of findings hold.
        is_visible: Whether a finding is shown; others are not fixed either.
        is_reported: Whether a finding is in the result, as opposed to being counted; by default, if visible.
        lists_systematic: Whether a systematic finding is treated like others, not counted and left as it is.
        ignores: The findings that the settings ignore.
        limits: Bounds on findings, rounds of fixes, and time.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        silent: Iterable[Rule] = (),
        unsafe: bool = False,
        derives: bool = False,
        detail: Detail = Detail.NONE,
        is_visible: Callable[[Finding], bool] = always,
        is_reported: Callable[[Finding], bool] | None = None,
        lists_systematic: Callable[[Finding], bool] = always,
        ignores: Ignores | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        self.rules = tuple(rules)
        self.deadline = Deadline(limits.seconds)
        self._runner = RuleRunner(self.rules, silent, self.deadline)
        self._derives = derives
        self._is_visible = is_visible
        self._is_reported = is_reported or is_visible
        self._lists_systematic = lists_systematic
        self._ignores = ignores
        self._limits = limits
        self._applicable = {Applicability.SAFE} | ({Applicability.UNSAFE} if unsafe else set())
        self._locator = Locator(detail, self._applicable)
        self._fixed_locator = Locator(Detail.NONE, self._applicable)

    # Checking -------------------------------------------------------------------------------------

    def check(self, record: Record) -> FileResult:
        """Return the findings of one record, with locations, in the order of the reports."""
        (result,) = self.check_all([record])
        return result

    def check_all(self, records: Sequence[Record]) -> list[FileResult]:
        """Return the result of each record; see `RuleRunner.run` for why they are checked together."""
        return [
            self._finished(raw, record)
            for record, raw in zip(records, self._runner.run(records), strict=True)
        ]

    def _finished(self, raw: list[Finding], record: Record) -> FileResult:
        self.deadline.at = record.file
        try:
            found = self._filter(raw, record)
            return self._finish(found, record, self._unwritable(found, record))
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Reporting", error, "its findings are left out"))

    def ended(self, record: Record, late: Finding) -> FileResult:
        """Return the result of a record on which something took too long, as *late* tells."""
        found = self._locator.locate([late], record)
        return FileResult(record.file, record.kind.name, record.id, record.number, found, cacheable=False)

    def _unwritable(self, found: Sequence[Finding], record: Record) -> Refusals:
        """Return the fixes of generated values, and what cannot be written in files written by hand."""
        document, refused = record.document, generated(found, record)
        doubtful = [
            finding
            for finding in found
            if self._is_fixable(finding, refused)
            and finding.fix
            and not document.can_write(finding.fix.edits)
        ]
        for _ in range(_MAX_GROUPS):  # of rivals, each is tried
            if not doubtful:
                break
            group = compatible(doubtful)
            refused |= apply_fixes(document, group)[2]
            tried = set(map(id, group))
            doubtful = [finding for finding in doubtful if id(finding) not in tried]
        return refused

    def run_rules(self, records: Sequence[Record]) -> list[list[Finding]]:
        """Return what the rules find in each record, in the order in which fixes are applied."""
        return [
            self._filter(found, record)
            for record, found in zip(records, self._runner.run(records), strict=True)
        ]

    def _filter(self, found: list[Finding], record: Record) -> list[Finding]:
        """Return *found* without superseded, silent and suppressed findings, and with copies joined."""
        found = self._runner.drop_superseded(drop_aliased(found, record.document), record.values)
        return join_copies(self._apply_suppressions(found, record), found, record)

    def _apply_suppressions(self, found: list[Finding], record: Record) -> list[Finding]:
        if not record.document.directives:
            return found
        suppressions = Suppressions(record.document)
        # A comment may suppress what a crashed rule would have found.
        has_crashed = any(finding.code == RuleCrashed.code for finding in found)
        judged = frozenset[str]() if has_crashed else self._runner.single_record_codes
        kept, used = suppressions.apply(found)
        for rule in self.rules:
            if isinstance(rule, UnusedSuppression):
                kept += suppressions.judge(rule, used, judged)
        return kept

    # Finishing ------------------------------------------------------------------------------------

    def _finish(
        self,
        found: Iterable[Finding],
        record: Record,
        refused: Refusals | None = None,
        fixed: Iterable[Finding] = (),
    ) -> FileResult:
        """Return the result of a record: *found*, limited, filtered, located and sorted, and *fixed*."""
        counts = Counts()
        reported: list[Finding] = []
        once: dict[str, Systematic] = {}
        for finding in cap_per_rule(list(found), self._limits.findings_per_rule, counts):
            if self._is_ignored(finding, record):
                counts.ignored[finding.code] += 1
            elif self._is_told_once(finding):
                once.setdefault(finding.message, Systematic(record.file, finding))
            elif self._is_reported(finding):
                reported.append(with_refusal(finding, refused or {}))
            else:
                counts.below_level[finding.code, finding.severity] += 1
                counts.unshown_fixes += bool(finding.fix and finding.fix.applicability in self._applicable)
        for each in once.values():
            counts.add_systematic(each)
        counts.unsourced = sum(record.kind.is_made(each.path) for each in (*reported, *fixed))
        if counts.unsourced and record.source is not None:
            counts.unsourced = 0
        return FileResult(
            record.file,
            record.kind.name,
            record.id,
            record.number,
            sorted(self._locator.locate(reported, record), key=lambda finding: finding.sort_key),
            fixed=sorted(fixed, key=lambda finding: finding.sort_key),
            counts=counts,
            has_pending_fixes=any(self._is_fixable(finding, {}) for finding in reported),
        )

    def locate(self, findings: Iterable[Finding], record: Record) -> tuple[list[Finding], Counts]:
        """Return findings of corpus rules about *record* with their locations, and those only counted."""
        kept = list(findings)
        if record.document.directives:
            kept, _ = Suppressions(record.document).apply(kept)
        result = self._finish(kept, record)
        return result.findings, result.counts

    def _is_ignored(self, finding: Finding, record: Record) -> bool:
        return self._ignores is not None and finding.code in self._ignores.codes(record, finding.path)

    # Fixing ---------------------------------------------------------------------------------------

    def fix(
        self,
        record: Record,
        accepts: Accepts = always,
        compared: Sequence[Finding] = (),
        *,
        once: bool = False,
    ) -> tuple[FileResult, Record]:
        """Return what remains after all fixes that *accepts* allows, and the record that they make.

        Fixes run again on their own result until nothing is left to fix. Rules whose fixes undo each
        other, or do not come to an end, are left out, and the others start anew. *compared* are
        findings of corpus rules about the record, whose fixes are applied too. With *once*, what the
        fixes leave is not fixed again.
        """
        self.deadline.at = record.file
        barred: dict[str, str] = {}
        try:
            while True:
                outcome = self._fix(record, compared, barred, accepts, once)
                if not isinstance(outcome, dict):
                    return outcome
                barred |= outcome
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Repairing", error, "it stays as it was")), record

    def _fix(
        self,
        record: Record,
        compared: Sequence[Finding],
        barred: Mapping[str, str],
        accepts: Accepts,
        once: bool,
    ) -> tuple[FileResult, Record] | dict[str, str]:
        """Return what `fix` does, or the rules that do not let it settle, by code, each with the reason.

        Args:
            record: The record as it is.
            compared: Findings of corpus rules about it.
            barred: The rules whose fixes are not applied, by code, each with the reason.
            accepts: Which findings are fixed.
            once: Whether to end after the first round.
        """
        fixed: list[Finding] = []
        refused: Refusals = {}
        seen: dict[bytes, int] = {record.document.data: 0}
        codes: list[set[str]] = []
        tries = Budget(MAX_TRIES)
        raw = self._run(record)
        announced: set[tuple[str, Path]] | None = None
        while True:
            found = self._filter([*compared, *raw], record)
            pending = [each for each in found if accepts(each, record.document)]
            if announced is None:
                announced = {(each.code, each.path) for each in pending if self._is_fixable(each, refused)}
            refused = generated(found, record)
            refused |= {(each.code, each.path): barred[each.code] for each in found if each.code in barred}
            step = self._next_step(record, raw, [] if once and fixed else pending, refused, tries)
            if step is None:
                break
            compared = ()  # they win over rivals, and what remains may stand elsewhere now
            fixed += self._fixed_locator.locate(step.applied, record)
            codes.append({finding.code for finding in step.applied})
            record, raw = step.record, step.raw
            data = record.document.data
            if data in seen:
                cycle = set().union(*codes[seen[data] :])
                reason = f"the fixes of {', '.join(sorted(cycle))} undo each other on this record"
                return dict.fromkeys(cycle, reason)
            if len(codes) == self._limits.fix_rounds:
                rounds = f"{self._limits.fix_rounds} rounds (`limits.fix-rounds`)"
                reason = f"the fixes of {', '.join(sorted(codes[-1]))} do not come to an end in {rounds}"
                return dict.fromkeys(codes[-1], reason)
            seen[data] = len(codes)
        remaining = [finding for finding in found if finding not in compared]
        result = self._finish(remaining, record, refused, fixed)
        result.cacheable = not (fixed or refused)
        made = generated(found, record)  # which is repaired elsewhere
        result.counts.refused_fixes = sum(
            each.fix is not None and each.fix.is_refused and (each.code, each.path) not in made
            for each in result.findings
        )
        result.counts.followed = len(fixed) - len(announced.difference(refused))
        if fixed:
            result.data = record.document.data
        return result, record

    def _run(self, record: Record) -> list[Finding]:
        """Return what the rules find.

        Raises:
            TooLong: not all of them could run.
        """
        (found,) = self._runner.run([record])
        if any(map(RuleCrashed.is_late, found)):
            raise TooLong(self.deadline.limit)
        return found

    def _next_step(
        self, record: Record, raw: list[Finding], found: list[Finding], refused: Refusals, tries: Budget
    ) -> _Step | None:
        """Return the next round of fixes; None if none is left. What is refused is added to *refused*."""
        while pending := [
            finding
            for finding in found
            if self._is_fixable(finding, refused) and not self._is_ignored(finding, record)
        ]:
            step = self._apply(record, raw, compatible(pending), refused, tries)
            if step is not None:
                return step
        return None

    def _apply(
        self,
        record: Record,
        raw: list[Finding],
        findings: Sequence[Finding],
        refused: Refusals,
        tries: Budget,
    ) -> _Step | None:
        """Apply the fixes of *findings* together, or as many of them as bring no new fault.

        Those beside a new fault are left out; where that shows none, the halves are tried.

        Returns:
            None if no fix can be applied; the reasons are added to *refused*.
        """
        groups = [list(findings)]
        while groups:
            data, applied, reasons = apply_fixes(record.document, groups.pop())
            refused |= reasons
            if not applied:
                continue
            after = record.reread(data)
            found = self._run(after)
            is_certain = record.document.problem or any(map(self._is_derived, applied))
            faults = [] if is_certain else self._new_faults(raw, found)
            if not faults:
                return _Step(after, found, applied)
            culprits = guilty(applied, faults)
            if len(applied) == 1 or not tries.spend():
                culprits = dict.fromkeys(range(len(applied)), faults[0])
            for number, fault in culprits.items():
                finding = applied[number]
                refused[finding.code, finding.path] = f"it would bring {fault.code}: {fault.message}"
            if culprits:
                left = [finding for number, finding in enumerate(applied) if number not in culprits]
                groups += [left] if left else []
            else:
                half = len(applied) // 2
                groups += [applied[half:], applied[:half]]
        return None

    def _new_faults(self, before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
        """Return the findings at warning or above that were not there *before* and that no fix repairs.

        Findings are told apart by their rule and field: items of lists move. Of those of one field, the
        new ones are those with another message, as far as there are as many.
        """
        known: Counter[tuple[str, str]] = Counter()
        same: set[tuple[str, str, str]] = set()
        for finding in before:
            field = field_of(finding.path)
            known[finding.code, field] += 1
            same.add((finding.code, field, finding.message))
        left: list[Finding] = []
        for finding in after:
            if finding.severity < Severity.WARNING or finding.code in self._runner.silent_codes:
                continue
            if self._is_fixable(finding, {}):  # in the next round
                continue
            left.append(finding)
        left.sort(key=lambda each: (each.code, field_of(each.path), each.message) not in same)
        faults: list[Finding] = []
        for finding in left:
            key = finding.code, field_of(finding.path)
            known[key] -= 1
            if known[key] < 0:
                faults.append(finding)
        return faults

    def _is_fixable(self, finding: Finding, refused: Refusals) -> bool:
        return (
            finding.fix is not None
            and (finding.fix.applicability in self._applicable or self._is_derived(finding))
            and (finding.code, finding.path) not in refused
            and self._is_visible(finding)
            and not self._is_told_once(finding)
        )

    def _is_told_once(self, finding: Finding) -> bool:
        return finding.is_systematic and not self._lists_systematic(finding)

    def _is_derived(self, finding: Finding) -> bool:
        """Return whether the fix of *finding* takes what the record's source says, whatever that is."""
        return self._derives and finding.code == StaleRecord.code
