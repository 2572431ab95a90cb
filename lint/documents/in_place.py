"""Changing words of a scalar in place and in its own style, so that its other lines stay.

The source of a scalar is split into pieces, each with the text that it means: a character, an escape,
or a line break with its indentation. The pieces that differ between the old text and the new one are
then replaced. A source that is not fully understood is left alone. Indices count characters of the
source from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lint.core.differences import differences
from lint.core.patterns import lazy
from lint.documents.emitting import WIDTH
from lint.documents.scalars import misread
from lint.documents.splices import Splice

_PROPERTIES = lazy(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_HEADER = lazy(r"[|>][-+]?([1-9]?)[-+]?(?:[ \t][^\n]*|\r?)\n")
_STRETCH = lazy(r"\S+|\s+")
_WORD = lazy(r"\w+|\s|[^\w\s]")
# A match begins only where white space begins, or after an escaped space: other starts would take too long.
_BREAK = r"(?:(?<![ \t])|(?<=\\[ \t]))[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*"
_IN_PLAIN = lazy(rf"{_BREAK}|.", re.DOTALL)
_IN_SINGLE = lazy(rf"''|{_BREAK}|.", re.DOTALL)
_IN_DOUBLE = lazy(
    rf"\\\r?\n[ \t]*|\\x[0-9A-Fa-f]{{2}}|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}}|\\.|{_BREAK}|.", re.DOTALL
)
_ESCAPES = {
    **{"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"},
    **{"e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0"},
    **{"L": "\u2028", "P": "\u2029"},
}
_NAMED = {'"': '"', "\\": "\\", "\n": "n", "\t": "t", "\r": "r"}
_TO_ESCAPE = lazy("[^ !#-\\[\\]-~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Piece(NamedTuple):
    """A span of a source, and the *text* that it means."""

    start: int
    end: int
    text: str


def change_words(source: str, style: str | None, column: int, old: str, new: str) -> list[Splice] | None:
    """Return the splices of *source*, a scalar, that change its text from *old* to *new*.

    Args:
        source: The scalar as it is written, with any anchor and tag.
        style: YAML's sign for its style; "" or None if it is plain.
        column: The column of the scalar's key or dash.
        old: The text of the scalar.
        new: The new text. The caller must verify the result.

    Returns:
        None if the change cannot be written into the source.
    """
    begin = _PROPERTIES.match(source)
    assert begin is not None
    if not style and misread(new):
        return None
    if style in ("|", ">") and not new:
        return None  # an empty block looks like a mistake

    def encode(text: str) -> str | None:
        written = _encoded(text, style)
        if written and len(written) > WIDTH and style != "|" and "\n" in source:
            return None  # a long new text must be folded
        return written

    return change_pieces(list(_pieces(source, begin.end(), style, column)), old, new, encode)


def change_pieces(
    pieces: Sequence[Piece], old: str, new: str, encode: Callable[[str], str | None]
) -> list[Splice] | None:
    """Return the splices of *pieces* that change their text from *old* to *new*.

    Args:
        pieces: The pieces of the source, in order.
        old: The text that they mean.
        new: The new text.
        encode: Returns a text as it is written in the source, or None if that is not possible.

    Returns:
        None if the change cannot be written into the source.
    """
    known = "".join(piece.text for piece in pieces)
    # The line breaks at the end of a block, which depend on its header, are not in the pieces and stay.
    rest = old[len(known) :]
    if not pieces or not old.startswith(known) or not new.endswith(rest):
        return None
    first_at: dict[int, int] = {}
    last_at: dict[int, int] = {}
    for number, start in enumerate(accumulate((len(piece.text) for piece in pieces), initial=0)):
        first_at.setdefault(start, number)
        last_at[start] = number
    splices: list[Splice] = []
    for (begin_old, end_old), text in _changes(known, new.removesuffix(rest)):
        first, behind = last_at.get(begin_old), first_at.get(end_old)
        written = encode(text)
        if first is None or behind is None or written is None:
            return None
        if behind > first:
            splices.append(Splice(pieces[first].start, pieces[behind - 1].end, written))
        else:
            at = pieces[first - 1].end if first else pieces[0].end if not pieces[0].text else pieces[0].start
            splices.append(Splice(at, at, written))
    return splices


def _changes(old: str, new: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the spans of *old* that differ in *new*, as whole words, with the new text."""
    for (start, end), text in _differences(_STRETCH, old, new):
        for (first, behind), words in _differences(_WORD, old[start:end], text):
            yield (start + first, start + behind), words


