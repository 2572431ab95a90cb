"""The format `csv`, for spreadsheets: one row per finding, in UTF-8 with the mark that Excel needs."""

from __future__ import annotations

import csv
import re
from typing import TextIO

from lint.core.findings import About, Finding
from lint.core.printable import printable
from lint.records.inputs import SOURCE_ENDING
from lint.reports import Style, where_to_repair
from lint.results.run_result import RunResult
from lint.settings import Settings

BOM = "\ufeff"
COLUMNS = (
    *("record", "title", "authors", "field", "severity", "rule", "message"),
    *("before", "after", "repair", "where to repair", "file", "line"),
)

# Spreadsheets run cells that begin like this and, if cells are separated by `;`, what follows one.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠\t\r]")
_LATER_CELL = re.compile(r";(?=[\s'\"]*[=+\-@＝＋－＠])")


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the headings and the rows; no cell is a formula, whatever the records contain."""
    stream.write(BOM)
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    for finding in report.findings:
        table.writerow(map(harmless, _cells(finding)))


def harmless(text: str) -> str:
    """Return *text* as a cell that shows it and that no spreadsheet reads as a formula."""
    shown = _LATER_CELL.sub(";'", printable(text))
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _cells(finding: Finding) -> tuple[str, ...]:
    place, fix = finding.location, finding.fix
    about = place.about or About("", "", (), (), ())
    before = [change.before for change in place.changes if change.before]
    after = [change.after for change in place.changes if change.after]
    if not place.changes:
        before = [line.text[start:end] for line in place.excerpt for start, end in line.marks]
    return (
        place.record,
        about.title,
        "; ".join(about.authors),
        finding.pointer,
        finding.severity.label,
        f"{finding.code} {finding.name}",
        finding.message,
        " … ".join(before),
        " … ".join(after),
        f"{fix.applicability}: {fix.title}" if fix else "",
        _where(finding),
        place.file,
        str(place.line),
    )


def _where(finding: Finding) -> str:
    """Return where to repair *finding*; for a generated value, the source's file, and its line if known."""
    where, place = where_to_repair(finding), finding.location
    if where != "drawing":
        return where
    if place.origin:
        return f"{place.origin.file}:{place.origin.region.line}"
    return (
        f"{place.file}:{place.line}" if place.file.endswith(SOURCE_ENDING) else place.record + SOURCE_ENDING
    )
