"""The format `junit`: XML that CI servers show as test results, with a suite per file and a case per finding.

There is no single standard; the output conforms to Jenkins' schema (xunit-plugin, junit-10.xsd).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TextIO

from lint.core.findings import Finding
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Style, by_file, headline
from lint.results.run_result import RunResult
from lint.settings import Settings

_PLAIN = Style()


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the suites; findings that fail the run are failures, others are cases with output."""
    severities = report.findings.tally.by_severity()
    failures = sum(number for severity, number in severities.items() if settings.fails(severity))
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f"<testsuites{_attributes('recordlint', max(severities.total(), 1), failures)}>\n")
    if not severities:
        stream.write(f"  <testsuite{_attributes('recordlint', 1, 0)}>\n")
        nothing = f"No findings in {count(report.records, 'record')}"
        stream.write(f'    <testcase classname="recordlint" name="{nothing}"/>\n  </testsuite>\n')
    for file, group in by_file(report.findings):
        findings = list(group)
        failures = sum(settings.fails(finding.severity) for finding in findings)
        stream.write(f"  <testsuite{_attributes(file, len(findings), failures)}>\n")
        for finding in findings:
            stream.writelines(_case(finding, settings))
        stream.write("  </testsuite>\n")
    stream.write("</testsuites>\n")


def _attributes(name: str, tests: int, failures: int) -> str:
    return f' name="{_text(name)}" tests="{tests}" failures="{failures}" errors="0"'


def _case(finding: Finding, settings: Settings) -> Iterator[str]:
    place = finding.location
    name = f"{finding.code} {finding.pointer or '/'} {place.line}:{place.column}"
    yield f'    <testcase classname="{_text(place.file)}" name="{_text(name)}">\n'
    shown = _text(headline(finding, _PLAIN))
    if settings.fails(finding.severity):
        message = _text(finding.message)
        yield f'      <failure type="{finding.severity.label}" message="{message}">{shown}</failure>\n'
    else:
        yield f"      <system-out>{shown}</system-out>\n"
    yield "    </testcase>\n"


def _text(text: str) -> str:
    return escape(printable(text))
