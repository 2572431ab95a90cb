"""The schema of one field, as a kind gives it, accepts the same as jsonschema."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
import yaml
from strategies import paths

from lint.core.values import Path, Set, apply
from lint.kinds import Kind, builtin
from lint.kinds.schema.field_types import FieldTypes
from lint.kinds.schema.validation import violations

VALUES: list[Any] = [None, True, 0, 1.5, "", "x", "2010", "WP1", "r1", "PMC1", "2025-11-20", "Figure", [], {}]


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_forms_allow_what_jsonschema_allows(kind: Kind) -> None:
    sample = yaml.safe_load(kind.sample)
    for path, value in product(paths(sample)[1:], VALUES):
        values = apply(sample, [Set(path, value)])
        faults = violations(kind, values)
        is_refused = any(fault.path == path and fault.keyword != "required" for fault in faults)
        assert kind.field_types.allow(path, value) is not is_refused, (path, value)


def test_a_date_fits_where_one_is_asked_for() -> None:
    pathway = builtin()[1].field_types
    assert pathway.allow(("last-edited",), date(2025, 11, 20))
    assert not pathway.allow(("title",), date(2025, 11, 20))
    assert not pathway.allow(("wpid",), date(2025, 11, 20))


@pytest.mark.parametrize("path", [("nothing",), ("title", 0), ("title", "x"), ("authors", 0, "x")])
def test_nothing_is_known_of_what_the_schema_does_not_name(path: Path) -> None:
    assert builtin()[1].field_types.at(path) == ()


def test_references_and_alternatives_are_followed() -> None:
    name = {"type": "string", "pattern": "^a"}
    types = FieldTypes(
        {
            "$defs": {"a/b": name, "loop": {"$ref": "#/$defs/loop"}},
            "properties": {
                "one": {"$ref": "#/$defs/a~1b"},
                "some": {
                    "oneOf": [{"$ref": "#/$defs/a~1b"}, {"type": "array", "items": {"type": "integer"}}]
                },
                "loop": {"$ref": "#/$defs/loop"},
                "lost": {"$ref": "elsewhere.json"},
            },
        }
    )
    assert types.at(("one",)) == (name,)
    assert [types.allow(("some",), value) for value in ("a", "b", [], 1)] == [True, False, True, False]
    assert types.allow(("some", 3), 1)
    assert types.at(("loop",)) == types.at(("lost",)) == ()
