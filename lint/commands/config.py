"""`recordlint config`."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Any

import click

from lint.commands.options import GroupedCommand, result_options, settings_options, text_or_json
from lint.core.printable import printable
from lint.settings.loading import layers
from lint.settings.show import as_object, lines


@click.command(cls=GroupedCommand)
@settings_options
@result_options
@text_or_json
def config(options: tuple[str, ...], output_format: str, **flags: Any) -> None:
    """Print the settings in force, and where each one comes from."""
    found = layers(FilePath(), options, **flags)
    if output_format == "json":
        click.echo(json.dumps(as_object(found), indent=2))
        return
    for line in lines(found):
        click.echo(printable(line))
