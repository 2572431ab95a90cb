"""Baseline: the findings that a repository starts with, in a file; only others are reported.

An entry is a record's file, a rule, a JSON pointer, and a hash of the value there, never a line:
what moves in the file stays known, and what changes its value is new. The file is JSON with one
entry a line, sorted, and a line is the same wherever it stands, so that two people's changes
merge as text does. Lines that a merge has put out of order or doubled are read all the same.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from lint import files
from lint.checker.locations import digest
from lint.core.errors import UsageError
from lint.core.findings import Finding
from lint.rules.rec.rule_crashed import RuleCrashed

VERSION = 1
"""The form of the file that is written, and the only one that is read."""

_UNQUOTED = re.compile(r"[\w.-]+", re.ASCII)  # what .gitattributes takes for a name as it stands
_HEADING = ["record", "rule", "pointer", "value", "count"]


class Entry(NamedTuple):
    """What a known finding is told by."""

    file: str
    """The record's file, relative to the baseline's folder, with `/`."""
    rule: str
    pointer: str
    value: str
    """The digest of the value at the pointer; of the message where that is the record as a whole."""


class Baseline:
    """The findings listed in the file at *path*, and which of them a run has met again."""

    def __init__(self, path: str, entries: Mapping[Entry, int] | None = None) -> None:
        self.path = path
        self.entries = Counter(entries or {})
        """How many equal findings there are of each."""
        self.met: Counter[Entry] = Counter()
        """What was found so far, listed or not."""
        self._done: Counter[Entry] = Counter()
        self._names: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._folder = os.path.realpath(os.path.dirname(path))

    @classmethod
    def read(cls, path: str) -> Baseline:
        """Return what the file at *path* lists.

        Raises:
            UsageError: it cannot be read, or is no baseline.
        """
        try:
            return cls(path, _parsed(files.read(path)))
        except FileNotFoundError:
            told = "there is no such file; `recordlint baseline` writes it"
        except OSError as error:
            told = f"cannot be read: {files.why(error)}"
        except ValueError as error:
            told = str(error)
        raise UsageError(f"{path}: {told}")

    def hides(self, finding: Finding) -> bool:
        """Return whether *finding* is listed, and take note of it: each is to be asked about once.

        Of equal ones, the first are those listed. A fault of recordlint is never hidden.
        """
        if finding.code == RuleCrashed.code:
            return False
        entry = self._entry(finding)
        self.met[entry] += 1
        return self.met[entry] <= self.entries[entry]

    def _entry(self, finding: Finding) -> Entry:
        value = finding.location.digest if finding.path else digest(finding.message)
        return Entry(self._name(finding.location.file), finding.code, finding.pointer, value)

    def _name(self, file: str) -> str:
        if file not in self._names:
            folder, name = os.path.split(file)
            if folder not in self._folders:  # a record has one name, however its folder is reached
                self._folders[folder] = os.path.relpath(os.path.realpath(folder), self._folder)
            path = os.path.normpath(os.path.join(self._folders[folder], name))
            self._names[file] = path.replace(os.sep, "/")
        return self._names[file]

    @property
    def hidden(self) -> int:
        """How many findings were met that are listed."""
        return (self.met & self.entries).total()

    def look_back(self, checked: Iterable[str], codes: Container[str]) -> int:
        """Note what is no longer true, and return how much that is: what was looked for and not met.

        Args:
            checked: The files of the records looked at, as their findings name them.
            codes: The rules that told all they found.
        """
        names = {self._name(file) for file in checked}
        left = self.entries - self.met
        self._done = Counter({e: n for e, n in left.items() if e.file in names and e.rule in codes})
        return self._done.total()

    def pruned(self) -> Baseline:
        """Return the baseline without what is no longer true, and without files that are gone."""
        names = {entry.file for entry in self.entries}
        there = {name for name in names if os.path.lexists(os.path.join(self._folder, name))}
        left = self.entries - self._done
        return Baseline(self.path, {entry: number for entry, number in left.items() if entry.file in there})

    def updated(self) -> Baseline:
        """Return the same with all that was met."""
        return Baseline(self.path, self.pruned().entries | self.met)

    def write(self) -> None:
        """Write the file, wholly or not at all.

        Raises:
            OSError: it cannot be written; it is then as it was.
        """
        rows = [_HEADING, *([*entry, number] for entry, number in sorted(self.entries.items()))]
        lines = "\n,".join(json.dumps(row) for row in rows)
        text = f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n'
        files.write(self.path, text.encode())


def merge_by_line(path: str) -> bool:
    """Tell git to keep the lines of both sides where two changes of a new baseline meet.

    Side by side is where git sees a conflict, which there is none among entries. Nothing is done
    outside of a repository, or where `.gitattributes` beside the baseline names it already.

    Returns:
        Whether `.gitattributes` was written.

    Raises:
        OSError: it cannot be.
    """
    folder, name = os.path.split(path)
    attributes = os.path.join(folder, ".gitattributes")
    old = files.read(attributes) if os.path.lexists(attributes) else b""
    if not files.repositories([path]) or not _UNQUOTED.fullmatch(name) or name.encode() in old:
        return False
    gap = b"\n" if old and not old.endswith(b"\n") else b""
    files.write(attributes, old + gap + f"{name} merge=union\n".encode())
    return True


def _parsed(data: bytes) -> Counter[Entry]:
    """Return the entries in a file of these bytes.

    Raises:
        ValueError: it is no baseline; the message says what to do.
    """
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError) as error:
        if b"\n<<<<<<< " in data:
            raise ValueError(
                "git could not merge it; keep the lines of both sides, as `merge=union` in .gitattributes "
                "does, then run `recordlint baseline --prune`"
            ) from None
        raise ValueError(f"is no JSON ({error}); `recordlint baseline` writes it anew") from None
    version = parsed.get("version") if isinstance(parsed, dict) else None
    if isinstance(version, int) and version != VERSION:
        raise ValueError(
            f"is of version {version}, this recordlint reads version {VERSION}; install the one that "
            "wrote it, or write it anew with `recordlint baseline`"
        )
    rows = parsed.get("findings") if version == VERSION else None
    if not isinstance(rows, list):
        raise ValueError("is no baseline; `recordlint baseline` writes one")
    entries: Counter[Entry] = Counter()
    for number, row in enumerate(rows):
        if row == _HEADING:
            continue
        if not _is_row(row):
            raise ValueError(
                f"entry {number} is not as recordlint writes it; `recordlint baseline` writes all anew"
            )
        entry = Entry(*row[:4])
        entries[entry] = max(entries[entry], row[4])
    return entries


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and [type(cell) for cell in row] == [str, str, str, str, int] and row[4] > 0
