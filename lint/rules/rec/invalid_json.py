from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Rewrite
from lint.documents.json_file import JsonFile
from lint.documents.problems import Cause
from lint.kinds import Kind
from lint.rules import Example, FormatRule, safe


class InvalidJson(FormatRule[JsonFile]):
    """A file is not valid JSON (RFC 8259).

    Programs that read it stop, or guess. The finding names what JSON does not allow (comments, single quotes,
    a comma after the last item, `NaN`), quotes and brackets that are never closed, and text after the value.
    Many readers reject a byte order mark at the start: the fix removes it. Files beyond the `[limits]` in
    the settings are rejected too.
    """

    code = "REC015"
    severity = Severity.ERROR
    ends_reading = True
    source = "RFC 8259"
    format = JsonFile
    examples = (
        Example(bad='{"title": "x",}', raw=True, ending=".json"),
        Example(bad='{"title": NaN}', raw=True, ending=".json"),
        Example(bad='{"title": "x"} {}', raw=True, ending=".json"),
        Example(bad='\ufeff{"title": "x"}', good='{"title": "x"}', raw=True, ending=".json"),
        Example(ok='{"title": "x", "size": 1.5e3}', raw=True, ending=".json"),
    )

    def check_document(self, document: JsonFile, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is not None and problem.cause in (Cause.SYNTAX, Cause.CONTENT):
            yield self.finding((), f"The file cannot be read: {problem.message}", span=problem.span)
        elif document.start and problem is None:
            fix = safe("Remove the byte order mark", Rewrite(document.text[document.start :].encode()))
            message = "A byte order mark precedes the JSON, which many readers reject"
            yield self.finding((), message, span=(0, document.start), fix=fix)
