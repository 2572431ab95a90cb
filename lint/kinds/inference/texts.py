"""Common properties of the texts of one field: a format, a pattern, a small set of words, a class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lint.core.wording import close_matches
from lint.kinds.schema.formats import conforms

Named: TypeAlias = "tuple[str, Any]"
"""A value with the name of its record."""

_FORMATS = ("orcid", "date", "date-time", "uuid", "email", "uri", "doi")
_MOST_WORDS = 25  # of an enum
_LEAST = 5  # values to infer anything
_MAX_LENGTH = 80  # of an identifier
_MOST_RUNS = 9
_USUAL = frozenset("-_./:")
_RUN = re.compile(r"[0-9]+|[A-Za-z]+|[^0-9A-Za-z]")
_MARKDOWN = re.compile(r"\]\(https?:|\*\*\S|^#{1,4} |^[-*] .*\n[-*] |`[^`\n]+`|^> ", re.MULTILINE)
_HTML = re.compile(r"</(?:a|p|b|i|em|ul|ol|li|div|span|strong)>|<br ?/?>", re.IGNORECASE)
_LONG = 150  # characters of a text that is too long for one line


def few(number: int) -> int:
    """Return how many of *number* values may be exceptions."""
    return number // 40 if number >= 40 else int(number >= 12)


@dataclass
class Common:
    """Common properties of texts as keywords of a schema, and the records whose texts lack them."""

    keywords: dict[str, Any] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)


def common(texts: Sequence[Named]) -> Common:
    """Return the common properties of the *texts* of one field."""
    values = [text for _, text in texts]
    if len(values) < _LEAST:
        return Common()
    words = _words(values)
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


def _words(values: Sequence[str]) -> list[str]:
    """Return the words, if *values* have only few different ones; else [].

    A rare word that is similar to a common one is a misspelling and is left out.
    """
    counts = Counter(values)
    often = [word for word, count in counts.items() if count > max(few(len(values)), 1)]
    slips = [word for word in counts if word not in often and close_matches(word, often, cutoff=0.8)]
    words = [word for word in counts if word not in slips]
    is_small = len(words) <= _MOST_WORDS and len(values) >= 6 * len(words)
    return sorted(words) if is_small and max(map(len, words)) <= _MAX_LENGTH else []


def _pattern(values: Sequence[str]) -> str:
    """Return a pattern that most *values* match, if they are identifiers; else ""."""
    if sum(" " in text or not text or len(text) > _MAX_LENGTH for text in values) > few(len(values)):
        return ""
    shapes: dict[tuple[str, ...], list[list[str]]] = {}
    for text in values:
        runs = _RUN.findall(text)
        shapes.setdefault(tuple(map(_kind, runs)), []).append(runs)
    shape, rows = max(shapes.items(), key=lambda item: len(item[1]))
    is_telling = 1 < len(shape) <= _MOST_RUNS or shape == ("9",)
    if is_telling and len(rows) >= len(values) - few(len(values)):
        return "".join(_joined(rows))
    return _characters(values)


def _kind(run: str) -> str:
    return "9" if run.isdigit() else "a" if run.isalpha() and run.isascii() else run


def _joined(rows: list[list[str]]) -> Iterator[str]:
    for runs in zip(*rows, strict=True):
        different = set(runs)
        if len(different) == 1 and not runs[0].isdigit():
            yield re.escape(runs[0])
            continue
        if len(different) <= 4 and len(rows) >= 6 * len(different) and not runs[0].isdigit():
            yield f"(?:{'|'.join(map(re.escape, sorted(different)))})"
            continue
        letters = "".join(different)
        sign = "[0-9]" if letters.isdigit() else "[a-z]" if letters.islower() else "[A-Z]"
        sign = sign if letters.isdigit() or letters.islower() or letters.isupper() else "[A-Za-z]"
        size, count = Counter(map(len, runs)).most_common(1)[0]
        is_fixed = count >= len(rows) - few(len(rows)) and len(rows) >= 2 * _LEAST
        yield f"{sign}{{{size}}}" if is_fixed else f"{sign}+"


def _characters(values: Sequence[str]) -> str:
    """Return a pattern of the characters in *values*, if they are usual in identifiers; else "".

    A rare sign is an exception, unless it is usual.
    """
    counts = Counter(sign for text in values for sign in set(text))
    signs = [
        sign
        for sign, count in counts.items()
        if not sign.isalnum() and (sign in _USUAL or count > few(len(values)))
    ]
    if any(sign not in _USUAL for sign in signs):
        return ""
    classes = [
        name
        for name, test in (("A-Z", str.isupper), ("a-z", str.islower), ("0-9", str.isdigit))
        if any(test(sign) for sign in counts)
    ]
    listed = "".join(sorted(re.escape(sign) for sign in signs if sign != "-"))
    return f"[{''.join(classes)}{listed}{'-' if '-' in signs else ''}]+" if classes else ""


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
