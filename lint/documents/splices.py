"""Splices: stretches of a text and what takes their place. Indices count characters from 0."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from lint.core.findings import Span


class EditRefused(Exception):
    """The edits cannot be carried into the text; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of a text, as indices of characters from 0, and the *text* that takes its place."""

    start: int
    end: int
    text: str


def end_before(text: str, at: int, blanks: str = "") -> int:
    """Return where in *text* the last character before *at* ends that is none of *blanks* (white space).

    It looks at what it skips alone, where `text[:at].rstrip()` would copy the text.
    """
    while at and (text[at - 1] in blanks if blanks else text[at - 1].isspace()):
        at -= 1
    return at


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return *text* with the *splices* in it, which come in order."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


def joined(splices: Iterable[Splice]) -> list[Splice]:
    """Return *splices* in the order of the text, each once, and those that touch as one.

    Raises:
        EditRefused: two overlap.
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
    """Refuse splices that overlap, or end before they begin: text between them would come twice.

    Raises:
        EditRefused: they do.
    """
    at = 0
    for splice in splices:
        if not at <= splice.start <= splice.end <= len(text):
            raise EditRefused("the changes overlap in the file")
        at = splice.end


def united(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, those that touch as one."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            start, before = united.pop()
            end = max(end, before)
        united.append((start, end))
    return united


def refuse_unannounced(announced: Sequence[Span], splices: Sequence[Splice]) -> None:
    """Refuse splices outside of the stretches that the edits may change.

    Raises:
        EditRefused: there is one.
    """
    for splice in splices:
        at = bisect_right(announced, splice.start, key=itemgetter(0)) - 1
        if at < 0 or splice.end > announced[at][1]:
            raise EditRefused("text would be changed that is none of the values concerned")


def difference(old: str, new: str) -> Splice:
    """Return the shortest splice that turns *old* into *new*."""
    start = _shared(old, new)
    behind = _shared(old[start:][::-1], new[start:][::-1])
    return Splice(start, len(old) - behind, new[start : len(new) - behind])


def _shared(one: str, other: str) -> int:
    """Return how many characters both texts begin with, by halving."""
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, True, key=lambda length: one[:length] != other[:length])
