"""CUR: what curators ask for. Here: what these rules share.

The wishes and limits are those of the curators' own tests, WikiPathwaysCurator
(github.com/wikipathways/WikiPathwaysCurator: GeneralTests, PathwayTests, UnicodeTests).
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.values import Path, field_of
from lint.records.record import Record

SHORTEST = 50
"""How many characters a description has at least: PathwayTests, and Google's Dataset."""


def own_descriptions(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the descriptions that a curator may rewrite, with their paths; none of declared kinds."""
    found = record.descriptions if record.kind.is_builtin else ()
    return (each for each in found if field_of(each[0]) not in record.kind.published)
