"""`recordlint clean`."""

from __future__ import annotations

from pathlib import Path as FilePath

import click

from lint.commands.outputs import refuse_way_out
from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.run import cache


@click.command()
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=click.Path(path_type=FilePath),
    help="The folder given to `check --cache-dir`, instead of the user's cache folder.",
)
def clean(cache_dir: FilePath | None) -> None:
    """Remove the findings kept for later runs."""
    refuse_way_out(cache_dir)
    folder = cache_dir or cache.default_folder()
    if folder is None:
        raise UsageError("you have no home folder, and so no cache; name one with --cache-dir")
    size = cache.clean(folder)
    click.echo(f"Removed {size / 1e6:,.1f} MB from {printable(str(folder))}.")
