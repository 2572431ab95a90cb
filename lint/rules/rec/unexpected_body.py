from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind
from lint.rules import Example, FormatRule


class UnexpectedBody(FormatRule[FrontMatter]):
    """Text follows the front matter of a record that should have nothing else.

    Programs that read the records, the site's search included, only read the fields, so nobody finds this
    text. Usually a `---` was written too early, or something was pasted at the end of the file.

    Move what is worth keeping into a field, and remove the rest.
    """

    code = "REC007"
    source = "the generators, which write front matter alone"
    severity = Severity.WARNING
    superseded_by = frozenset({"REC010"})
    format = FrontMatter
    examples = (
        Example(bad="---\nwpid: WP1\n---\nSee also WP2.\n", raw=True),
        Example(ok="---\nwpid: WP1\n---\n", raw=True),
        Example(ok="---\nwpid: WP1\n---\n\n  \n", raw=True),
    )

    def check_document(self, document: FrontMatter, kind: Kind) -> Iterator[Finding]:
        body = document.text[document.body :]
        if kind.has_body or not body.strip():
            return
        start = document.body + len(body) - len(body.lstrip())
        end = start + len(document.text[start:].split("\n", 1)[0].rstrip())
        message = "Text follows the front matter, but a record of this kind has nothing else"
        yield self.finding((), message, span=(start, end))
