"""The statistics: the number of findings of each rule, the most frequent first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from lint.core.findings import Applicability, Severity
from lint.reports import COLORS, Style, Write, as_json, write_list, write_summary
from lint.reports.json import summary_of
from lint.results.run_result import RunResult
from lint.settings import Settings


class Row(NamedTuple):
    """The numbers of one rule."""

    code: str
    name: str
    severity: Severity
    findings: int
    safe: int
    unsafe: int


def rows(report: RunResult) -> list[Row]:
    """Return the rules that have findings, the most frequent first."""
    names = {finding.code: finding.name for finding in report.findings}
    found = report.findings.tally
    fixes = found.by_fix()
    severity = {code: each for code, each, _ in sorted(found.counts, key=lambda key: key[1])}
    return [
        Row(
            code,
            names[code],
            severity[code],
            number,
            fixes[code, Applicability.SAFE],
            fixes[code, Applicability.UNSAFE],
        )
        for code, number in sorted(found.by_code().items(), key=lambda each: (-each[1], each[0]))
    ]


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write one line for each rule: the number of findings, the number that can be fixed, code and name."""
    found = rows(report)
    if found:
        stream.write(style("findings  fixable   unsafe  rule", bold=True) + "\n")
    for row in found:
        rule = style(row.code, fg=COLORS[row.severity], bold=True)
        stream.write(f"{row.findings:>8,} {row.safe:>8,} {row.unsafe:>8,}  {rule} {row.name}\n")
    if found and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)


def markdown(report: RunResult) -> Iterator[str]:
    """Yield the lines of a table."""
    yield "| rule | | findings | fixed by `fix` | by `fix --unsafe-fixes` |\n|---|---|--:|--:|--:|\n"
    for row in rows(report):
        yield f"| {row.code} | {row.name} | {row.findings:,} | {row.safe:,} | {row.unsafe:,} |\n"


def _write_markdown(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    stream.writelines(markdown(report))


def _write_json(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    stream.write(f'{{\n  "summary": {as_json(summary_of(report))},\n  "rules": ')
    objects = ({**row._asdict(), "severity": row.severity.label} for row in rows(report))
    write_list(objects, stream, "  ")
    stream.write("\n}\n")


def _write_csv(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(Row._fields)
    table.writerows([*row[:2], row.severity.label, *row[3:]] for row in rows(report))


FORMS: dict[str, Write] = {
    **dict.fromkeys(("full", "concise", "grouped", "overview"), write),
    "json": _write_json,
    "csv": _write_csv,
    "markdown": _write_markdown,
}
"""The function that writes the statistics in each format."""
