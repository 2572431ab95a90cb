"""Files of YAML or JSON: the laws of edits, and styles that people write."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import KEYS, documents, edits_on, paths, records, texts

from lint.core.limits import Limits
from lint.core.values import DropShadowed, Edit, Insert, Remove, Rename, Set, apply, get, same
from lint.documents import read
from lint.documents.document import Document
from lint.documents.scalars import misread
from lint.documents.splices import EditRefused

JSON_TEXTS = st.one_of(texts, st.text('/\\"bu0é🧬\n\t\x00\x7f', max_size=12))
json_scalars = st.one_of(
    JSON_TEXTS,
    st.booleans(),
    st.none(),
    st.integers(-99, 10**6),
    st.floats(allow_nan=False, width=16).filter(lambda number: abs(number) < 1e9),
)
json_values = st.recursive(
    json_scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
json_records = st.dictionaries(KEYS, json_values, min_size=1, max_size=5)


@st.composite
def json_files(draw: Any) -> tuple[str, Any]:
    """Return a file's name with its text in some style, and the values meant by it."""
    value = draw(json_records | st.lists(json_records, min_size=1, max_size=3))
    indent = draw(st.sampled_from([None, None, 1, 2, 4, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (",", ": "), (" , ", " : ")]))
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("/", "\\/")
    text += draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if draw(st.integers(0, 9)) == 0 else "") + text, value


@st.composite
def yaml_files(draw: Any) -> tuple[str, Any]:
    """Return the text of a file of one or several documents, with and without a last line break."""
    found = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        text, value = draw(documents())
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").removeprefix("---\n")
        found.append((text[: max(text.rfind("\n---"), text.rfind("\n...")) + 1], value))
    head = draw(st.sampled_from(["", "", "---\n", "# of the file\n", "%YAML 1.1\n---\n"]))
    text = head + "---\n".join(text for text, _ in found)
    text = text if draw(st.booleans()) else text.removesuffix("\n")
    values = [value for _, value in found]
    text = text.replace("\n", "\r\n") if draw(st.integers(0, 4)) == 0 else text
    return ("\ufeff" if draw(st.integers(0, 9)) == 0 else "") + text, values if len(values) > 1 else values[0]


FILES = st.one_of(
    json_files().map(lambda drawn: ("a.json", *drawn)), yaml_files().map(lambda drawn: ("a.yml", *drawn))
)
Drawn = tuple[str, str, Any]


def document_of(drawn: Drawn) -> Document:
    name, text, meant = drawn
    document = read(text.encode(), path=name)
    assume(document.problem is None and same(document.values, meant))  # a style of YAML may not hold a value
    return document


def edits_of(data: st.DataObject, document: Document) -> list[Edit]:
    edits: list[Edit] = data.draw(edits_on(document.values))
    return edits


REFUSED = ("a comment", "the comment", "there is a comment", "a record cannot be empty", "the new value")


