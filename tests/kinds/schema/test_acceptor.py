"""The functions compiled from a schema accept exactly what jsonschema accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.kinds import Kind
from lint.kinds.schema.acceptor import acceptor
from lint.kinds.schema.by_jsonschema import explain

NAMES = st.sampled_from(["a", "b", "c", "x-1"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.sampled_from([1.0, 0.5, "", "a", "ab", "2020-01-01", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
NUMBERS = st.sampled_from([0, 1, 2, 0.5])
SIZES = st.integers(0, 2)


def _fields(inner: Any) -> Any:
    return st.dictionaries(NAMES, inner, max_size=3)


LEAVES = st.booleans() | st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "array", "object", "null", "boolean"])
        | st.lists(st.sampled_from(["string", "integer", "null"]), min_size=1, unique=True),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "const": VALUES,
        "minimum": NUMBERS,
        "exclusiveMaximum": NUMBERS,
        "multipleOf": st.sampled_from([1, 2]),
        "minLength": SIZES,
        "maxLength": SIZES,
        "minItems": SIZES,
        "maxItems": SIZES,
        "maxProperties": SIZES,
        "uniqueItems": st.booleans(),
        "pattern": st.sampled_from(["^a", "b$", r"^\d"]),
        "format": st.sampled_from(["date", "unknown"]),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
    },
)
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": _fields(inner),
            "patternProperties": st.dictionaries(st.sampled_from(["^x-", "a"]), inner, max_size=2),
            "additionalProperties": inner,
            "propertyNames": inner,
            "dependentSchemas": _fields(inner),
            "items": inner,
            "prefixItems": st.lists(inner, min_size=1, max_size=2),
            "contains": inner,
            "minContains": SIZES,
            "maxContains": SIZES,
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=3),
            "oneOf": st.lists(inner, min_size=1, max_size=3),
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "$ref": st.just("#/$defs/a"),
            "type": st.sampled_from(["array", "object"]),
        },
    ),
    max_leaves=6,
)


@given(SCHEMAS, LEAVES, st.lists(VALUES, min_size=1, max_size=6))
def test_law_accepted_is_what_jsonschema_turns_nothing_down_in(
    schema: Any, inner: Any, values: list[Any]
) -> None:
    root = {"$defs": {"a": inner}, "allOf": [schema]}
    kind = Kind(name=f"own-{root!r}", patterns=(), id_field="")
    vars(kind)["schema"] = root
    accepts = acceptor(kind)
    assert accepts is not None
    for value in values:
        assert accepts(value) is not any(explain(kind, value))


def test_what_is_not_known_is_left_to_jsonschema() -> None:
    for schema in ({"unevaluatedProperties": False}, {"items": {"multipleOf": 0.1}}):
        kind = Kind(name=f"own-{schema!r}", patterns=(), id_field="")
        vars(kind)["schema"] = schema
        assert acceptor(kind) is None


@pytest.mark.parametrize("schema", [{"const": {}}, {"enum": [{"a": 1}, {}]}, {"uniqueItems": True}])
def test_a_list_is_no_mapping(schema: dict[str, Any]) -> None:
    kind = Kind(name=f"own-{schema!r}", patterns=(), id_field="")
    vars(kind)["schema"] = schema
    for value in ([], {}, [[], {}], [["a", 1]]):
        accepts = acceptor(kind)
        assert accepts is not None
        assert accepts(value) is Draft202012Validator(schema).is_valid(value)
