"""Errors that users can fix, as opposed to bugs in recordlint."""

from __future__ import annotations


class LostWorkersError(Exception):
    """The workers of a cluster no longer answer; the message says so in plain words."""


class UsageError(ValueError):
    """Wrong usage or invalid settings; the message says what is wrong and what to do."""

    def __init__(self, *messages: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages
        """One message for each fault."""
        self.path = path
        """The keys that lead to the fault from the rejected value."""
