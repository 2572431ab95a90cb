"""Ctrl-C: what it does while Python starts, and while there is work that has to be ended in order.

An exception in the midst of a library, or of a process that is just starting, can get lost there or
break it. So none is raised but where it has to be.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def end_at_once() -> None:
    """Let Ctrl-C end the process with exit code 130 and without a word, unless it is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))


@contextmanager
def raised() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt`: there are workers to end, or files half written."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def noticed() -> Iterator[Callable[[], bool]]:
    """Give what tells whether Ctrl-C was pressed since, to end between two batches of files.

    To press it again raises `KeyboardInterrupt`.
    """
    pressed = False

    def notice(number: int, frame: object) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, notice)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
