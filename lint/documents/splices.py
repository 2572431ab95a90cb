"""Splices: spans of a text and their replacements. Indices count characters from 0."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from lint.core.findings import Span
from lint.core.wording import common_start


class EditRefused(Exception):
    """The edits cannot be applied to the text; the message says why in plain words."""


class Splice(NamedTuple):
    """A span of a text, and the *text* that replaces it."""

    start: int
    end: int
    text: str


def end_before(text: str, at: int, blanks: str = "") -> int:
    """Return the end of the last character before *at* that is not one of *blanks*, by default white space.

    It looks only at the characters that it skips; `text[:at].rstrip()` would copy the text.
    """
    while at and (text[at - 1] in blanks if blanks else text[at - 1].isspace()):
        at -= 1
    return at


def line_start(text: str, at: int) -> int:
    r"""Return the start of the line of *text* that contains *at*; only `\n` ends a line."""
    return text.rfind("\n", 0, at) + 1


def spliced(text: str, splices: Iterable[tuple[int, int, str]]) -> str:
    """Return *text* with the *splices* applied, which must be in order."""
    parts: list[str] = []
    at = 0
    for start, end, instead in splices:
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Return *text* with each range in *changes*, which are in order, replaced."""
    return spliced(text, ((*span, instead) for span, instead in changes))


def joined(splices: Iterable[Splice]) -> list[Splice]:
    """Return *splices* in the order of the text, without duplicates, and with adjacent ones joined.

    Raises:
        EditRefused: Two splices overlap.
    """
    joined: list[Splice] = []
    for splice in sorted(dict.fromkeys(splices), key=lambda splice: (splice.start, splice.end)):
        if joined and splice.start <= joined[-1].end:
            last = joined.pop()
            if splice.start < last.end:
                raise EditRefused("two edits change the same text")
            splice = Splice(last.start, splice.end, last.text + splice.text)
        joined.append(splice)
    return joined


def refuse_disorder(text: str, splices: Sequence[Splice]) -> None:
    """Refuse splices that overlap, are out of order or end before they begin, which would repeat text.

    Raises:
        EditRefused: There is such a splice.
    """
    at = 0
    for splice in splices:
        if not at <= splice.start <= splice.end <= len(text):
            raise EditRefused("the changes overlap in the file")
        at = splice.end


def united(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, with touching ones joined."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            start, before = united.pop()
            end = max(end, before)
        united.append((start, end))
    return united


def refuse_unannounced(announced: Sequence[Span], splices: Sequence[Splice]) -> None:
    """Refuse splices outside the *announced* spans, which the edits may change.

    Raises:
        EditRefused: There is such a splice.
    """
    for splice in splices:
        at = bisect_right(announced, splice.start, key=itemgetter(0)) - 1
        if at < 0 or splice.end > announced[at][1]:
            raise EditRefused("text outside the values concerned would be changed")


def difference(old: str, new: str) -> Splice:
    """Return the shortest splice that turns *old* into *new*."""
    start = common_start(old, new)
    behind = common_start(old[start:][::-1], new[start:][::-1])
    return Splice(start, len(old) - behind, new[start : len(new) - behind])
