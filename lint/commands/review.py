"""`recordlint review`."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Any

import click

from lint.commands.main import Refused
from lint.commands.options import GroupedCommand, grouped, selection_options, source_options
from lint.core.interrupts import interruptible
from lint.core.wording import count
from lint.review.session import Session
from lint.run.job import RunOptions
from lint.run.selection import discovered, with_ids
from lint.settings.source import SettingsSource


@click.command(cls=GroupedCommand)
@selection_options
@source_options
@grouped("Report")(
    "--repo-url", metavar="URL", help="The repository's page, for links.  [default: git's remote]"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port to use.  [default: a free one]"
)
@click.option("--no-browser", is_flag=True, help="Print the address, but do not open a browser.")
def review(
    paths: tuple[str, ...],
    *,
    options: tuple[str, ...],
    corpus: bool,
    config: FilePath | None,
    isolated: bool,
    derive: bool,
    stamp: bool,
    port: int,
    no_browser: bool,
    **flags: Any,
) -> None:
    """Go through the findings in a browser, one by one.

    Accept a fix, edit the text, skip the finding, or leave it as it is. Each decision is written at once,
    for a pathway to its drawing (WP49.gpml) if that is beside the record or where the settings say, and
    can be undone in the page. The page is served only to this machine, until Ctrl-C.
    """
    try:
        from lint.review import server
    except ImportError:
        raise Refused("A review needs a small server: pip install 'recordlint[review]'") from None
    source = SettingsSource(options, config, isolated, flags)
    options_of_run = RunOptions(jobs=None, cache=True)
    session = Session(paths or (".",), source, options_of_run, corpus=corpus, derive=derive, stamp=stamp)
    discovered(with_ids(paths, session.settings), session.settings.scope())  # refuses what does not exist
    listening = socket.create_server((server.HOST, port))
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe()
    address = f"http://{server.HOST}:{port}/?token={token}"
    click.echo(f"Review at {address}\nCtrl-C ends it; your decisions are already written.")
    if not no_browser:
        webbrowser.open(address)
    with interruptible(), suppress(KeyboardInterrupt):
        server.serve(server.app(session, token, port), listening)
    click.echo(f"\nEnded after {count(session.decisions, 'decision')}.")
