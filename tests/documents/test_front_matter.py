from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, paths

import lint.documents.front_matter as document_module
import lint.documents.nodes as nodes_module
from lint.core.limits import DEFAULT
from lint.core.values import get, same
from lint.documents.front_matter import FrontMatter
from lint.documents.problems import Cause
from lint.documents.scalars import misread


def read(text: str) -> FrontMatter:
    return FrontMatter(text.encode())


def front(yaml_text: str) -> FrontMatter:
    return read(f"---\n{yaml_text}\n---\n")


def values_of(yaml_text: str) -> dict[str, Any]:
    """Return what both readers say."""
    data = f"---\n{yaml_text}\n---\n".encode()
    document = FrontMatter(data)
    assert document.problem or same(document.values, document.nodes.values)
    return document.values


# What Jekyll 4.3 takes for front matter, tried with Ruby. The values, or the cause of there being none.
FRONT_MATTER: list[tuple[str, Any]] = [
    ("---\na: b\n---\n", {"a": "b"}),
    ("---\na: b\n---", {"a": "b"}),
    ("---  \na: b\n---  \n", {"a": "b"}),
    ("---\n\na: b\n---\n", {"a": "b"}),
    ("---\r\na: b\r\n---\r\n", {"a": "b"}),
    ("---\na: b\n...\n", {"a": "b"}),
    ("---\na: b\n...", {"a": "b"}),
    ("---\na: b\n---x\n---\n", Cause.SYNTAX),
    ("---\na: b\n---\nBody\n---\n", {"a": "b"}),
    ("---\na: b\n---\n\n\n\nBody", {"a": "b"}),
    ("---\na: b\n--- \t\f\v\n", {"a": "b"}),
    ("---\na: b\n... x\n---\n", Cause.SYNTAX),
    ("---\na: b\n---x", Cause.FRONT_MATTER),
    ("---\na:\n ---\n", Cause.FRONT_MATTER),
    ("---\na: b\n----\n", Cause.FRONT_MATTER),
    ("---\na: b\n--\n", Cause.FRONT_MATTER),
    ("---\na: b\n..\n", Cause.FRONT_MATTER),
    ("----\na: b\n---\n", Cause.FRONT_MATTER),
    ("--- # c\na: b\n---\n", Cause.FRONT_MATTER),
    ("a: b\n", Cause.FRONT_MATTER),
    ("", Cause.FRONT_MATTER),
    ("---", Cause.FRONT_MATTER),
    ("---\n", Cause.FRONT_MATTER),
    ("---\ra: b\r---\r", Cause.FRONT_MATTER),
    ("---\na: b\n", Cause.FRONT_MATTER),
    ("---\n---\n", Cause.CONTENT),
    ("---\n- a\n---\n", Cause.CONTENT),
    ("---\ntext\n---\n", Cause.CONTENT),
]


@pytest.mark.parametrize(("text", "expected"), FRONT_MATTER)
def test_front_matter_is_what_jekyll_takes_for_it(text: str, expected: Any) -> None:
    document = read(text)
    if isinstance(expected, Cause):
        assert document.problem is not None
        assert document.problem.cause is expected
        assert document.values == {}
    else:
        assert document.problem is None
        assert document.values == expected
        assert document.start == 0


@pytest.mark.parametrize(
    ("text", "end", "body"),
    [
        ("---\na: b\n---", "---", ""),
        ("---\na: b\n---\n", "---\n", ""),
        ("---\na: b\n---\nBody\n---\n", "---\nBody\n---\n", "Body\n---\n"),
        ("---\r\na: b\r\n...\r\nBody", "...\r\nBody", "Body"),
        ("---\na: b\n", "", ""),
        ("a: b\n", "", ""),
    ],
)
def test_what_follows_the_front_matter_is_the_body(text: str, end: str, body: str) -> None:
    document = read(text)
    assert document.text[document.end :] == end
    assert document.text[document.body :] == body


