"""Compiling a JSON Schema (draft 2020-12) to a function that finds its violations in a value.

It finds what jsonschema finds in a fiftieth of the time; importing jsonschema alone takes longer than all
other work on one record. References lead to parts of the schema; values are in their JSON view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import unquote

from lint.core.values import Path
from lint.kinds.schema.limits import OF_LIMIT, Accepts
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Schema, Violation, unique_key

Check: TypeAlias = "Callable[[Any], Sequence[Violation]]"
"""Returns the violations in a value, with paths that begin at this value; none if it is valid."""


def check_of(schema: Schema) -> Check:
    """Return the check of a whole *schema*."""
    return _Compiler(schema).check(schema)


def target(root: Schema, reference: str) -> Any:
    """Return the part of *root* to which a reference leads, as in `#/$defs/name`; None if there is none.

    It is a JSON pointer (RFC 6901, section 6).
    """
    found: Any = root if reference.startswith("#") else None
    for key in unquote(reference).split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def below(path: Path, violation: Violation) -> Violation:
    """Return *violation*, which was found in the value at *path*, with paths that begin above it."""
    branches = tuple(tuple(below(path, each) for each in branch) for branch in violation.branches)
    return violation._replace(path=path + violation.path, branches=branches)


_EVALUATING: dict[type, tuple[str, ...]] = {
    dict: ("additionalProperties", "unevaluatedProperties"),
    list: ("contains", "unevaluatedItems"),
}
"""The keywords that apply to the fields or items that they accept, if no other keyword applies."""


class _Compiler:
    """Compiles the parts of a schema, each once."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self._checks: dict[int, Check] = {}

    def check(self, schema: Any) -> Check:
        """Return the check of *schema*, a part of the root."""
        if isinstance(schema, bool):
            return _nothing if schema else lambda value: (Violation((), "false", False, value, {}),)
        if id(schema) not in self._checks:
            checks: list[Check] = []  # filled below: a part may refer to the schema itself
            self._checks[id(schema)] = lambda value: [each for check in checks for each in check(value)]
            for keyword, limit in schema.items():
                if keyword in OF_LIMIT:
                    checks.append(_single(schema, keyword, OF_LIMIT[keyword](limit)))
                elif keyword in _OF_SCHEMA:
                    checks.append(_OF_SCHEMA[keyword](self, schema))
            if len(checks) == 1:
                self._checks[id(schema)] = checks[0]
        return self._checks[id(schema)]

    def check_rest(self, schema: Schema, keyword: str) -> Check:
        """Return the check of a field or an item to which only *keyword* of *schema* applies."""
        if schema[keyword] is False:
            return lambda value: (Violation((), keyword, False, value, schema),)
        return self.check(schema[keyword])

    def evaluated(self, schema: Any, value: Any) -> Iterator[Any]:
        """Yield the names or indices of *value*, a mapping or a list, to which *schema* applies a schema.

        https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-unevaluated-loc
        """
        if isinstance(schema, bool):
            return
        if isinstance(value, dict):
            yield from schema.get("properties", ())
            searches = [compiled(pattern).search for pattern in schema.get("patternProperties", ())]
            yield from (name for name in value if any(search(name) for search in searches))
        elif "items" in schema:
            yield from range(len(value))
        else:
            yield from range(len(schema.get("prefixItems", ())))
        of_kind = _EVALUATING[type(value)]
        checks = [self.check(schema[keyword]) for keyword in of_kind if keyword in schema]
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        yield from (key for key, item in parts if not all(check(item) for check in checks))
        for part in self._in_force(schema, value):
            yield from self.evaluated(part, value)

    def _in_force(self, schema: Schema, value: Any) -> Iterator[Any]:
        """Yield the schemas in *schema* that apply to *value* itself and accept it."""
        if "$ref" in schema:
            yield target(self.root, schema["$ref"])
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from (part for part in schema.get(keyword, ()) if not self.check(part)(value))
        if isinstance(value, dict):
            yield from (part for name, part in schema.get("dependentSchemas", {}).items() if name in value)
        if "if" in schema:
            is_so = not self.check(schema["if"])(value)
            yield from (schema["if"], schema.get("then", True)) if is_so else (schema.get("else", True),)


