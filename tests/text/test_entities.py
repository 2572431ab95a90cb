from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.text.entities import find_entities, unescape_fully

PLAIN = [
    "R&D",
    "AT&T;",
    "a & b; c",
    "Core&Peel",
    "&copy=2",
    "http://x.org/?a=1&copy=2&lt=3#&beta",
    "https://pharmgkb.org/do/serve?objId=PA2031&objCls=Pathway",
    "&ID;",
    "&#;",
    "&#x;",
    "&#0;",
    "&#1;",
    "&#x81;",
    "&#xD83D;",
    "&#x110000;",
    "&",
    "",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_entity_stays(text: str) -> None:
    assert unescape_fully(text) == text
    assert list(find_entities(text)) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("&gamma;", "γ"),
        ("17&amp;amp;amp;#x3b2;-estradiol", "17β-estradiol"),
        ("&#38;#x3B2;", "β"),
        ("&agr;&THgr;&sfgr;", "αΘς"),
        ("?a=1&amp;copy=2", "?a=1&copy=2"),
        ("&amp;ID;", "&ID;"),
        ("5&nbsp;mM", "5\xa0mM"),
        ("1990&#150;2000", "1990–2000"),
        ("&bet&#97;;", "β"),
        ("a &amp;#xD; b.&amp;#xD;", "a b."),
        ("a.&#13;&#10;b", "a.\nb"),
        ("a.&#xD;b", "a.\nb"),
        ("a.\n&#xD;\nb", "a.\n\nb"),
        ("a\rb&gamma;", "a\rbγ"),  # nothing escaped it
    ],
)
def test_entities_are_undone(text: str, plain: str) -> None:
    assert unescape_fully(text) == plain


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_greek_letters_of_older_publishers(case: Callable[[str], str]) -> None:
    names = case("a b g d e z ee th i k l m n x o p r s t u ph kh ps oh").split()
    assert unescape_fully("".join(f"&{name}gr;" for name in names)) == case("αβγδεζηθικλμνξοπρστυφχψω")


def test_an_entity_is_found_with_all_its_layers() -> None:
    (entity,) = find_entities("17&amp;amp;#x3b2;-estradiol")
    assert (entity.start, entity.end, entity.stands_for) == (2, 17, "β")


@given(
    text=st.lists(st.sampled_from([*"αβγ–’<&", "IL-1", " ", "R&D", "é", "?a=1&b=2"])).map("".join),
    layers=st.integers(0, 4),
)
def test_what_was_escaped_comes_back(text: str, layers: int) -> None:
    escaped = "".join(char if char.isascii() else f"&#x{ord(char):x};" for char in html.escape(text))
    for _ in range(layers):
        escaped = html.escape(escaped)
    assert unescape_fully(escaped) == text


@given(
    st.lists(st.sampled_from(["&", "amp;", "#", "x", "38;", "3b2;", "beta;", "#xD;", "b", " ", "\n"])).map(
        "".join
    )
)
def test_nothing_is_left_to_undo(text: str) -> None:
    plain = unescape_fully(text)
    assert unescape_fully(plain) == plain
    assert list(find_entities(plain)) == []
