"""Typing slips in prose: missing spaces, repeated words, and misplaced punctuation."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lint.core.patterns import lazy
from lint.text.words import words_in

_KINDS = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!?;", b"a" * 26 + b"A" * 26 + b"..."
)
"""Maps small letters to `a`, capital letters to `A`, and punctuation that ends a sentence to `.`."""
_SENTENCES = lazy(
    r"[.!?;](?:(?<=[a-z)\]]{3}.)|(?<=\)\.))(?=[A-Z][a-z]+[ ,]|A [a-z])"
    r"|\.(?<=[A-Z0-9]{2}.)(?=(?:An?|Both|However|In|Its?|The|These|This|Thus|Upon|When)[ ,])"
)
_LISTED = lazy(r",(?<=[a-z]{4}.)(?=[a-z]{4}|(?:and|but|for|its|the|via|was)\b)")
_OPENED = lazy(r"\((?<=[a-z]{4}.)(?=[A-Z]{2,6}\))")
_SIGN = lazy(r" (?:(?<=[\w)\]] ) {0,2}(?=[,;.](?:\s|\Z))|(?<=[\w)\].] ) {0,2}(?=\)))")
_MISPLACED = lazy(r" ,(?<=[a-z)] ,)(?=[a-z]{2})")
_TWO_SIGNS = lazy(r"(?:,,|\.\.|;;)(?<=[\w)\]]..)(?![\S])")
_SIGN_NAMES = {",": "commas", ".": "full stops", ";": "semicolons"}
_BRACKET = lazy(r" (?<=\( )(?<!\]\( ) {0,2}(?=\w)")
_DOUBLED = lazy(r"(?<![\w-])([a-z]{2,}) \1(?![\w-])(?! (?:vitro|vivo|situ|silico)\b)")
# Words that may be repeated, as in `MAP kinase kinase` and `all that that implies`.
_TWICE = frozenset({"alpha", "beta", "bla", "had", "is", "kinase", "that", "very", "who"})
# Words that must be followed by something, such as a reference that was removed.
_UNFINISHED = frozenset(
    {
        *("and", "as", "at", "but", "by", "fig", "figure", "figures", "for", "from", "in", "of", "on", "or"),
        *("pmid", "ref", "refs", "see", "table", "tables", "the", "to", "with"),
    }
)
_PREFIX = lazy(r"(?<![\w-])(?<!\bqua )([Nn]on) (?=[A-Za-z0-9]{3})")
_TAB = lazy(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)")
_ENDED = lazy(r"[a-z)\]]{2}[.!?] +[A-Z]")
_SOURCE = lazy(
    r"\s*(?:(?:description |pathway )?sources?|adapted|based|derived|description|from|inspired|see|taken)\b",
    re.IGNORECASE,
)
_SENTENCE = 50
"""The fewest characters of a text of one sentence; a shorter one may be a heading."""
_LINK_END = lazy(r"\]\([^\s()]*\)\Z")


class Slip(NamedTuple):
    """A slip: its range, in characters from 0, the text to write *instead*, and what is *said* about it."""

    start: int
    end: int
    instead: str
    said: str


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_slips(text: str, *, is_title: bool = False) -> tuple[Slip, ...]:
    """Return the slips in *text*, in order, except those in addresses and links.

    In a title, a missing full stop at the end is not a slip.
    """
    found = sorted(_slips(text), key=operator.attrgetter("start"))
    last = None if is_title else _unended(text)
    if last and not (found and found[-1].end > last.start):
        found.append(last)
    return tuple(found)


def _slips(text: str) -> Iterator[Slip]:
    kinds = text.encode("utf-8", "surrogatepass").translate(_KINDS)
    if _has_twice(words_in(text)) and _has_twice(text.split()):
        for found in _DOUBLED.finditer(text):
            if found[1] not in _TWICE:
                yield Slip(*found.span(), found[1], f"`{found[0]}` repeats a word")
    for found in _PREFIX.finditer(text) if "non " in text or "Non " in text else ():
        yield Slip(
            *found.span(), f"{found[1]}-", f"`{_around(text, found)}` lacks a hyphen: `non` is not a word"
        )
    for found in _TAB.finditer(text) if "\t" in text else ():
        yield Slip(*found.span(), " ", f"there is a tab in `{_around(text, found)}`")
    for found in _BRACKET.finditer(text) if b"( " in kinds else ():
        yield Slip(*found.span(), "", f"there is a space after the `(` in `{_around(text, found)}`")
    for found in _TWO_SIGNS.finditer(text) if b",," in kinds or b".." in kinds else ():
        yield Slip(
            *found.span(),
            found[0][0],
            f"there are two {_SIGN_NAMES[found[0][0]]} in `{_around(text, found)}`",
        )
    for found in _MISPLACED.finditer(text) if b" ,a" in kinds else ():
        yield Slip(*found.span(), ", ", f"the space in `{_around(text, found)}` belongs after the `,`")
    if b" ," in kinds or b" ." in kinds or b" )" in kinds:
        for found in _SIGN.finditer(text):
            before = text[text.rfind(" ", 0, found.start()) + 1 : found.start()].lstrip("(")
            if text[found.end()] == ")" and "://" in before:
                continue  # the end of a link may have a space before it
            if before.lower().rstrip(".") in _UNFINISHED:
                said = f"something is missing between `{before}` and the `{text[found.end()]}`"
                yield Slip(*found.span(), found[0], said)
                continue
            said = f"there is a space before the `{text[found.end()]}` in `{_around(text, found)}`"
            yield Slip(*found.span(), "", said)
    for form, sign in ((_SENTENCES, b".A"), (_LISTED, b"a,a")):
        for found in form.finditer(text) if sign in kinds else ():
            if not _is_address(text, found.start()):
                said = f"a space is missing in `{_around(text, found)}`"
                yield Slip(*found.span(), f"{found[0]} ", said)
    for found in _OPENED.finditer(text) if b"a(A" in kinds else ():
        if not _is_address(text, found.start()):
            yield Slip(*found.span(), " (", f"a space is missing in `{_around(text, found)}`")


def _unended(text: str) -> Slip | None:
    """Return the end of *text* as a slip with no correction if its last sentence lacks a full stop.

    The text may be cut off, which a full stop would hide. After the link to a source, as in
    `Source: [KEGG](…)`, a full stop is optional.
    """
    end = len(text.rstrip())
    start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
    word = text[start:end]
    is_linked = False
    if _LINK_END.search(word):
        begin = text.rfind("[", 0, end)
        if _SOURCE.match(text, text.rfind(". ", 0, begin) + 1):
            return None
        is_linked = True
        word = text[begin + 1 : text.rfind("](", 0, end)]
    elif not (word.isalpha() and word.islower()):
        return None
    said = f"a full stop is missing at the end, after `{word[-30:]}`"
    is_sentence = (end >= _SENTENCE and not is_linked) or _ENDED.search(text)
    return Slip(end - 1, end, text[end - 1], said) if is_sentence else None


def _has_twice(words: Sequence[object]) -> bool:
    """Return whether one of *words* is immediately repeated."""
    return any(map(operator.eq, words, islice(words, 1, None)))


def _around(text: str, found: re.Match[str]) -> str:
    """Return the match with the words on both sides of it."""
    start = max(text.rfind(" ", 0, found.start()) + 1, found.start() - 20)
    end = text.find(" ", found.end())
    return text[start : min(end if end >= 0 else len(text), found.end() + 20)]


def _is_address(text: str, at: int) -> bool:
    """Return whether *at* is inside an address or a link, not after it."""
    start, end = text.rfind(" ", 0, at) + 1, text.find(" ", at)
    if _LINK_END.search(text, start, at):
        return False
    word = text[start : end if end >= 0 else len(text)]
    return "://" in word or "www." in word or "](" in word or "[[" in word
