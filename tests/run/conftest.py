"""A repository of records, and what is looked at in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from runs import CLEAN, FAULTY

from lint.files import reading
from lint.run import gathering, runner, selection
from lint.run.job import FileTask
from lint.run.worker import Worker


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some 100 records, of which one in ten is damaged, and two have the same title."""
    monkeypatch.setattr(gathering, "MIN_SHARED", 0)
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
