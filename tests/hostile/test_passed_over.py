"""A run reports what it skipped: success means that every record that git tracks was checked."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gits import commit, git
from hostile.conftest import FAULTY, Run

from lint import files
from lint.files import discovery

CHECK = ("check", "--no-cache", "--select", "TXT", "--output-format", "concise")


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    """A real repository whose `.gitignore` files hide records that git tracks."""
    folder = tmp_path / "repository"
    for name in ("_pathways/WP1.md", "_pathways/WP2.md", "old/_pathways/WP3.md", ".x/_pathways/WP4.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(FAULTY.format(1))
    git(folder, "init", "--quiet")
    commit(folder)
    (folder / ".gitignore").write_text("old/\n*2.md\n")
    (folder / "_pathways/.gitignore").write_text("*\n")
    (folder / "old/_pathways/WP5.md").write_text(FAULTY.format(5))  # is ignored, and rightly
    git(folder, "add", "-f", ".gitignore", "_pathways/.gitignore")
    return folder


ALL = [".x/_pathways/WP4.md", "_pathways/WP1.md", "_pathways/WP2.md", "old/_pathways/WP3.md"]


def seen(output: str) -> list[str]:
    return sorted({line.partition(":")[0] for line in output.splitlines() if ".md:" in line})


def test_what_git_tracks_is_looked_at(tracked: Path, run_here: Run) -> None:
    done = run_here(*CHECK, cwd=tracked)
    assert (done.returncode, seen(done.stdout), done.stderr) == (1, ALL, "")
    assert seen(run_here(*CHECK, "_pathways", cwd=tracked).stdout) == ALL[1:3]
    assert seen(run_here(*CHECK, str(tracked), cwd=tracked).stdout) == ALL
    assert seen(run_here(*CHECK, "--exclude=_pathways/", cwd=tracked).stdout) == []
    assert seen(run_here(*CHECK, "--exclude=old", "--include=*1.md", cwd=tracked).stdout) == ALL[1:2]
    assert seen(run_here(*CHECK, cwd=tracked.parent).stdout) == [f"{tracked.name}/{name}" for name in ALL]


def test_what_git_tracks_is_looked_at_where_it_changed(tracked: Path, run_here: Run) -> None:
    commit(tracked)
    for name in ALL[1:]:
        (tracked / name).write_text(FAULTY.format(1) + "\n")
    assert seen(run_here(*CHECK, "--changed-since", "HEAD", cwd=tracked).stdout) == ALL[1:]


def test_a_removed_record_is_not_missed(tracked: Path, run_here: Run) -> None:
    (tracked / ALL[2]).unlink()
    done = run_here(*CHECK, cwd=tracked)
    assert (seen(done.stdout), done.stderr) == ([ALL[0], ALL[1], ALL[3]], "")


@pytest.mark.parametrize("options", [(), ("--show-files",)], ids=["check", "list"])
def test_an_index_that_cannot_be_read_is_told(tracked: Path, run_here: Run, options: tuple[str, ...]) -> None:
    (tracked / ".git/index").write_bytes(b"DIRC and nothing else")
    done = run_here(*CHECK, *options, cwd=tracked)
    assert done.returncode == 2
    assert "git cannot list the files that it tracks" in done.stderr


@pytest.mark.parametrize("name", ["HEAD", "objects"])
def test_a_repository_that_git_no_longer_knows_is_told(tracked: Path, run_here: Run, name: str) -> None:
    (tracked / ".git" / name).rename(tracked / name)
    done = run_here(*CHECK, cwd=tracked)
    assert done.returncode == 2
    assert "git cannot list the files that it tracks" in done.stderr


def test_no_variable_keeps_git_from_telling(
    tracked: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tracked))
    assert seen(run_here(*CHECK, cwd=tracked).stdout) == ALL


def test_an_ending_in_capitals_hides_no_record(tracked: Path, run_here: Run) -> None:
    (tracked / "_pathways/WP2.md").rename(tracked / "_pathways/WP2.MD")
    done = run_here(*CHECK, cwd=tracked)
    assert "_pathways/WP2.MD:3:" not in done.stdout  # it is ignored by a pattern, and git does not track it
    git(tracked, "add", "-f", "_pathways/WP2.MD")
    assert "_pathways/WP2.MD:3:" in run_here(*CHECK, cwd=tracked).stdout


def test_the_repository_of_somebody_else(tracked: Path, run_here: Run) -> None:
    if os.geteuid():
        pytest.skip("only root can give files away")
    subprocess.run(["chown", "-R", "12345", str(tracked)], check=True)
    assert seen(run_here(*CHECK, cwd=tracked).stdout) == ALL


def test_the_configuration_of_a_repository_runs_nothing(tracked: Path, run_here: Run) -> None:
    owned = tracked / "owned"
    script = tracked / "script"
    script.write_text(f"#!/bin/sh\ntouch {owned}\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "diff.external"):
        git(tracked, "config", key, str(script))
    run_here(*CHECK, cwd=tracked)
    run_here(*CHECK, "--changed-since", "HEAD", cwd=tracked)
    assert not owned.exists()


def test_without_git_it_is_said(tracked: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = run_here(*CHECK, cwd=tracked)
    assert seen(done.stdout) == []
    assert done.stderr.startswith("Note: .: git is not installed")


@contextmanager
def unreadable(folder: Path) -> Iterator[None]:
    """Keep *folder* from being read by a process that is bound to permissions."""
    before = folder.stat().st_mode
    folder.chmod(0)
    try:
        yield
    finally:
        folder.chmod(stat.S_IMODE(before))


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.EMFILE])
def test_a_folder_that_cannot_be_read_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (repository / "_figures").mkdir()
    scan = os.scandir

    def failing(path: str) -> object:
        if os.path.basename(path) == "_figures":
            raise OSError(code, os.strerror(code))
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
    monkeypatch.chdir(repository)
    found = files.discover(["."])
    assert found.paths == ["_pathways/WP9.md"]
    assert found.failures == [f"_figures: {os.strerror(code)}"]


def test_a_run_that_cannot_open_files_fails(repository: Path, run_here: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (repository / "_figures").mkdir()
    with unreadable(repository / "_figures"):
        done = run_here(*CHECK, cwd=repository)
    assert (done.returncode, done.stderr) == (2, "Error: _figures: Permission denied\n")
    assert seen(done.stdout) == ["_pathways/WP9.md"]


def test_a_gitignore_that_is_too_long_is_told_and_not_heeded(repository: Path, run_here: Run) -> None:
    lines = "".join(f"WP{number}*\n" for number in range(60_000))
    (repository / "_pathways/.gitignore").write_text(lines)
    done = run_here(*CHECK, cwd=repository)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: _pathways/.gitignore: it has more than 1,000 patterns")
    assert seen(done.stdout) == ["_pathways/WP9.md"]


def test_many_gitignores_are_bounded_together(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "MAX_PATTERNS", 3)
    for number in range(20):
        (repository / f"{number}").mkdir()
        (repository / f"{number}/.gitignore").write_text("a\nb\n")
    failures = files.discover([str(repository)]).failures
    assert len(failures) == 5
