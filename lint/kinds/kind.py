"""The properties of a kind of records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from lint.core.findings import SEVERITIES, Severity
from lint.core.globs import in_linear_time
from lint.core.patterns import lazy
from lint.core.values import BODY, FieldNames, Path, Value, field_of, find
from lint.documents import FRONT_MATTER
from lint.files import stem
from lint.kinds.schema.compiler import Check, check_of
from lint.kinds.schema.fast_check import Fields
from lint.kinds.schema.field_types import FieldTypes

TITLE_COPY = "schema-jsonld.name"
"""The field with a record's title for search engines, in the built-in kinds."""

SIDECAR_NAME = lazy(r"(?:[\w-]+/)?[^/\\\0]+")
"""Matches the name of a sidecar: a file beside the record, or in a folder beside the record's folder."""


class KeywordGroup(NamedTuple):
    """One source of a record's keywords: a list in the record, or a column of a sidecar.

    *sidecars* are file names, tried in order, in which ``{id}`` is replaced by the record's id. A name with
    a ``/`` is relative to the parent of the record's folder, another one to the record's folder.
    """

    label: str
    sidecars: tuple[str, ...]
    column: str
    inline: str = ""
    inline_field: str = ""
    missing: str = ""
    """The text for a missing value in a sidecar: R writes `NA`."""
    symbols: bool = False
    """Whether the words are gene symbols, whose case distinguishes species."""