def _nothing(value: Any) -> Sequence[Violation]:
    return ()


def _single(schema: Schema, keyword: str, accepts: Accepts) -> Check:
    limit = schema[keyword]
    return lambda value: () if accepts(value) else (Violation((), keyword, limit, value, schema),)


def _of(kind: type, check: Check) -> Check:
    """Return the check of values of one *kind*; all others are valid."""
    return lambda value: check(value) if isinstance(value, kind) else ()


def _inside(found: Iterable[tuple[Any, Sequence[Violation]]]) -> list[Violation]:
    """Return the violations *found* in parts of a value, given by name or index."""
    return [below((key,), each) for key, violations in found for each in violations]


# The keywords ---------------------------------------------------------------------------------


def _reference(compiler: _Compiler, schema: Schema) -> Check:
    found = target(compiler.root, schema["$ref"])
    if not isinstance(found, bool | Mapping):
        raise LookupError(schema["$ref"])
    return compiler.check(found)


def _properties(compiler: _Compiler, schema: Schema) -> Check:
    checks = {name: compiler.check(part) for name, part in schema["properties"].items()}
    return _of(
        dict,
        lambda values: _inside(
            (name, check(values[name])) for name, check in checks.items() if name in values
        ),
    )


def _pattern_properties(compiler: _Compiler, schema: Schema) -> Check:
    checks = [
        (compiled(name).search, compiler.check(part)) for name, part in schema["patternProperties"].items()
    ]
    return _of(
        dict,
        lambda values: _inside(
            (name, check(item)) for search, check in checks for name, item in values.items() if search(name)
        ),
    )


def _additional_properties(compiler: _Compiler, schema: Schema) -> Check:
    known, rest = schema.get("properties", {}), compiler.check_rest(schema, "additionalProperties")
    searches = [compiled(pattern).search for pattern in schema.get("patternProperties", ())]
    return _of(
        dict,
        lambda values: _inside(
            (name, rest(item))
            for name, item in values.items()
            if name not in known and not any(search(name) for search in searches)
        ),
    )


def _unevaluated(keyword: str, kind: type) -> Callable[[_Compiler, Schema], Check]:
    def of_schema(compiler: _Compiler, schema: Schema) -> Check:
        others = {key: part for key, part in schema.items() if key != keyword}
        rest = compiler.check_rest(schema, keyword)

        def check(value: Any) -> Sequence[Violation]:
            known = frozenset(compiler.evaluated(others, value))
            parts = value.items() if kind is dict else enumerate(value)
            return _inside((key, rest(item)) for key, item in parts if key not in known)

        return _of(kind, check)

    return of_schema


def _property_names(compiler: _Compiler, schema: Schema) -> Check:
    limit = schema["propertyNames"]
    check = compiler.check(limit)

    def violations(name: str) -> Sequence[Violation]:
        found = tuple(check(name))
        return (Violation((), "propertyNames", limit, name, schema, (found,)),) if found else ()

    return _of(dict, lambda values: _inside((name, violations(name)) for name in values))


def _required(compiler: _Compiler, schema: Schema) -> Check:
    names = schema["required"]
    return _of(
        dict,
        lambda values: [
            Violation((), "required", name, values, schema) for name in names if name not in values
        ],
    )


def _dependent_required(compiler: _Compiler, schema: Schema) -> Check:
    pairs = [(name, needed) for name, needs in schema["dependentRequired"].items() for needed in needs]
    return _of(
        dict,
        lambda values: [
            Violation((), "dependentRequired", pair, values, schema)
            for pair in pairs
            if pair[0] in values and pair[1] not in values
        ],
    )


