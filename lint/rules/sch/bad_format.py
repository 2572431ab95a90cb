"""SCH003 bad-format."""

from __future__ import annotations

from lint.core.findings import Severity
from lint.kinds.schema.violation import Violation
from lint.rules import Example
from lint.rules.sch import SchemaRule


class BadFormat(SchemaRule):
    """A value does not have the form of its field: an id, a date, a DOI, a word from a fixed list.

    Links and searches are built from these values. With a wrong id they lead nowhere, and nobody
    is told.
    """

    code = "SCH003"
    name = "bad-format"
    source = "the kind's schema; the forms of ids are those of the databases that give them"
    severity = Severity.ERROR
    keywords = frozenset({"pattern", "enum", "const", "format"})
    superseded_by = frozenset({"TXT002", "TXT004", "TXT005", "TXT007"})
    examples = (
        Example(bad="wpid: WPX", whole=False),
        Example(bad="last-edited: soon", whole=False),
        Example(bad="annotations:\n- id: PW_0000512\n  type: Pathway Ontology", whole=False),
        Example(bad="doi: .na.character", whole=False, kind="figure"),
        Example(bad="figtype: Drawing", whole=False, kind="figure"),
        Example(ok="ndex: ''\nlast-edited: '2025-11-10'", whole=False),
        Example(ok="doi: 10.1039/d3sc00173c", whole=False, kind="figure"),
    )

    def takes(self, violation: Violation) -> bool:
        """Return whether *violation* is about the form of a value, in each choice that there is."""
        if violation.keyword in ("anyOf", "oneOf") and violation.branches:
            return all(self.takes(inner) for branch in violation.branches for inner in branch)
        return super().takes(violation)
