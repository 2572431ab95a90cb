"""Where a fault is repaired."""

from __future__ import annotations

from lint.core.findings import Finding
from lint.kinds import PATHWAY, PATHWAY_SOURCE

_PAGES = {"authors": "author's page", "communities": "community's page", "organisms": "organism's page"}
"""The page for a name in each field: if the page is missing, a change of the record does not help."""


def where_to_repair(finding: Finding) -> str:
    """Return `drawing`, `record`, the page of an author, a community or an organism, or another file.

    Values that are generated from a source are repaired there, whether it is available or not.
    """
    field = finding.path[0] if finding.path else ""
    if field in _PAGES and not finding.fix:
        return _PAGES[field]
    place = finding.location
    is_pathway = place.kind == PATHWAY.name
    if is_pathway and (copied_from := PATHWAY.lookup_of(finding.path)):
        return copied_from
    is_made = is_pathway and PATHWAY.is_made(finding.path)
    return "drawing" if is_made or place.origin or place.kind == PATHWAY_SOURCE.name else "record"