@given(FILES)
def test_the_values_are_those_of_other_readers(drawn: Drawn) -> None:
    name, text, meant = drawn
    document = read(text.encode(), path=name)
    if name.endswith("json"):
        assert same(document.values, meant)
        return
    try:
        found = list(yaml.load_all(text.removeprefix("\ufeff"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError):
        return
    if document.problem is None:
        assert same(document.values, found if len(found) > 1 else found[0])


@given(FILES, st.data())
def test_law_fix(drawn: Drawn, data: st.DataObject) -> None:
    document = document_of(drawn)
    edits = edits_of(data, document)
    try:
        written = document.edited(edits)
    except EditRefused as refusal:
        if str(refusal).startswith(REFUSED) or (isinstance(document.values, list) and drawn[0] == "a.yml"):
            return  # documents of a file cannot be moved
        raise
    again = document.with_data(written)
    assert same(again.values, apply(document.values, edits))


@given(FILES, st.data())
def test_law_stillness_of_a_set_scalar(drawn: Drawn, data: st.DataObject) -> None:
    document = document_of(drawn)
    places = [
        path for path in paths(document.values) if not isinstance(get(document.values, path), list | dict)
    ]
    assume(places)
    path = data.draw(st.sampled_from(places))
    start, end = document.span(path)
    written = document.edited([Set(path, data.draw(texts))]).decode()
    assert written.startswith(document.text[:start])
    assert written.endswith(document.text[end:])


@given(FILES, st.data())
def test_law_a_letter_damaged_and_repaired_gives_the_same_bytes(drawn: Drawn, data: st.DataObject) -> None:
    document = document_of(drawn)
    places = [path for path in paths(document.values) if isinstance(get(document.values, path), str)]
    places = [path for path in places if any(map(str.isalpha, get(document.values, path)))]
    # What some readers take for a number is put in quotes, and an escape is written as its letter.
    places = [path for path in places if not misread(get(document.values, path))]
    places = [path for path in places if "\\" not in document.source(path)]
    assume(places)
    path = data.draw(st.sampled_from(places))
    text = get(document.values, path)
    at = data.draw(st.sampled_from([index for index, sign in enumerate(text) if sign.isalpha()]))
    damaged = document.with_data(document.edited([Set(path, text[:at] + "å" + text[at + 1 :])]))
    assert damaged.edited([Set(path, text)]) == document.data


@given(FILES)
def test_no_edits_change_no_byte(drawn: Drawn) -> None:
    assert document_of(drawn).edited([]) == drawn[1].encode()


@given(FILES, st.data())
def test_an_edit_done_leaves_nothing_to_do(drawn: Drawn, data: st.DataObject) -> None:
    document = document_of(drawn)
    places = [path for path in paths(document.values) if isinstance(get(document.values, path), str)]
    assume(places)
    edit = Set(data.draw(st.sampled_from(places)), data.draw(JSON_TEXTS))
    try:
        written = document.edited([edit])
    except EditRefused:
        return
    assert document.with_data(written).edited([edit]) == written


@given(json_files(), st.data())
def test_json_keeps_its_style(drawn: tuple[str, Any], data: st.DataObject) -> None:
    """What json.dumps writes is, after any edit, what it writes of the new values."""
    value = drawn[1]
    indent, ascii_only = data.draw(st.sampled_from([None, 2, "\t"])), data.draw(st.booleans())
    value = {"a": {"b": [1, 2], "é": ""}, "c": value}  # shows every part of the style

    def dumped(value: Any) -> str:
        return json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    document = read(dumped(value).encode(), path="a.json")
    edits = data.draw(edits_on(value["c"])) if value["c"] else []
    edits = [
        type(edit)(("c", *edit.path), *([edit.value] if hasattr(edit, "value") else [])) for edit in edits
    ]
    try:
        expected = apply(value, edits)
        wanted = dumped(expected)
    except (TypeError, ValueError, LookupError):
        return
    if not any(isinstance(each, list | dict) for edit in edits for each in [getattr(edit, "value", None)]):
        assert document.edited(edits).decode() == wanted


SHAPES: list[tuple[str, str, Edit, str]] = [
    ("a.json", '{"a": "x"}', Set(("a",), "y"), '{"a": "y"}'),
    ("a.json", '{"a":"x"}', Insert(("b",), [1, {"c": 2}]), '{"a":"x","b":[1,{"c":2}]}'),
    ("a.json", '{"a": "x"}', Insert(("b",), [1, 2]), '{"a": "x", "b": [1, 2]}'),
    ("a.json", '{\n  "a": 1\n}\n', Insert(("b",), ["x"]), '{\n  "a": 1,\n  "b": [\n    "x"\n  ]\n}\n'),
    ("a.json", '{\n\t"a": [1, 2]\n}', Insert(("a", 1), 3), '{\n\t"a": [1, 3, 2]\n}'),
    ("a.json", '{\n\t"a": []\n}', Insert(("a", 0), 3), '{\n\t"a": [\n\t\t3\n\t]\n}'),
    ("a.json", '{"a": [1, 2, 3]}', Remove(("a", 0)), '{"a": [2, 3]}'),
    ("a.json", '{"A" : [1], "b": 2}', Rename(("A",), "a"), '{"a" : [1], "b": 2}'),
    ("a.json", '{"a": [1, 2, 3]}', Remove(("a", 2)), '{"a": [1, 2]}'),
    ("a.json", '{"a": [ 1 ]}', Remove(("a", 0)), '{"a": []}'),
    ("a.json", '{"a": "caf\\u00E9 x"}', Set(("a",), "café é"), '{"a": "caf\\u00E9 \\u00E9"}'),
    (
        "a.json",
        '{"a": "b\\/c", "d": "\\u03b2"}',
        Set(("a",), "b/c/β"),
        '{"a": "b\\/c\\/\\u03b2", "d": "\\u03b2"}',
    ),
    ("a.json", '{"a": "\\ud83e\\uddec x"}', Set(("a",), "🧬 y"), '{"a": "\\ud83e\\uddec y"}'),
    ("a.json", '{"a": 1, "a": 1}', DropShadowed(("a",)), '{"a": 1}'),
    ("a.json", '[{"a": 1}, {"a": 2}]', Set((1, "a"), "x"), '[{"a": 1}, {"a": "x"}]'),
    ("a.json", '{\r\n "a": "x"\r\n}', Set(("a",), ["y"]), '{\r\n "a": [\r\n  "y"\r\n ]\r\n}'),
    ("a.yml", "a: x\nb: y", Remove(("b",)), "a: x"),
    ("a.yml", "a: x\nb: y\n", Remove(("b",)), "a: x\n"),
    ("a.yml", "b: x", Insert(("c",), "y"), "b: x\nc: y"),
    ("a.yml", "b: x", Insert(("a",), "y"), "a: y\nb: x"),
    ("a.yml", "a:\n  - x\n  - y", Insert(("a", 2), "z"), "a:\n  - x\n  - y\n  - z"),
    ("a.yml", "- a: x # why\n- a: y\n", Set((0, "a"), "z"), "- a: z # why\n- a: y\n"),
    ("a.yml", "a: 1\n---\na: x\n", Set((1, "a"), "z"), "a: 1\n---\na: z\n"),
    ("a.yml", "a: 1\n--- # two\na: x\n...\n", Insert((1, "b"), 2), "a: 1\n--- # two\na: x\nb: 2\n...\n"),
    ("a.yml", "{a: 1, b: 2}\n", Remove(("a",)), "{b: 2}\n"),
    ("a.yml", "a: &x y\n---\na: &x z\nb: *x\n", Set((0, "a"), "w"), "a: &x w\n---\na: &x z\nb: *x\n"),
]


@pytest.mark.parametrize(("name", "before", "edit", "after"), SHAPES)
def test_shape(name: str, before: str, edit: Edit, after: str) -> None:
    assert read(before.encode(), path=name).edited([edit]).decode() == after


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("", "empty", 0),
        ("1", "single value", 0),
        ('{"a": 1} x', "more text after", 9),
        ('{"a": 1,}', "an extra comma before the `}`", 7),
        ("[1, 2,\n]", "an extra comma before the `]`", 5),
        ('{"a": 1 "b": 2}', "a comma is missing", 8),
        ('{"a": [1, 2}', "a comma is missing", 11),
        ('{"a": [1, 2', "the `[` that opens here is never closed", 6),
        ('{"a" 1}', "a `:` is missing", 5),
        ("{a: 1}", "in double quotes", 1),
        ("{'a': 1}", "single quotes", 1),
        ("{\"a\": 'x'}", "single quotes", 6),
        ('{"a": NaN}', "`NaN`, which is not a number", 6),
        ('{"a": -Infinity}', "`-Infinity`, which is not", 6),
        ('{"a": None}', "`None`, which is null in JSON", 6),
        ('{"a": 01}', "`01`, which is not a number", 6),
        ('{"a": .5}', "`.5`, which is not a number", 6),
        ('{"a": word}', "`word`, a text without double quotes", 6),
        ('{"a": }', "a value is missing here", 6),
        ('{"a": "x}', "never closed", 6),
        ('{"a": "x\ny"}', "a line break in a text", 8),
        ('{"a": "\\x"}', "an invalid escape", 7),
        ('{"a": "\\ud83d"}', "half of a character", 6),
        ('{"a": 1} // why', "a comment", 9),
        ('{\n// why\n"a": 1}', "a comment", 2),
        ('{"a": 1,\n<<<<<<< HEAD\n"b": 2}', "merge conflict", 9),
        (f'{{"a": {"9" * 4000}}}', "more than 3,500 digits", 6),
        (f'{{"{"a" * 9_900}": {{"b": []}}}}', "100 characters of a field's name count as a level", 9_911),
        ("[" * 200 + "]" * 200, "nested more than 100 deep", 101),
        ("[" * 100_000, "nested more than 100 deep", 101),
    ],
)
def test_json_that_cannot_be_read(text: str, said: str, at: int) -> None:
    problem = read(text.encode(), path="a.json").problem
    assert problem is not None
    assert said in problem.message
    assert problem.span[0] == at


