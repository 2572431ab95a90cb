"""Why a kind's JSON Schema turns a record down: what jsonschema says of it, made useful.

jsonschema is imported where it is asked, and so never for a record whose faults are plain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from lint.core.values import Path, Value
from lint.kinds.kind import Kind

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

UNANSWERED = "unanswered"
"""Stands for the keyword where the schema was asked, and gave no answer in bounds."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a schema turns down.

    *keyword* is what the schema asks for, and *limit* what it says there: ``type``, ``array``.
    For ``required``, *limit* is the missing field's name and *path* leads to the mapping without
    it; for ``additionalProperties``, *path* leads to the unknown field. *value* is the value as
    JSON has it, *schema* the part of the schema that holds the keyword.
    """

    path: Path
    keyword: str
    limit: Any
    value: Value
    schema: Mapping[str, Any]
    message: str
    """jsonschema's own words."""


def violations(kind: Kind, values: Mapping[Any, Value], faulty: frozenset[Any] | None) -> Sequence[Violation]:
    """Return what the kind's schema turns down in a record's *values*, most general first.

    Where a value has the wrong type, nothing else is said of it. *faulty* is what `Kind.faulty`
    says of the values.
    """
    try:
        return _violations(kind, values, faulty)
    except RecursionError:  # Python's limit, which a schema that holds itself comes to before `limits.depth`
        message = "values are nested too deep for the schema of this kind, which refers to itself"
        return [Violation((), UNANSWERED, None, {}, {}, message)]


def _violations(
    kind: Kind, values: Mapping[Any, Value], faulty: frozenset[Any] | None
) -> Sequence[Violation]:
    if faulty is None:
        return _asked(_validator(kind), values)
    plain = _plain(kind, values, faulty)
    if plain is not None:
        return plain
    # jsonschema takes a hundred times as long as `Kind.faulty`: it is asked about the rest only.
    validator = _validator_of(kind, faulty.intersection(kind.schema["properties"]))
    return _asked(validator, {key: value if key in faulty else None for key, value in values.items()})


def is_accepted_at(kind: Kind, values: Mapping[Any, Value], path: Path) -> bool:
    """Return whether the schema turns down nothing at *path* and below; elsewhere it may."""
    faulty = kind.faulty(values)
    if faulty is not None:
        if path[0] not in faulty:
            return True
        faulty = frozenset(path[:1])
    return not any(
        fault.path[: len(path)] == path or fault.keyword == UNANSWERED
        for fault in violations(kind, values, faulty)
    )


def _plain(kind: Kind, values: Mapping[Any, Value], faulty: frozenset[Any]) -> Sequence[Violation] | None:
    """Return what jsonschema says of the *faulty* fields where that is plain, without it; else None."""
    known = kind.schema["properties"]
    if not (known.keys() >= faulty and values.keys() >= faulty):
        return None
    found: list[Violation] = []
    for name in filter(faulty.__contains__, known):  # in the order of the schema
        schema, value = known[name], json_view(values[name])
        fault = _plain_fault(schema, value)
        if fault is None:
            return None
        keyword, message = fault
        found.append(Violation((name,), keyword, schema[keyword], value, schema, message))
    return found


_TYPES = {str: "string", list: "array", dict: "object", type(None): "null", int: "number", float: "number"}
_OF_TEXTS = {
    "const": "{limit!r} was expected",
    "enum": "{value!r} is not one of {limit!r}",
    "pattern": "{value!r} does not match {limit!r}",
}


def _plain_fault(schema: Mapping[str, Any], value: Value) -> tuple[str, str] | None:
    """Return which keyword of *schema* turns a faulty *value* down, with jsonschema's words; None in doubt.

    It is the type, or else the one thing more that the schema asks of a text.
    """
    types = schema.get("type", ())
    types = [types] if isinstance(types, str) else types
    if types and _TYPES.get(type(value)) not in types:
        return "type", f"{value!r} is not of type {', '.join(map(repr, types))}"
    asked = schema.keys() & _OF_TEXTS.keys()
    if len(asked) != 1:
        return None
    (keyword,) = asked
    return keyword, _OF_TEXTS[keyword].format(value=value, limit=schema[keyword])


