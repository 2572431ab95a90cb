"""Files that are alike by their names, which may be the records of a kind, and the draft of one."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lint.core.globs import is_costly

LEAST = 3
"""How many files, or records, make a kind at least."""


@dataclass(frozen=True)
class Draft:
    """A kind that records suggest: its *name*, schema, settings (a table of TOML), and exceptions."""

    name: str
    schema: str
    settings: str
    exceptions: frozenset[str]
    """The names of the records that the schema turns down."""
    records: int

    @property
    def file(self) -> str:
        """Where the settings say that the schema is."""
        return f"schemas/{self.name}.schema.json"


def groups(paths: Sequence[str], alone: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return the files of each kind that *paths* seem to hold, by the pattern of their names.

    These are the files of one folder with one ending, else those of one name in many folders, else each
    of those that may also stand *alone*.
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
    """Return a pattern that ends in *name*, with as much of the folder as a pattern may have."""
    parts = [part for part in folder.split("/") if part not in ("", ".", "..")]
    parts = [re.sub(r"[\\?\[\]{}]", "*", part) for part in parts]
    return "/".join([*parts[-4:], re.sub(r"[\\?\[\]{}]", "*", name)])
