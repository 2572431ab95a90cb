"""The format `github`: annotations on a pull request, as commands of GitHub Actions.

Their syntax is described in docs.github.com, "Workflow commands for GitHub Actions", and in
actions/runner, ActionCommand.cs and ActionCommandManager.cs. GitHub shows 10 of each severity per step
and silently drops the others: docs.github.com, "REST API endpoints for check runs", and
actions/runner, ExecutionContext.cs.
"""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from lint.core.findings import Finding, Severity
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Style, headline, severities, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
LIMITS = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.INFO: 9}
"""The most annotations of each severity; the last notice says how many are left out."""

_PLAIN = Style()


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the findings beyond the limits as a folded group, then the annotations, errors first."""
    annotated: list[Finding] = []
    seen: Counter[Severity] = Counter()
    rest: Counter[Severity] = Counter()
    for finding in report.findings:
        seen[finding.severity] += 1
        if seen[finding.severity] <= LIMITS[finding.severity]:
            annotated.append(finding)
            continue
        if not rest:
            stream.write("::group::Findings without an annotation\n")
        rest[finding.severity] += 1
        stream.write(f"{headline(finding, style)}\n")
    if rest:
        stream.write("::endgroup::\n")
    for finding in sorted(annotated, key=lambda finding: finding.severity, reverse=True):
        stream.write(_annotation(finding))
    if rest:
        more = f"{count(rest.total(), 'more finding')} ({severities(rest)})"
        stream.write(
            _command("notice", {"title": "recordlint"}, f"{more} without an annotation; the log lists them")
        )
    write_fixed(report, stream, style)
    write_summary(report, settings, stream, style)


def _annotation(finding: Finding) -> str:
    place = finding.location
    where: dict[str, object] = {"file": printable(place.file), "line": place.line}
    if place.end_line > place.line:  # for which GitHub accepts no columns
        where["endLine"] = place.end_line
    else:
        where |= {"col": place.column, "endColumn": place.end_column}
    where["title"] = f"{finding.code} {finding.name}"
    return _command(_COMMANDS[finding.severity], where, headline(finding, _PLAIN))


def _command(name: str, properties: dict[str, object], data: str) -> str:
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_data(data)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
