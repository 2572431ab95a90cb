"""The format `grouped`: the findings of each file below its name."""

from __future__ import annotations

from typing import TextIO

from lint.core.printable import printable
from lint.reports import Style, body, by_file, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write a line for each file and one for each of its findings, then what was fixed."""
    for file, findings in by_file(report.findings):
        stream.write(f"{style(printable(file), bold=True)}\n")
        for finding in findings:
            place = f"{finding.location.line}:{finding.location.column}"
            stream.write(f"{place:>9}  {body(finding, style)}\n")
        stream.write("\n")
    write_fixed(report, stream, style)
    if report.fixed and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)
