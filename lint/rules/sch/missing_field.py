"""SCH001 missing-field."""

from __future__ import annotations

from lint.core.findings import Severity
from lint.rules import Example
from lint.rules.sch import SchemaRule


class MissingField(SchemaRule):
    """A field is missing that every record of this kind has.

    The generators always write it, and the site needs it: without `organisms`, `authors` or
    `last-edited` the build of the WikiPathways site fails; without others the page loses its
    title, its address or its place in the search.
    """

    code = "SCH001"
    name = "missing-field"
    severity = Severity.ERROR
    keywords = frozenset({"required", "dependentRequired"})
    examples = (
        Example(bad="title: Caffeine synthesis", whole=False, without=("organisms",)),
        Example(bad="annotations:\n- type: Pathway Ontology", whole=False),
        Example(bad="figtitle: IL-12 signaling pathway", whole=False, without=("caption",), kind="figure"),
        Example(ok="title: Caffeine synthesis", whole=False, without=("communities", "ndex", "citedin")),
    )
