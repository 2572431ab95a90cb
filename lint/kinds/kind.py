"""What a kind of record is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from lint.core.fields import FieldNames
from lint.core.findings import SEVERITIES, Severity
from lint.core.globs import in_linear_time
from lint.core.patterns import lazy
from lint.core.values import BODY, Path, Value, field_of, find
from lint.documents import FRONT_MATTER
from lint.files import stem
from lint.kinds.schema.fast_check import Fields, fields
from lint.kinds.schema.field_types import FieldTypes

TITLE_COPY = "schema-jsonld.name"
"""Where a record of a built-in kind gives its title to search engines."""

SIDECAR_NAME = lazy(r"(?:[\w-]+/)?[^/\\\0]+")
"""Matches the name of a sidecar: of a file beside the record, or in a folder beside the record's."""


@dataclass(frozen=True)
class KeywordGroup:
    """One source of a record's keywords: a list in the record, or a column of a sidecar.

    *sidecars* are templates of file names, tried in order; ``{id}`` stands for the record's id.
    A name with a ``/`` counts from the folder above the record's own, one without from beside it.
    """

    label: str
    sidecars: tuple[str, ...]
    column: str
    inline: str = ""
    inline_field: str = ""
    missing: str = ""
    """How a sidecar writes that a row has no such word: R writes `NA`."""
    symbols: bool = False
    """Whether its words are symbols of genes, in which case tells one species from another."""


@dataclass(frozen=True)
class Url:
    """A field whose value follows from the record's own ids.

    In the *template*, ``{name}`` stands for a field of the record, or for a part of its id, and
    ``*`` for any text.
    """

    field: str
    template: str
    is_certain: bool = True
    """Whether nothing else can be meant where the value differs; else the ids may be wrong."""
    is_former: bool = False
    """Whether only former addresses of the page depend on it."""

    @cached_property
    def form(self) -> re.Pattern[str]:
        """Matches a text of this form, of any ids; the group `any` is what ``*`` stands for."""
        form = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.template)).replace(r"\*", "(?P<any>.+)")
        return re.compile(form)

    @cached_property
    def names(self) -> frozenset[str]:
        """What the template takes from the record."""
        return frozenset(re.findall(r"\{(\w+)\}", self.template))

    @cached_property
    def length(self) -> int:
        """The number of characters that are the same in every address of this form."""
        return len(re.sub(r"\{\w+\}|\*", "", self.template))


