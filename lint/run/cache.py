"""Cache: outcomes of earlier runs, used again while all that they follow from is as it was."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

import platformdirs

from lint import files
from lint.records.inputs import Disk
from lint.results import InputStamp, dump, load

MAX_BYTES = 500_000_000
"""How large the cache may grow; what was used longest ago goes first."""


def default_folder() -> FilePath:
    """Return where outcomes are kept unless the user says otherwise."""
    return FilePath(platformdirs.user_cache_dir("recordlint", appauthor=False)) / "outcomes"


class Cache:
    """The outcomes of runs of one plan in one working folder, in one file.

    Whatever is wrong with that file, a run goes on without it: to lose it loses nothing but time.
    """

    def __init__(self, folder: FilePath, key: str, disk: Disk) -> None:
        self._file = folder / f"{key}.sqlite"
        self._disk = disk
        self._connection: sqlite3.Connection | None = None
        for _ in range(2):  # the second time without a file that is damaged
            with contextlib.suppress(OSError, sqlite3.Error):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._connection = _opened(self._file)
                return
            with contextlib.suppress(OSError):
                self._file.unlink()

    def get(self, name: str) -> Any:
        """Return what was kept as *name*; None where nothing that can be read was."""
        if self._connection is None:
            return None
        with contextlib.suppress(Exception):  # `load` raises all kinds
            key = os.fsencode(name)
            rows = self._connection.execute("SELECT digest, value FROM kept WHERE name = ?", (key,))
            for digest, value in rows:
                return load(value) if files.digest(value) == digest else None
        return None

    def put(self, name: str, value: Any) -> None:
        """Keep *value*, of plain data and the classes of outcomes, as *name*."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                dumped = dump(value)
                row = (os.fsencode(name), files.digest(dumped), dumped)
                self._connection.execute("REPLACE INTO kept VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Write what was put, and make room where all caches together are too large."""
        if self._connection is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._connection.commit()
                self._connection.close()
                os.utime(self._file)
                clean(self._file.parent, MAX_BYTES)

    def holds(self, sources: Sequence[InputStamp]) -> list[InputStamp] | None:
        """Return the *sources* of an outcome as they are now, where they hold the same; else None."""
        now: list[InputStamp] = []
        for need, stamp, digest in sources:
            current = self._disk.stamp(need)
            if current != stamp and self._disk.digest(need) != digest:
                return None
            now.append((need, current, digest))
        return now


def _opened(file: FilePath) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=2)
    # To lose the last outcomes when the machine fails costs less than to wait for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, digest TEXT, value BLOB)")
    return connection


def clean(folder: FilePath, limit: int = 0) -> int:
    """Remove caches in *folder*, those used longest ago first, until at most *limit* bytes are left.

    Returns how many bytes were removed.
    """
    found: list[tuple[float, int, FilePath]] = []
    for file in folder.glob("*.sqlite*"):
        with contextlib.suppress(OSError):
            status = file.stat()
            found.append((status.st_mtime, status.st_size, file))
    total = left = sum(size for _, size, _ in found)
    for _, size, file in sorted(found):
        if left <= limit:
            break
        with contextlib.suppress(OSError):
            file.unlink()
            left -= size
    return total - left
