"""Misspelled words.

Some are listed. Others are one letter away from a single one of the right words, which are long, and are
not listed as words that are right, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.text.word_lists import BRITISH, CHEMICALS, ENDINGS, OTHERS, RIGHT, SPECIES, WORDS
from lint.text.words import words_in

English = Literal["any", "american"]

_SHORTEST = 8
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


def _parts(word: bytes) -> tuple[bytes, bytes]:
    """Return parts of *word*, one of which a slip leaves alone: it is in one place, seldom at the ends."""
    return word[:3] + word[-2:], word[:1] + word[-3:]


class _Corrections(dict[bytes, str]):
    """The correct spellings of the long words seen so far; "" if a word is not misspelled."""

    def __init__(self, english: English) -> None:
        british = _british()
        self.listed = _listed(english)
        self.forms = _cased(self.listed)
        self.similar: dict[bytes, list[str]] = {}
        """The right words by their parts, also with a capital letter."""
        for word in RIGHT.split():
            for form in _cased([word]):
                for part in _parts(form):
                    self.similar.setdefault(part, []).append(word)
        right = (*RIGHT.split(), *OTHERS.split(), *british, *british.values())
        super().__init__(dict.fromkeys(_cased(right), ""))
        self.update((form, self.listed[form.decode().lower()]) for form in self.forms)

    def __missing__(self, word: bytes) -> str:
        if len(self) >= _MOST:
            return self._corrected(word)
        one, two = _parts(word)
        similar = self.similar
        self[word] = right = self._corrected(word) if one in similar or two in similar else ""
        return right

    def _corrected(self, word: bytes) -> str:
        near, small = "", word.decode().lower()
        for part in _parts(word):
            for right in self.similar.get(part, ()):
                if right != near and _is_slip(small, right):
                    if near:
                        return ""
                    near = right
        return near if word[1:].islower() else ""


def _cased(words: Iterable[str]) -> frozenset[bytes]:
    """Return *words*, also with a capital letter, in the form of `words_in`."""
    return frozenset(form.encode() for word in words for form in (word, word.capitalize()))


_corrections = cache(_Corrections)


def _is_slip(word: str, right: str) -> bool:
    """Return whether *word* is *right* with one letter more, less or another, or with two swapped."""
    half = len(word) // 2 - 1  # a slip leaves one half alone
    if not -2 < len(word) - len(right) < 2 or (word[:half] != right[:half] and word[-half:] != right[-half:]):
        return False
    pairs = enumerate(zip(word, right, strict=False))
    start = next((index for index, (one, two) in pairs if one != two), min(len(word), len(right)))
    one, two = word[start:], right[start:]
    return one[1:] in (two, two[1:]) or one == two[1:] or (one[1::-1] == two[:2] and one[2:] == two[2:])


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_misspelt(text: str, english: English) -> tuple[tuple[Span, str], ...]:
    """Return the spans of misspelled words in *text*, each with the correct spelling."""
    words = words_in(text)
    corrections = _corrections(english)
    long = [word for word in words if len(word) >= _SHORTEST]
    if not any(map(corrections.__getitem__, long)) and corrections.forms.isdisjoint(words):
        return ()  # as in most texts
    wrong = {word.decode(): corrections[word] for word in (*long, *corrections.forms.intersection(words))}
    return tuple(
        (found.span(), _like(found[0], right))
        for found in _WORD.finditer(text)
        if (right := wrong.get(found[0], ""))
    )


def _like(word: str, right: str) -> str:
    """Return *right*, capitalised if *word* is."""
    return right[0].upper() + right[1:] if word[0].isupper() else right
