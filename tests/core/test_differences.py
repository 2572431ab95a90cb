"""Differences of two sequences are complete, and are found in linear time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lint.core.differences import differences, longest_increasing

WORDS = st.lists(st.sampled_from("abcdef"), max_size=40)


def rebuilt(old: list[str], new: list[str]) -> list[str]:
    """Return *new*, made of *old* and of what differs."""
    made, at = [], 0
    for (i, j), (k, m) in differences(old, new):
        assert at <= i <= j
        made += [*old[at:i], *new[k:m]]
        at = j
    return made + old[at:]


@given(WORDS, WORDS)
def test_law_what_differs_and_what_is_equal_make_the_new_one(old: list[str], new: list[str]) -> None:
    assert rebuilt(old, new) == new


@given(WORDS, WORDS)
def test_law_differences_stand_apart_and_are_none_where_all_is_equal(old: list[str], new: list[str]) -> None:
    found = list(differences(old, new))
    assert bool(found) == (old != new)
    for (one, other), (following, next_other) in pairwise(found):
        assert one[1] < following[0] or other[1] < next_other[0]


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=40), st.data())
def test_law_an_item_that_changes_is_all_that_differs(old: list[str], data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(old) - 1)))
    new = [f"{item}!" if index in places else item for index, item in enumerate(old)]
    changed = [index for (start, end), _ in differences(old, new) for index in range(start, end)]
    assert changed == sorted(places)


@given(st.lists(st.integers(0, 50), unique=True))
def test_law_a_longest_increasing_subsequence(numbers: list[int]) -> None:
    found = longest_increasing(numbers)
    assert found == sorted(found)
    chosen = [numbers[index] for index in found]
    assert chosen == sorted(chosen)
    lengths: list[int] = []
    for index, number in enumerate(numbers):
        lengths.append(1 + max((lengths[i] for i in range(index) if numbers[i] < number), default=0))
    assert len(found) == max(lengths, default=0)


def test_words_that_repeat_are_compared_place_by_place() -> None:
    old, new = ["&beta;", "a", "a", "a"] * 20_000, ["β", "a", "a", "a"] * 20_000
    assert [one for one, _ in differences(old, new)] == [(n, n + 1) for n in range(0, 80_000, 4)]


def test_what_comes_and_goes_between_words_that_stand_once() -> None:
    old, new = list("abcdefg"), list("bxcefhg")
    assert list(differences(old, new)) == [
        ((0, 1), (0, 0)),
        ((2, 2), (1, 2)),
        ((3, 4), (3, 3)),
        ((6, 6), (5, 6)),
    ]


def test_long_stretches_of_which_nothing_stands_once_differ_as_a_whole() -> None:
    old, new = ["a", "b"] * 50, ["b", "a", "a"] * 50
    ((one, other),) = differences(old, new)
    assert one[1] - one[0] > 90
    assert other[1] - other[0] > 90
