"""The hooks, through real pre-commit in a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A. Curator"), ("EMAIL", "curator@example.org"))
}
DAMAGED = "title: IL2 signaling ÃŽÂ²\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | IDENTITY, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A git repository of the project as it stands, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("lint", "schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "All")
    return str(folder), git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("pre-commit"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A record repository with one damaged record, staged."""
    shutil.copytree(ROOT / "seeds", tmp_path, dirs_exist_ok=True)
    (tmp_path / "README.md").write_text("# Records\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Records")
    return tmp_path


def pre_commit(
    repository: Path, home: str, hooks: tuple[str, str], hook: str, *arguments: str
) -> tuple[int, str]:
    url, revision = hooks
    config = f"repos:\n- repo: {url}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    (repository / ".pre-commit-config.yaml").write_text(config)
    git(repository, "add", ".pre-commit-config.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", *arguments],
        cwd=repository,
        env=os.environ | IDENTITY | {"PRE_COMMIT_HOME": home},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_check_refuses_a_damaged_record(repository: Path, home: str, hooks: tuple[str, str]) -> None:
    before = (repository / "_pathways/WP49.md").read_bytes()
    code, said = pre_commit(repository, home, hooks, "recordlint", "--all-files")
    assert code == 1, said
    assert "WP49.md:51:53: TXT001" in said
    assert (repository / "_pathways/WP49.md").read_bytes() == before


def test_fix_repairs_it_and_asks_to_stage_it(repository: Path, home: str, hooks: tuple[str, str]) -> None:
    code, said = pre_commit(repository, home, hooks, "recordlint-fix", "--all-files")
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert git(repository, "diff", "--name-only") == "_pathways/WP49.md"
    git(repository, "add", ".")
    code, said = pre_commit(repository, home, hooks, "recordlint-fix")  # what is staged
    assert code == 0, said


def test_what_is_no_record_does_not_fail(repository: Path, home: str, hooks: tuple[str, str]) -> None:
    code, said = pre_commit(repository, home, hooks, "recordlint", "--files", "README.md")
    assert code == 0, said
