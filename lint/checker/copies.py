"""One finding for a fault that a text and its copy share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from lint.core.findings import Finding, Fix
from lint.core.values import Path, Set
from lint.records.record import Record


def join_copies(kept: Sequence[Finding], found: Sequence[Finding], record: Record) -> list[Finding]:
    """Return *kept* with one finding where two say the same of a text and of its copy.

    It is about the text, says where the copy is, and its fix changes both. Where the two texts
    differ, nothing is joined.

    Args:
        kept: The findings that no comment suppresses.
        found: All of them: what is suppressed at the text is so at its copy.
        record: The record that they are about.
    """
    if len(found) < 2:
        return list(kept)
    by_path = _by_path(found)
    kept_by_path = _by_path(kept) if kept is not found else by_path
    joined: dict[int, Finding] = {}
    dropped: set[int] = set()
    for main, copy in _twins(record):
        for other in kept_by_path.get(copy, ()) if main in by_path else ():
            same = [finding for finding in kept_by_path.get(main, ()) if _is_same(finding, other)]
            if same:
                joined[id(same[0])] = _joined(same[0], other, record)
            if same or any(_is_same(finding, other) for finding in by_path[main]):
                dropped.add(id(other))
    return [joined.get(id(finding), finding) for finding in kept if id(finding) not in dropped]


def _by_path(findings: Sequence[Finding]) -> dict[Path, list[Finding]]:
    by_path: dict[Path, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    return by_path


def _twins(record: Record) -> Iterator[tuple[Path, Path]]:
    """Yield the paths of each text and of its copy that is the same."""
    for mains, others in chain.from_iterable(record.copies.values()):
        for main, text in mains:
            yield from ((main, copy) for copy, other in others if isinstance(text, str) and text == other)


def _is_same(finding: Finding, other: Finding) -> bool:
    return (
        (finding.code, finding.message, finding.severity, finding.words)
        == (other.code, other.message, other.severity, other.words)
        and finding.span is None
        and _new_text(finding) is not None
        and _new_text(finding) == _new_text(other)
    )


def _new_text(finding: Finding) -> tuple[object, ...] | None:
    """Return what the fix makes of the text at the finding's path, and how; None where it does more."""
    fix = finding.fix
    if fix is None:
        return ()
    match fix.edits:
        case (Set(path, value),) if path == finding.path:
            return (fix.title, fix.applicability, fix.why, value)
    return None


def _joined(finding: Finding, other: Finding, record: Record) -> Finding:
    document = record.document
    line, _ = document.position(document.span(other.path)[0])
    fix = finding.fix
    if fix and other.fix:
        fix = Fix(fix.title, fix.edits + other.fix.edits, fix.applicability, fix.why)
    return replace(finding, message=f"{finding.message}; also at line {line}", fix=fix, copy=other.path)
