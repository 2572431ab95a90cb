from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.core.wording import count
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact
from lint.rules.gen import keyword_paths, sidecar_rows, text
from lint.rules.gen.renamed import is_renamed
from lint.rules.txt.spreadsheet_date import DATE
from lint.text.damage import is_garbled

_HGNC = "HGNC"
_COLUMNS = ("organism_id", "ncbigene_symbol", "ncbigene_id")
_FIGURE = "genes:\n- word: p53\n  hgnc_symbol: {}\n  entrez: '{}'"


class SymbolIdConflict(CorpusRule):
    """A gene's symbol and its NCBI Gene id do not belong together in other records.

    The symbol and the id name the same gene, for people and for programs. If records disagree, a search for
    the symbol and a search for the id find different figures, and at least one of the two is wrong. The
    message says what most records have; usually the minority is wrong.

    The genes in the records (human, with HGNC's symbols) are compared with each other, and those in
    `_data/` (with NCBI's symbols) with those of the same organism. NCBI gives some symbols to several genes
    of one organism, so for these only an id with two symbols counts.
    """

    code = "GEN001"
    source = "the other records of the run"
    severity = Severity.ERROR
    kinds = frozenset({"figure"})
    examples = (
        Example(
            bad=_FIGURE.format("TP53", "7158"),
            ok=_FIGURE.format("TP53", "7157"),
            kind="figure",
            others=(_FIGURE.format("TP53", "7157"), _FIGURE.format("TP53", "7157")),
        ),
        Example(
            bad=_FIGURE.format("P53", "7157"),
            kind="figure",
            others=(_FIGURE.format("TP53", "7157"), _FIGURE.format("TP53", "7157")),
        ),
        Example(
            bad=_FIGURE.format("2-Sep", "4735"),
            kind="figure",
            others=(_FIGURE.format("SEPTIN2", "4735"), _FIGURE.format("2-Sep", "7157")),
        ),
        Example(
            ok=_FIGURE.format("BMAL1", "406"),
            kind="figure",
            others=(_FIGURE.format("ARNTL", "406"), _FIGURE.format("ARNTL", "406")),
        ),
        Example(ok=_FIGURE.format("2-Sep", "4735"), kind="figure", others=(_FIGURE.format("2-Sep", "7157"),)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the genes of each list of the record, one fact per list.

        The first line says who named the genes: HGNC, or NCBI for an organism. The second line holds their
        indices in the list; it is empty if they are all items. A line for each gene follows, see `_pair`.
        """
        if "genes" in record.values:
            rows = record.values["genes"]
            if isinstance(rows, list):
                genes = [row if isinstance(row, dict) else {} for row in rows]
                named = [_pair(text(gene, "hgnc_symbol"), text(gene, "entrez")) for gene in genes]
                yield ("genes",), "\n".join([_HGNC, "", *named])
            return
        places = keyword_paths(record)
        found: dict[tuple[Path, str], dict[int, str]] = defaultdict(dict)
        for organism, symbol, entrez in sidecar_rows(record, *_COLUMNS):
            if organism.isprintable() and symbol in places:
                *path, index = places[symbol]
                found[tuple(path), organism][index] = _pair(symbol, entrez)
        for (place, organism), items in found.items():
            yield place, "\n".join([organism, ",".join(map(str, items)), *items.values()])

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in facts:
            naming, _, *named = fact.data.split("\n")
            counts[naming].update(set(named))
        for counted in counts.values():  # a damaged symbol speaks for no id, and against no symbol
            counted.update({pair: -counted[pair] for pair in counted if _is_damaged(pair)})
        conflicts = {naming: _conflicts(counted, naming) for naming, counted in counts.items()}
        for fact in facts:
            naming, items, *named = fact.data.split("\n")
            wrong = conflicts[naming]
            if wrong.keys().isdisjoint(named):
                continue
            indices = map(int, items.split(",")) if items else range(len(named))
            reported: set[str] = set()
            for pair, index in zip(named, indices, strict=True):
                if pair in wrong and pair not in reported:
                    reported.add(pair)
                    field, message = wrong[pair]
                    path = (*fact.path, index)
                    yield fact, self.finding((*path, field) if naming == _HGNC else path, message)


def _pair(symbol: str, entrez: str) -> str:
    """Return the symbol and the id as one line; "" if one of them is invalid."""
    is_symbol = symbol and "\t" not in symbol and "\n" not in symbol
    return f"{symbol}\t{entrez}" if is_symbol and entrez.isdecimal() else ""


def _is_damaged(pair: str) -> bool:
    """Return whether the symbol of a pair, as `_pair` writes it, is visibly damaged."""
    symbol = pair.partition("\t")[0]
    return DATE.match(symbol) is not None or is_garbled(symbol)


def _conflicts(counts: Counter[str], naming: str) -> dict[str, tuple[str, str]]:
    """Return the genes that other records contradict, each with the wrong field and the message.

    *counts* holds the number of records of each gene, as `_pair` writes it.
    """
    found: dict[str, tuple[str, str]] = {}
    for symbol, ids in _several(counts, 0, 1) if naming == _HGNC else ():
        ranked = _most_frequent(ids)
        for entrez in ids:
            if rival := _rival(ids, ranked, entrez):
                message = f"`{symbol}` has the NCBI Gene id {_comparison(ids, rival, entrez)}"
                found[f"{symbol}\t{entrez}"] = "entrez", message
    # A wrong id says nothing about the symbol of the gene to which it belongs.
    rest = {pair: count for pair, count in counts.items() if pair not in found}
    for entrez, symbols in _several(rest, 1, 0):
        ranked = _most_frequent(symbols)
        for symbol in symbols:
            rival = _rival(symbols, ranked, symbol)
            if rival and not is_renamed(rival, symbol):  # else only the others are outdated
                message = f"The NCBI Gene id {entrez} has the symbol {_comparison(symbols, rival, symbol)}"
                found[f"{symbol}\t{entrez}"] = "hgnc_symbol", message
    return found


def _several(counts: Mapping[str, int], one: int, other: int) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each symbol (part 0) that has several ids (part 1), or the reverse, with their counts."""

    def part(pair: str) -> str:
        return pair.split("\t")[one]

    for value, group in groupby(sorted(filter(None, counts), key=part), part):
        found = {pair.split("\t")[other]: counts[pair] for pair in group}
        if len(found) > 1:
            yield value, found


def _most_frequent(counts: Mapping[str, int]) -> list[str]:
    """Return the two values that most records have."""
    return nsmallest(2, counts, key=lambda value: (-counts[value], value))


def _rival(counts: Mapping[str, int], ranked: Sequence[str], own: str) -> str:
    """Return the most frequent value other than *own*; "" if *own* is more frequent."""
    best = next(value for value in ranked if value != own)
    return best if counts[best] >= max(counts[own], 1) else ""


def _comparison(counts: Mapping[str, int], rival: str, own: str) -> str:
    more = f" and in {counts[own] - 1} more" if counts[own] > 1 else ""
    return f"`{rival}` in {count(counts[rival], 'record')}, but `{own}` here{more}"
