"""The format `statistics`: how many findings each rule has, most first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from lint.findings import Applicability
from lint.reports import COLORS, Style, write_summary

if TYPE_CHECKING:
    from lint.runner import Report
    from lint.settings import Settings


def write(report: Report, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write a line for each rule: how many findings, how many of these can be fixed, code and name."""
    shown = report.findings
    numbers = Counter((finding.code, finding.name) for finding in shown)
    safe, unsafe = (
        Counter(finding.code for finding in shown if finding.fix and finding.fix.applicability is wanted)
        for wanted in (Applicability.SAFE, Applicability.UNSAFE)
    )
    severity = {finding.code: finding.severity for finding in sorted(shown, key=lambda each: each.severity)}
    if shown:
        stream.write(style("findings  fixable   unsafe  rule", bold=True) + "\n")
    for (code, name), number in sorted(numbers.items(), key=lambda each: (-each[1], each[0])):
        rule = style(code, fg=COLORS[severity[code]], bold=True)
        stream.write(f"{number:>8,} {safe[code]:>8,} {unsafe[code]:>8,}  {rule} {name}\n")
    if shown and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)