def _differences(pattern: re.Pattern[str], old: str, new: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the spans of *old* that differ in *new*, compared by matches of *pattern*, with the new text."""
    one, other = pattern.findall(old), pattern.findall(new)
    places = list(accumulate(map(len, one), initial=0))
    for (i, j), (k, m) in differences(one, other):
        yield (places[i], places[j]), "".join(other[k:m])


def _pieces(source: str, begin: int, style: str | None, column: int) -> Iterator[Piece]:
    """Yield the pieces of a scalar that begins, after any anchor and tag, at *begin*."""
    if style in ("|", ">"):
        yield from _block_pieces(source, begin, column, folds=style == ">")
        return
    pattern = {"'": _IN_SINGLE, '"': _IN_DOUBLE}.get(style or "", _IN_PLAIN)
    quote = len(style or "")
    for match in pattern.finditer(source, begin + quote, len(source) - quote):
        yield Piece(*match.span(), _meaning(match[0], style))


def _meaning(written: str, style: str | None) -> str:
    """Return the text that a piece of a plain or quoted scalar means."""
    if style == '"' and written[0] == "\\":
        sign = written[1:2]
        if sign in "\r\n":
            return ""
        return chr(int(written[2:], 16)) if sign in "xuU" else _ESCAPES.get(sign, written)
    if style == "'" and written == "''":
        return "'"
    breaks = written.count("\n")
    return written if not breaks else "\n" * (breaks - 1) or " "


def _block_pieces(source: str, begin: int, column: int, *, folds: bool) -> Iterator[Piece]:
    """Yield the pieces of a block scalar: characters, and line breaks with the indentation after them."""
    header = _HEADER.match(source, begin)
    if header is None:
        return
    at = header.end()
    lines = source[at:].split("\n")
    indent = int(header[1]) + column if header[1] else _indent(lines)
    gap, blank, before = at, 0, ""
    for line in lines:
        text = line.removesuffix("\r")[indent:]
        start, at = at + indent, at + len(line) + 1
        if not text:
            blank += 1
            continue
        if not before:
            breaks = "\n" * blank
        elif folds and before[0] not in " \t" and text[0] not in " \t":
            breaks = "\n" * blank or " "
        else:
            breaks = "\n" * (blank + 1)
        yield Piece(gap, start, breaks)
        yield from (Piece(start + n, start + n + 1, character) for n, character in enumerate(text))
        gap, blank, before = start + len(text), 0, text


def _indent(lines: list[str]) -> int:
    """Return the number of spaces at the start of the first line that is not empty."""
    line = next((line for line in lines if line.strip(" \r")), "")
    return len(line) - len(line.lstrip(" "))


def _encoded(text: str, style: str | None) -> str | None:
    """Return *text* as it is written in a scalar of this style; None if that needs more lines."""
    if style == '"':
        return _TO_ESCAPE.sub(_escape, text)
    if "\n" in text:
        return None
    return text.replace("'", "''") if style == "'" else text


def _escape(match: re.Match[str]) -> str:
    """Return a character as an escape of double quotes."""
    character = match[0]
    if character in _NAMED:
        return f"\\{_NAMED[character]}"
    return f"\\x{ord(character):02X}" if ord(character) < 256 else f"\\u{ord(character):04X}"
