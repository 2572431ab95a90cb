"""Addresses that follow from a record's own ids by the templates of its kind (`Url`)."""

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
    """A text that does not follow from the record's ids, although the texts of its field must.

    *expected* holds the valid texts, each with its template; a ``*`` matches any text.
    """

    field: str
    path: Path
    text: str
    expected: Sequence[tuple[Url, str]]


def ids(record: Record) -> tuple[str, ...]:
    """Return the record's id and, if it differs (which REF001 reports), the name of its file."""
    if _spelt(record.stem) != _spelt(record.id) and os.path.splitext(record.file)[1]:
        return (record.id, record.stem)
    return (record.id,)


def names_in_addresses(record: Record, id_: str) -> bool:
    """Return whether an address of the record names *id_*."""
    return any(names_id(text, id_) for field in record.kind.urls_in for _, text in texts(record, field))


def names_id(address: str, id_: str) -> bool:
    """Return whether an address names *id_*."""
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(id_)}(?![0-9A-Za-z])", address) is not None


def _spelt(name: str) -> str:
    """Return a name for comparisons: ids may join the names of folders with another sign."""
    return name.replace("/", "_") if "/" in name else name


@lru_cache(maxsize=32)  # two rules ask, each for a group of records
def unexpected_addresses(record: Record) -> Sequence[Address]:
    """Return the addresses, and names used in addresses, that do not follow from the record's ids.

    A template is ignored if it uses a field that is missing or does not hold a single word.
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
                known.pop(field, None)  # addresses that use it cannot be checked
    return found


def addresses_of(record: Record, field: str) -> list[str]:
    """Return the texts of *field* that follow from the record's id; none unless all of them follow."""
    urls = record.kind.urls_in.get(field, ())
    known = _names(record, record.id) if urls and len(ids(record)) == 1 else {}
    if not all(url.names <= known.keys() and "*" not in url.template for url in urls):
        return []
    return [url.template.format_map(known) for url in urls]


def _names(record: Record, id_: str) -> dict[str, str]:
    """Return the values of the names in the templates if the record's id is *id_*."""
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
    """Return whether *text* matches the expected *address*, which may contain a ``*``."""
    before, star, after = address.partition("*")
    if not star:
        return text == address
    return len(text) > len(before) + len(after) and text.startswith(before) and text.endswith(after)


def texts(record: Record, field: str) -> list[tuple[Path, str]]:
    """Return the texts in a field, or in the list that it holds, with their paths."""
    found: list[tuple[Path, str]] = []
    for path, value in record.find(field):
        if isinstance(value, str):
            found.append((path, value))
        elif isinstance(value, list):
            found += [((*path, index), item) for index, item in enumerate(value) if isinstance(item, str)]
    return found