@pytest.mark.parametrize("prefix", ["\ufeff", "\n", "\n \n", "\ufeff\n", " "])
def test_a_block_that_jekyll_does_not_see_is_read_all_the_same(prefix: str) -> None:
    document = read(f"{prefix}---\na: &x b # c\nd: *x\n---\n")
    assert document.values == {"a": "b", "d": "b"}
    assert document.start == len(prefix)
    assert document.source(("a",)) == "&x b"
    assert document.source(("d",)) == "*x"
    spans = [document.key_span(("a",)), *document.comments]
    assert [document.text[start:end] for start, end in spans] == ["a", "# c"]


@pytest.mark.parametrize("second", ["--- c", "---\tc", "--- c\n--- d"])
def test_a_second_document_is_seen_and_not_read(second: str) -> None:
    document = read(f"---\na: b\n{second}\nd: e\n---\n")
    assert document.values == {"a": "b"}
    assert document.second == len("---\na: b\n")


def test_a_line_that_is_no_front_matter_is_told_with_its_place() -> None:
    document = read("title: x\na: b\n")
    assert document.problem is not None
    assert document.problem.span == (0, len("title: x"))


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "empty"), ("# c", "empty"), ("[]", "empty"), ("- a", "a list"), ("a", "a text")],
)
def test_front_matter_without_fields_is_told_with_what_it_is(text: str, found: str) -> None:
    for prefix in ("", "\n"):
        document = read(f"{prefix}---\n{text}\n---\n")
        assert document.problem is not None
        assert document.problem.message == f"the front matter is {found}, not fields with values"
        assert document.text[slice(*document.problem.span)] == "---"
        assert (document.values, document.duplicates, list(document.comments)) == ({}, [], [])


def test_yaml_1_1_means_what_pyyaml_says(corpus_records: list[Path]) -> None:
    for path in corpus_records:
        document = FrontMatter(path.read_bytes())
        block = document.text[: document.end].removesuffix("---\n")
        loaded = yaml.load(block, Loader=yaml.CSafeLoader)
        assert same(document.values, loaded), path
        assert list(document.values) == list(loaded), path


PLAIN = [
    "yes",
    "No",
    "ON",
    "~",
    "null",
    "",
    "012",
    "0x1F",
    "0b11",
    "1_000",
    "12:30:45",
    "1.5e+3",
    ".inf",
    "-.INF",
]
PLAIN += [
    "2020-01-01",
    "2020-01-01 10:11:12",
    "2020-01-01T10:11:12Z",
    "2020-01-01 10:11:12.5 +2",
    "1e5",
    "y",
    "n",
]
PLAIN += [
    "1,25",
    "nO",
    "+.5",
    ":a",
    "+",
    ".",
    "0o17",
    "190:20:30.15",
    "NO2",
    "null2",
    "6.",
    "!!str 12",
    "! 12",
]
PLAIN += ["!!int 12", "!!float 1.5", "!!null ''", "!!bool yes", "'12'", "0", "-0", "+1", "08", "0.0"]


@pytest.mark.parametrize("text", PLAIN)
def test_scalars_mean_what_pyyaml_says(text: str) -> None:
    loaded = yaml.load(f"a: {text}\n", Loader=yaml.CSafeLoader)
    assert same(values_of(f"a: {text}"), loaded)


