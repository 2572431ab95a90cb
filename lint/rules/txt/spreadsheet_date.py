from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.keyword_lists import keyword_lists

# Months for which spreadsheets take the symbols of genes, with the current names of the genes.
_GENES = {
    "Oct": lambda number: {1: "POU2F1", 2: "POU2F2", 3: "POU5F1", 4: "POU5F1", 6: "POU3F1"}.get(number, ""),
    "Dec": lambda number: f"DELEC{number}" if number == 1 else "",
    "Mar": lambda number: f"MARCHF{number}" + (f" or MTARC{number}" if number < 3 else ""),
    "Sep": lambda number: f"SEPTIN{number}" if number != 15 else "SELENOF",
}
_MONTHS = {"03": "Mar", "09": "Sep", "10": "Oct", "12": "Dec", "Mrz": "Mar", "Okt": "Oct", "Dez": "Dec"}
_MONTH = r"[A-Za-z]{3}|Sept|SEPT|sept"
DATE = lazy(
    rf"(?P<day>[0-9]{{1,2}})(?:-|\. ?|[ /])(?P<month>{_MONTH})(?:[-/ ](?:[0-9]{{2}}){{1,2}})?\Z"
    # `sep-1` is a gene of worms; `Oct-4`, `Oct 4` and `Dec 1` are names.
    r"|(?P<name>[A-Z][a-z]{2}|Sept)[-/ ](?P<number>(?<!Oct[- ])(?<!Dec[- ])[0-9]{1,2}|0[0-9])\Z"
    r"|[0-9]{4}[-/](?P<iso>[0-9]{2})[-/](?P<count>[0-9]{2})(?:[T ]00:00(?::00)?)?\Z"
    r"|(?P<one>[0-9]{1,2})(?P<dot>[/.])(?P<other>[0-9]{1,2})(?P=dot)(?:19|20)[0-9]{2}\Z"
)
"""Matches a date into which a spreadsheet turns a gene symbol."""
_HINT = lazy(
    r"\0(?=[0-9DMOS])(?:[0-9]{1,2}(?:-|\. ?|[ /])[DMOSdmos]|(?:Dec|Mar|Oct|Sep)t?[-/ ][0-9]"
    r"|[0-9]{4}[-/][0-9]{2}[-/]"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.]"
    r"|[0-9][0-9.]*[Ee]\+)"
)
_NUMBER = lazy(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2}\Z")


class SpreadsheetDate(Rule):
    """A spreadsheet turned a gene's symbol into a date.

    Spreadsheets read SEPT2 as the second of September and store `2-Sep` or `2025-09-02`; they turn the id
    2310009E13 into the number `2.31E+13`. A search for the gene does not find it. HGNC renamed these genes
    for that reason (Bruford et al. 2020, doi:10.1038/s41588-020-0669-3): SEPT2 is now SEPTIN2, MARCH1 is
    MARCHF1, MARC1 is MTARC1.

    Write the symbol in the drawing, or in the table of genes.
    """

    code = "TXT023"
    severity = Severity.WARNING
    source = "Ziemann et al., Genome Biology 2016;17:177, on symbols that spreadsheets turn into dates"
    examples = (
        Example(bad="schema-jsonld:\n- keywords:\n  - 2-Sep\n  - 1-Mar"),
        Example(bad="schema-jsonld:\n- keywords:\n  - '2025-09-02 00:00:00'\n  - '2.31E+13'\n  - 01-DEC"),
        Example(bad="schema-jsonld:\n- keywords:\n  - 4-Oct\n  - 03. Mrz\n  - 9/Sep\n  - Sep 7"),
        Example(bad="schema-jsonld:\n- keywords:\n  - 3/2/2021\n  - 07.09.2019\n  - 2020/10/01"),
        Example(bad="genes:\n- word: SEPT7\n  hgnc_symbol: 7-Sep", kind="figure"),
        Example(
            ok="schema-jsonld:\n- keywords:\n  - SEPT2\n  - SEPTIN2\n  - 2-Sepal\n  - sep-1\n  - Oct-4\n"
            "  - Oct 4\n  - Dec 1\n  - 3.1.20\ntitle: Of 2-Sep"
        ),
    )

    def might_match(self, record: Record) -> bool:
        texts = record.one_line_text
        return texts is None or _HINT.search(texts) is not None

    def check(self, record: Record) -> Iterator[Finding]:
        groups = {group.inline for group in record.kind.keyword_groups if group.inline}
        found = [
            (keywords.path_of(index), word)
            for keywords in keyword_lists(record)
            for index, word in enumerate(keywords.words)
        ]
        found += [(path, value) for path, value in record.scalars if path[0] in groups] if groups else []
        for path, value in found:
            text = value if isinstance(value, str) else ""
            if isinstance(value, date | float):
                text = record.document.source(path)
            if gene := _gene(text.strip()):
                yield self.finding(path, f"`{text}` is what a spreadsheet wrote for {gene}")


def _gene(text: str) -> str:
    """Return what a spreadsheet turned into *text*, for a message; "" if it did not."""
    if _NUMBER.match(text):
        return "an id such as 2310009E13"
    found = DATE.match(text)
    if not found:
        return ""
    pairs = [(found["one"], found["other"]), (found["other"], found["one"])]
    if not found["one"]:
        month = found["iso"] or found["month"] or found["name"]
        pairs = [(month, found["day"] or found["number"] or found["count"])]
    genes = dict.fromkeys(filter(None, (_gene_like(month, int(number)) for month, number in pairs)))
    return "a gene: " + " or ".join(genes) if genes else ""


def _gene_like(month: str, number: int) -> str:
    """Return the gene whose symbol reads like a day of a month, given by its name or number; else ""."""
    month = _MONTHS.get(month.zfill(2), month.capitalize()[:3])
    return _GENES[month](number) if month in _GENES else ""
