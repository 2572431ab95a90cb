from __future__ import annotations

import os
import pickle
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.core.globs import Globs, is_costly
from lint.files import Scope, discover
from lint.kinds import Kind

FILES = (
    "README.md",
    "_figures/PMC1.md",
    "_figures/a.markdown",
    "_pathways/WP1.md",
    "_pathways/WP2.md",
    "_pathways/old/WP3.md",
    "_site/pathways/WP1.md",
    "notes/draft.md",
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of empty files; it is the working folder."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def globs(*patterns: str) -> Globs:
    return Globs(os.getcwd(), patterns)


class TestScope:
    @pytest.mark.parametrize(
        ("include", "exclude", "found"),
        [
            ((), (), [name for name in FILES if name.endswith(".md")]),
            (("_pathways/",), (), ["_pathways/WP1.md", "_pathways/WP2.md", "_pathways/old/WP3.md"]),
            (("_pathways/",), ("old/",), ["_pathways/WP1.md", "_pathways/WP2.md"]),
            (("WP1.md",), (), ["_pathways/WP1.md", "_site/pathways/WP1.md"]),
            (("WP1.md",), ("_site",), ["_pathways/WP1.md"]),
            (("/*.md",), (), ["README.md"]),
            (("_pathways/**", "!WP2.md"), (), ["_pathways/WP1.md", "_pathways/old/WP3.md"]),
            (("nothing",), (), []),
            ((), ("*",), []),
            ((), ("*.md", "!README.md"), ["README.md"]),
            ((), ("*", "!_figures/", "!PMC1.md"), ["_figures/PMC1.md"]),
        ],
    )
    def test_what_is_found(
        self, repository: Path, include: tuple[str, ...], exclude: tuple[str, ...], found: list[str]
    ) -> None:
        scope = Scope(globs(*include) if include else None, globs(*exclude) if exclude else None)
        assert discover(["."], scope).paths == found
        # A file that is named is judged as one that is come across.
        named = [name for name in FILES if name.endswith(".md")]
        assert discover(named, scope).paths == found
        # So is one below a folder that is named, or reached through a link.
        below = [name for name in found if name.startswith("_pathways/")]
        assert discover(["_pathways"], scope).paths == below
        assert discover([str(repository / "_pathways")], scope).paths == [
            str(repository / name) for name in below
        ]
        (repository.parent / "link").unlink(missing_ok=True)
        (repository.parent / "link").symlink_to(repository)
        linked = discover([str(repository.parent / "link" / "_pathways")], scope).paths
        assert [Path(name).name for name in linked] == [Path(name).name for name in below]

    def test_other_endings(self, repository: Path) -> None:
        assert discover(["_figures"], Scope(endings=(".md", ".markdown"))).paths == [
            "_figures/PMC1.md",
            "_figures/a.markdown",
        ]

    def test_patterns_say_nothing_outside_their_folder(self, repository: Path) -> None:
        scope = Scope(exclude=Globs(str(repository / "_figures"), ("*",)))
        assert "_pathways/WP1.md" in discover(["."], scope).paths
        assert "_figures/PMC1.md" not in discover(["."], scope).paths

    @given(
        st.lists(
            st.text("a*/!d.m?", min_size=1, max_size=6).filter(lambda text: not Globs("/", (text,)).faulty),
            max_size=3,
        )
    )
    def test_a_walk_and_a_name_agree(self, patterns: list[str]) -> None:
        """What a file can be matched by itself is all that a walk has to ask about it."""
        exclude = Globs("/", tuple(patterns))
        closer = exclude.for_files((".md",))
        for path in ("/a.md", "/d.md", "/a/d.md", "/a/a/m.md"):
            folders = [f"{parent}/".replace("//", "/") for parent in Path(path).parents if str(parent) != "/"]
            walked = any(map(exclude.verdict, folders)) or bool(closer and closer.verdict(path))
            assert walked == exclude.match(path)


class TestGitignore:
    def test_is_asked_as_git_asks(self, repository: Path) -> None:
        """What is found is what `git` would list."""
        subprocess.run(["git", "init", "-q", "."], check=True)
        (repository / ".gitignore").write_text("_site/\n# notes\n!\n[z-a]\nWP*.md\n!WP1.md\n/README.md\n")
        (repository / "_pathways" / ".gitignore").write_text("!WP2.md\n")
        listed = subprocess.run(
            ["git", "ls-files", "--others", "--exclude-standard", "*.md"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        assert discover(["."]).paths == sorted(listed)
        assert discover(["_pathways"]).paths == [
            name for name in sorted(listed) if name.startswith("_pathways/")
        ]
        assert "_pathways/WP1.md" in listed
        assert "_site/pathways/WP1.md" not in listed

    def test_what_is_named_is_not_asked_about(self, repository: Path) -> None:
        subprocess.run(["git", "init", "-q", "."], check=True)
        (repository / ".gitignore").write_text("_site/\nREADME.md\n")
        assert discover(["_site", "README.md"]).paths == ["README.md", "_site/pathways/WP1.md"]

    def test_above_the_repository_nothing_counts(self, repository: Path) -> None:
        (repository / ".gitignore").write_text("*\n")
        (repository / "_pathways" / ".git").mkdir()
        assert "_pathways/WP1.md" in discover(["_pathways"]).paths
        assert discover(["."]).paths == []

    def test_a_pipe_in_its_place_is_passed_over(self, repository: Path) -> None:
        os.mkfifo(repository / ".gitignore")
        assert "README.md" in discover(["."]).paths


def test_patterns_can_be_sent_to_another_process(repository: Path) -> None:
    patterns = globs("*.md", "!README.md")
    assert patterns.match(str(repository / "a.md"))
    assert pickle.loads(pickle.dumps(patterns)).match(str(repository / "a.md"))


@pytest.mark.parametrize("pattern", ["*a*a*a.md", "/*a*a*/*a*a*/**/*.md", "**/a/**/*a.md", "a**b**c**"])
def test_a_pattern_may_have_some_stars(pattern: str) -> None:
    assert globs(pattern).faulty == []


@pytest.mark.parametrize("pattern", [f"{'*a' * 30}*b.md", f"{'**/a/' * 30}**/b.md", f"!{'a*' * 30}b.md"])
def test_a_pattern_that_could_take_hours_is_none(repository: Path, pattern: str) -> None:
    """Each `*` more can take a hundred times as long on a name of a hundred characters."""
    assert globs(pattern).faulty == [pattern]
    assert not globs(pattern, "README.md").match(str(repository / f"{'a/' * 50}{'a' * 100}.md"))
    assert globs(pattern, "README.md").match(str(repository / "README.md"))


def test_what_is_named_several_ways_is_found_once(repository: Path) -> None:
    (repository / "_path").mkdir()
    (repository / "_path/x.md").touch()
    below = discover(["_pathways"]).paths
    assert len(below) > 1
    for paths in (
        ["_pathways", "_pathways"],
        ["_pathways", below[0]],
        [below[0], "_pathways", "_path/../_pathways"],
        ["./_pathways/", str(repository / "_pathways")],
    ):
        assert [os.path.relpath(path) for path in discover(paths).paths] == below
    assert discover(["_path", "_pathways"]).paths == ["_path/x.md", *below]
    assert discover([".", "_pathways"]).paths == discover(["."]).paths


_PARTS = st.text(st.sampled_from("ab*?."), min_size=1, max_size=6) | st.sampled_from(["**", "[!a]*b", "\\*a"])
_PATTERNS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "/"]),
    st.lists(_PARTS, min_size=1, max_size=4).map("/".join),
    st.sampled_from(["", ".md"]),
)
_PATHS = st.lists(st.text(st.sampled_from("ab*."), min_size=1, max_size=7), min_size=1, max_size=4)


