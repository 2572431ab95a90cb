"""`check --shard` and `merge`, as the command line has them."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lint.commands import cli
from lint.core.formats import FORMATS
from lint.reports import Style, writer
from lint.run.runner import RunResult
from lint.run.shards import Shard
from lint.settings import Settings

ROOT = Path(__file__).parents[2]
FAULTY = (ROOT / "seeds/_pathways/WP49.md").read_text("utf-8")
SETTINGS = """\
exclude = ["_pathways/WP13.md"]

[per-file-ignores]
"WP7.md" = ["TXT"]
"""


def recordlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lint", *arguments]
    environment = os.environ | {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of some forty records with faults, and with settings that name patterns."""
    folder = tmp_path_factory.mktemp("records") / "whole"
    shutil.copytree(ROOT / "seeds", folder)
    for number in range(1, 40):
        (folder / f"_pathways/WP{number}.md").write_text(FAULTY.replace("WP49", f"WP{number}"), "utf-8")
    (folder / "recordlint.toml").write_text(SETTINGS)
    return folder


@pytest.fixture(scope="module")
def shards(repository: Path) -> list[str]:
    """The reports of five shards, each made in another folder."""
    made = []
    for number in range(1, 6):
        folder = repository.parent / f"copy {number}"
        shutil.copytree(repository, folder)
        file = str(repository.parent / f"{number}.json")
        arguments = ("--level=info", f"--shard={number}/5", "--output-format=json", "--output-file", file)
        done = recordlint(folder, "check", ".", *arguments)
        assert (done.returncode, done.stderr) == (1, "")
        made.append(file)
    return made


@pytest.mark.parametrize("style", [*FORMATS, "statistics"])
def test_shards_merged_are_one_run_byte_for_byte(repository: Path, shards: list[str], style: str) -> None:
    shape = ["--statistics"] if style == "statistics" else ["--output-format", style]
    alone = recordlint(repository, "check", ".", "--level=info", *shape)
    merged = recordlint(repository, "merge", *reversed(shards), "--level=info", *shape)
    assert "DUP005" in alone.stdout or style == "markdown"
    assert merged.stdout == alone.stdout
    assert (merged.returncode, merged.stderr) == (alone.returncode, "") == (1, "")


def test_the_baseline_is_asked_when_they_are_merged(repository: Path, shards: list[str]) -> None:
    baseline = str(repository.parent / "known.json")
    listed = recordlint(repository, "baseline", "--level=info", "--baseline", baseline)
    assert listed.returncode == 0, listed.stderr
    merged = recordlint(repository, "merge", *shards, "--level=info", "--baseline", baseline)
    assert (merged.returncode, merged.stderr) == (0, "")
    assert "Hidden by the baseline" in merged.stdout


def test_what_fails_is_as_in_check(repository: Path, shards: list[str]) -> None:
    assert recordlint(repository, "merge", *shards, "--level=info", "--exit-zero").returncode == 0
    other = recordlint(repository, "merge", *shards)
    assert other.returncode == 2
    assert "was made with other settings" in other.stderr


def test_a_shard_without_records_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reports = []
    for number in (1, 2):
        output = ["--output-format", "json", "--output-file", f"{number}.json"]
        assert CliRunner().invoke(cli.main, ["check", "--shard", f"{number}/2", *output]).exit_code == 0
        reports.append(f"{number}.json")
    assert CliRunner().invoke(cli.main, ["merge", *reports]).exit_code == 3
    assert CliRunner().invoke(cli.main, ["merge", "--allow-empty", *reports]).exit_code == 0


def test_a_report_is_not_written_over_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = ["--output-format", "json", "--output-file", "report.json"]
    CliRunner().invoke(cli.main, ["check", "--shard", "1/1", *output])
    assert CliRunner().invoke(cli.main, ["merge", "report.json", *output]).exit_code == 3
    assert "shard" not in json.loads(Path("report.json").read_text())


@pytest.mark.parametrize(
    "arguments", [["--fix"], ["--diff"], ["--changed-since", "HEAD"], ["--no-corpus"], ["-"]]
)
def test_what_cannot_be_split(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli.main, ["check", "--shard", "1/2", *arguments])
    assert result.exit_code == 2
    assert "leave out --fix, --diff, --changed-since, --no-corpus, `-`" in result.stderr


def test_a_shard_that_was_interrupted_cannot_be_merged() -> None:
    for is_interrupted in (False, True):
        report, stream = RunResult(shard=Shard(1, 2), is_interrupted=is_interrupted), io.StringIO()
        writer("json")(report, Settings(), stream, Style())
        assert ("shard" in json.loads(stream.getvalue())) is not is_interrupted
