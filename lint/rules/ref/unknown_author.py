from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Remove
from lint.kinds.pages import PAGE_FOLDERS
from lint.records.record import Record
from lint.rules import Example, safe
from lint.rules.ref import PageRule

_IP_ADDRESS = lazy(r"\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}", re.IGNORECASE)
_PAGES = {"_authors/Egonw.md": "---\nusername: Egonw\n---\n", "_authors/Khanspers.md": ""}


class UnknownAuthor(PageRule):
    """An author has no page in `_authors/`, no name, or only the address of a computer.

    The pathway's page links each author to `authors/<author>.html`, which is made from the file
    `_authors/<author>.md`. Without this file the link is dead, and the page does not show the author's real
    name. Correct the name, which must be the user name with its capital letters, or add a page whose file
    has exactly this name.

    Accounts that the site leaves out of the list of authors (such as `MaintBot`) need no page. Edits without
    an account are listed with the address of the computer, which is an info.
    """

    code = "REF003"
    source = "the site's pages in `_authors/`, and `blocked_authors` in its pathway-page.html"
    severity = Severity.WARNING
    pages = PAGE_FOLDERS["authors"]
    examples = (
        Example(bad="authors:\n- Egonw\n- khanspers", sidecars=_PAGES),
        Example(ok="authors:\n- Egonw\n- Khanspers", sidecars=_PAGES),
        Example(bad="authors:\n- Egonw\n- ''", good="authors:\n- Egonw"),
        Example(bad="authors:\n- Egonw\n- 203.0.113.7", ok="authors:\n- 203.0.113.7a"),
        Example(ok="authors:\n- Egonw\n- MaintBot", sidecars=_PAGES),
        Example(ok="authors:\n- Egonw\n- khanspers"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        authors = record.field(self.pages.field)
        for index, name in enumerate(authors if isinstance(authors, list) else ()):
            path = (self.pages.field, index)
            if isinstance(name, str) and not name.strip():
                fix = safe("Remove it", Remove(path))
                yield self.finding(path, f"Item {index + 1} of the authors is empty", fix=fix)
            elif isinstance(name, str) and _IP_ADDRESS.fullmatch(name):
                message = f"`{name}` is the address of a computer: name the person who used it, if known"
                yield self.finding(path, message, severity=Severity.INFO)
        for finding in super().check(record):
            name = authors[finding.path[-1]] if isinstance(authors, list) else ""
            if not _IP_ADDRESS.fullmatch(name):
                yield finding
