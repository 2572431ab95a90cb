"""A progress bar for long runs in a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeAlias

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    Speed = tuple[float, int]

Progress: TypeAlias = Callable[[int, int, int], None]
"""Called from time to time with the number of files done, of all files, and of findings."""

_PATIENCE = 1.0  # seconds before the bar appears


def silent(done: int, total: int, findings: int) -> None:
    """Show nothing."""


@contextmanager
def bar(stream: TextIO, *, hidden: bool = False) -> Iterator[Progress]:
    """Yield a function that shows files done, their rate, the time left and the findings on *stream*.

    Nothing is shown if *stream* is not a terminal, or if the run ends within a second.
    """
    if hidden or not stream.isatty():
        yield silent
        return
    began = time.monotonic()
    shown: ProgressBar[Speed] | None = None

    def progress(done: int, total: int, findings: int) -> None:
        nonlocal shown
        elapsed = time.monotonic() - began
        if elapsed < _PATIENCE:
            return
        if shown is None:
            shown = click.progressbar(
                length=total, label="Checking", file=stream, show_pos=True, item_show_func=_shown
            )
            shown.__enter__()
        shown.update(done - shown.pos, (done / elapsed, findings))

    try:
        yield progress
    finally:
        if shown is not None:
            shown.__exit__(None, None, None)


def _shown(speed: Speed | None) -> str | None:
    return None if speed is None else f"{speed[0]:,.0f} files/s, {speed[1]:,} findings"
