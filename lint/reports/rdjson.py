"""The format `rdjson`, for reviewdog, which comments on pull requests, with suggestions.

It is defined in reviewdog's proto/rdf/reviewdog.proto. Columns count bytes of UTF-8.
"""

from __future__ import annotations

import re
from typing import Any, TextIO

from lint.core.findings import Finding, Region, Severity
from lint.core.printable import printable
from lint.core.project import HOME
from lint.reports import Style, as_json, code_span, write_list
from lint.results.run_result import RunResult
from lint.rules.reference import address
from lint.settings import Settings

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}

# Messages that mean the same as Markdown, as which reviewdog reads them: outside of simple code spans,
# they contain no tag, link, mention, list or emphasis.
_HARMLESS = re.compile(r"(?=[^\W\d_]|`)(?:[^`\\*_~\[\]<>#!&@:]|:(?!//)|`[^`]+`(?!`))*")


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the object, with one line per diagnostic."""
    source = {"name": "recordlint", "url": HOME}
    stream.write(f'{{\n  "source": {as_json(source)},\n  "diagnostics": ')
    write_list(map(_diagnostic, report.findings), stream, "  ")
    stream.write("\n}\n")


def _diagnostic(finding: Finding) -> dict[str, Any]:
    suggestion = finding.location.suggestion
    # reviewdog requires a suggestion to be for exactly the lines of its diagnostic.
    region = suggestion.region if suggestion else finding.location.region
    found: dict[str, Any] = {
        "message": _message(finding),
        "location": {"path": printable(finding.location.file), "range": _range(region)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": address(finding.code)},
    }
    if suggestion:
        found["suggestions"] = [{"range": _range(region), "text": suggestion.text}]
    return found


def _message(finding: Finding) -> str:
    shown = printable(finding.message)
    return shown if _HARMLESS.fullmatch(shown) else code_span(shown)


def _range(region: Region) -> dict[str, Any]:
    start, end = region.utf8
    return {"start": {"line": region.line, "column": start}, "end": {"line": region.end_line, "column": end}}
