from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Remove
from lint.records.record import Record
from lint.rules import Example, Rule, safe

_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"
_FIGURE = """\
schema-jsonld:
  keywords:
  - PAH
  - PAH
genes:
- hgnc_symbol: PAH
chemicals:
- word: {}
diseases: []
"""


class DuplicateKeyword(Rule):
    """The same keyword is given twice.

    It counts double in the site's search and in every analysis that counts keywords. A figure may give a
    keyword twice if it belongs to two groups: a gene and a chemical are both called PAH.

    The fix removes the second one.
    """

    code = "KEY002"
    source = "the generators, which write each keyword once"
    severity = Severity.WARNING
    examples = (
        Example(bad=_PATHWAY.format("IL6\n  - TNF\n  - IL6"), good=_PATHWAY.format("IL6\n  - TNF")),
        Example(
            bad=_FIGURE.format("PAH").replace("  - PAH", "  - PAH\n  - PAH", 1),
            good=_FIGURE.format("PAH"),
            kind="figure",
        ),
        Example(ok=_FIGURE.format("PAH"), kind="figure"),
        Example(ok=_PATHWAY.format("IL6\n  - il6")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        allowed: Counter[object] | None = None
        for path, keywords in record.keyword_lists:
            try:
                if len(set(keywords)) == len(keywords):
                    continue
            except TypeError:
                continue  # an item is a list or a mapping: SCH002
            if allowed is None:
                allowed = self._allowed(record)
            if allowed is None:
                return
            seen: Counter[object] = Counter()
            for index, word in enumerate(keywords):
                seen[word] += 1
                if seen[word] > max(1, allowed[word]):
                    place = (*path, index)
                    fix = safe("Remove the repeated keyword", Remove(place))
                    yield self.finding(place, f"The keyword `{word}` is already given", fix=fix)

    def _allowed(self, record: Record) -> Counter[object] | None:
        """Return how often each word may be given; None if this is not known."""
        found = record.keyword_sources
        if found is not None:
            return Counter(word for group in found.groups for word in group)
        return Counter() if len(record.kind.keyword_groups) <= 1 else None
