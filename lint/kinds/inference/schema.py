"""Inferring a schema from values: types, fields, lists, and common properties of texts.

The schema must accept the next record. What a few records lack is no proof that others have it, and what
they have is no proof that others have nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lint.core.wording import some
from lint.kinds.inference.texts import ENOUGH, Named, class_of, common, few, near
from lint.kinds.schema.violation import json_view

_MOST_FIELDS = 40  # of a mapping whose keys are not names
_LEAST_RECORDS = 5  # from which names are told from fields
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


class Inferred:
    """A schema that accepts the values of *records*, given by their names, apart from exceptions."""

    def __init__(self, records: Mapping[str, Any]) -> None:
        self.texts: dict[str, list[Named]] = {}
        """The texts of each field."""
        self.classes: dict[str, str] = {}
        """The setting for each field of text, see `class_of`."""
        self.notes: list[str] = []
        """Notes on the exceptions."""
        self.exceptions: set[str] = set()
        """The names of the records that the schema rejects."""
        self.schema = self._of("", [(name, json_view(values)) for name, values in records.items()])

    def _of(self, name: str, values: Sequence[Named], *, in_list: bool = False) -> dict[str, Any]:
        """Return the schema of the *values* of the field *name*, or of the items of its lists."""
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
            fault = "is empty" if kind == "null" else f"is of the type {kind}"
            self._except(name, fault, [record for record, _ in by_type[kind]])
        if not some:
            return {}
        types = sorted(kept, key=lambda kind: kind == "null")
        schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
        for kind, found in kept.items():
            if kind == "object":
                schema |= self._object(name, found)
            elif kind == "array":
                schema |= self._array(name, found)
            elif kind == "string":
                schema |= self._string(name, found, is_alone=len(kept) == 1, in_list=in_list)
        return schema

    def _string(self, name: str, found: Sequence[Named], *, is_alone: bool, in_list: bool) -> dict[str, Any]:
        texts = [(record, text) for record, text in found if text]
        has_empty = len(found) - len(texts)
        what = common(texts, in_list=in_list)
        self.texts[name] = texts
        self.classes[name] = class_of(texts, what.keywords) if texts else "one-line"
        if not what.keywords:
            return {}
        ((keyword, limit),) = what.keywords.items()
        fault = (
            "is not one of the usual values" if keyword == "enum" else f"does not fit the {keyword} `{limit}`"
        )
        self._except(name, fault, what.exceptions)
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
            schema["items"] = self._of(name, items, in_list=True)
        if len(found) >= ENOUGH and all(value for _, value in found):
            schema["minItems"] = 1
        return schema

    def _object(self, name: str, found: Sequence[Named]) -> dict[str, Any]:
        fields: dict[str, list[Named]] = defaultdict(list)
        for record, value in found:
            for key, item in value.items():
                fields[key].append((record, item))
        if _are_names(fields, found):
            items = [each for items in fields.values() for each in items]
            return {"additionalProperties": self._of(_below(name, "*"), items)}
        slips = self._slips(fields, len(found))
        misspelt: dict[str, list[str]] = defaultdict(list)
        for key, meant in slips.items():
            records = [record for record, _ in fields.pop(key)]
            misspelt[meant] += records
            self._except(_below(name, key), f"may be a misspelling of `{meant}`", records)
        is_enough = len({record for record, _ in found}) >= ENOUGH
        required: list[str] = []
        for key, items in fields.items():
            lacking = len(found) - len(items) - len(misspelt[key])
            if not is_enough or lacking * 100 > len(found):
                continue
            required.append(key)
            with_it = {record for record, _ in items}.union(misspelt[key])
            missing = [record for record, value in found if key not in value]
            without = [each for each in missing if each not in with_it]
            self._except(_below(name, key), "is missing", without or (missing if lacking else ()))
        schema: dict[str, Any] = {
            "properties": {key: self._of(_below(name, key), items) for key, items in sorted(fields.items())}
        }
        if required:
            schema["required"] = sorted(required)
        rare = [key for key, items in fields.items() if _is_rare(items)]
        if is_enough and len(rare) <= few(len(found)):
            schema["additionalProperties"] = False
        return schema

    def _slips(self, fields: Mapping[str, Sequence[Named]], number: int) -> dict[str, str]:
        """Return the rare names that are similar to a common one, each with that."""
        often = {key for key, items in fields.items() if len(items) * 4 > number}
        found: dict[str, str] = {}
        for key, items in fields.items():
            common_key = near(key, often - {key}, 0.85) if len(items) <= few(number) else ""
            records = {record for record, _ in items}
            if common_key and records.isdisjoint(record for record, _ in fields[common_key]):
                found[key] = common_key
        return found

    def _except(self, name: str, fault: str, records: Iterable[str]) -> None:
        """Note the records in which the field *name* is an exception to the schema."""
        names = list(dict.fromkeys(records))
        if names:
            self.notes.append(f"`{name}` {fault}: {some(names, len(names), _MAX_NAMED)}")
            self.exceptions.update(names)


def _below(name: str, key: str) -> str:
    key = f'"{key}"' if "." in key else key  # no setting can name such a field
    return f"{name}.{key}" if name else key


def _is_rare(items: Sequence[Named]) -> bool:
    """Return whether only one record has the *items*."""
    return len({record for record, _ in items}) == 1


def _are_names(fields: Mapping[str, Sequence[Named]], found: Sequence[Named]) -> bool:
    """Return whether the keys of the mappings *found* are names: few mappings have the same ones."""
    if len({record for record, _ in found}) < _LEAST_RECORDS:
        return False
    is_varied = sum(map(_is_rare, fields.values())) * 2 > len(fields) or len(fields) > _MOST_FIELDS
    return is_varied and max(map(len, fields.values())) * 2 < len(found)
