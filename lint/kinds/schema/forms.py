"""Forms: what a kind's schema says of one field, known without a validator.

This is for rules that ask what may stand at a place, for every record; what exactly is wrong with
a value is for `explain` to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lint.core.values import Path, Value

Form = Mapping[str, Any]
"""A schema with no alternatives in it."""

ITEM = 0
"""Stands for every index of a list."""

_LEVELS = 20  # how often a schema may point to another: one may point to itself


class Forms:
    """The forms that the values of a kind's fields may have."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._found: dict[Path, tuple[Form, ...]] = {}

    def at(self, path: Path) -> tuple[Form, ...]:
        """Return the forms for the value at *path*; none where the schema says nothing of it."""
        field = tuple(ITEM if isinstance(key, int) else key for key in path)
        if field not in self._found:
            self._found[field] = tuple(self._below(field))
        return self._found[field]

    def allow(self, path: Path, value: Value) -> bool:
        """Return whether *value* itself, whatever it may hold, can stand at *path*."""
        return any(fits(form, value) for form in self.at(path))

    def _below(self, field: Path) -> Iterator[Form]:
        if not field:
            yield from self._alternatives(self._schema)
            return
        for form in self.at(field[:-1]):
            part = form.get("items") if field[-1] == ITEM else form.get("properties", {}).get(field[-1])
            if isinstance(part, Mapping):
                yield from self._alternatives(part)

    def _alternatives(self, schema: Mapping[str, Any], level: int = 0) -> Iterator[Form]:
        rest = {key: value for key, value in schema.items() if key not in ("$ref", "anyOf", "oneOf")}
        choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        if "$ref" in schema:
            choices.append(self._target(schema["$ref"]))
        if not choices:
            yield rest
        elif level < _LEVELS:
            for choice in choices:
                for form in self._alternatives(choice, level + 1) if isinstance(choice, Mapping) else ():
                    yield {**form, **rest}

    def _target(self, reference: str) -> Any:
        """Return what a reference within the schema points to; None for one that leads out of it."""
        found: Any = self._schema if reference.startswith("#") else None
        for name in reference.split("/")[1:]:
            found = (
                found.get(name.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
            )
        return found


def fits(form: Form, value: Value) -> bool:
    """Return whether *value*, whatever it may hold, has the *form*.

    A date fits where a text must have the form of one, not where any text will do.
    """
    if isinstance(value, date):
        return bool(form.keys() & {"pattern", "format"}) and fits(form, value.isoformat())
    types = form.get("type")
    if types is not None and not _types(value) & ({types} if isinstance(types, str) else set(types)):
        return False
    if "const" in form and form["const"] != value:
        return False
    if "enum" in form and value not in form["enum"]:
        return False
    if isinstance(value, str) and "pattern" in form:
        return re.search(form["pattern"], value) is not None
    return not isinstance(value, list) or len(value) >= form.get("minItems", 0)


def _types(value: Value) -> set[str]:
    """Return the names that JSON Schema has for the type of *value*."""
    match value:
        case None:
            return {"null"}
        case bool():
            return {"boolean"}
        case int():
            return {"integer", "number"}
        case float():
            return {"number"}
        case str():
            return {"string"}
        case list():
            return {"array"}
    return {"object"}
