from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress

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
from lint.rules.gen.renamed import RENAMED
from lint.rules.keyword_lists import keyword_lists

# Patterns of labels and of the symbols of the genes to which they are mapped, if the label can only be
# a former symbol: placeholders, which HGNC replaces when the function of a gene becomes known
# (blog.genenames.org/hgnc/2019/09/30/Minimising_changes), and families that it renamed. Other labels
# that differ often name a family (`AKT`, AKT1) or are mapped to a wrong gene (`COX2`, MT-CO2).
_RENAMED = (
    (r"C(?:\d+|[XY])(?:orf|ORF)\d+", r"(?!C(?:\d+|[XY])orf).+"),
    (r"KIAA\d{4}", r"(?!KIAA).+"),
    (r"FAM\d+[A-Z]\d?", r"(?!FAM).+"),
    (r"GPR\d+[A-Z]?", r"(?!GPR).+"),
    (r"HIST[1-4]H1[A-Z]", r"H1-.+"),
    (r"HIST[1-4]H(2A|2B|3|4)\w*", r"H\1C?\d+"),
    (r"H2AF\w+", r"(?:H2A|MACROH2A).+"),
    (r"H3F3([A-C])", r"H3-[35].*"),
    (r"ATP5(?:A1|B|C1|D|E|F1|G[123]|H|I|J2?|L2?|O)", r"ATP5(?:F1|P|M).+"),
    (r"ATPIF1", r"ATP5IF1"),
    (r"([A-Z]ARS|EPRS)", r"\1[1]"),
    (r"SEPT(\d+)", r"SEPTIN\1"),
    (r"MARCH(\d+)", r"MARCHF\1"),
    (r"FOXO([13])A", r"FOXO\1"),
    (r"ORC([1-6])L", r"ORC\1"),
    (r"(?:EMR|LPHN|BAI)\d", r"ADGR[A-Z]\d"),
    (r"EDG[1-8]", r"(?:S1PR|LPAR)\d"),
    (r"MLL\d?", r"KMT2[A-G]"),
    (r"SFRS(\d+)", r"SRSF\1"),
    (r"MAP3K7IP([123])", r"TAB\1"),
    (r"MYST([1-4])", r"KAT.+"),
    (r"EIF2C([1-4])", r"AGO\1"),
    (r"TCEB[123]", r"ELO[ABC]"),
    (r"EIF3S\d+", r"EIF3[A-M]"),
    (r"HNRP(\w{1,20})", r"HNRNP\1"),
    (r"JARID1([A-D])", r"KDM5\1"),
    (r"JMJD2([A-D])", r"KDM4\1"),
    (r"LASS([1-6])", r"CERS\1"),
    (r"LPPR([1-5])", r"PLPPR\1"),
    (r"CMKBR(\d+)", r"CCR\1"),
    (r"MADH([1-9])", r"SMAD\1"),
    (r"MIRN(\w{1,20})", r"MIR\1"),
    (r"MT(ND\dL?|CO[123]|ATP[68]|CYB)", r"MT-\1"),
    (r"NALP(\d+)", r"NLRP\1"),
    (r"ODZ([1-4])", r"TENM\1"),
    (r"PVRL([1-4])", r"NECTIN\1"),
    (r"SCYA(\d+)", r"CCL\1"),
    (r"SCYB(\d+)", r"CXCL\1"),
    (r"SLC21A\d+", r"SLCO.+"),
    (r"(?:CTGF|CYR61|NOV|WISP[123])", r"CCN[1-6]"),
    (r"IL8(?:R[AB])?", r"CXC(?:L8|R[12])"),
    (r"G6PC", r"G6PC1"),
    (r"MRE11A", r"MRE11"),
    (r"DDX58", r"RIGI"),
    (r"TMEM173", r"STING1"),
)
_PAIRS = tuple(lazy(f"{label} {symbol}") for label, symbol in _RENAMED)
_LABEL = lazy("|".join(label for label, _ in _RENAMED))
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

    Without further data the rule knows about 1,100 genes that HGNC has renamed (`ARNTL`, now BMAL1), renamed
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
    words = [word for words, *_ in keyword_lists(record) for word in words if isinstance(word, str)]
    found = set(compress(words, map(_has_former_form, words)))
    return found if hgnc is None else found | hgnc.successors.keys() & words


@lru_cache(maxsize=50_000)  # keywords repeat often
def _has_former_form(word: str) -> bool:
    return word in RENAMED or _LABEL.fullmatch(word) is not None


def _renamed(label: str, ids: list[str], symbols: list[str], hgnc: Hgnc | None) -> str:
    """Return the symbol that replaced *label* for a gene with these ids and symbols; "" if none did."""
    if hgnc is not None and (label in hgnc.ids or label in hgnc.successors or label in hgnc.aliases):
        return _successor(label, ids, symbols, hgnc)
    symbol = symbols[0] if len(symbols) == 1 else ""
    if label in RENAMED:
        return symbol if symbol == RENAMED[label] else ""
    return symbol if any(pair.fullmatch(f"{label} {symbol}") for pair in _PAIRS) else ""


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
