"""REF: references. This module holds what the rules on names that have pages beside the record share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from lint.core.findings import Finding, Fix
from lint.core.patterns import lazy
from lint.core.values import Insert, Path, Set
from lint.core.wording import close_matches, digits_of, letters_of
from lint.kinds.pages import PageFolder
from lint.records.record import Record
from lint.rules import Rule, unsafe

_PARTS = lazy(r"[,;|/\u3001\uff0c\uff1b]| (?:and|&|-) ")
_BETWEEN_WORDS = lazy(r"[\s/]+")
_MAX_GUESSED = 20  # names of one record that are compared with all known ones: each takes milliseconds


class PageRule(Rule):
    """A rule on names in a record that have pages in a folder beside it.

    If there is no such folder, the rule reports nothing.
    """

    pages: ClassVar[PageFolder]
    superseded_by = frozenset({"TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "TXT007"})

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each name that has no page."""
        field, noun, folder, name_field, exempt = self.pages
        value = record.field(field)
        known = record.names(folder, name_field) if isinstance(value, list) else None
        if known is None:
            return
        guessed = 0
        for index, name in enumerate(value):
            if isinstance(name, str) and name.strip() and name not in known and name not in exempt:
                path = (field, index)
                nearest = near(name, known) if guessed < _MAX_GUESSED else ""
                message = f"The {noun} `{name}` has no page in {folder}/{nearest}"
                yield self.finding(path, message, fix=self.fix(path, name, known))
                guessed += 1

    def meant(self, name: str, known: frozenset[str]) -> str:
        """Return the known name that *name* is meant to be; "" if that is not certain."""
        return only_like(name, known)

    def fix(self, path: Path, name: str, known: frozenset[str]) -> Fix | None:
        """Return the fix that spells one or several names as their pages do; None if that is not certain."""
        if meant := self.meant(name, known):
            why = f"another {self.pages.noun} may be meant"
            return unsafe(f"Write `{meant}`", Set(path, meant), why=why)
        words = _BETWEEN_WORDS.split(name)
        parts = words if known.issuperset(words) else [part for part in _PARTS.split(name) if part.strip()]
        items = [self.meant(part, known) for part in parts]
        if len(items) > 1 and all(items):
            others = [Insert((*path[:-1], path[-1] + 1), other) for other in items[1:]]
            return unsafe("Make each an item", Set(path, items[0]), *others, why="the text may be one name")
        return None


def only_like(name: str, known: frozenset[str]) -> str:
    """Return the only known name that differs from *name* just in case, signs and spaces; else ""."""
    found = _by_letters(known).get(letters_of(name), [])
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=8)  # folders of pages
def _by_letters(known: frozenset[str]) -> Mapping[str, list[str]]:
    """Return the names by their letters and digits in lower case; names without any are left out."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in known:
        if letters := letters_of(name):
            names[letters].append(name)
    return names


@lru_cache(maxsize=1_000)
def near(name: str, known: frozenset[str]) -> str:
    """Return "; did you mean `a` or `b`?" with the known names similar to *name*; "" if there are none.

    Names with other digits are not similar, since they name other things.
    """
    same = _by_letters(known).get(letters_of(name), ())
    found = sorted(other for other in same if other.casefold() == name.casefold())
    found = found or close_matches(name, _by_digits(known).get(digits_of(name), ()), 3, 0.75)
    return f"; did you mean {' or '.join(f'`{other}`' for other in found)}?" if found else ""


@lru_cache(maxsize=8)
def _by_digits(known: frozenset[str]) -> Mapping[str, list[str]]:
    """Return the names, sorted, by their digits."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        names[digits_of(name)].append(name)
    return names
