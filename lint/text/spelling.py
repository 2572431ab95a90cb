"""Misspelt words.

Some are listed. Others are one letter away from a single one of the right words, which are long, and are
not listed as words that are right, too. What may be a word of another language is not judged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import Literal

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.core.wording import common_start
from lint.text.word_lists import BRITISH, CHEMICALS, ENDINGS, ENGLISH, FOREIGN, OTHERS, RIGHT, SPECIES, WORDS
from lint.text.words import vocabulary, words_in

English = Literal["any", "american"]

_MIN_COMPARED = 8
"""The length of the shortest word that is compared with right ones."""
_WORD = lazy(r"(?<![\w/.@-])[A-Za-z]+(?![\w@-]|\.\w)")
_SENTENCE_END = lazy(r"[.!?;:](?=\s)|\n\s*\n")
_MAX_REMEMBERED = 50_000
"""The most words that are remembered as not misspelt."""
_MIN_WORDS = 8
"""The fewest words of an English text of which some are common ones."""
_MIN_ENDING = 4
"""The fewest letters at the end that a slip leaves alone; other endings may be those of other languages."""
_WORDS_PER_COMMON_ONE = 12
"""At least one of so many words of an English text is a common one."""

_FOREIGN_LETTERS = frozenset({"kc", "zc", "ct", "iy", "sz", "ou", "zt", "tc"})
"""A letter of another language and that of the same word in English: `funktion`, `synthesis`."""

_remembered: Mapping[English, set[bytes]] = {"any": set(), "american": set()}
"""The words seen so far that are not misspelt: most texts have no others."""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


@cache
def _british() -> Mapping[str, str]:
    """Return British words with their American spelling."""
    words = _pairs(BRITISH)
    for beginnings, endings in ENDINGS:
        for beginning in beginnings.split():
            words |= {beginning + one: beginning + other for one, other in _pairs(endings).items()}
    return words


@cache
def _listed(english: English) -> Mapping[bytes, str]:
    """Return the misspelt words of the lists, also with a capital letter, each with its right spelling."""
    words = _pairs(WORDS) | _pairs(CHEMICALS) | _pairs(SPECIES)
    words |= _british() if english == "american" else {}
    return {form.encode(): right for word, right in words.items() for form in (word, word.capitalize())}


@cache
def _right() -> frozenset[bytes]:
    """Return the words that are right."""
    british = _british()
    return frozenset(word.encode() for word in (*RIGHT.split(), *OTHERS.split(), *british, *british.values()))


@cache
def _similar() -> Mapping[bytes, list[bytes]]:
    """Return the right words that others may be slips of, by their parts."""
    found: dict[bytes, list[bytes]] = {}
    for word in RIGHT.encode().split():
        for part in _parts(word):
            found.setdefault(part, []).append(word)
    return found


def _parts(word: bytes) -> tuple[bytes, bytes]:
    """Return parts of *word*, one of which a slip leaves alone: it is in one place, seldom at the ends."""
    return word[:3] + word[-2:], word[:1] + word[-3:]


def _meant(word: bytes) -> str:
    """Return the only right word of which *word* is a slip; "" if there is none, or it is right itself."""
    small = word.lower()
    if len(word) < _MIN_COMPARED or small in _right():
        return ""
    one, two = _parts(small)
    similar = _similar()
    alike = {*similar.get(one, ()), *similar.get(two, ())} if word[1:].islower() else ()
    meant = [other for other in alike if _is_slip(small, other)]
    return meant[0].decode() if len(meant) == 1 else ""


def _corrections(words: frozenset[bytes], english: English) -> Mapping[bytes, str]:
    """Return the right spellings of those of *words* that are misspelt; normally none."""
    remembered = _remembered[english]
    new = words - remembered
    if not new:  # as usual
        return {}
    listed = _listed(english)
    wrong = {word: right for word in new if (right := listed.get(word) or _meant(word))}
    remembered.update(islice(new - wrong.keys(), _MAX_REMEMBERED - len(remembered)))
    return wrong


def _is_slip(word: bytes, right: bytes) -> bool:
    """Return whether *word* is *right* with one letter more, less or another, or with two swapped."""
    half = len(word) // 2 - 1  # a slip leaves one half alone
    if not -2 < len(word) - len(right) < 2 or (word[:half] != right[:half] and word[-half:] != right[-half:]):
        return False
    start = common_start(word, right)
    one, two = word[start:], right[start:]
    return (
        one[1:] == two  # a letter more
        or one == two[1:]  # a letter less
        or one[1:] == two[1:]  # another letter
        or (one[1::-1] == two[:2] and one[2:] == two[2:])  # two letters swapped
    )


def correction(word: str, english: English) -> str:
    """Return the right spelling of *word*, of ASCII letters; "" if it is not misspelt."""
    return _corrections(vocabulary(word), english).get(word.encode(), "")


def is_listed(word: str) -> bool:
    """Return whether *word*, in small letters, is listed as a right word."""
    return word.encode("utf-8", "surrogatepass") in _right()


def may_be_misspelt(labels: str) -> bool:
    """Return whether a word of *labels* may be misspelt."""
    return bool(_corrections(vocabulary(labels), "any"))


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_misspelt(text: str, english: English) -> tuple[tuple[Span, str], ...]:
    """Return the spans of misspelt words in *text*, each with the right spelling."""
    corrections = _corrections(vocabulary(text), english)
    if not corrections:
        return ()  # as in most texts
    wrong = {word.decode(): right for word, right in corrections.items()}
    words = words_in(text)
    common = _number_of(ENGLISH, words)
    if len(words) >= _MIN_WORDS and common * _WORDS_PER_COMMON_ONE < len(words):
        return ()
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    foreign = [_is_foreign(text[start:end]) for start, end in pairwise((0, *ends, len(text)))]
    return tuple(
        (found.span(), _like(found[0], right))
        for found in _WORD.finditer(text)
        if (right := wrong.get(found[0], ""))
        and not foreign[bisect_right(ends, found.start())]
        and (
            common or found[0].encode() in _listed(english) or not _has_foreign_form(found[0].lower(), right)
        )
    )


def _like(word: str, right: str) -> str:
    """Return *right*, capitalised if *word* is."""
    return right[0].upper() + right[1:] if word[0].isupper() else right


def _is_foreign(sentence: str) -> bool:
    """Return whether *sentence* has more words of other languages than common English ones."""
    words = words_in(sentence)
    return _number_of(FOREIGN, words) > _number_of(ENGLISH, words)


def _number_of(listed: str, words: Iterable[bytes]) -> int:
    """Return how many of *words* are *listed*; in capitals, `PAR` and `EST` are names."""
    known = _split(listed)
    return sum(word in known or (word.istitle() and word.lower() in known) for word in words)


@cache
def _split(listed: str) -> frozenset[bytes]:
    return frozenset(listed.encode().split())


def _has_foreign_form(word: str, right: str) -> bool:
    """Return whether *word* is *right* as a German, French or Spanish word is spelled: `funktion`."""
    start = common_start(word, right)
    if common_start(word[::-1], right[::-1]) < _MIN_ENDING:  # metabolismo, Synthese, negatieve
        return True
    if len(word) < len(right):  # colesterol, profesional
        return right[start] in ("h", right[start - 1])
    return word[start] + right[start] in _FOREIGN_LETTERS and word[start + 1 :] == right[start + 1 :]
