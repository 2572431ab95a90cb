"""REC002 invalid-yaml."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.document import Cause
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind
from lint.rules import Example, FormatRule

# What libyaml says, with the character that it stopped at, and what that means to somebody who
# writes records.
_PLAIN_WORDS = {
    "mapping values are not allowed": "a second `: ` in one line; put the text in quotes",
    "could not find expected ':'": "this line is neither `field: value` nor part of the text above it",
    "did not find expected key": "this line is indented otherwise than its neighbours, or a quote is missing",
    "did not find expected '-' indicator": "this line is indented otherwise than the items above it",
    "did not find expected ',' or": "a list or mapping in brackets is not closed",
    "found unexpected end of stream": "a quote is opened and never closed",
    "found character that cannot start any token, '\\t'": "a tab where only spaces may indent",
    "found character that cannot start any token": "no text begins with this character; put it in quotes",
    "found undefined alias": "`*` at the beginning of a text means an alias; put the text in quotes",
    "did not find expected alphabetic or numeric": "a text that begins with `*` or `&` needs quotes",
    "found duplicate anchor": "the same `&name` is given twice",
    "found unknown escape character": "in double quotes a backslash begins an escape; use single quotes",
    "found a tab character": "a tab where only spaces may indent",
    "block sequence entries are not allowed": "an item of a list cannot begin here",
    "found undefined tag handle": "`!` at the beginning of a text means a tag; put the text in quotes",
}


class InvalidYaml(FormatRule[FrontMatter]):
    """The front matter is no valid YAML, or no mapping of fields to values.

    No page can be made from it: the build of the site fails. So do the scripts that read it. Files
    of more than 1,000,000 bytes, values nested more than 100 deep, aliases that multiply, and tags
    that would build objects are turned down too, before they can do harm; `[limits]` in the
    settings says how large, how deep and how many.
    """

    code = "REC002"
    name = "invalid-yaml"
    severity = Severity.ERROR
    format = FrontMatter
    examples = (
        Example(bad="title: Pathway: a way"),
        Example(bad='title: "open'),
        Example(bad="title: !!python/object/apply:os.getcwd []"),
        Example(bad="- title"),
        Example(bad="a: &a [*a]"),
        Example(ok='title: "Pathway: a way"'),
    )

    def check_document(self, document: FrontMatter, kind: Kind) -> Iterator[Finding]:
        """Yield one finding at most, where the reader stopped."""
        problem = document.problem
        if problem is None or problem.cause is not Cause.SYNTAX:
            return
        at, _ = problem.span
        found = f"{problem.message}, {document.text[at : at + 1]!r}"
        plain = next((plain for said, plain in _PLAIN_WORDS.items() if said in found), None)
        told = f"{plain} ({problem.message})" if plain else problem.message
        yield self.finding((), f"The front matter cannot be read: {told}", span=problem.span)
