"""Which fixes of one record can be applied together, and applying them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from lint.core.findings import Applicability, Finding
from lint.core.values import EditComment, Insert, MakeAlias, Path, Remove
from lint.documents.document import Document, EditRefused
from lint.records.record import Record
from lint.rules.src.stale_record import StaleRecord

Refusals: TypeAlias = "dict[tuple[str, Path], str]"
"""Why a fix was not applied, by the code and the path of its finding."""


def apply_fixes(document: Document, findings: Sequence[Finding]) -> tuple[bytes, list[Finding], Refusals]:
    """Return the bytes after the fixes, the findings fixed, and why the others were refused.

    The fixes are applied together; if that is refused, by halves, until those at fault are alone.
    """
    accepted: list[Finding] = []
    refused: Refusals = {}
    data = document.data

    def attempt(group: Sequence[Finding]) -> None:
        nonlocal data
        edits = [edit for finding in [*accepted, *group] if finding.fix for edit in finding.fix.edits]
        try:
            data = document.edited(edits)
        except EditRefused as error:
            if len(group) == 1:
                refused[group[0].code, group[0].path] = str(error)
            else:
                attempt(group[: len(group) // 2])
                attempt(group[len(group) // 2 :])
        else:
            accepted.extend(group)

    attempt(findings)
    return data, accepted, refused


def compatible(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings whose fixes can be applied together; the first of several rivals wins.

    Left for the next round are fixes that change a value inside one that is changed already, and
    those that move the items of a list that another rule works on.
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
    """Return the fixes of what is made from a source at hand: that is where to repair it."""
    fixes = [
        finding
        for finding in found
        if finding.fix
        and finding.code != StaleRecord.code
        and any(record.kind.is_made(edit.path) for edit in finding.fix.edits)
    ]
    if not fixes or record.source is None:
        return {}
    reason = f"this is generated from {record.source.file}, where `recordlint fix` repairs it"
    return {(finding.code, finding.path): reason for finding in fixes}


def with_refusal(finding: Finding, refused: Refusals) -> Finding:
    """Return *finding* with its fix only shown, if that is refused."""
    reason = refused.get((finding.code, finding.path))
    if reason is None or finding.fix is None:
        return finding
    fix = replace(finding.fix, applicability=Applicability.DISPLAY, why=f"not applied: {reason}")
    return replace(finding, fix=fix)
