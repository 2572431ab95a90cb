"""KEY: keywords. Here: what these rules share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lint.core.patterns import lazy
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lookalike_letter import as_meant
from lint.rules.txt.markup_in_text import without_markup
from lint.text.witness import MISSING_VALUE, damage_of, plain

LEAKED = ".na."
"""How R's missing values begin where they leak into YAML (`.na.character`); TXT007 sees to them."""

_NOTHING = frozenset({"Cc", "Cf", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Zl", "Zp", "Zs"})
"""Unicode's categories of control and format characters, punctuation and white space."""

DATE = lazy(r"\d{1,2}-[A-Z][a-z]{2}\Z|[A-Z][a-z]{2}-\d{1,2}\Z|\d{4}-\d\d-\d\d")
"""Matches a date into which a spreadsheet turns a gene's symbol."""
_MISSING = lazy(rf"\s*(?:{MISSING_VALUE}|-)?\s*\Z")
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


def damaged_forms(words: Sequence[str], missing: Sequence[str]) -> list[frozenset[str]]:
    """Return, for each of *words*, the *missing* words of which it is visibly the damaged form.

    It differs in case, quotes or signs alone, is cut off, glued from two, split at a comma, or is
    damaged as `damage_of` tells; a date, into which spreadsheets turn symbols of genes, and what says
    nothing may be any of them.
    """
    whole: dict[str, list[str]] = {}
    for other in missing:
        for piece in [other, *re.split("[,;|]", other)]:
            if letters := _letters(piece):
                whole.setdefault(letters, []).append(other)
    ordered = sorted(whole)

    def meant(word: str) -> Iterator[str]:
        letters = _letters(word)
        yield from whole.get(letters, ())
        if not letters or DATE.match(word) or _MISSING.match(word):
            yield from missing
            return
        for other in ordered[bisect_left(ordered, letters) :]:
            if not other.startswith(letters):
                break
            yield from whole[other]
        for cut in range(1, len(letters)):
            if letters[:cut] in whole and letters[cut:] in whole:
                yield from whole[letters[:cut]] + whole[letters[cut:]]
        yield from (other for other in missing[:_MAX_COMPARED] if damage_of(word, other))

    return [frozenset(meant(word)) for word in words[:_MAX_COMPARED]]


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))
