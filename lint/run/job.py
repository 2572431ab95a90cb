"""What a run does, and what it may use of the machine."""

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
    """Return what sets the version and the date of a source to now, as 14 digits (`20260822120000`)."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime())


class FileTask(NamedTuple):
    """What is to be done with a file."""

    path: str
    fixes: bool
    """Whether it may be repaired."""
    compared: tuple[Finding, ...] = ()
    """What comparing it with others has found that may be repaired."""


@dataclass(frozen=True)
class Job:
    """What a run does with each file."""

    settings: Settings
    write: bool = False
    """Whether repaired files are written; otherwise their results hold the new bytes."""
    diff: bool = False
    """Whether results hold patches."""
    detail: Detail = Detail.EXCERPT
    """What the locations of findings hold."""
    corpus: bool = True
    """Whether records are compared with each other."""
    keeps_inputs: bool = False
    """Whether results list their inputs, so that they can be cached."""
    text_format: TextFormat | None = None
    """The format of the report, if workers render it."""
    reports_failing: bool = False
    """Whether results also hold findings that fail a run without being shown: a baseline may list them."""
    stamp: str = ""
    """What the version and the date of a repaired source are set to, as 14 digits; "" leaves them."""
    derives: bool = False
    """Whether records are made anew whose source is newer or repaired."""
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By source, the records that are made of it."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """By file, what a baseline lists of it, which is not repaired."""
    folder: str = field(default_factory=os.getcwd)
    """The working folder, which paths are relative to."""

    @cached_property
    def compares(self) -> bool:
        """Whether a rule compares records with each other."""
        rules = self.settings.enabled_rules()
        return self.corpus and any(isinstance(rule, CorpusRule) for rule in rules)


@dataclass(frozen=True)
class RunOptions:
    """What a run may use of the machine; none of it changes what is found."""

    jobs: int | None = 1
    """How many processes share the work; None: as many as there are processors."""
    cache: bool = False
    """Whether results are kept for later runs, and those of earlier runs used."""
    cache_dir: FilePath | None = None
    """Where they are kept, instead of in the user's cache folder."""
    executor: str = ""
    """The cluster that does the work instead of processes of this machine: `dask:tcp://host:8786`."""
    progress: Progress = silent
    stopped: Callable[[], bool] = lambda: False
    """Whether the run is to end with what was found so far."""


DEFAULT_OPTIONS = RunOptions()
