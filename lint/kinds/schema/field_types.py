"""Field types: the values that a kind's schema allows for one field.

Rules use them for every record; `lint.kinds.schema.validation` finds what exactly is wrong with a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

from lint.core.values import ANY, Path, Value
from lint.kinds.schema.compiler import target
from lint.kinds.schema.formats import conforms
from lint.kinds.schema.limits import fits
from lint.kinds.schema.patterns import compiled

FieldType: TypeAlias = Mapping[str, Any]
"""A schema without alternatives."""

ITEM = 0
"""The key in a path for all items of a list."""

MAX_FORMS = 2_000
"""The most types of one field."""

_LEVELS = 20  # references that are followed in a row: a schema may refer to itself


class FieldTypes:
    """The types that the values of a kind's fields may have.

    Args:
        schema: The schema of a record.
        place: Returns the beginning of a path that leads to the record.
    """

    def __init__(self, schema: Mapping[str, Any], place: Callable[[Path], Path] = lambda path: ()) -> None:
        self._schema = schema
        self._place = place
        self._found: dict[Path, tuple[FieldType, ...]] = {}

    def at(self, path: Path) -> tuple[FieldType, ...]:
        """Return the types that a value at *path* may have; none if the schema does not describe it."""
        place = self._place(path)
        if place and place == path and len(self._place((*path, ITEM))) > len(path):
            return ()  # above the records
        return self._at(tuple(ITEM if isinstance(key, int) else key for key in path[len(place) :]))

    def _at(self, field: Path) -> tuple[FieldType, ...]:
        if field not in self._found:
            found = tuple(islice(self._below(field), MAX_FORMS + 1))
            if len(found) > MAX_FORMS:
                raise ValueError(f"the schema allows more than {MAX_FORMS:,} forms of one field")
            self._found[field] = found
        return self._found[field]

    def allow(self, path: Path, value: Value) -> bool:
        """Return whether *value* itself, whatever it contains, is allowed at *path*."""
        return any(_allows(field_type, value) for field_type in self.at(path))

    def _below(self, field: Path) -> Iterator[FieldType]:
        if not field:
            yield from self._alternatives(self._schema)
            return
        parts = (part for form in self._at(field[:-1]) for part in _parts(form, field[-1]))
        for part in {id(part): part for part in parts}.values():  # types may share parts
            if isinstance(part, Mapping):
                yield from self._alternatives(part)

    def _joined(self, schema: Mapping[str, Any], level: int) -> Mapping[str, Any]:
        """Return *schema* merged with its `allOf`, and the names of fields in its `then` and `else`."""
        if level >= _LEVELS or not schema.keys() & {"allOf", "then", "else"}:
            return schema
        result = {key: part for key, part in schema.items() if key not in ("allOf", "if", "then", "else")}
        for part in schema.get("allOf", ()):
            for _ in range(_LEVELS):
                if not isinstance(part, Mapping) or "$ref" not in part:
                    break
                rest = {key: value for key, value in part.items() if key != "$ref"}
                part = _merged(rest, target(self._schema, part["$ref"]) or {})
            if isinstance(part, Mapping):
                result = _merged(result, self._joined(part, level + 1))
        for key in ("then", "else"):
            part = schema.get(key)
            if isinstance(part, Mapping):
                fields = self._joined(part, level + 1).get("properties", {})
                known = result.get("properties", {})
                if fields:
                    result["properties"] = {**{name: {} for name in fields}, **known}
        return result

    def _alternatives(self, schema: Mapping[str, Any], level: int = 0) -> Iterator[FieldType]:
        schema = self._joined(schema, level)
        rest = {key: value for key, value in schema.items() if key not in ("$ref", "anyOf", "oneOf")}
        choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        if "$ref" in schema:
            choices.append(target(self._schema, schema["$ref"]))
        if not choices:
            yield rest
        elif level < _LEVELS:
            for choice in choices:
                below = self._alternatives(choice, level + 1) if isinstance(choice, Mapping) else ()
                yield from ({**field_type, **rest} for field_type in below)


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return one schema that requires what both require, as far as types and fields are concerned."""
    result = {**other, **one}
    for key in ("properties", "patternProperties"):
        if key in one and key in other:
            result[key] = {**other[key], **one[key]} | {
                name: {"allOf": [one[key][name], other[key][name]]}
                for name in one[key].keys() & other[key].keys()
            }
    if "required" in one and "required" in other:
        result["required"] = [*one["required"], *other["required"]]
    return result


def _parts(field_type: FieldType, key: Any) -> Sequence[Any]:
    """Return the schemas of the item or field *key*; there are several only for `*`, which is any name."""
    if key == ITEM:
        return [field_type.get("items")]
    if key in (properties := field_type.get("properties", {})):
        return [properties[key]]
    by_pattern = field_type.get("patternProperties", {}).items()
    others = field_type.get("additionalProperties")
    if key == ANY:
        return [*(part for _, part in by_pattern), others]
    return [next((part for pattern, part in by_pattern if compiled(pattern).search(str(key))), others)]


def _allows(field_type: FieldType, value: Value) -> bool:
    """Return whether *value*, whatever it contains, has the *field_type*.

    A date is allowed for a type with any value or with texts in the form of a date, but not with any text.
    """
    if isinstance(value, date):
        has_form = "pattern" in field_type or str(field_type.get("format")).startswith("date")
        return ("type" not in field_type or has_form) and fits(field_type, value.isoformat())
    if isinstance(value, str) and not conforms(str(field_type.get("format", "")), value):
        return False
    return fits(field_type, value)
