"""Finding the files of a run."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from lint.core.globs import Globs
from lint.core.order import natural
from lint.files.reading import read_if_any


@dataclass(frozen=True)
class Scope:
    """Which files belong to a run, of those that it is asked to look at."""

    include: Globs | None = None
    """Where to look; None: everywhere."""
    exclude: Globs | None = None
    """What to leave out."""
    endings: tuple[str, ...] = (".md",)
    """How the names of the files end that are looked at in folders."""


def discover(paths: Sequence[str], scope: Scope = Scope()) -> list[str]:
    """Return the files to look at: those named, and those of the *scope* below the folders named.

    In natural order, each once. Left out of a folder is what is hidden, symbolic links to folders
    and those that lead nowhere, and what `.gitignore` says.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    places = sorted(os.path.join(os.path.abspath(path), "") for path in paths)
    if not any(place.startswith(before) for before, place in pairwise(places)):
        # No file is there twice, and there may be very many.
        return sorted((name for path in paths for _, name in _at(path, scope)), key=natural)
    found: dict[str, str] = {}
    for path in paths:
        for absolute, name in _at(path, scope):
            found.setdefault(absolute, name)
    return sorted(found.values(), key=natural)


def _at(path: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the files to look at for one path: the absolute path, and the one to call it by."""
    if os.path.isdir(path):
        yield from _below(os.path.normpath(path), scope)
    elif os.path.lexists(path):
        if _belongs(path, scope):
            yield os.path.abspath(path), os.path.normpath(path)
    else:
        raise FileNotFoundError(path)


def _belongs(path: str, scope: Scope) -> bool:
    """Return whether the file at *path* is one that the *scope* includes and does not exclude."""
    folder, name = os.path.split(os.path.abspath(path))
    real = os.path.join(os.path.realpath(folder), name)
    return not (
        (scope.include and not scope.include.match(real)) or (scope.exclude and scope.exclude.match(real))
    )


def _below(root: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the files of the *scope* below the folder *root*: the absolute path, and from *root* on.

    Each folder is asked about once, and a file only where a pattern can match it by itself.
    """
    real = os.path.join(os.path.realpath(root), "")
    include, exclude = scope.include, scope.exclude
    if exclude and exclude.match(real):
        return
    above = _gitignored_above(real)
    excluded = _for_files([exclude] if exclude else [], scope)
    waiting = [(root, real, above, _for_files(above, scope), include is None or include.match(real))]
    while waiting:
        folder, place, ignored, ignored_files, included = waiting.pop()
        folders, names = _entries(folder)
        if ".gitignore" in names:
            here = _gitignored(place)
            ignored, ignored_files = here + ignored, _for_files(here, scope) + ignored_files
        for name in folders:
            below = os.path.join(place, name, "")
            if name.startswith(".") or _first(ignored, below) or (exclude and exclude.verdict(below)):
                continue
            is_included = included or (include is not None and bool(include.verdict(below)))
            waiting.append((os.path.join(folder, name), below, ignored, ignored_files, is_included))
        names = [name for name in names if name.endswith(scope.endings) and not name.startswith(".")]
        if not included and include:
            names = [name for name in names if include.verdict(place + name)]
        for globs in (ignored_files, excluded):
            if globs:
                names = [name for name in names if not _first(globs, place + name)]
        absolute = os.path.join(os.path.abspath(folder), "")
        shown = os.path.normpath(os.path.join(folder, "x"))[:-1]
        for name in names:
            yield absolute + name, shown + name


def _entries(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the files in *folder*, none where it cannot be read.

    A link to a file is a file, and so is one that may not be followed: whoever reads it is told why.
    One to a folder, or that leads nowhere, is neither.
    """
    folders: list[str] = []
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():  # which is known without asking for the file
                if _leads_to_file(entry.path):
                    names.append(entry.name)
            elif entry.is_dir():
                folders.append(entry.name)
            else:
                names.append(entry.name)
    return folders, names


def _leads_to_file(link: str) -> bool:
    try:
        return not stat.S_ISDIR(os.stat(link).st_mode)
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def _for_files(globs: Iterable[Globs], scope: Scope) -> list[Globs]:
    """Return what has to be asked about each file of the *scope* besides its folders."""
    return [found for each in globs if (found := each.for_files(scope.endings)) is not None]


def _first(globs: Iterable[Globs], path: str) -> bool:
    """Return the first verdict on *path*, False where there is none."""
    return next((verdict for each in globs if (verdict := each.verdict(path)) is not None), False)


def _gitignored_above(folder: str) -> list[Globs]:
    """Return what `.gitignore` says above *folder* in its repository, the nearest first.

    Nothing counts in a folder that is itself ignored, since it was asked for.
    """
    found: list[Globs] = []
    above = folder.rstrip(os.sep)
    while not os.path.lexists(os.path.join(above, ".git")):
        below, above = above, os.path.dirname(above)
        if above == below:
            return []  # no repository
        found += _gitignored(above)
    return [] if any(each.match(folder) for each in found) else found


def _gitignored(folder: str) -> list[Globs]:
    data = read_if_any(os.path.join(folder, ".gitignore"))
    if not data:
        return []
    return [Globs(os.path.normpath(folder), tuple(data.decode("utf-8", "replace").splitlines()))]
