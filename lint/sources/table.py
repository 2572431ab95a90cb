"""The rows of `WPn-datanodes.tsv` that a pathway's nodes make, and the keywords read from them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEADER = (
    "Label\tType\tIdentifier\tComment\tEnsembl\tNCBI gene\tHGNC\tUniProt"
    "\tWikidata\tChEBI\tInChI\tPubChem\tChemSpider\tHMDB\tKEGG\tLipidMaps"
)
_TYPES = ("Metabolite", "GeneProduct", "Protein")
_EMPTY_CELLS = "\t" * 11


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of the table before and after its identifier, and the *nodes* that make the row.

    The identifier itself and the last cells come from BridgeDb, not from the source.
    """

    label: str
    type: str
    comment: str
    nodes: tuple[int, ...]
    """Their indices, from 0."""

    @property
    def start(self) -> str:
        """The row before its identifier."""
        return f"{self.label}\t{self.type}\t"

    @property
    def middle(self) -> str:
        """The cell after the identifier, with the tabs around it."""
        return f'\t"{self.comment}"\t'

    def fits(self, line: str) -> bool:
        """Return whether this row makes the *line* of a table."""
        return line.startswith(self.start) and line.find(self.middle, len(self.start)) > 0


def has_row(node: Mapping[str, Any]) -> bool:
    """Return whether a node has a row of the table."""
    return bool(node.get("type") in _TYPES and node.get("database") and node.get("id"))


def rows(nodes: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the rows that meta-data-action writes for a GPML's *nodes*, without duplicates."""
    found: dict[tuple[str, str, str, str, str], list[int]] = defaultdict(list)
    shown = [(index, node) for index, node in enumerate(nodes) if has_row(node)]
    for kind in _TYPES:
        for index, node in shown:
            if node["type"] == kind:
                texts = [comment["text"] for comment in node["comments"] if comment["text"]]
                comment = "</br>".join(texts).replace("\n", " ").replace('"', "'")
                label = node.get("label", "").replace("\n", "")
                found[label, kind, comment, node["database"], node["id"].removeprefix("CHEBI:")].append(index)
    return [Row(label, kind, comment, tuple(at)) for (label, kind, comment, *_), at in found.items()]


def is_in_step(rows: Sequence[Row], table: str) -> bool:
    """Return whether the *rows* make the *table*, that is, whether it is up to date."""
    lines = table.removesuffix("\n").split("\n")
    return (
        lines[0] == HEADER
        and len(lines) == len(rows) + 1
        and all(row.fits(line) for row, line in zip(rows, lines[1:], strict=True))
    )


def labels(rows: Sequence[Row], table: str | None = None) -> dict[str, tuple[int, ...]]:
    """Return the cells in the column of labels, each with the nodes whose rows it is read from.

    They are read as Python's `csv` does: a tab ends a label, and a label that begins with a quote extends
    over the following cells and rows up to the next quote. Cells from BridgeDb are taken from the *table*
    if it is given and up to date; otherwise they are empty.

    Raises:
        csv.Error: A quoted label is longer than a cell may be.
    """
    if table is not None and is_in_step(rows, table):
        lines = table.removesuffix("\n").split("\n")[1:]
    else:
        lines = [f"{row.start}{row.middle}{_EMPTY_CELLS}" for row in rows]
    of_line = [row for row, line in zip(rows, lines, strict=True) for _ in range(line.count("\r") + 1)]
    # The generator opens the file without `newline=""`, so that a carriage return also ends a line.
    text = "".join(f"{line}\n" for line in lines).replace("\r", "\n")
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    found: dict[str, dict[int, None]] = defaultdict(dict)
    at = 0
    for cells in reader:
        for row in of_line[at : reader.line_num]:
            if cells:
                found[cells[0]] |= dict.fromkeys(row.nodes)
        at = reader.line_num
    return {label: tuple(indices) for label, indices in found.items()}
