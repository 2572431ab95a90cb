"""Deadline: ends what takes far too long on one record, whatever is done with it.

It holds for reading, rules, facts, fixes and locations of a record, and for comparing records.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

SECOND = 1.0
"""How much of the processor's time is a second to a `Deadline`; tests have shorter ones."""


class TooLong(Exception):
    """Something has taken more time on one record than it may."""


class Deadline:
    """Looks each second whether the same is still being done.

    Args:
        seconds: How long it may take, in time of the processor.
    """

    def __init__(self, seconds: int) -> None:
        self.at: object = None
        """What is being looked at; None: nothing that has to be watched."""
        self.limit = f"more than {seconds:,} second{'' if seconds == 1 else 's'} (`limits.seconds`)"
        """What is too long, in words."""
        self._seconds = seconds
        self._last: object = None
        self._ticks = 0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Raise `TooLong` in the midst of what takes too long, as Python's regular expressions allow too.

        Nothing is watched in a thread besides the main one, on a system without timers (Windows), or
        where the timer is used by somebody else.
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
    """Raise `TooLong` in the midst of what takes more than *seconds* of the processor, as `Deadline` can."""

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
