"""What git says has changed, in real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lint.changes import Changes
from lint.kinds import KeywordGroup, Kind, builtin
from lint.settings import UsageError


def git(folder: Path, *arguments: str) -> str:
    options = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *options, *arguments], cwd=folder, check=True, capture_output=True)
    return os.fsdecode(done.stdout)


def commit(folder: Path, message: str = "x") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def record(folder: Path, name: str, text: str = "x") -> Path:
    path = folder / "_pathways" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\nwpid: {name}\ntitle: {text}\n---\n")
    return path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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


def changed(ref: str = "main", *folders: str) -> set[str]:
    """Return the records of the working folder that changed."""
    changes = Changes(ref, folders or (".",), builtin())
    return {path.stem for path in Path().rglob("*.md") if changes.concern(str(path))}


def test_nothing_changed(repository: Path) -> None:
    assert changed() == set()


def test_committed_staged_unstaged_and_new(repository: Path) -> None:
    record(repository, "WP1", "committed")
    commit(repository)
    record(repository, "WP2", "staged")
    record(repository, "WP10", "staged and new")
    git(repository, "add", "--all")
    record(repository, "WP3", "unstaged")
    record(repository, "WP11", "untracked")
    (repository / ".gitignore").write_text("WP12.md\n")
    record(repository, "WP12", "ignored")
    assert changed() == {"WP1", "WP2", "WP10", "WP3", "WP11"}


def test_what_came_to_the_other_branch_since_is_no_change(repository: Path) -> None:
    record(repository, "WP1", "topic")
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    record(repository, "WP2", "main")
    commit(repository)
    git(repository, "checkout", "--quiet", "topic")
    assert changed() == {"WP1"}
    assert changed("HEAD~1") == {"WP1"}
    assert changed("HEAD") == set()


def test_what_was_changed_back_is_no_change(repository: Path) -> None:
    record(repository, "WP1", "y")
    commit(repository)
    record(repository, "WP1")
    record(repository, "WP2").touch()
    assert changed() == set()


def test_renamed_and_deleted(repository: Path) -> None:
    git(repository, "mv", "_pathways/WP1.md", "_pathways/WP20.md")
    git(repository, "rm", "--quiet", "_pathways/WP2.md")
    (repository / "_pathways/WP3.md").unlink()
    git(repository, "rm", "--quiet", "--cached", "_pathways/WP4.md")  # which makes it untracked
    assert changed() == {"WP20", "WP4"}


@pytest.mark.parametrize(
    "name",
    [b"a b.md", b'"q".md', b"new\nline.md", b"\\.md", b"caf\xe9.md", "β.md".encode(), b"-x.md", b"*.md"],
)
def test_odd_file_names(repository: Path, name: bytes) -> None:
    path = os.path.join(b"_pathways", name)
    for text in (b"one", b"two"):
        try:
            with open(path, "wb") as file:
                file.write(text)
        except OSError:
            pytest.skip("this file system takes no such name")
        assert os.fsdecode(name.removesuffix(b".md")) in changed()
        git(repository, "add", "--all")
        assert os.fsdecode(name.removesuffix(b".md")) in changed()
        commit(repository)
        git(repository, "branch", "--force", "main")
        assert changed() == set()


def test_a_sidecar_counts_for_its_record(repository: Path) -> None:
    (repository / "_data/WP2-datanodes.tsv").write_text("Label\nx\n")
    git(repository, "mv", "_data/WP3-datanodes.tsv", "_data/WP4-datanodes.tsv")
    (repository / "_pathways/WP5-datanodes.tsv").write_text("Label\n")
    (repository / "_data/other.tsv").write_text("Label\n")
    assert changed() == {"WP2", "WP3", "WP4", "WP5"}


def test_from_below_and_from_elsewhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(repository, "WP1", "y")
    (repository / "_data/WP2-datanodes.tsv").unlink()
    git(repository, "config", "diff.relative", "true")
    monkeypatch.chdir(repository / "_pathways")
    assert changed() == {"WP1", "WP2"}
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_DIR", "nowhere")
    link = tmp_path / "link"
    link.symlink_to(repository)
    changes = Changes("main", [str(link / "_pathways")], builtin())
    found = {path.stem for path in (link / "_pathways").iterdir() if changes.concern(str(path))}
    assert found == {"WP1", "WP2"}


def test_a_sidecar_counts_whatever_the_records_names_end_with(repository: Path) -> None:
    groups = (KeywordGroup("words", sidecars=("{id}.tsv",), column="word"),)
    kind = Kind("note", ("_notes/*.markdown",), "id", keyword_groups=groups)
    (repository / "_notes").mkdir()
    (repository / "_notes/a.tsv").write_text("word\n")
    changes = Changes("main", ["."], [kind])
    assert changes.concern("_notes/a.markdown")
    assert not changes.concern("_notes/b.markdown")


def test_submodules_are_left_out(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    record(other, "WP30")
    commit(other)
    git(repository, "submodule", "--quiet", "add", str(other), "sub")
    commit(repository)
    git(repository, "branch", "--force", "main")
    record(repository / "sub", "WP30", "y")
    record(repository / "sub", "WP31", "y")
    assert changed() == set()


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not in a git repository"):
        Changes("main", [str(tmp_path)], builtin())


def test_nothing_committed(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UsageError, match='git knows no commit "main"'):
        Changes("main", [str(tmp_path)], builtin())


@pytest.mark.parametrize(
    "ref", ["nosuch", "--output=stolen", "-h", "--all", "", "main:_pathways", "main^{tree}", "main topic"]
)
def test_what_is_no_commit(repository: Path, ref: str) -> None:
    with pytest.raises(UsageError, match=r'git knows no commit ".*" in .*; fetch it'):
        changed(ref)
    assert not (repository / "stolen").exists()


def test_a_shallow_clone(repository: Path, tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        record(repository, "WP1", text)
        commit(repository, text)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-single-branch", f"file://{repository}", "clone")
    for ref, told in (("main", "git knows no commit"), ("origin/main", "no common history")):
        with pytest.raises(UsageError, match=f"{told}.*fetch-depth: 0"):
            Changes(ref, [str(clone)], builtin())
    git(clone, "fetch", "--quiet", "--unshallow")
    assert Changes("origin/main", [str(clone)], builtin()).concern(str(clone / "_pathways/WP1.md"))


def test_no_common_history(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "alone")
    commit(repository, "alone")
    with pytest.raises(UsageError, match='HEAD and "main" have no common history'):
        changed()


def test_a_repository_that_git_cannot_read(repository: Path) -> None:
    (repository / ".git/index").write_bytes(b"broken")
    with pytest.raises(UsageError, match=r"git cannot tell what changed: .*index"):
        changed()


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed"):
        changed()
