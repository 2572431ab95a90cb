"""Which of two copies is damaged: the one that is provably a damaged form of the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.text.damage import damage_of, is_garbled, undamaged

WHOLE = "TNF-α binds the κ receptor of T cells."

DAMAGED = [
    ("TNF-? binds the ? receptor of T cells.", "has lost characters"),
    ("TNF-\ufffd\ufffd binds the κ receptor of T cells.", "has lost characters"),
    ("TNF-Î± binds the Îº receptor of T cells.", "is written in the wrong encoding or with HTML entities"),
    (
        "TNF-&alpha; binds the &kappa; receptor of T cells.",
        "is written in the wrong encoding or with HTML entities",
    ),
    ("TNF-α binds the κ rec", "is cut off"),
    ("TNF-α binds the …", "is cut off"),
    ("", "is missing"),
    (".na.character", "is missing"),
    ("NaN", "is missing"),
    (f"{WHOLE} {WHOLE}", "is pasted twice"),
    ("TNF-α binds the <i>κ</i> receptor of T cells.", "contains markup"),
    (f"<<<<<<< HEAD {WHOLE}", "contains the markers of a merge conflict"),
    ("2011-09-02", "is a number or a date"),
    ("12.5", "is a number or a date"),
    ("the κ receptor of T cells.", "is cut off"),
    ("TNF- binds the  receptor of T cells.", "has lost characters"),
    (f"{WHOLE[:-1]}\u2024", "contains characters that only look like the usual ones"),
    (WHOLE.replace("T c", "\uff34 c"), "contains characters that only look like the usual ones"),
    ("TNF-a binds the kappa receptor of T cells.", "has lost its special letters"),
    ("TNF-\x1e binds the κ receptor of T cells.", "has lost characters"),
    ("TNF-╬▒ binds the ╬║ receptor of T cells.", "is written in the wrong encoding or with HTML entities"),
    (
        "TNF-О± binds the Оє receptor of T cells.",
        "is written in the wrong encoding or with HTML entities",
    ),
    (r"TNF-\u03b1 binds the \u03ba receptor of T cells.", "contains escapes"),
    ("TNF-&alpha binds the &kappa receptor of T cells.", "contains escapes"),
    (
        "TNF\u2011α binds the κ receptor of T cells.",
        "contains characters that only look like the usual ones",
    ),
]


@pytest.mark.parametrize(("text", "damage"), DAMAGED)
def test_the_damaged_copy_is_told_from_the_whole_one(text: str, damage: str) -> None:
    assert damage_of(text, WHOLE) == damage
    assert undamaged(text, WHOLE) == (2, damage)
    assert undamaged(WHOLE, text) == (1, damage)


@pytest.mark.parametrize(
    "other",
    [
        "TNF-α binds the δ receptor of T cells.",
        "TNF-α binds the κ receptor of T cells. 3-Sep",
        "TNF-α binds the κ receptor of T cells., 2021-09-03",
        "TNF-β binds a ? receptor of B cells.",
        "TNF-&alpha; binds the δ receptor of T cells.",
        "Another text",
    ],
)
def test_of_texts_that_truly_differ_neither_is_taken(other: str) -> None:
    assert undamaged(WHOLE, other) == undamaged(other, WHOLE) == (0, "")


def test_of_two_damaged_copies_neither_is_taken() -> None:
    assert undamaged("TNF-\ufffd binds", "TNF-Î± binds the receptor")[0] == 0


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_answer_does_not_depend_on_the_order(one: str, other: str) -> None:
    right, damage = undamaged(one, other)
    assert undamaged(other, one) == ((3 - right) if right else 0, damage)


def test_garbled_text_is_no_witness() -> None:
    assert is_garbled("TNF-\ufffd")
    assert is_garbled("TNF-Î± and Îº")
    assert not is_garbled(WHOLE)
