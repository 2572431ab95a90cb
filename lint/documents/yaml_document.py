"""The base class of documents with a block of YAML: front matter and files of YAML alone.

There are two readers: `lint.documents.generated` for the form of the generators, and
`lint.documents.nodes` for any YAML. They agree on what both can read. An index counts characters of
the file's text from 0.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lint.core.findings import Span
from lint.core.limits import DEFAULT, Limits
from lint.core.patterns import lazy
from lint.core.values import Edit, Path, Value
from lint.documents.composer import Unreadable
from lint.documents.directives import is_directive, may_have_directives
from lint.documents.document import Document
from lint.documents.merges import find_disputed
from lint.documents.nodes import NodeReader
from lint.documents.problems import Problem, decoded
from lint.documents.reader import Reader
from lint.documents.splices import Splice, line_start

if TYPE_CHECKING:
    from lint.documents.writer import Writer

# White space between words, and how it may be written: a folded space is a line break.
_GAP = lazy(r"( |\n+)")
_SPACE, _BREAKS = r"(?: |(?<!\n)\n(?!\n)[ \t]*+)", r"\n++[ \t]*+"


class YamlDocument(Document):
    """A file with a block of YAML, which gives the values."""

    start: int
    """The start of the block."""
    block_end: int
    """The end of the block."""
    several = False
    """Whether the block may be a list, or several YAML documents, which are read as a list."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        super().__init__(data, limits)
        self.text, self.problem = decoded(data, limits)
        self.start = self.block_end = 0
        self.problem = self._find_block()
        self._reader, self.problem = self._read()
        self.values = self._reader.values

    @abstractmethod
    def _find_block(self) -> Problem | None:
        """Set the start and the end of the block; return the problem known before, or that there is none."""

    def _read(self) -> tuple[Reader, Problem | None]:
        """Return a reader of the block; and the problem known before, or why the block cannot be read."""
        if self.problem is not None:
            return Reader(), self.problem
        try:
            return self.nodes, None
        except Unreadable as error:
            begin, end = (min(index + self.start, len(self.text)) for index in error.span)
            context = None if error.context is None else error.context + self.start
            return Reader(), Problem(error.cause, str(error), (begin, max(begin, end)), context)

    @cached_property
    def nodes(self) -> NodeReader:
        """The reader of any YAML, which is always needed for writing.

        Raises:
            Unreadable: The file cannot be read; see *problem*.
        """
        return NodeReader(self.text, self.start, self.block_end, self.limits, several=self.several)

    @property
    def is_generated(self) -> bool:
        """Whether the block is in the form of the generators, in which every edit is possible."""
        return self.problem is None and not isinstance(self._reader, NodeReader)

    @property
    def folds_items(self) -> bool:
        """Whether an item of a list may be a plain text on several lines."""
        return self._reader.folds_items

    @property
    def may_be_escaped(self) -> bool:
        """Whether a text in double quotes may contain an escape."""
        return "\\" in self.text

    @cached_property
    def directives(self) -> list[Span]:
        """The spans of the comments for recordlint (`# recordlint: ...`), or that look like such."""
        if self.is_generated or not may_have_directives(self.text):
            return []
        return [span for span in self.comments if is_directive(self.text, span)]

    @property
    def duplicates(self) -> list[tuple[Path, list[tuple[str, Value]]]]:
        """The duplicate fields of mappings: their paths, and all names and values in order.

        A name that is not a text is given as it is written.
        """
        return [
            (path, [(self.nodes.name_of(key), self.nodes.value_of(value)) for key, value in given])
            for path, given in self._reader.duplicates
        ]

    @property
    def disputed_merges(self) -> list[tuple[Path, Span, list[Any]]]:
        """The `<<` that readers understand differently; see `lint.documents.merges`."""
        return find_disputed(self._reader) if isinstance(self._reader, NodeReader) else []

    # Places -----------------------------------------------------------------------------------

    def _next(self, words: str, sign: str, begin: int, end: int) -> Span:
        """Return the next span of *words*, which may be on several lines and have doubled quotes."""
        if sign == "'":
            words = words.replace("'", "''")
        first, *rest = _GAP.split(words)
        if not rest:
            return super()._next(words, sign, begin, end)
        pattern = re.escape(first)
        for gap, word in zip(rest[::2], rest[1::2], strict=True):
            pattern += (_SPACE if gap == " " else _BREAKS) + re.escape(word)
        for found in re.compile(pattern).finditer(self.text, begin, end):
            line = line_start(self.text, found.start())
            if first or self.text[line : found.start() + 1].strip(" "):  # else it is indentation
                return found.span()
        return -1, -1

    def has_final_break(self, path: Path) -> bool:
        return self.source(path).startswith(("|", ">"))

    def written_at(self, path: Path) -> Span:
        return self.span(self.nodes.aliases[path][1] if self.is_alias(path) else path)

    # Edits ------------------------------------------------------------------------------------

    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the edits in each mode of the writer, the best first."""
        yield from self._writer.drafts(edits)

    @cached_property
    def _writer(self) -> Writer:
        from lint.documents.writer import Writer  # not needed for a check

        return Writer(self.nodes, self.directives)

    @property
    def checked_values(self) -> Value:
        """The values that libyaml reads; None if there are none."""
        return None if self.problem is not None else self.nodes.values
