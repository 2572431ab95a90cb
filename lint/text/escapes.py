r"""Escapes of other notations: α written as `\u03b1`, `<U+03B1>`, `\xce\xb1`, `%CE%B1` or `$\alpha$`,
and a line break as `\n`.

They come from JSON, R, Python's strings and bytes (`\N{GREEK SMALL LETTER ALPHA}`), web addresses (`%u03B1`
in old ones) and GFF3, mail (`=CE=B1`), Perl (`\x{3b1}`), and LaTeX (`\"{o}`); some lost their backslash
(`u03b1`). HTML entities are found by `entities`, except those that lost their semicolon, which are found
here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lint.core.patterns import lazy
from lint.text.entities import named_character
from lint.text.images import HELD

_GREEK = {
    name if char.islower() else name.capitalize(): char
    for char in "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
    for name in [unicodedata.name(char).split()[-1].lower().replace("lamda", "lambda")]
}
_LATEX = _GREEK | {"pm": "±", "times": "×", "rightarrow": "→", "to": "→", "leq": "≤", "geq": "≥", "circ": "°"}
_LETTERS = "acute|grave|circ|uml|tilde|cedil|ring|slash"  # endings of the names of letters with accents
_NEVER_WORDS = (  # names of entities that no word begins with
    rf"[lr][sd]quo|[sb][bd]quo|[nm]dash|hellip|middot|plusmn|nbsp|sup[123]|[lrh]arr|[ao]elig|szlig"
    rf"|[A-Za-z](?:{_LETTERS})"
)
_ALSO_WORDS = "deg|micro|times|minus|prime|infin|asymp|bull|trade"
_NO_PAIR = r"(?<!(?i:lpha|amma|elta)&)(?<!(?i:eta)&)"  # `alpha&beta` are two letters
_LONG_NAMES = "alpha(?!bet)|beta(?!in)|gamma|delta|epsilon|theta|kappa|lambda|sigma|omega"

_ESCAPE = lazy(
    r"(?P<json>(?:\\u[0-9a-fA-F]{4})+|\\[ux]\{[0-9a-fA-F]{1,6}\}|\\U[0-9a-fA-F]{8})"
    r"|<U\+(?P<r>[0-9a-fA-F]{4,6})>"
    r"|(?<![<\\%\w])(?:U\+|u)(?P<code>03[9a-cA-C][0-9a-fA-F])(?![0-9A-Za-z])"
    r"|(?P<bytes>(?:\\x[0-9a-fA-F]{2})+)"
    r"|(?P<percent>(?:%[0-9a-fA-F]{2})+)"
    r"|(?P<wide>(?:%u[0-9a-fA-F]{4})+)"
    r"|\\N\{(?P<name>[A-Z0-9 -]{1,80})\}"
    r"|(?P<mail>(?:=[0-9A-F]{2}){2,})"
    r"|(?P<accent>\{\\[\"'`^~]\\?[A-Za-z]\}|\\[\"'`^~]\{\\?[A-Za-z]\}|\\[cvkrH]\{[A-Za-z]\}"
    r"|(?<=[A-Za-z])\\[\"`^~][aeiounAEIOUN]|(?<=[A-Za-z]{2})\\'[aeiou])"
    r"|\$\\(?P<latex>[A-Za-z]{2,10})\$"
    rf"|(?<![\\\w:$])\\(?P<bare>{'|'.join(_GREEK)})(?![A-Za-z])"
    r"|(?P<line>(?<=[.,;:!?)\s])(?:\\r)?\\[nr](?=[A-Z\s\\(*-]|\Z))"
    rf"|&(?P<entity>(?:{_NEVER_WORDS})(?![;=])"
    rf"|(?:{_NO_PAIR}(?:{'|'.join(_GREEK)})|(?<![A-Za-z]&)(?:{_ALSO_WORDS}))(?![a-z;=]|[0-9]+[;=]))"
    rf"|&(?P<glued>{_LONG_NAMES})(?=[a-z]+(?![a-z;=]))"
    r"|&#(?P<number>[0-9]{3,5}|[xX][0-9a-fA-F]{2,5})(?![\w;])"
)
_FOLLOWING = lazy(  # usually words, but after another entity the second byte of a letter
    r"&(?P<entity>acute|brvbar|bull|cedil|cent|circ|copy|curren|[dD]agger|deg|euro|fnof|frac(?:12|14|34)|iexcl"
    r"|iquest|[lr]s?aquo|macr|micro|not|ord[fm]|para|permil|pound|reg|sect|shy|tilde|times|trade|uml|yen)(?![;=])"
)
_NAMED = lazy(
    r"(?i:\b(?:as|character|codes?|codepoint|glyph|letter|point|sign|symbol|unicode)[ :(]{1,2}|\()\Z"
)
_REACH = 12  # characters
_WORD = lazy(r"(?:\\N\{[A-Z0-9 -]{1,80}\}|\S)+")
_ADDRESS_PART = lazy(r"://|www\.|\]\(|\A/")
_NEVER_IN_ADDRESS = frozenset({"json", "r", "bytes", "name", "line"})
_SIGNS = lazy(r"\\[A-Za-z\"'`^~]|<U\+|%u?[0-9a-fA-F]{2}|&[A-Za-z]|&#[0-9xX]|=[CE][0-9A-F]=|u03|U\+03")
_RESERVED = " ,;=&%()/:-+'\"#?<>[]@!*$"  # the ASCII characters that GFF3 and addresses escape
_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"},
    **{"c": "\u0327", "v": "\u030c", "k": "\u0328", "r": "\u030a", "H": "\u030b"},
}


class Escape(NamedTuple):
    """An escape in a text: its range, in characters from 0, and the text that it *stands_for*.

    It *is_sure* if it cannot mean anything else.
    """

    start: int
    end: int
    stands_for: str
    is_sure: bool


def may_hold_escapes(text: str) -> bool:
    """Return whether *text* may contain an escape; if False, `find_escapes` finds none."""
    may = "\\" in text or "%" in text or "&" in text or "U+" in text or "u03" in text  # these are faster
    may = may or ("=" in text and ("=C" in text or "=E" in text))
    return may and _SIGNS.search(text) is not None


def find_escapes(text: str) -> Iterator[Escape]:
    """Yield the escapes in *text*, in order; in web addresses, only those that addresses cannot contain."""
    for word in _WORD.finditer(text) if may_hold_escapes(text) else ():
        if _SIGNS.search(word[0]):
            is_address = _ADDRESS_PART.search(word[0]) is not None
            at = word.start()
            for found in _ESCAPE.finditer(text, *word.span()):
                if found.start() < at or (is_address and found.lastgroup not in _NEVER_IN_ADDRESS):
                    continue
                yield from _read(found)
                at = found.end()
                while found.lastgroup == "entity" and (following := _FOLLOWING.match(text, at)):
                    yield from _read(following)
                    at = following.end()


def _read(found: re.Match[str]) -> Iterator[Escape]:
    """Yield the escape that *found* is, if any."""
    kind = str(found.lastgroup)
    if kind == "line":
        yield Escape(*found.span(), "\n", False)
        return
    if kind == "code" and _NAMED.search(found.string, max(0, found.start() - _REACH), found.start()):
        return  # `the letter U+03B1`: the text is about the code
    plain = _plain(kind, found[kind])
    is_sure = kind not in ("bare", "code", "glued", "mail") and (kind != "accent" or "{" in found[0])
    if kind == "percent" and plain.isascii():
        if found.string[found.start() - 1 : found.start()].isdigit() or plain.strip(_RESERVED):
            return  # `50%20` may be a percentage
        is_sure = False
    if kind == "bytes" and not plain:
        plain, is_sure = bytes.fromhex(found[kind].replace("\\x", "")).decode("latin-1"), False
    if plain and all(char.isprintable() or char == "\xa0" for char in plain):
        yield Escape(*found.span(), plain, is_sure)


def _plain(kind: str, escape: str) -> str:
    """Return the text that *escape* stands for; "" if there is none."""
    if kind in ("latex", "bare"):
        return _LATEX.get(escape, "")
    if kind in ("entity", "glued"):
        return _GREEK.get(escape) or named_character(escape)
    if kind == "accent":
        letter = escape.strip("{}")[-1]
        composed = unicodedata.normalize("NFC", letter + _ACCENTS[escape[escape.index("\\") + 1]])
        return composed if len(composed) == 1 else ""
    try:
        if kind == "number":
            char = chr(int(escape) if escape.isdigit() else int(escape[1:], 16))
            return char if HELD.match(char) else ""  # `order &#1234`
        if kind == "name":
            return unicodedata.lookup(escape)
        if kind == "mail":
            plain = bytes.fromhex(escape.replace("=", "")).decode()
            return "" if plain.isascii() else plain
        if kind == "wide":
            return bytes.fromhex(escape.replace("%u", "")).decode("utf-16-be")
        if kind in ("bytes", "percent"):
            return bytes.fromhex(re.sub(r"\\x|%", "", escape)).decode()
        if kind == "json" and escape[1] == "u" and escape[2] != "{":
            return bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be")
        return chr(int(escape.strip("\\uUx{}"), 16))
    except (ValueError, OverflowError, KeyError):
        return ""
