"""REF003 unknown-author."""

from __future__ import annotations

from lint.core.findings import Severity
from lint.rules import Example
from lint.rules.ref import PageRule

_PAGES = {"_authors/Egonw.md": "---\nusername: Egonw\n---\n", "_authors/Khanspers.md": ""}


class UnknownAuthor(PageRule):
    """An author has no page in `_authors/`.

    The pathway's page links each author to `authors/<author>.html`, which is made from the file
    `_authors/<author>.md`. Without it the link is dead, and in place of the author's real name
    the page shows nothing. Correct the name, which must be the user name with its capitals, or
    add a page whose file has that very name.

    Accounts that the site leaves out of the list of authors (such as `MaintBot`) need no page.
    """

    code = "REF003"
    name = "unknown-author"
    severity = Severity.WARNING
    field = "authors"
    noun = "author"
    exempt = frozenset({"Wpblocked", "Unknown", "TestUser", "MaintBot"})
    """The list `blocked_authors` in the site's _layouts/pathway-page.html."""
    folder = "_authors"
    examples = (
        Example(bad="authors:\n- Egonw\n- khanspers", sidecars=_PAGES),
        Example(ok="authors:\n- Egonw\n- Khanspers", sidecars=_PAGES),
        Example(ok="authors:\n- Egonw\n- MaintBot", sidecars=_PAGES),
        Example(ok="authors:\n- Egonw\n- khanspers"),
    )
