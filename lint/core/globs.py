"""Globs: patterns in the syntax of `.gitignore`, from the settings and from git's own files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from lint.core.patterns import lazy

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_STARS = 3
"""The most `*` between two slashes: the time to match each grows with the length of the name."""

_STARS = lazy(r"(?:\[\^/\]\*){2,}")
_FIRST_PLACE = lazy(
    r"\[\^/\]\*((?:\\.|\[(?:\\.|[^\]\\])+\](?![*+?])|[^\\/\[\](){}|^$.*+?])+)(?=\[\^/\]\*)", re.DOTALL
)


_Rule: TypeAlias = "tuple[bool, re.Pattern[str]]"  # whether what it matches is meant, or taken out


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
    def _for_folders(self) -> list[_Rule]:
        return _rules(pattern.rstrip().rstrip("/") for pattern in self.patterns)

    @cached_property
    def _for_files(self) -> list[_Rule]:
        return _rules(pattern for pattern in self.patterns if not pattern.rstrip().endswith("/"))

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
        rules = self._for_folders if name.endswith("/") else self._for_files
        name = name.rstrip("/")
        return next((include for include, regex in rules if name and _is_itself(regex.match(name))), None)

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


def _rules(patterns: Iterable[str]) -> list[_Rule]:
    """Return the patterns compiled, the last first, without invalid ones, which git ignores, too."""
    patterns = [pattern for pattern in patterns if not is_costly(pattern)]
    try:
        found = _spec(patterns)
    except (ValueError, re.error):
        found = _spec(filter(_is_pattern, patterns))
    return [
        (each.include, re.compile(in_linear_time(each.regex.pattern)))
        for each in reversed([*found.patterns])
        if each.include is not None and each.regex is not None
    ]


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def _is_itself(match: re.Match[str] | None) -> bool:
    """Return whether a pattern matches a whole name, and not only a folder that it begins with."""
    return match is not None and match.groupdict().get("ps_d") is None


def in_linear_time(regex: str) -> str:
    """Return a regular expression of globs such that each `*` but the last of a name is tried once.

    What follows a `*` may as well stand where it is met first, so no other place has to be tried.
    """
    return _FIRST_PLACE.sub(r"(?>[^/]*?\1)", _STARS.sub("[^/]*", regex))


def is_costly(pattern: str) -> bool:
    """Return whether *pattern* has more than `MAX_STARS` stars, or several `**` inside it."""
    if pattern.count("*") <= MAX_STARS:
        return False
    parts = pattern.strip("!/").split("/")
    return parts[1:-1].count("**") > 1 or any(len(re.findall(r"\*+", part)) > MAX_STARS for part in parts)


def _is_pattern(text: str) -> bool:
    if is_costly(text):
        return False
    try:
        _spec([text])
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
    tail = re.split(r"[*?\]]", pattern.lower())[-1]  # what follows the last wildcard
    return tail.endswith(endings) or (
        tail != pattern.lower() and any(ending.endswith(tail) for ending in endings)
    )
