from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind
from lint.rules import Example, FormatRule


class EarlyEnd(FormatRule[FrontMatter]):
    """The front matter ends before the record does.

    A line that consists of `---` or `...` ends the front matter, even in the middle of a text; a line
    `--- like this` begins a second YAML document. Everything after it is lost to all readers, without an
    error.

    Indent the line, or put the text in quotes.
    """

    code = "REC010"
    source = "Jekyll's expression for front matter, tried with Jekyll 4.3.1"
    severity = Severity.ERROR
    format = FrontMatter
    examples = (
        Example(bad="---\nwpid: WP1\ndescription: |\n  one\n---\ntitle: x\n---\n", raw=True),
        Example(bad="---\nwpid: WP1\n--- two\ntitle: x\n---\n", raw=True),
        Example(ok="---\nwpid: WP1\n---\nA text with title: x\n", raw=True),
        Example(ok="---\nwpid: WP1\n---\n\nOne.\n\n---\n\nTwo.\n", raw=True),
    )

    def check_document(self, document: FrontMatter, kind: Kind) -> Iterator[Finding]:
        if document.second is not None:
            span = (document.second, document.second + 3)
            message = "This line begins a second YAML document: everything after it is lost to all readers"
            yield self.finding((), message, span=span)
            return
        lost = self._lost_fields(document, kind)
        if lost:
            message = f"This line ends the front matter: everything after it is lost to all readers ({lost})"
            yield self.finding((), message, span=(document.end, document.end + 3))

    def _lost_fields(self, document: FrontMatter, kind: Kind) -> str:
        """Return the names of the kind's fields that begin a line of the body, if it ends like a record."""
        body = document.text[document.body :]
        if not re.search(r"^(?:---|\.\.\.)\s*\Z", body, re.MULTILINE):
            return ""
        names = re.findall(r"^([\w-]+):(?: |$)", body, re.MULTILINE)
        known = kind.schema.get("properties", {})
        return ", ".join(f"`{name}`" for name in dict.fromkeys(names) if name in known)
