from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.records.record import Record
from lint.rules import Example, FormatRule

_MAX_NAMES = 5


class DisputedMerge(FormatRule[YamlDocument]):
    """Readers of YAML take different values from a merge key (`<<`).

    `<<: *x` adds the fields of another mapping to this one. Readers agree if each field has only one value,
    or is repeated below the `<<`. They disagree about a field above it: PyYAML keeps that field's value,
    Ruby's Psych takes the value from the `<<`. If several `<<`, or several mappings in the list of one `<<`,
    have the same field, even two versions of PyYAML differ. And `'<<'` in quotes is the name of a field to
    PyYAML, but a merge key to Psych.

    Move the `<<` above the mapping's own fields, or write the disputed field below it.
    """

    code = "REC012"
    source = "PyYAML and safe_yaml, tried side by side"
    severity = Severity.ERROR
    format = YamlDocument
    examples = (
        Example(bad="a: &x {p: 1, q: 1}\nb:\n  q: 2\n  <<: *x"),
        Example(bad="a: {<<: {p: 1}, <<: {p: 2}}"),
        Example(bad="a:\n- <<: [{p: 1}, {p: 2}]"),
        Example(bad="a: {'<<': {p: 1}}"),
        Example(bad="a:\n  '<<':\n    p: 1"),
        Example(ok="a: &x {p: 1, q: 1}\nb:\n  <<: *x\n  q: 2"),
        Example(ok="a: &x {p: 1, q: 1}\nb:\n  q: 1\n  r: 2\n  <<: *x"),
        Example(ok="a: {<<: [{p: 1}, {p: 2}], p: 3}"),
        Example(ok="a: {'<<': 1}"),
    )

    def might_match(self, record: Record) -> bool:
        document = record.document
        return isinstance(document, YamlDocument) and not document.is_generated and "<<" in document.text

    def check_document(self, document: YamlDocument, kind: Kind) -> Iterator[Finding]:
        for path, span, names in document.disputed_merges:
            if names:
                shown = ", ".join(f"`{name}`" for name in names[:_MAX_NAMES])
                more = ", …" if len(names) > _MAX_NAMES else ""
                message = f"Because of this `<<`, readers disagree on the value of {shown}{more}"
            else:
                message = "`<<` in quotes is the name of a field to some readers and a merge key to others"
            yield self.finding(path, message, span=span)
