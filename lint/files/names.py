"""File names as reports and patches show them, and patches."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from lint.core.differences import Range, differences

_CONTEXT = 3  # lines of context around each change


def stem(path: str) -> str:
    """Return the name of the file at *path*, without its folder and its extension."""
    return os.path.splitext(os.path.basename(path))[0]


def shown(path: str) -> str:
    """Return *path* as reports show it: relative to the working folder, with `/`."""
    relative = os.path.relpath(path) if os.path.isabs(path) else os.path.normpath(path)
    return relative.replace(os.sep, "/")


def unified_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the patch that turns *before* into *after*, in the form that `git apply` reads.

    Bytes that are not UTF-8 are kept as surrogates (`surrogateescape`).
    """
    old, new = (
        re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "surrogateescape")) for data in (before, after)
    )
    hunks = [line for hunk in _hunks(old, new) for line in _lines(hunk, old, new)]
    if hunks:
        hunks[:0] = [f"--- {_git_quoted(f'a/{name}')}\n", f"+++ {_git_quoted(f'b/{name}')}\n"]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in hunks
    )


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[list[tuple[Range, Range]]]:
    """Yield groups of changes whose contexts touch or overlap, which are shown together."""
    hunk: list[tuple[Range, Range]] = []
    for change in differences(old, new):
        if hunk and change[0][0] - hunk[-1][0][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _lines(hunk: list[tuple[Range, Range]], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    (first, new_first), (last, new_last) = (tuple(at[n] for at in hunk[-n]) for n in (0, 1))
    before, behind = min(first, _CONTEXT), min(len(old) - last, _CONTEXT)
    ranges = (first - before, last + behind), (new_first - before, new_last + behind)
    yield "@@ -{} +{} @@\n".format(*(_numbered(*each) for each in ranges))
    at = first - before
    for (i, j), (k, m) in hunk:
        yield from (f" {line}" for line in old[at:i])
        yield from (f"-{line}" for line in old[i:j])
        yield from (f"+{line}" for line in new[k:m])
        at = j
    yield from (f" {line}" for line in old[at : last + behind])


def _numbered(start: int, end: int) -> str:
    """Return a range of lines in the form of a patch: the first line, counted from 1, and their number."""
    number = end - start
    return str(end) if number == 1 else f"{start + bool(number)},{number}"


def _git_quoted(name: str) -> str:
    """Return a file name in the form of a patch: in quotes if it contains special characters."""
    if re.fullmatch(r"[\x20!#-\[\]-~\x80-\U0010ffff]*", name):
        return name
    escaped = (
        f"\\{ord(character):03o}" if character < " " or character == "\x7f" else character
        for character in name.replace("\\", r"\\").replace('"', r"\"")
    )
    return f'"{"".join(escaped)}"'
