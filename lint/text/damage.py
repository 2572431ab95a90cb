"""Recognising damaged texts, and which of two copies is the damaged one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from lint.core.patterns import lazy
from lint.text.entities import unescape_fully
from lint.text.escapes import find_escapes
from lint.text.mojibake import clean, repair, residues

CUT_OFF = "is cut off"
_CONFLICT = lazy(r"(?:^|\s)(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
OF_R = r"\.na(?:\.(?:character|complex|integer|real))?"
"""Matches R's missing values as they are written in YAML."""
_OF_SPREADSHEETS = r"#(?:REF|VALUE|NUM|NULL|DIV/0)!|#NAME\?"
MISSING_VALUE = rf"(?:{OF_R}|NA|<NA>|{_OF_SPREADSHEETS}|(?i:#?n/a|nan|none|null|undefined))"
"""Matches the missing values of common programs."""
_MISSING = lazy(rf"{MISSING_VALUE}?\Z")
_LEAKED_BY_R = lazy(rf"\s*{OF_R}\s*\Z")
_VALUE = lazy(r"(?:[-+]?[\d.:,_=~-]+(?:[eExXo]\w*)?|\d{4}-\d\d?-\d\d?[T ][\d:.]+|\d\d?-[A-Z][a-z]{2})\Z")
_DATE = lazy(r"\W*(?:\d{4}-\d\d-\d\d|\d\d?-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d\d)\Z")  # of a spreadsheet
_TAG = lazy(r"</?[A-Za-z][^<>]{0,200}>")
_LOST = lazy("(?:[?\ufffd\x00-\x08\x0b-\x1f\x7f-\x9f]|ï¿½)+")
_MAX_LOST = 4  # characters that one gap replaces
_MAX_SPELT = 8  # times the length of the copy that a text with spelled-out letters may have
_MISREAD_AS = (
    *("cp1252", "latin-1", "mac_roman", "cp437", "cp850", "cp1250"),
    *("cp1251", "cp1253", "iso-8859-2", "iso-8859-15", "koi8-r", "cp852", "cp866"),
)
_PASSING = lazy("[\x80-\xa0\xad\ufffd ]")  # characters that often get lost or become white space
_UNENDED = lazy(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+[0-9]*)(?![\w;])")
_WHITE = lazy(r"\\[nrt]|[\xa0\u2000-\u200a\u202f]")
_UNSEEN = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_UNSEEN_SIGNS = frozenset(_UNSEEN)
_UNUSUAL = lazy(f"[\ufb00-\ufb06\uff01-\uff5e\u2010\u2011{_UNSEEN}]")
_INSTEAD = {"\u2010": "-", "\u2011": "-", **dict.fromkeys(_UNSEEN, "")}


def is_leaked_by_r(text: str) -> bool:
    """Return whether *text* is only a missing value of R, which leaked into YAML."""
    return _LEAKED_BY_R.match(text) is not None


def has_conflict_marks(text: str) -> bool:
    """Return whether *text* holds a mark of an unresolved merge conflict."""
    return _CONFLICT.search(text) is not None


def is_garbled(text: str) -> bool:
    """Return whether *text* alone shows that it is damaged."""
    signs = "\ufffd" in text or "ï¿½" in text or not _UNSEEN_SIGNS.isdisjoint(text)
    if signs or has_conflict_marks(text) or residues(text):
        return True
    unescaped = unescape_fully(text)
    return unescaped != text or repair(text) is not None


def damage_of(text: str, copy: str) -> str:
    """Return how *text* is damaged if it is provably a damaged form of *copy*; "" if not.

    The result completes the sentence "the text here ...": `is cut off`, `has lost characters`.
    """
    if not copy.strip() or _MISSING.match(copy.strip()):
        return ""
    if _MISSING.match(text.strip()):
        return "is missing"
    if has_conflict_marks(text):
        return "contains the markers of a merge conflict"
    if (repaired := plain(text)) != text and repaired.split() == copy.split():
        return "is written in the wrong encoding or with HTML entities"
    if _is_doubled(text, copy):
        return "is pasted twice"
    if _is_cut(text, copy) and not _is_doubled(copy, text):
        return CUT_OFF
    tags, others = _TAG.findall(text), _TAG.findall(copy)
    if len(tags) > len(others) and _TAG.sub("", text).split() == _TAG.sub("", copy).split():
        return "contains markup"
    if damage := _damage_of_words(text, copy):
        return damage
    return "is a number or a date" if _VALUE.match(text.strip()) and not _VALUE.match(copy.strip()) else ""


def _damage_of_words(text: str, copy: str) -> str:
    """Return how the words of *text* that differ from those in *copy* are damaged; "" if unknown.

    If the numbers of words differ, or single words do not show the damage, the whole texts are compared.
    """
    words, whole = text.split(), copy.split()
    pairs = [pair for pair in zip(words, whole, strict=False) if pair[0] != pair[1]]
    is_even = len(words) == len(whole) and bool(pairs)
    return (_damage_of_pairs(pairs) if is_even else "") or _damage_of_pairs([(text, copy)])


