"""Writing files atomically: completely or not at all."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform != "win32":
    import fcntl

from lint.files.reading import read
from lint.files.repositories import LEADS_OUT, leads_out

PATIENCE = 10
"""The seconds after which a lock held by another run is considered stuck."""
_stuck: set[str] = set()  # the folders with such locks, for which this process does not wait again

_TEMPORARY = (".recordlint-", ".new")  # the beginning and the end of the names of temporary files


def write(path: str, data: bytes, before: bytes | None = None) -> None:
    """Replace the content *before* of the file at *path* by *data*, completely or not at all.

    Without *before*, any content is replaced, and a missing file is created.

    A temporary file beside it is written through to the disk, and then renamed; it gets the mode and the
    owner of the old one. If this process is killed, the old file is left, and perhaps the temporary one,
    which `clear` removes.

    Raises:
        OSError: It cannot be written this way, or no longer contains *before*; it is then unchanged.
    """
    import tempfile

    folder = os.path.dirname(path) or "."
    prefix, suffix = _TEMPORARY
    with alone_in(folder):
        try:
            status = _writable(path)
        except FileNotFoundError:
            if before is not None:
                raise
            status = None
        descriptor, temporary = tempfile.mkstemp(suffix, prefix, folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                _make_like(temporary, status)
                os.fsync(file.fileno())
            if before is not None and read(path, max(len(before), len(data))) not in (before, data):
                raise OSError("it was changed while it was checked; run again")
            os.replace(temporary, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise


def _writable(path: str) -> os.stat_result:
    """Return the status of the file at *path*.

    Raises:
        OSError: It cannot be replaced by a new file without side effects.
    """
    if not os.path.islink(path) and leads_out(os.path.abspath(path)):
        raise OSError(LEADS_OUT)
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise OSError("it is a symbolic link, which is not followed for writing")
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no regular file")
    if status.st_nlink > 1:
        raise OSError("it has other names too (hard links), which would keep the old text; copy it first")
    if not os.access(path, os.W_OK):
        raise OSError("it is read-only")
    return status


def _make_like(path: str, status: os.stat_result | None) -> None:
    """Give a file the owner and the mode in *status*; without it, those of a new file.

    Raises:
        OSError: This user may not give files to that owner.
    """
    if status is None:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(path, 0o666 & ~umask)
        return
    own = os.stat(path)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(path, status.st_uid, status.st_gid)
        except PermissionError:
            raise OSError("it belongs to somebody else, and a new file would not") from None
    os.chmod(path, stat.S_IMODE(status.st_mode))


def clear(folder: str) -> None:
    """Remove the temporary files in *folder* that killed runs of recordlint left.

    Raises:
        OSError: *folder* cannot be read, or a file cannot be removed.
    """
    prefix, suffix = _TEMPORARY
    left = [name for name in os.listdir(folder) if name.startswith(prefix) and name.endswith(suffix)]
    if not left:
        return
    with alone_in(folder):  # so that no other run is writing
        for name in left:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))


@contextmanager
def alone_in(folder: str) -> Iterator[None]:
    """Keep other runs of recordlint from writing in *folder*, if the system supports that.

    The operating system's lock on the folder leaves no files behind, and ends with the process.

    Raises:
        OSError: Another program has held the lock for too long.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stuck.discard(folder)
                break
            except BlockingIOError:
                if folder in _stuck or time.monotonic() > end:
                    _stuck.add(folder)
                    raise OSError("another program has locked the folder; try again") from None
                time.sleep(0.01)
            except OSError:
                break  # the file system has no such locks
        yield
    finally:
        os.close(descriptor)