def _dependent_schemas(compiler: _Compiler, schema: Schema) -> Check:
    checks = {name: compiler.check(part) for name, part in schema["dependentSchemas"].items()}
    return _of(
        dict,
        lambda values: [each for name, check in checks.items() if name in values for each in check(values)],
    )


def _items(compiler: _Compiler, schema: Schema) -> Check:
    check, first = compiler.check(schema["items"]), len(schema.get("prefixItems", ()))
    return _of(
        list, lambda items: _inside((index, check(item)) for index, item in enumerate(items[first:], first))
    )


def _prefix_items(compiler: _Compiler, schema: Schema) -> Check:
    checks = [compiler.check(part) for part in schema["prefixItems"]]
    return _of(
        list,
        lambda items: _inside(
            (index, check(item)) for index, (check, item) in enumerate(zip(checks, items, strict=False))
        ),
    )


def _contains(compiler: _Compiler, schema: Schema) -> Check:
    check, least = compiler.check(schema["contains"]), schema.get("minContains", 1)
    most = schema.get("maxContains", float("inf"))

    def violations(items: list[Any]) -> Sequence[Violation]:
        number = sum(not check(item) for item in items)
        if least <= number <= most:
            return ()
        keyword = "maxContains" if number > most else "minContains" if number else "contains"
        return (Violation((), keyword, schema.get(keyword), items, schema),)

    return _of(list, violations)


def _unique_items(compiler: _Compiler, schema: Schema) -> Check:
    def violations(items: list[Any]) -> Iterator[tuple[int, Sequence[Violation]]]:
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            if (earlier := first.setdefault(unique_key(item), index)) != index:
                yield index, (Violation((), "uniqueItems", earlier, item, schema),)

    return _of(list, lambda items: _inside(violations(items))) if schema["uniqueItems"] else _nothing


def _any_of(compiler: _Compiler, schema: Schema) -> Check:
    choices = schema["anyOf"]
    checks = [compiler.check(part) for part in choices]

    def violations(value: Any) -> Sequence[Violation]:
        branches: list[tuple[Violation, ...]] = []
        for check in checks:
            if not (found := check(value)):
                return ()
            branches.append(tuple(found))
        return (Violation((), "anyOf", choices, value, schema, tuple(branches)),)

    return violations


def _one_of(compiler: _Compiler, schema: Schema) -> Check:
    choices = schema["oneOf"]
    checks = [compiler.check(part) for part in choices]

    def violations(value: Any) -> Sequence[Violation]:
        branches = tuple([tuple(check(value)) for check in checks])
        if sum(map(bool, branches)) == len(branches) - 1:
            return ()
        return (Violation((), "oneOf", choices, value, schema, branches if all(branches) else ()),)

    return violations


def _all_of(compiler: _Compiler, schema: Schema) -> Check:
    checks = [compiler.check(part) for part in schema["allOf"]]
    return lambda value: [each for check in checks for each in check(value)]


def _not(compiler: _Compiler, schema: Schema) -> Check:
    return _single(schema, "not", compiler.check(schema["not"]))


def _if(compiler: _Compiler, schema: Schema) -> Check:
    check, then = compiler.check(schema["if"]), compiler.check(schema.get("then", True))
    other = compiler.check(schema.get("else", True))
    return lambda value: other(value) if check(value) else then(value)


_OF_SCHEMA: dict[str, Callable[[_Compiler, Schema], Check]] = {
    "$ref": _reference,
    "additionalProperties": _additional_properties,
    "allOf": _all_of,
    "anyOf": _any_of,
    "contains": _contains,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "if": _if,
    "items": _items,
    "not": _not,
    "oneOf": _one_of,
    "patternProperties": _pattern_properties,
    "prefixItems": _prefix_items,
    "properties": _properties,
    "propertyNames": _property_names,
    "required": _required,
    "unevaluatedItems": _unevaluated("unevaluatedItems", list),
    "unevaluatedProperties": _unevaluated("unevaluatedProperties", dict),
    "uniqueItems": _unique_items,
}
