"""Where people repair what a finding says."""

from __future__ import annotations

from typing import Any

from lint.core.findings import Finding
from lint.reports.json import as_object

_PAGES = {"authors": "author's page", "communities": "community's page", "organisms": "organism's page"}
"""By field, the page that a name in it is the name of: the record alone cannot mend that it is missing."""


def where_to_repair(finding: Finding) -> str:
    """Return `source` or `record`, or the page of an author, a community or an organism."""
    field = finding.path[0] if finding.path else ""
    if field in _PAGES and not finding.fix:
        return _PAGES[field]
    return "source" if source(finding) else "record"


def source(finding: Finding) -> dict[str, Any] | None:
    """Return where the value stands that the record's own was made from; None where that is not known."""
    place: dict[str, Any] | None = as_object(finding).get("source")
    return place
