"""Applies the fixes of a record, round by round, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from lint.checker.fixes import Refusals, apply_fixes, compatible, generated, guilty, outcome_of
from lint.checker.locations import Locator
from lint.checker.policy import Accepts, Policy, always
from lint.checker.rule_runner import RuleRunner
from lint.core.deadline import TooLong
from lint.core.findings import Applicability, Finding, Severity
from lint.core.limits import MAX_TRIES, Budget, Limits
from lint.core.values import field_of
from lint.kinds import Kind
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed

_RIVAL = "another fix changes what it would change"


class Plan(NamedTuple):
    """What fixes make of a record."""

    record: Record
    """The record that they make; the record itself if they change nothing."""
    found: list[Finding]
    """What remains."""
    refused: Refusals
    """Which fixes of what remains cannot be applied."""
    done: list[Finding]
    """What was fixed of the findings of the record, without locations."""
    followed: list[Finding]
    """What was fixed besides, since it appeared only after other fixes; with locations."""
    undone: Refusals
    """Which findings of the record seemed fixable and remain, each with the reason."""


class _Step(NamedTuple):
    """A round of fixes: the record that it makes, what the rules find there, and what it fixed."""

    record: Record
    raw: list[Finding]
    found: list[Finding]
    """The same, filtered as for a report."""
    applied: list[Finding]


class Fixer:
    """Applies fixes to records.

    Args:
        runner: The rules.
        policy: Which fixes may be applied.
        locator: Locates what is fixed after the first round, in the record of its round.
        limits: Bounds on rounds of fixes, and on time.
    """

    def __init__(self, runner: RuleRunner, policy: Policy, locator: Locator, limits: Limits) -> None:
        self._runner = runner
        self._policy = policy
        self._locator = locator
        self._limits = limits

    def refused(self, raw: list[Finding], found: Sequence[Finding], record: Record) -> Refusals:
        """Return which fixes a check must not promise.

        Unsafe fixes may contradict each other or bring new faults, and rivals may change what the others
        do: then the whole plan is made. That takes as long as the check, so safe fixes that can be applied
        together are trusted; and those of generated records, that they can be written.

        Args:
            raw: What the rules find in the record.
            found: The same, filtered as for a report.
            record: The record.
        """
        fixable = [each for each in found if self._policy.is_fixable(each)]
        if Applicability.UNSAFE in self._policy.applicable:
            return self.plan(raw, found, record).undone if fixable else {}
        unsafe = {(each.code, each.path) for each in found if self._bold.is_unsafe(each)}
        undone = self._bold.plan(raw, found, record).undone if unsafe else {}
        refused = {key: reason for key, reason in undone.items() if key in unsafe}
        if len(compatible(fixable)) < len(fixable):
            return refused | self.plan(raw, found, record).undone
        return refused | self._unwritable(found, record)

    def is_unsafe(self, finding: Finding) -> bool:
        """Return whether *finding* has an unsafe fix that is applied unless it is refused."""
        return (
            finding.fix is not None
            and finding.fix.applicability is Applicability.UNSAFE
            and self._policy.is_fixable(finding)
        )

    @cached_property
    def _bold(self) -> Fixer:
        """The same, but for that it applies unsafe fixes too."""
        applicable = frozenset({Applicability.SAFE, Applicability.UNSAFE})
        policy = replace(self._policy, applicable=applicable)
        return Fixer(self._runner, policy, self._locator, self._limits)

    def _unwritable(self, found: Sequence[Finding], record: Record) -> Refusals:
        """Return which fixes that can be applied together cannot be written: those in doubt are tried."""
        document, refused = record.document, generated(found, record)
        doubtful = [
            finding
            for finding in found
            if self._policy.may_apply(finding, refused, record)
            and finding.fix
            and not document.can_write(finding.fix.edits)
        ]
        return refused | (apply_fixes(document, doubtful)[2] if doubtful else {})

    def plan(
        self,
        raw: list[Finding],
        found: Sequence[Finding],
        record: Record,
        accepts: Accepts = always,
        *,
        once: bool = False,
    ) -> Plan:
        """Return the result of all fixes that *accepts* allows.

        Fixes run again on their own result until nothing is left to fix. Rules whose fixes undo each
        other, or do not come to an end, are left out, and the others start anew.

        Args:
            raw: What the rules find in the record.
            found: The same, filtered as for a report; findings of corpus rules may be among them.
            record: The record as it is.
            accepts: Which findings are fixed.
            once: Whether to end after the first round.

        Raises:
            TooLong: the rules took more time on the record than they may.
        """
        barred: dict[str, str] = {}
        while True:
            outcome = self._plan(raw, found, record, barred, accepts, once)
            if isinstance(outcome, Plan):
                return outcome
            barred |= outcome

    def _plan(
        self,
        raw: list[Finding],
        found: Sequence[Finding],
        record: Record,
        barred: Mapping[str, str],
        accepts: Accepts,
        once: bool,
    ) -> Plan | dict[str, str]:
        """Return what `plan` does, or the rules that do not let it settle, by code, each with the reason.

        *barred* are the rules whose fixes are not applied, by code, each with the reason.
        """
        original, before, seen = record, found, {record.document.data: 0}
        rounds: list[list[Finding]] = []
        later: list[Finding] = []
        reasons: Refusals = {}
        tries = Budget(MAX_TRIES)
        while True:
            refused = generated(found, record)
            refused |= {(each.code, each.path): barred[each.code] for each in found if each.code in barred}
            pending = [each for each in found if accepts(each, record.document)]
            step = self._next_step(record, raw, [] if once and rounds else pending, refused, tries)
            reasons = refused | reasons
            if step is None:
                break
            if rounds:
                later += self._locator.locate(step.applied, record)
            rounds.append(step.applied)
            record, raw, found = step.record, step.raw, step.found
            data = record.document.data
            if data in seen:
                cycle = {finding.code for applied in rounds[seen[data] :] for finding in applied}
                reason = f"the fixes of {', '.join(sorted(cycle))} undo each other on this record"
                return dict.fromkeys(cycle, reason)
            if len(rounds) == self._limits.fix_rounds:
                most = f"{self._limits.fix_rounds} rounds (`limits.fix-rounds`)"
                codes = {finding.code for finding in step.applied}
                reason = f"the fixes of {', '.join(sorted(codes))} do not come to an end in {most}"
                return dict.fromkeys(codes, reason)
            seen[data] = len(rounds)
        announced = [
            each
            for each in before
            if accepts(each, original.document) and self._policy.may_apply(each, {}, original)
        ]
        done, followed = outcome_of(announced, rounds, later, before, found)
        fixed = set(map(id, done))
        undone = {
            (each.code, each.path): reasons.get((each.code, each.path), _RIVAL)
            for each in announced
            if id(each) not in fixed
        }
        return Plan(record, list(found), refused, done, followed, undone)

    def run(self, record: Record) -> list[Finding]:
        """Return what the rules find in *record*.

        Raises:
            TooLong: not all of them could run.
        """
        (found,) = self._runner.run([record])
        if any(map(RuleCrashed.is_late, found)):
            raise TooLong(self._runner.deadline.limit)
        return found

    def _next_step(
        self, record: Record, raw: list[Finding], found: Sequence[Finding], refused: Refusals, tries: Budget
    ) -> _Step | None:
        """Return the next round of fixes; None if none is left. What is refused is added to *refused*."""
        while pending := [finding for finding in found if self._policy.may_apply(finding, refused, record)]:
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
            raw_after = self.run(after)
            found = self._runner.filter(raw_after, after)
            is_certain = record.document.problem or any(map(self._policy.is_derived, applied))
            faults = [] if is_certain else self._new_faults(raw, found, record.kind)
            if not faults:
                return _Step(after, raw_after, found, applied)
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

    def _new_faults(
        self, before: Collection[Finding], after: Collection[Finding], kind: Kind
    ) -> list[Finding]:
        """Return the findings at warning or above that were not there *before* and that no fix repairs.

        Findings are identified by their rule and field, since items of lists move. Of those of one field,
        the new ones are those with another message, as far as there are as many. What a text had before, its
        copy may have now.
        """
        copied = {copy: main for main, copy in kind.copies}

        def text_of(field: str) -> str:
            return copied.get(field, field)

        numbers = Counter((finding.code, field_of(finding.path)) for finding in before)
        same = {(finding.code, text_of(field_of(finding.path)), finding.message) for finding in before}
        known: Counter[tuple[str, str]] = Counter()
        for (code, field), number in numbers.items():
            known |= Counter({(code, text_of(field)): number})
        left = [
            (finding, field_of(finding.path))
            for finding in after
            if finding.severity >= Severity.WARNING
            and finding.code not in self._runner.silent_codes | self._runner.sidecar_codes
            and not (self._policy.is_fixable(finding) and _is_safe(finding))  # in the next round
        ]
        left.sort(key=lambda pair: (pair[0].code, text_of(pair[1]), pair[0].message) not in same)
        counted: Counter[tuple[str, str]] = Counter()
        faults: list[Finding] = []
        for finding, field in left:
            counted[finding.code, field] += 1
            if counted[finding.code, field] > known[finding.code, text_of(field)]:
                faults.append(finding)
        return faults


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.applicability is Applicability.SAFE