@given(st.text("0123456789-+:._eExoabTZ ,yYnNoO~", min_size=1, max_size=20).map(str.strip))
def test_any_scalar_means_what_pyyaml_says_or_is_text_where_that_raises(text: str) -> None:
    block = f"a: {text}\n"
    values = values_of(f"a: {text}")
    try:
        loaded = yaml.load(block, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return
    except (ValueError, IndexError):
        assert values == {"a": text}
    else:
        assert same(values, loaded)


@pytest.mark.parametrize(
    "text",
    ["2020-13-45", "2020-01-01 99:00:00", "0x_", "0b_", "-0x_", "9" * 5000, "0x" + "f" * 4000, "=", "<<"],
)
def test_what_pyyaml_cannot_construct_is_text(text: str) -> None:
    assert values_of(f"a: {text}") == {"a": text}


def test_a_number_is_read_up_to_the_most_digits() -> None:
    assert values_of(f"a: {'9' * 3_500}") == {"a": 10**3_500 - 1}
    assert values_of(f"a: {'9' * 3_501}") == {"a": "9" * 3_501}


@pytest.mark.parametrize(
    "text",
    [
        *("!!python/object/apply:os.getcwd []", "!!python/name:os.system", "!x y", "!!map x", '!!int ""'),
        *("!!int x", "!!float x", "!!bool x", "!!timestamp x", "!!int <<", "!x =", "!!null <<"),
        *("!!binary aGk=", "!!set {a, b}", "!!omap [a: 1]"),
    ],
)
def test_tags_that_would_build_objects_or_do_not_fit_are_turned_down(text: str) -> None:
    document = front(f"a: {text}")
    assert document.problem is not None
    assert document.problem.cause is Cause.CONTENT
    assert f"the tag `{text.partition(' ')[0]}` " in document.problem.message
    assert document.values == {}


@pytest.mark.parametrize("text", ["!!seq [x]", "!!map {b: c}", "! [x]", "!!str {b: c}", "!!seq {b: c}"])
def test_a_tag_of_a_list_or_a_mapping_must_fit(text: str) -> None:
    try:
        loaded = yaml.load(f"a: {text}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        loaded = {}
    assert front(f"a: {text}").values == loaded


@pytest.mark.parametrize("text", ["? [a]\n: b", "? {a: b}\n: c", "x: {[a]: b}", "? !!str [a]\n: b"])
def test_the_name_of_a_field_is_text(text: str) -> None:
    document = front(text)
    assert document.problem is not None
    assert document.problem.message == "a field's name must be text, not a list or a mapping"


@given(documents())
def test_spans_hold_the_values(drawn: tuple[str, dict[str, Any]]) -> None:
    text, meant = drawn
    document = read(text)
    if document.problem is not None or not same(document.values, meant):
        return  # a style that cannot hold the value
    for path in paths(meant)[1:]:
        source = document.source(path)
        value = get(meant, path)
        if isinstance(value, str) and value and value.isalnum() and value.isascii():
            assert value in source
        if not isinstance(value, list | dict):
            assert "\n" in source or same(front(f"a: {source}").values, {"a": value})


def test_places_count_characters_and_line_feeds_alone() -> None:
    document = front("a: 'x\x85y\u2028z'\nb: 𝛽β\nc: here")
    start, end = document.span(("c",))
    assert document.text[start:end] == "here"
    assert document.position(start) == (4, 4)


def test_a_line_break_at_the_begin_counts() -> None:
    document = read("\n---\na: x\n---\n")
    assert [document.position(index) for index in (0, 1, 3)] == [(1, 1), (2, 1), (2, 3)]


@pytest.mark.parametrize("lines", [3, 30_000])
def test_the_places_of_a_long_text_are_those_of_a_short_one(lines: int) -> None:
    document = front("a:\n" + "- βx\n" * lines + "b: here")
    first, last = document.span(("a", 0))[0], document.span(("b",))[0]
    assert document.position(0) == (1, 1)
    assert document.position(first) == (3, 3)
    assert document.position(last - 4) == (lines + 2, 5)  # the line feed ends its own line
    assert document.position(last) == (lines + 3, 4)


def test_words_are_found_in_folded_text() -> None:
    document = front("a: one two\n  one three")
    value = document.values["a"]
    words = (value.rindex("one"), value.rindex("one") + 3)
    start, end = document.words_span(("a",), words)
    assert (document.text[start:end], document.position(start)) == ("one", (3, 3))


@pytest.mark.parametrize(
    "written",
    [
        "a: x y x\n  y z",
        "a: x y x\n  y\n\n  z",
        "a: 'x y\n  x y\n\n  z'",
        "a: 'x y, x\n  y'",
        "a: >-\n  x y x\n  y",
        "a: |-\n  x y\n  x y",
    ],
)
def test_words_are_found_over_lines(written: str) -> None:
    document = front(written)
    at = document.values["a"].rindex("x y")
    start, end = document.words_span(("a",), (at, at + 3))
    assert document.text[start:end].split() == ["x", "y"]
    assert start == document.text.rindex("x", 0, document.text.rindex("y"))


@pytest.mark.parametrize(
    "written", ["a: one\n  two  three", "a: 'one two\n    three  four'", "- a: 'one\n\n    two  three'"]
)
def test_white_space_is_not_found_in_indentation(written: str) -> None:
    document = front(f"b:\n{written}" if written.startswith("-") else written)
    path = ("b", 0, "a") if written.startswith("-") else ("a",)
    at = str(document.get(path)).index("  ")
    start, end = document.words_span(path, (at, at + 2))
    assert start == document.text.rindex("  ")
    assert document.text[start:end] == "  "


def test_words_with_doubled_quotes_are_found() -> None:
    document = front("a: 'it''s x, it''s\n  y'")
    value = document.values["a"]
    start, end = document.words_span(("a",), (value.rindex("it"), value.index("y") + 1))
    assert document.text[start:end] == "it''s\n  y"


def test_white_space_at_the_begin_of_a_text_is_found_in_it() -> None:
    document = front("a: ' x '")
    for words in ((0, 1), (2, 3)):
        start, end = document.words_span(("a",), words)
        assert (start, end) == (
            document.text.index("'") + words[0] + 1,
            document.text.index("'") + words[1] + 1,
        )


def test_words_that_are_written_otherwise_give_the_whole_value() -> None:
    document = front('a: "x\\u03b2y"')
    assert document.words_span(("a",), (0, 3)) == document.span(("a",))


def test_keys_given_twice_are_seen() -> None:
    document = front("a: 1\nb:\n- c: 1\n  c: 2\na: 3")
    assert document.values == {"a": 3, "b": [{"c": 2}]}
    assert sorted(path for path, _ in document.duplicates) == [("a",), ("b", 0, "c")]


def test_a_key_given_twice_has_the_place_of_its_last_value() -> None:
    document = front("a: &x β\nb: *x\nb: γ")
    assert document.values == {"a": "β", "b": "γ"}
    assert document.source(("b",)) == "γ"


@pytest.mark.parametrize("key", [".nan", "1", "1.5", "true", "null", "2020-01-01"])
def test_a_field_is_found_whatever_its_name(key: str) -> None:
    document = front(f"{key}: x\nb: y")
    path = next(iter(document.values))
    assert document.text[slice(*document.key_span((path,)))] == key
    assert same(document.values, front(f"b: y\n{key}: x").values)


def test_a_block_ends_behind_the_alias_that_it_ends_with() -> None:
    for anchored in ("β", "\n- β", "\n  β: 1"):
        document = front(f"a: &x {anchored}\nb:\n- c: *x\nd: 1")
        assert document.source(("b",)) == "- c: *x"


def test_a_block_with_an_alias_that_a_merge_brings_ends_behind_its_beginning() -> None:
    document = front("a: &x\n  k: y\n<<:\n- b:\n  - c: *x")
    assert document.source(("b",)).rstrip() == "- c: *x"


@pytest.mark.parametrize("sign", ["\u00a0", "\u3000"])
def test_a_space_that_is_none_to_yaml_belongs_to_a_block_scalar(sign: str) -> None:
    assert front(f"a: |\n  x{sign}\n\nb: 1").source(("a",)) == f"|\n  x{sign}"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "\n\n\n"])
