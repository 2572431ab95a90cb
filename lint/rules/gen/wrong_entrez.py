from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.records.hgnc import Hgnc
from lint.records.record import Record
from lint.rules import Example, unsafe
from lint.rules.gen import HgncRule, inline_genes, is_human, keyword_paths, references, sidecar_rows, text

_FIGURE = "genes:\n- word: p53\n  hgnc_symbol: TP53\n  entrez: '{}'"
_SET = {
    "hgnc_complete_set.txt": "symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n"
    "TP53\tApproved\tp53\t\t7157\nTP53BP1\tApproved\t\t\t7158\n"
}


class WrongEntrez(HgncRule):
    """A gene's NCBI Gene id is not the id that HGNC gives for its symbol.

    People read the symbol, programs read the id. If the two name different genes, one of them is wrong. Look
    at the drawing to see which gene is meant. The fix takes the id that belongs to the symbol. It is unsafe
    because the symbol may be wrong instead.

    The rule needs HGNC's complete set: `recordlint genes fetch` downloads it, and `genes.hgnc` in the
    settings names it. Wrong genes in figure records are errors. For human pathways, the labels of the genes
    are compared with the ids in `_data/`. Differences are infos, since a label may mean something else than
    the symbol that it looks like (`TF`, transcription factor).
    """

    code = "GEN003"
    source = "HGNC's complete set"
    severity = Severity.ERROR
    kinds = frozenset({"figure", "pathway"})
    examples = (
        Example(
            bad=_FIGURE.format("7158"),
            good=_FIGURE.format("7157"),
            kind="figure",
            unsafe=True,
            sidecars=_SET,
            options={"hgnc": "hgnc_complete_set.txt"},
        ),
        Example(
            bad="wpid: WP1\norganisms:\n- Homo sapiens\nschema-jsonld:\n- keywords:\n  - TP53",
            sidecars={
                **_SET,
                "_data/WP1-datanodes.tsv": "Label\tType\tNCBI gene\tHGNC\n"
                "TP53\tGeneProduct\tncbigene:7158\thgnc.symbol:TP53BP1\n",
            },
            options={"hgnc": "hgnc_complete_set.txt"},
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        hgnc = self.hgnc
        if hgnc is None:
            return
        if record.kind.name == "figure":
            yield from self._in_record(record, hgnc)
        elif is_human(record):
            yield from self._in_sidecar(record, hgnc)

    def _in_record(self, record: Record, hgnc: Hgnc) -> Iterator[Finding]:
        for path, gene in inline_genes(record):
            symbol, entrez = text(gene, "hgnc_symbol"), text(gene, "entrez")
            right = hgnc.ids.get(symbol, "")
            if right and entrez.isdecimal() and entrez != right:
                fix = unsafe(
                    f"Take the id of `{symbol}`",
                    Set((*path, "entrez"), right),
                    why="the symbol may be wrong instead",
                )
                message = f"The NCBI Gene id of `{symbol}` is {right}; {entrez} is {_gene_of(entrez, hgnc)}"
                yield self.finding((*path, "entrez"), message, fix=fix)

    def _in_sidecar(self, record: Record, hgnc: Hgnc) -> Iterator[Finding]:
        places = keyword_paths(record)
        for label, ids, symbols in sidecar_rows(record, "Label", "NCBI gene", "HGNC"):
            right = hgnc.ids.get(label, "")
            found = [entrez for entrez in references(ids) if entrez.isdecimal()]
            # A locus that reads through into another gene is named after both: `PEDS1-UBE2V1`.
            is_part = any(label in symbol.split("-") for symbol in references(symbols))
            if right and found and right not in found and not is_part and label in places:
                given = ", ".join(f"{entrez} ({_gene_of(entrez, hgnc)})" for entrez in found)
                message = f"The NCBI Gene id of `{label}` is {right}; in `_data/` it has {given}"
                yield self.finding(places.pop(label), message, severity=Severity.INFO)


def _gene_of(entrez: str, hgnc: Hgnc) -> str:
    symbol = hgnc.symbols.get(entrez)
    return f"`{symbol}`" if symbol else "not a gene of HGNC"
