"""The format `json`: one object, for other programs. Its form is stable."""

from __future__ import annotations

from typing import Any, TextIO

from lint.core.findings import Finding, Origin, Severity
from lint.core.project import __version__
from lint.reports import Style, as_json, write_list
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the object, with one line per finding; the summary also counts those that are not shown."""
    stream.write(f'{{\n  "version": {as_json(__version__)},\n  "summary": {as_json(summary_of(report))},\n')
    stream.write('  "findings": ')
    write_list(map(as_object, report.findings), stream, "  ")
    stream.write("\n}\n")


def summary_of(report: RunResult) -> dict[str, Any]:
    """Return the numbers of a run, including findings below the level shown."""
    by_code = report.findings.tally.by_code()
    by_severity = report.findings.tally.by_severity()
    for (code, severity), number in report.counts.below_level.items():
        by_code[code] += number
        by_severity[severity] += number
    return {
        "files": report.files,
        "records": report.records,
        "findings": by_code.total(),
        "by_code": dict(sorted(by_code.items())),
        "by_severity": {severity.label: by_severity[severity] for severity in reversed(Severity)},
        "fixed": len(report.fixed) - report.counts.followed,
    }


def as_object(finding: Finding) -> dict[str, Any]:
    """Return *finding* in the stable form on which other programs build."""
    place, fix = finding.location, finding.fix
    return {
        "file": place.file,
        "kind": place.kind,
        "record": place.record,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "pointer": finding.pointer,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": finding.message,
        "fix": fix and {"applicability": fix.applicability, "title": fix.title},
        "source": source_of(place.origin),
    }


def source_of(origin: Origin | None) -> dict[str, Any] | None:
    """Return the place from which a value comes, and the number of places if there are several."""
    if origin is None:
        return None
    first = {"file": origin.file, "line": origin.region.line, "column": origin.region.column}
    return first | ({"places": len(origin.pointers)} if len(origin.pointers) > 1 else {})
