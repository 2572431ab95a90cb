"""Values, paths into them, and edits of them, all independent of the file format.

A record's *values* are what a reader returns: ``dict``, ``list``, ``str``, ``int``, ``float``,
``bool``, ``None``, ``datetime.date`` and ``datetime.datetime``. A *path* identifies one of them by
the keys and indices (from 0) that lead to it, ``("schema-jsonld", 0, "keywords", 3)``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lint.core.differences import longest_increasing

Value = Any
Path = tuple[Any, ...]

BODY = "(body)"
"""The name in paths for the text after a record's front matter; its parts are the items of a list."""

ANY = "*"
"""Matches any single name in a field name."""


def pointer(path: Path) -> str:
    """Return *path* as a JSON pointer (RFC 6901), ``/schema-jsonld/0/keywords/3``."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in path)


def get(values: Value, path: Path) -> Value:
    """Return the value at *path*.

    Raises:
        LookupError: There is no value.
    """
    for key in path:
        if not isinstance(values, (dict, list)):
            raise LookupError(pointer(path))
        values = values[key]
    return values


def has(values: Value, path: Path) -> bool:
    """Return whether *path* leads to a value."""
    try:
        get(values, path)
    except (LookupError, TypeError):
        return False
    return True


def scalars(values: Value) -> list[tuple[Path, Value]]:
    """Return all values except lists and mappings, each with its path, in the order of the record."""
    if not isinstance(values, dict | list):
        return [((), values)]
    found: list[tuple[Path, Value]] = []
    _add_scalars(values, (), found)
    return found


def _add_scalars(values: Value, path: Path, found: list[tuple[Path, Value]]) -> None:
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if isinstance(value, (dict, list)):  # a tuple is faster than a union
            _add_scalars(value, (*path, key), found)
        else:
            found.append(((*path, key), value))


def strings(values: Value, *, beyond_ascii: bool = False) -> list[tuple[Path, str]]:
    """Return all string values, each with its path, in the order of the record; keys are not included.

    With *beyond_ascii*, only those with a character that is not ASCII.
    """
    if not isinstance(values, dict | list):
        return [((), values)] if isinstance(values, str) else []
    found: list[tuple[Path, str]] = []
    _add_strings(values, (), found, beyond_ascii)
    return found


def _add_strings(values: Value, path: Path, found: list[tuple[Path, str]], beyond_ascii: bool) -> None:
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if isinstance(value, str):
            if not (beyond_ascii and value.isascii()):
                found.append(((*path, key), value))
        elif value and isinstance(value, (dict, list)):
            _add_strings(value, (*path, key), found, beyond_ascii)


def same(one: Value, other: Value) -> bool:
    """Return whether two values are equal and of the same types, regardless of the order of keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return (
            len(one) == len(other)
            and {(type(key), key) for key in one} == {(type(key), key) for key in other}
            and all(same(value, other[key]) for key, value in one.items())
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other or (one != one and other != other))


def find(values: Value, field: str) -> Sequence[tuple[Path, Value]]:
    """Return the values of the dotted *field* name, each with its path.

    Names look into the items of lists: ``schema-jsonld.description`` is found whether
    ``schema-jsonld`` is a mapping (figures) or a list of mappings (pathways). ``*`` matches any name.
    """
    if "." not in field and isinstance(values, dict) and field != ANY:  # as most are
        return [((field,), values[field])] if field in values else []
    found: list[tuple[Path, Value]] = [((), values)]
    for name in field.split("."):
        above, found = found, []
        for path, value in above:
            is_list = isinstance(value, list)
            for index, item in enumerate(value if is_list else [value]):
                if isinstance(item, dict):
                    place = (*path, index) if is_list else path
                    names = item if name == ANY else (name,) if name in item else ()
                    found += [((*place, each), item[each]) for each in names]
    return found


def field_of(path: Path) -> str:
    """Return the dotted name by which `find` finds the value at *path*, or the list that contains it."""
    return ".".join(key for key in path if isinstance(key, str))


class FieldNames(tuple[str, ...]):
    """Dotted field names, which may contain `*`; a field is contained if one of them matches it."""

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self)

    @cached_property
    def _forms(self) -> re.Pattern[str] | None:
        forms = [
            r"\.".join("[^.]+" if part == ANY else re.escape(part) for part in name.split("."))
            for name in self
            if ANY in name.split(".")
        ]
        return re.compile("|".join(forms)) if forms else None

    def __contains__(self, field: object) -> bool:
        """Return whether the dotted name *field* matches one of these."""
        if field in self._names:
            return True
        return self._forms is not None and isinstance(field, str) and self._forms.fullmatch(field) is not None


