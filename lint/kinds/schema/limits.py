"""The keywords of JSON Schema that check a value by their limit alone."""

from __future__ import annotations

from collections.abc import Callable, Sized
from operator import ge, gt, le, lt
from typing import Any, TypeAlias

from lint.core.values import Value
from lint.kinds.schema.formats import conforms
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Schema, json_view, unique_key

Accepts: TypeAlias = "Callable[[Any], object]"
"""Returns whether a value is valid, as something true or false."""


_TYPES = {
    type(None): frozenset(("null",)),
    bool: frozenset(("boolean",)),
    int: frozenset(("integer", "number")),
    float: frozenset(("number",)),
    str: frozenset(("string",)),
    list: frozenset(("array",)),
    dict: frozenset(("object",)),
}


def _types(value: Value) -> frozenset[str]:
    """Return the names of the types of *value* in JSON Schema."""
    if isinstance(value, float) and value.is_integer():
        return _TYPES[int]
    return _TYPES.get(type(value), frozenset())


def _type(limit: Any) -> Accepts:
    names = frozenset([limit] if isinstance(limit, str) else limit)
    return lambda value: not names.isdisjoint(_types(value))


def _enum(limit: Any) -> Accepts:
    keys = frozenset(map(unique_key, limit))
    return lambda value: unique_key(value) in keys


def _text(accepts: Callable[[str], Accepts]) -> Callable[[str], Accepts]:
    def of_limit(limit: str) -> Accepts:
        accept = accepts(limit)
        return lambda value: not isinstance(value, str) or accept(value)

    return of_limit


def _number(check: Callable[[Any, Any], object]) -> Callable[[Any], Accepts]:
    return lambda limit: (
        lambda value: not isinstance(value, int | float) or isinstance(value, bool) or check(value, limit)
    )


def _is_multiple(value: float, limit: float) -> bool:
    """Compare decimal numbers, as they are written: 0.3 is a multiple of 0.1."""
    if isinstance(value, int) and isinstance(limit, int):
        return value % limit == 0
    from fractions import Fraction

    return Fraction(str(value)) % Fraction(str(json_view(limit))) == 0


def _size(kind: type[Sized], check: Callable[[Any, Any], bool]) -> Callable[[Any], Accepts]:
    return lambda limit: lambda value: not isinstance(value, kind) or check(len(value), limit)


OF_LIMIT: dict[str, Callable[[Any], Accepts]] = {
    "const": lambda limit: _enum([limit]),
    "enum": _enum,
    "exclusiveMaximum": _number(lt),
    "exclusiveMinimum": _number(gt),
    "format": _text(lambda name: lambda text: conforms(name, text)),
    "maxItems": _size(list, le),
    "maxLength": _size(str, le),
    "maxProperties": _size(dict, le),
    "maximum": _number(le),
    "minItems": _size(list, ge),
    "minLength": _size(str, ge),
    "minProperties": _size(dict, ge),
    "minimum": _number(ge),
    "multipleOf": _number(_is_multiple),
    "pattern": _text(lambda pattern: compiled(pattern).search),
    "type": _type,
}
"""By keyword, what returns the check for a limit."""
_ITSELF = frozenset({"const", "enum", "minItems", "pattern", "type"})
"""The keywords about a value itself, whatever it contains and however long it is."""


def fits(schema: Schema, value: Value) -> bool:
    """Return whether *schema* accepts *value* itself, whatever it contains and however long it is."""
    return all(OF_LIMIT[keyword](schema[keyword])(value) for keyword in schema.keys() & _ITSELF)
