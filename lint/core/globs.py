"""Globs: patterns in the syntax of `.gitignore`, from the settings and from git's own files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_STARS = 3
"""The most `*` between two slashes, and the most `**` in a pattern: more may take hours to match."""


@dataclass(frozen=True)
class Globs:
    """Patterns relative to a *folder* (its real path), in the order in which they are written.

    The last pattern that matches decides; one that begins with `!` excludes what an earlier one matched.
    Files inside a matching folder do not match by themselves; `match` also looks at the folders above.

    pathspec, which implements the syntax, is imported for the first path.
    """

    folder: str
    patterns: tuple[str, ...]

    @cached_property
    def _for_folders(self) -> GitIgnoreSpec:
        return _spec(pattern.rstrip().rstrip("/") for pattern in self.patterns)

    @cached_property
    def _for_files(self) -> GitIgnoreSpec:
        return _spec(pattern for pattern in self.patterns if not pattern.rstrip().endswith("/"))

    @cached_property
    def _start(self) -> str:
        return os.path.join(self.folder, "")

    def verdict(self, path: str) -> bool | None:
        """Return whether the patterns match *path* itself; None if no pattern applies to it.

        The path is a real path; that of a folder ends with a separator.
        """
        if not path.startswith(self._start):
            return None
        name = path[len(self._start) :].replace(os.sep, "/")
        # Without the slash at the end: to pathspec, `foo/` means everything in the folder.
        spec = self._for_folders if name.endswith("/") else self._for_files
        return spec.check_file(name.rstrip("/")).include if name else None

    def match(self, path: str) -> bool:
        """Return whether the patterns match the file or folder at *path*, or a folder that it is in."""
        return any(self.verdict(each) for each in _folders_and_self(path, self._start))

    def for_files(self, endings: tuple[str, ...]) -> Globs | None:
        """Return the patterns that can match a file with one of the *endings* by itself, or None.

        Most patterns of a repository are about folders and other kinds of files, so that a walk that has
        checked the folders need not check each of 80,000 files again.
        """
        left = tuple(pattern for pattern in self.patterns if _can_match(pattern.strip(), endings))
        return Globs(self.folder, left) if left else None

    @property
    def faulty(self) -> list[str]:
        """Those that are not valid patterns."""
        return [pattern for pattern in self.patterns if not _is_pattern(pattern)]


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    """Return the patterns compiled by pathspec, without invalid ones, which git ignores, too."""
    from pathspec import GitIgnoreSpec

    patterns = [pattern for pattern in patterns if not is_costly(pattern)]
    try:
        return GitIgnoreSpec.from_lines(patterns)
    except (ValueError, re.error):
        return GitIgnoreSpec.from_lines(filter(_is_pattern, patterns))


def is_costly(pattern: str) -> bool:
    """Return whether *pattern* has more than `MAX_STARS` stars: matching takes a power of them."""
    if pattern.count("*") <= MAX_STARS:
        return False
    parts = pattern.strip("!").split("/")
    return parts.count("**") > MAX_STARS or any(len(re.findall(r"\*+", part)) > MAX_STARS for part in parts)


def _is_pattern(text: str) -> bool:
    from pathspec import GitIgnoreSpec

    if is_costly(text):
        return False
    try:
        GitIgnoreSpec.from_lines([text])
    except (ValueError, re.error):
        return False
    return True


def _folders_and_self(path: str, start: str) -> Iterator[str]:
    place = path.find(os.sep, len(start))
    while place >= 0:
        yield path[: place + 1]
        place = path.find(os.sep, place + 1)
    if not path.endswith(os.sep):
        yield path


def _can_match(pattern: str, endings: tuple[str, ...]) -> bool:
    """Return False only if *pattern* cannot match a file with one of the *endings* by itself."""
    if not pattern or pattern.startswith("#") or pattern.endswith("/"):
        return False
    if "\\" in pattern:
        return True
    tail = re.split(r"[*?\]]", pattern)[-1]  # what follows the last wildcard
    return tail.endswith(endings) or (tail != pattern and any(ending.endswith(tail) for ending in endings))