@dataclass(frozen=True, slots=True)
class Set:
    """Replace the value at *path* by *value*."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the item or the field at *path* from its list or mapping."""

    path: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert *value* before the item that is now at *path*; an index one past the last appends it.

    If *path* is that of a new field, it is added to its mapping: in alphabetical order if the fields are
    in that order, else after the last of the fields that *after* names, else at the end.
    """

    path: Path
    value: Value
    after: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the field at *path* another *name*, and keep its position and value."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class MakeAlias:
    """Write the value at *path* as a YAML alias of the equal one at *source*.

    Both keep their values, but the file contains the text only once.
    """

    path: Path
    source: Path


@dataclass(frozen=True, slots=True)
class DropShadowed:
    """Remove all but the last entry of the field at *path*, which occurs several times in its mapping.

    No value changes, since readers use the last entry.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class EditComment:
    """Replace the comment at *span* by *text*; if that is "", remove it and the white space before it.

    The span reaches from the `#` to the end of the comment, in characters of the file, counted from 0. The
    text begins with a `#`, too. No value changes.
    """

    span: tuple[int, int]
    text: str = ""

    @property
    def path(self) -> Path:
        """The whole record: a comment is not part of any value."""
        return ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Replace the bytes of the whole file by *data*, which has the same values.

    This is for files that cannot be read, and for changes between the values. It cannot be combined
    with other edits.
    """

    data: bytes

    @property
    def path(self) -> Path:
        """The whole record."""
        return ()


Edit = Set | Remove | Insert | Rename | MakeAlias | DropShadowed | EditComment | Rewrite


def narrowed(edits: Iterable[Edit], value_at: Callable[[Path], Value]) -> Iterator[Edit]:
    """Yield *edits*; those that set a mapping to another mapping become edits of the fields that change.

    Args:
        edits: The edits.
        value_at: Returns the value at a path.
    """
    for edit in edits:
        old = value_at(edit.path) if isinstance(edit, Set) else None
        if isinstance(edit, Set) and isinstance(old, dict) and isinstance(edit.value, dict) and old:
            for key in old | edit.value:
                path = (*edit.path, key)
                if key not in edit.value:
                    yield Remove(path)
                elif key not in old:
                    yield Insert(path, edit.value[key])
                elif not same(old[key], edit.value[key]):
                    yield from narrowed([Set(path, edit.value[key])], value_at)
        else:
            yield edit


def apply(values: Value, edits: Sequence[Edit]) -> Value:
    """Return *values* with the *edits* applied, without changing *values*.

    All paths and indices refer to *values* before any edit, regardless of the order of the edits.

    Raises:
        LookupError: The path of an edit does not exist.
        ValueError: Two edits contradict each other.
    """
    return _apply(values, [(edit.path, edit) for edit in edits if not isinstance(edit, EditComment)])


def _apply(values: Value, edits: list[tuple[Path, Edit]]) -> Value:
    here = [edit for rest, edit in edits if not rest]
    if here:
        settings = [edit for edit in here if isinstance(edit, Set)]
        if len(here) != len(edits) or any(edit != here[0] for edit in here):
            raise ValueError(f"edits within {pointer(here[0].path)} contradict each other")
        return settings[0].value if settings else values
    if not edits:
        return values
    if not isinstance(values, dict | list):
        raise LookupError(pointer(edits[0][1].path))
    below: dict[Any, list[tuple[Path, Edit]]] = defaultdict(list)
    removed: set[Any] = set()
    renamed: dict[Any, str] = {}
    inserted: dict[Any, list[Value]] = defaultdict(list)
    for rest, edit in edits:
        key = rest[0]
        if len(rest) == 1 and isinstance(edit, Insert):
            inserted[key].append(edit.value)
            continue
        if not (key in values if isinstance(values, dict) else 0 <= key < len(values)):
            raise LookupError(pointer(edit.path))
        if len(rest) == 1 and isinstance(edit, Remove):
            removed.add(key)
        elif len(rest) == 1 and isinstance(edit, Rename):
            renamed[key] = edit.name
        else:
            below[key].append((rest[1:], edit))
    if removed & below.keys():
        raise ValueError(f"edits within {pointer(edits[0][1].path)} contradict each other")
    if isinstance(values, dict):
        if not values.keys().isdisjoint(renamed.values()) or removed & renamed.keys():
            raise ValueError(f"edits within {pointer(edits[0][1].path)} contradict each other")
        result = {
            renamed.get(k, k): _apply(v, below[k]) if k in below else v
            for k, v in values.items()
            if k not in removed
        }
        for key, added in inserted.items():
            if key in result or key in values or len(added) > 1:
                raise ValueError(f"{pointer(edits[0][1].path)} is there already")
            result[key] = added[0]
        return result
    items: list[Value] = []
    for index, item in enumerate(values):
        items += inserted.pop(index, ())
        if index not in removed:
            items.append(_apply(item, below[index]) if index in below else item)
    items += inserted.pop(len(values), ())
    if inserted:
        raise LookupError(pointer(edits[0][1].path))
    return items


def diff_lists(path: Path, old: Sequence[Value], new: Sequence[Value]) -> tuple[Edit, ...]:
    """Return removals and insertions that turn the list at *path* from *old* into *new*.

    There are as few as possible if no item occurs twice; of repeated items, the first ones are kept. The
    items must be hashable. Those that stay are a longest increasing subsequence of the old indices.
    """
    places: dict[Value, list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        places[old[index]].append(index)
    # The k-th occurrence in the new list corresponds to the k-th in the old one.
    origin = [places[item].pop() if places.get(item) else -1 for item in new]
    known = [index for index, place in enumerate(origin) if place >= 0]
    kept = {known[number] for number in longest_increasing([origin[index] for index in known])}
    stay = {origin[index] for index in kept}
    edits: list[Edit] = [Remove((*path, index)) for index in range(len(old)) if index not in stay]
    before = 0
    for index, item in enumerate(new):
        if index in kept:
            before = origin[index] + 1
        else:
            edits.append(Insert((*path, before), item))
    return tuple(edits)
