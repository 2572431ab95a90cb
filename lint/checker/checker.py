"""Checking and fixing one record: the rules run, then their findings are filtered, counted and located."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from lint.checker.fixer import Fixer
from lint.checker.fixes import Refusals, generated, with_refusal
from lint.checker.locations import Locator
from lint.checker.policy import EVERYTHING, Policy, Repair, always
from lint.checker.rule_runner import RuleRunner
from lint.checker.suppressions import Suppressions
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Applicability, Detail, Finding
from lint.core.limits import DEFAULT, Limits
from lint.records.record import Record
from lint.results.file_result import Counts, FileResult, Systematic
from lint.rules import Rule
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.settings.ignores import Ignores


class Checker:
    """The enabled rules, which run on any number of records.

    Args:
        rules: The enabled rules.
        silent: Further rules, whose findings only supersede those of the enabled rules.
        unsafe: Whether unsafe fixes are also applied.
        derives: Whether records are generated again if their source is newer.
        detail: What the locations of findings contain.
        is_visible: Returns whether a finding is shown; other findings are not fixed either.
        is_reported: Returns whether a finding is in the result, not only counted; by default *is_visible*.
        lists_systematic: Returns whether a systematic finding is treated like others, not reported only once.
        ignores: The findings that the settings ignore.
        limits: The limits on findings, rounds of fixes, and time.
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
        self.runner = RuleRunner(self.rules, silent, self.deadline)
        """Runs the rules on many records at once, which saves time."""
        applicable = {Applicability.SAFE} | ({Applicability.UNSAFE} if unsafe else set())
        self._policy = Policy(applicable, derives, is_visible, lists_systematic, ignores)
        self._is_reported = is_reported or is_visible
        self._limits = limits
        self._locator = Locator(detail, applicable)
        self._fixed_locator = Locator(Detail.NONE, applicable)
        self._fixer = Fixer(self.runner, self._policy, self._fixed_locator, limits)

    # Checking -------------------------------------------------------------------------------------

    def check(self, record: Record) -> FileResult:
        """Return the findings of one record, with locations, in the order of the reports."""
        (raw,) = self.runner.run([record])
        return self.finished(raw, record)

    def finished(self, raw: list[Finding], record: Record) -> FileResult:
        """Return the result of a record for which the rules returned the findings *raw*."""
        self.deadline.at = record.file
        try:
            found = self.runner.filter(raw, record)
            return self._finish(found, record, self._fixer.refused(raw, found, record))
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Reporting", error, "its findings are left out"))

    def ended(self, record: Record, late: Finding) -> FileResult:
        """Return the result of a record that took too long: only the finding *late*."""
        found = self._locator.locate([late], record)
        return FileResult(record.file, record.kind.name, record.id, record.number, found, cacheable=False)

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
        for finding in _capped(list(found), self._limits.findings_per_rule, counts):
            if self._policy.is_ignored(finding, record):
                counts.ignored[finding.code] += 1
            elif self._policy.is_reported_once(finding):
                once.setdefault(finding.message, Systematic(record.file, finding))
            elif self._is_reported(finding):
                reported.append(with_refusal(finding, refused or {}))
            else:
                counts.below_level[finding.code, finding.severity] += 1
                counts.unshown_fixes += finding.applicability in self._policy.applicable
        for systematic in once.values():
            counts.add_systematic(systematic)
        counts.unsourced = sum(record.kind.is_made(finding.path) for finding in (*reported, *fixed))
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
            has_pending_fixes=any(map(self._policy.is_fixable, reported)),
        )

    def locate(self, findings: Iterable[Finding], record: Record) -> tuple[list[Finding], Counts]:
        """Return findings of corpus rules about *record* with their locations, and counts of the others."""
        kept = list(findings)
        if record.document.directives:
            kept, _ = Suppressions(record.document).apply(kept)
        result = self._finish(kept, record)
        return result.findings, result.counts

    # Fixing ---------------------------------------------------------------------------------------

    def fix(self, record: Record, repair: Repair = EVERYTHING) -> tuple[FileResult, Record]:
        """Return what remains after the fixes, and the fixed record."""
        (raw,) = self.runner.run([record])
        return self.repaired(raw, record, repair)

    def repaired(self, raw: list[Finding], record: Record, repair: Repair) -> tuple[FileResult, Record]:
        """Return the result for a record after fixes, and the fixed one; *raw* is what the rules returned."""
        self.deadline.at = record.file
        try:
            self._fixer.refuse_late(raw)
            found = self.runner.filter([*repair.compared, *raw], record)
            plan = self._fixer.plan(raw, found, record, repair.accepts, once=repair.once)
            done = self._fixed_locator.locate(plan.done, record)
            reported_elsewhere = {finding.key for finding in repair.compared}
            remaining = [finding for finding in plan.found if finding.key not in reported_elsewhere]
            result = self._finish(remaining, plan.record, plan.refused, [*done, *plan.followed])
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Repairing", error, "it stays as it was")), record
        made = generated(plan.found, plan.record)  # the source is repaired instead
        result.counts.refused_fixes = sum(
            finding.fix is not None and finding.fix.is_refused and finding.key not in made
            for finding in result.findings
        )
        is_changed = plan.record is not record
        result.cacheable = not (is_changed or plan.refused)
        result.counts.followed = len(plan.followed)
        if is_changed:
            result.data = plan.record.document.data
        return result, plan.record


def _capped(found: list[Finding], most: int, counts: Counts) -> list[Finding]:
    """Return the first *most* findings of each rule; the last one mentions the rest, which are counted."""
    if len(found) <= most:
        return found
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_code[finding.code].append(finding)
    for findings in by_code.values():
        if others := findings[most:]:
            counts.below_level.update((finding.code, finding.severity) for finding in others)
            last = findings[most - 1]
            more = f"and {len(others):,} more of this rule (`limits.findings-per-rule`)"
            findings[most - 1 :] = [last._replace(message=f"{last.message}; {more}")]
    return [finding for findings in by_code.values() for finding in findings]
