"""The baseline: a file that lists the existing findings of a repository, so that only new ones are reported.

An entry consists of a record's file, a rule, a JSON pointer with `*` for the indices of items, and a hash
of the words at fault, of the value, or (for lists and mappings) of the message; it has no line number. So a
finding stays known if it moves in the file or in its list, and counts as new if the text at fault changes.
The file is JSON with one sorted entry per line, and no line depends on its position, so that the changes of
two people merge like text. Lines that a merge has reordered or duplicated are accepted.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from lint import files
from lint.checker.value_digests import digest, digest_in
from lint.core.errors import UsageError
from lint.core.findings import Finding
from lint.core.patterns import lazy
from lint.documents.document import Document
from lint.results.run_result import Entry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.settings import BASELINE

MAX_SIZE = 10_000_000
"""The most bytes of a baseline; a longer one is not read, as that would take seconds and much memory."""
VERSION = 1
"""The version of the file format that is written, and the only one that is read."""

_BEGINNING = b'{"version":'
_UNQUOTED = lazy(r"[\w.-]+", re.ASCII)  # file names that need no quotes in .gitattributes
_INDEX = lazy(r"/[0-9]+(?=/|\Z)")
_HEADING = ["record", "rule", "pointer", "value", "count"]


class Known(NamedTuple):
    """The findings of one file that a baseline lists, so that only new ones are repaired."""

    listed: frozenset[tuple[str, str]]
    """The rules and pointers of listed findings."""
    new: frozenset[tuple[str, str, str]]
    """The rules, pointers and digests of findings that are not listed."""

    def is_new(self, finding: Finding, document: Document) -> bool:
        """Return whether *finding*, in *document*, is not listed.

        If a finding of the same rule and field is listed, *finding* must be known as new, because fixes may
        have changed a listed one.
        """
        key = finding.code, finding.field_pointer
        return key not in self.listed or (*key, _value(finding, digest_in(document, finding))) in self.new


class Baseline:
    """The findings listed in the file at *path*."""

    def __init__(self, path: str, entries: Mapping[Entry, int] | None = None) -> None:
        self.path = path
        self.entries = Counter(entries or {})
        """The number of equal findings for each entry."""
        self._names: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._folder = os.path.realpath(os.path.dirname(path))

    @classmethod
    def read(cls, path: str) -> Baseline:
        """Return the baseline in the file at *path*.

        Raises:
            UsageError: The file cannot be read, or is not a baseline.
        """
        try:
            return cls(path, _parsed(files.read(path, MAX_SIZE)))
        except FileNotFoundError:
            reason = "there is no such file; `recordlint baseline` writes it"
        except OSError as error:
            reason = f"cannot be read: {files.why(error)}"
        except ValueError as error:
            reason = str(error)
        raise UsageError(f"{path}: {reason}")

    def match(self, findings: Iterable[Finding]) -> tuple[list[bool], Counter[Entry]]:
        """Return whether each of all *findings* of a run is new, and how often each entry occurred.

        Of equal findings, the first ones are the listed ones. A bug in recordlint is always new.
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
        """Return by file which of all *findings* of a run are listed, and which are new and have a fix.

        A listed finding of a generated record also counts as listed for its source.
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
                        (finding.code, _INDEX.sub("/*", pointer)) for pointer in origin.pointers
                    }
            elif finding.fix:
                new[file].add(self._entry(finding)[1:])
        return {
            file: Known(frozenset(listed[file]), frozenset(new[file]))
            for file in {*listed.keys(), *new.keys()}
        }

    def carried(self, before: Counter[Entry], after: Counter[Entry], repaired: Iterable[str]) -> Baseline:
        """Return the baseline after repairs: repaired findings are removed, the others stay listed.

        They also stay listed if repairs of their field have changed the value that they are about.

        Args:
            before: The entries that `match` returned before the repairs.
            after: The entries that it returned after them.
            repaired: The files that the repairs changed, named as in findings.
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
            if folder not in self._folders:  # a record has one name, even if links lead to its folder
                self._folders[folder] = os.path.relpath(os.path.realpath(folder), self._folder)
            path = os.path.normpath(os.path.join(self._folders[folder], name))
            self._names[file] = path.replace(os.sep, "/")
        return self._names[file]

    def stale(self, met: Counter[Entry], checked: Iterable[str], codes: Container[str]) -> Counter[Entry]:
        """Return the entries that were checked for and no longer occur.

        Args:
            met: The entries that `match` returned.
            checked: The files that were checked, named as in findings.
            codes: The rules whose findings are all known.
        """
        names = {self._name(file) for file in checked}
        left = self.entries - met
        return Counter({e: n for e, n in left.items() if e.file in names and e.rule in codes})

    def pruned(self, stale: Counter[Entry]) -> Baseline:
        """Return the baseline without *stale* entries and those of files that no longer exist."""
        names = {entry.file for entry in self.entries}
        existing = {name for name in names if os.path.lexists(os.path.join(self._folder, name))}
        left = self.entries - stale
        entries = {entry: number for entry, number in left.items() if entry.file in existing}
        return Baseline(self.path, entries)

    def updated(self, met: Counter[Entry], stale: Counter[Entry]) -> Baseline:
        """Return the pruned baseline with all entries in *met*."""
        return Baseline(self.path, self.pruned(stale).entries | met)

    def write(self) -> None:
        """Write the file atomically.

        Raises:
            OSError: The file cannot be written; it is unchanged.
        """
        rows = [_HEADING, *([*entry, number] for entry, number in sorted(self.entries.items()))]
        lines = "\n,".join(json.dumps(row) for row in rows)
        text = f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n'
        if len(text) > MAX_SIZE:
            raise OSError(f"it would be longer than {MAX_SIZE:,} bytes; leave out rules or folders")
        files.write(self.path, text.encode())


