from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule


class EmptyDescription(Rule):
    """The description is empty.

    The page has a title and a drawing, but nothing explains them, and search engines have nothing to show
    or to search in: Google leaves out datasets without a description. Write a few sentences: what happens,
    where, and why it matters. (`allEmptyDescriptions` in the tests of WikiPathwaysCurator)
    """

    code = "CUR001"
    source = "the tests of WikiPathwaysCurator; Google's Dataset"
    severity = Severity.WARNING
    superseded_by = frozenset({"DUP001"})
    examples = (
        Example(bad="description: ''\nwpid: WP1"),
        Example(bad="caption: ' '\nfigid: PMC1__f1", kind="figure"),
        Example(bad='<DataNode TextLabel="TP53" />', kind="pathway-source"),
        Example(ok="description: How caffeine is made from xanthine.\nschema-jsonld:\n- description: ''"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.descriptions:
            if not text or text.isspace():
                yield self.finding(path, f"The {path[-1]} is empty: {_advice(record)}")
        for field in record.kind.descriptions:
            if not record.kind.schema and field not in record.values:  # else SCH001 reports it
                yield self.finding((), f"There is no {field}: {_advice(record)}")


def _advice(record: Record) -> str:
    return f"write what the {record.kind.name.partition('-')[0]} shows"
