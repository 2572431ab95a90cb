"""What has changed according to git, in real repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gits import commit, git, record

from lint.core.errors import UsageError
from lint.kinds import KeywordGroup, Kind, builtin
from lint.run.changes import Changes


def changed(ref: str = "main", *folders: str) -> set[str]:
    """Return the records of the working folder that changed."""
    changes = Changes(ref, folders or (".",), builtin())
    return {path.stem for path in Path().rglob("*.md") if changes.concern(str(path))}


def test_nothing_changed(git_repository: Path) -> None:
    assert changed() == set()


def test_committed_staged_unstaged_and_new(git_repository: Path) -> None:
    record(git_repository, "WP1", "committed")
    commit(git_repository)
    record(git_repository, "WP2", "staged")
    record(git_repository, "WP10", "staged and new")
    git(git_repository, "add", "--all")
    record(git_repository, "WP3", "unstaged")
    record(git_repository, "WP11", "untracked")
    (git_repository / ".gitignore").write_text("WP12.md\n")
    record(git_repository, "WP12", "ignored")
    assert changed() == {"WP1", "WP2", "WP10", "WP3", "WP11"}


def test_what_came_to_the_other_branch_since_is_no_change(git_repository: Path) -> None:
    record(git_repository, "WP1", "topic")
    commit(git_repository)
    git(git_repository, "checkout", "--quiet", "main")
    record(git_repository, "WP2", "main")
    commit(git_repository)
    git(git_repository, "checkout", "--quiet", "topic")
    assert changed() == {"WP1"}
    assert changed("HEAD~1") == {"WP1"}
    assert changed("HEAD") == set()


def test_what_was_changed_back_is_no_change(git_repository: Path) -> None:
    record(git_repository, "WP1", "y")
    commit(git_repository)
    record(git_repository, "WP1")
    record(git_repository, "WP2").touch()
    assert changed() == set()


def test_renamed_and_deleted(git_repository: Path) -> None:
    git(git_repository, "mv", "_pathways/WP1.md", "_pathways/WP20.md")
    git(git_repository, "rm", "--quiet", "_pathways/WP2.md")
    (git_repository / "_pathways/WP3.md").unlink()
    git(git_repository, "rm", "--quiet", "--cached", "_pathways/WP4.md")  # which makes it untracked
    assert changed() == {"WP20", "WP4"}


@pytest.mark.parametrize(
    "name",
    [b"a b.md", b'"q".md', b"new\nline.md", b"\\.md", b"caf\xe9.md", "β.md".encode(), b"-x.md", b"*.md"],
)
def test_odd_file_names(git_repository: Path, name: bytes) -> None:
    path = os.path.join(b"_pathways", name)
    for text in (b"one", b"two"):
        try:
            with open(path, "wb") as file:
                file.write(text)
        except OSError:
            pytest.skip("this file system takes no such name")
        assert os.fsdecode(name.removesuffix(b".md")) in changed()
        git(git_repository, "add", "--all")
        assert os.fsdecode(name.removesuffix(b".md")) in changed()
        commit(git_repository)
        git(git_repository, "branch", "--force", "main")
        assert changed() == set()


def test_a_sidecar_counts_for_its_record(git_repository: Path) -> None:
    (git_repository / "_data/WP2-datanodes.tsv").write_text("Label\nx\n")
    git(git_repository, "mv", "_data/WP3-datanodes.tsv", "_data/WP4-datanodes.tsv")
    (git_repository / "_pathways/WP5-datanodes.tsv").write_text("Label\n")
    (git_repository / "_data/other.tsv").write_text("Label\n")
    assert changed() == {"WP2", "WP3", "WP4", "WP5"}


def test_from_below_and_from_elsewhere(
    git_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(git_repository, "WP1", "y")
    (git_repository / "_data/WP2-datanodes.tsv").unlink()
    git(git_repository, "config", "diff.relative", "true")
    monkeypatch.chdir(git_repository / "_pathways")
    assert changed() == {"WP1", "WP2"}
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_DIR", "nowhere")
    link = tmp_path / "link"
    link.symlink_to(git_repository)
    changes = Changes("main", [str(link / "_pathways")], builtin())
    found = {path.stem for path in (link / "_pathways").iterdir() if changes.concern(str(path))}
    assert found == {"WP1", "WP2"}


def test_a_sidecar_counts_whatever_the_records_names_end_with(git_repository: Path) -> None:
    groups = (KeywordGroup("words", sidecars=("{id}.tsv",), column="word"),)
    kind = Kind("note", ("_notes/*.markdown",), "id", keyword_groups=groups)
    (git_repository / "_notes").mkdir()
    (git_repository / "_notes/a.tsv").write_text("word\n")
    changes = Changes("main", ["."], [kind])
    assert changes.concern("_notes/a.markdown")
    assert not changes.concern("_notes/b.markdown")


def test_submodules_are_left_out(git_repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    record(other, "WP30")
    commit(other)
    git(git_repository, "submodule", "--quiet", "add", str(other), "sub")
    commit(git_repository)
    git(git_repository, "branch", "--force", "main")
    record(git_repository / "sub", "WP30", "y")
    record(git_repository / "sub", "WP31", "y")
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
def test_what_is_no_commit(git_repository: Path, ref: str) -> None:
    with pytest.raises(UsageError, match=r'git knows no commit ".*" in .*; fetch it'):
        changed(ref)
    assert not (git_repository / "stolen").exists()


def test_a_shallow_clone(git_repository: Path, tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        record(git_repository, "WP1", text)
        commit(git_repository, text)
    clone = tmp_path / "clone"
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-single-branch",
        f"file://{git_repository}",
        "clone",
    )
    for ref, told in (("main", "git knows no commit"), ("origin/main", "no common history")):
        with pytest.raises(UsageError, match=f"{told}.*fetch-depth: 0"):
            Changes(ref, [str(clone)], builtin())
    git(clone, "fetch", "--quiet", "--unshallow")
    assert Changes("origin/main", [str(clone)], builtin()).concern(str(clone / "_pathways/WP1.md"))


def test_no_common_history(git_repository: Path) -> None:
    git(git_repository, "checkout", "--quiet", "--orphan", "alone")
    commit(git_repository, "alone")
    with pytest.raises(UsageError, match='HEAD and "main" have no common history'):
        changed()


def test_a_repository_that_git_cannot_read(git_repository: Path) -> None:
    (git_repository / ".git/index").write_bytes(b"broken")
    with pytest.raises(UsageError, match=r"git cannot list what changed: .*index"):
        changed()


def test_without_git(git_repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed"):
        changed()
