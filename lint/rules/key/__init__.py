"""KEY: keywords. This module holds what these rules share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lint.core.patterns import lazy
from lint.core.wording import letters_of
from lint.rules.txt.compatibility_character import in_plain_form
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lookalike_letter import as_meant
from lint.rules.txt.markup_in_text import without_markup
from lint.rules.txt.spreadsheet_date import DATE
from lint.text.damage import MISSING_VALUE, damage_of, plain

_NOTHING = frozenset({"Cc", "Cf", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Zl", "Zp", "Zs"})
"""The Unicode categories of control and format characters, punctuation and white space."""

_MISSING = lazy(rf"(?:{MISSING_VALUE}|-)?\Z")
_NOT_ASCII = lazy(r"[^\x20-\x3e\x40-\x7e]")
_MAX_WORDS = 200  # words for which the intended word is searched
_MAX_COMPARED = 20  # words with a similar beginning with which each is compared
_MAX_GLUED = 200  # letters of a word that may be two words joined together: every way to cut it is tried

_REWRITTEN = ("<", "[", "'''", " x ")
"""An ASCII word without any of these contains neither markup nor substitutes for other characters."""


def names_nothing(word: str) -> bool:
    """Return whether a word is empty, or consists of punctuation and invisible characters.

    Characters that Unicode classifies as symbols do name something: `+`, `→`.
    """
    return not word[:1].isalnum() and all(unicodedata.category(sign) in _NOTHING for sign in word)


def repaired(word: str) -> str:
    """Return a word with the repairs of which the rules on text are sure."""
    if not (word.isascii() and word.isprintable()) or "&" in word:
        word = visible(plain(word))
    return " ".join(word.split())


def folded(word: str) -> str:
    """Return a word with all repairs of the rules on text, guesses included, for comparisons."""
    word = repaired(word)
    if not word.isascii() or any(sign in word for sign in _REWRITTEN):
        word = as_meant(in_plain_form(without_markup(word)))
    return word


def may_be_any(word: str) -> bool:
    """Return whether *word* may stand for any other word, since it means nothing or is a date."""
    return not letters_of(word) or (DATE.match(word) or _MISSING.match(word.strip())) is not None


def damaged_forms(words: Sequence[str], missing: Sequence[str]) -> list[frozenset[str]]:
    """Return, for each of *words*, the *missing* words whose damaged form it is.

    A damaged form differs only in case, quotes or signs, is cut off, is two words joined together, was split
    at a comma, or is damaged according to `damage_of`. A date, into which spreadsheets turn gene symbols, and
    a word that means nothing may be the damaged form of any word.
    """
    whole: dict[str, list[str]] = {}
    plain_letters: dict[str, list[str]] = {}
    for other in missing:
        plain_letters.setdefault(_ascii_letters(other), []).append(other)
        for piece in dict.fromkeys([other, *re.split("[,;|]", other)]):
            if letters := letters_of(piece):
                whole.setdefault(letters, []).append(other)
    ordered, alike = sorted(whole), sorted(missing)

    def meant(word: str) -> Iterator[str]:
        letters = letters_of(word)
        yield from whole.get(letters, ())
        if may_be_any(word):
            yield from missing
            return
        at = bisect_left(ordered, letters)
        for other in ordered[at : at + _MAX_COMPARED]:
            if other.startswith(letters):
                yield from whole[other]
        for cut in range(1, len(letters)) if len(letters) <= _MAX_GLUED else ():
            if letters[:cut] in whole and letters[cut:] in whole:
                yield from whole[letters[:cut]] + whole[letters[cut:]]
        strange = _NOT_ASCII.search(word)
        at = bisect_left(alike, word[: strange.start()] if strange else word)
        others = alike[at : at + _MAX_COMPARED] + plain_letters.get(_ascii_letters(word), [])[:_MAX_COMPARED]
        yield from (other for other in others if damage_of(word, other))

    return [frozenset(meant(word)) for word in words[:_MAX_WORDS]]


def _ascii_letters(word: str) -> str:
    return "".join(char for char in word if char.isascii() and char.isalnum())
