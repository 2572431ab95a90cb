"""docs/ci.md is true: its files are valid, and their commands run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from workflows import Lint, refused

from lint import __version__
from lint.core.project import HOME, PROJECT
from lint.settings.init import hooks

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
FILES = re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)
WORKFLOWS = [text for name, text in FILES if name.startswith(".github/")]
GITLAB = [text for name, text in FILES if name == ".gitlab-ci.yml"]
STUBS = """\
pip() { :; }
reviewdog() { cat >given-to-reviewdog.json; }
"""
"""What stands in for programs that are not recordlint."""


def scripts(text: str) -> Iterator[str]:
    """Yield the script of each job of a workflow or of GitLab's file."""
    parsed = yaml.safe_load(text)
    for job in parsed.get("jobs", parsed).values():
        lines = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
        if lines:
            yield "\n".join(lines)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    shutil.copytree(ROOT / "seeds", folder)
    return folder


def ran(text: str, folder: Path) -> list[int]:
    """Return how the scripts of a file end, run one after the other in *folder*."""
    codes = []
    given = {
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for script in scripts(text):
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STUBS + script]
        done = subprocess.run(command, cwd=folder, env=os.environ | given, check=False)
        codes.append(done.returncode)
    return codes


def test_nothing_is_left_out() -> None:
    assert len(FILES) == PAGE.count("```yaml")
    assert (len(WORKFLOWS), len(GITLAB), len(FILES)) == (4, 1, 6)


@pytest.mark.parametrize("text", WORKFLOWS)
def test_workflows_are_taken(tmp_path: Path, text: str, actionlint: Lint) -> None:
    (tmp_path / "x.yml").write_text(text)
    assert refused("github-workflows", tmp_path / "x.yml") == ""
    assert actionlint(text) == []


@pytest.mark.parametrize("text", GITLAB)
def test_files_of_gitlab_are_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(text)
    assert refused("gitlab-ci", tmp_path / ".gitlab-ci.yml") == ""


def test_files_that_are_none_are_not_taken(tmp_path: Path, actionlint: Lint) -> None:
    for schema, text in (("github-workflows", WORKFLOWS[0]), ("gitlab-ci", GITLAB[0])):
        faulty = text.replace("runs-on", "run-on").replace("script", "scripts")
        (tmp_path / "x.yml").write_text(faulty)
        assert refused(schema, tmp_path / "x.yml")
    assert actionlint(WORKFLOWS[0].replace("ubuntu-latest", "no-such-machine"))


def test_commands_without_the_action(repository: Path) -> None:
    (text,) = (text for text in WORKFLOWS if "recordlint check --output-format github" in text)
    assert ran(text, repository) == [1]
    assert "TXT001" in (repository / "summary.md").read_text("utf-8")


def test_commands_on_gitlab(repository: Path) -> None:
    (plain,) = GITLAB
    assert ran(plain, repository) == [1]
    assert "TXT001" in (repository / "codequality.json").read_text("utf-8")
    assert "TXT001" in (repository / "junit.xml").read_text("utf-8")


def test_commands_with_reviewdog(repository: Path) -> None:
    (text,) = (text for text in WORKFLOWS if "reviewdog" in text)
    assert ran(text, repository) == [0]
    given = json.loads((repository / "given-to-reviewdog.json").read_text("utf-8"))
    assert any(each["code"]["value"] == "TXT001" for each in given["diagnostics"])


def test_the_hooks_are_those_that_init_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint.settings.init.IS_PUBLISHED", True)
    (text,) = (text for name, text in FILES if name == ".pre-commit-config.yaml")
    assert text == f"repos:\n{hooks()}"


def test_the_release_is_this_one() -> None:
    names = (PROJECT, HOME)
    used = re.findall(rf"(?:{'|'.join(map(re.escape, names))})@v([\w.]+)", PAGE)
    assert len(used) > 3
    assert set(used) == {__version__}


def test_the_inputs_are_the_actions() -> None:
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(\S+)` )?\| (.+) \|$", PAGE, re.MULTILINE)
    inputs = [(name, about["default"], about["description"]) for name, about in action["inputs"].items()]
    assert rows == inputs
    steps = [
        step for text in WORKFLOWS for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]
    ]
    given = [step.get("with", {}) for step in steps if step.get("uses", "").startswith(PROJECT)]
    assert len(given) == 2
    assert set().union(*given) <= action["inputs"].keys()
