"""Shelf: many byte strings, kept on the disk, so that a run over many records takes little memory."""

from __future__ import annotations

import errno
import os
import sys
from array import array
from collections.abc import Iterator
from io import BytesIO
from typing import IO

_IN_MEMORY = 1 << 20  # bytes that are kept there: more than of some thousand records


class Shelf:
    """Byte strings in the order in which they were added.

    Some are kept in memory, more of them in a temporary file that has no name. Where there is no
    room for it, all stay in memory.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._ends = array("Q", [0])
        self._most = _IN_MEMORY

    def append(self, item: bytes) -> None:
        """Add one at the end."""
        try:
            self._write(item)
        except OSError:  # the disk is full, or there is no folder to write to
            self._file, self._most = BytesIO(b"".join(self)), sys.maxsize
            self._write(item)
        self._ends.append(self._ends[-1] + len(item))

    def _write(self, item: bytes) -> None:
        if isinstance(self._file, BytesIO) and self._ends[-1] + len(item) > self._most:
            from tempfile import TemporaryFile  # which few runs need

            file = TemporaryFile(buffering=0)  # noqa: SIM115 -- closed when the shelf is gone
            _write_all(file, self._file.getvalue())
            self._file = file
        self._file.seek(self._ends[-1])
        _write_all(self._file, item)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        begin, end = self._ends[index : index + 2]
        self._file.seek(begin)
        return self._file.read(end - begin)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


def _write_all(file: IO[bytes], data: bytes) -> None:
    if file.write(data) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
