"""Finding the files of a run."""

from __future__ import annotations

import errno
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lint.core.errors import UsageError
from lint.core.globs import Globs
from lint.core.order import natural
from lint.files.reading import read_if_any, why
from lint.files.repositories import LEADS_OUT, leads_out

MAX_PATTERNS = 1_000
"""The most patterns in one `.gitignore`, and a tenth of the most in all of them together."""


@dataclass(frozen=True)
class Scope:
    """Which of the files below the given paths belong to a run."""

    include: Globs | None = None
    """What to include; None for everything."""
    exclude: Globs | None = None
    """What to exclude; None for nothing."""
    endings: tuple[str, ...] = (".md",)
    """The endings of the files looked for in folders, in lower case; capitals match, too."""


class Found(NamedTuple):
    """The files to look at."""

    paths: list[str]
    """In natural order, without duplicates."""
    failures: list[str]
    """Messages on what could not be read, and why."""
    notes: list[str]
    """Messages on what was passed over."""


def discover(paths: Sequence[str], scope: Scope = Scope()) -> Found:
    """Return the files to look at: the files in *paths*, and those of the *scope* below its folders.

    Hidden files, symbolic links to folders, broken links and what `.gitignore` excludes are left out of
    folders, except for files that git tracks.

    Raises:
        FileNotFoundError: A path does not exist.
    """
    walk = _Walk(scope)
    found: dict[str, str] = {}
    for path in paths:
        for absolute, name in walk.at(path):
            found.setdefault(absolute, name)
    return Found(
        sorted(found.values(), key=natural),
        list(dict.fromkeys(walk.failures)),
        list(dict.fromkeys(walk.notes)),
    )


