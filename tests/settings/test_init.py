from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from gits import commit, git
from workflows import Lint, refused

import lint
from lint.commands.main import main
from lint.settings import Settings
from lint.settings.init import HOME, PROJECT, WORKFLOW, offers
from lint.settings.loading import load

ROOT = Path(__file__).parents[2]
WRITTEN = ("recordlint.toml", ".pre-commit-config.yaml", ".github/workflows/recordlint.yml")

Run = Callable[..., Result]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the seeds, pages of other kinds, and a file that is neither."""
    shutil.copytree(ROOT / "seeds", tmp_path, dirs_exist_ok=True)
    (tmp_path / "_terms").mkdir()
    (tmp_path / "_terms/T1.md").write_text("---\nterm: T1\n---\n")
    (tmp_path / "README.md").write_text("# Read me\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def init() -> Run:
    def run(*arguments: str, answers: str = "") -> Result:
        return CliRunner().invoke(main, ["init", *arguments], input=answers)

    return run


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the address of the project were none that only holds the place of one."""
    for module in ("lint.settings.init", "lint.commands.init"):
        monkeypatch.setattr(f"{module}.IS_PUBLISHED", True)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("arguments", [(), ("--yes",)])
def test_writes_what_is_not_there(repository: Path, init: Run, arguments: tuple[str, ...]) -> None:
    result = init(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Found 2 records: 1 figure, 1 pathway.\n")
    for name in WRITTEN:
        assert f"Wrote {name}.\n" in result.stdout
    assert load(repository) == Settings()
    (hooks,) = yaml.safe_load((repository / WRITTEN[1]).read_text())["repos"]
    assert (hooks["repo"], hooks["rev"]) == (HOME, f"v{lint.__version__}")
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {hook["id"] for hook in hooks["hooks"]} <= offered
    workflow = yaml.safe_load((repository / WRITTEN[2]).read_text())
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["records"]["steps"][-1] == {"uses": f"{PROJECT}@v{lint.__version__}"}
    assert refused("github-workflows", repository / WRITTEN[2]) == ""
    assert CliRunner().invoke(main, ["check"]).exit_code == 1


def test_nothing_names_an_address_that_does_not_exist(repository: Path, init: Run) -> None:
    result = init("--yes")
    assert result.exit_code == 0
    assert "recordlint has no public address yet" in result.stdout
    assert not (repository / WRITTEN[2]).exists()
    for name in WRITTEN[:2]:
        assert "OWNER" not in (repository / name).read_text()
    (hooks,) = yaml.safe_load((repository / WRITTEN[1]).read_text())["repos"]
    assert hooks["repo"] == "local"
    published = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    for hook in hooks["hooks"]:
        same = ("name", "entry", "files", "require_serial")
        assert {key: hook[key] for key in same} == {key: published[hook["id"]][key] for key in same}


def test_the_address_of_the_repository_is_gits(repository: Path, init: Run) -> None:
    git(repository, "init", "--quiet")
    git(repository, "remote", "add", "origin", "git@github.com:wikipathways/wikipathways-database.git")
    init("--yes")
    assert load(repository).repo_url == "https://github.com/wikipathways/wikipathways-database"


@pytest.mark.usefixtures("published")
def test_the_workflow_passes_actionlint(actionlint: Lint) -> None:
    assert actionlint(offers(Path())[WORKFLOW]) == []


def test_drawings_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, init: Run) -> None:
    shutil.copytree(ROOT / "examples/wikipathways-database/pathways", tmp_path / "pathways")
    monkeypatch.chdir(tmp_path)
    assert init("--yes").stdout.startswith("Found 3 records: 2 pathways, 1 drawing.\n")


@pytest.mark.usefixtures("published")
def test_drawings_get_a_workflow_of_their_own(tmp_path: Path, actionlint: Lint) -> None:
    (tmp_path / "pathways/WP1").mkdir(parents=True)
    assert "paths: pathways" not in offers(tmp_path)[WORKFLOW]
    (tmp_path / "pathways/WP1/WP1.gpml").touch()
    text = offers(tmp_path)[WORKFLOW]
    assert text == (ROOT / "examples/wikipathways-database" / WORKFLOW).read_text("utf-8")
    (tmp_path / "x.yml").write_text(text)
    assert refused("github-workflows", tmp_path / "x.yml") == ""
    parsed = yaml.safe_load(text)
    assert parsed["permissions"] == {"contents": "read"}
    assert set(parsed[True]) == {"pull_request"}  # YAML 1.1 reads `on` as true
    assert "secrets" not in text
    assert actionlint(text) == []