@dataclass(frozen=True)
class Url:
    """A field whose value follows from the record's own ids.

    In the *template*, ``{name}`` is replaced by a field of the record or a part of its id, and ``*``
    matches any text.
    """

    field: str
    template: str
    is_certain: bool = True
    """Whether a value that differs is certainly wrong; else the ids may be wrong."""
    is_former: bool = False
    """Whether the field is only used for former addresses of the page."""

    @cached_property
    def form(self) -> re.Pattern[str]:
        """Matches a text of this form with any ids; the group `any` is the text of ``*``."""
        form = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.template)).replace(r"\*", "(?P<any>.+)")
        return re.compile(form)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the template."""
        return frozenset(re.findall(r"\{(\w+)\}", self.template))

    @cached_property
    def length(self) -> int:
        """The number of characters that are the same in every text of this form."""
        return len(re.sub(r"\{\w+\}|\*", "", self.template))


@dataclass(frozen=True)
class Kind:
    """A kind of records, as plain data. Fields are named as in `lint.core.values.find`."""

    name: str
    patterns: tuple[str, ...]
    """Globs that match the end of a file's path: ``_pathways/WP*.md``."""
    id_field: str
    """The field with the record's id; "" if that is the name of the file."""
    format: str = FRONT_MATTER
    """The format of the files, see `lint.documents`."""
    is_builtin: bool = False
    """Whether the kind is built in."""
    marks: tuple[str, ...] = ()
    """Fields of which a file must have at least one; () if the path is enough to recognise it."""
    schema_text: str = ""
    """The self-contained JSON Schema of a kind from the settings; "" if the schema is a published file.

    The schema `{}` accepts everything.
    """
    sample: str = ""
    """The front matter of a small valid record, or a whole file in another format."""
    copies: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and the field with a copy of it; the title's copy is `TITLE_COPY`."""
    descriptions: tuple[str, ...] = ()
    """Fields of longer text."""
    keywords: str = ""
    """The field with the list of keywords."""
    keyword_groups: tuple[KeywordGroup, ...] = ()
    """The sources of the keywords."""
    keywords_sorted: bool = False
    """Whether the keywords are in code point order; else they are in the order of their groups."""
    one_line: tuple[str, ...] = ()
    """Fields, or lists, of short text on one line."""
    identifiers: tuple[str, ...] = ()
    """The one-line fields that must match other things exactly: ids, names, addresses."""
    labels: tuple[str, ...] = ()
    """The one-line fields in which a line break is only layout."""
    exempt: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and a text: list items, or else mappings, with that text are not changed."""
    markdown: tuple[str, ...] = ()
    """Fields that the site renders as Markdown."""
    published: tuple[str, ...] = ()
    """Fields with text of a publication, which is kept as published."""
    html: tuple[str, ...] = ()
    """Fields of HTML, in which tags and entities are correct."""
    title: str = ""
    """The field with the record's title."""
    organisms: str = "organisms"
    """The field with the organism or the organisms."""
    gene_tables: tuple[str, ...] = ()
    """The sidecars with the record's genes; the first that exists is used."""
    id_parts: str = ""
    """A regular expression whose groups name the parts of the id."""
    urls: tuple[Url, ...] = ()
    """The fields that follow from the record's ids."""
    page: str = ""
    """The address of the record's page on its site, in which ``{}`` is replaced by the file's name."""
    layout: str = ""
    """The site's layout of that page."""
    has_body: bool = False
    """Whether a record may have a body of Markdown after its front matter."""
    references: tuple[tuple[str, str], ...] = ()
    """Pairs of a field, or list, and the kind of the records to which its ids refer."""
    obsolete: tuple[tuple[str, Value], ...] = ()
    """Pairs of a field and the value that it has in an obsolete record."""
    unique: tuple[str, ...] = ()
    """Fields whose values must be different in all records of the kind."""
    vocabulary: tuple[tuple[str, frozenset[str]], ...] = ()
    """Pairs of a field, or list, and the allowed words; none if these are the words that most records use."""
    differs: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and another field that it must not just repeat."""
    source: str = ""
    """The name, with ``{id}``, of the file from which the record is generated; "" if there is none."""
    source_fields: tuple[str, ...] = ()
    """The fields, and lists, that are generated from it."""
    looked_up: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and the file, in the repository of the sources, from which its values are copied."""
    source_note: str = ""
    """A note for people who do not have that file."""
    severities: Mapping[str, Severity] = data_field(default_factory=dict, hash=False)
    """The severity of schema violations by field; the closest enclosing field counts."""
    severity_keyword: str = "x-severity"
    """The schema's keyword for such a severity."""
    items: str = ""
    """The field of a file that contains the records; "" if the file is a record or a list of records."""

    def is_made(self, path: Path) -> bool:
        """Return whether the value at *path* of a record is generated from its source."""
        return bool(self.source_fields) and field_of(path) in self.source_fields

    def lookup_of(self, path: Path) -> str:
        """Return the file from which the value at *path* of a record is copied; "" if there is none."""
        return dict(self.looked_up).get(str(path[0]), "") if path else ""

    @cached_property
    def field_order(self) -> tuple[str, ...]:
        """The top-level fields in the order of the generator, which the *sample* shows."""
        return tuple(re.findall(r"^([\w-]+):", self.sample, re.MULTILINE))

    @cached_property
    def is_list(self) -> bool:
        """Whether the schema describes a list, so that a file with a list is one record."""
        return bool(self.schema.get("type") == "array")

    def severity_at(self, path: Path) -> Severity | None:
        """Return the severity of schema violations at *path*; None if it is not set."""
        for end in range(len(path), len(self.place(path)) - 1, -1):
            above = path[:end]
            if end and isinstance(above[-1], int) and end < len(path):
                continue
            name = field_of(above)
            for names, severity in self.severities.items():
                if name in FieldNames([names]):
                    return severity
            for form in self.field_types.at(above):
                if (own := SEVERITIES.get(str(form.get(self.severity_keyword)))) is not None:
                    return own
        return None

    def is_page(self, path: Path) -> bool:
        """Return whether the text at *path* is shown as HTML, with its entities and tags."""
        return path[0] == BODY or field_of(path) in self.html

    def records(self, values: Value) -> Sequence[tuple[Path, Value]]:
        """Return the records in the *values* of a file, each with its path; usually there is one."""
        found = find(values, self.items) if self.items else [((), values)]
        if self.is_list or not any(isinstance(value, list) for _, value in found):
            return found
        return [
            each
            for path, value in found
            for each in (
                [((*path, index), item) for index, item in enumerate(value)]
                if isinstance(value, list)
                else [(path, value)]
            )
        ]

    def is_obsolete(self, values: Value) -> bool:
        """Return whether a record with these *values* is marked as obsolete."""
        return any(value == wanted for field, wanted in self.obsolete for _, value in find(values, field))

    def place(self, path: Path) -> Path:
        """Return the beginning of *path* that is the path of the record."""
        if not self.items and (not path or not isinstance(path[0], int) or self.is_list):
            return ()
        names = self.items.count(".") + 1 if self.items else 0
        depth = 0
        for _ in range(names):
            while depth < len(path) and isinstance(path[depth], int):
                depth += 1
            depth += 1
        is_item = depth < len(path) and isinstance(path[depth], int)
        return path[: depth + is_item]

    def name_of(self, file: str) -> str:
        """Return the name of the record in a *file*, with ``/``.

        It is the file's name, or if all files have one name (``modules/*/meta.yml``), that of the folders
        matched by `*`.
        """
        for glob in self.patterns:
            folder, _, name = glob.rpartition("/")
            if "*" in folder and "*" not in name:
                match = re.search(f"(?:^|/){_as_regex(glob, '([^/]*)')}$", file)
                if match:
                    return "/".join(match.groups())
        return stem(file)

    def doubtful(self, values: Mapping[Any, Any]) -> frozenset[Any] | None:
        """Return the names of the fields that the schema rejects, requires or does not know.

        They include fields with a date where the schema allows any text, though these are valid. The
        result is None for kinds that are not built in: `check` decides.
        """
        if not self.schema:
            return frozenset()
        return self._fields.doubtful(values) if self.is_builtin else None

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.schema, self.schema)

    @cached_property
    def keyword_tables(self) -> Sequence[str]:
        """The sidecars with keywords."""
        return [name for group in self.keyword_groups for name in group.sidecars]

    @cached_property
    def is_title_copied(self) -> bool:
        """Whether `TITLE_COPY` is a copy of the title."""
        return (self.title, TITLE_COPY) in self.copies

    @cached_property
    def one_line_tree(self) -> dict[str, Any]:
        """The one-line fields without labels, as nested mappings by the parts of their names."""
        return _tree(field for field in self.one_line if field not in self.labels)

    @cached_property
    def label_tree(self) -> dict[str, Any]:
        """The labels, as nested mappings by the parts of their names."""
        return _tree(self.labels)

    @cached_property
    def one_line_names(self) -> Mapping[tuple[str, ...], bool]:
        """The parts of the names of the one-line fields, and whether each is a label."""
        return {tuple(field.split(".")): field in self.labels for field in self.one_line}

    @cached_property
    def path_pattern(self) -> re.Pattern[str]:
        """The patterns as one regular expression for paths with ``/``."""
        globs = (_as_regex(glob, "[^/]*") for glob in self.patterns)
        return re.compile(in_linear_time(rf"(?:^|/)(?:{'|'.join(globs)})$"))

    @cached_property
    def urls_in(self) -> Mapping[str, Sequence[Url]]:
        """The templates by field."""
        return {url.field: [each for each in self.urls if each.field == url.field] for url in self.urls}

    @cached_property
    def url_names(self) -> frozenset[str]:
        """The names in all templates."""
        return frozenset().union(*(url.names for url in self.urls))

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema (draft 2020-12)."""
        loaded: dict[str, Any] = json.loads(self.schema_text or schema_file(self.name).read_text("utf-8"))
        return loaded

    @cached_property
    def check(self) -> Check:
        """Returns the violations of the schema in a record, given in its JSON view."""
        return check_of(self.schema)

    @cached_property
    def field_types(self) -> FieldTypes:
        """The types that the schema allows for each field."""
        return FieldTypes(self.schema, self.place)


def _as_regex(glob: str, star: str) -> str:
    return re.escape(glob).replace(r"\*", star)


def _tree(fields: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for field in fields:
        below = tree
        for name in field.split("."):
            below = below.setdefault(name, {})
    return tree


def schema_file(name: str) -> FilePath:
    """Return the path of the schema *name*: inside the wheel, or beside `lint` in a checkout."""
    package = FilePath(__file__).parents[1]
    inside = package / "schemas" / f"{name}.schema.json"
    return inside if inside.exists() else package.parent / "schemas" / inside.name
