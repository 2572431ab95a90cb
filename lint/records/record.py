"""Records: documents of a recognised kind, with the views that rules share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any, TypeAlias

from lint.core.values import Edit, Path, Value, field_of, find, get, has, scalars, strings
from lint.documents import GPML
from lint.documents.document import Document
from lint.documents.unwritten import Unwritten
from lint.kinds import Kind
from lint.kinds.kind import TITLE_COPY
from lint.kinds.schema.validation import violations
from lint.kinds.schema.violation import Violation
from lint.records.keyword_sources import KeywordSources, keyword_sources
from lint.records.searches import Texts, collect
from lint.records.sidecars import ReadSidecar, Sidecars

if TYPE_CHECKING:
    from lint.sources.source import Source

_ASCII = bytes(range(128))
_MAX_ID = 200  # characters, as each finding shows the id
MAX_COMPARED = 10
"""The most copies of a text that are compared with it word by word; a record normally has one."""

Found: TypeAlias = Sequence[tuple[Path, Value]]
"""Values with their paths."""

ReadNames = Callable[[str, str], "frozenset[str] | None"]
"""Takes the names of a folder and of a field, and returns the result of `Record.names`."""

ReadSource = Callable[[str], "tuple[str, bytes, str] | None"]
"""Takes a record's id, and returns the path of its source as reports show it, its bytes, and the folder
with the lookup tables of the generators ("" for none); None if the source is absent."""


class Record:
    """A document of a kind, with views that several rules share, each computed at most once."""

    def __init__(
        self,
        document: Document,
        kind: Kind,
        file: str = "",
        read_sidecar: ReadSidecar = lambda name: None,
        read_names: ReadNames = lambda folder, field: None,
        read_source: ReadSource = lambda record_id: None,
    ) -> None:
        self.document = document
        self.values = document.values
        """The values in the file; empty if it cannot be read."""
        self.kind = kind
        self.file = file
        """The path shown in reports, with ``/``."""
        self._read_sidecar = read_sidecar
        self._read_names = read_names
        self._read_source = read_source
        self._found: dict[str, Found] = {}

    def reread(self, data: bytes) -> Record:
        """Return the record in the same file with the content *data*."""
        return self._with(self.document.with_data(data))

    def with_edits(self, edits: Sequence[Edit]) -> Record:
        """Return the record with *edits* of its values, which are not written.

        Raises:
            LookupError, ValueError: The edits are impossible.
        """
        return self._with(Unwritten(self.document, edits))

    def _with(self, document: Document) -> Record:
        readers = self._read_sidecar, self._read_names, self._read_source
        record = Record(document, self.kind, self.file, *readers)
        if record.id == self.id:
            record.sidecars = self.sidecars  # each is read once
        return record

    @cached_property
    def text(self) -> str:
        r"""The text of the file, for cheap searches before expensive checks.

        For XML, it is the strings joined by `\0`, since tags would be mistaken for text.
        """
        return self._checked.joined if self.kind.format == GPML else self.document.text

    @cached_property
    def _read(self) -> Texts:
        """The texts of the file, without its body."""
        return Texts(self.document.strings)

    @cached_property
    def _checked(self) -> Texts:
        """The `strings`."""
        return self._read if self.strings is self._read.texts else Texts(self.strings)

    def holding(self, pattern: re.Pattern[str]) -> Sequence[tuple[Path, str]]:
        r"""Return the `strings` in which *pattern* is found, which must not match `\0`, their separator."""
        return [self.strings[number] for number in self._checked.holding(pattern)]

    @cached_property
    def stem(self) -> str:
        """The name of the file without its ending, or the name of its folder."""
        return self.kind.name_of(self.file)

    @cached_property
    def id(self) -> str:
        """The record's id; the file's name if it has no valid id, or if the file contains several records."""
        value = None if self.kind.items else self.field(self.kind.id_field)
        return value if isinstance(value, str) and 0 < len(value) <= _MAX_ID else self.stem

    @cached_property
    def sidecars(self) -> Sidecars:
        """The files beside the record."""
        return Sidecars(self.id, self._read_sidecar)

    @property
    def root(self) -> str:
        """The folder that the kind's file patterns are relative to; "" for the working folder."""
        match = self.kind.path_pattern.search(self.file)
        return self.file[: match.start()] if match else ""

    def id_at(self, path: Path) -> str:
        """Return the id of the record in the file that contains the value at *path*."""
        place = self.kind.place(path)
        if not place:
            return self.id
        value = find(get(self.values, place), self.kind.id_field) if has(self.values, place) else ()
        if value and isinstance(value[0][1], str) and 0 < len(value[0][1]) <= _MAX_ID:
            return value[0][1]
        return f"{self.stem}#{place[-1] + 1}" if isinstance(place[-1], int) else str(place[-1])

    @cached_property
    def parts(self) -> Sequence[tuple[Path, Value]]:
        """The records in the file with their paths; normally one."""
        return self.kind.records(self.values)

    @property
    def number(self) -> int:
        """The number of records in the file; at least 1, even if it cannot be read."""
        return max(1, len(self.parts))

    def field(self, name: str) -> Value:
        """Return the value of a top-level field; None if it is missing."""
        return self.values.get(name) if isinstance(self.values, dict) else None

    def find(self, field: str) -> Found:
        """Return the values of a dotted field name of the kind, with their paths."""
        found = self._found.get(field)
        if found is None:
            found = self._found[field] = find(self.values, field)
        return found

    @cached_property
    def _exempt(self) -> frozenset[int]:
        """The numbers of the texts that the kind exempts from repairs: items, and those of whole mappings."""
        found, exempt = self._read.texts, self.kind.exempt
        joined = self._read.joined if exempt else ""
        pattern = "|".join({re.escape(text) for _, text in exempt if text in joined})
        numbers: set[int] = set()
        for number in self._read.holding(re.compile(pattern)) if pattern else ():
            path, value = found[number]
            field, is_item = field_of(path), isinstance(path[-1], int)
            if any(field == of and (text in value if is_item else text == value) for of, text in exempt):
                first, behind = number, number + 1
                while not is_item and first and found[first - 1][0][:-1] == path[:-1]:
                    first -= 1
                while not is_item and behind < len(found) and found[behind][0][:-1] == path[:-1]:
                    behind += 1
                numbers.update(range(first, behind))
        return frozenset(numbers)

    @cached_property
    def strings(self) -> Sequence[tuple[Path, str]]:
        """All string values that may be repaired, with their paths and in order; then the body's prose."""
        found, exempt = self._read.texts, self._exempt
        if exempt:
            found = [item for number, item in enumerate(found) if number not in exempt]
        return [*found, *self.document.prose] if self.kind.has_body else found

    @property
    def scalars(self) -> Found:
        """All values that are not lists or mappings, with their paths; for XML, all `strings`."""
        return self.strings if self.kind.format == GPML else scalars(self.values)

    @cached_property
    def non_ascii(self) -> Sequence[tuple[Path, str]]:
        """The strings with non-ASCII characters."""
        if self.text.isascii() and not self.document.may_be_escaped:
            return ()
        if "&" in self.text or self.kind.exempt:  # then `strings` is needed anyway
            return [item for item in self.strings if not item[1].isascii()]
        found = strings(self.values, beyond_ascii=True)
        body = self.document.prose if self.kind.has_body else ()
        return [*found, *((path, text) for path, text in body if not text.isascii())]

    @cached_property
    def beyond_ascii(self) -> str:
        """The non-ASCII characters of the file in one string, for cheap searches."""
        if self.text.isascii():  # takes no time: Python stores whether it is
            return ""
        data = self.text.encode() if self.kind.format == GPML else self.document.data
        return data.translate(None, _ASCII).decode("utf-8", "replace")

    @cached_property
    def copies(self) -> Mapping[Path, Sequence[tuple[Found, Found]]]:
        """The copied values of each record in the file, by the record's path, in the order of `Kind.copies`.

        Each pair consists of the values of a field and those of the field with its copy, with their paths.
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
        """Return *found* values grouped by the path of the record that contains them."""
        places: dict[Path, list[tuple[Path, Value]]] = defaultdict(list)
        for item in found:
            places[self.kind.place(item[0])].append(item)
        return places

    @property
    def kept_twice(self) -> Iterator[tuple[Path, Value]]:
        """The values that have copies, and the copies, with their paths."""
        return chain.from_iterable(chain.from_iterable(chain.from_iterable(self.copies.values())))

    def copy_of(self, path: Path) -> tuple[Path, Value] | None:
        """Return the counterpart of the value at *path*, its copy or its original, with its path.

        None if the record has none, or several.
        """
        field = field_of(path)
        pairs = self.copies.get(self.kind.place(path), ())
        for fields, found in zip(self.kind.copies, pairs, strict=False):
            if field in fields and len(others := found[1 - fields.index(field)]) == 1:
                return others[0]
        return None

    def _copied_texts(self) -> Iterator[tuple[str, Found, Found]]:
        """Yield the `copies`, each with its field, except those of titles, which REF006 checks."""
        title = (self.kind.title, TITLE_COPY)
        for pairs in self.copies.values():
            for fields, (mains, copies) in zip(self.kind.copies, pairs, strict=True):
                if fields != title:
                    yield fields[0], mains, copies

    @property
    def copy_pairs(self) -> Iterator[tuple[Path, Value, Path, Value]]:
        """Each text and its copy, with their paths; if there are several of both, paired in order."""
        for _, mains, copies in self._copied_texts():
            are_many = len(mains) > 1 and len(copies) > 1
            for main, copy in zip(mains, copies, strict=False) if are_many else product(mains, copies):
                yield *main, *copy

    @cached_property
    def descriptions(self) -> Sequence[tuple[Path, str]]:
        """The longer texts with their paths, without their copies; normally one."""
        return self._texts(self.kind.descriptions)

    def _texts(self, fields: Iterable[str]) -> Sequence[tuple[Path, str]]:
        """Return the texts in some *fields* with their paths."""
        items = (item for field in fields for item in self.find(field))
        return [(path, text) for path, text in items if isinstance(text, str)]

    @cached_property
    def prose(self) -> Sequence[tuple[Path, str]]:
        """The longer texts that have copies, and the copies, with their paths."""
        one_line = self.kind.one_line
        kept = (chain(mains, copies) for main, mains, copies in self._copied_texts() if main not in one_line)
        return [(path, text) for path, text in chain.from_iterable(kept) if isinstance(text, str)]

    @cached_property
    def markdown(self) -> Sequence[tuple[Path, str]]:
        """The texts that the site renders as Markdown, with their paths."""
        return self._texts(self.kind.markdown)

    @cached_property
    def titles(self) -> Sequence[tuple[Path, str]]:
        """The title, and its copy if the kind has one, with their paths."""
        kind = self.kind
        fields = (kind.title, TITLE_COPY) if kind.is_title_copied else (kind.title,)
        return self._texts(filter(None, fields))

    @cached_property
    def one_line_text(self) -> str | None:
        r"""The texts of all one-line fields, each between two `\0`, so that one search covers them.

        Labels come last, without their line breaks. None if a field contains something other than text, or
        a text contains `\0`.
        """
        values: list[Any] = [""]
        labels: list[str] = []
        parts = self.values if isinstance(self.values, list) else [self.values]
        if self.kind.format == GPML:  # whose paths alternate between names and numbers
            parts, is_label = [], self.kind.one_line_names
            for path, text in self._read.texts:
                if text and (names := path[::2]) in is_label:
                    (labels if is_label[names] else values).append(text)
        for part in parts:
            if isinstance(part, dict):
                collect(part, self.kind.one_line_tree, values)
                collect(part, self.kind.label_tree, labels)
        values += [label.replace("\n", "") for label in labels]
        try:
            joined = "\0".join(values) + "\0"
        except TypeError:
            return None
        return joined if joined.count("\0") == len(values) else None

    @cached_property
    def ill_spaced(self) -> Sequence[tuple[Path, str]]:
        """The strings of one-line fields whose words are not separated by single spaces."""
        joined = self.one_line_text
        if joined is not None:
            is_spaced = any(sign in joined for sign in ("  ", "\0 ", " \0"))
            if not is_spaced and joined.replace("\0", "").isprintable():
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
        """The lists of keywords with their paths; normally one."""
        field = self.kind.keywords
        return [(path, value) for path, value in self.find(field) if isinstance(value, list)] if field else []

    @cached_property
    def keyword_sources(self) -> KeywordSources | None:
        """The sources of the keywords; None if they are missing."""
        return keyword_sources(self.kind, self.values, self.sidecars)

    @cached_property
    def source(self) -> Source | None:
        """The source that the record is generated from; None if it is missing or cannot be read."""
        content = self._read_source(self.id) if self.kind.source and self.document.problem is None else None
        if content is None:
            return None
        from lint.sources.source import source_of

        file, data, repository = content
        limits = self.document.limits
        return source_of(self.id, self.values, file, data, self.keyword_table, repository, limits)

    @property
    def keyword_table(self) -> str | None:
        """The text of the first table that the keywords are made from; None if there is none."""
        texts = (self.sidecars.text(name) for name in self.kind.keyword_tables)
        return next((text for text in texts if text is not None), None)

    @cached_property
    def has_torn_tables(self) -> bool:
        """Whether a row in a table of keywords has more or fewer cells than the header of the table."""
        tables = self.sidecars.suspect_tables(self.kind.keyword_groups)
        return any(len(row) != len(table[0]) for _, table in tables for row in table if row)

    @property
    def unread_sidecars(self) -> Mapping[str, str]:
        """The reasons why sidecars that the keywords are made from cannot be read, by name."""
        _ = self.keyword_sources  # reads them
        return self.sidecars.unread

    @cached_property
    def violations(self) -> Sequence[Violation]:
        """The violations of the kind's schema, most general first; empty for a valid record."""
        return () if self.doubtful_fields == frozenset() else violations(self.kind, self.values)

    @cached_property
    def doubtful_fields(self) -> frozenset[Any] | None:
        """The names of the fields that may violate the schema; None if that cannot be determined cheaply."""
        return self.kind.doubtful(self.values)

    def names(self, folder: str, field: str = "") -> frozenset[str] | None:
        """Return the names that the pages in *folder*, beside the record's own, give in *field*.

        Without a field, these are the names of their files without the ending. None without pages.
        """
        return self._read_names(folder, field)


def _is_ill_spaced(text: str) -> bool:
    return " ".join(text.split()) != text
