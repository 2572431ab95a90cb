"""Older drafts: a schema rewritten as draft 2020-12 accepts the same as in its own draft."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.kinds.schema.drafts import DRAFTS, draft_of, modernised

SCHEMAS: list[dict[str, Any]] = [
    {"items": [{"type": "string"}, {"type": "integer"}], "additionalItems": False},
    {"items": [{"type": "string"}], "additionalItems": {"type": "integer"}},
    {"items": {"type": "string"}, "additionalItems": False},
    {"dependencies": {"a": ["b"], "b": {"required": ["c"]}}},
    {"properties": {"a": {"$ref": "#/definitions/x", "minimum": 5}}, "definitions": {"x": {"maximum": 3}}},
    {"dependentRequired": {"a": ["b"]}, "prefixItems": [False], "items": {"contains": {"const": 1}}},
    {"items": {"contains": {"const": 1}, "minContains": 2}},
    {"not": {"properties": {"a": {"items": [{"const": 1}]}}, "required": ["a"]}},
]
value = st.recursive(
    st.integers(0, 7) | st.sampled_from("xy"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("draft", ["draft-06", "draft-07"])
@pytest.mark.parametrize("schema", SCHEMAS)
@given(value=value)
def test_means_the_same(draft: str, schema: dict[str, Any], value: Any) -> None:
    expected = DRAFTS[draft](schema).is_valid(value)
    assert Draft202012Validator(modernised(schema, draft)).is_valid(value) is expected


@given(value)
def test_keywords_of_later_drafts_say_nothing(value: Any) -> None:
    schema = {"const": 1, "propertyNames": False, "contains": False, "if": True, "then": False}
    assert DRAFTS["draft-04"](schema).is_valid(value)
    assert Draft202012Validator(modernised(schema, "draft-04")).is_valid(value)


@given(st.integers(0, 9))
def test_exclusive_limits_of_draft_4(number: int) -> None:
    schema = {"minimum": 3, "exclusiveMinimum": True, "maximum": 6, "exclusiveMaximum": False}
    expected = DRAFTS["draft-04"](schema).is_valid(number)
    assert Draft202012Validator(modernised(schema, "draft-04")).is_valid(number) is expected


@pytest.mark.parametrize(
    ("address", "draft"),
    [
        ("http://json-schema.org/draft-04/schema#", "draft-04"),
        ("http://json-schema.org/draft-07/schema", "draft-07"),
        ("https://json-schema.org/draft/2019-09/schema", "draft/2019-09"),
        ("https://json-schema.org/draft/2020-12/schema", "draft/2020-12"),
        ("http://json-schema.org/draft-03/schema#", None),
        (3, None),
    ],
)
def test_draft_of(address: Any, draft: str | None) -> None:
    assert draft_of({"$schema": address}) == draft
