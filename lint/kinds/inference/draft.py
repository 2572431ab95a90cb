"""Drafting a kind from files: its schema and its settings."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lint import documents, files
from lint.core.limits import DEFAULT
from lint.core.toml import toml
from lint.core.values import ANY, Value
from lint.core.wording import count
from lint.documents.front_matter import FrontMatter
from lint.kinds.inference.groups import LEAST
from lint.kinds.inference.schema import Inferred
from lint.kinds.inference.texts import few
from lint.kinds.kind import Kind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CLASSES = ("one-line", "identifiers", "text", "markdown", "html")
_KEYWORDS = ("keywords", "tags")
_WIDTH = 100  # characters of a line


@dataclass(frozen=True)
class Draft:
    """A draft of a kind."""

    name: str
    schema: str
    """The schema, as JSON."""
    settings: str
    """The settings, as a table of TOML."""
    exceptions: frozenset[str]
    """The names of the records that the schema rejects."""
    records: int
    """The number of records."""

    @property
    def file(self) -> str:
        """The path of the schema in the settings."""
        return f"schemas/{self.name}.schema.json"


def draft(pattern: str, paths: Sequence[str], name: str = "") -> Draft | None:
    """Return the draft of a kind for the files at *paths*, which the *pattern* matches.

    A single file is expected to contain many records. The result is None if there are too few records.

    Raises:
        OSError: A file cannot be read.
    """
    name = name or name_of(pattern)
    kind = Kind(name=name, patterns=(pattern,), id_field="", schema_text="{}")
    is_alone = len(paths) == 1
    records: dict[str, Value] = {}
    has_body = False
    unreadable: list[str] = []
    is_list = False
    for path in paths:
        document = documents.read(files.read(path, DEFAULT.file_size), path=path)
        stem = kind.name_of(path.replace(os.sep, "/"))
        if document.problem is not None or not document.values:
            unreadable.append(stem)
            continue
        if is_alone and not isinstance(document, FrontMatter):
            kind = replace(kind, items=_items(document.values))
        parts = kind.records(document.values)
        is_list |= len(parts) > 1
        for place, values in parts:
            key = place[-1] if place else 0
            if isinstance(values, dict):
                own = f"{stem}#{key + 1}" if isinstance(key, int) else str(key)
                records[own if len(parts) > 1 else stem] = values
        if isinstance(document, FrontMatter):
            has_body |= bool(document.text[document.body :].strip())
    if len(records) < LEAST:
        return None
    found = Inferred(records)
    if unreadable:
        found.notes.insert(0, f"These files cannot be read: {', '.join(unreadable[:5])}")
    schema = {"$schema": _DIALECT, "title": name, **found.schema}
    table = {"name": name, "files": [pattern], "schema": f"schemas/{name}.schema.json"}
    table |= {"items": kind.items} if kind.items else {}
    table |= _settings(name, found, records, has_body=has_body, is_list=is_list)
    drafted = f"Drafted from {count(len(records), 'record')}: review the schema, and allow what new ones need"
    lines = [f"# {note}" for note in (drafted, *found.notes)]
    lines.append("[[kinds]]")
    lines += [_setting(key, value) for key, value in table.items()]
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    exceptions = frozenset(found.exceptions.union(unreadable))
    return Draft(name, text, "\n".join(lines) + "\n", exceptions, len(records))


def name_of(pattern: str) -> str:
    """Return a name for the kind with this *pattern*: that of the folder, in the singular."""
    parts = [part for part in pattern.split("/") if "*" not in part] or [""]
    is_of_folders = len(parts) > 1 and "*" in pattern and "*" not in pattern.rpartition("/")[2]
    word = parts[-2] if is_of_folders else parts[-1]
    word = re.sub(r"[^a-z0-9]+", "-", os.path.splitext(word)[0].lower()).strip("-").lstrip("0123456789-")
    word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1] if re.search(r"[^s]s$", word) else word
    return f"{word}-record" if word in ("pathway", "figure") else word or "record"


def _settings(
    name: str, found: Inferred, records: Mapping[str, Value], *, has_body: bool, is_list: bool
) -> Iterator[tuple[str, Any]]:
    id_ = _id_in_list(found, len(records)) if is_list else _id(records)
    if id_:
        yield "id", id_
    copies = dict(_copies(found))
    if copies:
        yield "copies", copies
    fields: dict[str, list[str]] = defaultdict(list)
    for field, kind in sorted(found.classes.items()):
        if field and field != id_ and _is_name(field):
            fields[kind].append(field)
    for kind in _CLASSES:
        if fields[kind]:
            yield kind, fields[kind]
    lists = [each for each in _KEYWORDS if each in found.texts and _is_list(found.schema, each)]
    if lists:
        yield "keywords", lists[0]
    ids = set(records)
    references = {
        field: name
        for field, texts in found.texts.items()
        if field
        and field != id_
        and _is_name(field)
        and len(texts) >= 5
        and sum(text not in ids for _, text in texts) <= few(len(texts))
    }
    if references:
        yield "references", references
    if has_body:
        yield "body", True


def _id(records: Mapping[str, Value]) -> str:
    """Return the field with the name of the file; "" if there is none."""
    counts = Counter(
        key
        for stem, values in records.items()
        for key, value in values.items()
        if value == stem and isinstance(key, str)
    )
    for key, number in counts.most_common(1):
        return key if number >= len(records) - few(len(records)) else ""
    return ""


def _items(values: Value) -> str:
    """Return the field with the most records in the *values* of a file; "" if the file is a list of them."""
    if not isinstance(values, dict) or _holds_records(values):
        return ANY if isinstance(values, dict) else ""
    fields = [name for name, value in values.items() if isinstance(name, str) and _holds_records(value)]
    field = max(fields, key=lambda name: len(values[name]), default="")
    return f"{field}.{ANY}" if field and isinstance(values[field], dict) else field


def _holds_records(value: Value) -> bool:
    """Return whether *value* is a list or a mapping of several mappings."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(items) >= LEAST and all(isinstance(item, dict) for item in items)


