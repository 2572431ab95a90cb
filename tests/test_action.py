"""The GitHub action: its metadata, and its steps, run as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from gits import commit, git
from test_readme import copied
from workflows import Lint, refused

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, CHECK, UPLOAD = ACTION["runs"]["steps"]
HOSTILE = [
    "$(touch forged)`touch forged`; touch forged #",
    "'; touch forged; '\"; touch forged; \"${{ github.token }}",
    "x\ntouch forged\n--output-file=forged\n-o\nforged",
]
"""What would make a file if a script took it for its own words, or for an option where none is meant."""


def values(step: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that a runner gives *step*."""
    found = {}
    for name, value in step["env"].items():
        match = re.fullmatch(r"\$\{\{ (\S+) \}\}", value)
        assert match, value
        found[name] = given[match[1]]
    return found


@dataclass
class Runner:
    """A runner with recordlint installed, and a repository with the seeds checked out."""

    temporary: Path
    folder: Path

    def run(self, step: Mapping[str, Any], **inputs: str) -> tuple[int, str]:
        """Return how a step ends, and what it prints."""
        unknown = inputs.keys() - {name.replace("-", "_") for name in ACTION["inputs"]}
        assert not unknown
        given = {
            f"inputs.{name}": inputs.get(name.replace("-", "_"), about["default"])
            for name, about in ACTION["inputs"].items()
        }
        given |= {"github.action_path": str(self.temporary / "action"), "runner.temp": str(self.temporary)}
        files = {name: str(self.temporary / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for name in files:
            (self.temporary / name).unlink(missing_ok=True)
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
        script = self.temporary / "script.sh"
        script.write_text(step["run"])
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder,
            env=environment | files | values(step, given),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def written(self, name: str) -> str:
        path = self.temporary / name
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runner's folder for temporary files, in which the first step has installed recordlint."""
    temporary = tmp_path_factory.mktemp("a runner")
    (temporary / "action").mkdir()
    copied(temporary / "action")
    workspace = tmp_path_factory.mktemp("workspace")
    plant(workspace)
    code, said = Runner(temporary, workspace).run(INSTALL)
    assert code == 0, said
    assert not (workspace / "owned").exists()
    return temporary


def plant(workspace: Path) -> None:
    """Put files into a workspace that run if a Python that is started there imports from there."""
    code = "open('owned', 'w').close()\n"
    for name in (
        "ensurepip",
        "encodings",
        "lint",
        "logging",
        "pip",
        "sitecustomize",
        "sqlite3",
        "venv",
        "yaml",
    ):
        (workspace / f"{name}.py").write_text(code)
    (workspace / "lint").mkdir()
    (workspace / "lint/__init__.py").write_text(code)
    (workspace / "setup.cfg").write_text("[install]\nprefix = .\n")
    (workspace / "pip.conf").write_text("[global]\nindex-url = http://localhost:1/\n")


def test_nothing_of_the_workspace_is_imported(runner: Runner) -> None:
    plant(runner.folder)
    code, said = runner.run(CHECK, changed_since="main", sarif="re port.sarif")
    assert (code, "no record has changed" in said.lower()) == (0, True)
    code, said = runner.run(CHECK)
    assert (code, "::error file=_pathways/WP49.md,line=51," in said) == (1, True)
    assert not (runner.folder / "owned").exists()


NAMES = ["WP1\n::error::owned.md", "WP2%0A::error::x.md", "##[error]owned.md", "WP3|<b>`x`.md", "-o owned.md"]


def test_names_and_messages_forge_no_output_and_no_summary(runner: Runner) -> None:
    title = "'a  b\\n::set-output name=exit-code::0 ##[error]owned <b>x</b> [link](http://x) |'"
    for name in NAMES:
        (runner.folder / "_pathways" / name).write_text(f"---\nwpid: WP1\ntitle: {title}\n---\n")
        (runner.folder / "_pathways" / f"link {name}").symlink_to("/etc/passwd")
    code, said = runner.run(CHECK)
    assert code == 2  # for the links
    assert runner.written("GITHUB_OUTPUT") == "exit-code=2\n"
    assert "##[" not in said
    commands = [line for line in said.splitlines() if line.lstrip().startswith("::")]
    allowed = r"::((error|warning|notice) (file|title)=.*|group::Findings without.*|endgroup::)"
    assert all(re.fullmatch(allowed, line) for line in commands)
    assert not (runner.folder / "owned.md").exists()
    summary = runner.written("GITHUB_STEP_SUMMARY")
    assert "owned" in summary
    plain = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", summary)
    assert "<b>" not in plain
    assert "](http" not in plain
    assert "\n::" not in summary


@pytest.fixture
def runner(installed: Path, tmp_path: Path) -> Runner:
    folder = tmp_path / "repository"
    shutil.copytree(ROOT / "seeds", folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    return Runner(installed, folder)


def test_the_form_is_an_actions() -> None:
    assert refused("github-actions", ROOT / "action.yml") == ""


def test_the_steps_are_those_of_a_workflow(actionlint: Lint) -> None:
    inputs = {name: {"type": "string"} for name in ACTION["inputs"]}
    job = {"runs-on": "ubuntu-latest", "steps": ACTION["runs"]["steps"]}
    workflow = {"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"x": job}}
    assert actionlint(yaml.safe_dump(workflow)) == []


def test_no_input_is_part_of_a_script() -> None:
    for step in (INSTALL, CHECK):
        assert "${{" not in step["run"]
    used = re.findall(r"inputs\.([\w-]+)", yaml.safe_dump(ACTION["runs"]))
    assert set(used) == set(ACTION["inputs"])


def test_findings_become_annotations_and_a_summary(runner: Runner) -> None:
    code, said = runner.run(CHECK)
    assert code == 1
    assert "::error file=_pathways/WP49.md,line=51," in said
    assert runner.written("GITHUB_OUTPUT") == "exit-code=1\n"
    assert "TXT001" in runner.written("GITHUB_STEP_SUMMARY")
    assert git(runner.folder, "status", "--porcelain") == ""


def test_inputs_are_heeded(runner: Runner) -> None:
    code, said = runner.run(
        CHECK,
        paths="_figures\n\n_path ways",
        arguments="--select=REF006\n--level=info",
        summary="false",
        sarif="re port.sarif",
    )
    assert (code, "_path ways does not exist" in said) == (2, True)
    assert runner.written("GITHUB_STEP_SUMMARY") == ""
    (runner.folder / "_pathways").rename(runner.folder / "_path ways")
    code, said = runner.run(CHECK, paths="_path ways", sarif="re port.sarif", arguments="--select=TXT001")
    assert code == 1
    results = json.loads((runner.folder / "re port.sarif").read_text())["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"TXT001"}


def test_a_baseline_and_what_changed(runner: Runner) -> None:
    recordlint = str(runner.temporary / "recordlint/bin/recordlint")
    subprocess.run([recordlint, "baseline", "--baseline", "known.json"], cwd=runner.folder, check=True)
    assert runner.run(CHECK, baseline="known.json")[0] == 0
    assert runner.written("GITHUB_OUTPUT") == "exit-code=0\n"
    assert runner.run(CHECK, changed_since="main")[0] == 0
    with (runner.folder / "_pathways/WP49.md").open("a") as file:
        file.write("\n")
    code, said = runner.run(CHECK, changed_since="main")
    assert (code, "WP49" in said, "PMC2869233" in said) == (1, True, False)


def test_no_summary_of_an_earlier_run(runner: Runner) -> None:
    runner.run(CHECK)
    assert runner.run(CHECK, arguments="--no-such-option")[0] == 2
    assert runner.written("GITHUB_OUTPUT") == "exit-code=2\n"
    assert runner.written("GITHUB_STEP_SUMMARY") == ""


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["paths", "baseline", "changed_since", "summary"])
def test_inputs_run_nothing_and_write_nothing(runner: Runner, name: str, text: str) -> None:
    code, _ = runner.run(CHECK, **{name: text})
    assert code == (1 if name == "summary" else 2)
    assert git(runner.folder, "status", "--porcelain") == ""
    assert not (runner.temporary / "forged").exists()
    assert runner.written("GITHUB_OUTPUT") == f"exit-code={code}\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_version_runs_nothing(installed: Path, tmp_path: Path, text: str) -> None:
    code, _ = Runner(installed, tmp_path).run(
        INSTALL | {"run": f"python3() {{ :; }}\n{INSTALL['run']}"}, version=text
    )
    assert code != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", HOSTILE[:2])
@pytest.mark.parametrize("name", ["arguments", "sarif"])
def test_what_names_options_and_files_runs_nothing(runner: Runner, name: str, text: str) -> None:
    runner.run(CHECK, **{name: text})
    assert not (runner.folder / "forged").exists()


def test_a_pull_request_gets_annotations_on_the_lines_of_its_drawing(installed: Path, tmp_path: Path) -> None:
    """By the steps of the workflow for wikipathways-database; its record is generated after the merge."""
    example = ROOT / "examples/wikipathways-database"
    workflow = yaml.safe_load((example / ".github/workflows/recordlint.yml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow[True].keys() == {"pull_request"}
    _, restore, action = workflow["jobs"]["drawings"]["steps"]
    folder = tmp_path / "database"
    shutil.copytree(example, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    drawing = folder / "pathways/WP2/WP2.gpml"
    text = (
        drawing.read_text("utf-8")
        .replace("liver ", "liver")
        .replace('TextLabel="Caffeine"', 'TextLabel="Î±"')
    )
    drawing.write_text(text, "utf-8")
    (folder / "recordlint.toml").write_text('ignore = ["ALL"]\n')  # a pull request that hides its faults
    commit(folder)
    subprocess.run(["bash", "-ec", restore["run"]], cwd=folder, env=os.environ | {"BASE": "main"}, check=True)
    given = {
        name.replace("-", "_"): text.replace("${{ github.base_ref }}", "main")
        for name, text in action["with"].items()
    }
    runner = Runner(installed, folder)
    code, said = runner.run(CHECK, **given)
    line = text[: text.index("Î±")].count("\n") + 1
    annotations = [line for line in said.splitlines() if line.startswith("::") and "file=" in line]
    assert code == 1
    assert annotations
    assert all("file=pathways/WP2/WP2.gpml,line=" in annotation for annotation in annotations)
    assert any(f"line={line}," in annotation and "TXT001" in annotation for annotation in annotations)
    assert "WP2.gpml" in runner.written("GITHUB_STEP_SUMMARY")
    assert "WP2.md" not in runner.written("GITHUB_STEP_SUMMARY")
