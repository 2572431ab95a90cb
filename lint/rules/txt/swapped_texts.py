from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.txt import shown

_SENTENCES = lazy(r"[a-z)]\. +[A-Z]")
_SWAP = "Swap the title and the description"
_LONGEST = 100  # characters of a title, as curators ask for
_SHORTEST = 50  # characters of a description, as they ask for


_PROSE = """\
Copper enters the cell by its transporter. It is bound by chaperones
  there, which bring it to enzymes in many compartments of the cell."""
_SWAPPED = f"title: {_PROSE}\ndescription: Uptake of copper"
_COPIED = "schema-jsonld:\n- name: Uptake\n  description: Takes up copper\n"
_RIGHT = f"title: Uptake of copper\ndescription: {_PROSE}"


class SwappedTexts(Rule):
    """The title and the description are swapped.

    The title consists of sentences, and the description is a short line without a full stop. Lists and search
    results then show a paragraph in place of a name. Or each of the two equals the record's copy of the other
    one. (Titles have at most 100 characters and descriptions at least 50: `titlesShortEnough` and
    `allShortDescriptions` in the tests of WikiPathwaysCurator.)

    The fix swaps them. It is unsafe because both may be meant, or the copies may be swapped instead.
    """

    code = "TXT022"
    severity = Severity.WARNING
    source = "the record itself: which of its two texts is the long one"
    examples = (
        Example(bad=_SWAPPED, good=_RIGHT, unsafe=True),
        Example(
            bad=f"{_COPIED}title: Takes up copper\ndescription: Uptake",
            good=f"{_COPIED}title: Uptake\ndescription: Takes up copper",
            unsafe=True,
        ),
        Example(ok="title: Uptake of copper (Sc. cerevisiae)\ndescription: Uptake"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        titles, texts = record.titles, record.markdown
        if not titles or not texts:
            return
        path, title = titles[0]
        text_path, text = texts[0]
        if are_swapped(record):
            why = "the copies may be swapped instead"
            fix = unsafe(_SWAP, Set(path, text), Set(text_path, title), why=why)
            message = f"The title and the description, {shown(text)}, equal each other's copies: swap them"
            yield self.finding(path, message, fix=fix)
            return
        if len(title) <= max(_SHORTEST, len(text)) or len(text) > _LONGEST or not text.strip():
            return
        is_prose = title.rstrip().endswith(".") and (len(text) < _SHORTEST or _SENTENCES.search(title))
        if text.rstrip().endswith(".") or not is_prose:
            return
        edits = [Set(at, text.strip()) for at, value in titles if value == title]
        edits += [Set(at, title) for at, value in texts if value == text]
        fix = unsafe(_SWAP, *edits, why="both may be meant")
        message = f"The title ends with a full stop, and the description is {shown(text)}: swap them"
        yield self.finding(path, message, fix=fix)


def are_swapped(record: Record) -> bool:
    """Return whether the title equals the copy of the description, and the reverse."""
    titles, texts = record.titles, record.markdown
    if not titles or not texts:
        return False
    (path, title), (text_path, text) = titles[0], texts[0]
    return title != text and _copied(record, path) == text and _copied(record, text_path) == title


def _copied(record: Record, path: Path) -> Value:
    copy = record.copy_of(path)
    return copy[1] if copy else None