def _id_in_list(found: Inferred, number: int) -> str:
    """Return the field that identifies each of the *number* records of a file; "" if there is none."""
    for field in sorted(found.texts, key=lambda name: name != "id"):
        texts = {text for _, text in found.texts[field]}
        is_address = found.schema["properties"].get(field, {}).get("format") in ("uri", "email")
        is_word = field == "id" or found.classes[field] == "identifiers"
        if len(texts) == number and "." not in field and is_word and not is_address:
            return field
    return ""


def _is_name(field: str) -> bool:
    """Return whether settings can name the *field*: it has no white space or quotes."""
    return re.fullmatch(r'[^\s"]+', field) is not None


def _copies(found: Inferred) -> Iterator[tuple[str, str]]:
    """Yield each field of longer text with a field that repeats it in most records."""
    long = {
        field: dict(texts)
        for field, texts in found.texts.items()
        if found.classes[field] in ("text", "markdown") and _is_name(field)
    }
    for field, texts in long.items():
        for other, copies in long.items():
            both = texts.keys() & copies.keys()
            same = sum(texts[record] == copies[record] for record in both)
            if field.count(".") < other.count(".") and len(both) >= 5 and same * 10 > 9 * len(both):
                yield field, other


def _is_list(schema: Mapping[str, Any], name: str) -> bool:
    return bool(schema.get("properties", {}).get(name, {}).get("type") == "array")


def _setting(key: str, value: Any) -> str:
    """Return a setting in TOML; a long list is on several lines."""
    line = f"{key} = {toml(value)}"
    if not isinstance(value, list) or len(line) < _WIDTH:
        return line
    return "\n".join([f"{key} = [", *(f"    {toml(item)}," for item in value), "]"])