def test_what_is_commented_out_can_be_put_in_force(repository: Path, init: Run) -> None:
    init("--yes")
    text = (repository / "recordlint.toml").read_text()
    (repository / "recordlint.toml").write_text(
        text.replace("# ignore", "ignore").replace("# exclude", "exclude")
    )
    settings = load(repository)
    assert settings.ignore
    assert settings.exclude


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("arguments", "answers", "overwritten"),
    [
        (("--yes",), "", set()),
        ((), "n\nn\n", set()),
        ((), "\n\n", set()),
        ((), "y\nn\n", {WRITTEN[0]}),
        ((), "n\ny\n", {WRITTEN[2]}),
    ],
)
def test_what_is_there_stays_unless_the_user_says_so(
    repository: Path, init: Run, arguments: tuple[str, ...], answers: str, overwritten: set[str]
) -> None:
    for name in WRITTEN:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("# mine\n")
    result = init(*arguments, answers=answers)
    assert result.exit_code == 0
    for name in WRITTEN:
        assert ((repository / name).read_text() == "# mine\n") is (name not in overwritten)
        assert (f"Wrote {name}." if name in overwritten else f"Kept {name}.") in result.stdout
    assert "Add this to its `repos`:\n\n- repo: " in result.stdout


def test_with_a_baseline(repository: Path, init: Run) -> None:
    result = init("--yes", "--baseline")
    assert result.exit_code == 0
    assert "recordlint-baseline.json: lists " in result.stdout
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    before = (repository / "recordlint-baseline.json").read_bytes()
    assert "Kept recordlint-baseline.json.\n" in init("--yes", "--baseline").stdout
    assert (repository / "recordlint-baseline.json").read_bytes() == before


def test_nobody_there_to_answer(repository: Path, init: Run) -> None:
    (repository / "recordlint.toml").write_text("# mine\n")
    assert init().exit_code == 1
    assert (repository / "recordlint.toml").read_text() == "# mine\n"


@pytest.mark.usefixtures("published")
def test_again(repository: Path, init: Run) -> None:
    init("--yes")
    before = {name: (repository / name).read_bytes() for name in WRITTEN}
    result = init("--yes")
    assert "Wrote" not in result.stdout
    assert "Add this" not in result.stdout
    assert {name: (repository / name).read_bytes() for name in WRITTEN} == before


@pytest.mark.parametrize("name", [".recordlint.toml", "pyproject.toml"])
def test_settings_of_another_name(repository: Path, init: Run, name: str) -> None:
    (repository / name).write_text("[tool.recordlint]\n" if name == "pyproject.toml" else "")
    assert f"Kept the settings in {name}.\n" in init("--yes").stdout
    assert not (repository / "recordlint.toml").exists()


def test_a_link_is_not_written_through(repository: Path, init: Run) -> None:
    (repository / "target.toml").write_text("# mine\n")
    (repository / "recordlint.toml").symlink_to("target.toml")
    result = init(answers="y\n")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Error: recordlint.toml: it is a symbolic link, which is not followed for writing\n"
    )
    assert (repository / "target.toml").read_text() == "# mine\n"


def test_where_no_record_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, init: Run) -> None:
    monkeypatch.chdir(tmp_path)
    result = init("--yes")
    assert result.exit_code == 2
    assert "there is no record here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_pull_request_does_not_change_the_settings(tmp_path: Path) -> None:
    """The workflow for drawings takes all else from the base branch."""
    workflow = yaml.safe_load((ROOT / "examples/wikipathways-database" / WORKFLOW).read_text("utf-8"))
    (script,) = (step["run"] for step in workflow["jobs"]["drawings"]["steps"] if "run" in step)
    drawing, settings, others = (
        tmp_path / name for name in ("pathways/WP1.gpml", "recordlint.toml", "x.toml")
    )
    drawing.parent.mkdir()
    git(tmp_path, "init", "--quiet")
    for text in ("old", "new"):  # the base branch, then the pull request
        drawing.write_text(text)
        settings.write_text(f"# {text}\n")
        if text == "new":
            others.write_text("")
        commit(tmp_path, text)
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    subprocess.run(["bash", "-c", script], cwd=tmp_path, env=os.environ | {"BASE": "main"}, check=True)
    assert (drawing.read_text(), settings.read_text(), others.exists()) == ("new", "# old\n", False)
