"""What accepts a record of a built-in kind, fast: its schema as functions.

They are made from the published schema, not from the pydantic model that the schema is made from,
since to import pydantic takes longer than all else that is done with one record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from lint.patterns import lazy

Schema: TypeAlias = "Mapping[str, Any]"
Accepts: TypeAlias = "Callable[[Any], object]"
"""Says of a value whether it is right."""


_TEXTS = frozenset((str, date, datetime))
"""What YAML reads as something that is text in JSON."""


class Fields:
    """The fields of a mapping."""

    def __init__(self, schema: Schema, parts: Mapping[str, Schema]) -> None:
        self._accepts = {name: _of(each, parts) for name, each in schema["properties"].items()}
        self._required = frozenset(schema["required"])

    def faulty(self, values: Mapping[Any, Any]) -> frozenset[Any]:
        """Return the names of the fields that are turned down, missing or not known."""
        accepts = self._accepts
        faulty = [name for name, value in values.items() if name not in accepts or not accepts[name](value)]
        return self._required.difference(values).union(faulty)

    def accept(self, value: Any) -> bool:
        """Return whether *value* is a mapping of these fields."""
        return isinstance(value, dict) and not self.faulty(value)


def fields(schema: Schema) -> Fields:
    """Return what accepts mappings whose JSON view *schema* accepts; no part of it may hold itself."""
    return Fields(schema, schema["$defs"])


def _of(schema: Schema, parts: Mapping[str, Schema]) -> Accepts:
    """Return what accepts the values whose JSON view *schema* accepts."""
    if "$ref" in schema:
        return _of(parts[schema["$ref"].removeprefix("#/$defs/")], parts)
    if "anyOf" in schema:
        return _any([_of(each, parts) for each in schema["anyOf"]])
    match schema["type"]:
        case [*types]:
            return _any([_of({**schema, "type": each}, parts) for each in types])
        case "null":
            return lambda value: value is None
        case "number":
            return lambda value: isinstance(value, int | float) and not isinstance(value, bool)
        case "string":
            return _text(schema)
        case "array":
            accept, least = _of(schema["items"], parts), schema.get("minItems", 0)
            return lambda value: isinstance(value, list) and len(value) >= least and all(map(accept, value))
    return Fields(schema, parts).accept


def _any(choices: list[Accepts]) -> Accepts:
    return lambda value: any(accept(value) for accept in choices)


def _text(schema: Schema) -> Accepts:
    """Return what accepts texts, and dates by their ISO text."""
    if "const" in schema or "enum" in schema:
        known = frozenset(schema["enum"] if "enum" in schema else [schema["const"]])
        return lambda value: isinstance(value, str) and value in known
    if "pattern" not in schema:
        return lambda value: type(value) in _TEXTS
    pattern = lazy(schema["pattern"])

    def accept(value: Any) -> object:
        if isinstance(value, date):
            value = value.isoformat()
        return isinstance(value, str) and pattern.search(value)

    return accept
