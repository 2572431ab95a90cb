"""Keywords as several rules check them, in a record or in the source from which they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lint.core.findings import Fix
from lint.core.values import Path, Set
from lint.records.record import Record
from lint.rules import suggestion, unsafe


@dataclass(frozen=True)
class Keywords:
    """The words of a list, or the labels that become keywords, with the path of each."""

    words: list[Any]
    path_of: Callable[[int], Path]
    """Takes the index of a word and returns its path."""
    noun: str
    """What a word is called: `keyword` or `label`."""

    @cached_property
    def joined(self) -> str:
        """The words, one per line, to search them all at once; items that are not text are empty lines."""
        try:
            return "\n".join(self.words)
        except TypeError:
            return "\n".join(word if isinstance(word, str) else "" for word in self.words)

    @cached_property
    def texts(self) -> frozenset[str]:
        """The different words that are text."""
        try:
            "".join(self.words)
        except TypeError:
            return frozenset(word for word in self.words if isinstance(word, str))
        return frozenset(self.words)


@lru_cache(maxsize=32)  # several rules ask, each for a group of records
def keyword_lists(record: Record) -> Sequence[Keywords]:
    """Return the keywords of a record; for a source, each label that becomes one, where it is first."""
    if record.kind.labels:
        return _labels(record)
    return [Keywords(words, _items(path), "keyword") for path, words in record.keyword_lists]


def relabelling(keywords: Keywords, index: int, right: str) -> Fix:
    """Return the fix that replaces a keyword or label with *right*; for keywords it is only shown."""
    title, edit = f"Write `{right}`", Set(keywords.path_of(index), right)
    if keywords.noun == "label":
        return unsafe(title, edit, why="the label may name something else")
    return suggestion(title, edit, why="the label in the drawing must change first")


def _items(path: Path) -> Callable[[int], Path]:
    return lambda index: (*path, index)


def _labels(record: Record) -> Sequence[Keywords]:
    first: dict[str, Path] = {}
    for path, label in row_labels(record):
        first.setdefault(label.replace("\n", ""), path)
    words = sorted(first)  # like the keywords, so that the same one of two labels is reported
    return [Keywords(words, lambda index: first[words[index]], "label")]


@lru_cache(maxsize=32)
def row_labels(record: Record) -> Sequence[tuple[Path, str]]:
    """Return the labels of a source that the generator writes into its table, with their paths."""
    from lint.sources.table import has_row

    nodes = enumerate(record.values.get("nodes", ()))
    return [
        (("nodes", index, "label"), node["label"])
        for index, node in nodes
        if "label" in node and has_row(node)
    ]
