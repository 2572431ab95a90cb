"""Applying fixes to one record: which can be applied together, and what each one changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TypeAlias

from lint.core.findings import Finding
from lint.core.limits import MAX_READINGS, Budget
from lint.core.values import Edit, EditComment, Insert, MakeAlias, Path, Remove, field_of
from lint.documents.document import Document
from lint.documents.splices import EditRefused, Splice
from lint.records.record import Record
from lint.rules.src.stale_record import StaleRecord

Refusals: TypeAlias = "dict[tuple[str, Path], str]"
"""The reasons why fixes were not applied, by `Finding.key`."""

FOLLOWED = " (appeared after another fix)"
"""The end of the message of a finding that was fixed but that no check reported."""
_TOO_MANY = "too many other fixes for this record cannot be written"


def apply_fixes(document: Document, findings: Sequence[Finding]) -> tuple[bytes, list[Finding], Refusals]:
    """Return the bytes after the fixes, the fixed findings, and the reasons why the others were refused.

    All fixes are applied together. If that is refused, only those that can be written alone; if that is
    refused too, by halves, until those at fault are isolated or `MAX_READINGS` is reached.
    """
    accepted: list[Finding] = []
    refused: Refusals = {}
    data = document.data
    groups = [list(findings)]
    readings = Budget(MAX_READINGS)
    are_drafted = False
    while groups:
        group = groups.pop()
        if not readings.spend():
            refused |= {finding.key: _TOO_MANY for finding in group}
            continue
        try:
            data = document.edited(_edits_of([*accepted, *group]))
            accepted += group
        except EditRefused as error:
            if len(group) == 1:
                refused[group[0].key] = str(error)
                continue
            if not are_drafted:
                are_drafted = True
                drafted = [finding for finding in group if _is_drafted(document, finding, refused)]
                if len(drafted) < len(group):
                    groups += [drafted] if drafted else []
                    continue
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    return data, accepted, refused


def _is_drafted(document: Document, finding: Finding, refused: Refusals) -> bool:
    """Return whether the fix can be drafted; if not, add the reason to *refused*."""
    try:
        document.draft(_edits_of([finding]))
    except EditRefused as error:
        refused[finding.key] = str(error)
        return False
    return True


def _edits_of(findings: Iterable[Finding]) -> list[Edit]:
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def separate_splices(document: Document, findings: Sequence[Finding]) -> list[Sequence[Splice]]:
    """Return the splices that each fix makes if applied alone; none if it cannot be applied.

    To avoid reading the record again for each fix, fixes that do not overlap are verified together. A fix
    that is not verified within `MAX_READINGS` readings is treated as one that cannot be applied.
    """
    found: list[Sequence[Splice]] = [()] * len(findings)
    drafts: dict[int, Sequence[Splice]] = {}
    for number, finding in enumerate(findings):
        with suppress(EditRefused):
            drafts[number] = document.draft(_edits_of([finding]))
    waiting = list(drafts)
    groups: list[list[int]] = []
    for _ in range(MAX_READINGS):
        if not groups:
            if not waiting:
                break
            groups = [_apart(findings, drafts, waiting)]
            chosen = set(groups[0])
            waiting = [number for number in waiting if number not in chosen]
        group = groups.pop()
        edits = _edits_of(findings[number] for number in group)
        splices = sorted((splice for number in group for splice in drafts[number]), key=_by_place)
        if document.is_faithful(edits, splices):
            for number in group:
                found[number] = drafts[number]
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
        else:
            with suppress(EditRefused):
                found[group[0]] = document.splices(edits)  # which may use another style
    return found


def _by_place(splice: Splice) -> tuple[int, int]:
    return splice.start, splice.end


def _apart(
    findings: Sequence[Finding], drafts: dict[int, Sequence[Splice]], waiting: Sequence[int]
) -> list[int]:
    """Return the numbers of *waiting* fixes whose drafts do not overlap; at least one."""
    numbers = {id(findings[number]): number for number in waiting}
    chosen = [numbers[id(finding)] for finding in compatible([findings[number] for number in waiting])]
    places = sorted((*_by_place(splice), number) for number in chosen for splice in drafts[number])
    end = 0
    touching: set[int] = set()
    for start, stop, number in places:
        if start < end:
            touching.add(number)
        else:
            end = stop
    return [number for number in chosen if number not in touching] or chosen[:1]


def guilty(findings: Sequence[Finding], faults: Iterable[Finding]) -> dict[int, Finding]:
    """Return the numbers of the fixes that alone are near one of the new *faults*, each with that fault."""
    inside: dict[Path, set[int]] = defaultdict(set)
    here: dict[Path, set[int]] = defaultdict(set)
    for number, finding in enumerate(findings):
        changed, lists = _claims(finding)
        for path in changed | lists:
            here[path].add(number)
            for n in range(len(path) + 1):
                inside[path[:n]].add(number)
    found: dict[int, Finding] = {}
    for fault in faults:
        near = [inside[fault.path], *(here[fault.path[:n]] for n in range(len(fault.path)))]
        if all(len(numbers) < 2 for numbers in near):
            suspects = set[int]().union(*near)
            if len(suspects) == 1:
                found.setdefault(suspects.pop(), fault)
    return found


def compatible(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings whose fixes can be applied together; the first of several rivals wins.

    Fixes that change a value inside one that is already changed, and fixes that move items of a list
    that another rule works on, are left for the next round.
    """
    values: set[Path] = set()
    below: dict[Path, set[str]] = defaultdict(set)
    moved: dict[Path, str] = {}
    chosen: list[Finding] = []
    for finding in findings:
        changed, lists = _claims(finding)
        code = finding.code
        if any(
            path in below or any(path[:n] in values for n in range(len(path) + 1)) for path in changed
        ) or any(moved.get(path[:n], code) != code for path in changed | lists for n in range(len(path) + 1)):
            continue
        if any(
            below.get(path, {code}) != {code} or any(path[:n] in values for n in range(len(path) + 1))
            for path in lists
        ):
            continue
        chosen.append(finding)
        values |= changed
        moved |= dict.fromkeys(lists, code)
        for path in changed | lists:
            for n in range(len(path)):
                below[path[:n]].add(code)
    return chosen


