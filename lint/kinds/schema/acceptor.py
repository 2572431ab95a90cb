"""Compiling a JSON Schema to a function that returns whether a value is valid.

jsonschema explains what is wrong, but takes some fifty times as long. Schemas with unsupported keywords,
such as `unevaluatedProperties`, are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from functools import cache
from operator import ge, gt, le, lt
from typing import Any, TypeAlias

from lint.kinds.kind import Kind
from lint.kinds.schema.formats import conforms
from lint.kinds.schema.interpreter import target, types
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Schema, unique_key

Accepts: TypeAlias = "Callable[[Any], bool]"


class _Unknown(Exception):
    """The schema has an unsupported keyword."""


@cache
def acceptor(kind: Kind) -> Accepts | None:
    """Return a function that checks a value in its JSON view by the kind's schema; None if not supported."""
    try:
        return _Compiler(kind.schema).of(kind.schema)
    except _Unknown:
        return None


def _anything(value: Any) -> bool:
    return True


def _nothing(value: Any) -> bool:
    return False


class _Compiler:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self._made: dict[int, Accepts] = {}

    def of(self, schema: Any) -> Accepts:
        """Return a function that returns whether *schema* accepts a value."""
        if isinstance(schema, bool):
            return _anything if schema else _nothing
        if id(schema) in self._made:
            return self._made[id(schema)]
        checks: list[Accepts] = []
        self._made[id(schema)] = lambda value: all(check(value) for check in checks)
        for keyword, limit in schema.items():
            if keyword in _UNKNOWN:
                raise _Unknown(keyword)
            if keyword in _OF_LIMIT:
                checks.append(_OF_LIMIT[keyword](limit))
            elif keyword in _OF_SCHEMA:
                checks.append(_OF_SCHEMA[keyword](self, schema))
        if len(checks) == 1:
            self._made[id(schema)] = checks[0]
        return self._made[id(schema)]


# Keywords that check a value by their limit alone ------------------------------------------------


def _type(limit: Any) -> Accepts:
    names = frozenset([limit] if isinstance(limit, str) else limit)
    return lambda value: not names.isdisjoint(types(value))


def _enum(limit: Any) -> Accepts:
    keys = frozenset(map(unique_key, limit))
    return lambda value: unique_key(value) in keys


def _format(name: str) -> Accepts:
    return lambda value: not isinstance(value, str) or conforms(name, value)


def _pattern(limit: str) -> Accepts:
    search = compiled(limit).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _number(check: Callable[[Any, Any], bool]) -> Callable[[Any], Accepts]:
    return lambda limit: (
        lambda value: not isinstance(value, int | float) or isinstance(value, bool) or check(value, limit)
    )


def _multiple(limit: Any) -> Accepts:
    if not isinstance(limit, int):
        raise _Unknown("multipleOf")  # it depends on the division of floats
    return lambda value: not isinstance(value, int) or isinstance(value, bool) or value % limit == 0


def _size(kind: type[Sized], check: Callable[[Any, Any], bool]) -> Callable[[Any], Accepts]:
    return lambda limit: lambda value: not isinstance(value, kind) or check(len(value), limit)


def _required(names: list[str]) -> Accepts:
    needed = frozenset(names)
    return lambda value: not isinstance(value, dict) or needed <= value.keys()


def _dependent(limit: Any) -> Accepts:
    return lambda value: (
        not isinstance(value, dict)
        or all(value.keys() >= set(needs) for name, needs in limit.items() if name in value)
    )


def _unique(limit: bool) -> Accepts:
    return lambda value: (
        not limit or not isinstance(value, list) or len(set(map(unique_key, value))) == len(value)
    )


# Keywords that apply other schemas, or depend on other keywords ----------------------------------


def _reference(compiler: _Compiler, schema: Schema) -> Accepts:
    found = target(compiler.root, schema["$ref"])
    if not isinstance(found, bool | Mapping):
        raise _Unknown(schema["$ref"])
    return compiler.of(found)


