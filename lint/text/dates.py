"""Dates in common notations: `14 March 2025`, `Mar 14th, 2025`, `14.03.2025`, `20250314`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from lint.core.patterns import lazy

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FEWEST = 3  # letters of an abbreviation
_DAY = lazy(r"[\w\s,./\u2010-\u2015\u2212-]{6,40}")
_TIME = lazy(
    r"(?i)(?:T|(?<!\s)\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m\s*)?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?\Z"
)
_WORD = lazy(r"[0-9]+|[^\W\d_]+")
_NOISE = ("st", "nd", "rd", "th", "of")


def days(text: str) -> Iterator[date]:
    """Yield each day that *text* may mean, such as both of `10/07/2025`. A time after it is ignored."""
    text = _TIME.sub("", text.strip())
    words = [word.casefold() for word in _WORD.findall(text)] if _DAY.fullmatch(text) else []
    words = [word for word in words if word not in _NOISE and not _number(word, _WEEKDAYS)]
    named = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    if len(words) == 1 and len(text) == len("20250314") and numbers:
        yield from _day(text[:4], text[4:6], text[6:])
    elif len(words) == 3 and len(named) == 1 and (month := _number(named[0], _MONTHS)):
        for year, day in (numbers, reversed(numbers)):
            yield from _day(year, str(month), day)
    elif len(words) == len(numbers) == 3:
        first, second, third = numbers
        yield from _day(first, second, third)
        if int(second) > len(_MONTHS):  # `2025-14-03` can be read in one way only
            yield from _day(first, third, second)
        yield from _day(third, first, second)
        if first != second:
            yield from _day(third, second, first)


def _number(word: str, names: Sequence[str]) -> int:
    """Return the number, from 1, of the name in *names* that *word* is or abbreviates; 0 if none."""
    found = (n for n, name in enumerate(names, 1) if name.startswith(word) or word == name[:3] + "t")
    return next(found, 0) if len(word) >= _FEWEST else 0


def _day(year: str, month: str, day: str) -> Iterator[date]:
    if len(year) == 4 and len(month) < 3 and len(day) < 3:
        with suppress(ValueError):
            yield date(int(year), int(month), int(day))
