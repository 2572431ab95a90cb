"""Places: where a text that is edited in a review is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lint.core.findings import Finding
from lint.core.values import Path, Set, get
from lint.documents.document import Document
from lint.records.record import Record
from lint.review.journal import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """A file, its document, and the paths of the text in it."""

    file: str
    document: Document
    paths: Sequence[Path]

    @property
    def text(self) -> str:
        """The text.

        Raises:
            Refused: The value is not a text.
        """
        try:
            value = get(self.document.values, self.paths[0])
        except (LookupError, TypeError):
            value = None
        if not isinstance(value, str):
            raise Refused("This finding is not about a text that can be edited here.")
        return value


def place_of(finding: Finding, record: Record) -> Place:
    """Return the place of the text that *finding* is about: in the source if possible, else in the record.

    Raises:
        Refused: The text comes from a source, but its place there is not known.
    """
    source = record.source if record.kind.is_made(finding.path) else None
    if source is None:
        return Place(record.file, record.document, list(_with_copies(finding, record)))
    try:
        paths = source.derived.places(finding.path, record.document.get(finding.path))
    except (LookupError, TypeError):
        paths = ()
    if not paths:
        raise Refused(f"This is generated from {source.file}: edit it there.")
    return Place(source.file, source.document, paths)


def _with_copies(finding: Finding, record: Record) -> Iterator[Path]:
    """Yield the path of *finding*, and the paths of copies of its value that its fix also changes."""
    yield finding.path
    for each in finding.fix.edits if finding.fix else ():
        if isinstance(each, Set) and each.path != finding.path:
            with suppress(LookupError, TypeError):
                if get(record.values, each.path) == get(record.values, finding.path):
                    yield each.path
