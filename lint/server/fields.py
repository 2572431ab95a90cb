"""The field at a place in a document, descriptions of fields, and completions for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lint import documents
from lint.core.findings import Span
from lint.core.values import Path, Value, field_of, get, strings
from lint.documents.document import Document
from lint.documents.emitting import emit_flow, emit_key
from lint.documents.splices import line_start
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.kinds.pages import PAGE_FOLDERS
from lint.records.record import Record
from lint.server.neighbours import Neighbours, Words

_MARK = "recordlint-mark"
# The part of a line before the cursor: dashes, perhaps a field name, and the text being typed.
_LINE = re.compile(
    r"""(\s*+(?:-[ ]++)*+)((?:(?:'[^']*'|"[^"]*")[ ]*+|[^\s:\#'"\[{][^:\#]*+):[ ]++)?([^\[{]*)\Z"""
)


def children(value: Value) -> Iterable[tuple[str | int, Value]]:
    """Return the items of a mapping, or of a list with their indices; nothing for other values."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def path_at(document: Document, index: int) -> tuple[Path, Span] | None:
    """Return the path and the span of the innermost value whose text, or field name, is at *index*."""
    return max(_around(document, document.values, (), index), key=lambda found: len(found[0]), default=None)


def _around(document: Document, value: Value, path: Path, index: int) -> Iterator[tuple[Path, Span]]:
    for key, child in children(value):
        below = (*path, key)
        for find in (document.key_span, document.span) if isinstance(value, dict) else (document.span,):
            try:
                span = find(below)
            except (LookupError, TypeError):  # it has no name, or comes from a merge key
                continue
            if span[0] <= index <= span[1]:
                yield below, span
                yield from _around(document, child, below, index)


class Offer(NamedTuple):
    """A completion that is offered."""

    name: str
    text: str
    """The name as it is written in YAML."""
    about: str
    is_field: bool
    is_required: bool = False
    beside: str = ""
    """The texts beside the word in another record, such as its name."""


def described(kind: Kind, path: Path) -> str:
    """Return what the schema says about the field at *path*, as Markdown; "" if it says nothing."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    text = "\n\n".join(_descriptions(kind.field_types.at(path))) if path else ""
    return f"**{field_of(path)}** ({kind.name})\n\n{text}" if text else ""


def _descriptions(types: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    yield from dict.fromkeys(str(each["description"]) for each in types if "description" in each)
    words = dict.fromkeys(word for each in types for word in _words(each))
    if words:
        yield f"One of: {', '.join(f'`{word}`' for word in words)}."
    examples = dict.fromkeys(
        json.dumps(example, ensure_ascii=False) for each in types for example in each.get("examples", ())
    )
    if examples:
        yield f"For example: {', '.join(f'`{example}`' for example in examples)}."


def _words(field_type: Mapping[str, Any]) -> list[str]:
    words = [*field_type.get("enum", ()), *([field_type["const"]] if "const" in field_type else [])]
    return [word for word in words if isinstance(word, str)]


def offers(record: Record, index: int, neighbours: Neighbours) -> tuple[list[Offer], Span]:
    """Return the completions at *index* of a YAML record, and the range of its text that they replace.

    To find out which field this is, the record is read with a mark at that place. If neither the schema nor
    pages list words for a value, those of *neighbours* are offered.
    """
    text = record.document.text
    start = line_start(text, index)
    line = _LINE.match(text[start:index])
    if line is None or not isinstance(record.document, YamlDocument):
        return [], (index, index)
    begin = start + line.start(3)
    end = re.compile(r"[^\r\n]*").match(text, index)
    stop = end.end() if end else index
    found: list[Offer] = []
    for mark in (_MARK, f"{_MARK}: ~") if line[2] is None else (_MARK,):
        marked = text[:begin] + mark + text[stop:]
        data = marked.encode("utf-8", "surrogatepass")
        document = documents.read(data, record.document.limits, record.file, record.kind.format)
        if mark == _MARK:
            places = [path for path, value in strings(document.values) if value == _MARK]
            found += [offer for path in places for offer in _values(record, path, neighbours)]
        else:
            found += [
                offer
                for path in _mappings(document.values)
                for offer in _fields(record, document.values, path)
            ]
    return found, (begin, stop)


def _mappings(values: Value, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the mappings in which the mark is a field."""
    if isinstance(values, dict) and _MARK in values:
        yield path
    for key, child in children(values):
        yield from _mappings(child, (*path, key))


def _fields(record: Record, values: Value, path: Path) -> Iterator[Offer]:
    given = get(values, path)
    for each in record.kind.field_types.at(path):
        for name in each.get("properties", {}):
            if name not in given:
                about = described(record.kind, (*path, name))
                yield Offer(name, f"{emit_key(name)} ", about, True, name in each.get("required", ()))


def _values(record: Record, path: Path, neighbours: Neighbours) -> Iterator[Offer]:
    about, field = described(record.kind, path), field_of(path)
    words = [word for each in record.kind.field_types.at(path) for word in _words(each)]
    if pages := PAGE_FOLDERS.get(field):
        words += sorted(record.names(pages.folder, pages.name_field) or ())
    found: Words = dict.fromkeys(words, "")
    for named, kind in record.kind.references:
        if named == field:
            found = {**found, **neighbours.ids(kind)}
    for word, beside in (found or neighbours.words(record.kind.name, field)).items():
        yield Offer(word, emit_flow(word, None), about, False, beside=beside)
