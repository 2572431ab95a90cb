"""Checks and fixes one record: runs the rules, then filters, counts and locates their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lint.checker.capping import cap_per_rule
from lint.checker.fixer import Fixer
from lint.checker.fixes import Refusals, generated, with_refusal
from lint.checker.locations import Locator
from lint.checker.policy import Accepts, Policy, always
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
    """The enabled rules, ready to run on any number of records.

    Args:
        rules: The enabled rules.
        silent: More rules to run, which only supersede findings of the enabled ones.
        unsafe: Whether unsafe fixes are applied, too.
        derives: Whether records are generated again if their source is newer.
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
        self.runner = RuleRunner(self.rules, silent, self.deadline)
        """Runs the rules: on many records together, which saves time."""
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
        """Return the result of a record in which the rules have found *raw*."""
        self.deadline.at = record.file
        try:
            found = self.runner.filter(raw, record)
            return self._finish(found, record, self._fixer.refused(raw, found, record))
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Reporting", error, "its findings are left out"))

    def ended(self, record: Record, late: Finding) -> FileResult:
        """Return the result of a record on which something took too long: *late* alone."""
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
        for finding in cap_per_rule(list(found), self._limits.findings_per_rule, counts):
            if self._policy.is_ignored(finding, record):
                counts.ignored[finding.code] += 1
            elif self._policy.is_reported_once(finding):
                once.setdefault(finding.message, Systematic(record.file, finding))
            elif self._is_reported(finding):
                reported.append(with_refusal(finding, refused or {}))
            else:
                counts.below_level[finding.code, finding.severity] += 1
                fix = finding.fix
                counts.unshown_fixes += bool(fix and fix.applicability in self._policy.applicable)
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
            has_pending_fixes=any(map(self._policy.is_fixable, reported)),
        )

    def locate(self, findings: Iterable[Finding], record: Record) -> tuple[list[Finding], Counts]:
        """Return findings of corpus rules about *record* with their locations, and those only counted."""
        kept = list(findings)
        if record.document.directives:
            kept, _ = Suppressions(record.document).apply(kept)
        result = self._finish(kept, record)
        return result.findings, result.counts

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

        *compared* are findings of corpus rules about the record, whose fixes are applied too. With
        *once*, what the fixes leave is not fixed again.
        """
        self.deadline.at = record.file
        try:
            raw = self._fixer.run(record)
            found = self.runner.filter([*compared, *raw], record)
            plan = self._fixer.plan(raw, found, record, accepts, once=once)
            done = self._fixed_locator.locate(plan.done, record)
            told = {(finding.code, finding.path) for finding in compared}
            remaining = [each for each in plan.found if (each.code, each.path) not in told]
            result = self._finish(remaining, plan.record, plan.refused, [*done, *plan.followed])
        except TooLong as error:
            return self.ended(record, RuleCrashed.ended("Repairing", error, "it stays as it was")), record
        made = generated(plan.found, plan.record)  # which is repaired elsewhere
        result.counts.refused_fixes = sum(
            each.fix is not None and each.fix.is_refused and (each.code, each.path) not in made
            for each in result.findings
        )
        is_changed = plan.record is not record
        result.cacheable = not (is_changed or plan.refused)
        result.counts.followed = len(plan.followed)
        if is_changed:
            result.data = plan.record.document.data
        return result, plan.record
