"""Anew: a record, its info file and its table after its source was edited, as the generators would make them.

Only what was in step with the source before is made anew: the rest is older or newer, or somebody's.
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
    """The source of one record, before and after edits, as values by plain names."""

    record_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def info(self, text: str) -> str:
        """Return the info file *text* made anew; the day of the last edit stays."""
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
        """Return the *table* of data nodes made anew; what BridgeDb gives stays."""
        old, new = rows(self.before["nodes"]), rows(self.after["nodes"])
        if not is_in_step(old, table):
            return table
        header, *lines = table.removesuffix("\n").split("\n")
        line_of = {node: (row, line) for row, line in zip(old, lines, strict=True) for node in row.nodes}
        made = [header]
        for row in new:
            node = row.nodes[0]
            if node not in line_of or not self._has_same_reference(node):
                return table  # whose identifier only BridgeDb knows
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
        """Return the bytes of a record with those of the *fields* made anew that come from the source.

        Args:
            document: The record as it is.
            tables: The text of its table of data nodes, before and after.
            lookups: What the generator looks up besides.
            fields: Their dotted names.

        Raises:
            EditRefused: they cannot be written without a loss.
        """
        old, new = (
            derive(self.record_id, source, document.values, table, lookups)
            for source, table in zip((self.before, self.after), tables, strict=True)
        )
        in_step = [field for field in fields if not old.outdated(document.values, [field])]
        found = list(edits(document.values, new, in_step))
        return document.edited(found) if found else document.data


def _line(row: Row, before: Row, line: str) -> str:
    """Return the *line* of the row *before* with what the source gives as in *row*."""
    begin = len(before.start)
    end = line.find(before.middle, begin)
    return f"{row.start}{line[begin:end]}{row.middle}{line[end + len(before.middle) :]}"


def edits(record: Mapping[str, Value], made: Derived, fields: Iterable[str]) -> Iterator[Edit]:
    """Yield what makes the *fields* (dotted names) of a record what they are by its source.

    Nothing where words are missing that only tables of the generator give.
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
    """Yield what turns one list into another; their items may be mappings."""
    if len(old) == len(new):
        yield from (Set((*path, at), each) for at, each in enumerate(new) if not same(old[at], each))
        return
    items = {_key(item): item for item in new}
    for edit in diff_lists(path, list(map(_key, old)), list(map(_key, new))):
        yield Insert(edit.path, items[edit.value]) if isinstance(edit, Insert) else edit


def _key(item: Value) -> str:
    """Return a text that tells an item from all others."""
    return repr(sorted(item.items()) if isinstance(item, dict) else item)
