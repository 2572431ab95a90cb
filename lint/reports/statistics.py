"""The format `statistics`: how many findings each rule has, most first."""

from __future__ import annotations

from typing import TextIO

from lint.core.findings import Applicability
from lint.reports import COLORS, Style, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write a line for each rule: how many findings, how many of these can be fixed, code and name."""
    names = {finding.code: finding.name for finding in report.findings}
    found = report.findings.tally
    fixes = found.by_fix()
    severity = {code: each for code, each, _ in sorted(found.counts, key=lambda key: key[1])}
    numbers = found.by_code()
    if numbers:
        stream.write(style("findings  fixable   unsafe  rule", bold=True) + "\n")
    for code, number in sorted(numbers.items(), key=lambda each: (-each[1], each[0])):
        rule = style(code, fg=COLORS[severity[code]], bold=True)
        safe, unsafe = fixes[code, Applicability.SAFE], fixes[code, Applicability.UNSAFE]
        stream.write(f"{number:>8,} {safe:>8,} {unsafe:>8,}  {rule} {names[code]}\n")
    if numbers and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)
