"""HGNC's complete set: the approved symbols of human genes, and their former symbols.

The set is a tab-separated file with a header and some 45,000 rows, 17 MB long. If a field has several
values, they are joined by `|` and the field is quoted. It is published under CC0 at
https://www.genenames.org/download/statistics-and-files/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import IO, NamedTuple

from lint.core.user_folder import cache_folder

NAME = "hgnc_complete_set.txt"
"""The name of the published file, and of its copy in the user's cache folder."""
URL = f"https://storage.googleapis.com/public-download-files/hgnc/tsv/tsv/{NAME}"
MAX_SIZE = 200_000_000
"""The most bytes of a set; a longer file is rejected."""
MIN_GENES = 40_000
"""The fewest genes of a complete set: 42,726 symbols were approved in September 2019."""

_COLUMNS = ("symbol", "status", "alias_symbol", "prev_symbol", "entrez_id")
CHUNK = 65_536
"""The number of bytes that are read at a time."""


class Hgnc(NamedTuple):
    """The approved symbols of human genes, and their former ones."""

    ids: Mapping[str, str]
    """NCBI Gene ids by approved symbol; "" for genes without one."""
    symbols: Mapping[str, str]
    """Approved symbols by NCBI Gene id."""
    successors: Mapping[str, tuple[str, ...]]
    """The present symbols of genes by former symbol, except former symbols that are approved now."""
    aliases: frozenset[str]
    """Other names of genes; several genes may share one."""


def locate(name: str, folder: FilePath) -> FilePath:
    """Return the path of the set *name* in *folder*, or else where `fetch` stores it.

    Raises:
        OSError: The file is in neither place, or cannot be read.
        ValueError: The file is not HGNC's complete set.
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
    """Refuse to overwrite the file at *path* if it is not a set.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is neither empty nor a set.
    """
    with path.open("rb") as file:
        if header := file.readline(CHUNK):
            try:
                _places(header)
            except ValueError as error:
                raise ValueError(f"{path} is not overwritten: {error}") from None


def stored() -> FilePath | None:
    """Return the default path of the set, in the user's cache folder; None if there is none."""
    folder = cache_folder()
    return folder and folder / NAME


@cache
def load(path: str) -> Hgnc:
    """Return the set at *path*, which is read at most once per process.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is not HGNC's complete set.
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
    successors = {name: symbols_now for name, symbols_now in former.items() if name not in ids}
    return Hgnc(ids, symbols, successors, frozenset(aliases))


def genes(file: IO[bytes]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield each approved symbol, its id in NCBI Gene, its former symbols and its aliases.

    Raises:
        ValueError: The header is not that of HGNC's complete set.
    """
    places = _places(file.readline(CHUNK))
    symbol, status, alias, previous, entrez = (places[name] for name in _COLUMNS)
    last = max(places.values())
    for line in file:
        # csv.reader takes three times as long, and no field contains a tab, a line break or a quote.
        fields = line.decode("utf-8", "replace").rstrip("\r\n").split("\t", last + 1)
        if len(fields) > last and fields[status] == "Approved":
            yield fields[symbol], fields[entrez], _split(fields[previous]), _split(fields[alias])


def _split(field: str) -> list[str]:
    return field.strip('"').split("|") if field else []


def _places(header: bytes) -> dict[str, int]:
    """Return the indices, from 0, of the columns that are read, by name."""
    names = header.decode("utf-8", "replace").rstrip("\r\n").split("\t")
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise ValueError(f"the file has no column `{missing[0]}`")
    return {name: names.index(name) for name in _COLUMNS}
