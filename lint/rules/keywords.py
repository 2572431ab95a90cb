"""Keywords as several rules look at them, in a record or in the source from which they are made."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.core.values import Path
from lint.records.record import Record

if TYPE_CHECKING:
    from lint.sources.table import Row


class Keywords(NamedTuple):
    """The words of a list, or the labels that become keywords, and where each of them stands."""

    words: list[Any]
    path_of: Callable[[int], Path]
    """Takes the index of a word."""
    noun: str
    """What one of them is called: `keyword` or `label`."""


def keyword_lists(record: Record) -> list[Keywords]:
    """Return the keywords of a record; of a source, each label that becomes one, where it stands first."""
    if record.kind.labels:
        first: dict[str, Path] = {}
        for row in node_rows(record):
            first.setdefault(row.label, ("nodes", row.nodes[0], "label"))
        paths = list(first.values())
        return [Keywords(list(first), paths.__getitem__, "label")]
    return [Keywords(words, _items(path), "keyword") for path, words in record.keyword_lists]


def _items(path: Path) -> Callable[[int], Path]:
    return lambda index: (*path, index)


@lru_cache(maxsize=32)  # several rules ask, each for a group of records
def node_rows(record: Record) -> list[Row]:
    """Return the rows of the table that the generator makes of a source's nodes."""
    from lint.sources.table import rows

    return [row for row in rows(record.values["nodes"]) if "label" in record.values["nodes"][row.nodes[0]]]
