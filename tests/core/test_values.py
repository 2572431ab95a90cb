from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import values

from lint.core.values import (
    DropShadowed,
    Insert,
    MakeAlias,
    Remove,
    Rename,
    Set,
    apply,
    diff_lists,
    find,
    get,
    has,
    pointer,
    same,
    strings,
)


def test_pointer_escapes_as_rfc_6901_says() -> None:
    assert pointer(("a/b", 0, "c~d")) == "/a~1b/0/c~0d"
    assert pointer(()) == ""


@pytest.mark.parametrize(
    "jsonld", [{"description": "x"}, [{"description": "x"}]], ids=["mapping (figure)", "list (pathway)"]
)
def test_a_field_name_passes_through_lists(jsonld: Any) -> None:
    found = list(find({"schema-jsonld": jsonld}, "schema-jsonld.description"))
    assert [value for _, value in found] == ["x"]
    assert get({"schema-jsonld": jsonld}, found[0][0]) == "x"


def test_a_field_is_found_in_those_items_of_a_list_that_have_it() -> None:
    values = {"a": [{"b": 1}, {"c": 2}, "b", ["b"], {"b": {"c": 3}}]}
    assert list(find(values, "a.b")) == [(("a", 0, "b"), 1), (("a", 4, "b"), {"c": 3})]
    assert list(find(values, "a.b.c")) == [(("a", 4, "b", "c"), 3)]
    assert list(find(values, "a.b.d")) == []


def test_strings_come_with_their_paths() -> None:
    tree = {"a": "x", "b": ["y", {"c": "z", "d": 1}], "e": None}
    assert list(strings(tree)) == [(("a",), "x"), (("b", 0), "y"), (("b", 1, "c"), "z")]


def test_has() -> None:
    assert has({"a": [1]}, ("a", 0))
    assert not has({"a": [1]}, ("a", 1))
    assert not has({"a": "text"}, ("a", 0))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (1, 1.0),
        ("1", 1),
        ({"a": 1}, {"a": True}),
        ([1], [True]),
        ({True: 1}, {1: 1}),
        (None, False),
        (float("nan"), 1.0),
        (1.0, float("nan")),
        ([1], [1, 1]),
        ({"a": 1}, {"a": 1, "b": 1}),
    ],
)
def test_same_tells_types_apart(one: Any, other: Any) -> None:
    assert not same(one, other)


def test_same_leaves_the_order_of_keys_open_and_takes_nan_for_itself() -> None:
    assert same({"a": [1], "b": float("nan")}, {"b": float("nan"), "a": [1]})


def test_edits_count_by_the_old_indices() -> None:
    edits = [Remove(("k", 0)), Insert(("k", 1), "new"), Set(("k", 2), "C"), Insert(("k", 3), "end")]
    old = {"k": ["a", "b", "c"]}
    assert apply(old, edits) == {"k": ["new", "b", "C", "end"]}
    assert old == {"k": ["a", "b", "c"]}


def test_a_new_field_comes_last() -> None:
    assert list(apply({"b": 1, "c": 2}, [Insert(("a",), 3)]).items()) == [("b", 1), ("c", 2), ("a", 3)]


def test_a_field_with_another_name_keeps_its_place_and_its_value() -> None:
    edits = [Rename(("A",), "a"), Set(("A", 0), 2)]
    assert list(apply({"A": [1], "b": 3}, edits).items()) == [("a", [2]), ("b", 3)]


def test_edits_that_change_no_value() -> None:
    old = {"a": "x", "b": "x"}
    assert apply(old, [MakeAlias(("b",), ("a",)), DropShadowed(("a",))]) == old


@pytest.mark.parametrize(
    "edits",
    [
        [Set(("a",), 1), Set(("a", "b"), 2)],
        [Set(("a",), 1), Set(("a",), 2)],
        [Remove(("a",)), Set(("a", "b"), 2)],
        [Insert(("a",), 1)],
        [Rename(("a",), "b"), Insert(("b",), 1)],
        [Rename(("a",), "b"), Remove(("a",))],
        [Rename(("a",), "a")],
        [Insert(("b",), 1), Insert(("b",), 2)],
    ],
)
def test_edits_that_contradict_each_other_are_turned_down(edits: Any) -> None:
    with pytest.raises(ValueError, match=r"contradict|already"):
        apply({"a": {"b": 1}}, edits)


@pytest.mark.parametrize(
    "edit", [Set(("x",), 1), Remove(("k", 3)), Insert(("k", 4), 1), Set(("k", 0, "y"), 1)]
)
def test_edits_of_what_is_not_there_are_turned_down(edit: Any) -> None:
    with pytest.raises(LookupError):
        apply({"k": [1, 2, 3]}, [edit])


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.lists(st.sampled_from("abcdef"), max_size=12))
def test_diff_lists_turns_one_list_into_the_other(old: list[str], new: list[str]) -> None:
    assert apply({"k": old}, diff_lists(("k",), old, new)) == {"k": new}


@given(st.lists(st.integers(0, 50), unique=True), st.integers(0, 50))
def test_diff_lists_leaves_alone_what_stays(old: list[int], extra: int) -> None:
    new = sorted({*old, 99})
    kept = len(old) - sum(isinstance(edit, Remove) for edit in diff_lists((), old, new))
    best = 0
    for start in old:  # the longest increasing run, the slow way, must not beat it
        run = [start]
        for item in old[old.index(start) :]:
            if item > run[-1]:
                run.append(item)
        best = max(best, len(run))
    assert kept >= best


def test_of_an_item_that_is_there_twice_the_first_stays() -> None:
    assert diff_lists(("k",), list("aba"), list("ab")) == (Remove(("k", 2)),)


@given(values)
def test_no_edits_change_nothing(value: Any) -> None:
    assert same(apply(value, []), value)
