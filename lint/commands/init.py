"""`recordlint init`."""

from __future__ import annotations

import os
from pathlib import Path as FilePath

import click

from lint import files
from lint.commands.baseline import baseline
from lint.commands.outputs import naming
from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.reports import count
from lint.settings import init as templates
from lint.settings.loading import default_baseline, in_folder, load


@click.command()
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write missing files, keep existing ones.")
@click.option(
    "--baseline", "with_baseline", is_flag=True, help="Write a baseline of the present findings, too."
)
def init(yes: bool, with_baseline: bool) -> None:
    """Set up recordlint in the repository that is the working folder.

    Says which records there are, and writes recordlint.toml, the hooks for pre-commit, a GitHub
    workflow, and a baseline if asked for.
    """
    found = templates.survey(".", load(FilePath()))
    if not found.records and not found.pages:
        raise UsageError("there is no record here; go to the folder of a repository with records")
    kinds = [count(number, kind) for kind, number in sorted(found.records.items())]
    click.echo(f"Found {count(found.records.total(), 'record')}{': ' if kinds else ''}{', '.join(kinds)}.")
    if found.pages:
        pages, folders = count(found.pages.total(), "other page"), ", ".join(sorted(found.pages))
        click.echo(printable(f"Found {pages} with front matter in {folders}: [[kinds]] makes them records."))
    offers = templates.offers(FilePath())
    for name, text in offers.items():
        path = FilePath(name)
        if os.path.lexists(path) and (yes or not click.confirm(f"{name} exists. Overwrite it?")):
            click.echo(f"Kept {name}.")
            continue
        with naming(name):
            templates.write(path, text)
        click.echo(f"Wrote {name}.")
    settings = in_folder(FilePath())
    if settings is not None and settings.path.name not in offers:
        click.echo(f"Kept the settings in {settings.path.name}.")
    if templates.HOOKS not in offers:
        click.echo(f"Kept {templates.HOOKS}.")
        if not templates.has_hooks(FilePath()):
            click.echo(f"Add this to its `repos`:\n\n{templates.ENTRY}", nl=False)
    if with_baseline:
        listed = default_baseline(FilePath())
        if os.path.lexists(listed):
            click.echo(printable(f"Kept {files.shown(str(listed))}."))
        else:
            click.get_current_context().invoke(baseline)
