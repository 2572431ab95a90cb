"""Ctrl-C: what it does while Python starts, and while there is work that must be ended in order.

An exception that is raised inside a library, or while a process starts, can get lost or break things. So
`KeyboardInterrupt` is raised only where it is needed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def end_at_once() -> None:
    """Let Ctrl-C end the process silently with exit code 130, unless Ctrl-C is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt` inside the block, which has workers to end or files to write."""
    with _answered(signal.default_int_handler):
        yield


@contextmanager
def stop_flag() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether Ctrl-C was pressed, so that a loop can end in order.

    Pressing it a second time raises `KeyboardInterrupt`.
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
    """Let *handler* handle Ctrl-C, unless it is ignored, as a shell does for background jobs."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
