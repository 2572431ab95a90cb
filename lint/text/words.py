"""The words of a text, for cheap tests before expensive searches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

_LETTERS = bytes(code if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))


@lru_cache(maxsize=64)  # several rules need them, for each of a group of records, a text and its copy
def words_in(text: str) -> Sequence[bytes]:
    """Return the words of *text* in order: its runs of ASCII letters, as bytes, which is fastest."""
    return text.encode("utf-8", "surrogatepass").translate(_LETTERS).split()


@lru_cache(maxsize=64)
def vocabulary(text: str) -> frozenset[bytes]:
    """Return the different words of *text*, in the form of `words_in`."""
    return frozenset(words_in(text))


def looked_for(words: Iterable[str]) -> frozenset[bytes]:
    """Return *words* of ASCII letters in the form of `words_in`."""
    return frozenset(word.encode("ascii") for word in words)