def _claims(finding: Finding) -> tuple[set[Path], set[Path]]:
    """Return the paths of the values that a fix changes, and of the lists whose items it moves."""
    changed: set[Path] = set()
    lists: set[Path] = set()
    for edit in finding.fix.edits if finding.fix else ():
        if not isinstance(edit, Insert | EditComment):
            changed.add(edit.path)
        if isinstance(edit, Insert | Remove) and isinstance(edit.path[-1], int):
            lists.add(edit.path[:-1])
        if isinstance(edit, MakeAlias):
            changed.add(edit.source)
    return changed, lists


def generated(found: Iterable[Finding], record: Record) -> Refusals:
    """Return the fixes of generated values whose source is present, where they are to be repaired instead."""
    kind = record.kind
    fixes = [finding for finding in found if finding.fix and finding.code != StaleRecord.code]
    made = [finding for finding in fixes if any(map(kind.is_made, _edited_paths(finding)))]
    copied = [finding for finding in fixes if any(map(kind.lookup_of, _edited_paths(finding)))]
    if not (made or copied) or record.source is None:
        return {}
    source = record.source
    reasons: Refusals = {
        finding.key: f"this is copied from {kind.lookup_of(finding.path)}: repair it there"
        for finding in copied
    }
    outdated = tuple(source.derived.outdated(record.values, kind.source_fields)) if made else ()
    for finding in made:
        reason = f"this is generated from {source.file}, where `recordlint fix` repairs it"
        if field_of(finding.path).startswith(outdated) and not source.gives(finding.path, record.values):
            reason = f"this is generated from {source.file}, which no longer has it: a push makes it anew"
        reasons[finding.key] = reason
    return reasons


def _edited_paths(finding: Finding) -> list[Path]:
    return [edit.path for edit in finding.fix.edits] if finding.fix else []


def with_refusal(finding: Finding, refused: Refusals) -> Finding:
    """Return *finding*, with its fix only displayed if it was refused."""
    reason = refused.get(finding.key)
    if reason is None or finding.fix is None:
        return finding
    return finding._replace(fix=finding.fix.refused(reason))


def outcome_of(
    announced: Sequence[Finding],
    rounds: Sequence[Sequence[Finding]],
    later: Sequence[Finding],
    before: Iterable[Finding],
    after: Iterable[Finding],
) -> tuple[list[Finding], list[Finding]]:
    """Return the *announced* findings that were fixed, and the others that were fixed *later*.

    A finding whose fix had to wait for a rival counts as fixed once it is gone, no matter which fix removed
    it. Findings are identified by their rule and field, since the items of lists move.

    Args:
        announced: The findings that a check marks as fixable.
        rounds: The findings whose fixes were applied, by round.
        later: The findings of all rounds except the first, with locations.
        before: All findings before the fixes, including the announced ones.
        after: All findings after the fixes.
    """
    fixable, applied = set(map(id, announced)), set(map(id, rounds[0] if rounds else ()))
    left = Counter(map(_kind_of, after))
    left -= Counter(_kind_of(finding) for finding in before if id(finding) not in fixable)
    done: list[Finding] = []
    expected: Counter[tuple[str, str]] = Counter()
    for finding in announced:
        kind = _kind_of(finding)
        if id(finding) in applied:
            done.append(finding)
        elif left[kind] > 0:
            left[kind] -= 1
        else:
            done.append(finding)
            expected[kind] += 1
    followed: list[Finding] = []
    for finding in later:
        kind = _kind_of(finding)
        if expected[kind] > 0:
            expected[kind] -= 1
        else:
            followed.append(finding._replace(message=f"{finding.message}{FOLLOWED}"))
    return done, followed


def _kind_of(finding: Finding) -> tuple[str, str]:
    return finding.code, field_of(finding.path)
