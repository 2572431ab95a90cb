"""The findings of rules, their locations, words and fixes: the cases in findings.txt.

A case is a rule's code and the fields of a pathway (of a figure, if there is a figid), the elements of a
source or a whole file, as Python literals. Below it is the expected result: one line for each finding, the
words that it marks, and the value after the fix.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path

import pytest
from checking import Checker

from lint.core.findings import Finding
from lint.core.values import Remove, Rewrite, apply, get
from lint.documents.front_matter import FrontMatter
from lint.documents.gpml import Gpml
from lint.kinds import PATHWAY_SOURCE
from lint.kinds.figure import FIGURE
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry

SIDECARS = {"_data/WP1-datanodes.tsv": "Label\nb\nTNF\na\nTNF\nIL6\nd\nc\nAKT1\n"}
START = (
    '<Pathway xmlns="http://pathvisio.org/GPML/2013a"'
    ' xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" Name="Caffeine" Version="WP1_r2"'
    ' Author="[Egonw]" Organism="Mus musculus">\n'
)
CASES = Path(__file__).with_name("findings.txt").read_text("utf-8").split("\n\n")


def found(code: str, text: str) -> Iterator[str]:
    """Yield, line by line, what a rule finds."""
    if text.startswith("<"):
        whole = text if text.startswith("<Pathway") else f"{START}{text}\n</Pathway>\n"
        record = Record(Gpml(whole.encode()), PATHWAY_SOURCE, "pathways/WP1/WP1.gpml")
    else:
        kind, file = (FIGURE, "_figures/PMC1__f1.md") if "figid: " in text else (PATHWAY, "_pathways/WP1.md")
        whole = text if "---" in text else f"---\n{text}\n---\n"
        record = Record(FrontMatter(whole.encode("utf-8", "surrogateescape")), kind, file, SIDECARS.get)
    for finding in Checker([registry()[code]()]).check(record).findings:
        yield f"  {finding.severity.name.lower()} {finding.pointer or '-'}: {finding.message}"
        marked = [repr(words) for words in marks(finding, record)]
        if marked:
            yield f"    marks {', '.join(marked)}"
        if finding.fix:
            why = f": {finding.fix.why}" if finding.fix.why else ""
            yield f"    {finding.fix.title}: {made(finding, record)} ({finding.fix.applicability}{why})"


def marks(finding: Finding, record: Record) -> Iterator[str]:
    """Yield the stretches of text that a finding marks, if not all of a value."""
    if finding.on_key:
        yield record.text[slice(*record.document.key_span(finding.path))]
    elif finding.span:
        yield record.text[slice(*finding.span)]
    for start, end in finding.words:
        yield get(record.values, finding.path)[start:end]


def made(finding: Finding, record: Record) -> str:
    """Return what the fix makes of the value, or of the file."""
    assert finding.fix
    match finding.fix.edits:
        case [Rewrite(data)]:
            return repr(data.decode())
        case edits if Remove(finding.path) in edits:
            return "removed"
        case edits:
            return repr(get(apply(record.values, edits), finding.path))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[:6])
def test_findings(case: str) -> None:
    header, *expected = case.rstrip("\n").split("\n")
    assert list(found(header[:6], literal_eval(header[7:]))) == expected
