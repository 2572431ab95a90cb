from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Set
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.keyword_lists import row_labels
from lint.rules.src import SOURCE
from lint.rules.txt import OneLine

_ENDS_CELL = lazy(r"(?<! ) *[\t\r][\t\r ]*")
_NODE = '<DataNode TextLabel="{}" Type="Protein">\n    <Xref Database="HGNC" ID="TP53" />\n  </DataNode>'


class LabelBreaksTable(Rule):
    """A label contains a tab or begins with a quotation mark, which breaks the table made from the labels.

    The generator writes labels into the table of nodes (`WP49-datanodes.tsv`) as they are. A tab starts a
    new cell and moves all cells after it into the wrong columns; a carriage return starts a new row. Before
    the name, either of them leaves an empty keyword, and the name is lost. A quotation mark at the start
    swallows everything up to the next quotation mark, other rows included.

    The fix removes tabs around the name, replaces a tab inside it with a space, and replaces quotation marks
    with `'`, as the generator itself does in comments.
    """

    code = "SRC003"
    severity = Severity.ERROR
    source = "the generator of wikipathways/wikipathways-database, which writes labels as they are"
    kinds = SOURCE
    examples = (
        Example(bad=_NODE.format("&#x9;TP53"), good=_NODE.format("TP53"), kind="pathway-source"),
        Example(bad=_NODE.format("p53&#x9;(TP53) "), good=_NODE.format("p53 (TP53) "), kind="pathway-source"),
        Example(
            bad=_NODE.format("&quot;guardian&quot; p53"),
            good=_NODE.format("'guardian' p53"),
            kind="pathway-source",
        ),
        Example(ok=_NODE.format("p53 &quot;guardian&quot;&#xA;"), kind="pathway-source"),
        Example(ok='<DataNode TextLabel="&#x9;TP53" Type="Protein" />', kind="pathway-source"),
    )

    def might_match(self, record: Record) -> bool:
        return "\t" in record.text or "\r" in record.text or '"' in record.text

    def check(self, record: Record) -> Iterator[Finding]:
        for path, label in row_labels(record):
            if "\t" not in label and "\r" not in label and label.lstrip("\n")[:1] != '"':
                continue
            line = OneLine(label, is_label=True)
            changes: list[tuple[Span, str]] = []
            message = ""
            for found in _ENDS_CELL.finditer(line.text):
                is_inside = found.start() > 0 and found.end() < len(line.text)
                changes.append((found.span(), " " * is_inside))
                fault = "A tab in the label shifts" if "\t" in found[0] else "A line break in the label cuts"
                message = f"{fault} its row of the table of nodes"
            if line.text.startswith('"'):
                message = "The quotation mark at the start of the label swallows the next cells of the table"
                marks = (at for at, sign in enumerate(line.text) if sign == '"')
                changes = sorted([*changes, *(((at, at + 1), "'") for at in marks)])
            if changes:
                fix = safe("Keep the label in its cell", Set(path, line.replaced(changes)))
                words = [line.span(span) for span, _ in changes]
                yield self.finding(path, message, fix=fix, words=words)
