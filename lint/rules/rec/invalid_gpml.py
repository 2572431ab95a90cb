from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.document import Document
from lint.documents.problems import Cause
from lint.kinds import Kind
from lint.rules import Example, FormatRule

_GPML = '<Pathway xmlns="http://pathvisio.org/GPML/{}" Name="{}">{}</Pathway>\n'


class InvalidGpml(FormatRule[Document]):
    """The source of a pathway cannot be read: it is not well-formed XML, or not a known version of GPML.

    No record, picture or download can be made from it. The finding points to the place where reading
    stopped: a `&` or `<` that is not escaped, an element that is never closed, a character that XML forbids.
    Recordlint reads GPML 2013a, and the parts of GPML 2021 that have the same meaning.

    Files that might do harm are rejected too: files with a DOCTYPE, which can declare entities that multiply
    or fetch other files; with more than 100,000 elements, or elements nested more than 100 deep; or of more
    than 1,000,000 bytes (`[limits]` in the settings changes these numbers).
    """

    code = "REC014"
    severity = Severity.ERROR
    ends_reading = True
    source = "the XML 1.0 recommendation, and what the generators of records read"
    kinds = frozenset({"pathway-source"})
    format = Document
    examples = (
        Example(bad=_GPML.format("2013a", "Salt & water", ""), kind="pathway-source", raw=True),
        Example(bad=_GPML.format("2013a", "Salt", "<Comment>"), kind="pathway-source", raw=True),
        Example(
            bad="<!DOCTYPE Pathway>" + _GPML.format("2013a", "Salt", ""), kind="pathway-source", raw=True
        ),
        Example(bad=_GPML.format("2010a", "Salt", ""), kind="pathway-source", raw=True),
        Example(ok=_GPML.format("2013a", "Salt &amp; water", ""), kind="pathway-source", raw=True),
    )

    def check_document(self, document: Document, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is not None and problem.cause is not Cause.ENCODING:
            yield self.finding((), problem.message, span=problem.span)