def _fields(compiler: _Compiler, schema: Schema) -> Accepts:
    """`properties`, `patternProperties` and `additionalProperties`, in one pass."""
    known = {name: compiler.of(part) for name, part in schema.get("properties", {}).items()}
    patterns = [
        (compiled(pattern).search, compiler.of(part))
        for pattern, part in schema.get("patternProperties", {}).items()
    ]
    others = compiler.of(schema.get("additionalProperties", True))

    def accept(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        for name, item in value.items():
            check = known.get(name)
            if check is not None and not check(item):
                return False
            is_known = check is not None
            for search, check in patterns:
                if search(name):
                    is_known = True
                    if not check(item):
                        return False
            if not is_known and not others(item):
                return False
        return True

    return accept


def _items(compiler: _Compiler, schema: Schema) -> Accepts:
    """`prefixItems` and `items`."""
    first = [compiler.of(part) for part in schema.get("prefixItems", ())]
    rest = compiler.of(schema.get("items", True))

    def accept(value: Any) -> bool:
        if not isinstance(value, list):
            return True
        return all(check(item) for check, item in zip(first, value, strict=False)) and all(
            map(rest, value[len(first) :])
        )

    return accept


def _contains(compiler: _Compiler, schema: Schema) -> Accepts:
    check = compiler.of(schema["contains"])
    least, most = schema.get("minContains", 1), schema.get("maxContains", float("inf"))
    return lambda value: not isinstance(value, list) or least <= sum(map(check, value)) <= most


def _any(compiler: _Compiler, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in schema["anyOf"]]
    return lambda value: any(check(value) for check in checks)


def _all(compiler: _Compiler, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in schema["allOf"]]
    return lambda value: all(check(value) for check in checks)


def _one(compiler: _Compiler, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in schema["oneOf"]]
    return lambda value: sum(check(value) for check in checks) == 1


def _not(compiler: _Compiler, schema: Schema) -> Accepts:
    check = compiler.of(schema["not"])
    return lambda value: not check(value)


def _if(compiler: _Compiler, schema: Schema) -> Accepts:
    check, then = compiler.of(schema["if"]), compiler.of(schema.get("then", True))
    other = compiler.of(schema.get("else", True))
    return lambda value: then(value) if check(value) else other(value)


def _names(compiler: _Compiler, schema: Schema) -> Accepts:
    check = compiler.of(schema["propertyNames"])
    return lambda value: not isinstance(value, dict) or all(map(check, value))


def _dependent_schemas(compiler: _Compiler, schema: Schema) -> Accepts:
    checks = {name: compiler.of(part) for name, part in schema["dependentSchemas"].items()}
    return lambda value: (
        not isinstance(value, dict) or all(check(value) for name, check in checks.items() if name in value)
    )


_OF_LIMIT: dict[str, Callable[[Any], Accepts]] = {
    "const": lambda limit: _enum([limit]),
    "dependentRequired": _dependent,
    "enum": _enum,
    "exclusiveMaximum": _number(lt),
    "exclusiveMinimum": _number(gt),
    "format": _format,
    "maxItems": _size(list, le),
    "maxLength": _size(str, le),
    "maxProperties": _size(dict, le),
    "maximum": _number(le),
    "minItems": _size(list, ge),
    "minLength": _size(str, ge),
    "minProperties": _size(dict, ge),
    "minimum": _number(ge),
    "multipleOf": _multiple,
    "pattern": _pattern,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique,
}
_OF_SCHEMA: dict[str, Callable[[_Compiler, Schema], Accepts]] = {
    "$ref": _reference,
    "additionalProperties": _fields,
    "allOf": _all,
    "anyOf": _any,
    "contains": _contains,
    "dependentSchemas": _dependent_schemas,
    "if": _if,
    "items": _items,
    "not": _not,
    "oneOf": _one,
    "patternProperties": _fields,
    "prefixItems": _items,
    "properties": _fields,
    "propertyNames": _names,
}
_UNKNOWN = frozenset({"unevaluatedItems", "unevaluatedProperties"})
