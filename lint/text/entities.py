"""HTML entities: characters written as `&gamma;` or `&#x3b3;`, which may be escaped several times over.

The characters are those of HTML 5 (Python's `html`) and, for Greek letters, of ISO 8879 (`&ggr;`), which
the XML of older publishers uses. An entity must end with a semicolon; otherwise `&copy=2` in a web
address would be one, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from lint.core.patterns import lazy

MAX_PASSES = 10
"""How often a text is decoded again, as decoding may result in further entities."""

_ENTITY = lazy(
    r"&((?:(?:amp|AMP|#0*38|#[xX]0*26);)*)(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_RETURN = lazy(r"(?<!\s)\s*\r\s*")

# The letters of ISOgrk1; capital letters have capital names: `&THgr;`.
_ISO_GREEK = """
a:α b:β g:γ d:δ e:ε z:ζ ee:η th:θ i:ι k:κ l:λ m:μ n:ν x:ξ o:ο p:π r:ρ s:σ sf:ς t:τ u:υ ph:φ kh:χ ps:ψ oh:ω
A:Α B:Β G:Γ D:Δ E:Ε Z:Ζ EE:Η TH:Θ I:Ι K:Κ L:Λ M:Μ N:Ν X:Ξ O:Ο P:Π R:Ρ S:Σ T:Τ U:Υ PH:Φ KH:Χ PS:Ψ OH:Ω
"""
_GREEK = dict(pair.split(":") for pair in _ISO_GREEK.split())
LOST = r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*#(?:[xX]0*[fF]{3}[dD]|0*65533);"
"""Matches an entity for U+FFFD, which replaced a letter."""

# What Python returns for a number that is not the code of a character.
_NO_TEXT = lazy("[\x7f-\x9f\ufffd]?")


class Entity(NamedTuple):
    """An entity in a text: its range, in characters from 0, and the text that it *stands_for*."""

    start: int
    end: int
    stands_for: str


def find_entities(text: str) -> Iterator[Entity]:
    """Yield the entities in *text*, each including its layers of escaping."""
    for found in _ENTITY.finditer(text):
        plain = _character(found)
        if plain != found[0]:
            yield Entity(*found.span(), plain)


def unescape_fully(text: str) -> str:
    """Return *text* with its entities decoded until none is left.

    XML escapes the CR of a line that ended with CR and LF, and the LF has often become a space. So such a
    CR becomes a line break, or nothing next to white space.
    """
    plain = text
    for _ in range(MAX_PASSES):
        before = plain
        plain = _ENTITY.sub(_character, before) if "&" in before else before
        if plain == before:
            break
    return _RETURN.sub(_line_break, plain) if "\r" in plain and "\r" not in text else plain


def named_character(name: str) -> str:
    """Return the character of the HTML entity *name*, without `&` and `;`; "" if there is none."""
    return str(_html().entities.html5.get(f"{name};", ""))


def _html() -> ModuleType:
    import html.entities  # slow to import, and few texts contain an entity

    return html


def _character(found: re.Match[str]) -> str:
    """Return the character of an entity; if it is unknown, the entity without its layers of escaping."""
    name = found[2]
    left = f"&{name};"
    if name[0] == "#":
        plain: str = _html().unescape(f"&{name};")
        return found[0] if _NO_TEXT.fullmatch(plain) else plain
    return named_character(name) or (_GREEK.get(name[:-2]) if name.endswith("gr") else None) or left


def _line_break(found: re.Match[str]) -> str:
    """Return what replaces white space with a CR in XML."""
    if found.start() == 0 or found.end() == len(found.string):
        return ""
    space = found[0].replace("\r", "")
    return "\n" * space.count("\n") or space[:1] or "\n"
