"""`recordlint check`, and what it shares with `recordlint fix`."""

from __future__ import annotations

import sys
from pathlib import Path as FilePath
from typing import Any, NoReturn

import click

from lint.commands.options import EXIT_CODES, OrderedCommand, grouped, run_options, selection_options
from lint.commands.outputs import (
    Output,
    detail_of,
    detail_of_groups,
    earlier_reports,
    outputs_of,
    print_failures,
    refuse_unwritable,
    refuse_way_out,
    text_format,
    write_reports,
)
from lint.core.errors import UsageError
from lint.core.interrupts import stop_flag
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Style
from lint.results.run_result import RunResult
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.run.job import RunOptions, stamp_of_now
from lint.run.progress import bar
from lint.run.runner import run
from lint.run.selection import discovered, with_ids
from lint.settings import Settings
from lint.settings.loading import load

MANY = 200
"""The most findings that are listed one by one on a terminal, unless a format is given."""


@click.command(cls=OrderedCommand, epilog=EXIT_CODES)
@grouped("Fixes")("--fix", is_flag=True, allow_from_autoenv=False, help="Apply the safe fixes.")
@grouped("Files")(
    "--show-files", is_flag=True, allow_from_autoenv=False, help="List the files to look at, and check none."
)
@selection_options
@run_options
def check(*, show_files: bool, **arguments: Any) -> None:
    """Report what is wrong with records.

    PATH is a file, a folder (default: the working folder), the id of a record (WP49), or `-` for
    standard input.
    """
    if show_files:
        list_files(**arguments)
    else:
        run_and_report(**arguments)


def list_files(paths: tuple[str, ...], **arguments: Any) -> None:
    """Print the files that a run over *paths* looks at, one per line.

    Raises:
        UsageError: A path does not exist.
    """
    names = ("config", "isolated", "include", "exclude")
    settings = load(FilePath(), **{name: arguments[name] for name in names})
    found = discovered(with_ids(paths or (".",), settings), settings.scope())
    for file in found.paths:
        click.echo(printable(file))
    print_failures(found)
    if found.failures:
        click.get_current_context().exit(2)


def run_and_report(
    paths: tuple[str, ...],
    *,
    fix: bool,
    diff: bool,
    options: tuple[str, ...],
    output_format: tuple[str, ...],
    output_file: tuple[str, ...],
    group_by: str | None,
    compare: tuple[str, ...],
    statistics: bool,
    corpus: bool,
    changed_since: str | None,
    jobs: int | None,
    cache_dir: FilePath | None,
    no_cache: bool,
    executor: str,
    no_progress: bool,
    stdin_filename: str,
    exit_zero: bool,
    allow_empty: bool,
    quiet: bool,
    color: bool | None,
    only_new: bool,
    derive: bool,
    stamp: bool,
    **flags: Any,
) -> None:
    """Check or fix records according to the options of `check` and `fix`, and exit with the right code.

    Raises:
        UsageError: The options contradict each other, or name something that does not exist.
    """
    settings = load(FilePath(), options, **flags)
    if (only_new or derive or stamp) and not (fix or diff):
        raise UsageError("--only-new, --derive and --stamp belong to `recordlint fix`")
    if executor and (derive or stamp):
        raise UsageError("--derive and --stamp need the files, which --executor does not give its workers")
    stdin = None
    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("`-` (standard input) cannot be checked together with files")
        stdin = (stdin_filename, _standard_input(settings.limits.file_size))
    shape = "diff" if diff else "statistics" if statistics else ""
    default = "grouped" if group_by else settings.output_format
    outputs = outputs_of(output_format, output_file, default, shape)
    detail = detail_of(outputs)
    if group_by:
        detail |= detail_of_groups(outputs)
    refuse_way_out(cache_dir)
    refuse_unwritable(outputs, (*paths, *compare, *filter(None, [flags["config"]])), settings)
    earlier = earlier_reports(compare, outputs)
    is_filter = stdin is not None and fix and not diff
    standard = sys.stderr if is_filter else sys.stdout
    with stop_flag() as stopped, bar(sys.stderr, hidden=no_progress) as progress:
        options_of_run = RunOptions(
            fix=fix or diff,
            diff=diff,
            stdin=stdin,
            detail=detail,
            text_format=text_format(outputs, standard, color),
            corpus=corpus,
            changed_since=changed_since,
            only_new=only_new,
            stamp=stamp_of_now() if stamp else "",
            derive=derive,
            jobs=jobs,
            cache=not no_cache,
            cache_dir=cache_dir,
            executor=executor,
        )
        result = run(paths or (".",), settings, options_of_run, progress=progress, stopped=stopped)
    if is_filter:
        sys.stdout.buffer.write(result.output)
    for note in () if quiet else settings.notes:
        click.echo(f"Note: {printable(note)}", err=True)
    is_default = not (output_format or shape) and outputs[0] == Output("full", None)
    if is_default and standard.isatty() and len(result.findings) > MANY:
        outputs = [Output("overview", None)]
    style = Style(quiet=quiet, group_by=group_by or "file", earlier=earlier)
    write_reports(result, settings, outputs, standard, style, color)
    _exit(result, settings, diff=diff, exit_zero=exit_zero, allow_empty=allow_empty)


def _standard_input(limit: int) -> bytes:
    """Return the bytes of standard input.

    Raises:
        UsageError: There are more than *limit*, so that `fix` could not pass on the rest.
    """
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise UsageError(f"standard input has more than {limit:,} bytes (`limits.file-size`)")
    return data


def _exit(
    result: RunResult, settings: Settings, *, diff: bool, exit_zero: bool, allow_empty: bool
) -> NoReturn:
    context = click.get_current_context()
    if result.is_interrupted:
        click.echo(f"Interrupted after {count(result.files, 'file')}.", err=True)
        context.exit(130)
    code = _exit_code(result, settings, diff=diff)
    context.exit(0 if (code == 1 and exit_zero) or (code == 3 and allow_empty) else code)


def _exit_code(result: RunResult, settings: Settings, *, diff: bool) -> int:
    if result.failures or RuleCrashed.code in result.findings.tally.by_code():
        return 2
    if not result.records and not result.unchanged:
        return 3
    if diff:
        return int(bool(result.diffs))
    found = {*result.findings.tally.by_severity(), *(severity for _, severity in result.counts.below_level)}
    return int(any(map(settings.fails, found)))
