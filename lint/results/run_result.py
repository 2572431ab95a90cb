"""What came of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint.results.file_result import Counts
from lint.results.findings import Findings


class Entry(NamedTuple):
    """What identifies a finding in a baseline."""

    file: str
    """The record's file, relative to the baseline's folder, with `/`."""
    rule: str
    pointer: str
    value: str
    """`Location.digest`; of the message for a finding about the whole record."""


@dataclass
class RunResult:
    """What came of a run."""

    findings: Findings = field(default_factory=Findings)
    """Those that remain and are reported, in the order of the reports."""
    fixed: Findings = field(default_factory=Findings)
    counts: Counts = field(default_factory=Counts)
    """Those that are only counted."""
    files: int = 0
    """How many files were looked at."""
    records: int = 0
    """How many records these hold."""
    unchanged: int = 0
    """How many more files were not looked at, since they have not changed."""
    diffs: list[str] = field(default_factory=list)
    """A patch for each changed file, if asked for."""
    failures: list[str] = field(default_factory=list)
    """What went wrong with recordlint or the files, not with the records."""
    notes: list[str] = field(default_factory=list)
    """What may not have been looked at, without anything having gone wrong."""
    output: bytes = b""
    """What standard input became, if that was fixed."""
    baselined: int = 0
    """How many findings the baseline lists, and so are not reported."""
    met: Counter[Entry] = field(default_factory=Counter)
    """What was found, listed in the baseline or not, if there is a baseline."""
    stale: Counter[Entry] = field(default_factory=Counter)
    """What the baseline lists, this run looked for, and is no longer there."""
    records_by_source: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By source that was looked at for the sake of its records, these."""
    is_interrupted: bool = False
    """Whether the run was ended by Ctrl-C before it had seen all files."""
