"""The functions compiled from a schema accept exactly what jsonschema accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.kinds.schema.compiler import check_of, target
from lint.kinds.schema.drafts import CHECKER

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
        "multipleOf": st.sampled_from([1, 2, 0.5]),
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
            "unevaluatedItems": inner,
            "unevaluatedProperties": inner,
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
def test_law_accepted_is_what_jsonschema_accepts(schema: Any, inner: Any, values: list[Any]) -> None:
    root = {"$defs": {"a": inner}, "allOf": [schema]}
    check, validator = check_of(root), Draft202012Validator(root, format_checker=CHECKER)
    for value in values:
        assert check(value) is not validator.is_valid(value)


_BRANCHES = [{"type": "string"}, {"minLength": 1}, {"type": "integer"}]
_SAMPLES: list[dict[str, Any]] = [
    {"type": "integer"},
    {"type": ["string", "null"]},
    {"enum": [1, "a", None]},
    {"const": 1},
    {"minimum": 1},
    {"maximum": 1},
    {"exclusiveMinimum": 1},
    {"exclusiveMaximum": 1},
    {"multipleOf": 1},
    {"multipleOf": 0.5},
    {"minLength": 1},
    {"maxLength": 1},
    {"pattern": "^a"},
    {"format": "date"},
    {"minItems": 1},
    {"maxItems": 1},
    {"uniqueItems": True},
    {"items": {"type": "string"}},
    {"prefixItems": [{"type": "string"}], "items": False},
    {"prefixItems": [{"type": "string"}], "unevaluatedItems": False},
    {"contains": {"type": "string"}},
    {"contains": {"type": "string"}, "minContains": 2},
    {"contains": {"type": "string"}, "minContains": 0, "maxContains": 1},
    {"minProperties": 1},
    {"maxProperties": 1},
    {"required": ["a"]},
    {"dependentRequired": {"a": ["b"]}},
    {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"properties": {"a": {"type": "string"}}, "additionalProperties": False},
    {"properties": {"a": {"type": "string"}}, "unevaluatedProperties": False},
    {"patternProperties": {"^b": {"type": "string"}}, "additionalProperties": {"type": "integer"}},
    {"propertyNames": {"const": "a"}},
    {"allOf": _BRANCHES[:2]},
    {"anyOf": _BRANCHES[::2]},
    {"oneOf": _BRANCHES},
    {"not": {"type": "string"}},
    {"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "integer"}},
    {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}},
]
_SIMPLE = [None, True, False, 0, 1, 2, 1.0, 0.5, 0.3, "", "a", "ab", "2020-01-01"]
_VALUES: list[Any] = [
    *_SIMPLE,
    *([], [1], ["a"], ["a", 1], ["a", "a"], [1, True], [1, 1.0], ["a", "b", "c"]),
    *({}, {"a": 1}, {"a": "a"}, {"b": 1}, {"a": "a", "b": 1}, {"b": "a"}, {"c": 1.5}),
]


@pytest.mark.parametrize("schema", _SAMPLES, ids=lambda schema: "-".join(schema))
def test_a_keyword_accepts_what_jsonschema_accepts(schema: dict[str, Any]) -> None:
    validator, check = Draft202012Validator(schema, format_checker=CHECKER), check_of(schema)
    accepted = [value for value in _VALUES if validator.is_valid(value)]
    assert [value for value in _VALUES if not check(value)] == accepted
    assert 0 < len(accepted) < len(_VALUES)


@pytest.mark.parametrize("schema", [{"const": {}}, {"enum": [{"a": 1}, {}]}, {"uniqueItems": True}])
def test_a_list_is_no_mapping(schema: dict[str, Any]) -> None:
    for value in ([], {}, [[], {}], [["a", 1]]):
        assert check_of(schema)(value) is not Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("value", "step", "is_multiple"),
    [
        (0.3, 0.1, True),
        (19.99, 0.01, True),
        (0.35, 0.1, False),
        (10**299, 0.5, True),
        (1.5, 10**310, False),
        (1.5, float("inf"), False),
    ],
)
def test_multiples_are_those_of_the_decimal_numbers(value: float, step: float, is_multiple: bool) -> None:
    assert bool(check_of({"multipleOf": step})(value)) is not is_multiple


def test_a_list_depends_on_none_of_its_items() -> None:
    check = check_of({"dependentSchemas": {"a": {"items": True}}, "unevaluatedItems": False})
    assert [each.path for each in check(["a"])] == [(0,)]


def test_a_schema_may_refer_to_itself() -> None:
    tree = check_of({"properties": {"in": {"$ref": "#"}}, "required": ["name"]})
    assert not tree({"name": 1, "in": {"name": 2}})
    assert [(each.path, each.limit) for each in tree({"name": 1, "in": {"in": {"name": 3}}})] == [
        (("in",), "name")
    ]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("#", ...),
        ("#/$defs/a~1b", 1),
        ("#/$defs/a%2525", 2),
        ("#/$defs/list/1", 3),
        ("#/$defs/list/2", None),
        ("#/$defs/no/more", None),
        ("other.json#/$defs/list", None),
    ],
)
def test_a_reference_is_a_pointer_as_addresses_write_it(reference: str, expected: Any) -> None:
    root = {"$defs": {"a/b": 1, "a%25": 2, "list": [0, 3]}}
    assert target(root, reference) == (root if expected is ... else expected)
