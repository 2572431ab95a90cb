from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule

# What spreadsheets make of genes that were called like a month, and what those are called now.
_GENES = {
    "Dec": lambda number: f"DELEC{number}" if number == 1 else "",
    "Mar": lambda number: f"MARCHF{number}" + (f" or MTARC{number}" if number < 3 else ""),
    "Sep": lambda number: f"SEPTIN{number}" if number != 15 else "SELENOF",
}
DATE = lazy(
    r"(?P<day>[0-9]{1,2})-(?P<month>[A-Z][a-z]{2})\Z|(?P<name>[A-Z][a-z]{2})-(?P<number>[0-9]{1,2})\Z"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
"""Matches a date into which a spreadsheet turns a gene's symbol."""
_HINTS = ("-Dec", "-Mar", "-Sep", "Dec-", "Mar-", "Sep-")


class SpreadsheetDate(Rule):
    """A gene's symbol was turned into a date by a spreadsheet.

    Spreadsheets read SEPT2 as the second of September and store `2-Sep`. Nobody who searches for the
    gene finds it. HGNC has renamed these genes for that reason (Bruford et al. 2020,
    doi:10.1038/s41588-020-0669-3): SEPT2 is SEPTIN2, MARCH1 is MARCHF1, MARC1 is MTARC1 now.

    Write the symbol in the drawing, or in the table of genes.
    """

    code = "TXT023"
    severity = Severity.WARNING
    source = "Ziemann et al., Genome Biology 2016;17:177, on symbols that spreadsheets turn into dates"
    examples = (
        Example(bad="schema-jsonld:\n- keywords:\n  - 2-Sep\n  - 1-Mar"),
        Example(bad="genes:\n- word: SEPT7\n  hgnc_symbol: 7-Sep", kind="figure"),
        Example(ok="schema-jsonld:\n- keywords:\n  - SEPT2\n  - SEPTIN2\n  - 2-Sepal\ntitle: Of 2-Sep"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there may be such a date."""
        texts = record.one_line_text
        return texts is None or any(hint in texts for hint in _HINTS)

    def check(self, record: Record) -> Iterator[Finding]:
        groups = {group.inline for group in record.kind.keyword_groups if group.inline}
        keywords = {path for path, _ in record.keyword_lists}
        for path, text in record.strings:
            if path[:-1] not in keywords and path[0] not in groups:
                continue
            found = DATE.match(text.strip())
            month = found and (found["month"] or found["name"])
            if found and month in _GENES and (gene := _GENES[month](int(found["day"] or found["number"]))):
                yield self.finding(path, f"`{text}` is what a spreadsheet makes of a gene: {gene}")
