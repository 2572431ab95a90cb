"""Findings and plain data as bytes, for other processes and the cache.

They are JSON, in which an object is a list of its fields. Bytes to be read are not trusted: they are
checked against the form in which they are written, so that they yield no other classes and run no code.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeAlias

from lint.core.errors import UsageError
from lint.core.findings import (
    About,
    Applicability,
    Finding,
    Fix,
    Line,
    Location,
    Origin,
    Preview,
    Region,
    Replacement,
    Severity,
    Span,
)
from lint.core.values import (
    DropShadowed,
    Edit,
    EditComment,
    Insert,
    MakeAlias,
    Path,
    Remove,
    Rename,
    Rewrite,
    Set,
    Value,
)

Plain: TypeAlias = Any
"""The data types of JSON: lists, dictionaries with strings as keys, strings, numbers, booleans, None."""


class DamagedResultError(UsageError):
    """A stored result does not have the form in which recordlint writes it."""

    def __init__(self) -> None:
        super().__init__("A result in the cache is damaged; remove the cache with `recordlint clean`")


def encode(value: Any) -> bytes:
    """Return *value*, which consists of findings and plain data, as bytes; tuples become lists."""
    # Surrogates represent bytes of file names; JSON would join two of them if they were escaped.
    return _encode(value).encode("utf-8", "surrogatepass")


def decode(encoded: bytes) -> Plain:
    """Return the plain data in *encoded*; `groups` turns them into findings.

    Raises:
        DamagedResultError: *encoded* was not returned by `encode`.
    """
    with damage():
        return json.loads(encoded.decode("utf-8", "surrogatepass"))


def pack(value: Any) -> bytes:
    """Return *value*, encoded and compressed."""
    return zlib.compress(encode(value), 1)


def unpack(packed: bytes) -> Plain:
    """Return the plain data in *packed*.

    Raises:
        DamagedResultError: *packed* was not returned by `pack`.
    """
    with damage():
        return decode(zlib.decompress(packed))


def groups(rows: Plain) -> list[list[Finding]]:
    """Return the lists of findings that *rows* encode.

    Raises:
        DamagedResultError: *rows* do not encode findings.
    """
    with damage():
        return [[_finding(row) for row in group] for group in rows]


def path(row: Plain) -> Path:
    """Return the path that *row* encodes.

    Raises:
        ValueError: *row* does not encode a path.
    """
    if type(row) is not list:
        raise ValueError
    return tuple([key if type(key) is str or type(key) is int else _value(key) for key in row])


@contextmanager
def damage() -> Iterator[None]:
    """Raise `DamagedResultError` if the block fails because plain data do not have the expected form."""
    try:
        yield
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, zlib.error):
        raise DamagedResultError from None


# Writing ------------------------------------------------------------------------------------------


def _tagged(given: Value) -> Plain:
    """Return a value of a record in a form that keeps its type: lists and mappings are `[tag, content]`."""
    if isinstance(given, dict):
        return ["dict", [[key, _tagged(value)] for key, value in given.items()]]
    if isinstance(given, list):
        return ["list", [_tagged(item) for item in given]]
    if isinstance(given, int) and given.bit_length() > 64:  # Python limits the length of decimal numbers
        return ["int", hex(given)]
    return given


_ROWS: dict[type, Callable[[Any], Sequence[Any]]] = {
    **{
        each: attrgetter(*(field.name for field in fields(each)))
        for each in (Finding, Location, About, Origin, Region, Line, Preview, Replacement, Fix)
    },
    Set: lambda edit: ("Set", edit.path, _tagged(edit.value)),
    Remove: lambda edit: ("Remove", edit.path),
    Insert: lambda edit: ("Insert", edit.path, _tagged(edit.value), edit.after),
    Rename: lambda edit: ("Rename", edit.path, edit.name),
    MakeAlias: lambda edit: ("MakeAlias", edit.path, edit.source),
    DropShadowed: lambda edit: ("DropShadowed", edit.path),
    EditComment: lambda edit: ("EditComment", edit.span, edit.text),
    Rewrite: lambda edit: ("Rewrite", edit.data.decode("latin-1")),
    date: lambda value: ("date", value.isoformat()),
    datetime: lambda value: ("datetime", value.isoformat()),
    bytes: lambda value: ("bytes", value.decode("latin-1")),
}


def _row(value: Any) -> Sequence[Any]:
    return _ROWS[type(value)](value)


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_row
).encode


# Reading ------------------------------------------------------------------------------------------


def _value(row: Plain) -> Value:
    match row:
        case str() | int() | float() | None:
            return row
        case ["dict", list(items)]:
            return {_value(key): _value(value) for key, value in items}
        case ["list", list(items)]:
            return [_value(item) for item in items]
        case ["int", str(text)]:
            return int(text, 16)
        case ["date", str(text)]:
            return date.fromisoformat(text)
        case ["datetime", str(text)]:
            return datetime.fromisoformat(text)
        case ["bytes", str(text)]:
            return text.encode("latin-1")
    raise ValueError


def _span(row: Plain) -> Span:
    match row:
        case [int(start), int(end)]:
            return start, end
    raise ValueError


def _region(row: Plain) -> Region:
    match row:
        case [int(line), int(column), int(end_line), int(end_column), utf16, utf8]:
            return Region(line, column, end_line, end_column, _span(utf16), _span(utf8))
    raise ValueError


def _line(row: Plain) -> Line:
    match row:
        case [int(number), str(text), list(marks)]:
            return Line(number, text, _all(_span, marks))
    raise ValueError


def _preview(row: Plain) -> Preview:
    match row:
        case [str(before), str(after)]:
            return Preview(before, after)
    raise ValueError


def _replacement(row: Plain) -> Replacement:
    match row:
        case [region, str(text)]:
            return Replacement(_region(region), text)
    raise ValueError


def _origin(row: Plain) -> Origin:
    match row:
        case [str(file), region, list(pointers)]:
            return Origin(file, _region(region), tuple(map(str, pointers)))
    raise ValueError


def _edit(row: Plain) -> Edit:
    match row:
        case ["Set", place, value]:
            return Set(path(place), _value(value))
        case ["Remove", place]:
            return Remove(path(place))
        case ["Insert", place, value, None]:
            return Insert(path(place), _value(value))
        case ["Insert", place, value, list(after)]:
            return Insert(path(place), _value(value), tuple(map(str, after)))
        case ["Rename", place, str(name)]:
            return Rename(path(place), name)
        case ["MakeAlias", place, source]:
            return MakeAlias(path(place), path(source))
        case ["DropShadowed", place]:
            return DropShadowed(path(place))
        case ["EditComment", span, str(text)]:
            return EditComment(_span(span), text)
        case ["Rewrite", str(text)]:
            return Rewrite(text.encode("latin-1"))
    raise ValueError


def _fix(row: Plain) -> Fix:
    match row:
        case [str(title), list(edits), str(applicability), str(why)]:
            return Fix(title, _all(_edit, edits), Applicability(applicability), why)
    raise ValueError


def _about(row: Plain) -> About:
    match row:
        case [str(title), str(page), list(authors), list(organisms), list(communities)]:
            return About(title, page, _all(_text, authors), _all(_text, organisms), _all(_text, communities))
    raise ValueError


def _text(row: Plain) -> str:
    if type(row) is not str:
        raise ValueError
    return row


def _location(row: Plain) -> Location:
    match row:
        case [
            str(file),
            str(kind),
            str(record),
            region,
            str(digest),
            list(excerpt),
            list(changes),
            list(replacements),
            suggestion,
            about,
            origin,
            bool(is_text),
        ]:
            return Location(
                file,
                kind,
                record,
                _region(region),
                digest,
                _all(_line, excerpt),
                _all(_preview, changes),
                _all(_replacement, replacements),
                None if suggestion is None else _replacement(suggestion),
                None if about is None else _about(about),
                None if origin is None else _origin(origin),
                is_text,
            )
    raise ValueError


def _finding(row: Plain) -> Finding:
    match row:
        case [
            str(code),
            str(name),
            int(severity),
            place,
            str(message),
            fix,
            list(words),
            bool(on_key),
            span,
            copy,
            bool(is_systematic),
            location,
        ]:
            return Finding(
                code,
                name,
                Severity(severity),
                path(place),
                message,
                None if fix is None else _fix(fix),
                _all(_span, words),
                on_key,
                None if span is None else _span(span),
                path(copy),
                is_systematic,
                _location(location),
            )
    raise ValueError


def _all(read: Callable[[Plain], Any], rows: Iterable[Plain]) -> tuple[Any, ...]:
    return tuple([read(row) for row in rows])
