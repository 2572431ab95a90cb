"""The format `diff`: the changes of all fixes, as a patch for `git apply`."""

from __future__ import annotations

import os
from secrets import token_hex
from typing import TextIO

import click

from lint.core.printable import printable
from lint.reports import Style, extent, fixed_count
from lint.results.run_result import RunResult
from lint.settings import Settings

_LOOKS = {"+": {"fg": "green"}, "-": {"fg": "red"}, "@": {"fg": "cyan"}}


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the patch, and the summary to standard error so that the patch can be piped.

    On a terminal, or in colour, special characters are escaped; otherwise the patch is written byte for
    byte. GitHub Actions, which cannot distinguish a log from a pipe, is asked to read no commands in it.
    """
    if style.color or stream.isatty():
        for diff in report.diffs:
            stream.writelines(f"{_line(line, style)}\n" for line in diff.removesuffix("\n").split("\n"))
    elif report.diffs:
        begin, end = _unheard()
        stream.writelines([begin, *report.diffs, end])
    if not style.quiet:
        found = fixed_count(report)
        result = (
            f"Would fix {found} in {extent(report.fixed.tally, report)}."
            if report.diffs
            else "Nothing to fix."
        )
        stream.flush()
        click.echo(result, err=True)


def _line(line: str, style: Style) -> str:
    look = {"bold": True} if line.startswith(("+++ ", "--- ")) else _LOOKS.get(line[:1], {})
    return style(printable(line), **look)


def _unheard() -> tuple[str, str]:
    """Return what to write before and after text from records; "" outside of GitHub Actions.

    Between the two, its runner reads no commands (actions/runner, ActionCommandManager.cs).
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return "", ""
    token = token_hex(16)
    return f"::stop-commands::{token}\n", f"::{token}::\n"
