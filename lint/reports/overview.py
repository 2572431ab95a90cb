"""The format `overview`: the rules, each with the number of its findings and one example."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from lint.core.findings import Applicability, Finding
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import COLORS, Style, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write two lines for each rule, errors and frequent ones first, and how to list all findings."""
    examples: dict[str, Finding] = {}
    for finding in report.findings:
        examples.setdefault(finding.code, finding)
    numbers, fixes = report.findings.tally.by_code(), report.findings.tally.by_fix()
    for example in sorted(
        examples.values(), key=lambda each: (-each.severity, -numbers[each.code], each.code)
    ):
        stream.writelines(f"{line}\n" for line in _rule(example, numbers, fixes, style))
    if examples:
        stream.write(
            "\nOne example of each rule is shown. All of them: --output-format concise; those of a rule: "
            "--select RULE; a page to look at: --output-format html --output-file report.html\n\n"
        )
    write_fixed(report, stream, style)
    write_summary(report, settings, stream, style)


def _rule(
    example: Finding, numbers: Counter[str], fixes: Counter[tuple[str, Applicability | None]], style: Style
) -> tuple[str, str]:
    code, look = example.code, COLORS[example.severity]
    safe, unsafe = (fixes[code, each] for each in (Applicability.SAFE, Applicability.UNSAFE))
    ways = [f"{number:,} {word}" for number, word in ((safe, "safe"), (unsafe, "unsafe")) if number]
    fixable = f" (fixes: {', '.join(ways)})" if ways else ""
    severity = style(f"{count(numbers[code], example.severity.label):>14}", fg=look)
    place = f"{printable(example.location.file)}:{example.location.line}"
    return (
        f"{severity}  {style(code, fg=look, bold=True)} {example.name}{fixable}",
        f"{'':>14}  {place}: {printable(example.message)}",
    )
