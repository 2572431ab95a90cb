"""One finding for a fault that shows at several places: at YAML aliases, or in a text and its copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from lint.core.findings import Applicability, Finding, Fix
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.documents.document import Document
from lint.records.record import Record

_BY_SAFETY = tuple(Applicability)
_ITEM = lazy(r"\bitem [0-9,]+ of ")  # in messages, the number of an item


def drop_aliased(found: Sequence[Finding], document: Document) -> list[Finding]:
    """Return *found* without findings at an alias that repeat the finding at its anchor.

    The finding at the anchor takes over their fixes: its value can only change for all aliases at once.
    """
    shared = [_is_shared(finding.path, document) for finding in found] if "*" in document.text else []
    if not any(shared):
        return list(found)
    keys = [
        (finding.code, _ITEM.sub("", finding.message), document.written_at(finding.path)) for finding in found
    ]
    repeated: dict[object, list[Finding]] = {
        key: [] for key, is_shared in zip(keys, shared, strict=True) if not is_shared
    }
    kept: list[tuple[Finding, object]] = []
    for finding, key, is_shared in zip(found, keys, shared, strict=True):
        if is_shared and key in repeated:
            repeated[key].append(finding)
        else:
            kept.append((finding, key))
    return [_for_all(finding, repeated.get(key, ())) for finding, key in kept]


def _for_all(finding: Finding, others: Sequence[Finding]) -> Finding:
    """Return *finding* with a fix that makes the edits of the *others* too, and is no safer than theirs."""
    if not others:
        return finding
    fixes = [each.fix for each in (finding, *others)]
    given = [fix for fix in fixes if fix is not None]
    if len(given) < len(fixes):
        return finding._replace(fix=None)
    least = max(given, key=lambda fix: _BY_SAFETY.index(fix.applicability))
    edits = tuple(edit for fix in given for edit in fix.edits)
    return finding._replace(fix=least._replace(edits=edits))


def _is_shared(path: Path, document: Document) -> bool:
    """Return whether the value at *path* is written elsewhere, because of an alias or a merge key."""
    if any(document.is_alias(path[:end]) for end in range(1, len(path) + 1)):
        return True
    if len(path) < 2:
        return False
    start = document.span(path)[0]
    try:
        begin, end = document.span(path[:-1])
    except LookupError:  # a text of the body is inside no value
        return False
    return not begin <= start <= end


def join_copies(kept: Sequence[Finding], found: Sequence[Finding], record: Record) -> list[Finding]:
    """Return *kept* with one finding instead of two equal ones about a text and its copy.

    It is about the text, says where the copy is, and its fix changes both. If the texts differ, nothing
    is joined.

    Args:
        kept: The findings that no comment suppresses.
        found: All findings: what is suppressed at a text is also suppressed at its copy.
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
    """Yield the paths of each text and its copy if both are equal."""
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
    """Return the new text at the finding's path, and how its fix is described; None if it changes more."""
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
    return finding._replace(message=f"{finding.message}; also at line {line}", fix=fix, copy=other.path)
