"""`recordlint server`."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import click

from lint.commands.main import Refused
from lint.commands.options import GroupedCommand, result_options, settings_options
from lint.settings.source import SettingsSource


@click.command(cls=GroupedCommand)
@settings_options
@result_options
def server(*, options: tuple[str, ...], config: FilePath | None, isolated: bool, **flags: Any) -> None:
    """Serve an editor through the Language Server Protocol.

    The editor starts this command itself: docs/editors.md says how to set that up.
    """
    try:
        from lint.server import language_server
    except ImportError:
        raise Refused("An editor needs a language server: pip install 'recordlint[lsp]'") from None
    language_server.serve(SettingsSource(options, config and config.absolute(), isolated, flags))
