"""Record: a document recognised as a kind, with its id and lazy access to its sidecar files."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any, TypeAlias

from lint.core.fields import ANY
from lint.core.patterns import lazy
from lint.core.values import Path, Value, field_of, find, get, has, strings
from lint.documents import GPML
from lint.documents.document import Document
from lint.files import why
from lint.kinds import Kind
from lint.kinds.kind import TITLE_COPY
from lint.kinds.schema.validation import violations
from lint.kinds.schema.violation import Violation

if TYPE_CHECKING:
    from lint.sources.source import Source

_ASCII = bytes(range(128))
_FIRST_CELL = lazy(r"\n([^\t\n]*)")
_SHIFTED_TYPE = lazy(r"\n[^\t\n]*\t[^\t\n]*\t(?:GeneProduct|Metabolite|Protein)\t")
_MAX_ID = 200  # characters; each finding shows it
MAX_COMPARED = 10
"""How many copies of a text are compared with it word by word; a record has one of each."""

Found: TypeAlias = Sequence[tuple[Path, Value]]
"""Values with their paths."""

ReadSidecar = Callable[[str], "str | None"]
"""Takes a sidecar's name, as `KeywordGroup` writes it; returns its text, None where it is absent.

It raises OSError where the sidecar is there, and cannot be read.
"""


ReadNames = Callable[[str, str], "frozenset[str] | None"]
"""Takes a folder's name and a field's; returns what `Record.names` does."""


ReadSource = Callable[[str], "tuple[str, bytes, str] | None"]
"""Takes a record's id; returns its source's path, as reports show it, its bytes, and the folder with
the tables that its generators look things up in, "" for none; None where it is absent."""


def no_sidecars(name: str) -> str | None:
    """Stand for the sidecars of a text that is no file: there are none."""
    return None


def no_names(folder: str, field: str) -> frozenset[str] | None:
    """Stand for the folders beside a text that is no file: there are none."""
    return None


def no_source(record_id: str) -> tuple[str, bytes, str] | None:
    """Stand for the source of a text that is no file: there is none."""
    return None


@dataclass(frozen=True)
class Sources:
    """What a record's keywords are made from: in each group, each word once."""

    groups: list[list[str]]
    inline: bool
    """Whether they stand in the record itself, not in files beside it."""
    names: str
    """What they are called, for people."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all groups."""
        return frozenset(chain.from_iterable(self.groups))

    def made(self, kind: Kind) -> list[str]:
        """Return the keywords as the generator of *kind* makes them."""
        words = [word for group in self.groups for word in group]
        return sorted(set(words)) if kind.keywords_sorted else words


