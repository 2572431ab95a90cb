"""Where people repair what a finding says."""

from __future__ import annotations

from lint.core.findings import Finding
from lint.kinds import PATHWAY, PATHWAY_SOURCE

_PAGES = {"authors": "author's page", "communities": "community's page", "organisms": "organism's page"}
"""By field, the page that a name in it is the name of: the record alone cannot mend that it is missing."""


def where_to_repair(finding: Finding) -> str:
    """Return `source` or `record`, or the page of an author, a community or an organism.

    What is made from a source is repaired there, whether it is at hand or not.
    """
    field = finding.path[0] if finding.path else ""
    if field in _PAGES and not finding.fix:
        return _PAGES[field]
    place = finding.location
    is_made = place.kind == PATHWAY.name and PATHWAY.is_made(finding.path)
    return "source" if is_made or place.origin or place.kind == PATHWAY_SOURCE.name else "record"
