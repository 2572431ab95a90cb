"""Kinds that a repository declares in its settings, with a JSON Schema and no code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path as FilePath
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    StrictStr,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic import field_validator as validates

from lint.core.findings import SEVERITIES, Severity, severity_of
from lint.core.globs import is_costly
from lint.core.values import ANY, BODY, FieldNames, Path
from lint.core.wording import did_you_mean, kebab
from lint.files import read, within
from lint.kinds import PATHWAY_SOURCE, SIDECAR_NAME, KeywordGroup, Kind, builtin
from lint.kinds.kind import TITLE_COPY
from lint.kinds.schema.field_types import ITEM, FieldType, FieldTypes


class Table(BaseModel):
    """The base of all tables of the settings: without extra keys, and with keys in kebab-case."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab)


COMMON = "common"
"""The vocabulary of the words that most records use."""
MAX_VOCABULARY = 1_000_000
"""The most bytes of a file of words."""
SEVERITY = "x-severity"
"""The default keyword for severities in schemas."""


def _schema(name: str, info: ValidationInfo) -> Any:
    """Return the `Bundle` of the schema in the file *name*."""
    from lint.kinds.schema.bundle import bundle

    known = (info.data.get("severity_keyword", SEVERITY),)
    return bundle(name, getattr(info.context, "folder", FilePath()), known)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a text, not {value!r}")
    return value


_MAX_NAMES = 10  # of the path of a field; for each, both the field and its items are tried
_MAX_PLACES = 20_000  # of a path with `*`, each counted once for each form of the enclosing value
_NAME = r"^[a-z][a-z0-9-]*$"
_PATTERN = r"^(?!.*\*\*|(.*/)?\.\.?/)([^\\/?\[\]{}]+/)*[^\\/?\[\]{}]*\.[A-Za-z0-9]+$"


def _name(text: str) -> str:
    if not re.fullmatch(_NAME, text):
        raise ValueError(f"{text!r} is not a valid name: use lower-case letters, digits and `-`")
    if text in [kind.name for kind in (*builtin(), PATHWAY_SOURCE) if not kind.marks]:
        raise ValueError(f'"{text}" is the name of a built-in kind')
    return text


def _pattern(text: str) -> str:
    if not re.fullmatch(_PATTERN, text) or is_costly(text):
        raise ValueError(
            f"{text!r} is not a valid pattern: write the end of the files' paths, with an extension such as "
            "`.md`, and no wildcards except a single `*`, at most three between two `/`"
        )
    return text


def _sidecar(text: str) -> str:
    if not SIDECAR_NAME.fullmatch(text):
        raise ValueError(
            f"{text!r} is not a valid sidecar: write a name, or one folder and a name (`_data/{{id}}.tsv`)"
        )
    return text


Name = Annotated[str, AfterValidator(_name), WithJsonSchema({"type": "string", "pattern": _NAME})]
Pattern = Annotated[str, AfterValidator(_pattern), WithJsonSchema({"type": "string", "pattern": _PATTERN})]
Sidecar = Annotated[str, AfterValidator(_sidecar)]
Level = Annotated[
    Severity, PlainValidator(severity_of), WithJsonSchema({"type": "string", "enum": list(SEVERITIES)})
]
"""A severity, or its label."""


class Words(frozenset[str]):
    """The words of a vocabulary."""

    file: str = ""
    """The file with the words; "" if the settings list them."""


def _words(given: Any, info: ValidationInfo) -> Words:
    """Return the words of a vocabulary; none for the words that most records use."""
    name = ""
    if given == COMMON:
        return Words()
    if isinstance(given, str):
        file = within(getattr(info.context, "folder", FilePath()), given)
        try:
            data = read(str(file), MAX_VOCABULARY)
            if len(data) > MAX_VOCABULARY:
                raise ValueError(f"{file.name} is longer than {MAX_VOCABULARY:,} bytes")
            given, name = data.decode("utf-8-sig").splitlines(), str(file)
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{file.name} cannot be read: {error}") from None
    words = (
        [word.strip() for word in given if isinstance(word, str)] if isinstance(given, list | tuple) else []
    )
    words = [word for word in words if word and not word.startswith("#")]
    if not words:
        raise ValueError(f'must be a list of words, the name of a file with one word per line, or "{COMMON}"')
    found = Words(words)
    found.file = name
    return found