class Record:
    """A document of a kind, with views that several rules share, each computed at most once."""

    def __init__(
        self,
        document: Document,
        kind: Kind,
        file: str = "",
        read_sidecar: ReadSidecar = no_sidecars,
        read_names: ReadNames = no_names,
        read_source: ReadSource = no_source,
    ) -> None:
        self.document = document
        self.values = document.values
        """What readers get of the file; empty where they get nothing."""
        self.kind = kind
        self.file = file
        """The path shown in reports, with ``/``."""
        self._read_sidecar = read_sidecar
        self._read_names = read_names
        self._read_source = read_source
        self._unread: dict[str, str] = {}
        self._sidecars: dict[str, str | None] = {}
        self._tables: dict[str, list[list[str]] | None] = {}
        self._first_columns: dict[tuple[str, str], list[str] | None] = {}
        self._found: dict[str, Sequence[tuple[Path, Value]]] = {}

    def reread(self, data: bytes) -> Record:
        """Return the record that the file is when it holds *data*."""
        document = self.document.with_data(data)
        return Record(document, self.kind, self.file, self._read_sidecar, self._read_names, self._read_source)

    @cached_property
    def text(self) -> str:
        r"""What stands in the file, for cheap looks before expensive ones.

        Of XML that is what the strings say, each behind a `\0` from the second on: the marks around them
        are most of the file, and would be taken for theirs.
        """
        if self.kind.format == GPML:
            return "\0".join([text for _, text in self.strings])
        return self.document.text

    @cached_property
    def stem(self) -> str:
        """The name that the file goes by: its own without the ending, or its folder's."""
        return self.kind.name_of(self.file)

    @cached_property
    def id(self) -> str:
        """The record's own id, or its file's name where it gives none, or one that can be none.

        That is the file's name, too, if the file holds several records.
        """
        value = None if self.kind.items else self.field(self.kind.id_field)
        return value if isinstance(value, str) and 0 < len(value) <= _MAX_ID else self.stem

    @property
    def root(self) -> str:
        """The folder that the kind's patterns of files count from, "" for the working folder."""
        match = self.kind.path_pattern.search(self.file)
        return self.file[: match.start()] if match else ""

    def id_at(self, path: Path) -> str:
        """Return the id of the record that *path* leads into, of those in the file."""
        place = self.kind.place(path)
        if not place:
            return self.id
        value = find(get(self.values, place), self.kind.id_field) if has(self.values, place) else ()
        if value and isinstance(value[0][1], str) and 0 < len(value[0][1]) <= _MAX_ID:
            return value[0][1]
        return f"{self.stem}#{place[-1] + 1}" if isinstance(place[-1], int) else str(place[-1])

    @cached_property
    def parts(self) -> Sequence[tuple[Path, Value]]:
        """The records in the file, each with its path: one, as a rule."""
        return self.kind.records(self.values)

    def field(self, name: str) -> Value:
        """Return the value of a field at the top of the file; None if there is none."""
        return self.values.get(name) if isinstance(self.values, dict) else None

    def find(self, field: str) -> Found:
        """Return what a dotted field name of the kind stands for, with its path."""
        found = self._found.get(field)
        if found is None:
            found = self._found[field] = find(self.values, field)
        return found

    @cached_property
    def _exempt(self) -> frozenset[Path]:
        """The paths of the items and mappings that the kind exempts from being repaired."""
        found: list[Path] = []
        for field, text in self.kind.exempt:
            for path, value in self.find(field) if text.partition("&")[0] in self.document.text else ():
                if isinstance(value, list):
                    found += [(*path, index) for index, item in enumerate(value) if item == text]
                elif value == text:
                    found.append(path[:-1])
        return frozenset(found)

    def _without_exempt(self, found: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
        exempt = self._exempt
        return [each for each in found if exempt.isdisjoint((each[0], each[0][:-1]))] if exempt else found

    @cached_property
    def strings(self) -> Sequence[tuple[Path, str]]:
        """Every string value that may be repaired with its path, in their order; then what the body says."""
        found = self._without_exempt(strings(self.values))
        return [*found, *self.document.prose] if self.kind.has_body else found

    @cached_property
    def non_ascii(self) -> Sequence[tuple[Path, str]]:
        """The strings that hold a character beyond ASCII."""
        if self.text.isascii() and not self.document.may_be_escaped:
            return ()
        if "&" in self.text or self.kind.format == GPML:  # then all of them are known anyway
            return [item for item in self.strings if not item[1].isascii()]
        found = self._without_exempt(strings(self.values, beyond_ascii=True))
        body = self.document.prose if self.kind.has_body else ()
        return [*found, *((path, text) for path, text in body if not text.isascii())]

    @cached_property
    def beyond_ascii(self) -> str:
        """The characters of the file beyond ASCII, one behind the other, for cheap looks."""
        if self.text.isascii():  # which is known without a look
            return ""
        data = self.text.encode() if self.kind.format == GPML else self.document.data
        return data.translate(None, _ASCII).decode("utf-8", "replace")

    @cached_property
    def copies(self) -> Mapping[Path, Sequence[tuple[Found, Found]]]:
        """What each record of the file keeps twice, by the record's path, in the order of `Kind.copies`.

        That is the values of a field, and those of the field with its copy, with their paths.
        """
        pairs = [(self.find(main), self.find(copy)) for main, copy in self.kind.copies]
        places = [place for place, _ in self.parts]
        if len(places) < 2:
            return dict.fromkeys(places, pairs)
        by_place = [(self._by_place(mains), self._by_place(copies)) for mains, copies in pairs]
        return {
            place: [(mains.get(place, ()), copies.get(place, ())) for mains, copies in by_place]
            for place in places
        }

    def _by_place(self, found: Found) -> Mapping[Path, list[tuple[Path, Value]]]:
        """Return what was *found* in the file by the path of the record that it is in."""
        places: dict[Path, list[tuple[Path, Value]]] = defaultdict(list)
        for each in found:
            places[self.kind.place(each[0])].append(each)
        return places

    @property
    def kept_twice(self) -> Iterator[tuple[Path, Value]]:
        """What has a copy, and the copies, with their paths."""
        return chain.from_iterable(chain.from_iterable(chain.from_iterable(self.copies.values())))

    def copy_of(self, path: Path) -> tuple[Path, Value] | None:
        """Return the copy of the value at *path*, or what that is a copy of, with its path.

        None where the record keeps no such value, or several.
        """
        field = field_of(path)
        pairs = self.copies.get(self.kind.place(path), ())
        for fields, found in zip(self.kind.copies, pairs, strict=False):
            if field in fields and len(others := found[1 - fields.index(field)]) == 1:
                return others[0]
        return None

    def _copied_texts(self) -> Iterator[tuple[str, Found, Found]]:
        """Yield the `copies`, each with its field; not those of titles, of which REF006 tells."""
        title = (self.kind.title, TITLE_COPY)
        for pairs in self.copies.values():
            for fields, (mains, copies) in zip(self.kind.copies, pairs, strict=True):
                if fields != title:
                    yield fields[0], mains, copies

    @property
    def copy_pairs(self) -> Iterator[tuple[Path, Value, Path, Value]]:
        """Each text and its copy, with their paths; where there are several of both, by their order."""
        for _, mains, copies in self._copied_texts():
            are_many = len(mains) > 1 and len(copies) > 1
            for main, copy in zip(mains, copies, strict=False) if are_many else product(mains, copies):
                yield *main, *copy

    @cached_property
    def descriptions(self) -> Sequence[tuple[Path, str]]:
        """The longer texts with their paths, without their copies: one, as a rule."""
        texts = (item for field in self.kind.descriptions for item in self.find(field))
        return [(path, text) for path, text in texts if isinstance(text, str)]

    @cached_property
    def prose(self) -> Sequence[tuple[Path, str]]:
        """The longer texts that are kept in copies, and the copies, with their paths."""
        one_line = self.kind.one_line
        kept = (chain(mains, copies) for main, mains, copies in self._copied_texts() if main not in one_line)
        return [(path, text) for path, text in chain.from_iterable(kept) if isinstance(text, str)]

    @cached_property
    def markdown(self) -> Sequence[tuple[Path, str]]:
        """The texts that the site renders as Markdown, with their paths."""
        texts = (item for field in self.kind.markdown for item in self.find(field))
        return [(path, text) for path, text in texts if isinstance(text, str)]

    @cached_property
    def titles(self) -> Sequence[tuple[Path, str]]:
        """The title, and its copy where the kind has one, with their paths."""
        kind = self.kind
        fields = (kind.title, TITLE_COPY) if kind.is_title_copied else (kind.title,)
        texts = (item for field in filter(None, fields) for item in self.find(field))
        return [(path, text) for path, text in texts if isinstance(text, str)]

    @cached_property
    def one_line_text(self) -> str | None:
        r"""What stands in the one-line fields, for one search in all: each text between two `\0`.

        Those of labels come last, without their line breaks. None where there is more than text in
        the fields, or text that holds a `\0` itself.
        """
        values: list[Any] = [""]
        labels: list[str] = []
        for part in self.values if isinstance(self.values, list) else [self.values]:
            if isinstance(part, dict):
                _collect(part, self.kind.one_line_tree, values)
                _collect(part, self.kind.label_tree, labels)
        values += [label.replace("\n", "") for label in labels]
        try:
            joined = "\0".join(values) + "\0"
        except TypeError:
            return None
        return joined if joined.count("\0") == len(values) else None

    @cached_property
    def ill_spaced(self) -> Sequence[tuple[Path, str]]:
        """The strings of one-line fields whose white space is not one space between two words each."""
        joined = self.one_line_text
        if joined is not None:
            words = " ".join(filter(None, joined.split("\0")))
            if "  " not in words and words.isprintable() and words.strip() == words:
                return ()
        fields = self.kind.one_line
        return [
            (path, text)
            for path, text in self.strings
            if _is_ill_spaced(text)
            and (field := field_of(path)) in fields
            and (field not in self.kind.labels or _is_ill_spaced(text.replace("\n", "")))
        ]

    @cached_property
    def keyword_lists(self) -> Sequence[tuple[Path, list[Any]]]:
        """The lists of keywords with their paths: one, as a rule."""
        field = self.kind.keywords
        return [(path, value) for path, value in self.find(field) if isinstance(value, list)] if field else []

    @cached_property
    def sources(self) -> Sources | None:
        """What the keywords are made from; None where that is not at hand."""
        groups = self.kind.keyword_groups
        inline = any(self.field(group.inline) is not None for group in groups)
        found: list[list[str]] = []
        present = False
        for group in groups:
            words: list[str] | None
            if inline:
                rows = self.field(group.inline)
                cells = [row.get(group.inline_field) for row in _mappings(rows)]
                words = [cell for cell in cells if isinstance(cell, str)]
            else:
                columns = (self.column(name, group.column) for name in group.sidecars)
                words = next((column for column in columns if column is not None), None)
            present |= words is not None
            distinct = dict.fromkeys(words or ())
            distinct.pop(group.missing, None)
            found.append(list(distinct))
        return Sources(found, inline, _named([group.label for group in groups])) if present else None

    @cached_property
    def source(self) -> Source | None:
        """What the record is made from; None where that is not at hand, or cannot be read."""
        found = self._read_source(self.id) if self.kind.source and self.document.problem is None else None
        if found is None:
            return None
        from lint.sources.source import source_of

        file, data, repository = found
        limits = self.document.limits
        return source_of(self.id, self.values, file, data, self.keyword_table, repository, limits)

    @property
    def keyword_table(self) -> str | None:
        """The text of the first table that the keywords are made from; None where there is none."""
        names = (name for group in self.kind.keyword_groups for name in group.sidecars)
        return next((text for name in names if (text := self.sidecar(name)) is not None), None)

    @cached_property
    def has_torn_tables(self) -> bool:
        """Whether a row of a table that the keywords are made from has not as many cells as its heading."""
        return any(len(row) != len(table[0]) for _, table in self.suspect_tables() for row in table if row)

    def suspect_tables(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield the tables that the keywords are made from, with their names, unless they seem whole."""
        for name, column in (
            (name, each.column) for each in self.kind.keyword_groups for name in each.sidecars
        ):
            text = self.sidecar(name)
            is_suspect = text and not _seems_whole(text, self._first_column(name, column))
            if is_suspect and (table := self._table(name)):
                yield name.replace("{id}", self.id), table

    @property
    def unread_sidecars(self) -> Mapping[str, str]:
        """The sidecars that the keywords are made from, are there and cannot be read: why, by name."""
        _ = self.sources  # which looks for them
        return self._unread

    @cached_property
    def violations(self) -> Sequence[Violation]:
        """What the kind's schema turns down, most general first; empty for a valid record."""
        return violations(self.kind, self.values, self.doubtful_fields)

    @cached_property
    def doubtful_fields(self) -> frozenset[Any] | None:
        """The names of the fields that the schema may turn down; None where that is not known beforehand."""
        return self.kind.doubtful(self.values)

    def names(self, folder: str, field: str = "") -> frozenset[str] | None:
        """Return the names that the pages in *folder*, beside the record's own, give in *field*.

        Without a field these are the names of their files, without the ending. None where
        there is no such folder, or nothing in it.
        """
        return self._read_names(folder, field)

    def column(self, name: str, column: str) -> list[str] | None:
        """Return one column of the tab-separated sidecar *name*; None where either is absent.

        *name* is a template: ``{id}`` stands for the record's id.
        """
        cells = self._first_column(name, column)
        if cells is None:
            rows = self.rows(name, column)
            cells = None if rows is None else [cell for (cell,) in rows]
        return cells

    def _first_column(self, name: str, column: str) -> list[str] | None:
        """Return what `_first_cells` does of a sidecar; None where it is absent, too."""
        key = name, column
        if key not in self._first_columns:
            text = self.sidecar(name)
            self._first_columns[key] = None if text is None else _first_cells(text, column)
        return self._first_columns[key]

    def rows(
        self, name: str, *columns: str, first: Container[str] | None = None
    ) -> list[tuple[str, ...]] | None:
        """Return some *columns* of a sidecar, row by row; None where it or one of them is absent.

        With *first*, only the rows whose first cell is one of these; the others are not taken apart.
        """
        table = self._table(name) if first is None else self._excerpt(name, first)
        if not table or not set(columns).issubset(table[0]):
            return None
        places = [table[0].index(column) for column in columns]
        last = max(places)
        return [tuple([row[place] for place in places]) for row in table[1:] if len(row) > last]

    def _table(self, name: str) -> list[list[str]] | None:
        if name not in self._tables:
            text = self.sidecar(name)
            self._tables[name] = None if text is None else _cells(text)
        return self._tables[name]

    def _excerpt(self, name: str, first: Container[str]) -> list[list[str]] | None:
        text = self.sidecar(name)
        if text is None:
            return None
        heading, *lines = text.split("\n")
        return _cells("\n".join((heading, *[line for line in lines if line.partition("\t")[0] in first])))

    def sidecar(self, name: str) -> str | None:
        """Return the text of the sidecar *name*, a template; None where it is absent or cannot be read."""
        if name not in self._sidecars:
            own = name.replace("{id}", self.id)
            try:
                self._sidecars[name] = self._read_sidecar(own)
            except OSError as error:
                self._sidecars[name] = None
                self._unread[own] = why(error)
        return self._sidecars[name]


def _is_ill_spaced(text: str) -> bool:
    return " ".join(text.split()) != text


def _collect(values: dict[Any, Value], fields: dict[str, Any], found: list[Any]) -> None:
    """Add to *found* what stands in the *fields* of `Kind.one_line_tree`."""
    for name, below in fields.items():
        if name == ANY:
            for key in values:
                _collect(values, {key: below}, found)
            continue
        value = values.get(name)
        if not value:
            continue
        if isinstance(value, str):  # asked first, since most are
            found.append(value)
        elif isinstance(value, list):
            if below:
                leaves = [leaf for leaf, under in below.items() if not under]
                deeper = {leaf: under for leaf, under in below.items() if under}
                for item in value:
                    if isinstance(item, dict):
                        for leaf in leaves:
                            text = item.get(leaf)
                            if isinstance(text, str):
                                found.append(text)
                            elif text:
                                _collect(item, {leaf: {}}, found)
                        _collect(item, deeper, found)
            else:
                found += value
        elif isinstance(value, dict):
            _collect(value, below, found)
        else:
            found.append(value)


def _mappings(rows: Value) -> list[dict[Any, Value]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _named(labels: list[str]) -> str:
    return f"the {labels[0]}" if len(labels) == 1 else f"the {', '.join(labels[:-1])} and {labels[-1]}"


def _seems_whole(text: str, first: list[str] | None) -> bool:
    """Return whether the rows of a table seem to have as many cells as its heading: a cheap look.

    *first* is what `_first_cells` returns of it.
    """
    if first is None:
        return False
    tabs = text.count("\t", 0, text.find("\n"))
    return text.count("\t") == tabs * (len(first) + 1) and _SHIFTED_TYPE.search(text) is None


def _cells(text: str) -> list[list[str]]:
    """Return the rows of a table; none where a quote that is never closed makes one cell of the rest."""
    if '"' not in text and "\r" not in text:  # in a third of the time
        return [line.split("\t") if line else [] for line in text.removesuffix("\n").split("\n")]
    import csv  # which many records do not need

    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        return []


def _first_cells(text: str, column: str) -> list[str] | None:
    """Return the first cell of each row below the heading *column*; None where quotes may say otherwise.

    Most sidecars are read for this alone, and reading all their cells takes ten times as long.
    """
    if not text.startswith(f"{column}\t") or "\r" in text:
        return None
    parts = text.split('"')
    for before, cell in zip(parts[0::2], parts[1::2], strict=False):
        if before[-1:] != "\t" or "\n" in cell:
            return None
    return _FIRST_CELL.findall(text.removesuffix("\n"))
