"""Addresses of the pages of a repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from gits import git

from lint.files.git import files_address, web_address


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        (
            "https://github.com/wikipathways/wikipathways-database.git",
            "https://github.com/wikipathways/wikipathways-database",
        ),
        ("https://user:token@github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@gitlab.com:22/group/sub/b.git/", "https://gitlab.com/group/sub/b"),
        ("/srv/git/b.git", ""),
        ("javascript:alert(1)", ""),
        ('https://github.com/a/b"><script>', ""),
    ],
)
def test_the_page_of_a_repository(git_repository: Path, remote: str, address: str) -> None:
    git(git_repository, "remote", "add", "origin", remote)
    assert web_address(str(git_repository / "_pathways")) == address


def test_no_remote_no_page(git_repository: Path, tmp_path: Path) -> None:
    assert web_address(str(git_repository)) == ""
    assert web_address(str(tmp_path)) == ""


def test_files_count_from_the_top_of_the_repository(git_repository: Path) -> None:
    page = "https://github.com/a/b"
    assert files_address(page, str(git_repository)) == f"{page}/blob/HEAD/"
    assert files_address(page, str(git_repository / "_data")) == f"{page}/blob/HEAD/_data/"
    assert (
        files_address("https://gitlab.com/a/b", str(git_repository)) == "https://gitlab.com/a/b/-/blob/HEAD/"
    )
