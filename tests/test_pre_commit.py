"""The hooks, through real pre-commit in a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A. Curator"), ("EMAIL", "curator@example.org"))
}
PATHWAY = "_pathways/WP49.md"
FAULT = "IL-2RÃŽÂ±"
CHECK, FIX = "recordlint", "recordlint-fix"


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
    """A record repository with one damaged record, and pages that are none."""
    folder = tmp_path / "records"
    shutil.copytree(ROOT / "seeds", folder)
    figure = next((folder / "_figures").iterdir())
    repaired = figure.read_text("utf-8").replace("name: CreativeWork", "name: IL-12 signaling pathway")
    figure.write_text(repaired, "utf-8")
    (folder / "README.md").write_text("# Records\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Records")
    return folder


@dataclass
class PreCommit:
    """pre-commit in a repository, with the hooks of the project."""

    repository: Path
    home: str
    hooks: tuple[str, str]

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Return how pre-commit ends, and what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", *arguments],
            cwd=self.repository,
            env=os.environ | IDENTITY | {"PRE_COMMIT_HOME": self.home},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def run(self, hook: str, *arguments: str, options: str = "") -> tuple[int, str]:
        """Return how one hook ends, and what it prints; it looks at what is staged."""
        url, revision = self.hooks
        config = f"repos:\n- repo: {url}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n{options}"
        (self.repository / ".pre-commit-config.yaml").write_text(config)
        git(self.repository, "add", ".pre-commit-config.yaml")
        return self("run", *arguments)


@pytest.fixture
def pre_commit(repository: Path, home: str, hooks: tuple[str, str]) -> PreCommit:
    return PreCommit(repository, home, hooks)


def staged(repository: Path) -> str:
    """Return all that the index holds, but for the configuration that `PreCommit.run` stages."""
    return git(repository, "ls-files", "--stage", "--", ".", ":!.pre-commit-config.yaml")


def test_check_refuses_a_damaged_record(repository: Path, pre_commit: PreCommit) -> None:
    before = (repository / PATHWAY).read_bytes()
    code, said = pre_commit.run(CHECK, "--all-files")
    assert code == 1, said
    assert "WP49.md:51:53: TXT001" in said
    assert (repository / PATHWAY).read_bytes() == before


def test_fix_repairs_it_and_asks_to_stage_it(repository: Path, pre_commit: PreCommit) -> None:
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX, "--all-files")
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert git(repository, "diff", "--name-only") == PATHWAY
    assert FAULT in git(repository, "show", f":{PATHWAY}")
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX)
    assert code == 0, said
    code, said = pre_commit.run(CHECK)
    assert (code, "Passed" in said) == (0, True), said


@pytest.mark.parametrize("hook", [CHECK, FIX])
def test_what_is_no_record_does_not_fail(repository: Path, pre_commit: PreCommit, hook: str) -> None:
    (repository / PATHWAY).unlink()
    (repository / "_pathways/WP1.md").symlink_to("../../elsewhere.md")
    (repository.parent / "elsewhere.md").write_text(f"---\ntitle: {FAULT}\n---\n")
    (repository / "_pathways/notes.md").write_text(f"{FAULT}\n")
    (repository / "a b.md").write_bytes(bytes(range(256)))
    (repository / "_data.bin").write_bytes(b"\0\xff")
    git(repository, "add", ".")
    before = staged(repository)
    code, said = pre_commit.run(hook)
    assert code == 0, said
    assert FAULT in (repository.parent / "elsewhere.md").read_text()
    assert staged(repository) == before


def test_a_binary_record_is_refused(repository: Path, pre_commit: PreCommit) -> None:
    git(repository, "rm", "--quiet", PATHWAY)
    (repository / "_pathways").mkdir()
    (repository / "_pathways/WP2.md").write_bytes(b"---\nwpid: WP2\ntitle: \0\xff\n---\n")
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX)
    assert code == 1, said
    assert "WP2.md:" in said
    assert "Traceback" not in said


def test_deleted_and_renamed(repository: Path, pre_commit: PreCommit) -> None:
    git(repository, "rm", "--quiet", PATHWAY)
    code, said = pre_commit.run(CHECK)
    assert code == 0, said
    git(repository, "reset", "--quiet", "--hard", "HEAD")
    (repository / "more records/_pathways").mkdir(parents=True)
    git(repository, "mv", PATHWAY, f"more records/{PATHWAY}")
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert f"more records/{PATHWAY}:51:53: TXT001" in said


def test_what_is_not_staged_stays_out(repository: Path, pre_commit: PreCommit) -> None:
    path = repository / PATHWAY
    damaged = path.read_text("utf-8")
    path.write_text(damaged.replace("ÃŽÂ±", "α").replace("ÃŽÂ²", "β").replace("ÃŽÂ³", "γ"), "utf-8")
    repaired = path.read_bytes()
    code, said = pre_commit.run(CHECK)  # nothing of it is staged
    assert code == 0, said
    path.write_text(f"{damaged}\n", "utf-8")
    git(repository, "add", PATHWAY)
    path.write_bytes(repaired)
    before = staged(repository)
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert path.read_bytes() == repaired
    assert staged(repository) == before


@pytest.mark.parametrize(
    "layout", ["_pathways/WP49.md", "pathways/WP49/WP49.md", "content/pathways/WP49/WP49.md"]
)
def test_patterns_of_either_layout(repository: Path, pre_commit: PreCommit, layout: str) -> None:
    if layout != PATHWAY:
        (repository / layout).parent.mkdir(parents=True)
        git(repository, "mv", PATHWAY, layout)
    folder = layout.partition("/")[0]
    options = f"    files: ^{folder}/.*\\.md$\n"
    code, said = pre_commit.run(CHECK, "--all-files", options=options)
    assert (code, f"{layout}:51:53: TXT001" in said) == (1, True), said
    code, said = pre_commit.run(CHECK, "--all-files", options="    files: ^_figures/.*\\.md$\n")
    assert code == 0, said


def test_others_of_the_repository_are_compared_with(repository: Path, pre_commit: PreCommit) -> None:
    text = (repository / PATHWAY).read_text("utf-8")
    other = repository / "_pathways/WP2.md"
    other.write_text(text.replace("ÃŽÂ±", "α").replace("WP49", "WP2"), "utf-8")
    git(repository, "add", ".")
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert "WP2.md:" in said
    assert "DUP005" in said
    assert "WP49.md:" not in said


def test_try_repo(repository: Path, pre_commit: PreCommit) -> None:
    code, said = pre_commit("try-repo", pre_commit.hooks[0], CHECK, "--all-files", "--verbose")
    assert code == 1, said
    assert "WP49.md:51:53: TXT001" in said
