from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import forks
import pytest
from click.testing import CliRunner

from lint.commands.main import main

ROOT = Path(__file__).parents[2]
MEMORY = 1_000_000_000
"""How many bytes of addresses a run may use."""
SECONDS = 60
"""How much of the processor a run may use; a guard against hangs, not a measure."""

FAULTY = "---\nwpid: WP{0}\ntitle: 'TNF-Î± signaling '\n---"
MENDED = "---\nwpid: WP{0}\ntitle: TNF-α signaling\n---"

Run = Callable[..., subprocess.CompletedProcess[str]]


def arguments_of(*arguments: str) -> dict[str, object]:
    """Return what `subprocess` needs to run the real command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDEVMODE": ""}
    return {
        "args": [sys.executable, "-m", "lint", *arguments],
        "env": {key: value for key, value in environment.items() if value},
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "encoding": "utf-8",
        "errors": "surrogateescape",
    }


def limit(before: int = 0) -> None:
    """Bound what this process may use: memory, beside what it had *before*, and time."""
    resource.setrlimit(resource.RLIMIT_AS, (before + MEMORY, before + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.fixture(scope="session")
def recordlint() -> Run:
    """Run the real command with bounded memory and time, in the folder *cwd*."""

    def run(*arguments: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
        options = {"preexec_fn": limit, "timeout": 60 * SECONDS, **options}
        return subprocess.run(**arguments_of(*arguments), cwd=cwd, check=False, **options)  # type: ignore[call-overload]

    return run


@pytest.fixture(scope="session")
def forked() -> Run:
    """Run the command with bounded memory and time, in a copy of this process and in the folder *cwd*."""

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
        return forks.recordlint(*arguments, cwd=cwd, first=lambda: limit(pages * resource.getpagesize()))

    return run


@pytest.fixture
def run_here(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in the folder *cwd*, where only files and words matter."""

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        done = CliRunner().invoke(main, arguments)
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository, as far as recordlint looks, with a faulty record."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "_pathways").mkdir()
    (tmp_path / "_pathways/WP9.md").write_text(FAULTY.format(9), newline="")
    return tmp_path
