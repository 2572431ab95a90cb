from __future__ import annotations

import pytest

from lint.core.findings import Applicability, Fix, Line, Preview
from lint.reports import Style
from lint.reports.full import MAX_CHANGES, marked

QUIET = Style(quiet=True)


def test_a_finding_with_its_place_and_its_fix(make, written) -> None:
    finding = make(
        "UTF-8 was read as Latin-1",
        fix=Fix("Decode it", (), Applicability.UNSAFE, "it is a guess"),
        line=99,
        excerpt=[
            Line(99, "title: IL-2RÎ±", ((12, 14),)),
            Line(100, "  and Î²", ((6, 8),)),
            Line(120, "x Î³", ((2, 4),)),
        ],
        changes=[Preview("IL-2RÎ±", "IL-2Rα"), Preview("", "new"), Preview("gone", "")],
    )
    assert written("full", [finding], style=QUIET) == (
        """\
_pathways/WP49.md:99:8: TXT001 [unsafe] warning: UTF-8 was read as Latin-1
    |
 99 | title: IL-2RÎ±
    |             ^^
100 |   and Î²
    |       ^^
...
120 | x Î³
    |   ^^
    |
    = unsafe fix: Decode it
      - IL-2RÎ±
      + IL-2Rα
      + new
      - gone
    = note: it is a guess

"""
    )


@pytest.mark.parametrize(
    ("applicability", "title"),
    [
        (Applicability.SAFE, "fix"),
        (Applicability.UNSAFE, "unsafe fix"),
        (Applicability.DISPLAY, "suggestion"),
    ],
)
def test_without_an_excerpt(make, written, applicability: Applicability, title: str) -> None:
    finding = make("It is so", fix=Fix("Mend it", (), applicability))
    assert written("full", [finding], style=QUIET).splitlines()[1:] == [f"  = {title}: Mend it", ""]


def test_white_space_is_seen_where_nothing_else_changes(make, written) -> None:
    changes = [Preview("two  words ", "two words"), Preview("TNF -", "TNF-α")]
    text = written(
        "full", [make("It is so", fix=Fix("Mend it", (), Applicability.SAFE), changes=changes)], style=QUIET
    )
    assert "- two␠␠words␠\n" in text
    assert "+ two␠words\n" in text
    assert "- TNF -\n" in text


def test_many_changes_are_cut(make, written) -> None:
    changes = [Preview("", f"word{number}") for number in range(MAX_CHANGES + 1)]
    text = written("full", [make(fix=Fix("Add them", ()), changes=changes)], style=QUIET)
    assert f"+ word{MAX_CHANGES - 1}\n" in text
    assert f"word{MAX_CHANGES}" not in text
    assert "... and more" in text


@pytest.mark.parametrize(
    ("text", "marks", "carets"),
    [
        ("plain", [(0, 2)], "^^"),
        ("two marks", [(0, 3), (4, 9)], "^^^ ^^^^^"),
        # Two columns a character (UAX 11), none for a combining accent, four for an escape.
        ("糖 x", [(2, 3)], "   ^"),
        ("x糖", [(1, 2)], " ^^"),
        ("e\u0301x", [(2, 3)], " ^"),
        ("\x1bx", [(0, 1)], "^^^^"),
        ("\x1bx", [(1, 2)], "    ^"),
        # What has no width is marked all the same: an accent, an empty stretch, the end of the line.
        ("xe\u0301x", [(2, 3)], "  ^"),
        ("abc", [(1, 1)], " ^"),
        ("abc", [(3, 3)], "   ^"),
        ("", [(0, 0)], "^"),
        ("abc", [], ""),
    ],
)
def test_carets_stand_below_the_marks(text: str, marks: list[tuple[int, int]], carets: str) -> None:
    assert marked(Line(1, text, tuple(marks)))[1] == carets