Vocabulary = Annotated[
    Words,
    PlainValidator(_words),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class KeywordSource(Table):
    """A source of keywords: a column of the tables beside a record."""

    label: str
    """The name of the source in messages: `labels`."""
    sidecars: tuple[Sidecar, ...] = Field(min_length=1)
    """The names of the files, of which the first that exists is used; `{id}` is replaced by the record's id.
    A name with a `/` is relative to the parent of the record's folder, another one to the record's folder."""
    column: str
    """The heading of the column with the keywords."""


class Declared(Table):
    """A kind of records that the repository declares."""

    name: Name
    """The name of the kind: `author`."""
    files: tuple[Pattern, ...] = Field(min_length=1)
    """The ends of the files' paths, in which `*` matches any characters except `/`: `_authors/*.md`. Files
    that end in `.yaml`, `.yml` or `.json` are read as such, all others as front matter."""
    severity_keyword: str = SEVERITY
    """The keyword with which the schema sets the severity of its violations: `error`, `warning` or `info`."""
    json_schema: Annotated[
        Any, BeforeValidator(_text), AfterValidator(_schema), WithJsonSchema({"type": "string"})
    ] = Field(alias="schema")
    """The file with the JSON Schema (draft-04 to 2020-12), relative to the folder of the settings file."""
    severity: dict[str, Level] = {}
    """The severity of schema violations by field; it also applies to everything inside the field."""
    items: str = ""
    """The field with the list of records, if a file contains several: `tools`, or `tools.*` for all fields of
    a mapping. It is not needed if the file itself is a list."""
    id: str = ""
    """The field with the record's id, if the file is named after it. By default, the id is the name of the
    file, or of its folder if all files have one name (`modules/*/meta.yml`)."""
    title: str = ""
    """The field with the record's title; `schema-jsonld.name` is a copy of it."""
    copies: dict[str, str] = {}
    """The fields that are copied, each with the field that contains the copy."""
    one_line: tuple[str, ...] = ()
    """The fields, or lists, of short text on one line: names, labels."""
    identifiers: tuple[str, ...] = ()
    """The fields, or lists, of one-line text that must match other things exactly: ids, addresses."""
    markdown: tuple[str, ...] = ()
    """The fields that the site renders as Markdown."""
    html: tuple[str, ...] = ()
    """The fields of HTML, in which tags and entities are correct."""
    text: tuple[str, ...] = ()
    """The fields of longer plain text, on one or more lines: descriptions, captions."""
    keywords: str = ""
    """The field with the list of keywords."""
    keywords_from: tuple[KeywordSource, ...] = ()
    """The sources of the keywords."""
    keywords_sorted: StrictBool = False
    """Whether the keywords are in code point order; else they are in the order of their sources."""
    body: StrictBool = False
    """Whether a record may have text after its front matter; the rules on text check it, except for code."""
    references: dict[str, str] = {}
    """The fields, or lists, of ids of other records, each with the kind of these records."""
    obsolete: dict[str, StrictBool | StrictStr] = {}
    """The fields that mark a record as obsolete, each with its value in an obsolete record."""
    unique: tuple[str, ...] = ()
    """The fields whose values must be different in all records of the kind."""
    vocabulary: dict[str, Vocabulary] = {}
    """The fields, or lists, of words from a vocabulary: a list of words, the name of a file with one word per
    line, or `common` for the words that most records use."""
    differs: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and another field that it must not just repeat."""

    @validates(
        *("id", "severity", "title", "copies", "one_line", "identifiers", "markdown", "html", "text"),
        *("keywords", "references", "obsolete", "unique", "vocabulary", "differs"),
    )
    @classmethod
    def _are_fields(cls, given: Any, info: ValidationInfo) -> Any:
        fields = (given,) if isinstance(given, str) else tuple(given)
        if info.field_name in ("copies", "differs"):
            pairs = given.items() if isinstance(given, dict) else given
            fields = tuple(field for pair in pairs for field in pair)
        if "json_schema" in info.data:  # else the schema has an error of its own
            types = FieldTypes(json.loads(info.data["json_schema"].text))
            for field in fields:
                _refuse_unknown(types, field)
        return given

    @validates("keywords_from", "keywords_sorted")
    @classmethod
    def _are_of_keywords(cls, given: Any, info: ValidationInfo) -> Any:
        if given and not info.data.get("keywords", "faulty"):
            raise ValueError("needs the setting `keywords`, which names the field with the keywords")
        return given

    @validates("keywords_from")
    @classmethod
    def _are_of_one_record(cls, given: Any, info: ValidationInfo) -> Any:
        if given and info.data.get("items"):
            raise ValueError("cannot be used with `items`, since a file must have only one record")
        return given

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on what in the schema is ignored or misleading."""
        notes: tuple[str, ...] = self.json_schema.notes
        return notes

    @property
    def kind(self) -> Kind:
        """The kind."""
        lead = f"{self.items}." if self.items else ""

        def named(fields: Iterable[str]) -> FieldNames:
            return FieldNames(f"{lead}{field}" for field in fields)

        identifiers = (*([self.id] if self.id else []), *self.identifiers)
        one_line = (*identifiers, *self.one_line)
        copies = ((f"{lead}{main}", f"{lead}{copy}") for main, copy in self.copies.items())
        title = f"{lead}{self.title}" if self.title else ""
        return Kind(
            name=self.name,
            patterns=self.files,
            id_field=self.id,
            schema_text=self.json_schema.text,
            severities={f"{lead}{field}": severity for field, severity in self.severity.items()},
            severity_keyword=self.severity_keyword,
            copies=tuple(dict.fromkeys(chain(copies, [(title, TITLE_COPY)] if title else []))),
            descriptions=named((*(field for field in self.copies if field not in one_line), *self.text)),
            keywords=f"{lead}{self.keywords}" if self.keywords else "",
            keyword_groups=tuple(
                KeywordGroup(label=source.label, sidecars=source.sidecars, column=source.column)
                for source in self.keywords_from
            ),
            keywords_sorted=self.keywords_sorted,
            one_line=named(one_line),
            identifiers=named((*identifiers, *self.references)),
            markdown=FieldNames((*named(self.markdown), *([BODY] if self.body else []))),
            html=named(self.html),
            title=title,
            has_body=self.body,
            references=tuple((f"{lead}{field}", kind) for field, kind in self.references.items()),
            obsolete=tuple(self.obsolete.items()),
            unique=named(self.unique),
            vocabulary=tuple((f"{lead}{field}", words) for field, words in self.vocabulary.items()),
            differs=tuple((f"{lead}{field}", f"{lead}{other}") for field, other in self.differs),
            items=self.items,
        )


def _refuse_unknown(types: FieldTypes, field: str) -> None:
    """Refuse a *field*, in dotted form, that the schema does not allow in any record.

    Raises:
        ValueError: There is no such field.
    """
    if field.count(".") >= _MAX_NAMES:
        raise ValueError(f"`{field[:50]}...`: a field cannot have a path of more than {_MAX_NAMES} names")
    if "" in field.split("."):
        raise ValueError(f"`{field}`: a name in this path is empty")
    places: list[Path] = [()]
    for name in field.split("."):
        above = [each for place in places for each in _itself_and_items(types, place)]
        forms = [form for place in above for form in types.at(place)]
        names = [name, *(each for form in forms for each in form.get("properties", ()))]
        names = names if name == ANY else [name]
        places = []
        for below in ((*place, each) for place in above for each in dict.fromkeys(names)):
            if types.at(below):
                places.append(below)
            if len(places) * len(forms) > _MAX_PLACES:
                raise ValueError(f"`{field}`: matches too many fields")
        if not places:
            if any(map(_is_open, forms)):
                return
            if name == ANY:
                raise ValueError(f"`{field}`: the schema has no field that this `*` can match")
            known = {key for form in forms for key in form.get("properties", ())}
            raise ValueError(f'`{field}`: the schema has no field "{name}"{did_you_mean(name, known)}')


def _itself_and_items(types: FieldTypes, place: Path) -> Iterator[Path]:
    yield place
    if types.at((*place, ITEM)):
        yield (*place, ITEM)


def _is_open(form: FieldType) -> bool:
    """Return whether a value of this *form* may have fields or items that the schema does not describe."""
    if "properties" in form or form.get("items", True) is not True:
        return False
    names = form.get("type", ["object", "array"])
    return "array" in names or ("object" in names and bool(form.get("additionalProperties", True)))
