"""The files written in a review, decision by decision, so that decisions can be undone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lint import files


class Refused(Exception):
    """A decision cannot be carried out; the message says why.

    Args:
        message: The reason.
        records: The records that were checked again.
    """

    def __init__(self, message: str, records: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.records = tuple(records)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path, and its bytes before (None if it did not exist) and after."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Decision:
    """A decision: the files written for it, and the records that it concerns."""

    written: list[Written]
    records: set[str]


class Journal:
    """The decisions of a review, except those that were undone."""

    def __init__(self) -> None:
        self._done: list[_Decision] = []

    def __len__(self) -> int:
        return len(self._done)

    def note(self, written: Sequence[Written], records: set[str]) -> None:
        """Add a decision about *records*, if any file was *written* for it."""
        if written:
            self._done.append(_Decision(list(written), records))

    def undo(self) -> set[str]:
        """Undo the last decision, and return the records that it concerns.

        Raises:
            Refused: There is no decision, or a file has changed since.
        """
        if not self._done:
            raise Refused("There is nothing to undo.")
        last = self._done[-1]
        for each in last.written:
            if files.read_if_any(each.path) != each.after:
                name = files.shown(each.path)
                raise Refused(f"{name} was changed by another program since; undo it by hand.")
        try:
            while last.written:  # if one file fails, another undo goes on from there
                each = last.written[-1]
                if each.before is None:
                    os.unlink(each.path)
                else:
                    files.write(each.path, each.before, each.after)
                last.written.pop()
        except OSError as error:
            raise Refused(f"{files.shown(each.path)}: {files.why(error)}") from None
        self._done.pop()
        return last.records
