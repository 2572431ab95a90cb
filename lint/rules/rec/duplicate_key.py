from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import DropShadowed, same
from lint.documents.document import Document
from lint.kinds import Kind
from lint.rules import Example, FormatRule, safe, suggestion


class DuplicateKey(FormatRule[Document]):
    """The same field is given twice in one mapping.

    Readers of YAML and JSON take the last value without a warning, so the other value is lost. If both
    values are the same, the fix removes the earlier entry; otherwise the fix is only shown.
    """

    code = "REC004"
    source = "PyYAML, Psych and safe_yaml, which all take the last one"
    severity = Severity.ERROR
    format = Document
    examples = (
        Example(bad="title: x\nwpid: WP1\ntitle: x", good="wpid: WP1\ntitle: x"),
        Example(bad="title: x\nwpid: WP1\ntitle: y"),
        Example(bad="list:\n- a: 1\n  b: 2\n  a: 1", good="list:\n- b: 2\n  a: 1"),
        Example(bad="on: x\nyes: y"),
        Example(ok="title: x\nother:\n  title: x"),
    )

    def check_document(self, document: Document, kind: Kind) -> Iterator[Finding]:
        for path, given in document.duplicates:
            values = [value for _, value in given]
            equal = all(same(value, values[-1]) for value in values)
            edit = DropShadowed(path)
            fix = (
                safe("Remove the earlier entry", edit)
                if equal
                else suggestion("Remove the earlier entry", edit, why="the values differ")
            )
            effect = " with the same value" if equal else ", but readers only take this last value"
            names = dict.fromkeys(f"`{name}`" for name, _ in given)
            if len(names) == 1:
                message = f"{' '.join(names)} is given {len(values):,} times{effect}"
            else:
                message = f"{' and '.join(names)} are the same name to PyYAML{effect}"
            yield self.finding(path, message, on_key=True, fix=fix)
