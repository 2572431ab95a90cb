"""A deadline for the work on one record.

It covers reading the record, rules, facts, fixes and locations, and comparing records with each other.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import current_thread, main_thread
from typing import Literal

from lint.core.wording import count

SECOND = 1.0
"""The length of one tick of a `Deadline`, in seconds of processor time; tests use shorter ones."""


class TooLong(Exception):
    """The work on one record took longer than allowed."""


class Deadline:
    """Checks once per second whether the same work is still going on.

    Args:
        seconds: How long one piece of work may take, in seconds of processor time.
    """

    def __init__(self, seconds: int) -> None:
        self.at: object = None
        """The current piece of work, usually a record; None if there is nothing to watch."""
        self.limit = f"more than {count(seconds, 'second')} (`limits.seconds`)"
        """The limit in words, for messages."""
        self._seconds = seconds
        self._last: object = None
        self._ticks = 0

    def kept(self) -> AbstractContextManager[None]:
        """Raise `TooLong` inside the block when one piece of work takes too long."""
        return _timer("VIRTUAL", "SIGVTALRM", self._look, SECOND)

    def _look(self, number: int, frame: object) -> None:
        if self.at is None or self.at is not self._last:
            self._last, self._ticks = self.at, 0
            return
        self._ticks += 1
        if self._ticks >= self._seconds:
            self._ticks = 0
            raise TooLong(self.limit)


def within(seconds: float) -> AbstractContextManager[None]:
    """Raise `TooLong` inside the block when it takes more than *seconds* of processor time."""

    def end(number: int, frame: object) -> None:
        raise TooLong(f"more than {seconds:g} seconds")

    return _timer("PROF", "SIGPROF", end, seconds)


@contextmanager
def _timer(
    name: Literal["VIRTUAL", "PROF"], sign: str, look: Callable[[int, object], None], seconds: float
) -> Iterator[None]:
    """Call *look* once per *seconds* of processor time, which may raise an exception inside the block.

    Python's regular expressions can be interrupted this way, too. It is never called in threads other
    than the main one, on systems without timers (Windows), or if the timer is already in use.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    timer, number = getattr(signal, f"ITIMER_{name}"), getattr(signal, sign)
    if signal.getitimer(timer) != (0, 0):
        yield
        return
    before = signal.signal(number, look)
    signal.setitimer(timer, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)
