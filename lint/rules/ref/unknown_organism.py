from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example
from lint.rules.ref import PageRule

_PAGES = {"_organisms/human.md": "---\ncommon: Human\nlatin: Homo sapiens\n---\n"}

# What curators write while the organism is not known, according to the README of wikipathways/pfocr-curation.
_PLACEHOLDER = "XXX"


class UnknownOrganism(PageRule):
    """An organism has no page in `_organisms/`, or is the placeholder `XXX`.

    The site finds an organism by the field `latin` of its page. Without such a page, the record's page shows
    no organism, no organism's page lists the record, and the search index of WikiPathways gives it the
    organism of the preceding record. Correct the Latin name, or add a page for the organism.
    """

    code = "REF007"
    source = "the site's pages in `_organisms/`, and the README of wikipathways/pfocr-curation"
    severity = Severity.WARNING
    field = "organisms"
    noun = "organism"
    folder = "_organisms"
    page_field = "latin"
    examples = (
        Example(bad="organisms:\n- Homo sapien", sidecars=_PAGES),
        Example(ok="organisms:\n- Homo sapiens", sidecars=_PAGES),
        Example(ok="organisms:\n- Ilex paraguariensis"),
        Example(bad="organisms:\n- XXX", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        value = record.field(self.field)
        if isinstance(value, list) and _PLACEHOLDER in value:
            path = (self.field, value.index(_PLACEHOLDER))
            yield self.finding(path, f"`{_PLACEHOLDER}` is a placeholder: name the organism")
        else:
            yield from super().check(record)
