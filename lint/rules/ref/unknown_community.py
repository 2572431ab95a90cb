from __future__ import annotations

from lint.core.findings import Severity
from lint.kinds.pages import PAGE_FOLDERS
from lint.rules import Example
from lint.rules.ref import PageRule

_PAGES = {"_communities/renalgenomics.md": "---\ncommunity-tag: Renal_Genomics\n---\n"}


class UnknownCommunity(PageRule):
    """A community has no page in `_communities/`.

    The site finds a community by the exact `community-tag` of its page. Without such a page, the pathway's
    page does not show the community, and the community's list does not show the pathway. Correct the tag, or
    add a page with this `community-tag`.
    """

    code = "REF004"
    source = "the site's pages in `_communities/`"
    severity = Severity.WARNING
    pages = PAGE_FOLDERS["communities"]
    examples = (
        Example(bad="communities:\n- RenalGenomics", sidecars=_PAGES),
        Example(ok="communities:\n- Renal_Genomics", sidecars=_PAGES),
        Example(ok="communities:\n- RenalGenomics"),
    )
