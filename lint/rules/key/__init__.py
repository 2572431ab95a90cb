"""KEY: keywords. Here: what these rules share."""

from __future__ import annotations

import unicodedata

from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lookalike_letter import as_meant
from lint.rules.txt.markup_in_text import without_markup
from lint.text.entities import unescape_fully
from lint.text.mojibake import clean

LEAKED = ".na."
"""How R's missing values begin where they leak into YAML (`.na.character`); TXT007 sees to them."""

_NOTHING = frozenset({"Cc", "Cf", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Zl", "Zp", "Zs"})
"""Unicode's categories of control and format characters, punctuation and white space."""

_REWRITTEN = ("<", "[", "'''", " x ")
"""Signs without which an ASCII word holds no markup and nothing that is written for another sign."""


def names_nothing(word: str) -> bool:
    """Return whether a word is empty, or holds nothing but punctuation and what cannot be seen.

    Signs that Unicode counts as symbols name something: `+`, `→`.
    """
    return not word[:1].isalnum() and all(unicodedata.category(sign) in _NOTHING for sign in word)


def repaired(word: str) -> str:
    """Return a word as the rules on text repair it where they are sure."""
    if not (word.isascii() and word.isprintable()) or "&" in word:
        word = visible(clean(unescape_fully(word)))
    return " ".join(word.split())


def folded(word: str) -> str:
    """Return a word as the rules on text repair it where they may guess, to compare it by."""
    word = repaired(word)
    if not word.isascii() or any(sign in word for sign in _REWRITTEN):
        word = as_meant(without_markup(word))
    return word
