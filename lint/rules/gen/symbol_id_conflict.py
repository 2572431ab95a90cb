"""GEN001 symbol-id-conflict."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lint.findings import Finding, Severity
from lint.record import Record
from lint.rules import CorpusRule, Example, Fact
from lint.rules.gen import sidecar_rows, text
from lint.values import Path

_HGNC = "HGNC"
_COLUMNS = ("organism_id", "ncbigene_symbol", "ncbigene_id")
_FIGURE = "genes:\n- word: p53\n  hgnc_symbol: {}\n  entrez: '{}'"


class SymbolIdConflict(CorpusRule):
    """A gene's symbol and its NCBI Gene id do not belong together in the other records.

    Symbol and id name the same gene, one for people and one for programs. Where records
    disagree, a search by the one and a search by the other find different figures, and at least
    one of them is wrong. The message tells what most records have; as a rule the few are wrong.

    The genes in the records (human, with HGNC's symbols) are compared with each other, those in
    `_data/` (with NCBI's symbols) by organism. NCBI gives some symbols to several genes of one
    organism, so that there only one id with two symbols counts.
    """

    code = "GEN001"
    name = "symbol-id-conflict"
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
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Yield who named the genes of a list, and of each of its items the symbol and id, or ""."""
        if "genes" in record.values:
            rows = record.values["genes"]
            if isinstance(rows, list):
                genes = [row if isinstance(row, dict) else {} for row in rows]
                named = [_named(text(gene, "hgnc_symbol"), text(gene, "entrez")) for gene in genes]
                yield ("genes",), (_HGNC, *named)
            return
        by_organism: dict[str, dict[Any, str]] = defaultdict(dict)
        for organism, symbol, entrez in sidecar_rows(record, *_COLUMNS):
            by_organism[organism][symbol] = _named(symbol, entrez)
        for path, keywords in record.keyword_lists:
            for organism, found in by_organism.items():
                yield path, (organism, *[found.get(str(word), "") for word in keywords])

    def compare(self, facts: Sequence[Fact]) -> Iterator[tuple[Fact, Finding]]:
        """Yield the genes of which as many records, or more, say something else."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in facts:
            counts[fact.data[0]].update(set(fact.data[1:]))
        conflicts = {naming: _conflicts(counted, naming) for naming, counted in counts.items()}
        for fact in facts:
            naming, *named = fact.data
            for both in dict.fromkeys(named) if not conflicts[naming].keys().isdisjoint(named) else ():
                if both in conflicts[naming]:
                    field, said = conflicts[naming][both]
                    path = (*fact.path, named.index(both))
                    yield fact, self.finding((*path, field) if naming == _HGNC else path, said)


def _named(symbol: str, entrez: str) -> str:
    """Return symbol and id as one text, kept in memory once; "" where one of them is no such."""
    return sys.intern(f"{symbol}\t{entrez}") if symbol and entrez.isdecimal() else ""


def _conflicts(counts: Counter[str], naming: str) -> dict[str, tuple[str, str]]:
    """Return the genes that others contradict, with the field at fault and what is wrong, for people.

    *counts* tells in how many records each gene is, as `_named` writes it.
    """
    found: dict[str, tuple[str, str]] = {}
    genes = {both: both.split("\t") for both in counts if both}
    ids: dict[str, dict[str, int]] = defaultdict(dict)
    for both, (symbol, entrez) in genes.items() if naming == _HGNC else ():
        ids[symbol][entrez] = counts[both]
    symbols: dict[str, dict[str, int]] = defaultdict(dict)
    for both, (symbol, entrez) in genes.items():
        rival = _rival(ids[symbol], entrez)
        if rival:
            # A wrong id says nothing of the symbol of the gene whose id it is.
            found[both] = "entrez", f"`{symbol}` has the NCBI Gene id {_told(ids[symbol], rival, entrez)}"
        else:
            symbols[entrez][symbol] = counts[both]
    for entrez, known in symbols.items():
        for symbol in known:
            rival = _rival(known, symbol)
            if rival:
                said = f"The NCBI Gene id {entrez} has the symbol {_told(known, rival, symbol)}"
                found[f"{symbol}\t{entrez}"] = "hgnc_symbol", said
    return found


def _rival(counts: Mapping[str, int], own: str) -> str:
    """Return what most records have, if it is not *own* and *own* is not more frequent; else ""."""
    best = max((value for value in counts if value != own), key=counts.__getitem__, default="")
    return best if best and counts[best] >= counts.get(own, 0) else ""


def _told(counts: Mapping[str, int], rival: str, own: str) -> str:
    records = "1 record" if counts[rival] == 1 else f"{counts[rival]} records"
    more = f" and in {counts[own] - 1} more" if counts[own] > 1 else ""
    return f"`{rival}` in {records}, but `{own}` here{more}"
