"""From a finding's path to its place in the file, what stands there, and what a fix puts there."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from dataclasses import replace

from lint.document import Document
from lint.findings import (
    Applicability,
    Change,
    Detail,
    Finding,
    Fix,
    Line,
    Place,
    Region,
    Replacement,
    Span,
)
from lint.record import Record
from lint.values import Insert, Path, Remove, Set, Value, get, has

MAX_LINES = 3
"""How many lines an excerpt shows at most."""
MAX_WIDTH = 100
"""How many characters of a line an excerpt shows at most."""
MAX_CHANGES = 20
"""How many changes of a fix are kept for the reports."""
_MAX_COMPARED = 20_000  # longer texts are not compared word by word, which is quadratic


def locate(
    finding: Finding, record: Record, *, detail: Detail, applicable: Container[Applicability]
) -> Finding:
    """Return *finding* with its place.

    Args:
        finding: What a rule yielded.
        record: The record that it is about, as it stands.
        detail: What the place is to hold.
        applicable: Which fixes may be applied: of these, the place holds what they change.
    """
    document = record.document
    spans = list(_spans(finding, document))
    fix = finding.fix
    replacements: tuple[Replacement, ...] = ()
    suggestion = None
    if fix and fix.applicability in applicable and detail & (Detail.REPLACEMENTS | Detail.SUGGESTION):
        replacements, suggestion = _replacements(document, fix)
    place = Place(
        file=record.file,
        kind=record.kind.name,
        record=record.id,
        region=_region(document, spans[0]),
        digest=digest(_value_at(finding.path, record)),
        excerpt=_excerpt(document, spans) if Detail.EXCERPT in detail else (),
        changes=_changes(fix, record.values) if Detail.EXCERPT in detail and fix else (),
        replacements=replacements if Detail.REPLACEMENTS in detail else (),
        suggestion=suggestion if Detail.SUGGESTION in detail else None,
    )
    return replace(finding, place=place)


def _value_at(path: Path, record: Record) -> Value:
    """Return the value at *path*; None for the record as a whole and where nothing is."""
    return get(record.values, path) if path and has(record.values, path) else None


def digest(value: Value) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of *value* as compact, sorted JSON."""
    from hashlib import sha256

    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    except TypeError:  # names of fields that are dates, or that have no order among each other
        text = json.dumps(_with_text_names(value), sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()[:16]


def _with_text_names(value: Value) -> Value:
    if isinstance(value, list):
        return [_with_text_names(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _with_text_names(item) for key, item in value.items()}
    return value


def _region(document: Document, span: Span) -> Region:
    start, end = span
    line, column = end_line, end_column = document.position(start)
    if "\n" in document.text[start:end]:
        end_line, end_column = document.position(end)
    else:
        end_column += end - start
    before = document.text[start - column + 1 : start]
    end_before = document.text[end - end_column + 1 : end]
    return Region(
        line,
        column,
        end_line,
        end_column,
        utf16=(_utf16(before) + 1, _utf16(end_before) + 1),
        utf8=(len(before.encode()) + 1, len(end_before.encode()) + 1),
    )


def _utf16(text: str) -> int:
    """Return how many code units of UTF-16 *text* takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _replacements(document: Document, fix: Fix) -> tuple[tuple[Replacement, ...], Replacement | None]:
    """Return what *fix* alone changes in the file, in pieces and in one; nothing where it cannot be done."""
    from lint.edits import EditRefused, spliced, splices  # which most reports do not need

    try:
        found = splices(document, fix.edits)
    except EditRefused:
        return (), None
    if not found:
        return (), None
    pieces = tuple(Replacement(_region(document, (each.start, each.end)), each.text) for each in found)
    start, end = found[0].start, found[-1].end
    whole = spliced(document.text[:end], found)[start:]
    return pieces, Replacement(_region(document, (start, end)), whole)


def _spans(finding: Finding, document: Document) -> Iterator[Span]:
    path = finding.path
    if finding.span is not None:
        yield finding.span
    elif finding.words:
        for words in finding.words:
            yield document.words_span(path, words)
    elif not path:
        yield document.start, document.start + 3
    elif finding.on_key or (
        isinstance(get(document.values, path), list | dict) and isinstance(path[-1], str)
    ):
        yield document.key_span(path)
    else:
        yield document.span(path)


def _excerpt(document: Document, spans: list[Span]) -> tuple[Line, ...]:
    """Return the first lines that the spans begin in, cut to what fits around the first mark."""
    marked: dict[int, list[Span]] = {}
    for start, end in spans:
        line = document.position(start)[0]
        if line not in marked and len(marked) == MAX_LINES:
            break
        marked.setdefault(line, []).append((start, end))
    return tuple(_line(document, number, marks) for number, marks in marked.items())


def _line(document: Document, number: int, spans: list[Span]) -> Line:
    text = document.text
    begin = text.rfind("\n", 0, spans[0][0]) + 1
    end = text.find("\n", begin)
    end = len(text) if end < 0 else end
    marks = [(start - begin, min(stop, end) - begin) for start, stop in spans]
    cut = max(0, min(marks[0][0] - MAX_WIDTH // 2, end - begin - MAX_WIDTH))
    shown = text[begin + cut : min(end, begin + cut + MAX_WIDTH)].rstrip("\r")
    lead = "…" if cut else ""
    tail = "…" if begin + cut + MAX_WIDTH < end else ""
    inside = [
        (max(start - cut, 0) + len(lead), min(stop - cut, len(shown)) + len(lead))
        for start, stop in marks
        if start - cut < len(shown) or start == stop
    ]
    return Line(number, lead + shown + tail, tuple(inside))


def _changes(fix: Fix, values: dict[object, Value]) -> tuple[Change, ...]:
    changes: list[Change] = []
    for edit in fix.edits:
        match edit:
            case Set(path, value):
                before = get(values, path)
                if isinstance(before, str) and isinstance(value, str):
                    changes += _word_changes(before, value)
                else:
                    changes.append(Change(_shown(before), _shown(value)))
            case Remove(path) if has(values, path):
                changes.append(Change(_shown(get(values, path)), ""))
            case Insert(_, value):
                changes.append(Change("", _shown(value)))
        if len(changes) >= MAX_CHANGES:
            break
    return tuple(dict.fromkeys(changes))[:MAX_CHANGES]


def _shown(value: Value) -> str:
    """Return a value as people read it, cut to what fits."""
    if isinstance(value, list):
        text = f"[{', '.join(_shown(item) for item in value[:5])}{', …' if len(value) > 5 else ''}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in list(value.items())[:5])}}}"
    else:
        text = value if isinstance(value, str) else "null" if value is None else str(value)
    return text if len(text) <= MAX_WIDTH else f"{text[: MAX_WIDTH - 1]}…"


def _word_changes(before: str, after: str) -> Iterator[Change]:
    """Yield the words that differ, white space shown where nothing else does."""
    if len(before) + len(after) > _MAX_COMPARED:
        yield Change(_shown(before), _shown(after))
        return
    old, new = (re.findall(r"\S+|\s+", text) for text in (before, after))
    for (i, j), (k, m) in _differing(old, new):
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if not (gone.strip() and come.strip()):
            # White space, or words, alone: shown with the words beside them.
            gone, come = "".join(old[max(i - 1, 0) : j + 1]), "".join(new[max(k - 1, 0) : m + 1])
        yield Change(_shown(gone), _shown(come))


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches that differ; words are compared between the first and the last of these only."""
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    if set(gone).isdisjoint(come):
        if gone or come:
            yield (start, len(old) - end), (start, len(new) - end)
        return
    from difflib import SequenceMatcher

    for tag, i, j, k, m in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if tag != "equal":
            yield (start + i, start + j), (start + k, start + m)
