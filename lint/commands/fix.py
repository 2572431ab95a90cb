"""`recordlint fix`."""

from __future__ import annotations

from typing import Any

import click

from lint.commands.check import run_and_report
from lint.commands.options import EXIT_CODES, OrderedCommand, run_options, selection_options


@click.command(cls=OrderedCommand, epilog=EXIT_CODES)
@selection_options
@run_options
def fix(**arguments: Any) -> None:
    """Repair records and report what remains (`check --fix`).

    PATH is a file, a folder (default: the working folder), the id of a record, or `-` for standard
    input, which is repaired to standard output. A pathway is repaired in its drawing (WP49.gpml)
    where that is beside the record, or where the settings say.
    """
    run_and_report(fix=True, **arguments)
