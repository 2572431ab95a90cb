"""Processes without standard streams, a home folder or free space."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.conftest import FAULTY, MENDED, Run, arguments_of

CHECK = ("check", "--no-cache", "--select", "TXT", "--output-format", "concise")
FIX = ("fix", *CHECK[1:])


def closed(*streams: int) -> object:
    """Return what closes standard streams in a new process."""

    def close() -> None:
        for stream in streams:
            os.close(stream)

    return close


@pytest.mark.parametrize("streams", [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("arguments", [CHECK, (*CHECK, "--jobs", "2"), (*CHECK, "-o", "report.txt")])
def test_closed_streams(
    repository: Path, recordlint: Run, streams: tuple[int, ...], arguments: tuple[str, ...]
) -> None:
    done = recordlint(*arguments, cwd=repository, preexec_fn=closed(*streams))
    is_told = "-o" in arguments and 2 not in streams
    assert done.returncode == 1
    assert done.stderr == ("Wrote report.txt: 2 findings.\n" if is_told else "")
    if "-o" in arguments:
        assert "_pathways/WP9.md:3:" in (repository / "report.txt").read_text()
    elif 1 not in streams:
        assert "_pathways/WP9.md:3:" in done.stdout


@pytest.mark.parametrize("streams", [(1,), (2,), (0, 1, 2)])
def test_a_repair_without_streams(repository: Path, recordlint: Run, streams: tuple[int, ...]) -> None:
    done = recordlint(*FIX, cwd=repository, preexec_fn=closed(*streams))
    assert (done.returncode, done.stderr) == (0, "")
    assert (repository / "_pathways/WP9.md").read_text() == MENDED.format(9)


def test_standard_input_that_is_closed_is_empty(repository: Path, recordlint: Run) -> None:
    done = recordlint("check", "-", cwd=repository, preexec_fn=closed(0))
    assert (done.returncode, done.stderr) == (3, "")


def test_standard_input_without_end_is_refused(repository: Path) -> None:
    with open("/dev/zero") as endless:
        given = arguments_of("check", "-") | {"stdin": endless, "timeout": 60}
        done = subprocess.run(**given, cwd=repository, check=False)  # type: ignore[call-overload]
    assert done.returncode == 2
    assert done.stderr == "Error: standard input has more than 1,000,000 bytes (`limits.file-size`)\n"


def test_full_standard_output(repository: Path) -> None:
    with open("/dev/full", "w") as full:
        given = arguments_of(*CHECK) | {"stdout": full}
        done = subprocess.run(**given, cwd=repository, check=False)  # type: ignore[call-overload]
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    ("full", "arguments"),
    [
        (("stdout",), ("--version",)),
        (("stdout",), ("check", "--help")),
        (("stderr",), ("check", "nowhere.md")),
        (("stderr",), ("schema", "infer", "nowhere")),
        (("stdout", "stderr"), ("rules",)),
        (("stdout", "stderr"), ("--version",)),
    ],
)
def test_full_streams(repository: Path, full: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as device:
        given = arguments_of(*arguments) | dict.fromkeys(full, device)
        done = subprocess.run(**given, cwd=repository, check=False)  # type: ignore[call-overload]
    assert done.returncode == 2
    assert "Traceback" not in (done.stderr or "")


NOBODY = """
import pwd, sys
def unknown(user):
    raise KeyError(user)
pwd.getpwuid = unknown
from lint.__main__ import main
main()
"""
"""The command, run by a user without an entry in the list of users, as in `docker run -u 1234`."""


def homeless(*arguments: str) -> dict[str, object]:
    """Return what starts the command for a user without a home."""
    given = arguments_of()
    names = {"HOME", "XDG_CACHE_HOME", "USER", "LOGNAME", "TMPDIR"}
    environment = {name: value for name, value in given["env"].items() if name not in names}  # type: ignore[attr-defined]
    return given | {"args": [sys.executable, "-c", NOBODY, *arguments], "env": environment}


def test_no_home(repository: Path) -> None:
    for number in range(100, 160):  # enough that results are kept, where there is a place for them
        (repository / f"_pathways/WP{number}.md").write_text(FAULTY.format(number))
    before = sorted(repository.rglob("*"))
    given = homeless("check", "--select", "TXT", "--output-format", "concise")
    done = subprocess.run(**given, cwd=repository, check=False)  # type: ignore[call-overload]
    assert (done.returncode, done.stderr) == (1, "")
    assert "_pathways/WP9.md:3:" in done.stdout
    assert sorted(repository.rglob("*")) == before


@pytest.mark.parametrize("arguments", [("clean",), ("genes", "fetch")])
def test_what_needs_a_home_says_so(repository: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(**homeless(*arguments), cwd=repository, check=False)  # type: ignore[call-overload]
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: you have no home folder")
    assert not (repository / "~").exists()
