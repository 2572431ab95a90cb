"""Which fixes of a record can be applied together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from lint.checker.policy import Refusals
from lint.core.findings import Finding
from lint.core.limits import MAX_READINGS, Budget
from lint.core.values import Edit, EditComment, Insert, MakeAlias, Path, Remove
from lint.documents.document import Document
from lint.documents.splices import EditRefused, Splice

_TOO_MANY = "too many other fixes for this record cannot be written"

T = TypeVar("T")


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of the fixes of *findings*."""
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def halves(group: list[T]) -> list[list[T]]:
    """Return the halves of a group that failed as a whole, the first one last, as on a stack."""
    middle = len(group) // 2
    return [group[middle:], group[:middle]]


def apply_fixes(document: Document, findings: Sequence[Finding]) -> tuple[bytes, list[Finding], Refusals]:
    """Return the bytes after the fixes, the fixed findings, and the reasons why the others were refused.

    All fixes are applied together. If that is refused, only those that can be written alone; if that is
    refused too, by halves, until those at fault are isolated or `MAX_READINGS` is reached.
    """
    data, accepted = document.data, list[Finding]()
    refused: Refusals = {}
    groups = [list(findings)]
    readings = Budget(MAX_READINGS)
    while groups:
        group = groups.pop()
        if not readings.spend():
            refused |= {finding.key: _TOO_MANY for finding in group}
            continue
        try:
            data = document.edited(edits_of([*accepted, *group]))
            accepted += group
        except EditRefused as error:
            if len(group) == 1:
                refused[group[0].key] = str(error)
                continue
            alone = dict(_undrafted(document, group)) if len(group) == len(findings) else {}
            left = [finding for number, finding in enumerate(group) if number not in alone]
            refused |= {group[number].key: reason for number, reason in alone.items()}
            groups += ([left] if left else []) if alone else halves(group)
    return data, accepted, refused


def _undrafted(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the fixes that cannot be drafted by themselves, each with the reason."""
    for number, finding in enumerate(findings):
        try:
            document.draft(edits_of([finding]))
        except EditRefused as error:
            yield number, str(error)


def separate_splices(document: Document, findings: Sequence[Finding]) -> list[Sequence[Splice]]:
    """Return the splices that each fix makes if applied alone; none if it cannot be applied.

    To avoid reading the record again for each fix, fixes that do not overlap are verified together. A fix
    that is not verified within `MAX_READINGS` readings is treated as one that cannot be applied.
    """
    found: list[Sequence[Splice]] = [()] * len(findings)
    drafts: dict[int, Sequence[Splice]] = {}
    for number, finding in enumerate(findings):
        with suppress(EditRefused):
            drafts[number] = document.draft(edits_of([finding]))
    waiting = list(drafts)
    groups: list[list[int]] = []
    readings = Budget(MAX_READINGS)
    while (groups or waiting) and readings.spend():
        if not groups:
            groups = [_apart(findings, drafts, waiting)]
            waiting = [number for number in waiting if number not in set(groups[0])]
        group = groups.pop()
        edits = edits_of(findings[number] for number in group)
        splices = sorted((splice for number in group for splice in drafts[number]), key=_by_place)
        if document.is_faithful(edits, splices):
            for number in group:
                found[number] = drafts[number]
        elif len(group) > 1:
            groups += halves(group)
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