def _asked(validator: Validator, values: Mapping[Any, Value]) -> Sequence[Violation]:
    """Return what `violations` does, as jsonschema tells it."""
    errors = [useful for error in validator.iter_errors(json_view(values)) for useful in _useful(error)]
    mistyped = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
    found: dict[tuple[Path, str, str], Violation] = {}
    names: _Names = {}
    for error in errors:
        if error.validator != "type" and tuple(error.absolute_path) in mistyped:
            continue
        keyword = str(error.validator)
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        for below, limit, value in _single(error):
            path = _original([*error.absolute_path, *below], values, names)
            violation = Violation(path, keyword, limit, value, schema, error.message)
            found.setdefault((path, keyword, repr(limit)), violation)
    return sorted(found.values(), key=lambda violation: len(violation.path))


def json_view(value: Value) -> Value:
    """Return *value* as JSON has it: dates as ISO text, names of fields as text, numbers in bounds.

    What JSON cannot hold at all stays as it is, and has no type in a schema.
    """
    if isinstance(value, dict):
        return {
            key if isinstance(key, str) else str(json_view(key)): json_view(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [json_view(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _in_bounds(value)
    return value


_LARGEST = 10**300


def _in_bounds(number: float) -> float:
    """Return the nearest number that a schema can be asked about: neither NaN nor too large to print."""
    if -_LARGEST <= number <= _LARGEST:
        return number
    return _LARGEST if number > 0 else -_LARGEST if number < 0 else 0.0


_Names: TypeAlias = "dict[int, dict[str, Any]]"
"""By the identity of a mapping, its names by how JSON has them: there may be very many."""


def _original(path: Iterable[Any], values: Value, names: _Names) -> Path:
    """Return a path into the JSON view as one into *values*, whose names need not be text."""
    keys: list[Any] = []
    for key in path:
        if isinstance(values, dict) and key not in values:
            if id(values) not in names:
                names[id(values)] = {str(json_view(name)): name for name in reversed(values)}
            key = names[id(values)][key]
        keys.append(key)
        values = values[key]
    return tuple(keys)


@cache
def _validator(kind: Kind) -> Validator:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    # The registry is empty, so that no `$ref` is fetched from anywhere.
    formats = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(kind.schema, registry=Registry(), format_checker=formats)


@lru_cache(maxsize=1_000)
def _validator_of(kind: Kind, fields: frozenset[Any]) -> Validator:
    """Return a validator that looks into these fields only."""
    properties = kind.schema["properties"].items()
    asked = {name: part if name in fields else True for name, part in properties}
    return _validator(kind).evolve(schema={**kind.schema, "properties": asked})


def _single(error: ValidationError) -> Iterator[tuple[Path, Any, Value]]:
    """Yield path below, limit and value of each fault: jsonschema names fields in messages only."""
    limit: Any = error.validator_value
    value: Any = error.instance
    if error.validator == "required":
        yield from (((), name, value) for name in limit if name not in value)
    elif error.validator == "additionalProperties":
        schema: Any = error.schema
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        for name in value:
            if name not in known and not any(re.search(pattern, name) for pattern in patterns):
                yield (name,), limit, value[name]
    else:
        yield (), limit, value


def _useful(error: ValidationError) -> Iterator[ValidationError]:
    """Yield what to say of *error*: where a schema gives several forms, of the one that was meant.

    That is the one of the value's type that is nearest to it. Where none is, only the type is wrong.
    """
    forms: dict[Any, list[ValidationError]] = defaultdict(list)
    for inner in error.context:
        forms[inner.schema_path[0]].append(inner)
    meant: list[list[ValidationError]] = []
    types: list[str] = []
    for form in forms.values():
        asked: dict[str, Any] = {
            str(inner.validator): inner.validator_value for inner in form if not inner.path
        }
        if asked.keys() & {"const", "enum"}:
            continue  # another value was meant
        if "type" in asked:
            types += [asked["type"]] if isinstance(asked["type"], str) else asked["type"]
        else:
            meant.append(form)
    if meant:
        for inner in min(meant, key=len):
            yield from _useful(inner)
    elif types:
        yield type(error)(
            error.message,
            validator="type",
            validator_value=types,
            instance=error.instance,
            schema=error.schema,
            parent=error,
        )
    else:
        yield error
