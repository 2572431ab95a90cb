"""Descriptions of what a run does."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import NamedTuple

from lint.core.findings import Detail, Finding
from lint.results.findings import TextFormat
from lint.rules import CorpusRule
from lint.run.baseline import Known
from lint.settings import Settings


def stamp_of_now() -> str:
    """Return the present time for the version and the date of a source: 14 digits (`20260822120000`)."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime())


class FileTask(NamedTuple):
    """A file to check or to repair."""

    path: str
    fixes: bool
    """Whether it may be repaired."""
    compared: tuple[Finding, ...] = ()
    """Findings from comparing it with other files, which may be repaired."""


@dataclass(frozen=True)
class RunOptions:
    """What a run does besides checking by the settings, and the resources that it may use."""

    fix: bool = False
    """Whether to repair and write the files."""
    diff: bool = False
    """With *fix*, whether to make patches instead of writing files."""
    stdin: tuple[str, bytes] | None = None
    """The name and the content of a file to check instead of those on the disk."""
    detail: Detail = Detail.EXCERPT
    """What the locations of findings contain."""
    text_format: TextFormat | None = None
    """The format of the report, if workers are to render it."""
    corpus: bool = True
    """Whether records are compared with each other; if files are named, with all of their repository."""
    changed_since: str | None = None
    """A commit; files that have not changed since its merge base with HEAD are not reported on, but the
    others are compared with them."""
    only_new: bool = False
    """With *fix*, whether findings in the baseline are left unrepaired."""
    with_sources: bool = False
    """Whether the sources of the records are also checked; *fix* always checks them."""
    stamp: str = ""
    """The new version and date of a repaired source, as 14 digits; "" leaves them unchanged."""
    derive: bool = False
    """Whether records whose source is newer or repaired are generated again."""
    jobs: int | None = 1
    """The number of processes that share the work; None for one per processor."""
    cache: bool = False
    """Whether results are stored for later runs, and those of earlier runs reused."""
    cache_dir: FilePath | None = None
    """The folder of the cache; None for the user's cache folder."""
    executor: str = ""
    """The cluster that does the work instead of this machine: `dask:tcp://host:8786`."""


DEFAULT_OPTIONS = RunOptions()


@dataclass(frozen=True)
class Job:
    """What workers do with each file of a run."""

    settings: Settings
    options: RunOptions = DEFAULT_OPTIONS
    write: bool = False
    """Whether repaired files are written; otherwise their results contain the new bytes."""
    keeps_inputs: bool = False
    """Whether results list their inputs, so that they can be cached."""
    reports_failing: bool = False
    """Whether results also contain findings that fail a run without being shown: a baseline may list them."""
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By source, the records that are generated from it."""
    previewed: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """For a patch: by file, its content before and after the repair of the source that it comes from."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """By file, the findings that a baseline lists, which are not repaired."""
    folder: str = field(default_factory=os.getcwd)
    """The working folder; paths are relative to it."""

    @cached_property
    def compares(self) -> bool:
        """Whether an enabled rule compares records with each other."""
        rules = self.settings.enabled_rules()
        return self.options.corpus and any(isinstance(rule, CorpusRule) for rule in rules)
