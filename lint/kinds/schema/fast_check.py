"""Finding the fields of a record that need a closer look, with the schema of a built-in kind as functions.

The functions are made from the published schema, not from its pydantic model, since importing pydantic
takes longer than all the other work on one record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lint.core.patterns import lazy
from lint.kinds.schema.compiler import target
from lint.kinds.schema.limits import Accepts
from lint.kinds.schema.patterns import translated
from lint.kinds.schema.violation import Schema

_TYPES = {
    "string": frozenset((str,)),
    "number": frozenset((int, float)),
    "boolean": frozenset((bool,)),
    "null": frozenset((type(None),)),
}
_DATES = frozenset((date, datetime))  # YAML reads as a date what is text in JSON


class Fields:
    """The fields of a mapping that *schema*, a part of *root*, describes; no part may refer to itself."""

    def __init__(self, schema: Schema, root: Schema) -> None:
        self._accepts = {name: _of(each, root) for name, each in schema["properties"].items()}
        self._required = frozenset(schema["required"])

    def doubtful(self, values: Mapping[Any, Any]) -> frozenset[Any]:
        """Return the names of the fields that are invalid, missing or unknown, or are dates."""
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
        return len(value) == len(accepts) or value.keys() >= self._required  # usually, all fields are present


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
    """Return the types of the values that *schema* accepts; none if it requires more than a type."""
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
    """Return a function that returns whether *schema* accepts the JSON view of all items of a list."""
    if "$ref" in schema:
        return _all(target(root, schema["$ref"]), root)
    types = _types(schema)
    if types:
        return lambda items: types.issuperset(map(type, items))
    accept = _of(schema, root)
    return lambda items: all(map(accept, items))


def _text(schema: Schema) -> Accepts:
    """Return a function for fixed texts or a pattern; with a pattern, a date counts as its ISO text."""
    if "pattern" not in schema:
        known = frozenset(schema["enum"] if "enum" in schema else [schema["const"]])
        return lambda value: isinstance(value, str) and value in known
    pattern = lazy(translated(schema["pattern"]))

    def accept(value: Any) -> object:
        if isinstance(value, str):
            return pattern.search(value)
        return isinstance(value, date) and pattern.search(value.isoformat())

    return accept
