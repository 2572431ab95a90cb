"""Descriptions of what a run does, and of the resources it may use."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import NamedTuple

from lint.core.findings import Detail, Finding
from lint.results.findings import TextFormat
from lint.rules import CorpusRule
from lint.run.baseline import Known
from lint.run.progress import Progress, silent
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
class Job:
    """What a run does with each file."""

    settings: Settings
    write: bool = False
    """Whether repaired files are written; otherwise their results contain the new bytes."""
    diff: bool = False
    """Whether results contain patches."""
    detail: Detail = Detail.EXCERPT
    """What the locations of findings contain."""
    corpus: bool = True
    """Whether records are compared with each other."""
    keeps_inputs: bool = False
    """Whether results list their inputs, so that they can be cached."""
    text_format: TextFormat | None = None
    """The format of the report, if workers render it."""
    reports_failing: bool = False
    """Whether results also contain findings that fail a run without being shown: a baseline may list them."""
    stamp: str = ""
    """The new version and date of a repaired source, as 14 digits; "" leaves them unchanged."""
    derives: bool = False
    """Whether records whose source is newer or repaired are generated again."""
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By source, the records that are generated from it."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """By file, the findings that a baseline lists, which are not repaired."""
    folder: str = field(default_factory=os.getcwd)
    """The working folder; paths are relative to it."""

    @cached_property
    def compares(self) -> bool:
        """Whether an enabled rule compares records with each other."""
        rules = self.settings.enabled_rules()
        return self.corpus and any(isinstance(rule, CorpusRule) for rule in rules)


class RunOptions(NamedTuple):
    """The resources that a run may use; they do not change what it finds."""

    jobs: int | None = 1
    """The number of processes that share the work; None for one per processor."""
    cache: bool = False
    """Whether results are stored for later runs, and those of earlier runs reused."""
    cache_dir: FilePath | None = None
    """The folder of the cache; None for the user's cache folder."""
    executor: str = ""
    """The cluster that does the work instead of this machine: `dask:tcp://host:8786`."""
    progress: Progress = silent
    stopped: Callable[[], bool] = lambda: False
    """Returns whether the run is to end with the results so far."""


DEFAULT_OPTIONS = RunOptions()
