"""Common properties of the texts of one field: a format, a pattern, a small set of words, a class.

A property is only inferred if the next text is likely to have it, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, TypeAlias

from lint.core.wording import close_matches, digits_of
from lint.kinds.schema.formats import conforms

Named: TypeAlias = "tuple[str, Any]"
"""A value with the name of its record."""

_FORMATS = ("orcid", "date", "date-time", "uuid", "email", "uri", "doi")
_LEAST_WORDS, _MOST_WORDS = 3, 25  # of an enum
_LEAST = 5  # values to infer anything
_MANY = 1000  # different values, which have all the signs and lengths that others will have
_MAX_LENGTH = 80  # of an identifier
_MOST_RUNS = 9
_USUAL = frozenset("-_./:")
_RUN = re.compile(r"[0-9]+|[A-Za-z]+|[^0-9A-Za-z]")
_MARKDOWN = re.compile(r"\]\(https?:|\*\*\S|^#{1,4} |^[-*] .*\n[-*] |`[^`\n]+`|^> ", re.MULTILINE)
_HTML = re.compile(r"</(?:a|p|b|i|em|ul|ol|li|div|span|strong)>|<br ?/?>", re.IGNORECASE)
_LONG = 150  # characters of a text that is too long for one line
_MOST_EXCEPTIONS = 3  # if there are more, they are no mistakes
ENOUGH = 12
"""Values of which one may be an exception, and in which what is missing is unusual."""


def few(number: int) -> int:
    """Return how many of *number* values may be exceptions."""
    return min(max(number // 40, int(number >= ENOUGH)), _MOST_EXCEPTIONS)


def near(word: str, others: Collection[str], cutoff: float) -> str:
    """Return the one of *others* of which *word* may be a misspelling; "" if there is none.

    Other digits distinguish the members of a series.
    """
    alike = [other for other in others if digits_of(other) == digits_of(word)]
    return next(iter(close_matches(word, alike, cutoff=cutoff)), "")


@dataclass
class Common:
    """Common properties of texts as keywords of a schema, and the records whose texts lack them."""

    keywords: dict[str, Any] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)


def common(texts: Sequence[Named], *, in_list: bool) -> Common:
    """Return the common properties of the *texts* of one field, or of the items of its lists.

    The items of lists are often names, which are no fixed set.
    """
    values = [text for _, text in texts]
    if len(values) < _LEAST:
        return Common()
    words = [] if in_list else _words(texts)
    found = (
        [Common({"enum": words}, [record for record, text in texts if text not in words])] if words else []
    )
    for name in _FORMATS:
        found.append(Common({"format": name}, [record for record, text in texts if not _has(name, text)]))
    if pattern := _pattern(values):
        wrong = [record for record, text in texts if not re.fullmatch(pattern, text)]
        found.append(Common({"pattern": f"^{pattern}$"}, wrong))
    records = len({record for record, _ in texts})
    for each in found:
        if len(each.exceptions) <= few(len(values)) and len(set(each.exceptions)) <= few(records):
            return each
    return Common()


def _has(name: str, text: str) -> bool:
    """Return whether *text* has the format *name*; `GO:1` does not count as an address."""
    return conforms(name, text) and (name != "uri" or "://" in text)


def _words(texts: Sequence[Named]) -> list[str]:
    """Return the words, if *texts* have only few different ones, each in several records; else [].

    A rare word that is similar to a common one is a misspelling and is left out.
    """
    counts = Counter(text for _, text in set(texts))
    often = [word for word, count in counts.items() if count > max(few(len(texts)), 1)]
    slips = [word for word in counts if word not in often and near(word, often, 0.8)]
    words = [word for word in counts if word not in slips]
    is_small = _LEAST_WORDS <= len(words) <= _MOST_WORDS and len(texts) >= 10 * len(words)
    is_whole = is_small and all(counts[word] > 2 and len(word) <= _MAX_LENGTH for word in words)
    return sorted(words) if is_whole else []


def _pattern(values: Sequence[str]) -> str:
    """Return a pattern that most *values* match, if they are identifiers; else ""."""
    if sum(" " in text or not text or len(text) > _MAX_LENGTH for text in values) > few(len(values)):
        return ""
    different = set(values)
    if len(different) < _LEAST:
        return ""
    shapes: dict[tuple[str, ...], list[list[str]]] = {}
    for text in different:
        runs = _RUN.findall(text)
        shapes.setdefault(tuple(map(_kind, runs)), []).append(runs)
    shape, rows = max(shapes.items(), key=lambda item: len(item[1]))
    is_telling = 1 < len(shape) <= _MOST_RUNS or shape == ("9",)
    if not is_telling or len(rows) < len(different) - few(len(different)):
        is_plain = all(map(str.isalpha, different))  # words, beside which there may be phrases
        return "" if is_plain else _characters(different)
    columns = list(zip(*rows, strict=True))
    if len(rows) >= _MANY or all(_is_fixed(column) or column[0].isdigit() for column in columns):
        return "".join(map(_run, columns))
    begin = list(takewhile(_is_fixed, columns))
    end = list(takewhile(_is_fixed, reversed(columns[len(begin) :])))[::-1]
    middle = {"".join(runs[len(begin) : len(runs) - len(end)]) for runs in rows}
    signs = _characters(middle)
    return signs and "".join([*map(_run, begin), signs, *map(_run, end)])


def _kind(run: str) -> str:
    return "9" if run.isdigit() else "a" if run.isalpha() and run.isascii() else run


def _is_fixed(column: Sequence[str]) -> bool:
    """Return whether the runs at one place of many texts are the same, and no number."""
    return len(set(column)) == 1 and not column[0].isdigit()


def _run(column: Sequence[str]) -> str:
    """Return a pattern of the runs at one place of many texts.

    The number of digits is only fixed if there are leading zeros, or many texts.
    """
    if _is_fixed(column):
        return re.escape(column[0])
    counts = Counter(column)
    letters = "".join(counts)
    if len(counts) <= 4 and min(counts.values()) > few(len(column)) and not letters.isdigit():
        return f"(?:{'|'.join(map(re.escape, sorted(counts)))})"
    sign = "[0-9]" if letters.isdigit() else "[a-z]" if letters.islower() else "[A-Z]"
    sign = sign if letters.isdigit() or letters.islower() or letters.isupper() else "[A-Za-z]"
    size, count = Counter(map(len, column)).most_common(1)[0]
    is_padded = letters.isdigit() and size > 1 and any(run.startswith("0") for run in column)
    is_fixed = is_padded and count >= len(column) - few(len(column)) and len(column) >= _LEAST
    return f"{sign}{{{size}}}" if is_fixed else f"{sign}+"


def _characters(different: Collection[str]) -> str:
    """Return a pattern of the characters in *different* texts, if they are usual in identifiers; else "".

    A sign in a single text is an exception, unless it is usual.
    """
    counts = Counter(sign for text in different for sign in set(text))
    if len(different) < ENOUGH:
        return ""
    most = few(ENOUGH)
    signs = {
        sign
        for sign, count in counts.items()
        if not (sign.isascii() and sign.isalnum()) and (sign in _USUAL or count > most)
    }
    if signs - _USUAL:
        return ""
    ranges = {"A-Z": str.isupper, "a-z": str.islower, "0-9": str.isdigit}
    classes = [name for name, test in ranges.items() if any(map(test, counts))]
    if not classes:
        return ""
    if len(different) < _MANY:
        signs |= set("_-.")
        classes += [] if "0-9" in classes else ["0-9"]
    listed = "".join(sorted(re.escape(sign) for sign in signs if sign != "-"))
    return f"[{''.join(classes)}{listed}{'-' if '-' in signs else ''}]+"


def class_of(texts: Sequence[Named], keywords: dict[str, Any]) -> str:
    """Return the setting for a field with these *texts*, for which the schema has *keywords*."""
    values = [text for _, text in texts]
    number = len(values)
    if sum(map(bool, map(_HTML.search, values))) * 4 > number:
        return "html"
    if sum(map(bool, map(_MARKDOWN.search, values))) > few(number):
        return "markdown"
    if sum("\n" in text.strip() or len(text) > _LONG for text in values) > few(number):
        return "text"
    is_word = not any(" " in text for text in values) and number >= _LEAST
    return "identifiers" if keywords.keys() & {"format", "pattern"} or is_word else "one-line"
