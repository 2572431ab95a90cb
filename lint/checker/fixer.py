"""Applying the fixes of a record, round by round, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lint.checker.fixes import Refusals, apply_fixes, compatible, generated, guilty, outcome_of
from lint.checker.locations import Locator
from lint.checker.policy import Accepts, Policy, always
from lint.checker.rule_runner import RuleRunner
from lint.core.deadline import TooLong
from lint.core.findings import Applicability, Finding, Severity
from lint.core.limits import MAX_TRIES, Budget, Limits
from lint.core.values import Edit, Remove, Set, apply, field_of, get, has
from lint.kinds import Kind
from lint.kinds.schema.validation import violations
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.rules.rec.unused_suppression import UnusedSuppression

_RIVAL = "another fix changes the same value"


class Plan(NamedTuple):
    """The outcome of fixing a record."""

    record: Record
    """The fixed record; the original one if nothing was fixed."""
    found: list[Finding]
    """The findings that remain."""
    refused: Refusals
    """The fixes of the remaining findings that cannot be applied."""
    done: list[Finding]
    """The findings of the original record that were fixed, without locations."""
    followed: list[Finding]
    """Further findings that were fixed, which appeared only after other fixes; with locations."""
    undone: Refusals
    """The findings of the original record that seemed fixable but remain, each with the reason."""


class _Round(NamedTuple):
    """The state of a record after a round of fixes."""

    record: Record
    raw: list[Finding]
    """The findings of the rules in the record."""
    found: Sequence[Finding]
    """The same findings, filtered as for a report."""
    applied: Sequence[Finding] = ()
    """The findings that were fixed in this round."""


class Fixer:
    """Applies fixes to records.

    Args:
        runner: The rules.
        policy: Which fixes may be applied.
        locator: Locates findings that are fixed after the first round, in the record of their round.
        limits: The limits on rounds of fixes.
    """

    def __init__(self, runner: RuleRunner, policy: Policy, locator: Locator, limits: Limits) -> None:
        self._runner = runner
        self._policy = policy
        self._locator = locator
        self._limits = limits

    def refused(self, raw: list[Finding], found: Sequence[Finding], record: Record) -> Refusals:
        """Return the fixes that a check must not promise.

        All fixes are tried out, which takes as long as the check, unless none can contradict another one or
        cause a new fault. Then they are only tested for whether they can be written.

        Args:
            raw: The findings of the rules in the record.
            found: The same findings, filtered as for a report.
            record: The record.
        """
        if all(finding.fix is None for finding in found):  # as in most records
            return {}
        fixable = [finding for finding in found if self._policy.is_fixable(finding)]
        if Applicability.UNSAFE in self._policy.applicable:
            return self.plan(raw, found, record).undone if fixable else {}
        unsafe = {finding.key for finding in found if self._bold.is_unsafe(finding)}
        undone = self._bold.plan(raw, found, record).undone if unsafe else {}
        refused = {key: reason for key, reason in undone.items() if key in unsafe}
        if len(compatible(fixable)) == len(fixable) and _is_tidying(fixable, record):
            return refused | self._unwritable(found, record)
        return refused | self.plan(raw, found, record).undone

    def is_unsafe(self, finding: Finding) -> bool:
        """Return whether *finding* has an unsafe fix that is applied unless it is refused."""
        return finding.applicability is Applicability.UNSAFE and self._policy.is_fixable(finding)

    @cached_property
    def _bold(self) -> Fixer:
        """A fixer that also applies unsafe fixes."""
        applicable = frozenset({Applicability.SAFE, Applicability.UNSAFE})
        policy = self._policy._replace(applicable=applicable)
        return Fixer(self._runner, policy, self._locator, self._limits)

    def _unwritable(self, found: Sequence[Finding], record: Record) -> Refusals:
        """Return the fixes that cannot be written, out of some that can be applied together."""
        document, refused = record.document, generated(found, record)
        doubtful = [
            finding
            for finding in found
            if finding.fix
            and not document.can_write(finding.fix.edits)
            and self._policy.may_apply(finding, refused, record)
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
        other, or never end, are left out, and the others start again.

        Args:
            raw: The findings of the rules in the record.
            found: The same findings, filtered as for a report; findings of corpus rules may be among them.
            record: The record before the fixes.
            accepts: Returns whether a finding may be fixed.
            once: Whether to stop after the first round.

        Raises:
            TooLong: The rules took longer on the record than allowed.
        """
        barred: dict[str, str] = {}
        while True:
            outcome = self._plan(_Round(record, raw, found), barred, accepts, once)
            if isinstance(outcome, Plan):
                return outcome
            barred |= outcome

    def _plan(
        self, first: _Round, barred: Mapping[str, str], accepts: Accepts, once: bool
    ) -> Plan | dict[str, str]:
        """Return the plan, or the codes of the rules whose fixes do not settle, each with the reason.

        *barred* are the codes of the rules whose fixes are not applied, each with the reason.
        """
        last, seen = first, {first.record.document.data: 0}
        rounds: list[Sequence[Finding]] = []
        later: list[Finding] = []
        reasons: Refusals = {}
        tries = Budget(MAX_TRIES)
        while True:
            record, _, found, _ = last
            refused = generated(found, record)
            refused |= {finding.key: barred[finding.code] for finding in found if finding.code in barred}
            pending = [finding for finding in found if accepts(finding, record.document)]
            after = self._next_round(last, [] if once and rounds else pending, refused, tries)
            reasons = refused | reasons
            if after is None:
                break
            if rounds:
                later += self._locator.locate(after.applied, record)
            rounds.append(after.applied)
            last = after
            data = after.record.document.data
            if data in seen:
                cycle = {finding.code for applied in rounds[seen[data] :] for finding in applied}
                reason = f"the fixes of {', '.join(sorted(cycle))} undo each other on this record"
                return dict.fromkeys(cycle, reason)
            if len(rounds) == self._limits.fix_rounds:
                most = f"{self._limits.fix_rounds} rounds (`limits.fix-rounds`)"
                codes = {finding.code for finding in after.applied}
                reason = f"the fixes of {', '.join(sorted(codes))} do not come to an end in {most}"
                return dict.fromkeys(codes, reason)
            seen[data] = len(rounds)
        announced = [
            finding
            for finding in first.found
            if accepts(finding, first.record.document) and self._policy.may_apply(finding, {}, first.record)
        ]
        done, followed = outcome_of(announced, rounds, later, first.found, found)
        fixed = set(map(id, done))
        undone = {
            finding.key: reasons.get(finding.key, _RIVAL) for finding in announced if id(finding) not in fixed
        }
        return Plan(record, list(found), refused, done, followed, undone)

    def refuse_late(self, raw: Sequence[Finding]) -> None:
        """Refuse to fix a record for which the rules returned the findings *raw*, if one took too long.

        Raises:
            TooLong: A rule took too long.
        """
        if any(map(RuleCrashed.is_late, raw)):
            raise TooLong(self._runner.deadline.limit)

    def _next_round(
        self, before: _Round, findings: Sequence[Finding], refused: Refusals, tries: Budget
    ) -> _Round | None:
        """Return the next round of fixes; None if none is left. Refused fixes are added to *refused*."""
        while pending := [each for each in findings if self._policy.may_apply(each, refused, before.record)]:
            after = self._apply(before, compatible(pending), refused, tries)
            if after is not None:
                return after
        return None

    def _apply(
        self, before: _Round, findings: Sequence[Finding], refused: Refusals, tries: Budget
    ) -> _Round | None:
        """Apply the fixes of *findings* together, or as many of them as cause no new fault.

        Fixes near a new fault are left out; if none is near one, each half is tried.

        Returns:
            None if no fix can be applied; the reasons are added to *refused*.
        """
        record, known = before.record, self._known(before)
        groups = [list(findings)]
        while groups:
            data, applied, reasons = apply_fixes(record.document, groups.pop())
            refused |= reasons
            if not applied:
                continue
            after = record.reread(data)
            (raw_after,) = self._runner.run([after])
            self.refuse_late(raw_after)
            found = self._runner.filter(raw_after, after)
            is_certain = record.document.problem or any(map(self._policy.is_derived, applied))
            faults = [] if is_certain else self._new_faults(known, found, record.kind)
            if not faults:
                return _Round(after, raw_after, found, applied)
            culprits = guilty(applied, faults)
            if len(applied) == 1 or not tries.spend():
                culprits = dict.fromkeys(range(len(applied)), faults[0])
            for number, fault in culprits.items():
                finding = applied[number]
                refused[finding.key] = f"it would cause {fault.code}: {fault.message}"
            if culprits:
                left = [finding for number, finding in enumerate(applied) if number not in culprits]
                groups += [left] if left else []
            else:
                half = len(applied) // 2
                groups += [applied[half:], applied[:half]]
        return None

    def _known(self, state: _Round) -> list[Finding]:
        """Return the raw findings with those about suppressions, which only filtering yields."""
        if not state.record.document.directives:
            return state.raw
        filtered = self._runner.filter(state.raw, state.record)
        return state.raw + [finding for finding in filtered if finding.code == UnusedSuppression.code]

    def _new_faults(
        self, before: Collection[Finding], after: Collection[Finding], kind: Kind
    ) -> list[Finding]:
        """Return the findings *after* a fix that are new, are at least warnings, and have no safe fix.

        Findings are identified by their rule and field, since the items of lists move. If there are more
        of them in a field than before, those with a new message count as the new ones. A finding that moved
        from a text to its copy is not new.
        """
        copied = {copy: main for main, copy in kind.copies}

        def text_of(field: str) -> str:
            return copied.get(field, field)

        numbers = Counter((finding.code, field_of(finding.path)) for finding in before)
        same = {(finding.code, text_of(field_of(finding.path)), finding.message) for finding in before}
        known: Counter[tuple[str, str]] = Counter()
        for (code, field), number in numbers.items():
            known[code, text_of(field)] = max(number, known[code, text_of(field)])
        left = [
            (finding, field_of(finding.path))
            for finding in after
            if finding.severity >= Severity.WARNING
            and finding.code not in self._runner.silent_codes | self._runner.sidecar_codes
            and not (  # it will be fixed in the next round
                finding.applicability is Applicability.SAFE and self._policy.is_fixable(finding)
            )
        ]
        left.sort(key=lambda pair: (pair[0].code, text_of(pair[1]), pair[0].message) not in same)
        counted: Counter[tuple[str, str]] = Counter()
        faults: list[Finding] = []
        for finding, field in left:
            counted[finding.code, field] += 1
            if counted[finding.code, field] > known[finding.code, text_of(field)]:
                faults.append(finding)
        return faults


def _is_tidying(fixable: Sequence[Finding], record: Record) -> bool:
    """Return whether fixes only remove items or change white space, as the schema allows, and not in the id.

    With another id, a record has other files beside it.
    """
    values, kind = record.values, record.kind
    edits = [edit for finding in fixable if finding.fix for edit in finding.fix.edits]

    def is_tidying(edit: Edit) -> bool:
        if not isinstance(edit, Set | Remove) or not has(values, edit.path):
            return False
        if isinstance(edit, Remove):
            return True
        old, new = get(values, edit.path), edit.value
        is_text = isinstance(old, str) and isinstance(new, str)
        return edit.path != (kind.id_field,) and is_text and old.split() == new.split()

    if not edits:
        return True
    if not all(map(is_tidying, edits)):
        return False
    after = apply(values, edits)
    is_valid = kind.doubtful(after) == frozenset()  # which takes a seventh of the time
    return is_valid or len(violations(kind, after)) <= len(record.violations)
