"""The cache: results of earlier runs, which are reused as long as their inputs have not changed."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path as FilePath

from lint import files
from lint.core.findings import Finding
from lint.core.user_folder import cache_folder
from lint.kinds import builtin, schema_file
from lint.records.inputs import Disk
from lint.results.encoding import DamagedResultError, decode, encode, read
from lint.results.file_result import FileResult, InputStamp
from lint.results.packed import PackedResults
from lint.rules import registry
from lint.rules.installed import provider
from lint.run.job import Job

MAX_BYTES = 500_000_000
"""The most bytes of all caches together; the least recently used ones are removed first."""

_NAME = re.compile(r"[0-9a-f]{32}\.sqlite")
_APPLICATION = int.from_bytes(b"recl")  # in the header of each cache: https://sqlite.org/fileformat.html
_COMPARED = ""  # the name of the findings of corpus rules; the other names are the first paths of parts
_PATIENCE = 0.5  # seconds to wait for another run that locks the cache


def default_folder() -> FilePath | None:
    """Return the default folder of caches; None if the user has no home folder."""
    folder = cache_folder()
    return folder and folder / "outcomes"


def fingerprint(job: Job) -> str:
    """Return a digest of everything but the files that determines what a run finds.

    That is recordlint's code, the rules and settings, the libraries, and the working folder.
    """
    package = os.path.dirname(os.path.dirname(__file__))
    code = sorted(
        (os.path.relpath(os.path.join(folder, name), package), files.stamp(os.path.join(folder, name)))
        for folder, _, names in os.walk(package)
        for name in names
        if name.endswith((".py", ".json"))
    )
    # Versions are not used, as importing importlib.metadata takes longer than checking ten records.
    specs = [find_spec(name) for name in ("ftfy", "jsonschema", "pydantic", "yaml")]
    libraries = [(spec.origin, files.stamp(spec.origin)) for spec in specs if spec and spec.origin]
    options, rules = job.options, job.settings.enabled_rules()
    others = [provider(rule.code[:3]) for rule in rules if rule.code not in registry()]
    settings = job.settings.for_findings()
    fails = job.settings.fail_on if job.reports_failing else None
    tables = [job.settings.genes.hgnc, *(str(options.get("hgnc")) for options in settings.rules.values())]
    schemas = [str(schema_file(kind.name)) for kind in builtin()]
    beside = [files.stamp(path) for path in (*tables, *schemas)]
    used = (libraries, others, settings, fails, beside)
    return files.digest(
        repr((code, used, options.detail, options.corpus, options.derive, job.folder, sys.version)).encode()
    )


class Cache:
    """The results of runs with the same fingerprint, in one file.

    If the file is damaged, or locked by another run, the run continues without it, which costs only time.
    """

    def __init__(self, folder: FilePath, key: str, disk: Disk) -> None:
        self._file = folder / f"{key}.sqlite"
        self._disk = disk
        self._connection: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._connection = _opened(self._file)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # the file is damaged
                if _is_own(self._file):
                    self._file.unlink()
                    self._connection = _opened(self._file)

    def get(self, name: str) -> bytes | None:
        """Return the value stored as *name*; None if there is none, or it is damaged."""
        rows = self._execute("SELECT digest, value FROM kept WHERE name = ?", os.fsencode(name))
        for digest, value in rows:
            return value if isinstance(value, bytes) and files.digest(value) == digest else None
        return None

    def put(self, name: str, value: bytes) -> None:
        """Store *value* as *name*."""
        self._execute("REPLACE INTO kept VALUES (?, ?, ?)", os.fsencode(name), files.digest(value), value)

    def recalled(
        self, part: Sequence[str], fixes: Container[str]
    ) -> tuple[PackedResults | None, dict[str, FileResult]]:
        """Return the stored results of a *part*: all of them, packed, or else by path those of some files.

        Args:
            part: The paths of the files.
            fixes: The files to be fixed; their results with pending fixes are left out.
        """
        kept = self.get(part[0])
        if kept is None:
            return None, {}
        try:
            packed = PackedResults.from_bytes(kept)
            before = packed.reuse()
            usable = {
                path: inputs
                for path, cacheable, has_pending_fixes, inputs in before
                if cacheable and not (has_pending_fixes and path in fixes)
            }
            current = {
                path: now for path, stamps in usable.items() if (now := self._current(stamps)) is not None
            }
            if len(current) == len(before) and list(current) == part:
                if current != usable:  # the content is unchanged but the stamps are new, as in a new clone
                    packed = packed.restamped(current)
                    self.put(part[0], packed.to_bytes())
                return packed, {}
            known = {result.path: result for result in packed.unpacked() if result.path in current}
        except DamagedResultError:
            return None, {}
        for path, result in known.items():
            result.inputs = current[path]
        return None, known

    def findings(self, facts: str) -> dict[str, list[Finding]] | None:
        """Return the stored findings of corpus rules by file; None if the digest of the *facts* differs."""
        kept = self.get(_COMPARED)
        if kept is not None:
            with suppress(DamagedResultError):
                before, found = read(tuple[str, dict[str, list[Finding]]], decode(kept))
                if before == facts:
                    return found
        return None

    def put_findings(self, facts: str, found: Mapping[str, list[Finding]]) -> None:
        """Store what corpus rules *found*, for `findings`."""
        self.put(_COMPARED, encode((facts, list(found.items()))))

    def close(self) -> None:
        """Close the cache, and remove old caches if all of them together are too large."""
        if self._connection is not None:
            with suppress(OSError, sqlite3.Error):
                self._connection.close()
                os.utime(self._file)
                clean(self._file.parent, MAX_BYTES)

    def _execute(self, statement: str, *values: object) -> list[tuple[object, object]]:
        """Return the rows of a statement; after an error, the run continues without the cache."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._connection.close()
            self._connection = None
            return []

    def _current(self, inputs: Sequence[InputStamp]) -> list[InputStamp] | None:
        """Return *inputs* with their present stamps; None if the content of one has changed."""
        now: list[InputStamp] = []
        for item in inputs:
            key, stamp, digest = item
            current = self._disk.stamp(key)
            if current == stamp:
                now.append(item)
            elif self._disk.digest(key) == digest:
                now.append((key, stamp if stamp == files.UNREAD else current, digest))
            else:
                return None
        return now


