"""Says whether a JSON Schema accepts a value: the schema as functions, made once.

jsonschema explains what is wrong, and takes some fifty times as long. What this does not know
(`unevaluatedProperties`, for one), it leaves to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from functools import cache
from typing import Any, TypeAlias

from lint.kinds.kind import Kind
from lint.kinds.schema.formats import conforms
from lint.kinds.schema.interpreter import target, types
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Schema, unique_key

Accepts: TypeAlias = "Callable[[Any], bool]"


class _Unknown(Exception):
    """A keyword stands in the schema that is not known here."""


@cache
def acceptor(kind: Kind) -> Accepts | None:
    """Return what says whether the kind's schema accepts a value (in JSON's view); None if it cannot be."""
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
        self._root = root
        self._made: dict[int, Accepts] = {}

    def of(self, schema: Any) -> Accepts:
        """Return what accepts the values that *schema* does."""
        if isinstance(schema, bool):
            return _anything if schema else _nothing
        if id(schema) in self._made:
            return self._made[id(schema)]
        checks: list[Accepts] = []
        self._made[id(schema)] = lambda value: all(check(value) for check in checks)
        for keyword, limit in schema.items():
            if keyword in _WITH_OTHERS or keyword not in _KEYWORDS:
                if keyword in _UNKNOWN:
                    raise _Unknown(keyword)
                continue
            checks.append(_KEYWORDS[keyword](self, limit, schema))
        if len(checks) == 1:
            self._made[id(schema)] = checks[0]
        return self._made[id(schema)]

    def reference(self, reference: str) -> Accepts:
        found = target(self._root, reference)
        if not isinstance(found, bool | Mapping):
            raise _Unknown(reference)
        return self.of(found)


_Make: TypeAlias = "Callable[[_Compiler, Any, Schema], Accepts]"


def _type(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    names = frozenset([limit] if isinstance(limit, str) else limit)
    return lambda value: not names.isdisjoint(types(value))


def _enum(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    keys = frozenset(map(unique_key, limit))
    return lambda value: unique_key(value) in keys


def _of_text(check: Callable[[str, Any], Any]) -> _Make:
    def make(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
        return lambda value: not isinstance(value, str) or bool(check(value, limit))

    return make


def _pattern(compiler: _Compiler, limit: str, schema: Schema) -> Accepts:
    search = compiled(limit).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _of_number(check: Callable[[Any, Any], bool]) -> _Make:
    def make(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
        return lambda value: (
            not isinstance(value, int | float) or isinstance(value, bool) or check(value, limit)
        )

    return make


def _multiple(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    if not isinstance(limit, int):
        raise _Unknown("multipleOf")  # which depends on how floats are divided
    return lambda value: not isinstance(value, int) or isinstance(value, bool) or value % limit == 0


def _of_size(kind: type[Sized], check: Callable[[int, Any], bool]) -> _Make:
    def make(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
        return lambda value: not isinstance(value, kind) or check(len(value), limit)

    return make


def _fields(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
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


def _required(compiler: _Compiler, names: list[str], schema: Schema) -> Accepts:
    needed = frozenset(names)
    return lambda value: not isinstance(value, dict) or needed <= value.keys()


def _items(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
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


def _unique(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    return lambda value: (
        not limit or not isinstance(value, list) or len(set(map(unique_key, value))) == len(value)
    )


def _contains(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    check = compiler.of(limit)
    least, most = schema.get("minContains", 1), schema.get("maxContains", float("inf"))
    return lambda value: not isinstance(value, list) or least <= sum(map(check, value)) <= most


def _any(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in limit]
    return lambda value: any(check(value) for check in checks)


def _all(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in limit]
    return lambda value: all(check(value) for check in checks)


def _one(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    checks = [compiler.of(part) for part in limit]
    return lambda value: sum(check(value) for check in checks) == 1


def _not(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    check = compiler.of(limit)
    return lambda value: not check(value)


def _if(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    check, then = compiler.of(limit), compiler.of(schema.get("then", True))
    other = compiler.of(schema.get("else", True))
    return lambda value: then(value) if check(value) else other(value)


def _names(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    check = compiler.of(limit)
    return lambda value: not isinstance(value, dict) or all(map(check, value))


def _dependent(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    return lambda value: (
        not isinstance(value, dict)
        or all(value.keys() >= set(needs) for name, needs in limit.items() if name in value)
    )


def _dependent_schemas(compiler: _Compiler, limit: Any, schema: Schema) -> Accepts:
    checks = {name: compiler.of(part) for name, part in limit.items()}
    return lambda value: (
        not isinstance(value, dict) or all(check(value) for name, check in checks.items() if name in value)
    )


_KEYWORDS: dict[str, _Make] = {
    "$ref": lambda compiler, limit, schema: compiler.reference(limit),
    "additionalProperties": _fields,
    "allOf": _all,
    "anyOf": _any,
    "const": lambda compiler, limit, schema: _enum(compiler, [limit], schema),
    "contains": _contains,
    "dependentRequired": _dependent,
    "dependentSchemas": _dependent_schemas,
    "enum": _enum,
    "exclusiveMaximum": _of_number(lambda value, limit: value < limit),
    "exclusiveMinimum": _of_number(lambda value, limit: value > limit),
    "format": _of_text(lambda text, name: conforms(name, text)),
    "if": _if,
    "items": _items,
    "maxItems": _of_size(list, lambda size, limit: size <= limit),
    "maxLength": _of_size(str, lambda size, limit: size <= limit),
    "maxProperties": _of_size(dict, lambda size, limit: size <= limit),
    "maximum": _of_number(lambda value, limit: value <= limit),
    "minItems": _of_size(list, lambda size, limit: size >= limit),
    "minLength": _of_size(str, lambda size, limit: size >= limit),
    "minProperties": _of_size(dict, lambda size, limit: size >= limit),
    "minimum": _of_number(lambda value, limit: value >= limit),
    "multipleOf": _multiple,
    "not": _not,
    "oneOf": _one,
    "pattern": _pattern,
    "patternProperties": _fields,
    "prefixItems": _items,
    "properties": _fields,
    "propertyNames": _names,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique,
}
_WITH_OTHERS = frozenset({"then", "else", "minContains", "maxContains"})
_UNKNOWN = frozenset({"unevaluatedItems", "unevaluatedProperties", "$dynamicRef", "$recursiveRef"})
