"""Explanations of why a schema rejects a record."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint.kinds import Kind
from lint.kinds.figure import FIGURE
from lint.kinds.pathway import PATHWAY
from lint.kinds.schema.validation import accepts_at, accepts_without, violations
from lint.kinds.schema.violation import json_view
from lint.rules.sch.wording import clause


def kind_of(schema: dict[str, Any], name: str = "own") -> Kind:
    """Return a kind that has only a schema."""
    kind = Kind(name=f"{name}-{hash(repr(schema))}", patterns=(), id_field="id")
    vars(kind)["schema"] = schema
    return kind


def told(kind: Kind, **changes: Any) -> list[tuple[tuple[Any, ...], str, Any]]:
    values = {**yaml.safe_load(kind.sample or "{}"), **changes}
    return [(violation.path, violation.keyword, violation.limit) for violation in violations(kind, values)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("PMC4936435", [(("citedin",), "type", ["array"])]),
        (5, [(("citedin",), "type", ["array"])]),
        ([{"title": "x"}], [(("citedin", 0), "required", "link")]),
        (["PMC1"], [(("citedin", 0), "type", "object")]),
        ([{"link": 5}, {"link": "PMC1", "doi": "x"}], None),
    ],
)
def test_the_form_that_was_meant(value: Any, expected: Any) -> None:
    found = told(PATHWAY, citedin=value)
    if expected is None:
        expected = [
            (("citedin", 0, "link"), "type", "string"),
            (("citedin", 1, "doi"), "additionalProperties", False),
        ]
    assert found == expected


def test_forms_of_one_type_are_told_apart_by_nearness() -> None:
    a = {"type": "object", "required": ["x", "y"]}
    b = {"type": "object", "properties": {"z": {"type": "string"}}, "required": ["z"]}
    kind = kind_of({"properties": {"f": {"anyOf": [a, b, {"type": ["null", "array"]}]}}})
    assert told(kind, f={"z": 1}) == [(("f", "z"), "type", "string")]
    assert told(kind, f=5) == [(("f",), "type", ["object", "object", "null", "array"])]


def test_forms_that_are_all_fixed_values() -> None:
    kind = kind_of({"properties": {"f": {"anyOf": [{"const": "a"}, {"enum": ["b", "c"]}]}}})
    assert told(kind, f="x") == [(("f",), "enum", ["a", "b", "c"])]


def of_kind(name: str, **fields: Any) -> dict[str, Any]:
    properties = {"kind": {"const": name}, **fields}
    return {"type": "object", "properties": properties, "required": list(properties)}


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_fixed_value_tells_which_choice_was_meant(keyword: str) -> None:
    text = {"type": "string"}
    kind = kind_of({"properties": {"f": {keyword: [of_kind("a", x=text), of_kind("b", y=text)]}}})
    assert told(kind, f={"kind": "b", "x": "1"}) == [(("f",), "required", "y")]
    assert told(kind, f={"kind": "a", "x": 1}) == [(("f", "x"), "type", "string")]


@pytest.mark.parametrize(
    ("choices", "value"),
    [
        ([{"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}], "x"),
        ([{"enum": ["all"]}, {"type": "array"}], "none"),
        ([{"type": "object", "required": ["x"]}, {"type": "object", "required": ["y", "z"]}], {}),
    ],
)
def test_no_choice_is_told_as_the_rule_where_several_may_be_meant(choices: Any, value: Any) -> None:
    kind = kind_of({"properties": {"f": {"anyOf": choices}}})
    (violation,) = violations(kind, {"f": value})
    assert (violation.path, violation.keyword) == (("f",), "anyOf")
    assert [bool(branch) for branch in violation.branches] == [True, True]


def test_choices_of_fixed_values_become_one() -> None:
    choices = [{"properties": {"x": {"enum": [each]}}} for each in "ab"]
    kind = kind_of({"properties": {"f": {"anyOf": choices}}})
    assert told(kind, f={"x": "c"}) == [(("f", "x"), "enum", ["a", "b"])]


def test_several_fixed_fields_say_together_which_choice_is_meant() -> None:
    def choice(b: int, needs: str) -> dict[str, Any]:
        fixed = {"properties": {"a": {"const": 1}, "b": {"const": b}}}
        return {"allOf": [fixed, {"required": [needs]}]}

    kind = kind_of({"properties": {"f": {"oneOf": [choice(1, "p"), choice(2, "q")]}}})
    assert told(kind, f={"a": 1, "b": 2}) == [(("f",), "required", "q")]


def test_a_choice_among_choices_is_told_as_one() -> None:
    inner = {"anyOf": [{"pattern": "^c"}, {"type": "integer"}]}
    kind = kind_of({"properties": {"f": {"anyOf": [{"pattern": "^a"}, inner]}}})
    (violation,) = violations(kind, {"f": "x"})
    assert [[each.keyword for each in branch] for branch in violation.branches] == [
        ["pattern"],
        ["pattern"],
        ["type"],
    ]


def test_what_stands_beside_a_value_decides_what_it_may_be() -> None:
    choices = [
        {"properties": {"kind": {"const": "a"}, "n": {"type": "integer"}}},
        {"properties": {"kind": {"const": "b"}, "n": {"type": "array"}}},
    ]
    kind = kind_of({"properties": {"f": {"anyOf": choices}}})
    values = {"f": {"kind": "a", "n": "x"}}
    assert not accepts_at(kind, values, ("f", "n"), ["x"])
    assert accepts_at(kind, values, ("f", "n"), 3)


@pytest.mark.parametrize(
    "schema",
    [
        {"required": ["a"]},
        {"dependentRequired": {"b": ["a"]}},
        {"minProperties": 3},
        {"anyOf": [{"required": ["a"]}, {"required": ["z"]}]},
    ],
)
def test_a_field_that_others_need_cannot_be_left_out(schema: dict[str, Any]) -> None:
    values: dict[str, Any] = {"f": {"a": "x", "b": [1], "c": 3}}
    kind = kind_of({"properties": {"f": schema}})
    assert not accepts_without(kind, values, ("f", "a"))
    assert accepts_without(kind_of({"properties": {"f": {"required": ["b"]}}}), values, ("f", "a"))


def test_places_of_what_concerns_one_field_or_item() -> None:
    schema = {
        "properties": {"no": False, "list": {"uniqueItems": True}},
        "propertyNames": {"pattern": "^[a-z]+$"},
        "unevaluatedProperties": False,
        "dependentRequired": {"list": ["more"]},
    }
    assert told(kind_of(schema), no=1, list=[1, 2, 1], B=1) == [
        ((), "dependentRequired", ("list", "more")),
        (("no",), "false", False),
        (("B",), "propertyNames", {"pattern": "^[a-z]+$"}),
        (("B",), "unevaluatedProperties", False),
        (("list", 2), "uniqueItems", 0),
    ]


def test_each_missing_and_each_unknown_field_once() -> None:
    schema = {"required": ["a", "b", "c"], "properties": {"b": True}, "additionalProperties": False}
    assert told(kind_of({**schema, "allOf": [schema]}), b=1, d=1, e=1) == [
        ((), "required", "a"),
        ((), "required", "c"),
        (("d",), "additionalProperties", False),
        (("e",), "additionalProperties", False),
    ]


def test_names_that_a_pattern_allows_are_known() -> None:
    kind = kind_of({"patternProperties": {"^x-": True}, "additionalProperties": False})
    assert told(kind, **{"x-a": 1, "y": 2}) == [(("y",), "additionalProperties", False)]


def test_a_wrong_type_is_all_that_is_said_of_a_value() -> None:
    assert told(FIGURE, figtype=5) == [(("figtype",), "type", "string")]


def test_most_general_first() -> None:
    found = told(FIGURE, genes=[{"word": 1}], surplus=1, year=2010)
    assert [len(path) for path, _, _ in found] == sorted(len(path) for path, _, _ in found)
    assert len(found) == 4


def test_paths_lead_into_the_values_not_into_their_json_view() -> None:
    values = {**yaml.safe_load(PATHWAY.sample), True: 1, None: 1, 7: 1, date(2025, 11, 10): 1}
    assert {violation.path for violation in violations(PATHWAY, values)} == {
        (True,),
        (None,),
        (7,),
        (date(2025, 11, 10),),
    }
    inner = kind_of({"properties": {"f": {"additionalProperties": {"type": "string"}}}})
    assert told(inner, f={3: [1]}) == [(("f", 3), "type", "string")]


def test_formats_count_in_own_schemas() -> None:
    kind = kind_of({"properties": {"born": {"type": "string", "format": "date"}}})
    assert told(kind, born="soon") == [(("born",), "format", "date")]
    assert told(kind, born=date(2025, 11, 10)) == []


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **named: tried.append(arguments) or [])
    kind = kind_of({"properties": {"f": {"$ref": "https://example.org/schema.json"}}})
    with pytest.raises(LookupError):
        told(kind, f=1)
    assert not tried


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), -float("inf"), 10**5000], ids=["nan", "inf", "-inf", "huge"]
)
def test_numbers_beyond_json_raise_nothing(number: float) -> None:
    told(kind_of({"properties": {"f": {"multipleOf": 0.1, "type": "string"}}}), f=number)


huge = st.integers(4_000, 6_000).map(lambda digits: 10**digits)  # not printed by Python, nor so here
odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | huge
    | st.floats()
    | st.text(max_size=3)
    | st.binary(max_size=3)
    | st.dates()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.none() | st.booleans() | st.integers() | st.dates() | st.floats() | huge, inner, max_size=3
        )
        | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=8,
)
STRICT = kind_of(
    {
        "properties": {
            "a": {"type": ["integer", "number"], "multipleOf": 0.1, "minimum": 3},
            "b": {"type": "array", "uniqueItems": True, "items": {"type": "string"}, "minItems": 2},
            "c": {
                "type": "object",
                "patternProperties": {"^x": False},
                "propertyNames": {"pattern": "^[a-c]"},
            },
            "d": {"enum": [1, "a", None]},
        },
        "unevaluatedProperties": False,
    },
    "strict",
)


@given(st.dictionaries(st.sampled_from("abcde") | st.integers(), odd, max_size=5))
def test_odd_values_raise_nothing(values: dict[Any, Any]) -> None:
    for violation in violations(STRICT, values):
        assert clause(violation)
    violations(PATHWAY, values)


@given(odd)
def test_json_view_is_its_own(value: Any) -> None:
    assert json_view(json_view(value)) == json_view(value)


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ({}, set()),
        ({"organisms": "Homo sapiens"}, {"SCH002"}),
        ({"organisms": "Homo sapiens", "year": "soon", "doi": "none"}, {"SCH002", "SCH003"}),
        ({"pathway_score": "high", "figtype": "Drawing", "seo": "x"}, {"SCH002", "SCH003"}),
    ],
)
def test_jsonschema_is_not_imported_for_plain_faults(fault: dict[str, Any], codes: set[str]) -> None:
    text = f"---\n{yaml.dump({**yaml.safe_load(FIGURE.sample), **fault}, sort_keys=False)}---\n"
    program = f"""
import sys, lint
report = lint.check_text({text!r}, "_figures/PMC1__f1.md")
print(*[finding.code for finding in report.findings if finding.code.startswith("SCH")])
sys.exit("jsonschema" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) == codes
