from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.records.hgnc import Hgnc
from lint.records.record import Record
from lint.rules import Example, suggestion, unsafe
from lint.rules.gen import (
    HUMAN,
    HgncRule,
    inline_genes,
    is_human,
    keyword_paths,
    references,
    sidecar_rows,
    text,
)
from lint.rules.gen.renamed import is_renamed, may_be_former
from lint.rules.keyword_lists import keyword_lists

# A keyword about which nothing else is known, but which is too long to be a symbol by chance.
_SYMBOL = lazy(r"[A-Z][A-Z0-9-]{3,}|[A-Z]{2}[0-9]|C(?:[0-9]+|[XY])orf[0-9]+")
_PATHWAY = "wpid: WP1\norganisms:\n- Homo sapiens\nschema-jsonld:\n- keywords:\n  - {}"
_DATANODES = {
    "_data/WP1-datanodes.tsv": "Label\tType\tNCBI gene\tHGNC\n"
    "FOXO3A\tGeneProduct\tncbigene:2309\thgnc.symbol:FOXO3\n"
    "AKT\tGeneProduct\tncbigene:207\thgnc.symbol:AKT1\n"
    "ARNTL\tGeneProduct\tncbigene:406\thgnc.symbol:BMAL1\n"
    "ICK\tGeneProduct\tncbigene:25\thgnc.symbol:ABL1\n"
}
_FIGURE = "genes:\n- word: IL-8\n  hgnc_symbol: {}\n  entrez: '3576'"
_SET = {
    "hgnc_complete_set.txt": "symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n"
    'CXCL8\tApproved\t"SCYB8|LUCT|LECT"\tIL8\t3576\n'
}


