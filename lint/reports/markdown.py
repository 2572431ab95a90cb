"""The format `markdown`: the result of a run on one page, for `$GITHUB_STEP_SUMMARY`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import nlargest
from typing import TextIO

from lint.core.findings import Severity
from lint.reports import Style, by_file, code_span, severities, statistics, summary
from lint.results.run_result import RunResult
from lint.settings import Settings

WORST = 10
"""The most records that are named."""

_Record = tuple[tuple[int, ...], str, str]


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the totals by rule, the records with the most findings, and how to fix them."""
    stream.write("## recordlint\n\n")
    stream.writelines(f"{line}\n\n" for line in summary(report, settings))
    if report.findings:
        stream.writelines(statistics.markdown(report))
        stream.write("\n### Records with the most findings\n\n")
        worst = nlargest(WORST, _records(report), key=lambda record: record[0])
        stream.writelines(f"- {code_span(file)}: {told}\n" for _, file, told in worst)


def _records(report: RunResult) -> Iterator[_Record]:
    """Yield each file with its findings and how severe they are."""
    for file, findings in by_file(report.findings):
        numbers: Counter[Severity] = Counter()
        codes: dict[str, None] = {}
        for finding in findings:
            numbers[finding.severity] += 1
            codes[finding.code] = None
        badness = tuple(numbers[severity] for severity in reversed(Severity))
        yield badness, file, f"{severities(numbers)} ({', '.join(sorted(codes))})"
