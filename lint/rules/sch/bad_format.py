"""SCH003 bad-format."""

from __future__ import annotations

from lint.core.findings import Finding, Severity
from lint.kinds.schema.explain import Violation
from lint.records.record import Record
from lint.rules import Example
from lint.rules.sch import SchemaRule, either, label, meaning, shown

MAX_CHOICES = 8
"""How many allowed values a message lists at most."""


class BadFormat(SchemaRule):
    """A value does not have the form of its field: an id, a date, a DOI, a word from a fixed list.

    Links and searches are built from these values. With a wrong id they lead nowhere, and nobody
    is told.
    """

    code = "SCH003"
    name = "bad-format"
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

    def told(self, record: Record, violation: Violation) -> Finding:
        """Return the finding."""
        return self.finding(violation.path, _message(violation))


def _message(violation: Violation) -> str:
    schema, value, limit = violation.schema, violation.value, violation.limit
    place = label(violation.path)
    if violation.keyword == "const":
        return f"{place} must be {shown(limit)}, not {shown(value)}{meaning(schema)}"
    if violation.keyword == "enum":
        choices = [*map(shown, limit[:MAX_CHOICES]), *(["…"] if len(limit) > MAX_CHOICES else [])]
        return f"{place} must be {either(choices)}, not {shown(value)}{meaning(schema)}"
    if "title" not in schema:
        asked = f"{violation.keyword} `{limit}`"
        return f"{place} is {shown(value)}, which does not fit the {asked}{meaning(schema)}"
    title = schema["title"]
    form = f"{'an' if title[0] in 'aeiou' else 'a'} {title}"
    if schema.get("examples"):
        form += f" such as {shown(schema['examples'][0])}"
    return f"{shown(value)} is not {form}" if value else f"{place} is empty, and must be {form}"
