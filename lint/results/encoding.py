"""Findings, results and plain data as bytes, for other processes and the cache.

They are JSON, in which an object is the list of its fields and a mapping the list of its items. Bytes to be
read are not trusted: each part must have the type of its field, so that they yield no other classes and run
no code.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from lint.core.errors import UsageError
from lint.core.values import Edit, Value

Plain: TypeAlias = Any
"""The data types of JSON: lists, dictionaries with strings as keys, strings, numbers, booleans, None."""

_PLAIN = {str, int, float, bool, NoneType}

T = TypeVar("T")

_Read: TypeAlias = "Callable[[Plain], Any]"
"""Returns what a row encodes, or raises ValueError."""


class DamagedResultError(UsageError):
    """A stored result does not have the form in which recordlint writes it."""

    def __init__(self) -> None:
        super().__init__("A result in the cache is damaged; remove the cache with `recordlint clean`")


def encode(value: Any) -> bytes:
    """Return *value*, which consists of plain data, tuples and dataclasses, as bytes."""
    # Surrogates represent bytes of file names; JSON would join two of them if they were escaped.
    return _encode(value).encode("utf-8", "surrogatepass")


def decode(encoded: bytes) -> Plain:
    """Return the plain data in *encoded*; `read` turns them into objects.

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


def read(form: type[T], row: Plain) -> T:
    """Return the value of the type *form*, such as `list[Finding]`, that *row* encodes.

    Raises:
        DamagedResultError: *row* does not encode such a value.
    """
    with damage():
        value: T = _reader(form)(row)  # type: ignore[arg-type]  # types are hashable
        return value


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


def _row(value: Any) -> Sequence[Any]:
    return _writer(type(value))(value)  # type: ignore[arg-type]  # classes are hashable


@cache
def _writer(form: Any) -> Callable[[Any], Sequence[Any]]:
    """Return a function that returns an object of the class *form* as a row."""
    if form is set:
        return list
    if form is bytes:
        return lambda value: ("bytes", value.decode("latin-1"))
    if issubclass(form, date):
        return lambda value: (form.__name__, value.isoformat())
    names = [each.name for each in fields(form)]
    if form in get_args(Edit):
        return lambda edit: (form.__name__, *[_tagged(getattr(edit, name)) for name in names])
    parts: Callable[[Any], Sequence[Any]] = attrgetter(*names)
    if any(_class(hint) in (dict, Counter) for hint in _hints(form)):
        return lambda each: [[*part.items()] if isinstance(part, dict) else part for part in parts(each)]
    return parts


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_row
).encode


# Reading ------------------------------------------------------------------------------------------


def _value(row: Plain) -> Value:
    """Return the value of a record that `_tagged` returned as *row*."""
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


def _class(form: Any) -> Any:
    return get_origin(form) or form


def _hints(form: type) -> list[Any]:
    """Return the types of the fields of a dataclass or a named tuple."""
    return list(get_type_hints(form).values())


@cache
def _reader(form: Any) -> _Read:
    """Return a function that returns the value of the type *form* that a row encodes."""
    parts, of_class = get_args(form), _class(form)
    if form is Any:
        return _value
    if of_class is UnionType:
        return _union_reader([part for part in parts if part is not NoneType])
    if of_class in (list, set) or parts[1:] == (...,):
        items = _items_reader(_reader(parts[0]), parts[0])
        return lambda row: of_class(items(row))
    if of_class is tuple:
        several = _parts_reader(parts)
        return lambda row: tuple(several(row))
    if of_class in (dict, Counter):
        pairs = _items_reader(_parts_reader((*parts, int)[:2]))
        return lambda row: of_class(dict(pairs(row)))
    if is_dataclass(of_class) or issubclass(of_class, tuple):
        own = _parts_reader(_hints(of_class))
        return lambda row: of_class(*own(row))
    read: _Read = of_class if issubclass(of_class, Enum) else lambda row: _exact(of_class, _value(row))
    return read


def _exact(form: type, value: Value) -> Any:
    if type(value) is not form:
        raise ValueError
    return value


def _union_reader(forms: Sequence[type]) -> _Read:
    """Return a reader of None or the only one of *forms*, or of edits, whose rows begin with their class."""
    if len(forms) == 1:
        only = _reader(forms[0])
        return lambda row: None if row is None else only(row)
    readers = {form.__name__: _reader(form) for form in forms}
    return lambda row: readers[row[0]](row[1:])


def _items_reader(read: _Read, form: Any = None) -> Callable[[Plain], list[Any]]:
    """Return a reader of lists whose items *read* reads, unless they already have the type *form*."""
    types = _PLAIN if form is Any else {form}

    def items(row: Plain) -> list[Any]:
        own: list[Any] = _exact(list, row)
        if types.issuperset(map(type, own)):  # as most
            return own
        return [each if type(each) in types else read(each) for each in own]

    return items


def _parts_reader(forms: Sequence[Any]) -> Callable[[Plain], list[Any]]:
    """Return a reader of lists whose items have the types *forms*; most are texts and numbers."""
    readers = [(form, _reader(form)) for form in forms]

    def read(row: Plain) -> list[Any]:
        pairs = zip(readers, _exact(list, row), strict=True)
        return [part if type(part) is form else read(part) for (form, read), part in pairs]

    return read
