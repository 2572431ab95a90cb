"""Ctrl-C: what it does while Python starts, and while there is work that has to be ended in order.

An exception raised inside a library, or while a process starts, can be lost there or break it. So
`KeyboardInterrupt` is raised only where it is needed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def end_at_once() -> None:
    """Let Ctrl-C end the process with exit code 130 and without a word, unless it is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt`: there are workers to end, or files half written."""
    with _answered(signal.default_int_handler):
        yield


@contextmanager
def stop_flag() -> Iterator[Callable[[], bool]]:
    """Give what tells whether Ctrl-C was pressed since, to end between two batches of files.

    To press it again raises `KeyboardInterrupt`.
    """
    pressed = False

    def notice(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with _answered(notice):
        yield lambda: pressed


@contextmanager
def _answered(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let *handler* answer Ctrl-C, unless it is ignored: a shell has that so for what runs behind."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