def test_a_file_beyond_the_limit_is_not_read() -> None:
    for name in ("a.json", "a.yaml"):
        document = read(b'{"a": "' + b"x" * 2_000 + b'"}', Limits(file_size=1_000), name)
        assert document.problem is not None
        assert document.text == ""


def test_names_given_twice_are_seen_in_json() -> None:
    document = read(b'{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3}', path="a.json")
    assert document.values == {"a": 3, "b": [{"c": 2}]}
    assert [path for path, _ in document.duplicates] == [("a",), ("b", 0, "c")]
    assert document.source(("a",)) == "3"


@given(st.text() | st.text('{}[]:,"\\ \n0a-.eE+tfn', max_size=30))
def test_any_text_is_read_or_has_a_problem(text: str) -> None:
    document = read(text.encode("utf-8", "replace"), path="a.json")
    try:
        expected = json.loads(text.encode("utf-8", "replace").decode(), parse_constant=lambda name: 1 / 0)
    except (ValueError, ZeroDivisionError, RecursionError):
        assert document.problem is not None
        return
    if isinstance(expected, dict | list) and "\\ud" not in text:
        assert document.problem is None
        assert same(document.values, expected)


@given(records)
def test_a_list_and_several_documents_have_the_same_values(record: dict[str, Any]) -> None:
    listed = read(yaml.dump([record, record], Dumper=yaml.CSafeDumper).encode(), path="a.yml")
    several = read(yaml.dump_all([record, record], Dumper=yaml.CSafeDumper).encode(), path="a.yml")
    assume(listed.problem is None)
    assert same(listed.values, several.values)
