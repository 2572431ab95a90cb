"""The format `jsonl`: one finding a line, each an object as in `json`, for programs that read a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from lint.reports import Style, as_json
from lint.reports.json import as_object

if TYPE_CHECKING:
    from lint.runner import Report
    from lint.settings import Settings


def write(report: Report, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write a line for each finding, and nothing else."""
    stream.writelines(f"{as_json(as_object(finding))}\n" for finding in report.findings)
