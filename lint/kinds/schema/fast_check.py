"""Says which fields of a record of a built-in kind need a closer look: its schema as functions.

They are made from the published schema, not from the pydantic model that the schema is made from,
since to import pydantic takes longer than all else that is done with one record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeAlias

from lint.core.patterns import lazy
from lint.kinds.schema.interpreter import target
from lint.kinds.schema.patterns import translated
from lint.kinds.schema.violation import Schema

Accepts: TypeAlias = "Callable[[Any], object]"
"""Says whether a value is valid."""

_TYPES = {
    "string": frozenset((str,)),
    "number": frozenset((int, float)),
    "boolean": frozenset((bool,)),
    "null": frozenset((type(None),)),
}
_DATES = frozenset((date, datetime))  # YAML reads as a date what is text in JSON
_MAPPING = frozenset((dict,))


class Fields:
    """The fields of a mapping."""

    def __init__(self, schema: Schema, root: Schema) -> None:
        self._accepts = {name: _of(each, root) for name, each in schema["properties"].items()}
        self._names = frozenset(self._accepts)
        self._required = frozenset(schema["required"])

    def doubtful(self, values: Mapping[Any, Any]) -> frozenset[Any]:
        """Return the names of the fields that are invalid, missing or unknown, or hold a date as text."""
        accepts = self._accepts
        found = [name for name, value in values.items() if name not in accepts or not accepts[name](value)]
        return self._required.difference(values).union(found)

    def accept(self, value: Any) -> bool:
        """Return whether *value* is a mapping of these fields."""
        if not isinstance(value, dict):
            return False
        accepts = self._accepts
        for name, item in value.items():
            if name not in accepts or not accepts[name](item):
                return False
        return len(value) == len(accepts) or value.keys() >= self._required  # most have all fields

    def accept_rows(self, rows: list[Any], types: frozenset[type]) -> bool:
        """Return whether each of *rows* is a mapping of these fields, whose values all have the *types*."""
        return (
            _MAPPING.issuperset(map(type, rows))
            and types.issuperset(map(type, chain.from_iterable(map(dict.values, rows))))
            and self._names.issuperset(chain.from_iterable(rows))
            and (
                sum(map(len, rows)) == len(rows) * len(self._names)  # as above
                or all(row.keys() >= self._required for row in rows)
            )
        )


def fields(schema: Schema) -> Fields:
    """Return what accepts mappings that *schema* takes; no part of it may refer to itself."""
    return Fields(schema, schema)


def _of(schema: Schema, root: Schema) -> Accepts:
    """Return what accepts the values whose JSON view *schema* accepts."""
    if "$ref" in schema:
        return _of(target(root, schema["$ref"]), root)
    if "anyOf" in schema:
        return _any([_of(each, root) for each in schema["anyOf"]])
    types = _types(schema)
    if types:
        return lambda value: type(value) in types
    match schema["type"]:
        case [*names]:
            return _any([_of({**schema, "type": name}, root) for name in names])
        case "string":
            return _text(schema)
        case "array":
            accept, least = _all(schema["items"], root), schema.get("minItems", 0)
            return lambda value: isinstance(value, list) and len(value) >= least and accept(value)
    return Fields(schema, root).accept


def _types(schema: Schema) -> frozenset[type]:
    """Return the types of the values that *schema* accepts; none where it asks for more than a type."""
    names = schema.get("type", ())
    names = [names] if isinstance(names, str) else names
    if not _TYPES.keys() >= set(names) or (
        "string" in names and schema.keys() & {"const", "enum", "pattern"}
    ):
        return frozenset()
    has_dates = "string" in names and str(schema.get("format")).startswith("date")
    return frozenset[type]().union(*(_TYPES[name] for name in names), _DATES if has_dates else ())


def _any(choices: list[Accepts]) -> Accepts:
    *others, last = choices
    if not others:
        return last
    first = _any(others)
    return lambda value: first(value) or last(value)


def _all(schema: Schema, root: Schema) -> Accepts:
    """Return what accepts lists of the values whose JSON view *schema* accepts."""
    if "$ref" in schema:
        return _all(target(root, schema["$ref"]), root)
    types = _types(schema)
    if types:
        return lambda items: types.issuperset(map(type, items))
    of_fields = set(map(_types, schema.get("properties", {}).values()))
    if len(of_fields) == 1 and all(of_fields):
        rows, (types,) = Fields(schema, root), of_fields
        return lambda items: rows.accept_rows(items, types)
    accept = _of(schema, root)
    return lambda items: all(map(accept, items))


def _text(schema: Schema) -> Accepts:
    """Return what accepts certain texts, or those of a pattern; a date counts as its ISO text."""
    if "pattern" not in schema:
        known = frozenset(schema["enum"] if "enum" in schema else [schema["const"]])
        return lambda value: isinstance(value, str) and value in known
    pattern = lazy(translated(schema["pattern"]))

    def accept(value: Any) -> object:
        if isinstance(value, str):
            return pattern.search(value)
        return isinstance(value, date) and pattern.search(value.isoformat())

    return accept
