"""The format `gitlab`: a Code Quality report (docs.gitlab.com, "Code Quality report format")."""

from __future__ import annotations

from typing import TextIO

from lint.core.findings import Severity
from lint.core.printable import printable
from lint.reports import Style, fingerprinted, write_list
from lint.results.run_result import RunResult
from lint.settings import Settings

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write a list of objects, one per finding."""
    issues = (
        {
            "description": printable(f"{finding.code}: {finding.message}"),
            "check_name": finding.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": printable(finding.location.file),
                "lines": {"begin": finding.location.line, "end": finding.location.end_line},
            },
        }
        for finding, fingerprint in fingerprinted(report.findings)
    )
    write_list(issues, stream)
    stream.write("\n")
