"""Violations of a JSON Schema, and the JSON view of a record's values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from lint.core.values import Path, Value

Schema: TypeAlias = "Mapping[str, Any]"


class Violation(NamedTuple):
    """A violation of a schema.

    *keyword* is the violated keyword and *limit* its value: ``type``, ``array``. *path* leads to the value
    at fault, *value* is the JSON view of that value, and *schema* the part of the schema with the keyword.
    These keywords are different:

    - ``required``: *path* leads to the mapping, *limit* is the name of the missing field.
    - ``additionalProperties``, ``unevaluatedProperties``: *path* leads to the unknown field.
    - ``dependentRequired``: *path* leads to the mapping, *limit* is the pair of the field that needs
      another and the missing one.
    - ``propertyNames``: *path* leads to the field, *value* is its name, and the only branch has the
      violations of the name.
    - ``uniqueItems``: *path* leads to the repeated item, *limit* is the index of the first.
    - ``anyOf``, ``oneOf``: *branches* has the violations of each choice; it is empty if several fit.
    - ``false``: no value is allowed here.
    """

    path: Path
    keyword: str
    limit: Any
    value: Value
    schema: Schema
    branches: tuple[tuple[Violation, ...], ...] = ()

    @property
    def field(self) -> Path:
        """The path of the field that is wrong or missing."""
        if self.keyword == "required":
            return (*self.path, self.limit)
        return (*self.path, self.limit[1]) if self.keyword == "dependentRequired" else self.path


def json_view(value: Value) -> Value:
    """Return the JSON view of *value*: with dates as ISO text, keys as text, and numbers in bounds.

    Values that JSON does not have stay as they are, and have no type in a schema.
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
    """Return the nearest number that can be validated: neither NaN nor too large to print."""
    if -_LARGEST <= number <= _LARGEST:
        return number
    return _LARGEST if number > 0 else -_LARGEST if number < 0 else 0.0


def unique_key(value: Value) -> str:
    """Return a text that is the same exactly for values that are equal in JSON."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dict):
        return f"object {sorted((unique_key(name), unique_key(item)) for name, item in value.items())}"
    if isinstance(value, list):
        return f"array {[unique_key(item) for item in value]}"
    return f"{type(value).__name__} {value!r}"
