"""The format `grouped`: the findings under the name of their file, rule, author or community."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from lint.core.findings import Finding
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Style, body, by_file, headline, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings

GROUPS: Mapping[str, Callable[[Finding], tuple[str, ...]]] = {
    "file": lambda finding: (finding.location.file,),
    "rule": lambda finding: (f"{finding.code} {finding.name}",),
    "author": lambda finding: finding.location.about.authors if finding.location.about else (),
    "community": lambda finding: finding.location.about.communities if finding.location.about else (),
}
"""What findings can be grouped by, each with a function that returns the groups of a finding."""


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write one line for each group and for each of its findings, then those that were fixed."""
    groups = _files(report, style) if style.group_by == "file" else _others(report, style)
    for title, lines in groups:
        stream.write(f"{style(printable(title), bold=True)}\n")
        stream.writelines(f"{line}\n" for line in lines)
        stream.write("\n")
    write_fixed(report, stream, style)
    if report.fixed and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)


def _files(report: RunResult, style: Style) -> Iterator[tuple[str, Iterator[str]]]:
    for file, findings in by_file(report.findings):
        yield file, (f"{_place(finding):>9}  {body(finding, style)}" for finding in findings)


def _place(finding: Finding) -> str:
    return f"{finding.location.line}:{finding.location.column}"


def _others(report: RunResult, style: Style) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the groups with the lines of their findings, the largest first."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for finding in report.findings:
        line = f"  {headline(finding, style)}"
        for group in GROUPS[style.group_by](finding) or (f"no {style.group_by}",):
            groups[group].append(line)
    for group, lines in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0])):
        yield f"{group}: {count(len(lines), 'finding')}", iter(lines)
