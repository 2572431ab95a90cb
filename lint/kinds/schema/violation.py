"""What a JSON Schema turns down in a record, and the record's values as JSON has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as data_field
from datetime import date
from typing import Any, TypeAlias

from lint.core.values import Path, Value

Schema: TypeAlias = "Mapping[str, Any]"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a schema turns down.

    *keyword* is what the schema asks for, and *limit* what it says there: ``type``, ``array``.
    *path* leads to the value at fault, *value* is that value as JSON has it, and *schema* the part
    of the schema that holds the keyword. These differ from that:

    - ``required``: *path* leads to the mapping, *limit* is the name of the missing field.
    - ``additionalProperties``, ``unevaluatedProperties``: *path* leads to the unknown field.
    - ``dependentRequired``: *path* leads to the mapping, *limit* is the pair of the field that needs
      another and the missing one.
    - ``propertyNames``: *path* leads to the field, *value* is its name, and the only branch holds
      what is wrong with the name.
    - ``uniqueItems``: *path* leads to the repeated item, *limit* is the index of the first.
    - ``anyOf``, ``oneOf``: *branches* holds what each choice turns down; none where several fit.
    - ``false``: no value is allowed here.
    """

    path: Path
    keyword: str
    limit: Any
    value: Value
    schema: Schema
    branches: tuple[tuple[Violation, ...], ...] = ()
    message: str = data_field(default="", compare=False)
    """What jsonschema says, if that was asked."""

    @property
    def field(self) -> Path:
        """The path of the field that is wrong, or missing."""
        if self.keyword == "required":
            return (*self.path, self.limit)
        return (*self.path, self.limit[1]) if self.keyword == "dependentRequired" else self.path


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


def unique_key(value: Value) -> str:
    """Return a text that is the same for values that JSON takes for the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dict):
        return f"object {json.dumps(sorted((name, unique_key(item)) for name, item in value.items()))}"
    if isinstance(value, list):
        return json.dumps([unique_key(item) for item in value])
    return f"{type(value).__name__} {value!r}"
