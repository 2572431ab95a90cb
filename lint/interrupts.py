"""Ctrl-C, noticed between two batches of files rather than anywhere."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def noticed() -> Iterator[Callable[[], bool]]:
    """Give what tells whether Ctrl-C was pressed since; to press it again ends the process at once.

    An exception in the midst of a library, or of a process that is just starting, can get lost
    there or break it.
    """
    pressed = False
    before = signal.getsignal(signal.SIGINT)

    def notice(number: int, frame: Any) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, notice)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
