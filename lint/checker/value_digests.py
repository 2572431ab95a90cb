"""Digests of what findings are about, by which a baseline knows them again."""

from __future__ import annotations

import json

from lint.core import digests
from lint.core.findings import Finding, Span
from lint.core.patterns import lazy
from lint.core.values import Path, Value
from lint.documents.document import Document

_MAX_WORD = 100  # characters that extend the words at fault

_as_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode
_WORD = lazy(r"\S*")
_WORD_BEFORE = lazy(r"\S*\Z")


def digest_in(document: Document, finding: Finding) -> str:
    """Return a digest of what *finding* is about in *document*.

    That is the words at fault and those adjacent to them; otherwise the value at the finding's path, or the
    message if the value is a list or a mapping. So another sentence in a text or another item in a list
    does not turn an old fault into a new one.
    """
    value = value_at(finding.path, document)
    if finding.words and isinstance(value, str):
        return digest([_whole_words(value, words) for words in finding.words])
    return digest(finding.message if isinstance(value, list | dict) else value)


def _whole_words(text: str, words: Span) -> str:
    """Return the span *words* of *text*, extended to whole words on both sides."""
    start, end = words
    before = _WORD_BEFORE.search(text, max(start - _MAX_WORD, 0), start)
    after = _WORD.match(text, end, end + _MAX_WORD)
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}"


def value_at(path: Path, document: Document) -> Value:
    """Return the value at *path*; None for the whole record and if there is no value."""
    try:
        return document.get(path) if path else None
    except (LookupError, TypeError):
        return None


def digest(value: Value) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of *value* as compact, sorted JSON."""
    try:
        text = _as_json(value)
    except TypeError:  # the names of fields are dates, or cannot be sorted
        text = _as_json(_with_text_names(value))
    return digests.digest(text.encode(), 16)


def _with_text_names(value: Value) -> Value:
    if isinstance(value, list):
        return [_with_text_names(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _with_text_names(item) for key, item in value.items()}
    return value
