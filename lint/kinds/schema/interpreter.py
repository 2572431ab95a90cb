"""Interpreting the part of JSON Schema that the built-in kinds use, as jsonschema does.

Importing jsonschema takes longer than all the other work on one record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lint.core.values import Path, Value
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Schema, Violation


def interpret(schema: Schema | bool, value: Value, root: Schema, path: Path = ()) -> Iterator[Violation]:
    """Yield the violations of *schema* in *value*, given in its JSON view, at *path*.

    References are resolved in *root*.
    """
    if isinstance(schema, bool):
        return
    for keyword, limit in schema.items():
        if keyword == "$ref":
            yield from interpret(target(root, limit), value, root, path)
        elif keyword == "anyOf":
            branches = tuple(tuple(interpret(choice, value, root, path)) for choice in limit)
            if all(branches):
                yield Violation(path, keyword, limit, value, schema, branches)
        elif keyword in _FITS:
            if not _FITS[keyword](value, limit):
                yield Violation(path, keyword, limit, value, schema)
        elif isinstance(value, list) and keyword == "items":
            for index, item in enumerate(value):
                yield from interpret(limit, item, root, (*path, index))
        elif isinstance(value, dict):
            yield from _of_fields(schema, keyword, value, root, path)


def _of_fields(
    schema: Schema, keyword: str, values: dict[str, Value], root: Schema, path: Path
) -> Iterator[Violation]:
    limit = schema[keyword]
    if keyword == "properties":
        for name in limit:
            if name in values:
                yield from interpret(limit[name], values[name], root, (*path, name))
    elif keyword == "required":
        for name in limit:
            if name not in values:
                yield Violation(path, keyword, name, values, schema)
    elif keyword == "additionalProperties":  # which is false in these schemas
        for name in values:
            if name not in schema["properties"]:
                yield Violation((*path, name), keyword, limit, values[name], schema)


def fits(schema: Schema, value: Value) -> bool:
    """Return whether *schema* accepts *value* itself, whatever it contains."""
    return all(_FITS[keyword](value, schema[keyword]) for keyword in schema.keys() & _FITS.keys())


def target(root: Schema, reference: str) -> Any:
    """Return the target of a reference in *root*; None if it is not in *root*."""
    found: Any = root if reference.startswith("#") else None
    for name in reference.split("/")[1:]:
        name = name.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, dict) else None
    return found


def types(value: Value) -> frozenset[str]:
    """Return the names of the types of *value* in JSON Schema."""
    if isinstance(value, float) and value.is_integer():
        return frozenset(("integer", "number"))
    return _TYPES.get(type(value), frozenset())


_TYPES = {
    type(None): frozenset(("null",)),
    bool: frozenset(("boolean",)),
    int: frozenset(("integer", "number")),
    float: frozenset(("number",)),
    str: frozenset(("string",)),
    list: frozenset(("array",)),
    dict: frozenset(("object",)),
}


def _is_of_type(value: Value, limit: Any) -> bool:
    return not types(value).isdisjoint([limit] if isinstance(limit, str) else limit)


def equal(one: Value, other: Value) -> bool:
    """Return whether two scalars are equal in JSON, in which true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


_FITS: dict[str, Callable[[Value, Any], bool]] = {
    "type": _is_of_type,
    "const": equal,
    "enum": lambda value, limit: any(equal(value, each) for each in limit),
    "pattern": lambda value, limit: not isinstance(value, str) or bool(compiled(limit).search(value)),
    "minItems": lambda value, limit: not isinstance(value, list) or len(value) >= limit,
}
"""The keywords that check a value by their limit alone, each with its check."""
