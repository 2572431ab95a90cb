"""`recordlint config`."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import click

from lint.commands.options import result_options, settings_options
from lint.core.printable import printable
from lint.settings.loading import layers
from lint.settings.show import lines


@click.command()
@settings_options
@result_options
def config(options: tuple[str, ...], **flags: Any) -> None:
    """Print the settings in force, and where each one comes from."""
    for line in lines(layers(FilePath(), options, **flags)):
        click.echo(printable(line))
