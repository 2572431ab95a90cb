"""The words of a text, for a cheap look before an expensive one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

_LETTERS = bytes(code if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))


@lru_cache(maxsize=64)  # several rules ask, each for a group of records, and of a text and its copy
def words_in(text: str) -> Sequence[bytes]:
    """Return the words of *text* in order: its runs of ASCII letters, as bytes, which is quickest."""
    return text.encode("utf-8", "surrogatepass").translate(_LETTERS).split()


def looked_for(words: Iterable[str]) -> frozenset[bytes]:
    """Return *words* of ASCII letters as `words_in` gives them."""
    return frozenset(word.encode("ascii") for word in words)
