"""The cache: results of earlier runs, used again while none of their inputs has changed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path as FilePath

import platformdirs

from lint import files
from lint.kinds import builtin, schema_file
from lint.records.inputs import Disk
from lint.results.file_result import InputStamp
from lint.rules import registry
from lint.rules.installed import provider
from lint.run.job import Job

MAX_BYTES = 500_000_000
"""How large all caches may grow together; the least recently used goes first."""


def default_folder() -> FilePath:
    """Return where results are kept unless the user says otherwise."""
    return FilePath(platformdirs.user_cache_dir("recordlint", appauthor=False)) / "outcomes"


def fingerprint(job: Job) -> str:
    """Return a text that is the same for two runs exactly if they find the same in the same files.

    That takes the same rules and settings, the same libraries, and the same working folder.
    """
    package = os.path.dirname(os.path.dirname(__file__))
    code = sorted(
        (os.path.relpath(os.path.join(folder, name), package), files.stamp(os.path.join(folder, name)))
        for folder, _, names in os.walk(package)
        for name in names
        if name.endswith((".py", ".json"))
    )
    # Not by their versions: importing importlib.metadata takes longer than checking ten records.
    specs = [find_spec(name) for name in ("ftfy", "jsonschema", "pydantic", "yaml")]
    libraries = [(spec.origin, files.stamp(spec.origin)) for spec in specs if spec and spec.origin]
    rules = job.settings.enabled_rules()
    others = [provider(rule.code[:3]) for rule in rules if rule.code not in registry()]
    settings = job.settings.for_findings()
    fails = job.settings.fail_on if job.reports_failing else None
    tables = [job.settings.genes.hgnc, *(str(each.get("hgnc")) for each in settings.rules.values())]
    schemas = [str(schema_file(kind.name)) for kind in builtin()]
    beside = [files.stamp(path) for path in (*tables, *schemas)]
    used = (libraries, others, settings, fails, beside)
    return files.digest(repr((code, used, job.detail, job.corpus, job.folder, sys.version)).encode())


class Cache:
    """The results of runs with one fingerprint, in one file.

    If anything is wrong with that file, the run goes on without it: losing it costs only time.
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

    def get(self, name: str) -> bytes | None:
        """Return what was kept as *name*; None if nothing was, or it is damaged."""
        if self._connection is None:
            return None
        with contextlib.suppress(sqlite3.Error):
            query = "SELECT digest, value FROM kept WHERE name = ?"
            for digest, value in self._connection.execute(query, (os.fsencode(name),)):
                return value if isinstance(value, bytes) and files.digest(value) == digest else None
        return None

    def put(self, name: str, value: bytes) -> None:
        """Keep *value* as *name*."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                row = (os.fsencode(name), files.digest(value), value)
                self._connection.execute("REPLACE INTO kept VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Write what was put, and make room where all caches together are too large."""
        if self._connection is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._connection.commit()
                self._connection.close()
                os.utime(self._file)
                clean(self._file.parent, MAX_BYTES)

    def current(self, inputs: Sequence[InputStamp]) -> list[InputStamp] | None:
        """Return *inputs* with their stamps of now; None if the content of one has changed."""
        now: list[InputStamp] = []
        for each in inputs:
            key, stamp, digest = each
            current = self._disk.stamp(key)
            if current == stamp:
                now.append(each)
            elif self._disk.digest(key) == digest:
                now.append((key, current, digest))
            else:
                return None
        return now


def _opened(file: FilePath) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=2)
    # To lose the last results when the machine fails costs less than to wait for the disk.
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
