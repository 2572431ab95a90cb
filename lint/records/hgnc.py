"""HGNC's complete set: which symbols of human genes are approved, and what they were before.

The set is a tab-separated file of some 45,000 rows and 17 MB with a header; where a field holds
several values they are joined by `|` and the field is quoted. It is published under CC0 at
https://www.genenames.org/download/statistics-and-files/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import IO

from lint.core.user_folder import cache_folder

NAME = "hgnc_complete_set.txt"
"""What the file is called where it is published, and in the user's cache folder."""
URL = f"https://storage.googleapis.com/public-download-files/hgnc/tsv/tsv/{NAME}"
MAX_SIZE = 200_000_000
"""What is longer, in bytes, is no such set."""
MIN_GENES = 40_000
"""A set of fewer genes is not whole: 42,726 symbols were approved in September 2019."""

_COLUMNS = ("symbol", "status", "alias_symbol", "prev_symbol", "entrez_id")
CHUNK = 65_536
"""How many bytes are read at a time."""


@dataclass(frozen=True, slots=True)
class Hgnc:
    """The approved symbols of human genes, and their former ones."""

    ids: Mapping[str, str]
    """The id in NCBI Gene by approved symbol; empty where there is none."""
    symbols: Mapping[str, str]
    """The approved symbol by id in NCBI Gene."""
    successors: Mapping[str, tuple[str, ...]]
    """The approved symbols of the genes that once had a symbol, by that; approved ones are left out."""
    aliases: frozenset[str]
    """The other names that genes go by; one name may be that of several."""


def locate(name: str, folder: FilePath) -> FilePath:
    """Return where the set *name* is: in *folder*, else where `fetch` stores it.

    Raises:
        OSError: it is in neither, or cannot be read.
        ValueError: it is something else than HGNC's complete set.
    """
    path = folder / name
    if not path.is_file() and name == NAME:
        path = stored() or path
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        _places(file.readline(CHUNK))
    if path.stat().st_size > MAX_SIZE:
        raise ValueError(f"the file is longer than {MAX_SIZE:,} bytes")
    return path


def refuse_other(path: FilePath) -> None:
    """Refuse to store a set over the file at *path* if that is something else.

    Raises:
        OSError: it cannot be read.
        ValueError: it does not begin as such a set does, and is not empty.
    """
    with path.open("rb") as file:
        if header := file.readline(CHUNK):
            try:
                _places(header)
            except ValueError as error:
                raise ValueError(f"{path} is not overwritten: {error}") from None


def stored() -> FilePath | None:
    """Return where `fetch` stores the set unless told otherwise: in the user's cache folder, if any."""
    folder = cache_folder()
    return folder and folder / NAME


@cache
def load(path: str) -> Hgnc:
    """Return the set at *path*, read at most once by a process.

    Raises:
        OSError: it cannot be read.
        ValueError: it is something else than HGNC's complete set.
    """
    ids: dict[str, str] = {}
    symbols: dict[str, str] = {}
    former: dict[str, tuple[str, ...]] = {}
    aliases: set[str] = set()
    with open(path, "rb") as file:
        for symbol, entrez, previous, others in genes(file):
            ids[symbol] = entrez
            if entrez:
                symbols[entrez] = symbol
            for name in previous:
                former[name] = (*former.get(name, ()), symbol)
            aliases.update(others)
    successors = {name: found for name, found in former.items() if name not in ids}
    return Hgnc(ids, symbols, successors, frozenset(aliases))


def genes(file: IO[bytes]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield each approved symbol, its id in NCBI Gene, its former symbols and its aliases.

    Raises:
        ValueError: the header is not that of HGNC's complete set.
    """
    places = _places(file.readline(CHUNK))
    symbol, status, alias, previous, entrez = (places[name] for name in _COLUMNS)
    last = max(places.values())
    for line in file:
        # Not csv.reader, which takes three times as long: no field holds a tab, a line break or a quote.
        fields = line.decode("utf-8", "replace").rstrip("\r\n").split("\t", last + 1)
        if len(fields) > last and fields[status] == "Approved":
            yield fields[symbol], fields[entrez], _split(fields[previous]), _split(fields[alias])


def _split(field: str) -> list[str]:
    return field.strip('"').split("|") if field else []


def _places(header: bytes) -> dict[str, int]:
    """Return the places, from 0, of the columns that are read, by name."""
    names = header.decode("utf-8", "replace").rstrip("\r\n").split("\t")
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise ValueError(f"the file has no column `{missing[0]}`")
    return {name: names.index(name) for name in _COLUMNS}
