"""Applying the fixes of a record, round by round, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from lint.checker.combining import apply_fixes, compatible, guilty, halves
from lint.checker.locations import Locator
from lint.checker.policy import Accepts, Policy, Refusals, always
from lint.checker.rule_runner import Exchange, RuleRunner
from lint.core.deadline import TooLong
from lint.core.findings import Applicability, Detail, Finding, Severity
from lint.core.limits import MAX_TRIES, Budget
from lint.core.values import field_of
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed

FOLLOWED = " (appeared after another fix)"
"""The end of the message of a finding that was fixed but that no check reported."""
_RIVAL = "another fix changes the same value"


_Barred: TypeAlias = "dict[tuple[str, Applicability | None], str]"
"""The reasons why no fix is applied that has this code and applicability."""


class Checked(NamedTuple):
    """A record, and what was found in it."""

    record: Record
    raw: list[Finding]
    """The findings of the rules."""
    found: Sequence[Finding]
    """The same findings, filtered as for a report; findings of corpus rules may be among them."""


class Fixed(NamedTuple):
    """The outcome of fixing a record."""

    last: Checked
    """The fixed record, and what remains; the original one if nothing was fixed."""
    refused: Refusals
    """The fixes of the remaining findings that cannot be applied."""
    done: list[Finding]
    """The findings of the original record that were fixed, with locations."""
    followed: list[Finding]
    """Further findings that were fixed, which appeared only after other fixes; with locations."""
    missed: Refusals
    """The findings of the original record that seemed fixable but remain, each with the reason."""


@dataclass
class _Rounds:
    """The rounds of fixes of one record."""

    versions: list[Checked]
    """The original record, and the record after each round."""
    applied: list[list[Finding]] = field(default_factory=list)
    """The findings that were fixed, by round."""
    refused: Refusals = field(default_factory=dict)
    """The fixes that were refused in the last round."""
    ever_refused: Refusals = field(default_factory=dict)
    """The fixes that were refused in any round, each with the first reason."""
    endless: _Barred = field(default_factory=dict)
    """The fixes that never end."""


class Fixer:
    """Applies fixes to records.

    Args:
        rules: The rules that run again after each round of fixes.
        policy: Which fixes may be applied.
    """

    def __init__(self, rules: RuleRunner, policy: Policy) -> None:
        self.policy = policy
        self._rules = rules
        self._most_rounds = policy.settings.limits.fix_rounds
        self._locator = Locator(Detail.NONE, policy.settings.applies)

    def with_unsafe_fixes(self) -> Fixer:
        """Return a fixer that also applies unsafe fixes."""
        settings = self.policy.settings.replace(unsafe_fixes=True)
        return Fixer(self._rules, self.policy._replace(settings=settings))

    def fix(self, first: Checked, accepts: Accepts = always, *, once: bool = False) -> Exchange[Fixed]:
        """Return the result of all fixes that *accepts* allows.

        Fixes run again on their own result until nothing is left to fix. Those that undo each other, or never
        end, are left out, unsafe ones before safe ones, and the others start again.

        Args:
            first: The record before the fixes.
            accepts: Returns whether a finding may be fixed.
            once: Whether to stop after the first round.

        Raises:
            TooLong: The rules took longer on the record than allowed.
        """
        self.refuse_late(first.raw)
        endless: _Barred = {}
        while True:
            rounds = yield from self._rounds(first, endless, accepts, once)
            if not rounds.endless:
                return self._fixed(rounds, accepts)
            endless |= rounds.endless

    def _rounds(self, first: Checked, barred: _Barred, accepts: Accepts, once: bool) -> Exchange[_Rounds]:
        """Return the rounds of fixes without the *barred* ones.

        They end when nothing is left to fix or fixes never end.
        """
        rounds = _Rounds([first])
        tries = Budget(MAX_TRIES)
        while not rounds.endless:
            last = rounds.versions[-1]
            found = [] if once and rounds.applied else last.found
            pending = [finding for finding in found if accepts(finding, last.record.document)]
            refused = self.policy.refusals(last.found, last.record)
            kinds = [(each.key, (each.code, each.applicability)) for each in last.found] if barred else []
            refused |= {key: barred[kind] for key, kind in kinds if kind in barred}
            after, applied, also_refused = yield from self._round(last, pending, refused, tries)
            rounds.refused = refused | also_refused
            rounds.ever_refused = rounds.refused | rounds.ever_refused
            if not applied:
                break
            rounds.versions.append(after)
            rounds.applied.append(applied)
            rounds.endless = self._endless(rounds)
        return rounds

    def _endless(self, rounds: _Rounds) -> _Barred:
        """Return the fixes that undo each other or go on; only the unsafe ones if there are any."""
        *before, last = (version.record.document.data for version in rounds.versions)
        if last in before:
            again, why = rounds.applied[before.index(last) :], "undo each other on this record"
        elif len(rounds.applied) == self._most_rounds:
            most = f"{self._most_rounds} rounds (`limits.fix-rounds`)"
            again, why = rounds.applied[-1:], f"do not come to an end in {most}"
        else:
            return {}
        kinds = {(finding.code, finding.applicability) for applied in again for finding in applied}
        unsafe = {kind for kind in kinds if kind[1] is Applicability.UNSAFE}
        codes = ", ".join(sorted({code for code, _ in kinds}))
        return dict.fromkeys(unsafe or kinds, f"the fixes of {codes} {why}")

    def _round(
        self, before: Checked, findings: Sequence[Finding], refused: Refusals, tries: Budget
    ) -> Exchange[tuple[Checked, list[Finding], Refusals]]:
        """Apply as many fixes of *findings* that are not *refused* as cause no new fault together.

        Fixes that generate values again are not held to that, since the source decides what these are; nor
        are fixes of a record that could not be read, since its other faults were not known.

        Returns:
            The record after the fixes, the findings that were fixed, and the other fixes that are refused.
        """
        also_refused: Refusals = {}
        groups: list[list[Finding]] = []
        while True:
            if not groups:
                all_refused = refused | also_refused
                pending = [
                    each for each in findings if self.policy.may_apply(each, all_refused, before.record)
                ]
                if not pending:
                    return before, [], also_refused
                groups = [compatible(pending)]
            after, applied, unwritable = yield from self._try(before, groups.pop())
            also_refused |= unwritable
            if not applied:
                continue
            skips_verification = before.record.document.problem or any(
                map(self.policy.is_regeneration, applied)
            )
            faults = [] if skips_verification else self.new_faults(before, after.found)
            if not faults:
                return after, applied, also_refused
            regrouped, blamed = _regrouped(applied, faults, tries)
            groups += regrouped
            also_refused |= blamed

    def _try(
        self, before: Checked, group: Sequence[Finding]
    ) -> Exchange[tuple[Checked, list[Finding], Refusals]]:
        """Return the record after those fixes of a *group* that can be written, these, and the others."""
        data, applied, unwritable = apply_fixes(before.record.document, group)
        if not applied:
            return before, [], unwritable
        record = before.record.reread(data)
        raw = yield record
        self.refuse_late(raw)
        return Checked(record, raw, self._rules.filter(raw, record)), applied, unwritable

    def refuse_late(self, raw: Sequence[Finding]) -> None:
        """Refuse to fix a record for which the rules returned the findings *raw*, if one took too long.

        Raises:
            TooLong: A rule took too long.
        """
        if any(map(RuleCrashed.is_late, raw)):
            raise TooLong(self._rules.deadline.limit)

    def new_faults(self, before: Checked, after: Iterable[Finding]) -> list[Finding]:
        """Return the findings *after* a fix that are new, are at least warnings, and have no safe fix.

        Findings are identified by their rule and field, since the items of lists move. If there are more
        of them in a field than before, those with a new message count as the new ones. A finding that moved
        from a text to its copy is not new, nor is one that a comment suppressed or another one superseded.

        Args:
            before: The record before the fix.
            after: The findings after it. Filtered ones are exact. Unfiltered ones are stricter: filtering
                only removes findings, apart from adding those on suppressions, which have safe fixes.
        """
        copied = {copy: main for main, copy in before.record.kind.copies}

        def text_of(name: str) -> str:
            return copied.get(name, name)

        on_comments = [each for each in before.found if each.code in self._rules.suppression_codes]
        old = [*before.raw, *on_comments]
        numbers = Counter((finding.code, field_of(finding.path)) for finding in old)
        same = {(finding.code, text_of(field_of(finding.path)), finding.message) for finding in old}
        known: Counter[tuple[str, str]] = Counter()
        for (code, name), number in numbers.items():
            known[code, text_of(name)] = max(number, known[code, text_of(name)])
        left = [
            (finding, field_of(finding.path))
            for finding in after
            if finding.severity >= Severity.WARNING
            and finding.code not in self._rules.silent_codes | self._rules.sidecar_codes
            and not (  # it will be fixed in the next round
                finding.applicability is Applicability.SAFE and self.policy.is_fixable(finding)
            )
        ]
        left.sort(key=lambda pair: (pair[0].code, text_of(pair[1]), pair[0].message) not in same)
        counted: Counter[tuple[str, str]] = Counter()
        faults: list[Finding] = []
        for finding, name in left:
            counted[finding.code, name] += 1
            if counted[finding.code, name] > known[finding.code, text_of(name)]:
                faults.append(finding)
        return faults

    def _fixed(self, rounds: _Rounds, accepts: Accepts) -> Fixed:
        """Return the outcome of the *rounds*.

        A finding whose fix had to wait for a rival counts as fixed once it is gone, no matter which fix
        removed it. Findings are identified by their rule and field, since the items of lists move.
        """
        first, last = rounds.versions[0], rounds.versions[-1]
        announced = [
            finding
            for finding in first.found
            if accepts(finding, first.record.document) and self.policy.may_apply(finding, {}, first.record)
        ]
        fixable = set(map(id, announced))
        applied = set(map(id, rounds.applied[0] if rounds.applied else ()))
        left = Counter(map(_rule_and_field, last.found))
        left -= Counter(_rule_and_field(finding) for finding in first.found if id(finding) not in fixable)
        done: list[Finding] = []
        missed: Refusals = {}
        expected: Counter[tuple[str, str]] = Counter()
        for finding in announced:
            key = _rule_and_field(finding)
            if id(finding) not in applied:
                if left[key] > 0:
                    left[key] -= 1
                    missed[finding.key] = rounds.ever_refused.get(finding.key, _RIVAL)
                    continue
                expected[key] += 1
            done.append(finding)
        followed: list[Finding] = []
        for before, later in zip(rounds.versions[1:], rounds.applied[1:], strict=False):
            for finding in self._locator.locate(later, before.record):
                key = _rule_and_field(finding)
                if expected[key] > 0:
                    expected[key] -= 1
                else:
                    followed.append(finding._replace(message=f"{finding.message}{FOLLOWED}"))
        located = self._locator.locate(done, first.record)
        return Fixed(last, rounds.refused, located, followed, missed)


def _rule_and_field(finding: Finding) -> tuple[str, str]:
    return finding.code, field_of(finding.path)


def _regrouped(
    applied: list[Finding], faults: Sequence[Finding], tries: Budget
) -> tuple[list[list[Finding]], Refusals]:
    """Return what to try, the last group first, instead of fixes that cause new *faults*, and fixes to blame.

    To blame are the fixes near a fault, or all if there is only one, or no try is left.
    """
    safe = [each for each in applied if each.applicability is Applicability.SAFE]
    if 0 < len(safe) < len(applied):  # an unsafe fix must not cost a safe one
        return [[each for each in applied if each.applicability is not Applicability.SAFE], safe], {}
    culprits = guilty(applied, faults)
    if len(applied) == 1 or not tries.spend():
        culprits = dict.fromkeys(range(len(applied)), faults[0])
    if not culprits:
        return halves(applied), {}
    blamed = {
        applied[number].key: f"it would cause {fault.code}: {fault.message}"
        for number, fault in culprits.items()
    }
    left = [finding for number, finding in enumerate(applied) if number not in culprits]
    return [left] if left else [], blamed
