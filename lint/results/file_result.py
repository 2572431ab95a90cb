"""The result of one file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from lint.core.findings import Finding, Severity
from lint.files import Stamp
from lint.records.inputs import InputKey
from lint.rules import Fact

InputStamp: TypeAlias = "tuple[InputKey, Stamp, str]"
"""An input of a result: its key, its stamp when it was read, and the digest of its content."""

RuleFacts: TypeAlias = "dict[str, list[Fact]]"
"""Facts by the code of the corpus rule that compares them."""


class Systematic(NamedTuple):
    """A finding that a run reports once, with the first file that has it and the number of records."""

    file: str
    finding: Finding
    """The finding, without a location."""
    records: int = 1

    @property
    def summary(self) -> Finding:
        """The finding that is reported for all these records."""
        finding = self.finding
        message = finding.message
        if self.records > 1:
            message += f"; so in {self.records:,} records (`--select {finding.code}` lists them)"
        return finding._replace(message=message, fix=None, is_systematic=False)


@dataclass(slots=True)
class Counts:
    """Findings that were counted instead of reported."""

    below_level: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    """Those below the level shown, or above `limits.findings-per-rule`, by code and severity."""
    unshown_fixes: int = 0
    """How many of these have a fix, which is only applied if they are shown."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Those that the settings ignore, by code."""
    unsourced: int = 0
    """Those, reported or fixed, about values that are generated from a source that is not available."""
    copied: Counter[str] = field(default_factory=Counter)
    """Those, reported or fixed, about values that are copied from a file of many records, by that file."""
    made_anew: Counter[str] = field(default_factory=Counter)
    """The files that were written because they are made from a repaired source."""
    followed: int = 0
    """How many fixed ones a check does not report, because they appear only after other fixes."""
    systematic: dict[tuple[str, str], Systematic] = field(default_factory=dict)
    """Systematic findings, by code and message."""

    def add(self, other: Counts) -> None:
        """Add the numbers of *other*."""
        if other.below_level:  # most are empty, and an update is slow
            self.below_level.update(other.below_level)
        if other.ignored:
            self.ignored.update(other.ignored)
        if other.copied:
            self.copied.update(other.copied)
        if other.made_anew:
            self.made_anew.update(other.made_anew)
        for each in other.systematic.values():
            self.add_systematic(each)
        self.unshown_fixes += other.unshown_fixes
        self.unsourced += other.unsourced
        self.followed += other.followed

    def add_systematic(self, other: Systematic) -> None:
        """Add a systematic finding of a file that comes after those already counted."""
        key = other.finding.code, other.finding.message
        own = self.systematic.get(key)
        self.systematic[key] = own._replace(records=own.records + other.records) if own else other


@dataclass(slots=True)
class FileResult:
    """The result of one file."""

    path: str
    """The file's path, as reports show it."""
    kind: str = ""
    """The kind of record; "" if the file is not a record."""
    record: str = ""
    """The record's id."""
    records: int = 0
    """How many records the file holds."""
    findings: list[Finding] = field(default_factory=list)
    """Those that remain, in the order of the reports."""
    fixed: list[Finding] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    facts: RuleFacts = field(default_factory=dict)
    has_pending_fixes: bool = False
    """Whether a fix would change the file."""
    cacheable: bool = True
    """Whether another run has the same result as long as the inputs do not change."""
    inputs: list[InputStamp] = field(default_factory=list)
    """The file itself, then the sidecars and folders that were looked at, including missing ones."""
    is_readable: bool = True
    """Whether the file can be read."""
    data: bytes | None = None
    """The repaired bytes, if fixes changed them and they were not written."""
    before: bytes = b""
    """The bytes before the repair, if *data* is set."""
    diff: str = ""
    """The changes as a patch, if requested."""
    failure: str = ""
    """What went wrong with recordlint or the file, as opposed to the record."""
    outdated: dict[str, list[str]] = field(default_factory=dict)
    """For a repaired source, by record: the pointers of the values there that the source gave before, and
    the codes of rules that report only because of the repair that the source is newer."""

    @classmethod
    def failed(cls, path: str, why: str) -> FileResult:
        """Return the result of a file that could not be checked."""
        return cls(path, is_readable=False, cacheable=False, failure=f"{path}: {why}")