def _value(finding: Finding, digest_there: str) -> str:
    """Return the digest that identifies *finding*, given the digest of the value at its path."""
    return digest_there if finding.path else digest(finding.message)


def refuse_other(path: str) -> None:
    """Refuse to overwrite the file at *path* if it is not a baseline.

    Raises:
        OSError: The file cannot be read.
        UsageError: The file is not named `BASELINE` and does not begin like a baseline.
    """
    if os.path.basename(path) == BASELINE:
        return
    if not files.read(path, len(_BEGINNING)).startswith(_BEGINNING[: os.path.getsize(path)]):
        raise UsageError(f"{path}: is not a baseline, and is not overwritten; name another file")


def merge_by_line(path: str) -> bool:
    """Make git keep the lines of both sides when it merges changes of the new baseline at *path*.

    Git sees a conflict in adjacent changes, but entries never conflict. Nothing is done outside of a
    repository, or if `.gitattributes` beside the baseline already names it.

    Returns:
        Whether `.gitattributes` was written.

    Raises:
        OSError: `.gitattributes` cannot be read or written.
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
    """Return the entries in the content of a baseline.

    Raises:
        ValueError: It is not a baseline; the message says what to do.
    """
    if len(data) > MAX_SIZE:
        raise ValueError(f"is longer than {MAX_SIZE:,} bytes; `recordlint baseline` writes a new one")
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError) as error:
        if b"\n<<<<<<< " in data:
            raise ValueError(
                "git could not merge it; keep the lines of both sides, as `merge=union` in .gitattributes "
                "does, then run `recordlint baseline --prune`"
            ) from None
        raise ValueError(f"is not valid JSON ({error}); `recordlint baseline` writes a new one") from None
    version = parsed.get("version") if isinstance(parsed, dict) else None
    if isinstance(version, int) and version != VERSION:
        raise ValueError(
            f"has version {version}, but this recordlint reads version {VERSION}; install the recordlint "
            "that wrote it, or write a new one with `recordlint baseline`"
        )
    rows = parsed.get("findings") if version == VERSION else None
    if not isinstance(rows, list):
        raise ValueError("is not a baseline; `recordlint baseline` writes one")
    entries: Counter[Entry] = Counter()
    for number, row in enumerate(rows):
        if row == _HEADING:
            continue
        if not _is_row(row):
            raise ValueError(
                f"entry {number} is not as recordlint writes it; `recordlint baseline` writes a new one"
            )
        entry = Entry(*row[:4])
        entries[entry] = max(entries[entry], row[4])
    fields: Counter[Entry] = Counter()  # entries of former versions contain the indices of items
    for entry, number in entries.items():
        fields[entry._replace(pointer=_INDEX.sub("/*", entry.pointer))] += number
    return fields


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and [type(cell) for cell in row] == [str, str, str, str, int] and row[4] > 0