def test_blank_lines_below_a_block_scalar_belong_to_it_where_it_keeps_them(ending: str, prefix: str) -> None:
    for sign, below in (("|", ""), (">", ""), ("|-", ""), ("| # +", ""), ("|+", "\n"), ("|2+ # -", "\n")):
        written = f"{sign}\n  x +\n  y{below}".replace("\n", ending)
        document = read(f"{prefix}---\na+: {sign}\n  x +\n  y\n\nb: 1\n---".replace("\n", ending))
        assert document.source(("a+",)) == written


def test_a_value_that_is_not_written_has_an_empty_place() -> None:
    document = front("a: {b: , c: 1}\nd: # e\nf:")
    for path in [("a", "b"), ("d",), ("f",)]:
        start, end = document.span(path)
        assert start == end
        assert document.text[:start].rstrip().endswith(f"{path[-1]}:")


def test_a_value_in_brackets_ends_with_its_bracket() -> None:
    document = front("a: [x, [y ] ]\nb:\n- {c: d }")
    assert document.source(("a",)) == "[x, [y ] ]"
    assert document.source(("a", 1)) == "[y ]"
    assert document.source(("b",)) == "- {c: d }"


def test_what_is_not_there_has_no_place() -> None:
    document = front("a: x\nb: [y]")
    for path in [("c",), ("a", "b"), ("a", 0), ("b", 1), ("b", 0, "c")]:
        with pytest.raises(LookupError):
            document.span(path)
    for path in [("c",), ("a", "b"), ("b", 0)]:
        with pytest.raises(LookupError):
            document.key_span(path)


