"""Errors that are the user's to mend, as opposed to faults of recordlint."""

from __future__ import annotations


class LostWorkersError(Exception):
    """Those who do the work no longer answer; the message says so, for people."""


class UsageError(ValueError):
    """Wrong usage or broken settings; the message says what is wrong and what to do."""

    def __init__(self, *messages: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages
        """One message for each fault."""
        self.path = path
        """The keys that lead to the fault, counted from the value that was rejected."""
