"""Source: what one record is made from, with what its generators make of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lint.core.limits import Limits
from lint.core.values import Value
from lint.documents.gpml import Gpml
from lint.sources.derive import Derived, derive
from lint.sources.info import info
from lint.sources.table import is_in_step, rows

_KEPT = 32  # documents: those of the records that are checked together, which are asked for again as files


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one record."""

    file: str
    """The path shown in reports, with `/`."""
    document: Gpml
    derived: Derived
    record_id: str

    def makes_table(self, table: str) -> bool:
        """Return whether the generators make the *table* of data nodes of it, or nothing of it at all."""
        return bool(self.derived.crashes) or is_in_step(rows(self.document.values["nodes"]), table)

    def makes_info(self, text: str) -> bool:
        """Return whether the generators make what an info file says of it, or nothing of it at all."""
        try:
            found = json.loads(text)
        except ValueError:
            return False
        made = info(self.record_id, self.document.values).fields
        return bool(self.derived.crashes) or (
            isinstance(found, dict) and {**found, "last-edited": ""} == {**made, "last-edited": ""}
        )


def source_of(
    record_id: str, values: Mapping[Any, Value], file: str, data: bytes, table: str | None, limits: Limits
) -> Source | None:
    """Return the source of a record; None where nobody can read it.

    Args:
        record_id: The record's id, `WP49`.
        values: The record's values.
        file: The source's path as reports show it.
        data: The source's bytes.
        table: The text of the record's table of data nodes, if it has one.
        limits: What goes beyond them is not read.
    """
    document = read_gpml(data, limits)
    if document.problem is not None:
        return None
    return Source(file, document, derive(record_id, document.values, values, table), record_id)


@lru_cache(_KEPT)
def read_gpml(data: bytes, limits: Limits) -> Gpml:
    """Return *data* read as GPML, once for the file itself and the record that is made from it."""
    return Gpml(data, limits)
