"""A fast reader of YAML in the form that the generators of these records write.

It takes about a third of the time of libyaml and supports a small part of YAML: block lists and
mappings, indented by two spaces or not at all, with plain and single-quoted scalars, and without
aliases, comments and duplicate fields. Everything else is left to libyaml. The values and spans must
always be the same as those of libyaml.

An index counts characters of the file's text from 0.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.core.values import Path, Value, get
from lint.documents.reader import Reader
from lint.documents.scalars import NUMERIC, WORDS, misread

_MAX_COLUMN = 20
DEEPEST = _MAX_COLUMN + 1
"""The deepest nesting read here: a mapping and a list for each two columns, and a last list."""
_ASCII = bytes([*b"\n", *range(0x20, 0x7F)])

# A plain scalar does not begin with an indicator of YAML, has no line that ends with a space, and
# its further lines are indented more than its dash or key.
_ENTRY = lazy(
    r"""
    (\ *) (-\ )?
    (?: ([A-Za-z_][A-Za-z0-9_-]{0,99} | '[^'\n]{1,99}') : (?:\ | (?=\n)) )?
    (
      ( [^\s?:,\[\]{}\#&*!|>'"%@`-] [^\n]*(?<!\ ) (?: \n\1 (?(2)(?(3)\ \ )) \ [^\n]+(?<!\ ) )* )
      | ' ( [^']* (?:''[^']*)* ) '
      | \[\]
      |
    )
    \n+
    """,
    re.VERBOSE,
)
# Items that are plain words on one line: most lines of a record. The number in one match is limited,
# since the position of an item is counted from the first.
_ITEMS = lazy(
    r"(\ *)-\ [A-Za-z(][^:\n]*(?<!\ )\n (?:\1-\ [A-Za-z(][^:\n]*(?<!\ )\n){0,99} (?!\1\ )", re.VERBOSE
)
# Items that are mappings of such words and of quoted texts: tables of genes, links and the like.
_CELL = r"[A-Za-z_]{1,99}:\ (?: [A-Za-z(][^:\n]*(?::[^\s:][^:\n]*)*(?<!\ ) | '[^'\n]*' )\n"
_ROW = rf"-\ {_CELL}(?:\1\ \ {_CELL}){{0,99}}(?!\1\ )"
_ROWS = lazy(rf"(\ *){_ROW}(?:\1{_ROW}){{0,99}}", re.VERBOSE)
_CELLS = lazy(r"([- ])\ (\w+):\ (?:'(.*)'|(.*))\n", re.VERBOSE)
_NUMBER = lazy(r"(0|[1-9][0-9]{0,17}) | [0-9]{1,17}\.[0-9]{1,17} | ([0-9]{4}-[0-9]{2}-[0-9]{2})", re.VERBOSE)
_COLON = lazy(r":(?:[ \n]|\Z)")
_BREAK = lazy(r"\n *")
_BREAKS = lazy(r"\n(\n*) *")
_WORDS = WORDS.keys()
_SIGNS = frozenset({"=", "<<"})  # PyYAML cannot load these


class _Doubt(Exception):
    """The text is not certainly in the supported form."""


def read_generated(text: str, start: int, end: int) -> GeneratedReader | None:
    """Return a reader of the block from its line `---` at *start* to *end*; None if it needs libyaml."""
    if not text.startswith("---\n", start) or ("#" in text and " #" in text):
        return None
    # Python's unprintable characters include all that YAML forbids or treats as tabs or line breaks.
    beyond = text.encode().translate(None, _ASCII)
    if beyond and not beyond.decode().isprintable():
        return None
    found = GeneratedReader(text)
    try:
        first = _ENTRY.match(text, start + len("---\n"))
        found.values, at = found._mapping(first, 0)
    except _Doubt:
        return None
    return found if at == end else None


class GeneratedReader(Reader):
    """The values of a block in that form, and their spans in the file's *text*."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.folds_items = False
        self._text = text
        self._starts: dict[int, dict[Any, int]] = {}
        """The starts of the fields or items of each mapping or list, by `id`; a run has its first index."""

    # Values -----------------------------------------------------------------------------------

    def _mapping(self, entry: re.Match[str] | None, column: int) -> tuple[dict[Any, Value], int]:
        """Return the mapping at *column* that begins with *entry*, and the start of the lines after it."""
        text, match = self._text, _ENTRY.match
        values: dict[Any, Value] = {}
        starts = self._starts[id(values)] = {}
        indent = " " * column
        start = at = -1 if entry is None else entry.start()
        while entry is not None:
            pad, dash, key, written, plain, quoted = entry.groups()
            if key is None or len(pad) != (column - 2 if dash else column):
                break
            if key in _WORDS:
                key = WORDS[key]
            elif key[0] == "'":
                key = key[1:-1]
            if key in values or key == "<<":
                raise _Doubt
            starts[key] = start
            at = entry.end()
            if written:
                values[key] = _text(plain, quoted)
            elif text.startswith((f"{indent}- ", f"{indent}  - "), at):
                values[key], at = self._list(at, column if text[at + column] == "-" else column + 2)
            elif text.startswith(f"{indent}  ", at):
                values[key], at = self._mapping(match(text, at), column + 2)
            else:
                values[key] = None
            start = at
            entry = match(text, at) if text.startswith(indent, at) else None
        if not values or column > _MAX_COLUMN:
            raise _Doubt
        return values, at

    def _list(self, at: int, column: int) -> tuple[list[Value], int]:
        """Return the list at *column* that begins at *at*, and the start of the lines after it."""
        text = self._text
        items: list[Value] = []
        starts = self._starts[id(items)] = {}
        lead = " " * column + "- "
        while text.startswith(lead, at):
            starts[len(items)] = at
            item, run = _item_at(text, at)
            at = (run or item).end()
            if run is None and item[3]:
                value, at = self._mapping(item, column + 2)
                items.append(value)
            elif run is None:
                items.append(_text(item[5], item[6]))
                self.folds_items |= "\n" in (item[5] or "")
            elif item[3]:
                items += _rows(run)
            else:
                found = run[0][len(lead) : -1].split(f"\n{lead}")
                items += found if _WORDS.isdisjoint(found) else [WORDS.get(word, word) for word in found]
        return items, at

    # Places -----------------------------------------------------------------------------------

    def span(self, path: Path) -> Span:
        value = get(self.values, path)
        if value and isinstance(value, dict):
            return self.key_span((*path, next(iter(value))))[0], self.span((*path, next(reversed(value))))[1]
        if value and isinstance(value, list):
            first = self.span((*path, 0))[0]
            return self._text.rindex("- ", 0, first), self.span((*path, len(value) - 1))[1]
        entry, skipped = self._entry(path)
        if entry.re.groups == 1:
            lines = entry[0].split("\n")
            indent = entry.end(1) - entry.start() + len("- ")
            begin = entry.start() + sum(len(line) + 1 for line in lines[:skipped])
            return begin + indent, begin + len(lines[skipped])
        return entry.span(4) if entry[4] else (entry.end(3) + 1, entry.end(3) + 1)

    def key_span(self, path: Path) -> Span:
        mapping = get(self.values, path[:-1])
        if not isinstance(mapping, dict) or not path:
            raise LookupError(path)
        return self._entry(path)[0].span(3)

    def is_plain(self, path: Path) -> bool:
        if isinstance(get(self.values, path), dict | list):
            return False
        entry, _ = self._entry(path)
        return entry.re.groups == 1 or entry[6] is None

    def is_block(self, path: Path) -> bool:
        value = get(self.values, path)
        return isinstance(value, dict | list) and bool(value)

    def _entry(self, path: Path) -> tuple[re.Match[str], int]:
        """Return the match that contains the value at *path*, and the number of items in it before that."""
        text, starts, index = self._text, self._starts_at(path[:-1]), path[-1]
        if isinstance(get(self.values, path[:-1]), list):
            first = next(each for each in range(index, -1, -1) if each in starts)
            item, run = _item_at(text, starts[first])
            return run or item, index - first
        entry = _ENTRY.match(text, starts[index])
        assert entry is not None
        return entry, 0

    def _starts_at(self, path: Path) -> dict[Any, int]:
        """Return the starts of the fields or items of the mapping or list at *path*."""
        value = get(self.values, path)
        if id(value) not in self._starts:  # a row of a table
            table, before = self._entry(path)
            rows = get(self.values, path[:-1])[path[-1] - before :]
            at, column = table.start(), table.end(1) - table.start() + len("- ")
            for row in rows:
                if at >= table.end():  # blank lines may follow the table
                    break
                read, at = self._mapping(_ENTRY.match(self._text, at), column)
                self._starts[id(row)] = self._starts.pop(id(read))
        return self._starts[id(value)]


def _item_at(text: str, at: int) -> tuple[re.Match[str], re.Match[str] | None]:
    """Return the match of the item at *at*, and that of a run of items or rows that begins with it."""
    item = _ENTRY.match(text, at)
    if item is None or not (item[3] or item[4]):
        raise _Doubt
    return item, _ROWS.match(text, at) if item[3] else _ITEMS.match(text, at)


def _rows(table: re.Match[str]) -> list[dict[Any, Value]]:
    """Return the mappings in a match of `_ROWS`."""
    rows: list[dict[Any, Value]] = []
    row: dict[Any, Value] = {}
    for dash, name, quoted, plain in _CELLS.findall(table.string, *table.span()):
        if dash == "-":
            row = {}
            rows.append(row)
        elif name in row:
            raise _Doubt
        row[name] = WORDS.get(plain, plain) if plain else quoted
    if not all(map(_WORDS.isdisjoint, rows)):
        raise _Doubt
    return rows


def _text(plain: str | None, quoted: str | None) -> Value:
    """Return the value of a *plain* scalar or of a *quoted* one without its quotes; [] if both are None."""
    if plain is None:
        if quoted is None:
            return []
        if "\n" in quoted:
            if "\n..." in quoted or " \n" in quoted:
                raise _Doubt
            quoted = _folded(quoted)
        return quoted.replace("''", "'")
    if ":" in plain and _COLON.search(plain):
        raise _Doubt
    if "\n" in plain:
        plain = _folded(plain)
    if plain in _WORDS:
        return WORDS[plain]
    if plain in _SIGNS:
        raise _Doubt
    return _number(plain) if plain[0] in NUMERIC else plain


def _folded(text: str) -> str:
    """Return *text* unfolded: a line break becomes a space, and further ones stay."""
    if "\n\n" not in text:  # faster, without a call for each line break
        return _BREAK.sub(" ", text)
    return _BREAKS.sub(lambda breaks: breaks[1] or " ", text)


def _number(text: str) -> Value:
    """Return *text* as a number or date if it is one, else the text itself."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        if misread(text):
            raise _Doubt
        return text
    if number[1]:
        return int(text)
    if number[2]:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _Doubt from None
    return float(text)
