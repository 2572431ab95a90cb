"""`recordlint genes`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path as FilePath

import click

from lint.core.errors import UsageError
from lint.core.interrupts import interruptible
from lint.core.printable import printable
from lint.records import hgnc, hgnc_download


@click.group()
def genes() -> None:
    """Manage what the rules know about genes."""


@genes.command()
@click.option("--url", metavar="URL", default=hgnc.URL, show_default=True, help="Where to download it from.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=FilePath),
    help="Where to store it, instead of the user's cache folder.",
)
def fetch(url: str, output: FilePath | None) -> None:
    """Download HGNC's complete set (17 MB), which tells rules the symbols of human genes."""
    target = output or hgnc.stored()
    if target is None:
        raise UsageError("you have no home folder to store it in; name a file with --output")
    try:
        if target.exists():
            hgnc.refuse_other(target)
        with interruptible():
            found = hgnc_download.fetch(url, target, _with_bar)
    except ValueError as error:
        raise UsageError(str(error)) from None
    name = target.as_posix() if output else hgnc.NAME
    click.echo(f"Stored HGNC's complete set with {found:,} genes in {printable(str(target))}.")
    click.echo(f'To use it, write into recordlint.toml:\n\n[genes]\nhgnc = "{printable(name)}"')


def _with_bar(chunks: Iterator[bytes], count: int | None) -> Iterator[bytes]:
    """Pass on the chunks of a download, with a progress bar if standard error is a terminal."""
    with click.progressbar(chunks, length=count, label="Downloading", file=sys.stderr) as bar:
        yield from bar
