"""Baseline: the findings that a repository starts with, in a file; only others are reported.

An entry is a record's file, a rule, a JSON pointer with `*` for the indices of items, and a hash of the
words at fault, or of the value there, or of what is said of a list or of fields with values; never a line.
So what moves in the file, or in its list, stays known, and what changes what is at fault is new. The file
is JSON with one entry a line, sorted, and a line is the same wherever it stands, so that two people's
changes merge as text does. Lines that a merge has put out of order or doubled are read all the same.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from lint import files
from lint.checker.locations import digest, digest_in
from lint.core.errors import UsageError
from lint.core.findings import Finding
from lint.documents.document import Document
from lint.results.run_result import Entry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.settings import BASELINE

MAX_SIZE = 10_000_000
"""What is longer, in bytes, is not read: it would take seconds, and much memory."""
VERSION = 1
"""The form of the file that is written, and the only one that is read."""

_BEGINNING = b'{"version":'
_UNQUOTED = re.compile(r"[\w.-]+", re.ASCII)  # what .gitattributes takes for a name as it stands
_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")
_HEADING = ["record", "rule", "pointer", "value", "count"]


class Known(NamedTuple):
    """What of one file is listed, so that only what is new is repaired."""

    listed: frozenset[tuple[str, str]]
    """Rules, each with a pointer, of which something is listed."""
    new: frozenset[tuple[str, str, str]]
    """Rules, each with a pointer and the digest of a value, of which something is not."""

    def is_new(self, finding: Finding, document: Document) -> bool:
        """Return whether *finding*, in *document*, is not listed.

        Where something of the same rule and field is, that has to be sure: fixes may have changed it.
        """
        key = finding.code, finding.field_pointer
        return key not in self.listed or (*key, _value(finding, digest_in(document, finding))) in self.new


class Baseline:
    """The findings listed in the file at *path*."""

    def __init__(self, path: str, entries: Mapping[Entry, int] | None = None) -> None:
        self.path = path
        self.entries = Counter(entries or {})
        """How many equal findings there are of each."""
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
            return cls(path, _parsed(files.read(path, MAX_SIZE)))
        except FileNotFoundError:
            told = "there is no such file; `recordlint baseline` writes it"
        except OSError as error:
            told = f"cannot be read: {files.why(error)}"
        except ValueError as error:
            told = str(error)
        raise UsageError(f"{path}: {told}")

    def match(self, findings: Iterable[Finding]) -> tuple[list[bool], Counter[Entry]]:
        """Return whether each of all *findings* of a run is new, and how often each entry was met.

        Of equal findings, the first are those listed. A bug in recordlint is always new.
        """
        met: Counter[Entry] = Counter()
        is_new: list[bool] = []
        for finding in findings:
            if finding.code == RuleCrashed.code:
                is_new.append(True)
                continue
            entry = self._entry(finding)
            met[entry] += 1
            is_new.append(met[entry] > self.entries[entry])
        return is_new, met

    def _entry(self, finding: Finding) -> Entry:
        value = _value(finding, finding.location.digest)
        return Entry(self._name(finding.location.file), finding.code, finding.field_pointer, value)

    def known(self, findings: Iterable[Finding]) -> dict[str, Known]:
        """Return what is listed, and what is new and has a fix, of all *findings* of a run, by file.

        What is listed of a record counts as listed of the source that it comes from.
        """
        found = list(findings)
        listed: dict[str, set[tuple[str, str]]] = defaultdict(set)
        new: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for finding, is_new in zip(found, self.match(found)[0], strict=True):
            file, origin = finding.location.file, finding.location.origin
            if not is_new:
                listed[file].add((finding.code, finding.field_pointer))
                if origin is not None:
                    listed[origin.file] |= {
                        (finding.code, _INDEX.sub("/*", each)) for each in origin.pointers
                    }
            elif finding.fix:
                new[file].add(self._entry(finding)[1:])
        return {
            file: Known(frozenset(listed[file]), frozenset(new[file]))
            for file in {*listed.keys(), *new.keys()}
        }

    def carried(self, before: Counter[Entry], after: Counter[Entry], repaired: Iterable[str]) -> Baseline:
        """Return the baseline once files are repaired: what is mended is gone, what is left stays listed.

        What is left counts as listed too if repairs of its field have changed the value that it is about.

        Args:
            before: What `match` returned before the repairs.
            after: What it returned after them.
            repaired: The files that they changed, as their findings name them.
        """
        names = {self._name(file) for file in repaired}
        gone = (before & self.entries) - after
        come = after - before
        fields: dict[tuple[str, ...], tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
        for side, entries in enumerate((gone, come)):
            for entry in sorted(entries.elements()):
                fields[entry[:3]][side].append(entry)
        new = self.entries - Counter(entry for entry in gone.elements() if entry.file in names)
        for lost, found in fields.values():
            for old, changed in zip(lost, found, strict=False):
                new[changed] += 1
                new[old] -= old.file not in names
        return Baseline(self.path, +new)

    def _name(self, file: str) -> str:
        if file not in self._names:
            folder, name = os.path.split(file)
            if folder not in self._folders:  # a record has one name, however its folder is reached
                self._folders[folder] = os.path.relpath(os.path.realpath(folder), self._folder)
            path = os.path.normpath(os.path.join(self._folders[folder], name))
            self._names[file] = path.replace(os.sep, "/")
        return self._names[file]

    def stale(self, met: Counter[Entry], checked: Iterable[str], codes: Container[str]) -> Counter[Entry]:
        """Return the entries that are no longer there: what was looked for and not met.

        Args:
            met: What `match` returned.
            checked: The files that were checked, as their findings name them.
            codes: The rules whose findings are all known.
        """
        names = {self._name(file) for file in checked}
        left = self.entries - met
        return Counter({e: n for e, n in left.items() if e.file in names and e.rule in codes})

    def pruned(self, stale: Counter[Entry]) -> Baseline:
        """Return the baseline without *stale* entries, and without those of files that are gone."""
        names = {entry.file for entry in self.entries}
        existing = {name for name in names if os.path.lexists(os.path.join(self._folder, name))}
        left = self.entries - stale
        entries = {entry: number for entry, number in left.items() if entry.file in existing}
        return Baseline(self.path, entries)

    def updated(self, met: Counter[Entry], stale: Counter[Entry]) -> Baseline:
        """Return the pruned baseline with all that was *met*."""
        return Baseline(self.path, self.pruned(stale).entries | met)

    def write(self) -> None:
        """Write the file, wholly or not at all.

        Raises:
            OSError: it cannot be written; it is then as it was.
        """
        rows = [_HEADING, *([*entry, number] for entry, number in sorted(self.entries.items()))]
        lines = "\n,".join(json.dumps(row) for row in rows)
        text = f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n'
        if len(text) > MAX_SIZE:
            raise OSError(f"it would have more than {MAX_SIZE:,} bytes; leave out rules or folders")
        files.write(self.path, text.encode())


def _value(finding: Finding, digest_there: str) -> str:
    """Return the digest that identifies *finding*, given that of the value at its path."""
    return digest_there if finding.path else digest(finding.message)


def refuse_other(path: str) -> None:
    """Refuse to write a baseline over the file at *path* if that is something else.

    Raises:
        OSError: it cannot be read.
        UsageError: it does not begin as a baseline does, and has another name than `BASELINE`.
    """
    if os.path.basename(path) == BASELINE:
        return
    if not files.read(path, len(_BEGINNING)).startswith(_BEGINNING[: os.path.getsize(path)]):
        raise UsageError(f"{path}: is no baseline, and is not overwritten; name another file")


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
    if len(data) > MAX_SIZE:
        raise ValueError(f"is longer than {MAX_SIZE:,} bytes; `recordlint baseline` writes it anew")
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
    fields: Counter[Entry] = Counter()  # as entries were written once, with the index of an item
    for entry, number in entries.items():
        fields[entry._replace(pointer=_INDEX.sub("/*", entry.pointer))] += number
    return fields


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and [type(cell) for cell in row] == [str, str, str, str, int] and row[4] > 0
