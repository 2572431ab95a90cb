from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.words import looked_for, vocabulary

_STOCK = lazy(
    r"you\s+must\s+cite|type\s+your\s+comment\s+here|under\s+construction|\A\s*add\s+(?:a\s+)?description\W*\Z",
    re.IGNORECASE,
)
_WORDS = ("must", "comment", "description", "under")
_LOOKED_FOR = looked_for(form for word in _WORDS for form in (word, word.capitalize(), word.upper()))


class StockPhrase(Rule):
    """The description says "you must cite", "under construction", or what to write there.

    WikiPathways releases everything under CC0, so it cannot demand anything in return: name the source, or
    ask ("please cite"). A pathway that readers can see is published: describe what it shows so far. "Type
    your comment here" and "add description" are prompts that nobody replaced. (`youMustCite` and
    `stockComments` in the tests of WikiPathwaysCurator)
    """

    code = "CUR005"
    source = "the tests of WikiPathwaysCurator, and what curators correct by hand"
    severity = Severity.INFO
    examples = (
        Example(bad="description: From NetPath. If you use this pathway, you must cite its website."),
        Example(bad="description: Type your comment here"),
        Example(bad="description: add description", kind="community", whole=False),
        Example(bad="description: Pathway under construction to explain how spina bifida occurs."),
        Example(ok="description: From NetPath. If you use this pathway, please cite its website."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.descriptions or record.markdown:
            if not _LOOKED_FOR.isdisjoint(vocabulary(text)):
                for phrase in _STOCK.finditer(text):
                    message = f"The {path[-1]} says `{phrase[0]}`, which curators remove"
                    yield self.finding(path, message, words=[phrase.span()])
