"""Misspelled words.

Some are listed. Others are one letter away from a single one of the right words, which are long, and are
not listed as words that are right, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.text.word_lists import BRITISH, CHEMICALS, ENDINGS, OTHERS, RIGHT, SPECIES, WORDS
from lint.text.words import words_in

English = Literal["any", "american"]

_SHORTEST = 6
"""The length of the shortest word that is compared with right ones."""
_MOST = 50_000
"""The most words whose spelling is remembered."""
_WORD = lazy(r"(?<![\w/.@-])[A-Za-z]+(?![\w@-]|\.\w)")


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


def _british() -> dict[str, str]:
    """Return British words with their American spelling."""
    words = _pairs(BRITISH)
    for beginnings, endings in ENDINGS:
        for beginning in beginnings.split():
            words |= {beginning + one: beginning + other for one, other in _pairs(endings).items()}
    return words


@cache
def _listed(english: English) -> Mapping[str, str]:
    """Return the misspelled words of the lists in small letters, each with its correct spelling."""
    words = _pairs(WORDS) | _pairs(CHEMICALS) | _pairs(SPECIES)
    return words if english == "any" else words | _british()


@cache
def _right() -> frozenset[str]:
    british = _british()
    return frozenset((*RIGHT.split(), *OTHERS.split(), *british, *british.values()))


@cache
def _similar() -> Mapping[str, Sequence[str]]:
    """Return the right words by their first and their last two letters, which slips hardly ever change."""
    similar: dict[str, list[str]] = {}
    for word in RIGHT.split():
        similar.setdefault(word[0] + word[-2:], []).append(word)
    return similar


class _Corrections(dict[bytes, str]):
    """The correct spellings of the words seen so far, in small letters; "" if a word is not misspelled."""

    def __init__(self, english: English) -> None:
        self.english: English = english

    def __missing__(self, word: bytes) -> str:
        if len(self) >= _MOST:
            self.clear()
        # Only such words are looked for in texts, and most others are symbols of genes.
        right = _corrected(word.decode().lower(), self.english) if word[1:].islower() else ""
        self[word] = right
        return right


_corrections = cache(_Corrections)


def _corrected(word: str, english: English) -> str:
    listed = _listed(english)
    if word in listed or len(word) < _SHORTEST or word in _right():
        return listed.get(word, "")
    near = [right for right in _similar().get(word[0] + word[-2:], ()) if _is_slip(word, right)]
    return near[0] if len(near) == 1 else ""


def _is_slip(word: str, right: str) -> bool:
    """Return whether *word* is *right* with one letter more, less or another, or with two swapped."""
    if not -2 < len(word) - len(right) < 2:
        return False
    pairs = enumerate(zip(word, right, strict=False))
    start = next((index for index, (one, two) in pairs if one != two), min(len(word), len(right)))
    one, two = word[start:], right[start:]
    return one[1:] in (two, two[1:]) or one == two[1:] or (one[1::-1] == two[:2] and one[2:] == two[2:])


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_misspelt(text: str, english: English) -> tuple[tuple[Span, str], ...]:
    """Return the spans of misspelled words in *text*, each with the correct spelling."""
    corrections = _corrections(english)
    if not any(map(corrections.__getitem__, words_in(text))):  # as in most texts
        return ()
    return tuple(
        (found.span(), _like(found[0], right))
        for found in _WORD.finditer(text)
        if (found[0].islower() or found[0].istitle()) and (right := corrections[found[0].encode()])
    )


def _like(word: str, right: str) -> str:
    """Return *right*, capitalised if *word* is."""
    return right[0].upper() + right[1:] if word[0].isupper() else right
