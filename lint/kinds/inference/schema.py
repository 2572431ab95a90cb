"""A schema from values: types, fields, lists, and what texts have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lint.core.wording import close_matches
from lint.kinds.inference.texts import Named, class_of, common, few
from lint.kinds.schema.violation import json_view

_MOST_FIELDS = 40  # of a mapping whose names are no ids
_NAMES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}
_MAX_NAMED = 5
_MANY = 12  # lists, so that it means something that none is empty


@dataclass
class Inferred:
    """What was inferred: the schema, the texts of each field by its name, and notes on exceptions."""

    schema: dict[str, Any]
    texts: dict[str, list[Named]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    exceptions: set[str] = field(default_factory=set)
    """The records that the schema turns down."""


def inferred(records: Mapping[str, Any]) -> Inferred:
    """Return a schema that takes the values of *records*, given by their names, but for exceptions."""
    result = Inferred({})
    result.schema = _Inference(result).of("", [(name, json_view(values)) for name, values in records.items()])
    return result


class _Inference:
    def __init__(self, result: Inferred) -> None:
        self._result = result

    def of(self, name: str, values: Sequence[Named]) -> dict[str, Any]:
        """Return the schema of the *values* of the field *name*."""
        by_type: dict[str, list[Named]] = defaultdict(list)
        for record, value in values:
            by_type[_NAMES.get(type(value), "string")].append((record, value))
        if "integer" in by_type and "number" in by_type:
            by_type["number"] += by_type.pop("integer")
        some = len(values) - len(by_type.get("null", ()))
        kept = {
            kind: found
            for kind, found in by_type.items()
            if len(found) > few(len(values) if kind == "null" else some)
        }
        for kind in by_type.keys() - kept.keys():
            said = "is empty" if kind == "null" else f"is of the type {kind}"
            self._except(name, said, by_type[kind])
        types = sorted(kept, key=lambda kind: kind == "null")
        schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
        for kind, found in kept.items():
            if kind == "object":
                schema |= self._object(name, found)
            elif kind == "array":
                schema |= self._array(name, found)
            elif kind == "string":
                schema |= self._string(name, found, is_alone=len(kept) == 1)
        return schema

    def _string(self, name: str, found: Sequence[Named], *, is_alone: bool) -> dict[str, Any]:
        texts = [(record, text) for record, text in found if text]
        has_empty = len(found) - len(texts)
        what = common(texts)
        self._result.texts[name] = texts
        self._result.classes[name] = class_of(texts, what.keywords) if texts else "one-line"
        if not texts:
            return {"maxLength": 0}
        if not what.keywords:
            return {}
        ((keyword, limit),) = what.keywords.items()
        told = (
            "is not one of the usual values" if keyword == "enum" else f"does not fit the {keyword} `{limit}`"
        )
        self._except(name, told, what.exceptions)
        if "enum" in what.keywords and not is_alone:
            return {}
        if has_empty > few(len(found)):
            if "enum" in what.keywords:
                return {"enum": ["", *what.keywords["enum"]]}
            return {"anyOf": [{"const": ""}, what.keywords]}
        if has_empty:
            self._except(name, "is empty", [record for record, text in found if not text])
        return what.keywords

    def _array(self, name: str, found: Sequence[Named]) -> dict[str, Any]:
        schema: dict[str, Any] = {}
        items = [(record, item) for record, value in found for item in value]
        if items:
            schema["items"] = self.of(name, items)
        if len(found) >= _MANY and all(value for _, value in found):
            schema["minItems"] = 1
        return schema

    def _object(self, name: str, found: Sequence[Named]) -> dict[str, Any]:
        fields: dict[str, list[Named]] = defaultdict(list)
        for record, value in found:
            for key, item in value.items():
                fields[key].append((record, item))
        if len(fields) > _MOST_FIELDS and max(map(len, fields.values())) * 3 < len(found):
            items = [each for items in fields.values() for each in items]
            return {"additionalProperties": self.of(_below(name, "*"), items)}
        slips = self._slips(fields, len(found))
        for key, near in slips.items():
            self._except(_below(name, key), f"is in these alone, and may be `{near}`", fields.pop(key))
        required = [key for key, items in fields.items() if (len(found) - len(items)) * 100 <= len(found)]
        for key in required:
            with_it = {record for record, _ in fields[key]}
            missing = [record for record, value in found if key not in value]
            self._except(
                _below(name, key), "is missing", [each for each in missing if each not in with_it] or missing
            )
        schema: dict[str, Any] = {
            "properties": {key: self.of(_below(name, key), items) for key, items in sorted(fields.items())}
        }
        if required:
            schema["required"] = sorted(required)
        return {**schema, "additionalProperties": False}

    def _slips(self, fields: Mapping[str, Sequence[Named]], number: int) -> dict[str, str]:
        """Return the names that few have, each with the one that most have and that may be meant."""
        often = {key for key, items in fields.items() if len(items) * 4 > number}
        found: dict[str, str] = {}
        for key, items in fields.items():
            near = close_matches(key, often - {key}, cutoff=0.85) if len(items) <= few(number) else []
            records = {record for record, _ in items}
            if near and records.isdisjoint(record for record, _ in fields[near[0]]):
                found[key] = near[0]
        return found

    def _except(self, name: str, said: str, records: Iterable[Any]) -> None:
        """Note the records, or their values, that are exceptions from what the schema says of a field."""
        names = list(dict.fromkeys(each if isinstance(each, str) else each[0] for each in records))
        if names:
            more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
            self._result.notes.append(f"`{name}` {said}: {', '.join(names[:_MAX_NAMED])}{more}")
            self._result.exceptions.update(names)


def _below(name: str, key: str) -> str:
    key = f'"{key}"' if "." in key else key  # which no setting can name
    return f"{name}.{key}" if name else key
