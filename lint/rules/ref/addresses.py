"""Addresses: what follows from a record's own ids, by the templates of its kind (`Url`)."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lint.core.values import Path
from lint.kinds import Url
from lint.records.record import Record


class Address(NamedTuple):
    """A text that does not follow from the record's ids, in a field whose texts do.

    *expected* is what they must be, each with its template; a ``*`` stands for any text.
    """

    field: str
    path: Path
    text: str
    expected: Sequence[tuple[Url, str]]


def ids(record: Record) -> tuple[str, ...]:
    """Return the record's id, and its file's name where that is another (which REF001 reports)."""
    if _spelt(record.stem) != _spelt(record.id) and os.path.splitext(record.file)[1]:
        return (record.id, record.stem)
    return (record.id,)


def names_in_addresses(record: Record, id_: str) -> bool:
    """Return whether an address of the record names *id_*."""
    named = re.compile(rf"(?<![0-9A-Za-z]){re.escape(id_)}(?![0-9A-Za-z])")
    return any(named.search(text) for field in record.kind.urls_in for _, text in texts(record, field))


def _spelt(name: str) -> str:
    """Return a name for comparing: names of folders may be joined by other signs in an id."""
    return name.replace("/", "_") if "/" in name else name


@lru_cache(maxsize=32)  # two rules ask, each for a group of records
def unexpected_addresses(record: Record) -> Sequence[Address]:
    """Return the addresses, and the names they are made of, that do not follow from the record's ids.

    Nothing is expected where a template takes a field that is missing or holds no single word.
    """
    names = [_names(record, id_) for id_ in ids(record)]
    found: list[Address] = []
    for field, urls in record.kind.urls_in.items():
        given = texts(record, field)
        if not given:
            continue
        expected = [
            (url, url.template.format_map(known))
            for known in names
            for url in urls
            if url.names <= known.keys()
        ]
        own = [address for _, address in expected]
        for path, text in given:
            if text in own or any(fits(text, address) for address in own):
                continue
            found.append(Address(field, path, text, expected))
            for known in names:
                known.pop(field, None)  # what is made of it cannot be judged
    return found


def addresses_of(record: Record, field: str) -> list[str]:
    """Return the texts of *field* that follow from the record's id; none if they do not all follow."""
    urls = record.kind.urls_in.get(field, ())
    known = _names(record, record.id) if urls and len(ids(record)) == 1 else {}
    if not all(url.names <= known.keys() and "*" not in url.template for url in urls):
        return []
    return [url.template.format_map(known) for url in urls]


def _names(record: Record, id_: str) -> dict[str, str]:
    """Return what stands for the names in the templates where the record's id is *id_*."""
    kind = record.kind
    known = {kind.id_field: id_}
    for name in kind.url_names:
        text = record.field(name)
        if isinstance(text, str) and len(text.split()) == 1:
            known.setdefault(name, text)
    if kind.id_parts and (parts := re.fullmatch(kind.id_parts, id_)):
        known |= parts.groupdict()
    return known


def fits(text: str, address: str) -> bool:
    """Return whether *text* is the *address* that is expected."""
    before, star, after = address.partition("*")
    if not star:
        return text == address
    return len(text) > len(before) + len(after) and text.startswith(before) and text.endswith(after)


def texts(record: Record, field: str) -> list[tuple[Path, str]]:
    """Return the texts of a field, or of the list in it, with their paths."""
    found: list[tuple[Path, str]] = []
    for path, value in record.find(field):
        if isinstance(value, str):
            found.append((path, value))
        elif isinstance(value, list):
            found += [((*path, index), item) for index, item in enumerate(value) if isinstance(item, str)]
    return found