@dataclass(frozen=True)
class Kind:
    """A kind of record, as plain data. Fields are named as `lint.core.values.find` takes them."""

    name: str
    patterns: tuple[str, ...]
    """Globs that the end of the file's path matches, ``_pathways/WP*.md``."""
    id_field: str
    """The field with the record's id; "" where that is the name of its file."""
    format: str = FRONT_MATTER
    """The format of the files, as `lint.documents.read` takes it."""
    is_builtin: bool = False
    """Whether recordlint knows it by itself."""
    marks: tuple[str, ...] = ()
    """Fields of which such a file has one at least, where the path alone says too little."""
    schema_text: str = ""
    """The JSON Schema of a kind from the settings, self-contained; a built-in kind's is published.

    `{}` turns nothing down.
    """
    sample: str = ""
    """The front matter of a small valid record, or a whole file in another format."""
    copies: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and a field that holds a copy of it; the title's copy is `TITLE_COPY`."""
    descriptions: tuple[str, ...] = ()
    """Fields of longer text."""
    keywords: str = ""
    keyword_groups: tuple[KeywordGroup, ...] = ()
    keywords_sorted: bool = False
    """Whether the keywords stand in code point order; else in the order of their groups."""
    one_line: tuple[str, ...] = ()
    """Fields (or lists) of short text printed on one line."""
    identifiers: tuple[str, ...] = ()
    """Those of them that other things are found by, character for character: ids, names, addresses."""
    labels: tuple[str, ...] = ()
    """Those of the one-line fields in which a line break is layout, and no part of the text."""
    exempt: tuple[tuple[str, str], ...] = ()
    """Texts that stay as they are, each with its field: in a list items with it, else the mapping around."""
    markdown: tuple[str, ...] = ()
    """Fields that the site renders as Markdown."""
    published: tuple[str, ...] = ()
    """Fields with the words of a publication, which stand as they were published."""
    html: tuple[str, ...] = ()
    """Fields that are HTML, in which tags and entities are right."""
    title: str = ""
    """The field with the record's title."""
    organisms: str = "organisms"
    """The field with the organism or the organisms."""
    gene_tables: tuple[str, ...] = ()
    """The sidecars with the record's genes, of which the first that exists counts."""
    id_parts: str = ""
    """A regular expression that names what the id is made of by its groups."""
    urls: tuple[Url, ...] = ()
    page: str = ""
    """The address of the record's page on its site; ``{}`` stands for the name of its file."""
    layout: str = ""
    """The site's layout of that page."""
    has_body: bool = False
    """Whether a record may have text after its front matter, which is Markdown."""
    references: tuple[tuple[str, str], ...] = ()
    """Pairs of a field, or list, and the kind of the records whose ids it holds."""
    obsolete: tuple[tuple[str, Value], ...] = ()
    """Pairs of a field of a record and the value that it has if the record is obsolete."""
    unique: tuple[str, ...] = ()
    """Fields that no two records of the kind may share a value of."""
    vocabulary: tuple[tuple[str, frozenset[str]], ...] = ()
    """Pairs of a field, or list, and the words that it may hold; none if these are what most records use."""
    differs: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and another one that it must not merely repeat."""
    source: str = ""
    """The name of the file beside the record that it is made from, with ``{id}``; "" for none."""
    source_fields: tuple[str, ...] = ()
    """The fields, and lists, that are made from it."""
    looked_up: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and the file, in the repository of the sources, that its values are copied from."""
    source_note: str = ""
    """What people need to know where that file is not at hand."""
    severities: Mapping[str, Severity] = data_field(default_factory=dict, hash=False)
    """How much it matters what the schema turns down, by field; the closest counts."""
    severity_keyword: str = "x-severity"
    """The keyword of the schema that says the same."""
    items: str = ""
    """The field of a file with the records in it; "" if the file is one, or a list of them."""

    def is_made(self, path: Path) -> bool:
        """Return whether what is at *path* of a record is made from its source."""
        return bool(self.source_fields) and field_of(path) in self.source_fields

    def lookup_of(self, path: Path) -> str:
        """Return the file that what is at *path* of a record is copied from; "" for none."""
        return dict(self.looked_up).get(str(path[0]), "") if path else ""

    @cached_property
    def field_order(self) -> tuple[str, ...]:
        """The fields at the top of a record in the order of its generator, as the *sample* shows it."""
        return tuple(re.findall(r"^([\w-]+):", self.sample, re.MULTILINE))

    @cached_property
    def is_list(self) -> bool:
        """Whether the schema is that of a list, so that a file that is one is a record as a whole."""
        return bool(self.schema.get("type") == "array")

    def severity_at(self, path: Path) -> Severity | None:
        """Return how much it matters what the schema turns down at *path*; None if nothing says so."""
        for end in range(len(path), len(self.place(path)) - 1, -1):
            above = path[:end]
            if end and isinstance(above[-1], int) and end < len(path):
                continue
            name = field_of(above)
            for names, severity in self.severities.items():
                if name in FieldNames([names]):
                    return severity
            for form in self.field_types.at(above):
                if (said := SEVERITIES.get(str(form.get(self.severity_keyword)))) is not None:
                    return said
        return None

    def is_page(self, path: Path) -> bool:
        """Return whether the text at *path* is shown as a page, on which entities and tags do their work."""
        return path[0] == BODY or field_of(path) in self.html

    def records(self, values: Value) -> Sequence[tuple[Path, Value]]:
        """Return the records in the *values* of a file, each with its path: one, as a rule."""
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
        """Return whether a record with these *values* says that it is obsolete."""
        return any(value == wanted for field, wanted in self.obsolete for _, value in find(values, field))

    def place(self, path: Path) -> Path:
        """Return the path of the record that *path* leads into: its beginning."""
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
        """Return the name that a *file*, with ``/``, has: its own, or those of the folders that differ.

        The latter is so where a pattern names the file: that of ``modules/*/meta.yml`` is its folder's.
        """
        for glob in self.patterns:
            folder, _, name = glob.rpartition("/")
            if "*" in folder and "*" not in name:
                match = re.search(f"(?:^|/){_as_regex(glob, '([^/]*)')}$", file)
                if match:
                    return "/".join(match.groups())
        return stem(file.rsplit("/", 1)[-1])

    def doubtful(self, values: Mapping[Any, Any]) -> frozenset[Any] | None:
        """Return the names of the fields that the schema turns down, misses or does not know.

        So are those with a date that no form of a date is asked for, which the schema takes for text.
        None where only jsonschema can tell: of a kind that is not built in.
        """
        if not self.schema:
            return frozenset()
        return self._fields.doubtful(values) if self.is_builtin else None

    @cached_property
    def _fields(self) -> Fields:
        return fields(self.schema)

    @cached_property
    def keyword_tables(self) -> Sequence[str]:
        """The sidecars that the keywords are made from."""
        return [name for group in self.keyword_groups for name in group.sidecars]

    @cached_property
    def is_title_copied(self) -> bool:
        """Whether `TITLE_COPY` is a copy of the title."""
        return (self.title, TITLE_COPY) in self.copies

    @cached_property
    def one_line_tree(self) -> dict[str, Any]:
        """The one-line fields but for labels by the parts of their names, as nested mappings."""
        return _tree(field for field in self.one_line if field not in self.labels)

    @cached_property
    def label_tree(self) -> dict[str, Any]:
        """The labels in the same form."""
        return _tree(self.labels)

    @cached_property
    def path_pattern(self) -> re.Pattern[str]:
        """The patterns as one regular expression, matched against a path with ``/``."""
        globs = (_as_regex(glob, "[^/]*") for glob in self.patterns)
        return re.compile(in_linear_time(rf"(?:^|/)(?:{'|'.join(globs)})$"))

    @cached_property
    def urls_in(self) -> Mapping[str, Sequence[Url]]:
        """The templates by their field."""
        return {url.field: [each for each in self.urls if each.field == url.field] for url in self.urls}

    @cached_property
    def url_names(self) -> frozenset[str]:
        """What all templates take from the record."""
        return frozenset().union(*(url.names for url in self.urls))

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema (draft 2020-12)."""
        loaded: dict[str, Any] = json.loads(self.schema_text or schema_file(self.name).read_text("utf-8"))
        return loaded

    @cached_property
    def field_types(self) -> FieldTypes:
        """What the schema says of each field."""
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
    """Return where the schema *name* is kept: inside the wheel, or beside `lint` in a checkout."""
    package = FilePath(__file__).parents[1]
    inside = package / "schemas" / f"{name}.schema.json"
    return inside if inside.exists() else package.parent / "schemas" / inside.name
