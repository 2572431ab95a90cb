"""The format `markdown`: what came of a run on a page, for `$GITHUB_STEP_SUMMARY`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from heapq import nlargest
from typing import TextIO

from lint.core.findings import Applicability, Severity
from lint.reports import Style, by_file, code_span, severities, summary
from lint.results.findings import Tally
from lint.results.run_result import RunResult
from lint.settings import Settings

WORST = 10
"""How many records are named."""

_Record = tuple[tuple[int, ...], str, str]


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the totals by rule, the records with the most findings, and how to fix them."""
    found = report.findings.tally
    stream.write("## recordlint\n\n")
    stream.writelines(f"{line}\n\n" for line in summary(report, settings))
    if found.total:
        names = {finding.code: finding.name for finding in report.findings}
        stream.writelines(_table(found, names))
        stream.write("\n### Records with the most findings\n\n")
        worst = nlargest(WORST, _records(report), key=lambda record: record[0])
        stream.writelines(f"- {code_span(file)}: {told}\n" for _, file, told in worst)


def _table(found: Tally, names: Mapping[str, str]) -> Iterator[str]:
    fixes = found.by_fix()
    yield "| rule | | findings | fixed by `fix` | by `fix --unsafe-fixes` |\n|---|---|--:|--:|--:|\n"
    for code, number in sorted(found.by_code().items(), key=lambda each: (-each[1], each[0])):
        safe, unsafe = (fixes[code, each] for each in (Applicability.SAFE, Applicability.UNSAFE))
        yield f"| {code} | {names[code]} | {number:,} | {safe:,} | {unsafe:,} |\n"


def _records(report: RunResult) -> Iterator[_Record]:
    """Yield each file with how bad it is and what was found in it."""
    for file, findings in by_file(report.findings):
        numbers: Counter[Severity] = Counter()
        codes: dict[str, None] = {}
        for finding in findings:
            numbers[finding.severity] += 1
            codes[finding.code] = None
        badness = tuple(numbers[severity] for severity in reversed(Severity))
        yield badness, file, f"{severities(numbers)} ({', '.join(sorted(codes))})"
