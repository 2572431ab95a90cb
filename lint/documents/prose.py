"""The prose of a Markdown text: the text outside code.

Code is all of this: code blocks and code spans (CommonMark 0.31), the content of the HTML elements
`pre`, `code`, `script` and `style`, comments, and the tags of Liquid. An index counts characters of
the text from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from lint.core.findings import Span
from lint.core.patterns import lazy

T = TypeVar("T", bound=tuple[Any, ...])

_OPENING = lazy(
    r"""^[ ]{0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})
    | (?:^[ \t]*\n|\A)(?P<indented>(?:[ ]{4}|\t)[ \t]*[^\s])
    | (?<!\\)(?P<ticks>`+)
    | <(?P<tag>pre|code|script|style)\b
    | (?P<comment><!--)
    | \{%-?\s*(?P<block>raw|highlight|comment)\b
    | (?P<output>\{\{) | (?P<statement>\{%)""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_BLANK = lazy(r"\n[ \t]*\n")
_UNINDENTED = lazy(r"^(?![ ]{4}|\t|[ \t]*$)", re.MULTILINE)
_LIST = lazy(r"^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]", re.MULTILINE)


def prose(text: str) -> Iterator[Span]:
    """Yield the spans of *text* outside code that are not only white space, in order."""
    at = 0
    for start, end in _code(text):
        if text[at:start].strip():
            yield at, start
        at = end
    if text[at:].strip():
        yield at, len(text)


def in_prose(text: str, found: Iterable[T]) -> list[T]:
    """Return those of *found* that are in the prose of *text*; each begins as for `outside_code`."""
    spans = list(prose(text))
    return [each for each in found if any(first <= _start(each) < last for first, last in spans)]


def outside_code(text: str, found: Sequence[T]) -> Sequence[T]:
    """Return those of *found* that are not in code between backticks.

    Each begins with the index of its first character in *text*, or with its range.
    """
    if not found or "`" not in text:
        return found
    return in_prose(text, found)


def _start(found: tuple[Any, ...]) -> int:
    start: int = found[0][0] if isinstance(found[0], tuple) else found[0]
    return start


def _code(text: str) -> Iterator[Span]:
    missing: set[str] = set()  # openings without an end after this, so that each is searched for once
    at = 0
    while opening := _OPENING.search(text, at):
        kind = str(opening.lastgroup)
        start = opening.start(kind) if kind in ("indented", "ticks", "fence") else opening.start()
        sign = opening[kind]
        end = -1 if f"{kind} {sign.lower()}" in missing else _end(text, opening, kind, sign)
        if end < 0:
            if kind not in ("ticks", "indented"):  # these end with their paragraph
                missing.add(f"{kind} {sign.lower()}")
            at = opening.end()
            continue
        yield start, end
        at = max(end, opening.end())


def _end(text: str, opening: re.Match[str], kind: str, sign: str) -> int:
    """Return the end of the code that begins with *opening*; -1 if it is not code."""
    begin = opening.end()
    match kind:
        case "fence":
            closing = re.compile(rf"^[ ]{{0,3}}{sign[0]}{{{len(sign)},}}[ \t]*\r?$", re.MULTILINE)
            found = closing.search(text, begin)
            return found.end() if found else len(text)
        case "indented":
            before = text[: opening.start(kind)]
            paragraph = before.rstrip().rpartition("\n\n")[2]
            if _LIST.search(paragraph):  # it continues an item of a list
                return -1
            after = _UNINDENTED.search(text, begin)
            return after.start() if after else len(text)
        case "ticks":
            blank = _BLANK.search(text, begin)
            closing = re.compile(rf"(?<!`){sign}(?!`)")
            found = closing.search(text, begin, blank.start() if blank else len(text))
            return found.end() if found else -1
        case "comment":
            return _behind(text, "-->", begin)
        case "output":
            return _behind(text, "}}", begin)
        case "statement":
            return _behind(text, "%}", begin)
        case "tag":
            found = re.compile(rf"</{sign}\s*>", re.IGNORECASE).search(text, begin)
        case _:
            found = re.compile(rf"\{{%-?\s*end{sign}\s*-?%\}}").search(text, begin)
    return found.end() if found else -1


def _behind(text: str, sign: str, begin: int) -> int:
    at = text.find(sign, begin)
    return at + len(sign) if at >= 0 else -1
