"""From a place in a document to the path of what is written there."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Span
from lint.core.values import Path, Value
from lint.documents.document import Document


def path_at(document: Document, index: int) -> tuple[Path, Span] | None:
    """Return the innermost value whose text, or whose field's name, is at *index*, and the place of that."""
    return max(_around(document, document.values, (), index), key=lambda found: len(found[0]), default=None)


def _around(document: Document, value: Value, path: Path, index: int) -> Iterator[tuple[Path, Span]]:
    listed = value if isinstance(value, list) else ()
    for key, child in value.items() if isinstance(value, dict) else enumerate(listed):
        below = (*path, key)
        for find in (document.key_span, document.span) if isinstance(value, dict) else (document.span,):
            try:
                span = find(below)
            except (LookupError, TypeError):  # it has no name, or comes from elsewhere by a merge key
                continue
            if span[0] <= index <= span[1]:
                yield below, span
                yield from _around(document, child, below, index)
