"""The sources of a record's keywords: lists in the record, or columns of tables beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from lint.core.values import Value
from lint.core.wording import listed
from lint.kinds import Kind
from lint.records.sidecars import Sidecars


@dataclass(frozen=True)
class KeywordSources:
    """The words that a record's keywords are made from: each word once per group."""

    groups: list[list[str]]
    inline: bool
    """Whether they are in the record itself rather than in files beside it."""
    names: str
    """Their description in messages."""
    tables: list[str]
    """The names of the files beside the record that they are in."""

    @property
    def place(self) -> str:
        """Where they are, in messages: `in WP49-datanodes.tsv`."""
        files = dict.fromkeys(name.rpartition("/")[2] for name in self.tables)
        return f"in {listed(list(files))}" if files else f"among {self.names}"

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all groups."""
        return frozenset(chain.from_iterable(self.groups))

    def generated(self, kind: Kind) -> list[str]:
        """Return the keywords that the generator of *kind* writes."""
        words = [word for group in self.groups for word in group]
        return sorted(set(words)) if kind.keywords_sorted else words


def keyword_sources(kind: Kind, values: Value, sidecars: Sidecars) -> KeywordSources | None:
    """Return the sources of the keywords of a record with *values*; None if they are missing."""
    fields = values if isinstance(values, dict) else {}
    groups = kind.keyword_groups
    inline = any(fields.get(group.inline) is not None for group in groups)
    found: list[list[str]] = []
    tables: list[str] = []
    present = False
    for group in groups:
        words: list[str] | None
        if inline:
            words = list(_texts(fields.get(group.inline), group.inline_field))
        else:
            columns = ((name, sidecars.column(name, group.column)) for name in group.sidecars)
            name, words = next((each for each in columns if each[1] is not None), ("", None))
            tables += [sidecars.named(name)] if name else []
        present |= words is not None
        distinct = dict.fromkeys(words or ())
        distinct.pop(group.missing, None)
        found.append(list(distinct))
    names = f"the {listed([group.label for group in groups])}" if groups else ""
    return KeywordSources(found, inline, names, tables) if present else None


def _texts(rows: Value, field: str) -> Iterator[str]:
    """Yield the texts in a *field* of *rows*."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(text := row.get(field), str):
            yield text
