"""Validating records by any JSON Schema with jsonschema, which is slow to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

# Only these private functions find the fields and items that no other keyword evaluates.
from jsonschema._utils import (
    find_evaluated_item_indexes_by_schema,
    find_evaluated_property_keys_by_schema,
)
from jsonschema.validators import extend
from referencing import Registry

from lint.core.values import Path, Value
from lint.kinds.kind import Kind
from lint.kinds.schema.acceptor import acceptor
from lint.kinds.schema.drafts import CHECKER
from lint.kinds.schema.patterns import compiled
from lint.kinds.schema.violation import Violation, unique_key


def validate(kind: Kind, values: Value, place: Path) -> Iterator[Violation]:
    """Yield the violations of the kind's schema in a record's *values*, given in their JSON view.

    *place* is the record's path in its file.
    """
    if place and not isinstance(values, dict):
        yield Violation(place, "type", "object", values, {})
        return
    accepts = acceptor(kind)
    if accepts is None or not accepts(values):
        yield from explain(kind, values, place)


def explain(kind: Kind, values: Value, place: Path = ()) -> Iterator[Violation]:
    """Yield the same as `validate`, without a fast check before."""
    for error in _validator(kind).iter_errors(values):
        yield _violation(error, place)


@cache
def _validator(kind: Kind) -> Any:
    # The registry is empty, so that no `$ref` is fetched.
    return _Validator(kind.schema, registry=Registry(), format_checker=CHECKER)


def _violation(error: ValidationError, place: Path) -> Violation:
    limit: Any = error.validator_value
    keyword = str(error.validator or "false")
    if keyword == "propertyNames":
        branches = [error.context]
    elif keyword in ("anyOf", "oneOf") and error.context:
        branches = [
            [
                each
                for each in error.context  # the error of a choice that is `false` has no path
                if (each.schema_path[0] == index if each.schema_path else limit[index] is False)
            ]
            for index in range(len(limit))
        ]
    else:
        branches = []
    return Violation(
        (*place, *error.absolute_path),
        keyword,
        limit,
        error.instance,
        error.schema if isinstance(error.schema, Mapping) else {},
        tuple(tuple(_violation(inner, place) for inner in branch) for branch in branches),
        error.message,
    )


# Keywords for which jsonschema gives one error for many fields or items, or takes patterns as Python's.


def _pattern(validator: Any, limit: str, value: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not compiled(limit).search(value):
        yield ValidationError(f"{value!r} does not match {limit!r}")


def _of_field(validator: Any, name: str | int, value: Any, part: Any) -> Iterator[ValidationError]:
    if part is False:  # jsonschema would give no path
        yield ValidationError(
            "not allowed", path=[name], validator="false", validator_value=False, instance=value
        )
    else:
        yield from validator.descend(value, part, path=name, schema_path=name)


def _properties(
    validator: Any, limit: Mapping[str, Any], values: Any, schema: Any
) -> Iterator[ValidationError]:
    if isinstance(values, dict):
        for name, part in limit.items():
            if name in values:
                yield from _of_field(validator, name, values[name], part)


def _pattern_properties(
    validator: Any, limit: Mapping[str, Any], values: Any, schema: Any
) -> Iterator[ValidationError]:
    if isinstance(values, dict):
        for pattern, part in limit.items():
            for name, value in values.items():
                if compiled(pattern).search(name):
                    yield from _of_field(validator, name, value, part)


def _additional_properties(
    validator: Any, limit: Any, values: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not isinstance(values, dict):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for name, value in values.items():
        if name in known or any(compiled(pattern).search(name) for pattern in patterns):
            continue
        yield from _unexpected(validator, name, value, limit)


def _unevaluated_properties(
    validator: Any, limit: Any, values: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(values, dict):
        others = {key: part for key, part in schema.items() if key != "unevaluatedProperties"}
        known = find_evaluated_property_keys_by_schema(validator, values, others)
        yield from _unevaluated(validator, limit, values.items(), known)


def _unevaluated(
    validator: Any, limit: Any, parts: Iterable[tuple[str | int, Any]], known: Iterable[str | int]
) -> Iterator[ValidationError]:
    """Yield the errors in the *parts* of a value, by name or index, other than the *known* ones."""
    evaluated = set(known)
    for name, value in parts:
        if name not in evaluated:
            yield from _unexpected(validator, name, value, limit)


def _unexpected(validator: Any, name: str | int, value: Any, limit: Any) -> Iterator[ValidationError]:
    """Yield the errors in a field or item to which a schema for all others applies."""
    if limit is False:
        yield ValidationError(f"{name!r} is unexpected", path=[name], instance=value)
    else:
        yield from _of_field(validator, name, value, limit)


def _required(validator: Any, names: list[str], values: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(values, dict):
        for name in names:
            if name not in values:
                yield ValidationError(f"{name!r} is required", validator_value=name)


def _dependent_required(
    validator: Any, limit: Mapping[str, list[str]], values: Any, schema: Any
) -> Iterator[ValidationError]:
    if isinstance(values, dict):
        for name, needs in limit.items():
            for needed in needs if name in values else ():
                if needed not in values:
                    yield ValidationError(f"{name!r} needs {needed!r}", validator_value=(name, needed))


def _property_names(validator: Any, limit: Any, values: Any, schema: Any) -> Iterator[ValidationError]:
    for name in values if isinstance(values, dict) else ():
        errors = list(validator.descend(name, limit))
        if errors:
            yield ValidationError(errors[0].message, path=[name], instance=name, context=errors)


def _unique_items(validator: Any, limit: bool, items: Any, schema: Any) -> Iterator[ValidationError]:
    first: dict[str, int] = {}
    for index, item in enumerate(items if limit and isinstance(items, list) else ()):
        earlier = first.setdefault(unique_key(item), index)
        if earlier != index:
            yield ValidationError("repeated", path=[index], validator_value=earlier, instance=item)


def _items(validator: Any, limit: Any, items: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    first = len(schema.get("prefixItems", ()))
    for index, item in enumerate(items[first:] if isinstance(items, list) else (), first):
        yield from _of_field(validator, index, item, limit)


def _unevaluated_items(
    validator: Any, limit: Any, items: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(items, list):
        others = {key: part for key, part in schema.items() if key != "unevaluatedItems"}
        known = find_evaluated_item_indexes_by_schema(validator, items, others)
        yield from _unevaluated(validator, limit, enumerate(items), known)


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "additionalProperties": _additional_properties,
        "dependentRequired": _dependent_required,
        "items": _items,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "properties": _properties,
        "propertyNames": _property_names,
        "required": _required,
        "unevaluatedItems": _unevaluated_items,
        "unevaluatedProperties": _unevaluated_properties,
        "uniqueItems": _unique_items,
    },
)
