"""`recordlint baseline`."""

from __future__ import annotations

import os
import sys
from pathlib import Path as FilePath
from typing import Any

import click

from lint import files
from lint.commands.main import Refused
from lint.commands.options import GroupedCommand, selection_options
from lint.commands.outputs import naming, print_failures
from lint.core.errors import UsageError
from lint.core.findings import Detail
from lint.core.interrupts import interruptible
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Style, write_summary
from lint.run.baseline import Baseline, merge_by_line, refuse_other
from lint.run.job import RunOptions
from lint.run.progress import bar
from lint.run.runner import run
from lint.settings.loading import default_baseline, load


@click.command(cls=GroupedCommand)
@selection_options
@click.option(
    "--update", "how", flag_value="update", help="Add new findings, and remove those that are gone."
)
@click.option("--prune", "how", flag_value="prune", help="Remove the findings that are gone, and add none.")
def baseline(
    paths: tuple[str, ...],
    *,
    how: str | None,
    options: tuple[str, ...],
    corpus: bool,
    config: FilePath | None,
    isolated: bool,
    baseline: str | None,
    **flags: Any,
) -> None:
    """List the present findings, so that only new ones count.

    Writes what `check` would report to recordlint-baseline.json, which `check` finds beside the
    settings file or in the working folder. A finding is gone if this run looked for it in vain, or
    if its file no longer exists.
    """
    settings = load(FilePath(), options, config=config, isolated=isolated, baseline=baseline, **flags)
    path = settings.baseline or str(default_baseline(FilePath(), config=config, isolated=isolated))
    is_new = not os.path.lexists(path)
    if paths and not how and not is_new:
        raise UsageError(f"{path} exists; add --update, or name no files to write it anew")
    if not is_new:
        with naming(path):
            refuse_other(path)
    old = Baseline.read(path) if how else Baseline(path)
    with interruptible(), bar(sys.stderr, hidden=False) as progress:
        options_of_run = RunOptions(detail=Detail.NONE, corpus=corpus, jobs=None, cache=True)
        result = run(paths or (".",), settings, options_of_run, baseline=old, progress=progress)
    print_failures(result)
    if result.failures or result.is_interrupted:
        raise Refused("Nothing was written, since not all records could be checked.")
    if not result.records:
        write_summary(result, settings, sys.stdout, Style())
        click.get_current_context().exit(3)
    new = old.pruned(result.stale) if how == "prune" else old.updated(result.met, result.stale)
    if new.entries != old.entries or is_new or not how:
        with naming(path):
            new.write()
    name = printable(files.shown(path))
    total = count(new.entries.total(), "finding")
    if how:
        added = (new.entries - old.entries).total()
        removed = (old.entries - new.entries).total()
        click.echo(f"{name}: {added:,} added, {removed:,} removed; it lists {total}.")
    else:
        click.echo(f"{name}: lists {total}.")
    with naming(os.path.join(os.path.dirname(path), ".gitattributes")):
        is_merged = is_new and merge_by_line(path)
    if is_merged:
        click.echo("Wrote .gitattributes too, so that git merges it line by line.")
