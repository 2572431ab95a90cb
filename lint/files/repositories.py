"""Repositories: which files belong to one, and which links lead out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path as FilePath

SETTINGS = ("recordlint.toml", ".recordlint.toml")
"""What settings files are called, besides `pyproject.toml`."""

LEADS_OUT = "a symbolic link leads out of the repository here, which is not followed"
_MARKERS = (".git", *SETTINGS)  # what a repository has in its topmost folder


def repositories(paths: Iterable[str]) -> list[str]:
    """Return the folders of the repositories that the files named belong to; folders have none.

    A repository is the nearest folder above a file that git or recordlint keeps its own in. A
    file outside of any has none: what lies around it may be all that there is on the machine.
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
    """Return the real path of the file *name*, which counts from *folder*.

    Raises:
        ValueError: it is not below *folder*, links followed, or there is no such file.
    """
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{name} is not below {root}")
    if not path.is_file():
        raise ValueError(f"there is no file {name}")
    return path


def leads_out(path: str, root: str = "") -> bool:
    """Return whether *path* (absolute) really lies outside of a repository that it seems to be in.

    By a symbolic link, a stranger's record could else show what is on the machine that checks it. Where
    there is no repository, the folder *root* counts, if it is given.
    """
    real = FilePath(os.path.realpath(path))
    repositories = [str(above) for above in FilePath(path).parents if _is_repository(str(above))]
    if root and not repositories:
        repositories = [root]
    return not all(map(real.is_relative_to, map(os.path.realpath, repositories)))


def _is_repository(folder: str) -> bool:
    return any(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS)
