"""`recordlint schema`."""

from __future__ import annotations

import click

from lint.core.errors import UsageError
from lint.core.wording import did_you_mean
from lint.kinds import builtin, schema_file


@click.command()
@click.argument("kind")
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind (pathway, figure), or of the settings."""
    names = [*(each.name for each in builtin()), "settings"]
    if kind not in names:
        near = did_you_mean(kind, names) or f"; choose from {', '.join(names)}"
        raise UsageError(f'no kind is called "{kind}"{near}')
    click.echo(schema_file(kind).read_text("utf-8"), nl=False)