class OutdatedSymbol(HgncRule):
    """A gene is named by a symbol that HGNC has replaced.

    A search for the current symbol does not find the record, and programs that know only approved symbols
    miss the gene. In a pathway, rename the gene's node in the drawing: the keywords are made from it.

    Without further data the rule knows about 1,200 genes that HGNC has renamed (`ARNTL`, now BMAL1), renamed
    families (`FOXO3A`, now FOXO3) and placeholders (`C5orf42`, now CPLANE1). It reports them if the new
    symbol is in the `HGNC` column of the pathway's file in `_data/`. With HGNC's complete set it knows all
    former symbols: `recordlint genes fetch` downloads the set, and `genes.hgnc` in the settings names it.

    The fix replaces a former symbol only if no other gene has it as a name. It is unsafe because the record
    may mean something else than the gene that once had the symbol.
    """

    code = "GEN002"
    source = "HGNC's previous symbols, and the `HGNC` column of the table in `_data/`"
    severity = Severity.INFO
    kinds = frozenset({"figure", "pathway", "pathway-source"})
    examples = (
        Example(
            bad=_PATHWAY.format("AKT\n  - FOXO3A"), ok=_PATHWAY.format("AKT\n  - FOXO3"), sidecars=_DATANODES
        ),
        Example(bad=_PATHWAY.format("ARNTL"), ok=_PATHWAY.format("ICK\n  - BMAL1"), sidecars=_DATANODES),
        Example(
            bad=_FIGURE.format("IL8"),
            good=_FIGURE.format("CXCL8"),
            kind="figure",
            unsafe=True,
            sidecars=_SET,
            options={"hgnc": "hgnc_complete_set.txt"},
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        hgnc = self.hgnc
        if record.kind.name == "figure":
            if hgnc is not None:
                yield from self._in_genes(record, hgnc)
                yield from self._in_sidecar(record, hgnc)
        elif is_human(record):
            former = _former(record, hgnc)
            if former:
                yield from self._in_labels(record, former, hgnc)
            if hgnc is not None and not sidecar_rows(record, "Label"):
                yield from self._in_keywords(record, hgnc)

    def _in_labels(self, record: Record, former: set[str], hgnc: Hgnc | None) -> Iterator[Finding]:
        """Check a pathway's labels that are mapped to a gene."""
        places = keyword_paths(record)
        for label, ids, symbols in sidecar_rows(record, "Label", "NCBI gene", "HGNC", first=former):
            new = _renamed(label, references(ids), references(symbols), hgnc)
            if new and label in places:
                path = places.pop(label)
                if record.kind.labels:  # the record is the drawing itself
                    yield self.finding(path, _message(label, new), fix=_replacing(new, path))
                else:
                    yield self._suggested(path, label, new)

    def _in_keywords(self, record: Record, hgnc: Hgnc) -> Iterator[Finding]:
        """Check a pathway's keywords if it is not known what they are made from."""
        for keyword, path in keyword_paths(record).items():
            new = hgnc.successors.get(keyword, ())
            if len(new) == 1 and keyword not in hgnc.aliases and _SYMBOL.fullmatch(keyword):
                yield self.finding(path, _message(keyword, new[0]), fix=_replacing(new[0], path))

    def _in_genes(self, record: Record, hgnc: Hgnc) -> Iterator[Finding]:
        """Check the genes in a figure's record."""
        keywords = keyword_paths(record)
        rows: dict[str, list[tuple[Path, str]]] = {}
        for path, gene in inline_genes(record):
            symbol = text(gene, "hgnc_symbol")
            if symbol and symbol not in hgnc.ids:
                rows.setdefault(symbol, []).append(((*path, "hgnc_symbol"), text(gene, "entrez")))
        for symbol, found in rows.items():
            paths = [path for path, _ in found]
            ids = {entrez for _, entrez in found if entrez}
            new = hgnc.successors.get(symbol, ())
            fix = None
            if len(new) == 1:
                message = _message(symbol, new[0])
                if ids <= {hgnc.ids[new[0]]} and symbol not in hgnc.aliases:
                    fix = _replacing(new[0], *paths, *_same_keyword(keywords, symbol, new[0]))
            elif new:
                message = f"`{symbol}` is the former symbol of several genes: {_listed(new)}"
            else:
                known = [hgnc.symbols[entrez] for entrez in ids if entrez in hgnc.symbols]
                message = f"`{symbol}` is not a symbol of HGNC"
                message += f"; the gene with this NCBI Gene id is {_listed(known)}" if known else ""
            yield self.finding(paths[0], message, fix=fix)

    def _in_sidecar(self, record: Record, hgnc: Hgnc) -> Iterator[Finding]:
        """Check the human genes in a figure's file."""
        places = keyword_paths(record)
        for organism, symbol, entrez in sidecar_rows(record, "organism_id", "ncbigene_symbol", "ncbigene_id"):
            if organism == HUMAN and symbol in places:
                new = _successor(symbol, [entrez], (), hgnc)
                if new:
                    yield self._suggested(places.pop(symbol), symbol, new)

    def _suggested(self, path: Path, symbol: str, new: str) -> Finding:
        """Return the finding for a keyword that is made from another file."""
        why = "keywords are made from the file in `_data/`, which needs the new symbol first"
        fix = suggestion(f"Replace it with `{new}`", Set(path, new), why=why)
        return self.finding(path, _message(symbol, new), fix=fix)


def _former(record: Record, hgnc: Hgnc | None) -> set[str]:
    """Return the keywords that may be former symbols, without reading the record's file."""
    found: set[str] = set()
    for keywords in keyword_lists(record):
        found |= may_be_former(keywords.texts)
        if hgnc is not None:
            found |= hgnc.successors.keys() & keywords.texts
    return found


def _renamed(label: str, ids: list[str], symbols: list[str], hgnc: Hgnc | None) -> str:
    """Return the symbol that replaced *label* for a gene with these ids and symbols; "" if none did."""
    if hgnc is not None and (label in hgnc.ids or label in hgnc.successors or label in hgnc.aliases):
        return _successor(label, ids, symbols, hgnc)
    return symbols[0] if len(symbols) == 1 and is_renamed(label, symbols[0]) else ""


def _successor(symbol: str, ids: Sequence[str], symbols: Sequence[str], hgnc: Hgnc) -> str:
    """Return the only approved symbol that replaced *symbol*, if it belongs to the same gene; else ""."""
    new = hgnc.successors.get(symbol, ())
    return new[0] if len(new) == 1 and (new[0] in symbols or hgnc.ids[new[0]] in ids) else ""


def _same_keyword(keywords: Mapping[str, Path], symbol: str, new: str) -> list[Path]:
    """Return the path of the keyword *symbol*, unless *new* is a keyword, too."""
    return [keywords[symbol]] if symbol in keywords and new not in keywords else []


def _message(symbol: str, new: str) -> str:
    return f"`{symbol}` is a former symbol; HGNC now calls the gene `{new}`"


def _replacing(new: str, *paths: Path) -> Fix:
    why = "the record may mean something else than the gene that once had this symbol"
    return unsafe(f"Replace it with `{new}`", *(Set(path, new) for path in paths), why=why)


def _listed(symbols: Sequence[str]) -> str:
    return ", ".join(f"`{symbol}`" for symbol in symbols)
