"""The result of a run."""

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
    """The result of a run."""

    findings: Findings = field(default_factory=Findings)
    """Those that remain and are reported, in the order of the reports."""
    fixed: Findings = field(default_factory=Findings)
    counts: Counts = field(default_factory=Counts)
    """Those that are only counted."""
    is_repair: bool = False
    """Whether fixes were applied, rather than only announced."""
    files: int = 0
    """The number of files that were looked at."""
    records: int = 0
    """The number of records in these files."""
    drawings: int = 0
    """How many of these records are drawings, from which others are generated."""
    unchanged: int = 0
    """The number of further files that were not looked at, because they have not changed."""
    diffs: list[str] = field(default_factory=list)
    """A patch for each changed file, if requested."""
    failures: list[str] = field(default_factory=list)
    """What went wrong with recordlint or the files, as opposed to the records."""
    notes: list[str] = field(default_factory=list)
    """What was passed over although nothing went wrong."""
    output: bytes = b""
    """The repaired standard input, if that was fixed."""
    baselined: int = 0
    """The number of findings that are not reported, because the baseline lists them."""
    met: Counter[Entry] = field(default_factory=Counter)
    """All findings, whether the baseline lists them or not, if there is a baseline."""
    stale: Counter[Entry] = field(default_factory=Counter)
    """The entries of the baseline that this run looked for and did not find."""
    outdated_records: int = 0
    """The number of records that differ from their source because this run repaired it."""
    records_by_source: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The records for whose sake a source was looked at, by source."""
    is_interrupted: bool = False
    """Whether Ctrl-C ended the run before it had looked at all files."""
