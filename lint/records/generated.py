"""The records that are generated from sources."""

from __future__ import annotations

from lint.documents.front_matter import FrontMatter
from lint.kinds import PATHWAY, PATHWAY_SOURCE
from lint.records.record import Record


def generated_from(source: Record) -> Record | None:
    """Return the record that is generated from *source*; None if it is no source, or has none beside it."""
    text = source.sidecars.text("{id}.md") if source.kind.name == PATHWAY_SOURCE.name else None
    return None if text is None else Record(FrontMatter(text.encode()), PATHWAY)
