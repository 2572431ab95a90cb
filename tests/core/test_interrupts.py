"""recordlint handles Ctrl-C from its first line on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lint
from lint.core.interrupts import end_at_once, interruptible, stop_flag

ROOT = Path(__file__).parents[2]
MOMENTS = 24
SECONDS = 0.4
"""About how long a run takes that Python starts anew."""


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Return a run of the real command in which recordlint's `main` has begun.

    Python tells of each module when it is imported: the first one behind `lint.core.interrupts` is
    imported by `main`. What comes before is Python's own start.
    """
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "lint", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while not process.stderr.readline().rstrip().endswith("lint.core.interrupts"):
        assert process.poll() is None
    process.stderr.readline()
    return process


@pytest.mark.parametrize("command", ["check", "rules", "config"])
@pytest.mark.parametrize("moment", range(MOMENTS // 3))
def test_at_any_moment_of_the_start(seeds: Path, command: str, moment: int) -> None:
    (seeds / "recordlint.toml").write_text("level = 'info'\n")
    process = started(seeds, command)
    try:
        process.wait(SECONDS * moment / MOMENTS * 3)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    told = [line for line in errors.splitlines() if line and not line.startswith("import time:")]
    # At its very end, Python leaves the signal to the system, whose -SIGINT shells call 130 too.
    assert process.returncode in (130, -signal.SIGINT, 1 if command == "check" else 0)
    assert all(line.startswith(("Interrupted", "Error")) for line in told), told
    assert len(told) <= 1


def test_it_is_ended_by_the_signal(seeds: Path) -> None:
    process = started(seeds, "check")
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in errors


def test_the_command_begins_where_ctrl_c_is_answered() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"recordlint": "lint.__main__:main"}


def test_what_ignores_ctrl_c_goes_on_to() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end_at_once()
        with interruptible(), stop_flag() as stopped:
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            signal.raise_signal(signal.SIGINT)
            assert not stopped()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_work_is_ended_in_order() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    with stop_flag() as stopped:
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


class TestImport:
    """What the package offers is there, and imported when it is asked for."""

    def test_all_names(self) -> None:
        for name in {*lint.__all__} - {"__version__"}:
            assert getattr(lint, name).__name__ == name
        with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
            lint.nothing  # noqa: B018

    def test_nothing_is_imported_before_it_is_asked_for(self) -> None:
        code = "import sys; before = {*sys.modules}; import lint; print(*({*sys.modules} - before))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
        assert set(done.stdout.split()) <= {"lint", "lint.core", "lint.core.project", "__future__"}

    def test_nothing_of_its_own_changes_what_ctrl_c_does(self) -> None:
        code = "import signal, lint.commands.main; assert signal.getsignal(2) is signal.default_int_handler"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
