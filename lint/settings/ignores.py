"""The findings that the settings ignore, by record or by file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from lint.core.globs import Globs
from lint.core.values import Path
from lint.records.record import Record


class Ignores(NamedTuple):
    """The codes of the rules whose findings are only counted."""

    by_record: dict[str, frozenset[str]]
    """The codes by the id of the record."""
    by_file: Sequence[tuple[Globs, frozenset[str]]]
    """The codes by patterns that match the file."""

    folder: str
    """The working folder of the run, to which the paths of records are relative."""

    def codes(self, record: Record, path: Path) -> frozenset[str]:
        """Return the codes that are ignored at *path* of *record*."""
        found = self.by_record.get(record.id_at(path), frozenset())
        if self.by_file:
            file = os.path.normpath(os.path.join(self.folder, record.file))
            found = found.union(*(codes for globs, codes in self.by_file if globs.match(file)))
        return found
