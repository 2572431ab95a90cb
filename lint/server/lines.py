"""Positions in a text as editors count them: lines from 0, and columns in code units of an encoding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

from lint.core.differences import differences
from lint.core.findings import Region, Span

_LINE_END = re.compile(r"\r\n|\n|\r")  # the line ends of the Language Server Protocol


class Lines:
    """The lines of a text.

    Args:
        text: The text.
        encoding: The encoding whose code units columns count; a name of the protocol, such as `utf-16`.
    """

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, index: int) -> Position:
        """Return the position of the character at *index*, or of the end of the text."""
        line = bisect_right(self._starts, index) - 1
        return Position(line, self._units(self.text[self._starts[line] : index]))

    def index(self, position: Position) -> int:
        """Return the index of the character at a position; a position beyond the end of a line is its end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        line = _LINE_END.split(self.text[start : self._end(position.line)])[0]
        if line.isascii():
            return start + min(position.character, len(line))
        left = position.character
        for at, character in enumerate(line):
            if left <= 0:
                return start + at
            left -= self._units(character)
        return start + len(line)

    def range(self, span: Span) -> Range:
        """Return the range of a span of the text."""
        return Range(self.position(span[0]), self.position(span[1]))

    def span(self, place: Range) -> Span:
        """Return the span of the text in a range."""
        return self.index(place.start), self.index(place.end)

    def of_region(self, region: Region) -> Range:
        r"""Return the range of a region, in which only `\n` ends a line."""
        return self.range(
            (self._counted(region.line, region.column), self._counted(region.end_line, region.end_column))
        )

    def edits_to(self, after: str) -> Iterator[TextEdit]:
        """Yield the edits of whole lines that turn the text into *after*."""
        old, new = self.text.splitlines(keepends=True), after.splitlines(keepends=True)
        starts = [0, *accumulate(map(len, old))]
        for (i, j), (k, m) in differences(old, new):
            yield TextEdit(self.range((starts[i], starts[j])), "".join(new[k:m]))

    def _counted(self, line: int, column: int) -> int:
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
        return min(start + column - 1, len(self.text))

    def _end(self, line: int) -> int:
        return self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