def test_aliases_have_their_own_places() -> None:
    document = front("a: &x β\nb: [*x, {c: *x}]\nd: *x")
    assert document.values == {"a": "β", "b": ["β", {"c": "β"}], "d": "β"}
    assert [document.source(path) for path in document.nodes.aliases] == ["*x", "*x", "*x"]
    assert {target for _, target in document.nodes.aliases.values()} == {("a",)}
    assert document.source(("a",)) == "&x β"


def test_an_alias_may_be_the_name_of_a_field() -> None:
    document = front("a: &x b\n*x : c\nd: *x")
    assert document.values == {"a": "b", "b": "c", "d": "b"}
    assert document.span(("d",))[0] == document.text.rindex("*x")


def test_a_mapping_may_take_in_several_and_no_key_is_given_twice_by_it() -> None:
    document = front("a: {<<: {p: 1}, <<: {q: 1}, c: 1, c: 2}")
    assert [path for path, _ in document.duplicates] == [("a", "c")]


def test_merge_keys_are_taken_in() -> None:
    document = front("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\nc:\n  <<: [{p: 4}, *x]")
    assert document.values["b"] == {"p": 1, "q": 3}
    assert document.values["c"] == {"p": 4, "q": 2}


def test_a_sign_of_a_merge_in_quotes_is_a_name_like_any_other() -> None:
    document = front("a: {'<<': 1, \"<<\": 2}\n'<<': {b: c}")
    assert document.values == {"a": {"<<": 2}, "<<": {"b": "c"}}
    assert document.source(("<<", "b")) == "c"


@pytest.mark.parametrize("text", ["<<: x", "<<: [x]", "<<: [{b: c}, [d]]", "<<:", "e: &e f\n<<: *e"])
def test_a_merge_key_takes_in_nothing_but_mappings(text: str) -> None:
    document = front(f"a: b\n{text}")
    assert document.problem is not None
    assert "can only merge in mappings" in document.problem.message


def test_of_two_merge_keys_the_last_one_wins() -> None:
    text = "a:\n  <<: {p: 1, q: 1}\n  <<: {p: 2}"
    document = front(text)
    assert document.values == {"a": {"p": 2, "q": 1}}
    assert document.source(("a", "p")) == "2"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "a: &a\n  b: *a",
        "a: &a [1,1,1,1,1,1,1,1]\n"
        + "\n".join(
            f"{'abcdefghi'[i]}{i}: &{'abcdefghi'[i]} [" + ",".join([f"*{'abcdefghi'[i - 1]}"] * 8) + "]"
            for i in range(1, 9)
        ),
        "a: " + "[" * 200_000,
        "a: " + "{a: " * 200_000,
        "a: " + "[\n {a:\n " * 50_000,
        "a:\n" + "- " * 100_000 + "x",
        "a:\n" + "? " * 50_000 + "x",
        "a: [" + "[]," * 100_000 + "[" * 99_000 + "]" * 99_001,
        "a:\n" + "\n".join(" " * i + "- b:" for i in range(1, 300)),
        "a: &x y\nb: [*x, " + "[" * 2_000 + "]" * 2_001,
        "a: &x y\nb: [*x, " + "{a: " * 990 + "}" * 990 + "]",
    ],
    ids=[
        *("alias in itself", "alias in itself, mapping", "billion laughs", "[", "{", "[ {", "-", "?"),
        *("[] [", "block", "an alias and [", "an alias and {"),
    ],
)
def test_what_would_exhaust_the_machine_is_turned_down(text: str) -> None:
    document = front(text)
    assert document.problem is not None
    assert document.values == {}


