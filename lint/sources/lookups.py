"""The lookup tables in wikipathways-database that the generator of records uses."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from lint import files
from lint.documents.front_matter import FrontMatter
from lint.sources.derive import ONTOLOGIES, Lookups, Term

Read = Callable[[str], "bytes | None"]
"""Takes the path of a file in the repository, `downstream/ndex_lookup.csv`; returns None if it is absent."""

_MAX_SIZE = 100_000_000  # bytes of the table of an ontology
_IRI = "http://purl.obolibrary.org/obo/"
# The main branches of the ontologies, one of which is the parent of each term.
_BRANCHES = {
    "PW": ("0000002", "0000003", "0000004", "0000013", "0000754"),
    "DOID": ("0014667", "0050117", "14566", "150", "630"),
    "CL": (
        *("0000003", "0000034", "0000064", "0000255", "0000445", "0000520", "0000548", "0000627"),
        "0007001",
    ),
}


@lru_cache(1)
def lookups_of(repository: str) -> Lookups:
    """Return the lookup tables in the folder of a *repository*."""

    def read(name: str) -> bytes | None:
        return files.read_if_any(os.path.join(repository, name), _MAX_SIZE)

    folder = os.path.join(repository, "communities")
    return read_lookups(read, os.listdir(folder) if os.path.isdir(folder) else ())


def read_lookups(read: Read, communities: Iterable[str]) -> Lookups:
    """Return the lookup tables of a repository; absent ones are None.

    Args:
        read: Returns the content of a file in the repository.
        communities: The names of the files in its folder `communities`.
    """
    members = {
        name.removesuffix(".txt"): frozenset(
            (read(f"communities/{name}") or b"").decode("utf-8", "replace").split()
        )
        for name in sorted(communities)
        if name.endswith(".txt")
    }
    ndex = read("downstream/ndex_lookup.csv")
    citedin = read("downstream/citedin_lookup.yml")
    return Lookups(
        terms=_terms(read),
        communities=members or None,
        ndex=None if ndex is None else {row["wpid"]: row["ndexid"] for row in _rows(ndex, "wpid", "ndexid")},
        citedin=None if citedin is None else FrontMatter(citedin).values,
    )


def _terms(read: Read) -> dict[str, Term] | None:
    """Return the terms of the ontologies by id; None if a table is absent."""
    tables = [read(f"annotations/{ontology}.csv") for ontology in ONTOLOGIES]
    if None in tables:
        return None
    columns = ("Class ID", "Preferred Label", "Parents")
    rows = {_term_id(row["Class ID"]): row for table in tables for row in _rows(table or b"", *columns)}
    parents = {
        name: [_term_id(iri.strip()) for iri in row["Parents"].split("|")] for name, row in rows.items()
    }
    labels = {name: row["Preferred Label"] for name, row in rows.items()}
    return {name: Term(label, _branch(name, parents, labels)) for name, label in labels.items()}


def _term_id(iri: str) -> str:
    """Return `PW:0000738` for `http://purl.obolibrary.org/obo/PW_0000738`."""
    return iri.removeprefix(_IRI).replace("_", ":", 1)


def _branch(name: str, parents: Mapping[str, list[str]], labels: Mapping[str, str]) -> str | None:
    """Return the label of the main branch of the term *name*: the first one among its ancestors."""
    waiting, seen = [name], set[str]()
    while waiting:
        at = waiting.pop()
        ontology, _, number = at.partition(":")
        if number in _BRANCHES.get(ontology, ()):
            return labels.get(at)
        if at not in seen:
            seen.add(at)
            waiting += reversed(parents.get(at, ()))
    return None


def _rows(table: bytes, *columns: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a comma-separated table that have all *columns*, up to where it is damaged."""
    try:
        for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig", "replace"), newline="")):
            if all(row.get(column) is not None for column in columns):
                yield row
    except csv.Error:
        return
