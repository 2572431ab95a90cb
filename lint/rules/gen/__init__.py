"""GEN: genes. This module holds what these rules share: the genes of a record and HGNC's complete set."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lint.core.values import Path
from lint.records.hgnc import Hgnc, load
from lint.records.record import Record
from lint.rules import Rule
from lint.rules.keyword_lists import keyword_lists

HUMAN = "9606"
"""The id of *Homo sapiens* in NCBI's taxonomy."""


class HgncRule(Rule):
    """A rule that can use HGNC's complete set."""

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """Where the complete set is stored."""

        hgnc: str = field(
            default="",
            metadata={
                "description": "HGNC's complete set, as `recordlint genes fetch` downloads it. The setting "
                "`genes.hgnc` names it for all rules."
            },
        )

    @cached_property
    def hgnc(self) -> Hgnc | None:
        """The complete set that the settings name; None if they do not name one."""
        return load(self.options.hgnc) if self.options.hgnc else None


def inline_genes(record: Record) -> Iterator[tuple[Path, dict[Any, Any]]]:
    """Yield the genes in the record itself, with their paths."""
    genes = record.field("genes")
    for index, gene in enumerate(genes if isinstance(genes, list) else ()):
        if isinstance(gene, dict):
            yield ("genes", index), gene


def text(gene: dict[Any, Any], field: str) -> str:
    """Return a field of a gene as text; "" if it is missing or neither a name nor an id."""
    value = gene.get(field)
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def sidecar_rows(record: Record, *columns: str, first: Container[str] | None = None) -> list[tuple[str, ...]]:
    """Return the `Sidecars.rows` of the file that contains the record's genes; none if there is no file."""
    for name in record.kind.gene_tables:
        rows = record.sidecars.rows(name, *columns, first=first)
        if rows is not None:
            return rows
    return []


def is_human(record: Record) -> bool:
    """Return whether the record is about humans and no other organism."""
    return record.field(record.kind.organisms) in ("Homo sapiens", ["Homo sapiens"])


def references(cell: str) -> list[str]:
    """Return the identifiers in a cell of a pathway's sidecar, such as `ncbigene:650;ncbigene:651`."""
    return [reference.partition(":")[2] for reference in cell.split(";") if reference]


def keyword_paths(record: Record) -> dict[str, Path]:
    """Return the path of each keyword, where it is first; for a source, of each label that becomes one."""
    found: dict[str, Path] = {}
    for keywords in keyword_lists(record):
        for index, keyword in enumerate(keywords.words):
            if isinstance(keyword, str):
                found.setdefault(keyword, keywords.path_of(index))
    return found
