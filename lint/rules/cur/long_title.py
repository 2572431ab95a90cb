from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule

_LONGEST = 100
_LONG = """\
title: The many ways in which caffeine and related methylxanthines are made from xanthosine in tea,
  coffee, mate and cocoa"""


class LongTitle(Rule):
    """The title of a pathway has more than 100 characters.

    Lists, search results and figures cut off such a title. Move the details to the description.
    (`titlesShortEnough` in the tests of WikiPathwaysCurator)

    Titles of figures come from their captions and may be longer.
    """

    code = "CUR003"
    source = "the tests of WikiPathwaysCurator"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    examples = (Example(bad=_LONG), Example(ok="title: Caffeine and theobromine metabolism"))

    def check(self, record: Record) -> Iterator[Finding]:
        title = record.field("title")
        if isinstance(title, str) and len(title) > _LONGEST:
            message = f"The title has {len(title):,} characters: curators ask for at most {_LONGEST}"
            yield self.finding(("title",), message)
