"""TXT: text. This module holds what these rules share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from lint.core.findings import Span
from lint.core.wording import shortened
from lint.documents.splices import replaced
from lint.text.mojibake import repair

NAMES_SOMETHING = "what it names may be written like that"
"""Why it is unsafe to change the text of an id, a name or an address."""

_MAX_SHOWN = 60
_AROUND = 12  # characters to show on each side of invisible ones
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\xa0": "␠"}
_NAMES = {"\t": "tab", "\n": "line break", "\r": "line break", "\x85": "line break (U+0085)"}


@cache
def named(char: str) -> str:
    """Return *char* for a message, by its Unicode name if it is invisible."""
    if char.isprintable():
        return f"`{char}`"
    name = unicodedata.name(char, "control character" if ord(char) < 0xA0 else "non-character")
    return _NAMES.get(char) or f"{name.lower()} (U+{ord(char):04X})"


def shown(text: str) -> str:
    """Return *text* for a message, shortened if it is long."""
    return f"`{shortened(text, _MAX_SHOWN)}`"


def described(text: str) -> str:
    """Return *text* for a message: a single character by its name if it is invisible."""
    return named(text) if len(text) == 1 else shown(text)


def word_around(text: str, start: int, end: int) -> str:
    """Return a range of *text*, extended to the nearest spaces."""
    return text[:start].rpartition(" ")[2] + text[start:end] + text[end:].partition(" ")[0]


def in_context(text: str, span: Span) -> str:
    """Return a range of *text* for a message, with the text around it and symbols for what is invisible."""
    start, end = max(0, span[0] - _AROUND), span[1] + _AROUND
    seen = "".join(
        char if char.isprintable() else _PICTURES.get(char, f"<U+{ord(char):04X}>")
        for char in text[start:end]
    )
    return f"`{'…' * (start > 0)}{seen}{'…' * (end < len(text))}`"


class OneLine:
    """A text as one line, with its places in the original text: line breaks of a label are only layout."""

    def __init__(self, text: str, *, is_label: bool) -> None:
        self._whole = text
        self._places: list[int] = []
        self.text = text
        if is_label and "\n" in text:
            self._places = [index for index, sign in enumerate(text) if sign != "\n"]
            self.text = text.replace("\n", "")

    def span(self, span: Span) -> Span:
        """Return the range of the original text for a range of the line."""
        return (self._places[span[0]], self._places[span[1] - 1] + 1) if self._places else span

    def replaced(self, changes: Iterable[tuple[Span, str]]) -> str:
        """Return the original text with these ranges of the line replaced; it keeps its line breaks."""
        if not self._places:
            return replaced(self._whole, changes)
        found = ((self.span(span), instead) for span, instead in changes)
        kept = ((span, instead + "\n" * self._whole[slice(*span)].count("\n")) for span, instead in found)
        return replaced(self._whole, kept)


def outside_mojibake(text: str, found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Return the matches *found* in *text* that do not overlap what TXT001 reports."""
    matches = list(found)
    damaged = repair(text) if matches else None
    if damaged is None:
        return matches
    starts = [word.start for word in damaged.words]
    ends = [0, *(word.end for word in damaged.words)]
    return [match for match in matches if ends[bisect_left(starts, match.end())] <= match.start()]
