from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.gen import sidecar_rows
from lint.rules.key import names_nothing
from lint.rules.keyword_lists import keyword_lists

_MAX_SPELLINGS = 20
"""The number of similar keywords with which a keyword is compared."""
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

_NODES = {
    "_data/WP1-datanodes.tsv": "Label\tType\tIdentifier\n"
    "Bile Acid\tMetabolite\tchebi:3098\nBile acid\tMetabolite\tchebi:3098\n"
    "O2·–\tMetabolite\tchebi:18421\nO₂·–\tMetabolite\tchebi:18421\nO2\tMetabolite\tchebi:15379\n"
    "btc1\tGeneProduct\tsgd:S1\nBTC1\tGeneProduct\tsgd:S1\n"
}
_SPACES = "spaces"
_SIGNS = b" -',()[]"
"""Signs in which labels for the same thing may differ."""
_PLAIN = str.maketrans(
    {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "ω": "omega"}
    | dict.fromkeys("\u00a0\u2010\u2011\u2012\u2013\u2014\u2212·•’′", "")
)
"""Writes Greek letters by their names, and removes further signs."""
_is_name = re.compile("[a-z]{4}").search
"""Finds names, in which case means nothing; in symbols it distinguishes genes, proteins and species."""


class NearDuplicateKeyword(Rule):
    """Two keywords differ only in spaces, or two names only in capital letters.

    `Glucose` and `glucose`, or `Mevalonic acid` and `Mevalonicacid`, are one thing under two labels. A
    search for either label finds only some of the records, and counts show the thing twice. Give both
    elements of the drawing the same label.

    If both have the same id in the record's file in `_data/`, they certainly are one thing. Then they may
    also differ in hyphens, brackets, `₂` for `2`, and `α` for `alpha`.

    Symbols may differ in case only: a gene and its protein do (`btc1` and `BTC1`), and so do the genes of
    several species (`MACF1`, `Macf1`, `macf1a`).
    """

    code = "KEY005"
    source = "the keywords themselves, and the ids in the table in `_data/`"
    severity = Severity.INFO
    superseded_by = frozenset({"TXT001", "TXT004", "TXT005", "SRC002", "SRC003"})
    examples = (
        Example(bad=_PATHWAY.format("Glucose\n  - TNF\n  - glucose")),
        Example(bad=_PATHWAY.format("Acetylcholine\n  - 'Acetylcholine '")),
        Example(bad=_PATHWAY.format("Mevalonic acid\n  - Mevalonicacid")),
        Example(bad=_PATHWAY.format('TNF\n  - "Bile\\nacid"\n  - Glucose\n  - glucose')),
        Example(bad=_FIGURE.format("Ctnnb1", "ctnnb1", "glucose"), kind="figure"),
        Example(ok=_FIGURE.format("Pdgfra", "pdgfra", "Glycogen"), kind="figure"),
        Example(bad=_PATHWAY.format("Bile Acid\n  - Bile acid"), sidecars=_NODES),
        Example(bad=_PATHWAY.format("O2·–\n  - O₂·–"), sidecars=_NODES),
        Example(ok=_PATHWAY.format("BTC1\n  - O2\n  - O₂·–\n  - btc1"), sidecars=_NODES),
        Example(ok=_PATHWAY.format("BTC1\n  - btc1\n  - cAMP\n  - CAMP")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for keywords in keyword_lists(record):
            words = keywords.words
            if not all(isinstance(word, str) for word in words):
                continue  # until all of them are text: REC006, SCH002
            squeezed = _squeezed(keywords.joined).split(b"\n")
            if len(squeezed) > len(words):  # some have several lines
                squeezed = list(map(_squeezed, words))
            if len(set(squeezed)) == len(squeezed):
                continue
            groups: dict[bytes, dict[str, int]] = defaultdict(dict)
            for index, (word, key) in enumerate(zip(words, squeezed, strict=True)):
                if not names_nothing(word):  # KEY004
                    groups[key].setdefault(word, index)  # KEY002
            alike = [group for group in groups.values() if len(group) > 1]
            symbols = _symbols(record)
            ids = _ids(record, {word for group in alike for word in group})
            for group in alike:
                for word, twin, relation in _pairs(group, symbols, ids):
                    message = f"The {keywords.noun} `{word}` {relation.replace('{}', f'`{twin}`', 1)}"
                    yield self.finding(keywords.path_of(group[word]), message)


def _pairs(
    group: dict[str, int], symbols: Container[str] | None, ids: dict[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield each keyword that nearly equals an earlier one, with that one and how the two are related.

    Args:
        group: Words that may be the same, in the order of the keywords.
        symbols: The words whose case matters; None if it matters in all words.
        ids: The types and ids of each word in the record's file.
    """
    seen: list[str] = []
    for word in group:
        for other in seen[:_MAX_SPELLINGS]:
            difference = _difference(word, other)
            is_name = symbols is not None and all(
                _is_name(one) and one not in symbols for one in (word, other)
            )
            shared = ids.get(word, set()) & ids.get(other, set())
            if difference and (is_name or difference == _SPACES):
                relation = f"differs from {{}} only in {difference}"
            elif shared and not (difference and _is_gene(shared)):
                relation = f"is {{}} in another spelling: both are {min(shared).partition(' ')[2]}"
            else:
                continue
            # A keyword with a stray space is the wrong one.
            yield (other, word, relation) if " ".join(other.split()) != other else (word, other, relation)
            break
        seen.append(word)


def _squeezed(text: str) -> bytes:
    """Return *text* in lower case, with plain digits and the names of Greek letters, without signs."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    return text.casefold().encode("utf-8", "surrogatepass").translate(None, _SIGNS)


def _difference(one: str, other: str) -> str:
    """Return in words how two keywords differ; "" if they differ in more than spaces and capital letters."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return _SPACES
    if one.casefold() == other.casefold():
        return "capital letters"
    is_squeezed = one.replace(" ", "").casefold() == other.replace(" ", "").casefold()
    return "spaces and capital letters" if is_squeezed else ""


def _ids(record: Record, words: Container[str]) -> dict[str, set[str]]:
    """Return the types and ids that the record's file gives for each of *words*."""
    found: dict[str, set[str]] = defaultdict(set)
    if record.kind.name.partition("-")[0] == "pathway" and words:
        for label, type_, identifier in sidecar_rows(record, "Label", "Type", "Identifier", first=words):
            if identifier:
                found[label].add(f"{type_} {identifier}")
    return found


def _is_gene(ids: set[str]) -> bool:
    """Return whether *ids* belong to genes or proteins, whose symbols differ in case."""
    return not all(id_.startswith("Metabolite ") for id_ in ids)


def _symbols(record: Record) -> Container[str] | None:
    """Return the keywords that are known to be symbols; None if any of them may be a symbol."""
    groups = record.kind.keyword_groups
    if not any(group.symbols for group in groups):
        return ()
    found = record.keyword_sources
    if found is None:
        return None
    known = zip(groups, found.groups, strict=True)
    return {word for group, words in known if group.symbols for word in words}