def _damage_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return how the first word is damaged if all words are; "" if not."""
    first = ""
    for word, other in pairs:
        damage = next((damage for damage, is_so in _DAMAGES if is_so(word, other)), "")
        if not damage:
            return ""
        first = first or damage
    return first


def undamaged(one: str, other: str) -> tuple[int, str]:
    """Return which of two differing copies of a text is right, 1 or 2, and how the other is damaged.

    The number is 0 if it is unknown which is right, since both or neither are damaged.
    """
    first = "" if is_garbled(other) else damage_of(one, other)
    second = "" if is_garbled(one) else damage_of(other, one)
    if bool(first) == bool(second):
        return 0, ""
    return (2, first) if first else (1, second)


def plain(text: str) -> str:
    """Return *text* with HTML entities and mojibake decoded."""
    return clean(unescape_fully(text))


def _is_cut(text: str, copy: str) -> bool:
    """Return whether *text* is the beginning or the end of *copy*, perhaps with an ellipsis for the rest."""
    begin = text.rstrip().removesuffix("…").removesuffix("...").rstrip()
    end = text.strip().removeprefix("…").removeprefix("...").lstrip()
    whole = copy.strip()
    if begin and len(begin) < len(whole) and whole.startswith(begin):
        return _DATE.match(whole, len(begin)) is None
    front = whole[: -len(end)] if end else ""
    return front[-1:].isspace() and whole.endswith(end)


def _is_doubled(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* twice."""
    words = copy.split()
    return bool(words) and ("".join(words) * 2 == "".join(text.split()))


def _has_lost(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* with parts replaced by `?`, U+FFFD or control characters."""
    pieces, gaps = _LOST.split(text), _LOST.findall(text)
    if not gaps or not copy.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece, gap in zip(pieces[1:-1], gaps, strict=False):
        least = int("?" in gap or "\ufffd" in gap)
        found = copy.find(piece, at + least, at + len(piece) + _MAX_LOST) if piece else -1
        if found < 0 or not _may_be_lost(copy[at:found], gap):
            return False
        at = found + len(piece)
    found = len(copy) - len(pieces[-1])
    return (
        at <= found <= at + _MAX_LOST and copy.endswith(pieces[-1]) and _may_be_lost(copy[at:found], gaps[-1])
    )


def _may_be_lost(text: str, gap: str) -> bool:
    """Return whether *gap* may replace *text*; a question mark replaces only letters and non-ASCII."""
    return "?" not in gap or (bool(text) and all(char.isalpha() or not char.isascii() for char in text))


def _has_dropped(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* without some of its non-ASCII characters."""
    return not copy.isascii() and len(text) < len(copy) and _fits(text, copy, _with_or_without)


def _with_or_without(char: str) -> Iterator[str]:
    """Yield "", if the character is printable, and the character."""
    if char.isprintable():
        yield ""
    yield char


def _is_spelt_out(text: str, copy: str) -> bool:
    """Return whether *text* has ASCII letters for non-ASCII letters of *copy*: `TNF-a` for `TNF-α`."""
    return not copy.isascii() and not _UNUSUAL.search(copy) and _fits(text, copy, _spellings)


def _spellings(char: str) -> Iterator[str]:
    yield char
    if char.isprintable() and _usual(char) == char:
        yield unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    name = unicodedata.name(char, "")
    if name.startswith(("GREEK SMALL LETTER ", "GREEK CAPITAL LETTER ", "MICRO SIGN")):
        letter = "mu" if char == "µ" else name.split()[3].lower()
        yield from (
            letter,
            letter[0],
            letter.capitalize(),
            letter[0].upper(),
            "u" if letter == "mu" else letter,
        )


def _fits(text: str, copy: str, spellings: Callable[[str], Iterable[str]]) -> bool:
    """Return whether *text* is *copy* with each non-ASCII character replaced by one of its *spellings*."""
    if len(text) > _MAX_SPELT * len(copy):
        return False
    parts = (
        re.escape(char)
        if char.isascii()
        else f"(?:{'|'.join(map(re.escape, dict.fromkeys(spellings(char))))})"
        for char in copy
    )
    return text != copy and re.fullmatch("".join(parts), text) is not None


def _is_misread(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* in UTF-8 that was decoded with another encoding, once or twice."""
    if copy.isascii() or text.isascii():
        return False
    wanted = _PASSING.sub("", text)
    for encoding in _MISREAD_AS:
        once = copy.encode().decode(encoding, "ignore")
        if _PASSING.sub("", once) == wanted:
            return True
        if _PASSING.sub("", once.encode().decode(encoding, "ignore")) == wanted:
            return True
    return False


def _is_escaped(text: str, copy: str) -> bool:
    """Return whether decoding the escapes of other notations, and entities without `;`, gives *copy*."""
    if not any(sign in text for sign in "\\&%<$="):
        return False
    for escape in reversed(list(find_escapes(text))):
        text = text[: escape.start] + escape.stands_for + text[escape.end :]
    text = _UNENDED.sub(lambda found: unescape_fully(f"{found[0]};"), text)
    return _WHITE.sub(" ", text).split() == copy.split()


def _is_unusual(text: str, copy: str) -> bool:
    """Return whether *text* is *copy* in characters that look like the usual ones."""
    usual = _UNUSUAL.sub(lambda found: _INSTEAD.get(found[0], unicodedata.normalize("NFKC", found[0])), text)
    usual = usual if usual.isascii() else "".join(map(_usual, usual))
    return text != copy and _WHITE.sub(" ", unicodedata.normalize("NFC", usual)) == copy


def _usual(char: str) -> str:
    """Return the ASCII character that looks like *char*: K for the sign of Kelvin; else *char*."""
    plain = unicodedata.normalize("NFKC", char)
    is_raised = unicodedata.decomposition(char).startswith(("<super>", "<sub>"))
    return plain if plain.isascii() and len(plain) == 1 and not is_raised else char


_DAMAGES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("has lost characters", _has_lost),
    ("is written in the wrong encoding", _is_misread),
    ("contains escapes", _is_escaped),
    ("contains characters that only look like the usual ones", _is_unusual),
    ("has lost characters", _has_dropped),
    ("has lost its special letters", _is_spelt_out),
)
"""Kinds of damage, each with a function that tests a word against its undamaged form."""
