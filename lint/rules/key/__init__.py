"""KEY: keywords. Here: what these rules share, a record's keywords and what they are made from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from lint.entities import unescape_fully
from lint.kinds import Kind
from lint.mojibake import clean
from lint.record import Record
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lookalike_letter import as_meant
from lint.rules.txt.markup_in_text import without_markup
from lint.values import Value

LEAKED = ".na."
"""How R's missing values begin where they leak into YAML (`.na.character`); TXT007 sees to them."""

_NOTHING = frozenset({"Cc", "Cf", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Zl", "Zp", "Zs"})
"""Unicode's categories of control and format characters, punctuation and white space."""

_REWRITTEN = ("<", "[", "'''", " x ")
"""Signs without which an ASCII word holds no markup and nothing that is written for another sign."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a record's keywords are made from: in each group, each word once."""

    groups: list[list[str]]
    inline: bool
    """Whether they stand in the record itself, not in files beside it."""
    names: str
    """What they are called, for people."""

    def made(self, kind: Kind) -> list[str]:
        """Return the keywords as the generator of *kind* makes them."""
        words = [word for group in self.groups for word in group]
        return sorted(set(words)) if kind.keywords_sorted else words


def names_nothing(word: str) -> bool:
    """Return whether a word is empty, or holds nothing but punctuation and what cannot be seen.

    Signs that Unicode counts as symbols name something: `+`, `→`.
    """
    return not word[:1].isalnum() and all(unicodedata.category(sign) in _NOTHING for sign in word)


def repaired(word: str) -> str:
    """Return a word as the rules on text repair it where they are sure."""
    if not word.isascii() or "&" in word:
        word = visible(clean(unescape_fully(word)))
    return " ".join(word.split())


def folded(word: str) -> str:
    """Return a word as the rules on text repair it where they may guess, to compare it by."""
    word = repaired(word)
    if not word.isascii() or any(sign in word for sign in _REWRITTEN):
        word = as_meant(without_markup(word))
    return word


def sources(record: Record) -> Sources | None:
    """Return what the record's keywords are made from; None where that is not at hand."""
    groups = record.kind.keyword_groups
    inline = any(group.inline in record.values for group in groups)
    found: list[list[str]] = []
    present = False
    for group in groups:
        words: list[str] | None
        if inline:
            rows = record.values.get(group.inline)
            cells = [row.get(group.inline_field) for row in _mappings(rows)]
            words = [cell for cell in cells if isinstance(cell, str)]
        else:
            columns = (record.column(name, group.column) for name in group.sidecars)
            words = next((column for column in columns if column is not None), None)
        present |= words is not None
        distinct = dict.fromkeys(words or ())
        distinct.pop(group.missing, None)
        found.append(list(distinct))
    if not present:
        return None
    return Sources(found, inline, _named([group.label for group in groups]))


def _mappings(rows: Value) -> list[dict[Any, Value]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _named(labels: list[str]) -> str:
    return f"the {labels[0]}" if len(labels) == 1 else f"the {', '.join(labels[:-1])} and {labels[-1]}"
