"""The format `full`: each finding with an excerpt of the file, and what its fix changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TextIO

from lint.core.findings import Applicability, Finding, Fix, Line
from lint.core.printable import pieces, printable
from lint.reports import COLORS, Style, headline, words_of, write_entries, write_fixed, write_summary
from lint.results.run_result import RunResult
from lint.settings import Settings

MAX_CHANGES = 5
"""The most changes of one fix that are shown."""

_TITLES = {Applicability.SAFE: "fix", Applicability.UNSAFE: "unsafe fix", Applicability.DISPLAY: "suggestion"}


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write each finding with its excerpt and its fix, then those that were fixed."""
    write_entries(report, "full", stream, style)
    write_fixed(report, stream, style)
    if report.fixed and not style.quiet:
        stream.write("\n")
    write_summary(report, settings, stream, style)


def entry(finding: Finding, style: Style) -> str:
    """Return the headline of *finding*, its excerpt, and its fix."""
    lines = "\n".join([headline(finding, style), *_details(finding, style)])
    return f"{lines}\n\n"


def _details(finding: Finding, style: Style) -> Iterator[str]:
    excerpt = finding.location.excerpt
    margin = max((len(str(line.number)) for line in excerpt), default=1) + 1
    bar = style(f"{' ' * margin}|", fg="bright_blue")
    if excerpt:
        yield bar
    last = excerpt[0].number if excerpt else 0
    for line in excerpt:
        if line.number > last + 1:
            yield style("...", fg="bright_blue")
        last = line.number
        text, carets = marked(line)
        number = style(f"{line.number:>{margin - 1}} |", fg="bright_blue")
        yield f"{number} {text}"
        if carets:
            yield f"{bar} {style(carets, fg=COLORS[finding.severity], bold=True)}"
    if finding.fix:
        if excerpt:
            yield bar
        yield from _fix(finding.fix, finding, " " * margin, style)


def _fix(fix: Fix, finding: Finding, indent: str, style: Style) -> Iterator[str]:
    yield f"{indent}= {style(_TITLES[fix.applicability], bold=True)}: {printable(fix.title)}"
    changes = finding.location.changes
    for change in changes[:MAX_CHANGES]:
        before, after = words_of(change)
        for sign, words, color in (("-", before, "red"), ("+", after, "green")):
            if words:
                yield f"{indent}  {style(f'{sign} {words}', fg=color)}"
    if len(changes) > MAX_CHANGES:
        yield f"{indent}  ... and more"
    if fix.why:
        yield f"{indent}= {style('note', bold=True)}: {printable(fix.why)}"


def marked(line: Line) -> tuple[str, str]:
    """Return the text of *line* as shown, and the line of carets below its marks."""
    text = line.text
    shown = printable(text)
    columns: Sequence[int] = range(len(text) + 1)
    if shown != text or not text.isascii():
        columns = list(accumulate(map(_width, pieces(text)), initial=0))
    carets = ""
    for start, end in sorted(line.marks):
        begin, width = columns[start], max(columns[end] - columns[start], 1)
        carets = carets.ljust(begin) + "^" * (begin + width - max(len(carets), begin))
    return shown, carets


def _width(piece: str) -> int:
    """Return how many columns of a terminal *piece* takes (Unicode Standard Annex 11)."""
    if piece.isascii():
        return len(piece)
    if unicodedata.category(piece) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(piece) in "WF" else 1
