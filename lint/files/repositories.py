"""Repositories: which one a file belongs to, and which links lead out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path as FilePath

SETTINGS = ("recordlint.toml", ".recordlint.toml")
"""The names of settings files, besides `pyproject.toml`."""

LEADS_OUT = "a symbolic link leads out of the repository here, which is not followed"
_MARKERS = (".git", *SETTINGS)  # what the top folder of a repository contains


def repositories(paths: Iterable[str]) -> list[str]:
    """Return the folders of the repositories to which the files in *paths* belong; folders are skipped.

    A repository is the nearest folder above a file with files of git or recordlint. A file outside of
    one has none: everything around it might be the whole machine.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.isdir(path):
            for above in FilePath(os.path.abspath(path)).parents:
                if _is_repository(str(above)):
                    found[os.path.relpath(above)] = None
                    break
    return list(found)


def within(folder: FilePath, name: str) -> FilePath:
    """Return the real path of the file *name*, which is relative to *folder*.

    Raises:
        ValueError: There is no such file, or it is not below *folder* once links are followed.
    """
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{name} is not below {root}")
    if not path.is_file():
        raise ValueError(f"there is no file {name}")
    return path


def leads_out(path: str, root: str = "") -> bool:
    """Return whether the absolute *path* really is outside of a repository that it seems to be in.

    Otherwise, an untrusted record that is a symbolic link could show files of the machine that checks it.
    If there is no repository, the folder *root* counts, if given.
    """
    real = FilePath(os.path.realpath(path))
    repositories = [str(above) for above in FilePath(path).parents if _is_repository(str(above))]
    if root and not repositories:
        repositories = [root]
    return not all(map(real.is_relative_to, map(os.path.realpath, repositories)))


def _is_repository(folder: str) -> bool:
    return any(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS)