@pytest.mark.parametrize(
    ("text", "size"),
    [("x", 1), ("[x, y]", 3), ("{a: x, b: y}", 5), (f"[{'x, ' * 120}]", 121), (f"'{'x' * 200}'", 3)],
)
def test_aliases_may_add_values_up_to_the_limit(text: str, size: int) -> None:
    for number in (DEFAULT.aliased_values // size, DEFAULT.aliased_values // size + 1):
        document = front(f"a: &a {text}\nb: [{', '.join(['*a'] * number)}]")
        assert (document.problem is None) == (number * size <= DEFAULT.aliased_values)


def test_how_a_value_is_written_is_known() -> None:
    document = front("a: x\nb: 'x'\nc: |\n  x\nd: [x]\ne:\n- x\nf:\n  g: x\nh: !!str x")
    paths = [(key,) for key in document.values]
    assert [path for path in paths if document.is_plain(path)] == [("a",)]
    assert [path for path in paths if document.is_block(path)] == [("e",), ("f",)]


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a\n  b: {c: *a}", "a: &a [{<<: *a}]"])
def test_an_alias_that_holds_itself_is_told_from_deep_nesting(text: str) -> None:
    document = front(f"x: y\n{text}")
    assert document.problem is not None
    assert "inside the value that it refers to" in document.problem.message


def test_front_matter_that_never_ends_is_told_where_it_begins() -> None:
    for prefix in ("", "\ufeff\n"):
        document = read(f"{prefix}---\na: b\n")
        assert document.problem is not None
        assert document.problem.span == (len(prefix), len(f"{prefix}---"))


class Searched(str):
    """A text that counts how many of its characters `find` looks at."""

    looked_at = 0

    def find(self, sub: str, start: int = 0, end: int | None = None) -> int:
        end = len(self) if end is None else end
        at = super().find(sub, start, end)
        self.looked_at += (end if at < 0 else at) - start
        return at


@pytest.mark.parametrize("lines", ["y\n...x\n", "y\n---x\n", "...x\n---x\n"])
def test_no_end_of_the_front_matter_is_looked_for_twice(lines: str) -> None:
    text = Searched("\n" + lines * 1_000)
    assert len(list(document_module.markers(text, 0))) == lines.count("x") * 1_000
    assert text.looked_at <= 3 * len(text)


def test_the_fields_of_a_mapping_are_found_without_going_through_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fields = "\n".join(f"k{number}: x" for number in range(1_000))
    nodes = FrontMatter(f"---\n{fields}\n---\n".encode()).nodes
    read: list[Any] = []
    scalar = nodes_module.scalar_value
    monkeypatch.setattr(nodes_module, "scalar_value", lambda node: read.append(node) or scalar(node))
    assert all(nodes.key_span((key,)) for key in nodes.values)
    assert len(read) <= 1_000


def test_a_long_text_is_not_gone_through_again_and_again() -> None:
    assert not misread("1" * 2_000_000 + "x")  # squared, this would take hours


def test_a_file_up_to_the_largest_size_is_read() -> None:
    text = "---\na: \n---\n"
    largest = text.replace("a: ", "a: " + "x" * (DEFAULT.file_size - len(text)))
    assert read(largest).problem is None
    unread = read(f"{largest}\n")
    assert unread.problem is not None
    assert "1,000,000 bytes" in unread.problem.message
    assert unread.problem.span == (0, 0)
    assert (unread.text, unread.start, unread.end, unread.body) == ("", 0, 0, 0)


@pytest.mark.parametrize("other", ["", "x" * 5_000, "'*'"], ids=["short", "long", "perhaps an alias"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_up_to_the_limit_is_read(opening: str, closing: str, other: str) -> None:
    for depth in (DEFAULT.depth, DEFAULT.depth + 1):
        document = front(f"a: {opening * depth}{closing * depth}\nb: {other}")
        assert (document.problem is None) == (depth == DEFAULT.depth)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: [x\nb: y", "a: [x\nb", "while parsing a flow sequence, did not find expected ',' or ']'"),
        ("a: b\nc: *x", "a: b\nc: ", "found undefined alias"),
        ("a: &x b\nc: &x d", "a: &x b\nc: ", "found duplicate anchor; first occurrence, second occurrence"),
        ("a: b\nc: !%ed%a0%80 x", "", "a tag contains escaped bytes (`%...`) that are not UTF-8"),
        ("a: b\nc: !%c0%80 x", "", "a tag contains escaped bytes (`%...`) that are not UTF-8"),
    ],
)
def test_what_libyaml_refuses_is_told_with_its_place(text: str, place: str, message: str) -> None:
    for prefix in ("", "\ufeff\n"):
        document = read(f"{prefix}---\n{text}\n---\n")
        assert document.problem is not None
        assert (document.problem.cause, document.problem.message) == (Cause.SYNTAX, message)
        assert document.problem.span[0] == len(f"{prefix}---\n{place}" if place else prefix)


def test_many_lists_beside_each_other_are_not_deep() -> None:
    assert front(f"a: {'x' * 5_000}\nb: [{'[x], ' * 1_000}]").problem is None


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x94", "\ufffe", "\uffff"])
def test_characters_that_yaml_refuses_are_named_with_their_place(character: str) -> None:
    document = front(f"title: βα{character}")
    assert document.problem is not None
    assert document.problem.cause is Cause.CHARACTER
    assert document.text[slice(*document.problem.span)] == character


@pytest.mark.parametrize(
    "data", [b"\xff", b"caf\xe9", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82"]
)
def test_bytes_that_are_not_utf8_are_named_with_their_place(data: bytes) -> None:
    document = FrontMatter("---\ntitle: β".encode() + data + b"\n---\n")
    assert document.problem is not None
    assert document.problem.cause is Cause.ENCODING
    start, end = document.problem.span
    assert document.text[:start] == "---\ntitle: β" + data.decode("utf-8", "ignore")
    assert document.text[start:end] == "\ufffd"
    assert document.start == 0
    assert document.end == document.body == len(document.text)


@given(
    st.binary(max_size=200)
    | st.text("---\n.a:b -[]{}&*!|>'\"#%@`,?\t\r\ufeff\x85\x00", max_size=60).map(str.encode)
)
def test_no_bytes_whatsoever_raise(data: bytes) -> None:
    document = FrontMatter(data)
    assert (document.problem is None) == bool(document.values) or document.values == {}
    if document.problem is not None:
        start, end = document.problem.span
        assert 0 <= start <= end <= len(document.text)
        document.position(start)
    document = FrontMatter(b"---\n" + data + b"\n---\n")
    assert document.problem is None or document.values == {}
    assert isinstance(document.directives, list)
    assert isinstance(document.duplicates, list)
    assert all(document.text[start] == "#" for start, _ in document.comments)


COMMENTED = """---
a: | # one
  text # no

# two
b: >2-
    # no

 # three
c: [x, # four
 "y # no", 'z'#five
 ] # six
d: # seven
- # eight
  e: x#no # nine
- &f # ten
  g
# eleven
---
# no
"""


def test_comments_are_told_from_text_that_looks_like_them() -> None:
    document = read(COMMENTED)
    assert [document.text[start:end] for start, end in document.comments] == [
        *("# one", "# two", "# three", "# four", "#five", "# six"),
        *("# seven", "# eight", "# nine", "# ten", "# eleven"),
    ]


def test_a_comment_for_recordlint_begins_with_its_name() -> None:
    document = front(
        "a: x #recordlint: b\n# no recordlint: c\nd: 'recordlint:' # see # recordlint: e\n# recordlint f"
    )
    assert [document.text[start:end] for start, end in document.directives] == ["#recordlint: b"]


@given(documents())
def test_a_sign_is_in_a_comment_or_else_means_something(drawn: tuple[str, dict[str, Any]]) -> None:
    document = read(drawn[0])
    if document.problem is not None:
        return
    text, end = document.text, document.end
    inside = {index for span in document.comments for index in range(*span)}
    for start, stop in document.comments:
        assert same(read(text[:start] + text[stop:]).values, document.values)
    for index in range(end):
        if text[index] == "#" and index not in inside:
            other = read(text[:index] + text[index + 1 :])
            assert other.problem is not None or not same(other.values, document.values)
