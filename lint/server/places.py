"""The value at a place in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.findings import Span
from lint.core.values import Path, Value
from lint.documents.document import Document


def children(value: Value) -> Iterable[tuple[str | int, Value]]:
    """Return the items of a mapping, or of a list with their indices; nothing for other values."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def path_at(document: Document, index: int) -> tuple[Path, Span] | None:
    """Return the path and the span of the innermost value whose text, or field name, is at *index*."""
    return max(_around(document, document.values, (), index), key=lambda found: len(found[0]), default=None)


def _around(document: Document, value: Value, path: Path, index: int) -> Iterator[tuple[Path, Span]]:
    for key, child in children(value):
        below = (*path, key)
        for find in (document.key_span, document.span) if isinstance(value, dict) else (document.span,):
            try:
                span = find(below)
            except (LookupError, TypeError):  # it has no name, or comes from a merge key
                continue
            if span[0] <= index <= span[1]:
                yield below, span
                yield from _around(document, child, below, index)
