"""The format `jsonl`, for programs that read a stream: one finding per line, each an object as in `json`."""

from __future__ import annotations

from typing import TextIO

from lint.core.findings import Finding
from lint.reports import Style, as_json, write_entries
from lint.reports.json import as_object
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write one line for each finding, and nothing else."""
    write_entries(report, "jsonl", stream, style)


def entry(finding: Finding, style: Style) -> str:
    """Return the line of *finding*, regardless of the style."""
    return f"{as_json(as_object(finding))}\n"
