"""KEY005 near-duplicate-keyword."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.key import names_nothing
from lint.rules.keywords import keyword_lists

_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"
_FIGURE = """\
schema-jsonld:
  keywords:
  - {0}
  - {1}
  - Glucose
  - {2}
genes:
- hgnc_symbol: {0}
- hgnc_symbol: {1}
chemicals:
- word: Glucose
- word: {2}
diseases: []
"""

_SPACES = "spaces"
_is_name = re.compile("[a-z]{4}").search
"""In a symbol case tells a gene from its protein, or one species from another; in a name it does not."""


class NearDuplicateKeyword(Rule):
    """Two keywords differ only in spaces, or two names only in capital letters.

    `Glucose` and `glucose`, or `Mevalonic acid` and `Mevalonicacid`, are one thing under two
    labels: each finds only half of what there is, and counts show it twice. Give both elements
    of the drawing the same label.

    Symbols may differ in case alone: a gene and its protein do (`btc1` and `BTC1`), and so does
    one gene in several species (`MACF1`, `Macf1`, `macf1a`).
    """

    code = "KEY005"
    name = "near-duplicate-keyword"
    severity = Severity.INFO
    superseded_by = frozenset({"TXT001", "TXT004", "TXT005"})
    examples = (
        Example(bad=_PATHWAY.format("Glucose\n  - TNF\n  - glucose")),
        Example(bad=_PATHWAY.format("Acetylcholine\n  - 'Acetylcholine '")),
        Example(bad=_PATHWAY.format("Mevalonic acid\n  - Mevalonicacid")),
        Example(bad=_FIGURE.format("Ctnnb1", "ctnnb1", "glucose"), kind="figure"),
        Example(ok=_FIGURE.format("Pdgfra", "pdgfra", "Glycogen"), kind="figure"),
        Example(ok=_PATHWAY.format("BTC1\n  - btc1\n  - cAMP\n  - CAMP")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each keyword that is nearly another one."""
        symbols: _Symbols | None = None
        for keywords, path_of, noun in keyword_lists(record):
            try:
                squeezed = _squeezed("\n".join(keywords)).split("\n")
            except TypeError:
                continue  # until all of them are text: REC006, SCH002
            if len(set(squeezed)) == len(squeezed):
                continue
            if symbols is None:
                symbols = _Symbols(record)
            for index, other in _pairs(keywords, symbols):
                word, twin = keywords[index], keywords[other]
                message = f"The {noun} `{word}` differs from `{twin}` only in {_difference(word, twin)}"
                yield self.finding(path_of(index), message)


class _Symbols:
    """The words that do not count as the same in capitals, since they are or may be symbols."""

    def __init__(self, record: Record) -> None:
        groups, found = record.kind.keyword_groups, record.sources
        self._may_be_any = found is None and any(group.symbols for group in groups)
        known = zip(groups, found.groups, strict=True) if found else ()
        self._known = {word for group, words in known if group.symbols for word in words}

    def __contains__(self, word: object) -> bool:
        return self._may_be_any or word in self._known or not _is_name(str(word))


def _pairs(keywords: list[str], symbols: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of each keyword that is nearly another one, and of the first such one."""
    seen: set[str] = set()
    names: dict[str, int] = {}  # the first name of those that are the same when squeezed
    spaced: dict[str, int] = {}  # the first word of those that are the same without spaces
    for index, word in enumerate(keywords):
        if word in seen or names_nothing(word):
            continue  # KEY002, KEY004
        seen.add(word)
        alike = [spaced.setdefault(word.replace(" ", ""), index)]
        if word not in symbols:
            alike.append(names.setdefault(_squeezed(word), index))
        place = min(alike)
        if place < index:
            # A keyword with a stray space is the one at fault.
            other = keywords[place]
            yield (place, index) if " ".join(other.split()) != other else (index, place)


def _squeezed(text: str) -> str:
    """Return *text* in small letters without its spaces."""
    return text.replace(" ", "").casefold()


def _difference(one: str, other: str) -> str:
    """Return in words what two keywords differ in that are the same when squeezed."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return _SPACES
    return "capital letters" if one.casefold() == other.casefold() else "spaces and capital letters"
