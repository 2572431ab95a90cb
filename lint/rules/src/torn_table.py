"""SRC006 torn-table."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import Example, Rule

_TYPES = frozenset({"GeneProduct", "Metabolite", "Protein"})
_TYPE_COLUMN, _WRONG_COLUMN = "Type", "Identifier"
_RECORD = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}\n  - TNF"
_TABLE = 'Label\tType\tIdentifier\tComment\n{}\nTNF\tProtein\tuniprot:P01375\t""\n'


class TornTable(Rule):
    """A row of the table of nodes has its cells in the wrong columns.

    A label with a tab in it shifts the cells of its row: its type stands under Identifier, its id under
    Comment. Of the label only what stands before the tab becomes a keyword, which may be nothing. A
    quotation mark at the start of a label takes in the cells and rows behind it.

    Correct the label in the drawing (SRC003 does in its GPML file), not the keyword: the keyword is the
    only trace of the fault in the record.
    """

    code = "SRC006"
    name = "torn-table"
    severity = Severity.WARNING
    source = "the table's own heading"
    kinds = frozenset({"pathway"})
    examples = (
        Example(
            bad=_RECORD.format("''"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format('\tIL6\tProtein\tuniprot:P05231\t""')},
        ),
        Example(
            bad=_RECORD.format("IL6"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format("IL6\t\tProtein\tuniprot:P05231")},
        ),
        Example(
            ok=_RECORD.format("IL6"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format('IL6\tProtein\tuniprot:P05231\t""')},
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each torn row, at the keyword that its label has become."""
        for name, table in record.suspect_tables():
            places = {
                word: (*path, at)
                for path, words in record.keyword_lists
                for at, word in reversed(list(enumerate(words)))
                if isinstance(word, str)
            }
            heading = table[0]
            for number, row in enumerate(table[1:], 2):
                if row and (len(row) != len(heading) or _is_shifted(heading, row)):
                    label = row[0]
                    path: Path = places.get(label, ())
                    shown = f"`{label}`" if label.strip() else "whose label begins with a tab"
                    message = f"Row {number} of {name}, {shown}, has its cells in the wrong columns"
                    yield self.finding(path, f"{message} ({len(row)} cells for {len(heading)})")


def _is_shifted(heading: list[str], row: list[str]) -> bool:
    """Return whether a row has a type of node under Identifier."""
    return _WRONG_COLUMN in heading and row[heading.index(_WRONG_COLUMN)] in _TYPES
