"""Finding patterns that take exponential time on some texts, such as `(a+)+b`.

Python's `re` tries one way to match after another. If a repeated part can match a text in several ways,
and the rest then fails, the ways multiply. Therefore, each pattern is tried on short texts that repeat
texts of its repeated parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from time import thread_time
from typing import Any

from lint.kinds.schema.patterns import compiled

_SECONDS = 0.02  # a thousand times as long as another pattern takes on a text of 28 parts
_REPEATED = range(4, 32, 2)
_MAX_TEXTS = 60  # for one pattern
_CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}

_parser: Any = import_module("re._parser")


def multiplies(pattern: str) -> bool:
    """Return whether a text is found on which *pattern* takes exponential time."""
    expression = compiled(pattern)
    for before, repeated in islice(_repeats(_parser.parse(expression.pattern), ""), _MAX_TEXTS):
        for number in _REPEATED:
            begin = thread_time()
            expression.search(f"{before}{repeated * number}\0")
            if thread_time() - begin > _SECONDS:
                return True
    return False


def _repeats(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield each text that a repeated part of *items* may match, with a text that may come before it."""
    for operator, argument in items:
        name = str(operator)
        for part in _parts(name, argument):
            yield from _repeats(part, before)
        if name in _REPEATS and argument[1] > 1:
            for text in dict.fromkeys(_texts(argument[2])):
                yield before, text
        before += next(_texts([(operator, argument)]))


def _parts(name: str, argument: Any) -> list[Any]:
    """Return the sequences of items inside an item."""
    if name == "BRANCH":
        return list(argument[1])
    if name in {"SUBPATTERN", "ATOMIC_GROUP", "POSSESSIVE_REPEAT", "ASSERT", "ASSERT_NOT", *_REPEATS}:
        return [argument if name == "ATOMIC_GROUP" else argument[-1]]
    return []


def _texts(items: Any) -> Iterator[str]:
    """Yield a few texts that *items* match: one of all first choices, then one for each other choice."""
    choices = [_choices(str(operator), argument) for operator, argument in items]
    first = [each[0] for each in choices]
    yield "".join(first)
    for place, others in enumerate(choices):
        for other in others[1:4]:
            yield "".join([*first[:place], other, *first[place + 1 :]])


def _choices(name: str, argument: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(argument)]
    if name == "NOT_LITERAL":
        return ["a" if argument != ord("a") else "b"]
    if name == "ANY":
        return ["a"]
    if name == "IN":
        members = [_member(str(operator), value) for operator, value in argument]
        if members[0]:
            return members[:4]
        return [
            next((each for each in "a1 -\u03b2" if each not in members), "Z")
        ]  # a character not in the class
    if name == "BRANCH":
        return [text for part in argument[1] for text in islice(_texts(part), 2)]
    if name in _REPEATS:
        return [text * max(argument[0], 1) for text in islice(_texts(argument[2]), 4)]
    parts = [] if name.startswith("ASSERT") else _parts(name, argument)
    return [text for part in parts for text in islice(_texts(part), 4)] or [""]


def _member(name: str, value: Any) -> str:
    """Return a character of a member of a class; "" for `NEGATE`."""
    if name == "NEGATE":
        return ""
    if name == "CATEGORY":
        return _CATEGORIES.get(str(value), "-")
    return chr(value[0] if name == "RANGE" else value)
