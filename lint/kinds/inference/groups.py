"""Groups of files with similar names, which may be the records of a kind."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence

from lint.core.globs import is_costly

LEAST = 3
"""The least files, or records, of a kind."""


def groups(paths: Sequence[str], alone: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return groups of *paths* that may be the records of a kind, by the pattern of their names.

    A group has files of one folder with one extension, or files of one name in many folders, or a single
    file of *alone*.
    """
    found: dict[str, list[str]] = {}
    by_folder: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        folder, name = os.path.split(path)
        by_folder[folder, os.path.splitext(name)[1]].append(path)
    rest: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (folder, ending), members in by_folder.items():
        names = {os.path.basename(path) for path in members}
        if len(members) >= LEAST and len(names) >= LEAST:
            found[_pattern(folder, f"*{ending}")] = members
        else:
            for path in members:
                rest[os.path.basename(path), path.count("/")].append(path)
    for (name, _), members in rest.items():
        if len(members) >= LEAST:
            parts = [path.split("/")[:-1] for path in members]
            folder = "/".join(each[0] if len(set(each)) == 1 else "*" for each in zip(*parts, strict=True))
            found[_pattern(folder, name)] = members
    known = {path for members in found.values() for path in members}
    found |= {_pattern(*os.path.split(path)): [path] for path in alone if path not in known}
    return {pattern: members for pattern, members in found.items() if not is_costly(pattern)}


def _pattern(folder: str, name: str) -> str:
    """Return a pattern that ends in *name*, with at most four parts of the folder."""
    parts = [part for part in folder.split("/") if part not in ("", ".", "..")]
    parts = [re.sub(r"[\\?\[\]{}]", "*", part) for part in parts]
    return "/".join([*parts[-4:], re.sub(r"[\\?\[\]{}]", "*", name)])
