"""TXT022 swapped-texts."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Set
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.txt import shown

_SENTENCES = lazy(r"[a-z)]\. +[A-Z]")
_LONGEST = 100  # characters of a title, as curators ask for


_PROSE = """\
Copper enters the cell by its transporter. It is bound by chaperones
  there, which bring it to enzymes in many compartments of the cell."""
_SWAPPED = f"title: {_PROSE}\ndescription: Uptake of copper"
_RIGHT = f"title: Uptake of copper\ndescription: {_PROSE}"


class SwappedTexts(Rule):
    """The title and the description have each other's place.

    The title is several sentences, and the description one short line without a full stop. Lists and
    search results then show a paragraph where a name should be. (Titles have at most 100 characters and
    descriptions at least 50: `titlesShortEnough` and `allShortDescriptions` in the tests of
    WikiPathwaysCurator)
    """

    code = "TXT022"
    name = "swapped-texts"
    severity = Severity.WARNING
    source = "the record itself: which of its two texts is the long one"
    examples = (
        Example(bad=_SWAPPED, good=_RIGHT, unsafe=True),
        Example(ok="title: Uptake of copper (Sc. cerevisiae)\ndescription: Uptake"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding where the two look like each other."""
        titles, texts = record.titles, record.markdown
        if not titles or not texts:
            return
        path, title = titles[0]
        _, text = texts[0]
        if len(title) <= max(_LONGEST, len(text)) or len(text) > _LONGEST or not text.strip():
            return
        is_prose = title.rstrip().endswith(".") and _SENTENCES.search(title)
        if text.rstrip().endswith(".") or not is_prose:
            return
        edits = [Set(at, text.strip()) for at, value in titles if value == title]
        edits += [Set(at, title) for at, value in texts if value == text]
        fix = unsafe("Swap the title and the description", *edits, why="both may be meant")
        message = f"The title is a text of several sentences, and the description is {shown(text)}: swap them"
        yield self.finding(path, message, fix=fix)