class _Walk:
    """Finds the files of a *scope*, and notes what cannot be read."""

    def __init__(self, scope: Scope) -> None:
        self.failures: list[str] = []
        self.notes: list[str] = []
        self._scope = scope
        self._patterns = 0

    def at(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield the files to look at for one path: the absolute path, and the one to show."""
        if os.path.isdir(path):
            yield from self._below(os.path.normpath(path))
        elif os.path.lexists(path):
            if _belongs(path, self._scope):
                yield os.path.abspath(path), os.path.normpath(path)
        else:
            raise FileNotFoundError(path)

    def _below(self, root: str) -> Iterator[tuple[str, str]]:
        """Yield the files of the scope below the folder *root*: the absolute path, and that from *root*.

        Each folder is matched once, and a file only if a pattern can match it by itself.
        """
        scope = self._scope
        real = os.path.join(os.path.realpath(root), "")
        include, exclude = scope.include, scope.exclude
        if exclude and exclude.match(real):
            return
        top, above = self._gitignored_above(real)
        excluded = _for_files([exclude] if exclude else [], scope)
        is_included = include is None or include.match(real)
        waiting = [(root, real, top, above, _for_files(above, scope), is_included)]
        passed_over: defaultdict[str, list[str]] = defaultdict(list)  # by the top folder of the repository
        while waiting:
            folder, place, top, ignored, ignored_files, included = waiting.pop()
            folders, names, links = self._entries(folder)
            if ".git" in names or ".git" in folders:
                top = place
            if ".gitignore" in names:
                here = self._gitignored(place)
                ignored, ignored_files = here + ignored, _for_files(here, scope) + ignored_files
            for name in folders:
                below = os.path.join(place, name, "")
                if exclude and exclude.verdict(below):
                    continue
                if name.startswith(".") or _first(ignored, below):
                    if name != ".git":
                        passed_over[top].append(below)
                    continue
                is_included = included or (include is not None and bool(include.verdict(below)))
                waiting.append((os.path.join(folder, name), below, top, ignored, ignored_files, is_included))
            for name in links:
                below = os.path.join(place, name, "")
                if not (
                    name.startswith(".") or _first(ignored, below) or (exclude and exclude.verdict(below))
                ):
                    self._look_at_link(os.path.join(folder, name))
            names = [name for name in names if name.lower().endswith(scope.endings)]
            if not included and include:
                names = [name for name in names if include.verdict(place + name)]
            for globs in excluded:
                names = [name for name in names if not globs.verdict(place + name)]
            absolute = os.path.join(os.path.abspath(folder), "")
            shown = os.path.normpath(os.path.join(folder, "x"))[:-1]
            for name in names:
                if name.startswith(".") or (ignored_files and _first(ignored_files, place + name)):
                    passed_over[top].append(place + name)
                else:
                    yield absolute + name, shown + name
        for top, places in passed_over.items():
            for path in self._tracked(top, places):
                name = os.path.join(root, path[len(real) :])
                yield os.path.abspath(name), os.path.normpath(name)

    def _tracked(self, top: str, places: Sequence[str]) -> Iterator[str]:
        """Yield the files of the scope at or below *places* that git tracks in the repository at *top*."""
        if not top:
            return
        from lint.files import git

        starts = tuple(places)
        try:
            tracked = git.tracked(top, [place[len(top) :].rstrip(os.sep) for place in places])
        except UsageError as error:
            told = f"{os.path.relpath(top)}: {error}, so all files that .gitignore excludes are left out"
            (self.notes if "installed" in str(error) else self.failures).append(told)
            return
        for name in tracked:
            path = top + name
            if not path.lower().endswith(self._scope.endings) or not path.startswith(starts):
                continue
            if not os.path.isdir(path) and os.path.lexists(path) and _belongs(path, self._scope):
                yield path

    def _entries(self, folder: str) -> tuple[list[str], list[str], list[str]]:
        """Return the names of the folders, the files, and the links to folders in *folder*.

        Links to files are files, and so are links that may not be followed: reading them reports why.
        Broken links are left out.
        """
        folders: list[str] = []
        names: list[str] = []
        links: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_symlink():  # known without a look at the file itself
                        if _leads_to_file(entry.path):
                            names.append(entry.name)
                        elif os.path.isdir(entry.path):
                            links.append(entry.name)
                    elif entry.is_dir():
                        folders.append(entry.name)
                    else:
                        names.append(entry.name)
        except FileNotFoundError:  # removed in the meantime
            pass
        except OSError as error:
            self.failures.append(f"{os.path.normpath(folder)}: {why(error)}")
        return folders, names, links

    def _look_at_link(self, path: str) -> None:
        """Note a link to a folder, which is not followed, unless its target is looked at anyway."""
        if leads_out(os.path.abspath(path)):
            self.failures.append(f"{os.path.normpath(path)}: {LEADS_OUT}")

    def _gitignored_above(self, folder: str) -> tuple[str, list[Globs]]:
        """Return the top folder of the repository around *folder* ("" for none) and the patterns above it.

        The nearest `.gitignore` comes first. In a folder that is itself ignored none counts, since the
        user asked for it.
        """
        found: list[Globs] = []
        above = folder.rstrip(os.sep)
        while not os.path.lexists(os.path.join(above, ".git")):
            below, above = above, os.path.dirname(above)
            if above == below:
                return "", []
            found += self._gitignored(above)
        top = os.path.join(above, "")
        return top, [] if any(each.match(folder) for each in found) else found

    def _gitignored(self, folder: str) -> list[Globs]:
        path = os.path.join(folder, ".gitignore")
        data = read_if_any(path)
        if not data:
            return []
        patterns = tuple(line for line in data.decode("utf-8", "replace").splitlines() if line.strip())
        self._patterns += len(patterns)
        if len(patterns) > MAX_PATTERNS or self._patterns > 10 * MAX_PATTERNS:
            self._patterns -= len(patterns)
            most = f"more than {MAX_PATTERNS:,} patterns, or with the others more than {10 * MAX_PATTERNS:,}"
            self.failures.append(f"{os.path.relpath(path)}: it has {most}, and is ignored")
            return []
        return [Globs(os.path.normpath(folder), patterns)]


def _belongs(path: str, scope: Scope) -> bool:
    """Return whether the *scope* includes the file at *path* and does not exclude it."""
    folder, name = os.path.split(os.path.abspath(path))
    real = os.path.join(os.path.realpath(folder), name)
    return not (
        (scope.include and not scope.include.match(real)) or (scope.exclude and scope.exclude.match(real))
    )


def _leads_to_file(link: str) -> bool:
    try:
        return not stat.S_ISDIR(os.stat(link).st_mode)
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def _for_files(globs: Iterable[Globs], scope: Scope) -> list[Globs]:
    """Return the patterns that must be matched with each file of the *scope*, not only with folders."""
    return [found for each in globs if (found := each.for_files(scope.endings)) is not None]


def _first(globs: Iterable[Globs], path: str) -> bool:
    """Return the first verdict on *path*; False if there is none."""
    return next((verdict for each in globs if (verdict := each.verdict(path)) is not None), False)
