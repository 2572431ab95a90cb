"""Excerpts: the lines that a finding is about, and the changes of its fix, shortened to fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lint.core.differences import differences
from lint.core.findings import Fix, Line, Preview, Region, Span
from lint.core.patterns import lazy
from lint.core.values import Insert, Remove, Set, Value, get, has
from lint.core.wording import common_start, shortened
from lint.documents.document import Document

MAX_LINES = 3
"""The most lines in an excerpt."""
MAX_WIDTH = 100
"""The most characters of a line in an excerpt."""
MAX_CHANGES = 20
"""The most changes of a fix that reports receive."""

_WORDS = lazy(r"\S+|\s+")


def excerpt(document: Document, spans: list[Span], first: Region) -> tuple[Line, ...]:
    """Return the first lines in which the spans begin, shortened to fit around the first mark.

    *first* is the region of the first span.
    """
    start = spans[0][0] - first.column + 1
    if len(spans) == 1:
        return (_line(document.text, first.line, start, spans),)
    marked: dict[int, tuple[int, list[Span]]] = {first.line: (start, [])}
    for span in spans:
        line, column = document.position(span[0])
        if line not in marked:
            if len(marked) == MAX_LINES:
                break
            marked[line] = span[0] - column + 1, []
        marked[line][1].append(span)
    return tuple([_line(document.text, line, start, marks) for line, (start, marks) in marked.items()])


def _line(text: str, number: int, begin: int, spans: list[Span]) -> Line:
    """Return the line that begins at *begin*, with the *spans* to mark in it."""
    end = text.find("\n", begin)
    end = len(text) if end < 0 else end
    cut = max(0, min(spans[0][0] - MAX_WIDTH // 2, end - MAX_WIDTH) - begin)
    left = begin + cut
    shown = text[left : min(end, left + MAX_WIDTH)].rstrip("\r")
    lead = "…" if cut else ""
    tail = "…" if left + MAX_WIDTH < end else ""
    shift, last = len(lead) - left, left + len(shown)
    inside = [
        (max(start, left) + shift, min(stop, last) + shift)
        for start, stop in spans
        if start < last or start == min(stop, end)
    ]
    return Line(number, f"{lead}{shown}{tail}", tuple(inside))


def changes(fix: Fix, document: Document) -> tuple[Preview, ...]:
    """Return what *fix* changes in *document*, each change once."""
    values = document.values
    found: list[Preview] = []
    for edit in fix.edits:
        match edit:
            case Set(path, value):
                before = document.get(path)
                if isinstance(before, str) and isinstance(value, str):
                    found += _word_changes(before, value)
                else:
                    found.append(_change_of_type(before, value))
            case Remove(path) if has(values, path):
                found.append(Preview(_shown(get(values, path)) or "''", ""))
            case Insert(_, value):
                found.append(Preview("", _shown(value) or "''"))
        if len(found) >= MAX_CHANGES:
            break
    return tuple(found if len(found) == 1 else dict.fromkeys(found))[:MAX_CHANGES]


def _change_of_type(before: Value, after: Value) -> Preview:
    """Return both values; a text is quoted if the other value would look the same."""
    old, new = _shown(before), _shown(after)
    if old == new:
        old, new = (
            f"'{shown}'" if isinstance(each, str) else shown for each, shown in ((before, old), (after, new))
        )
    return Preview(old, new)


def _shown(value: Value) -> str:
    """Return a value as reports show it, shortened to fit."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, list):
        text = f"[{', '.join(_shown(item) for item in value[:5])}{', …' if len(value) > 5 else ''}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in islice(value.items(), 5))}}}"
    else:
        text = "null" if value is None else str(value)
    return shortened(text, MAX_WIDTH)


def _word_changes(before: str, after: str) -> Iterator[Preview]:
    """Yield the words that differ; changes of white space include the words beside it."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if set(old).isdisjoint(new):  # as usual: a placeholder and its replacement
        if before or after:
            yield _preview(before, after)
        return
    for (i, j), (k, m) in differences(old, new):
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if not (gone.strip() and come.strip()):
            # Only white space or only added or removed words: shown with the words beside them.
            gone, come = "".join(old[max(i - 1, 0) : j + 1]), "".join(new[max(k - 1, 0) : m + 1])
        yield _preview(gone, come)


def _preview(before: str, after: str) -> Preview:
    """Return both texts, without what they begin with alike if their difference would not be seen."""
    alike = common_start(before, after)
    start = 0 if alike < MAX_WIDTH // 2 else alike - MAX_WIDTH // 4
    lead = "…" if start else ""
    return Preview(*(_shown(f"{lead}{text[start:]}") for text in (before, after)))
