"""CUR: what curators ask for. Here: what these rules share.

The wishes and limits are those of the curators' own tests, WikiPathwaysCurator
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
"""How many characters a description has at least: PathwayTests, and Google's Dataset."""


class LabelRule(Rule):
    """A rule about how curators write the labels in drawings, from which keywords are made."""

    kinds = frozenset({"pathway", "pathway-source"})

    def relabelled(self, keywords: Keywords, index: int, right: str) -> Finding:
        """Return the finding that curators write one of *keywords* as *right*."""
        message = f"`{keywords.words[index]}` is written `{right}` by curators"
        return self.finding(keywords.path_of(index), message, fix=relabelling(keywords, index, right))


def own_descriptions(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the descriptions that a curator may rewrite, with their paths; none of declared kinds."""
    found = record.descriptions if record.kind.is_builtin else ()
    return (each for each in found if field_of(each[0]) not in record.kind.published)
