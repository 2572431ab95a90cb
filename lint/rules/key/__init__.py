"""KEY: keywords. Here: what these rules share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from lint.core.patterns import lazy
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lookalike_letter import as_meant
from lint.rules.txt.markup_in_text import without_markup
from lint.text.witness import damage_of, plain

LEAKED = ".na."
"""How R's missing values begin where they leak into YAML (`.na.character`); TXT007 sees to them."""

_NOTHING = frozenset({"Cc", "Cf", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Zl", "Zp", "Zs"})
"""Unicode's categories of control and format characters, punctuation and white space."""

_DATE = lazy(r"\d{1,2}-[A-Z][a-z]{2}\Z|[A-Z][a-z]{2}-\d{1,2}\Z|\d{4}-\d\d-\d\d")
_LOST = lazy(r"[?\ufffd]")
_MAX_COMPARED = 200  # words that one with lost characters is compared with

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
        word = visible(plain(word))
    return " ".join(word.split())


def folded(word: str) -> str:
    """Return a word as the rules on text repair it where they may guess, to compare it by."""
    word = repaired(word)
    if not word.isascii() or any(sign in word for sign in _REWRITTEN):
        word = as_meant(without_markup(word))
    return word


def are_damaged_forms(words: Iterable[str], missing: Sequence[str]) -> bool:
    """Return whether each of *words* is visibly the damaged form of one or more *missing* words.

    It differs in case, quotes or signs alone, is cut off, glued from two, split at a comma, or has
    lost characters; or it is a date, into which spreadsheets turn symbols of genes.
    """
    whole = {_letters(other) for other in missing} - {""}
    pieces = {_letters(piece) for other in missing for piece in re.split("[,;|]", other)} - {""}
    ordered = sorted(whole)

    def is_one(word: str) -> bool:
        letters = _letters(word)
        if letters in whole or letters in pieces or (_DATE.match(word) and whole):
            return True
        at = bisect_left(ordered, letters)
        if letters and at < len(ordered) and ordered[at].startswith(letters):
            return True
        if any(letters[:cut] in whole and letters[cut:] in whole for cut in range(1, len(letters))):
            return True
        return _LOST.search(word) is not None and any(
            damage_of(word, other) for other in missing[:_MAX_COMPARED]
        )

    return all(map(is_one, words))


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))
