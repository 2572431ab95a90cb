"""Names of files, as reports and patches show them."""

from __future__ import annotations

import os
import re


def stem(name: str) -> str:
    """Return the *name* of a file without its ending."""
    return os.path.splitext(name)[0]


def shown(path: str) -> str:
    """Return *path* as reports show it: relative to the working folder, with `/`."""
    relative = os.path.relpath(path) if os.path.isabs(path) else os.path.normpath(path)
    return relative.replace(os.sep, "/")


def unified_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the patch that turns *before* into *after*, as `git apply` takes it.

    Bytes that are not UTF-8 are kept as surrogates (`surrogateescape`).
    """
    from difflib import unified_diff as lines

    old, new = (
        re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "surrogateescape")) for data in (before, after)
    )
    quoted = (_git_quoted(f"{side}/{name}") for side in "ab")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in lines(old, new, next(quoted), next(quoted))
    )


def _git_quoted(name: str) -> str:
    """Return a file name as it stands in a patch: in quotes where it holds odd characters."""
    if re.fullmatch(r"[\x20!#-\[\]-~\x80-\U0010ffff]*", name):
        return name
    escaped = (
        f"\\{ord(character):03o}" if character < " " or character == "\x7f" else character
        for character in name.replace("\\", r"\\").replace('"', r"\"")
    )
    return f'"{"".join(escaped)}"'
