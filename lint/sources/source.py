"""The source of one record, with the record that the generators make from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lint import documents
from lint.core.limits import Limits
from lint.core.values import Edit, Path, Value, get, has
from lint.documents.document import Document
from lint.sources.derive import Derived, derive
from lint.sources.info import info
from lint.sources.lookups import lookups_of
from lint.sources.regeneration import edits
from lint.sources.table import is_in_step, rows


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one record."""

    file: str
    """The path shown in reports, with `/`."""
    document: Document
    derived: Derived
    record_id: str

    def edits(self, record: Mapping[str, Value], fields: Iterable[str]) -> Iterator[Edit]:
        """Yield the edits that generate the *fields* of the record again; none if a lookup is missing."""
        return edits(record, self.derived, fields)

    def gives(self, path: Path, record: Mapping[str, Value]) -> bool:
        """Return whether the value at *path* of the record comes from the present source."""
        return has(record, path) and bool(self.derived.places(path, get(record, path)))

    def makes(
        self, record: Mapping[str, Value], fields: Iterable[str], table: str | None, info: str | None
    ) -> bool:
        """Return whether the *fields* of the record and the texts of the files beside it match the source."""
        return (
            not self.derived.outdated(record, fields)
            and (table is None or self.makes_table(table))
            and (info is None or self.makes_info(info))
        )

    def makes_table(self, table: str) -> bool:
        """Return whether the generators make the *table* of data nodes from it, or crash on it."""
        return bool(self.derived.crashes) or is_in_step(rows(self.document.values["nodes"]), table)

    def makes_info(self, text: str) -> bool:
        """Return whether the generators make the info file *text* from it, or crash on it."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return False
        made = info(self.record_id, self.document.values).fields
        return bool(self.derived.crashes) or (
            isinstance(found, dict) and {**found, "last-edited": ""} == {**made, "last-edited": ""}
        )


def source_of(
    record_id: str,
    values: Mapping[Any, Value],
    file: str,
    data: bytes,
    table: str | None,
    repository: str,
    limits: Limits,
) -> Source | None:
    """Return the source of a record; None if it cannot be read.

    Args:
        record_id: The record's id, `WP49`.
        values: The record's values.
        file: The source's path as reports show it.
        data: The source's content.
        table: The text of the record's table of data nodes, if it has one.
        repository: The folder with the generators' lookup tables; "" for none.
        limits: The limits on reading the source.
    """
    document = documents.read(data, limits, format=documents.GPML)
    if document.problem is not None:
        return None
    lookups = lookups_of(repository) if repository else None
    return Source(file, document, derive(record_id, document.values, values, table, lookups), record_id)
