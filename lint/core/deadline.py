"""A deadline for the work on one record.

It covers reading the record, rules, facts, fixes and locations, and comparing records with each other.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

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
        self.limit = f"more than {seconds:,} second{'' if seconds == 1 else 's'} (`limits.seconds`)"
        """The limit in words, for messages."""
        self._seconds = seconds
        self._last: object = None
        self._ticks = 0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Raise `TooLong` inside the block when one piece of work takes too long.

        Python's regular expressions can be interrupted this way, too. There is no deadline in threads
        other than the main one, on systems without timers (Windows), or if the timer is already in use.
        """
        if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
            yield
            return
        if signal.getitimer(signal.ITIMER_VIRTUAL) != (0, 0):
            yield
            return
        before = signal.signal(signal.SIGVTALRM, self._look)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECOND, SECOND)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def _look(self, number: int, frame: object) -> None:
        if self.at is None or self.at is not self._last:
            self._last, self._ticks = self.at, 0
            return
        self._ticks += 1
        if self._ticks >= self._seconds:
            self._ticks = 0
            raise TooLong(self.limit)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TooLong` inside the block when it takes more than *seconds* of processor time.

    The exceptions are those of `Deadline.kept`.
    """

    def end(number: int, frame: object) -> None:
        raise TooLong(f"more than {seconds:g} seconds")

    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
