"""The format `concise`: one line per finding, including those that were fixed."""

from __future__ import annotations

from typing import TextIO

from lint.core.findings import Finding
from lint.reports import Style, headline, write_entries, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write one line for each finding, then for each one that was fixed."""
    write_entries(report, "concise", stream, style)
    write_fixed(report, stream, style)
    write_summary(report, settings, stream, style)


def entry(finding: Finding, style: Style) -> str:
    """Return the line of *finding*."""
    return f"{headline(finding, style)}\n"
