"""Generating a record, its info file and its table again after its source was edited.

Only what agreed with the source before is generated again; the rest is older, newer, or edited by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from lint.core.values import Edit, Insert, Path, Set, Value, diff_lists, find, same
from lint.documents.document import Document
from lint.sources.derive import Derived, Lookups, derive
from lint.sources.info import info, info_text
from lint.sources.table import Row, is_in_step, rows


@dataclass(frozen=True, slots=True)
class Edited:
    """The source of one record, before and after edits, as values by plain field names."""

    record_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def info(self, text: str) -> str:
        """Return the info file *text* generated again; the day of the last edit is kept."""
        old = info(self.record_id, self.before).fields
        new = info(self.record_id, self.after).fields
        with suppress(ValueError, RecursionError):
            found = json.loads(text)
            if new != old and isinstance(found, dict) and isinstance(found.get("last-edited"), str):
                day = found.pop("last-edited")
                if found == old:
                    return info_text(info(self.record_id, self.after), day)
        return text

    def table(self, table: str) -> str:
        """Return the *table* of data nodes generated again; cells from BridgeDb are kept."""
        old, new = rows(self.before["nodes"]), rows(self.after["nodes"])
        if not is_in_step(old, table):
            return table
        header, *lines = table.removesuffix("\n").split("\n")
        line_of = {node: (row, line) for row, line in zip(old, lines, strict=True) for node in row.nodes}
        made = [header]
        for row in new:
            node = row.nodes[0]
            if node not in line_of or not self._has_same_reference(node):
                return table  # only BridgeDb knows the new identifier
            made.append(_line(row, *line_of[node]))
        return "\n".join(made) + "\n" * table.endswith("\n")

    def _has_same_reference(self, node: int) -> bool:
        old, new = self.before["nodes"], self.after["nodes"]
        keys = ("database", "id")
        return len(old) == len(new) and all(old[node].get(key) == new[node].get(key) for key in keys)

    def record(
        self,
        document: Document,
        tables: tuple[str | None, str | None],
        lookups: Lookups,
        fields: Iterable[str],
    ) -> bytes:
        """Return the content of a record with those *fields* generated again that come from the source.

        Args:
            document: The record as it is.
            tables: The text of its table of data nodes, before and after.
            lookups: The generator's lookup tables.
            fields: Dotted field names.

        Raises:
            EditRefused: The fields cannot be written without a loss.
        """
        old, new = (
            derive(self.record_id, source, document.values, table, lookups)
            for source, table in zip((self.before, self.after), tables, strict=True)
        )
        in_step = [field for field in fields if not old.outdated(document.values, [field])]
        found = list(edits(document.values, new, in_step))
        return document.edited(found) if found else document.data


def _line(row: Row, before: Row, line: str) -> str:
    """Return the *line* of the row *before* with the cells from the source replaced by those of *row*."""
    begin = len(before.start)
    end = line.find(before.middle, begin)
    return f"{row.start}{line[begin:end]}{row.middle}{line[end + len(before.middle) :]}"


def edits(record: Mapping[str, Value], made: Derived, fields: Iterable[str]) -> Iterator[Edit]:
    """Yield the edits that set the *fields* (dotted names) of a record to what its source gives.

    There are none if words are missing that only the generator's lookup tables give.
    """
    for field in () if made.unnamed else made.outdated(record, fields):
        own = dict(find(record, field))
        for path, value in find(made.fields, field):
            if path not in own:
                yield Insert(path, value)
            elif isinstance(own[path], list) and isinstance(value, list):
                yield from _list_edits(path, own[path], value)
            else:
                yield Set(path, value)


def _list_edits(path: Path, old: Sequence[Value], new: Sequence[Value]) -> Iterator[Edit]:
    """Yield the edits that turn one list into another; their items may be mappings."""
    if len(old) == len(new):
        yield from (Set((*path, at), item) for at, item in enumerate(new) if not same(old[at], item))
        return
    items = {_key(item): item for item in new}
    for edit in diff_lists(path, list(map(_key, old)), list(map(_key, new))):
        yield Insert(edit.path, items[edit.value]) if isinstance(edit, Insert) else edit


def _key(item: Value) -> str:
    """Return a text that is different for different items."""
    return repr(sorted(item.items()) if isinstance(item, dict) else item)
