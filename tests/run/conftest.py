"""Records, of which some are damaged, and what a run over them finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from lint import Settings
from lint.files import reading
from lint.results.run_result import RunResult
from lint.run import gathering, runner, selection
from lint.run.job import FileTask, RunOptions
from lint.run.worker import Worker

FAULTY = """---
wpid: WP{0}
title: TNF-Î± signaling {0}
organisms:
- Homo sapiens
authors:
- Egonw
schema-jsonld:
- keywords:
  - TP53
---"""
CLEAN = FAULTY.replace("Î±", "α")
ALL = Settings(level="info")
"""With all rules, each of which may hang on how the work is done."""
FEW = Settings(level="info", select=("DUP005", "KEY001", "REC011", "REF003", "TXT001"))
"""With a rule of each sort: for a record alone, its tables, the pages beside it, and others."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some 100 records, of which one in ten is damaged, and two have the same title."""
    monkeypatch.setattr(gathering, "_MIN_SHARED", 0)
    monkeypatch.setattr(runner, "_MIN_CACHED", 0)
    monkeypatch.setattr(selection, "_PART_MASK", 7)  # some twelve parts
    monkeypatch.setattr(reading, "YOUNG", 0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "_pathways").mkdir()
    (tmp_path / "_data").mkdir()
    for number in range(100):
        text = (CLEAN if number % 10 else FAULTY).format(number)
        if number == 77:
            text = text.replace("signaling 77", "signaling 78")
        (tmp_path / f"_pathways/WP{number}.md").write_text(text)
    return tmp_path


def found(report: RunResult) -> list[object]:
    """Return all that a report tells."""
    counts = (report.files, report.records, report.counts.below_level, report.findings.tally)
    return [*report.findings, *report.fixed, report.diffs, report.failures, *counts]


def kept(folder: Path, **more: object) -> RunOptions:
    return RunOptions(cache=True, cache_dir=folder / "cache", **more)  # type: ignore[arg-type]


@pytest.fixture
def inspected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked at anew."""
    seen: list[str] = []
    work = Worker.work

    def noted(each: Worker, tasks: Sequence[FileTask]) -> object:
        seen.extend(task.path for task in tasks)
        return work(each, tasks)

    monkeypatch.setattr(Worker, "work", noted)
    return seen
