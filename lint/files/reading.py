"""Reading files, and telling whether they have changed."""

from __future__ import annotations

import errno
import os
import stat
import time
from typing import TypeAlias

from lint.core import digests
from lint.core.limits import DEFAULT
from lint.files.repositories import LEADS_OUT, leads_out

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""What shows without reading that a file has not changed: time of the last change, size, inode."""

UNREAD = (0, 0, 0)
"""The stamp of what is there and could not be read: that of no file."""

YOUNG = 2_000_000_000
"""Nanoseconds for which a file may change again unseen: the coarsest clock in use (FAT)."""

_NO_FILE = "it is no regular file"


def read(path: str, limit: int | None = None) -> bytes:
    """Return the bytes of the file at *path*; one more than the *limit* where it is longer.

    Raises:
        OSError: it cannot be read, is no regular file, or is a symbolic link out of its repository.
    """
    # Not to wait for what a named pipe may bring; and the file that is asked about is the one read.
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
    """Return the bytes of the file at *path*; None where there is none to read, or more than the *limit*."""
    try:
        data = read(path, limit)
    except OSError:
        return None
    return data if len(data) <= limit else None


def stamp(path: str) -> Stamp:
    """Return a stamp that stays the same, without reading, while a file does; None where there is none.

    The time is that of the change of the inode: whoever writes a file can give it any other time. A
    file so young that it may change again unseen gets a stamp that no other call gives.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    now = time.time_ns()
    changed = max(status.st_ctime_ns, status.st_mtime_ns)  # of Windows, the former is the time of creation
    return changed, status.st_size, -now if now - changed < YOUNG else status.st_ino


def digest(data: bytes | None) -> str:
    """Return a digest of *data*; "" for None."""
    return "" if data is None else digests.digest(data)


def why(error: OSError) -> str:
    """Return what kept a file from being read or written, in words for people."""
    return error.strerror or str(error)
