"""Where people repair what a finding says."""

from __future__ import annotations

from lint.core.findings import Finding
from lint.kinds.pathway_source import PATHWAY_SOURCE

_PAGES = {"authors": "author's page", "communities": "community's page", "organisms": "organism's page"}
"""By field, the page that a name in it is the name of: the record alone cannot mend that it is missing."""


def where_to_repair(finding: Finding) -> str:
    """Return `source` or `record`, or the page of an author, a community or an organism."""
    field = finding.path[0] if finding.path else ""
    if field in _PAGES and not finding.fix:
        return _PAGES[field]
    place = finding.location
    return "source" if place.origin or place.kind == PATHWAY_SOURCE.name else "record"
