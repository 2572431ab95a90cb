"""Regions of a file in lines and columns, and the replacements that splices make there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from lint.core.findings import Region, Replacement, Span
from lint.core.patterns import lazy
from lint.documents.document import Document
from lint.documents.splices import Splice, spliced

_NON_ASCII = lazy(r"[^\x00-\x7f]")


class Regions:
    """The regions of a document; each line is scanned once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines: dict[int, _Columns] = {}

    def of(self, span: Span) -> Region:
        """Return the region of a span of the file."""
        (line, column, utf16, utf8), end = self._place(span[0]), self._place(span[1])
        return Region(line, column, end[0], end[1], (utf16, end[2]), (utf8, end[3]))

    def _place(self, index: int) -> tuple[int, int, int, int]:
        """Return the line and the column of *index*, and the column in UTF-16 and in UTF-8."""
        line, column = self._document.position(index)
        if self._document.text.isascii():  # takes no time: Python stores whether it is
            return line, column, column, column
        start = index - column + 1
        if start not in self._lines:
            self._lines[start] = _Columns(self._document.text, start)
        return line, column, *self._lines[start].others(index, column)

    def replacements(self, splices: Sequence[Splice]) -> tuple[Replacement, ...]:
        """Return one replacement for each of the *splices*."""
        return tuple([Replacement(self.of((splice.start, splice.end)), splice.text) for splice in splices])

    def suggestion(self, splices: Sequence[Splice]) -> Replacement:
        """Return a single replacement that covers all *splices*."""
        start, end = splices[0].start, splices[-1].end
        text = self._document.text[start:end]
        moved = (Splice(splice.start - start, splice.end - start, splice.text) for splice in splices)
        return Replacement(self.of((start, end)), spliced(text, moved))


class _Columns:
    """The columns of the line that begins at *start* in a text, in UTF-16 and in UTF-8."""

    def __init__(self, text: str, start: int) -> None:
        end = text.find("\n", start)
        wide = [
            (match.start(), ord(match[0]))
            for match in _NON_ASCII.finditer(text, start, end if end >= 0 else len(text))
        ]
        self._at = [at for at, _ in wide]
        self._utf16 = [0, *accumulate(code > 0xFFFF for _, code in wide)]
        self._utf8 = [0, *accumulate(1 + (code > 0x7FF) + (code > 0xFFFF) for _, code in wide)]

    def others(self, index: int, column: int) -> tuple[int, int]:
        """Return the columns of *index* in UTF-16 and in UTF-8."""
        before = bisect_left(self._at, index)
        return column + self._utf16[before], column + self._utf8[before]
