"""The information that meta-data-action (Java) takes from a GPML and writes to `WPn-info.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lint.core.values import Path, Value

_ESCAPED = re.compile('[\x00-\x1f\x80-\x9f\u2000-\u20ff"\\\\]|(?<=<)/')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_EXPECTED = ("PW", "CL", "DOID")


@dataclass(frozen=True, slots=True)
class Info:
    """The information about a pathway in its GPML.

    *fields* are the fields of the info file. *origins* has, for each path into them, the paths in the
    source that it comes from, which are none if the source lacks the value. Fields that the generators
    cannot make are missing, and *crashes* are the paths in the source at which they crash.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    origins: dict[Path, tuple[Path, ...]] = field(default_factory=dict)
    crashes: tuple[Path, ...] = ()


def info(wpid: str, source: Mapping[str, Any]) -> Info:
    """Return the information that meta-data-action takes from a GPML.

    Args:
        wpid: The file's name without `.gpml`.
        source: The values of the GPML by plain field names.
    """
    fields: dict[str, Value] = {"wpid": wpid}
    origins: dict[Path, tuple[Path, ...]] = {}
    crashes: list[Path] = []
    fields["organisms"] = [source.get("organism")]
    origins["organisms", 0] = (("organism",),) if "organism" in source else ()
    fields["description"] = source.get("description", "").replace("\n", " ")
    origins["description",] = (("description",),) if "description" in source else ()
    ids = [term.get("id", "") for term in source["ontology"]]
    unusable = [index for index, name in enumerate(ids) if not is_term(name.upper())]
    if unusable:
        crashes += [("ontology", index, "id") for index in unusable]
    else:
        fields["ontology-ids"] = [name.upper() for name in ids]
    origins |= {("ontology-ids", index): (("ontology", index, "id"),) for index in range(len(ids))}
    if "title" in source:
        fields["title"] = source["title"]
    origins["title",] = (("title",),) if "title" in source else ()
    if source["authors"]:
        fields["authors"] = list(source["authors"])
        origins |= {("authors", index): (("authors", index),) for index in range(len(source["authors"]))}
    else:
        crashes.append(("authors",))
    parts = source.get("version", "").rstrip("_").split("_")
    if len(parts) > 1:
        fields["revision"] = parts[1]
        origins["revision",] = (("version",),)
    else:
        crashes.append(("version",))
    return Info(fields, origins, tuple(crashes))


def is_term(name: str) -> bool:
    """Return whether *name* is an id for which the generators can find a term: `PW:0000738`."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and prefix in _EXPECTED


def info_text(info: Info, last_edited: str) -> str:
    """Return the text of the info file, as `JSONObject.toString(4)` of org.json writes it.

    Args:
        info: The information in the GPML.
        last_edited: The day of the generator's run, `2026-08-22`.
    """
    order = (
        *("wpid", "organisms", "description", "ontology-ids", "last-edited", "title", "authors"),
        "revision",
    )
    fields = info.fields | {"last-edited": last_edited}
    lines = [f"    {_quoted(name)}: {_written(fields[name])}" for name in order if name in fields]
    return "{\n" + ",\n".join(lines) + "\n}"


def _written(value: Value) -> str:
    if isinstance(value, list):
        items = [_written(item) for item in value]
        if len(items) < 2:
            return f"[{''.join(items)}]"
        lines = ",\n".join(f"        {item}" for item in items)
        return f"[\n{lines}\n    ]"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in '"\\/':
        return f"\\{character}"
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"
