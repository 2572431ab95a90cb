"""Sidecars: the files beside a record, as texts and as the cells of tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TypeAlias

from lint.core.patterns import lazy
from lint.files import why
from lint.kinds import KeywordGroup

ReadSidecar: TypeAlias = "Callable[[str], str | None]"
"""Takes a sidecar's name, with the record's id filled in, and returns its text; None if it is absent.

It raises OSError if the sidecar exists but cannot be read.
"""

_FIRST_CELL = lazy(r"\n([^\t\n]*)")
_SHIFTED_TYPE = lazy(r"\n[^\t\n]*\t[^\t\n]*\t(?:GeneProduct|Metabolite|Protein)\t")


class Sidecars:
    """The sidecars of one record, each read once.

    Their names are templates, in which ``{id}`` is replaced by the record's id.
    """

    def __init__(self, record_id: str, read: ReadSidecar) -> None:
        self._id = record_id
        self._read = read
        self._texts: dict[str, str | None] = {}
        self._tables: dict[str, list[list[str]] | None] = {}
        self._first_columns: dict[tuple[str, str], list[str] | None] = {}
        self.unread: dict[str, str] = {}
        """The reasons why requested sidecars that exist cannot be read, by name."""

    def named(self, name: str) -> str:
        """Return the name that the template *name* gives for this record."""
        return name.replace("{id}", self._id)

    def text(self, name: str) -> str | None:
        """Return the text of the sidecar *name*, a template; None if it is absent or cannot be read."""
        if name not in self._texts:
            own = self.named(name)
            try:
                self._texts[name] = self._read(own)
            except OSError as error:
                self._texts[name] = None
                self.unread[own] = why(error)
        return self._texts[name]

    def suspect_tables(self, groups: Iterable[KeywordGroup]) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield the tables that *groups* of keywords are made from, with their names, if they seem torn."""
        for name, column in ((name, group.column) for group in groups for name in group.sidecars):
            text = self.text(name)
            is_suspect = text and not _seems_whole(text, self._first_column(name, column))
            if is_suspect and (table := self._table(name)):
                yield self.named(name), table

    def column(self, name: str, column: str) -> list[str] | None:
        """Return one column of the tab-separated sidecar *name*; None if either is absent."""
        cells = self._first_column(name, column)
        if cells is None:
            rows = self.rows(name, column)
            cells = None if rows is None else [cell for (cell,) in rows]
        return cells

    def _first_column(self, name: str, column: str) -> list[str] | None:
        """Return the result of `_first_cells` for a sidecar; also None if it is absent."""
        key = name, column
        if key not in self._first_columns:
            text = self.text(name)
            self._first_columns[key] = None if text is None else _first_cells(text, column)
        return self._first_columns[key]

    def rows(
        self, name: str, *columns: str, first: Container[str] | None = None
    ) -> list[tuple[str, ...]] | None:
        """Return some *columns* of a sidecar, row by row; None if it or one of them is absent.

        With *first*, return only the rows whose first cell is in *first*; the others are not parsed.
        """
        table = self._table(name) if first is None else self._excerpt(name, first)
        if not table or not set(columns).issubset(table[0]):
            return None
        places = [table[0].index(column) for column in columns]
        last = max(places)
        return [tuple([row[place] for place in places]) for row in table[1:] if len(row) > last]

    def _table(self, name: str) -> list[list[str]] | None:
        if name not in self._tables:
            text = self.text(name)
            self._tables[name] = None if text is None else _cells(text)
        return self._tables[name]

    def _excerpt(self, name: str, first: Container[str]) -> list[list[str]] | None:
        text = self.text(name)
        if text is None:
            return None
        heading, *lines = text.split("\n")
        return _cells("\n".join((heading, *[line for line in lines if line.partition("\t")[0] in first])))


def _seems_whole(text: str, first: list[str] | None) -> bool:
    """Return whether the rows of a table seem to have as many cells as its header: a cheap test.

    *first* is the result of `_first_cells` for it.
    """
    if first is None:
        return False
    tabs = text.count("\t", 0, text.find("\n"))
    return text.count("\t") == tabs * (len(first) + 1) and _SHIFTED_TYPE.search(text) is None


def _cells(text: str) -> list[list[str]]:
    """Return the rows of a table; none if an unclosed quote turns the rest into one cell."""
    if '"' not in text and "\r" not in text:  # takes a third of the time
        return [line.split("\t") if line else [] for line in text.removesuffix("\n").split("\n")]
    import csv  # many records do not need it

    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        return []


def _first_cells(text: str, column: str) -> list[str] | None:
    """Return the first cell of each row if the first header is *column*; None if quotes may matter.

    Most sidecars are needed only for this, and parsing all cells takes ten times as long.
    """
    if not text.startswith(f"{column}\t") or "\r" in text:
        return None
    parts = text.split('"')
    for before, cell in zip(parts[0::2], parts[1::2], strict=False):
        if before[-1:] != "\t" or "\n" in cell:
            return None
    return _FIRST_CELL.findall(text.removesuffix("\n"))