@given(_PATTERNS.filter(lambda pattern: not is_costly(pattern)), _PATHS.map("/".join))
def test_patterns_mean_what_pathspec_takes_them_for(pattern: str, path: str) -> None:
    from pathspec import GitIgnoreSpec

    folders = path.split("/")
    if ".." in folders or "." in folders:
        return
    found = Globs("/x", (pattern,)).match(f"/x/{path}")
    assert found == bool(GitIgnoreSpec.from_lines([pattern]).match_file(path))


def test_what_stands_in_a_folder_that_is_taken_out_again_is_left_to_the_walk() -> None:
    globs = Globs("/x", ("old", "!old/"))
    assert globs.verdict("/x/old/") is False
    assert globs.verdict("/x/old/a.md") is None


@pytest.mark.parametrize(
    "pattern", ["*a*a*ab{0}.md", "**/a*a*ab{0}.md", "a*a*/**/*ab{0}.md", "***a***a***b{0}"]
)
def test_patterns_and_long_names_take_linear_time(pattern: str) -> None:
    globs = Globs("/x", tuple(pattern.format(number) for number in range(300)))
    globs.verdict("/x/a")
    start = time.process_time()
    assert globs.verdict(f"/x/{'a' * 250}.md") is None
    assert time.process_time() - start < 1  # 15 seconds where each `*` is tried at each place


def test_a_kind_of_many_stars_takes_linear_time() -> None:
    kind = Kind("x", ("*a*a*ab.md",), "")
    start = time.process_time()
    assert [kind.path_pattern.search(f"{'a' * 250}{number}.md") for number in range(100)] == [None] * 100
    assert time.process_time() - start < 1
    assert kind.path_pattern.search("x/bab-aa-abab.md")
