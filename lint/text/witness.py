"""Witnesses: which of two copies of a text is damaged, as far as the texts themselves show it.

Where a record says something twice, each copy is a witness to what the other should be. A damaged
copy is none.
"""

from __future__ import annotations

from lint.core.patterns import lazy
from lint.text.entities import unescape_fully
from lint.text.mojibake import clean

_CONFLICT = lazy(r"(?:^|\s)(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
OF_R = r"\.na(?:\.(?:character|complex|integer|real))?"
"""Matches R's signs for a missing value, as they are written in YAML."""
MISSING_VALUE = rf"(?:{OF_R}|NA|(?i:#?n/a|nan|none|null|undefined))"
"""Matches any program's sign for a missing value."""
_MISSING = lazy(rf"{MISSING_VALUE}?\Z")
_DATE = lazy(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ][\d:.]+)?\Z")
_TAG = lazy(r"</?[A-Za-z][^<>]{0,200}>")
_LOST = lazy(r"(?:[?\ufffd]|ï¿½)+")
_MAX_LOST = 4  # characters that one gap stands for


def is_garbled(text: str) -> bool:
    """Return whether *text* is damaged, as far as it shows by itself."""
    return "\ufffd" in text or "ï¿½" in text or _CONFLICT.search(text) is not None or plain(text) != text


def damage_of(text: str, copy: str) -> str:
    """Return how *text* is provably the damaged form of *copy*; "" if it is not.

    The answer goes on from "the text here ...": `is cut off`, `has lost characters`.
    """
    if _MISSING.match(text.strip()):
        return "is missing"
    if _CONFLICT.search(text):
        return "holds the marks of a merge conflict"
    if _has_lost(text, copy):
        return "has lost characters"
    if plain(text) != text and plain(text).split() == copy.split():
        return "is written in the wrong encoding or with HTML entities"
    if _DATE.match(text.strip()):
        return "is a date"
    if _is_doubled(text, copy):
        return "is pasted twice"
    if _is_cut(text, copy) and not _is_doubled(copy, text):
        return "is cut off"
    if "<" in text and _TAG.sub("", text).split() == copy.split():
        return "holds markup"
    return ""


def undamaged(one: str, other: str) -> tuple[int, str]:
    """Return which of two differing copies of a text is right, and how the other is damaged.

    The first is 1 or 2; 0 if nothing shows it, as both or neither are damaged.
    """
    first = "" if is_garbled(other) else damage_of(one, other)
    second = "" if is_garbled(one) else damage_of(other, one)
    if bool(first) == bool(second):
        return 0, ""
    return (2, first) if first else (1, second)


def plain(text: str) -> str:
    """Return *text* with HTML entities and mojibake undone."""
    return clean(unescape_fully(text))


def _is_cut(text: str, copy: str) -> bool:
    """Return whether *text* is the beginning of *copy*, perhaps with an ellipsis behind it."""
    begin = text.rstrip().removesuffix("…").removesuffix("...").rstrip()
    return bool(begin) and len(begin) < len(copy.rstrip()) and copy.startswith(begin)


def _is_doubled(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* twice."""
    words = copy.split()
    return bool(words) and ("".join(words) * 2 == "".join(text.split()))


def _has_lost(text: str, copy: str) -> bool:
    """Return whether *text* has `?` or U+FFFD where *copy* has letters, and is the same otherwise."""
    pieces = _LOST.split(text)
    if len(pieces) == 1 or not copy.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = copy.find(piece, at + 1, at + len(piece) + _MAX_LOST) if piece else -1
        if found < 0 or not _is_word(copy[at:found]):
            return False
        at = found + len(piece)
    found = len(copy) - len(pieces[-1])
    return at < found <= at + _MAX_LOST and copy.endswith(pieces[-1]) and _is_word(copy[at:found])


def _is_word(text: str) -> bool:
    return all(char.isalpha() or not char.isascii() for char in text)
