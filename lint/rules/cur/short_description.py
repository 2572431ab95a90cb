from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import count
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.cur import SHORTEST, own_descriptions


class ShortDescription(Rule):
    """The description has fewer than 50 characters.

    Such a short text usually only repeats the title. Curators ask for at least 50 characters
    (`allShortDescriptions` in the tests of WikiPathwaysCurator), and so does Google, whose Dataset Search
    leaves out datasets with shorter descriptions. Write what happens, where, and why it matters.

    Captions of figures are not reported, since they are published as they are, nor are records of other
    databases.
    """

    code = "CUR002"
    source = "the tests of WikiPathwaysCurator; Google's Dataset"
    severity = Severity.INFO
    superseded_by = frozenset({"TXT007", "TXT010"})
    examples = (
        Example(bad="description: Proliferative signalling in cancer cells"),
        Example(ok="caption: Pathway of IL-12.", kind="figure"),
        Example(ok="description: ''"),
        Example(ok="description: How caffeine is made from xanthosine in the leaves of mate."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for a short description; CUR001 reports empty ones."""
        for path, text in own_descriptions(record):
            if 0 < (length := len(text.strip())) < SHORTEST:
                characters = count(length, "character")
                message = f"The {path[-1]} has only {characters}: curators and Google ask for {SHORTEST}"
                yield self.finding(path, message)
