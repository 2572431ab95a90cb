"""The format `json`: one object, for other programs. Its form is stable."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from lint import __version__
from lint.findings import Finding, Severity
from lint.reports import Style

if TYPE_CHECKING:
    from lint.runner import Report
    from lint.settings import Settings


def write(report: Report, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the object, each finding on a line of its own; the summary counts those not shown too."""
    findings = report.findings
    found = Counter((finding.code, finding.severity) for finding in findings) + report.hidden
    by_code: Counter[str] = Counter()
    by_severity: Counter[Severity] = Counter()
    for (code, severity), number in found.items():
        by_code[code] += number
        by_severity[severity] += number
    summary = {
        "files": report.files,
        "records": report.records,
        "findings": found.total(),
        "by_code": dict(sorted(by_code.items())),
        "by_severity": {severity.label: by_severity[severity] for severity in reversed(Severity)},
        "fixed": len(report.fixed),
    }
    lines = [f"    {_text(_object(finding))}" for finding in findings]
    listed = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    fields = (("version", _text(__version__)), ("summary", _text(summary)), ("findings", listed))
    stream.write("{\n" + ",\n".join(f'  "{name}": {text}' for name, text in fields) + "\n}\n")


def _object(finding: Finding) -> dict[str, Any]:
    place, fix = finding.place, finding.fix
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
    }


def _text(value: Any) -> str:
    """Return *value* as JSON of ASCII characters, without what GitHub Actions takes for a command."""
    return json.dumps(value).replace("##[", "#\\u0023[")