def _opened(file: FilePath) -> sqlite3.Connection | None:
    """Return a connection to a cache, which is created if absent; None if the file is not a cache.

    Raises:
        sqlite3.Error: The cache is damaged (`DatabaseError`) or cannot be used now (`OperationalError`).
    """
    is_new = not file.exists() or not file.stat().st_size
    if not is_new and not _is_own(file):
        return None
    # Each result is written at once (no isolation level), so that other runs do not wait for this one.
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    # Losing the last results when the machine fails costs less than waiting for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    if is_new:
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, digest TEXT, value BLOB)")
    return connection


def _is_own(file: FilePath) -> bool:
    """Return whether a file is a cache that recordlint created."""
    try:
        header = files.read(str(file), 72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:72] == _APPLICATION.to_bytes(4)


def clean(folder: FilePath, limit: int = 0) -> int:
    """Remove the least recently used caches in *folder* until at most *limit* bytes are left.

    Returns:
        The number of bytes removed.
    """
    found: list[tuple[float, int, FilePath]] = []
    for file in folder.glob("*.sqlite"):
        if _NAME.fullmatch(file.name) and _is_own(file):
            with suppress(OSError):
                status = file.stat()
                found.append((status.st_mtime, status.st_size, file))
    total = left = sum(size for _, size, _ in found)
    for _, size, file in sorted(found):
        if left <= limit:
            break
        with suppress(OSError):
            file.unlink()
            left -= size
            file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
    return total - left
