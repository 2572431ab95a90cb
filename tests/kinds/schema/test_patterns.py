"""Patterns have the meaning of ECMA-262."""

from __future__ import annotations

import pytest

from lint.kinds.schema.patterns import compiled, foreign_to_ecma


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"^[0-9]+$", ["12"], ["12\n", "\n12"]),
        (r"^\d\w$", ["1a", "1_"], ["١a", "1é"]),
        (r"^[\d\w-]+$", ["1a-"], ["é"]),
        (r"\bx\b", ["éxé", "a x"], ["axa"]),
        (r"^a\sb$", ["a b", "a\u00a0b", "a\ufeffb"], ["a\x1cb", "a\x85b"]),
        (r"^[\s]$", ["\u2003"], ["\x1f"]),
        (r"^\S$", ["\x1f"], ["\u00a0"]),
        (r"^a.b$", ["axb"], ["a\nb", "a\rb", "a\u2028b"]),
        (r"^(?<year>[0-9]{4})\/$", ["2010/"], ["2010"]),
        (r"^(?<year>[0-9]{4})-\k<year>$", ["2010-2010"], ["2010-2011"]),
        (r"^[$]\$$", ["$$"], ["$"]),
        (r"^[[a]+$", ["[a"], ["]"]),
        (r"^\u{1F600}\u00e9\cJ$", ["😀é\n"], ["é"]),
        (r"^[^]$", ["\n"], [""]),
        (r"^\p{Lu}[\p{Ll}\d]+$", ["Éa1"], ["éa", "ÉA"]),
        (r"^\P{L}$", ["1"], ["a"]),
        (r"^\ud83e\uddec$", ["🧬"], ["x"]),
        (r"(?<=a)b(?!c)", ["ab"], ["b", "abc"]),
    ],
)
def test_pattern(pattern: str, right: list[str], wrong: list[str]) -> None:
    assert [text for text in right if not compiled(pattern).search(text)] == []
    assert [text for text in wrong if compiled(pattern).search(text)] == []


def test_what_is_pythons_alone() -> None:
    assert foreign_to_ecma(r"^[a-z]++$")
    assert foreign_to_ecma(r"^a{2}+$")
    assert not foreign_to_ecma(r"^\p{L}+\u{E9}*$")
