"""CUR: what curators ask for. This module holds what these rules share.

The limits come from the curators' own tests, WikiPathwaysCurator
(github.com/wikipathways/WikiPathwaysCurator: GeneralTests, PathwayTests, UnicodeTests).
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding
from lint.core.values import Path, field_of
from lint.records.record import Record
from lint.rules import Rule
from lint.rules.keyword_lists import Keywords, relabelling

SHORTEST = 50
"""The smallest number of characters of a description, according to PathwayTests and Google's Dataset."""


class LabelRule(Rule):
    """A rule about how curators write the labels in drawings, which become keywords."""

    kinds = frozenset({"pathway", "pathway-source"})

    def relabelled(self, keywords: Keywords, index: int, right: str) -> Finding:
        """Return the finding that curators write the keyword or label at *index* as *right*."""
        message = f"Curators write `{keywords.words[index]}` as `{right}`"
        return self.finding(keywords.path_of(index), message, fix=relabelling(keywords, index, right))


def own_descriptions(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the descriptions that a curator may rewrite, with their paths; none for declared kinds."""
    for path, text in record.descriptions if record.kind.is_builtin else ():
        if field_of(path) not in record.kind.published:
            yield path, text
