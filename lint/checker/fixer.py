"""Applying the fixes of a record, round by round, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint.checker.combining import apply_fixes, compatible, guilty, halves
from lint.checker.locations import Locator
from lint.checker.policy import Accepts, Policy, Refusals, always
from lint.checker.rule_runner import RuleRunner, Work
from lint.core.deadline import TooLong
from lint.core.findings import Applicability, Detail, Finding, Severity
from lint.core.limits import MAX_TRIES, Budget
from lint.core.values import field_of
from lint.kinds import Kind
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed

FOLLOWED = " (appeared after another fix)"
"""The end of the message of a finding that was fixed but that no check reported."""
_RIVAL = "another fix changes the same value"


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
    reasons: Refusals = field(default_factory=dict)
    """The fixes that were refused in any round, each with the first reason."""
    unsettled: dict[str, str] = field(default_factory=dict)
    """The codes of rules whose fixes never end, each with the reason."""


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

    def fix(self, first: Checked, accepts: Accepts = always, *, once: bool = False) -> Work[Fixed]:
        """Return the result of all fixes that *accepts* allows.

        Fixes run again on their own result until nothing is left to fix. Rules whose fixes undo each
        other, or never end, are left out, and the others start again.

        Args:
            first: The record before the fixes.
            accepts: Returns whether a finding may be fixed.
            once: Whether to stop after the first round.

        Raises:
            TooLong: The rules took longer on the record than allowed.
        """
        self.refuse_late(first.raw)
        barred: dict[str, str] = {}
        while True:
            rounds = yield from self._rounds(first, barred, accepts, once)
            if not rounds.unsettled:
                return self._fixed(rounds, accepts)
            barred |= rounds.unsettled

    def _rounds(
        self, first: Checked, barred: Mapping[str, str], accepts: Accepts, once: bool
    ) -> Work[_Rounds]:
        """Return the rounds of fixes, which end when nothing is left to fix or fixes never end.

        *barred* are the codes of the rules whose fixes are not applied, each with the reason.
        """
        rounds = _Rounds([first])
        tries = Budget(MAX_TRIES)
        while not rounds.unsettled:
            last = rounds.versions[-1]
            found = [] if once and rounds.applied else last.found
            pending = [finding for finding in found if accepts(finding, last.record.document)]
            barring = {each.key: barred[each.code] for each in last.found if each.code in barred}
            refused = self.policy.generated(last.found, last.record) | barring
            after, applied, rounds.refused = yield from self._round(last, pending, refused, tries)
            rounds.reasons = rounds.refused | rounds.reasons
            if not applied:
                break
            rounds.versions.append(after)
            rounds.applied.append(applied)
            rounds.unsettled = self._unsettled(rounds)
        return rounds

    def _unsettled(self, rounds: _Rounds) -> dict[str, str]:
        """Return the codes of the rules whose fixes undo each other or go on, each with the reason."""
        *before, last = (version.record.document.data for version in rounds.versions)
        if last in before:
            again, why = rounds.applied[before.index(last) :], "undo each other on this record"
        elif len(rounds.applied) == self._most_rounds:
            most = f"{self._most_rounds} rounds (`limits.fix-rounds`)"
            again, why = rounds.applied[-1:], f"do not come to an end in {most}"
        else:
            return {}
        codes = sorted({finding.code for applied in again for finding in applied})
        return dict.fromkeys(codes, f"the fixes of {', '.join(codes)} {why}")

    def _round(
        self, before: Checked, findings: Sequence[Finding], refused: Refusals, tries: Budget
    ) -> Work[tuple[Checked, list[Finding], Refusals]]:
        """Apply as many fixes of *findings* together as cause no new fault.

        Fixes near a new fault are left out; if none is near one, each half is tried.

        Returns:
            The record after the fixes, the findings that were fixed, and the fixes that are refused, among
            them those that are *refused* already.
        """
        record, refused = before.record, dict(refused)
        known = self._rules.known(before.raw, record)
        groups: list[list[Finding]] = []
        while True:
            if not groups:
                pending = [each for each in findings if self.policy.may_apply(each, refused, record)]
                if not pending:
                    return before, [], refused
                groups = [compatible(pending)]
            data, applied, unwritable = apply_fixes(record.document, groups.pop())
            refused |= unwritable
            if not applied:
                continue
            changed = record.reread(data)
            raw = yield changed
            self.refuse_late(raw)
            after = Checked(changed, raw, self._rules.filter(raw, changed))
            is_certain = record.document.problem or any(map(self.policy.is_regeneration, applied))
            faults = [] if is_certain else self.new_faults(known, after.found, record.kind)
            if not faults:
                return after, applied, refused
            certain = [each for each in applied if each.applicability is Applicability.SAFE]
            if 0 < len(certain) < len(applied):  # an unsafe fix must not cost a safe one
                doubtful = [each for each in applied if each.applicability is not Applicability.SAFE]
                groups += [doubtful, certain]
                continue
            culprits = guilty(applied, faults)
            if len(applied) == 1 or not tries.spend():
                culprits = dict.fromkeys(range(len(applied)), faults[0])
            for number, fault in culprits.items():
                refused[applied[number].key] = f"it would cause {fault.code}: {fault.message}"
            left = [finding for number, finding in enumerate(applied) if number not in culprits]
            if left:
                groups += [left] if culprits else halves(left)

    def refuse_late(self, raw: Sequence[Finding]) -> None:
        """Refuse to fix a record for which the rules returned the findings *raw*, if one took too long.

        Raises:
            TooLong: A rule took too long.
        """
        if any(map(RuleCrashed.is_late, raw)):
            raise TooLong(self._rules.deadline.limit)

    def new_faults(self, before: Collection[Finding], after: Iterable[Finding], kind: Kind) -> list[Finding]:
        """Return the findings *after* a fix that are new, are at least warnings, and have no safe fix.

        Findings are identified by their rule and field, since the items of lists move. If there are more
        of them in a field than before, those with a new message count as the new ones. A finding that moved
        from a text to its copy is not new.
        """
        copied = {copy: main for main, copy in kind.copies}

        def text_of(name: str) -> str:
            return copied.get(name, name)

        numbers = Counter((finding.code, field_of(finding.path)) for finding in before)
        same = {(finding.code, text_of(field_of(finding.path)), finding.message) for finding in before}
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
                    missed[finding.key] = rounds.reasons.get(finding.key, _RIVAL)
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
