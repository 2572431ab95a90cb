"""How two texts differ is told where nobody can see it."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.core.wording import close_matches, unlike


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("ﬁbrin", "fibrin", "U+FB01 against U+0066 U+0069"),
        ("ＷＰ7", "WP7", "U+FF37 U+FF30 against U+0057 U+0050"),
        ("СОХ-2", "COX-2", "U+0421 U+041E U+0425 against U+0043 U+004F U+0058"),
        ("a‐b", "a-b", "U+2010 against U+002D"),
        ("an\xa0ion", "an ion", "U+00A0 against U+0020"),
    ],
)
def test_what_nobody_sees_is_told(one: str, other: str, told: str) -> None:
    assert unlike(one, other) == f"; they differ in {told}"


def test_a_character_that_only_one_of_two_names_has_is_told() -> None:
    assert unlike("zinc\u200b", "zinc") == unlike("zinc", "zinc\u200b") == "; one of them also has U+200B"


@pytest.mark.parametrize(("one", "other"), [("WP1", "WP2"), ("zinc", "iron"), ("α", "a b"), ("x", "xy")])
def test_what_anybody_sees_is_not(one: str, other: str) -> None:
    assert unlike(one, other) == ""


@given(
    st.text("abc", max_size=9), st.lists(st.text("abc", max_size=9), max_size=6), st.sampled_from([0.6, 0.8])
)
def test_no_close_match_is_skipped(name: str, names: list[str], cutoff: float) -> None:
    assert close_matches(name, names, 3, cutoff) == difflib.get_close_matches(name, names, 3, cutoff)
