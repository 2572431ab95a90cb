"""Reading files, and finding out whether they have changed."""

from __future__ import annotations

import errno
import os
import stat
import time
from typing import TypeAlias

from lint.core.limits import DEFAULT
from lint.files.repositories import LEADS_OUT, leads_out

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""Shows without reading that a file has not changed: the time of its last change, its size, its inode."""

UNREAD = (0, 0, 0)
"""The stamp of a file that exists and could not be read; no file has it."""

YOUNG = 2_000_000_000
"""For how many nanoseconds a file may change again without a new time: the coarsest clock in use (FAT)."""

_NO_FILE = "it is no regular file"


def read(path: str, limit: int | None = None) -> bytes:
    """Return the bytes of the file at *path*, of a longer file *limit* + 1 bytes.

    Raises:
        OSError: It cannot be read, is not a regular file, or is a symbolic link out of its repository.
    """
    # Opened first, so that a named pipe does not block and the file that is examined is the one read.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise OSError(_NO_FILE) from None
        if error.errno != errno.ELOOP:
            raise
        if leads_out(os.path.abspath(path)):
            raise OSError(LEADS_OUT) from None
        descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(_NO_FILE)
        wanted = status.st_size if limit is None else min(status.st_size, limit + 1)
        data = os.read(descriptor, wanted)
        while len(data) < wanted and (more := os.read(descriptor, wanted - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)


def read_if_any(path: str, limit: int = DEFAULT.file_size) -> bytes | None:
    """Return the bytes of the file at *path*; None if it cannot be read or is longer than the *limit*."""
    try:
        data = read(path, limit)
    except OSError:
        return None
    return data if len(data) <= limit else None


def stamp(path: str, young: int | None = None) -> Stamp:
    """Return a stamp that stays the same as long as a file does, without reading it; None if there is none.

    The time is that of the last change of the inode, since a program can set the others to any time. A
    file so young that it may change again without a new time gets a stamp that no other call returns.

    Args:
        path: The file.
        young: For how many nanoseconds a file may change again without a new time; by default, `YOUNG`.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    now = time.time_ns()
    changed = max(status.st_ctime_ns, status.st_mtime_ns)  # on Windows, the former is the time of creation
    return (
        changed,
        status.st_size,
        -now if now - changed < (YOUNG if young is None else young) else status.st_ino,
    )


def why(error: OSError) -> str:
    """Return why a file could not be read or written, in plain words."""
    return error.strerror or str(error)
