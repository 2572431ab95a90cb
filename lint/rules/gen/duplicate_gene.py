from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.values import Remove, same
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.gen import inline_genes

_STAT4 = "- word: STAT4\n  symbol: STAT4\n  source: hgnc_symbol\n  hgnc_symbol: STAT4\n  entrez: '6775'"
_FAMILY = "- word: PKB/Akt\n  symbol: {}\n  source: {}\n  hgnc_symbol: AKT1\n  entrez: '207'"


class DuplicateGene(Rule):
    """The same gene is listed twice.

    The genes of a figure are counted and compared with those of other figures. A gene that is listed twice
    counts twice. The fix removes the second row if both rows are equal; if they differ, the finding is an
    info.

    One word may stand for several genes, and a gene may be found by several of its names: such rows are
    right.
    """

    code = "GEN005"
    source = "the record itself"
    severity = Severity.WARNING
    kinds = frozenset({"figure"})
    examples = (
        Example(bad=f"genes:\n{_STAT4}\n{_STAT4}", good=f"genes:\n{_STAT4}", kind="figure"),
        Example(bad=f"genes:\n{_STAT4}\n{_STAT4.replace('6775', '6776')}", kind="figure"),
        Example(
            ok=f"genes:\n{_FAMILY.format('AKT', 'bioentities_symbol')}\n"
            f"{_FAMILY.format('PKB', 'hgnc_alias_symbol')}",
            kind="figure",
        ),
    )

    def might_match(self, record: Record) -> bool:
        matches = [_match(gene) for _, gene in inline_genes(record)]
        return len(set(matches)) < len(matches)

    def check(self, record: Record) -> Iterator[Finding]:
        seen: dict[tuple[Any, ...], dict[Any, Any]] = {}
        for path, gene in inline_genes(record):
            match = _match(gene)
            first = seen.setdefault(match, gene)
            if first is gene:
                continue
            message = f"`{match[2]}` is listed twice for the word `{match[0]}`"
            if same(first, gene):
                yield self.finding(path, message, fix=safe("Remove the second row", Remove(path)))
            else:
                fields = {**first, **gene}
                differ = [f"`{key}`" for key in fields if not same(first.get(key), gene.get(key))]
                message += f", with a different {' and '.join(differ) or 'set of fields'}"
                yield self.finding(path, message, severity=Severity.INFO)


def _match(gene: dict[Any, Any]) -> tuple[str, str, str]:
    """Return the word, the name that matched it, and the gene."""
    return str(gene.get("word")), str(gene.get("symbol")), str(gene.get("hgnc_symbol"))
