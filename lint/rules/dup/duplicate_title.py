from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.core.wording import some
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common
from lint.rules.dup import MAX_NAMED, brief, folded, organisms

_RECORD = "wpid: {}\ntitle: {}\norganisms:\n- {}"
_HUMAN = _RECORD.format("WP2", "Apoptosis", "Homo sapiens")


class DuplicateTitle(CorpusRule):
    """Two pathways of one organism have the same title.

    In lists and search results they look like one pathway listed twice. Make the titles say how the pathways
    differ; if they are versions of one pathway, keep the better one.
    """

    code = "DUP005"
    source = "the other records of the run"
    severity = Severity.WARNING
    kinds = frozenset({"pathway"})
    examples = (
        Example(bad=_RECORD.format("WP1", "apoptosis", "Homo sapiens"), others=(_HUMAN,)),
        Example(ok=_RECORD.format("WP1", "Apoptosis", "Mus musculus"), others=(_HUMAN,)),
        Example(ok=_RECORD.format("WP1", "Apoptosis in the heart", "Homo sapiens"), others=(_HUMAN,)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the title, once for each organism."""
        title = record.field("title")
        if isinstance(title, str) and title.strip():
            key = brief(folded(title))
            for organism in organisms(record):
                yield ("title",), f"{key}\n{organism}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for data, group in in_common(facts, lambda fact: [fact.data]):
            organism = data.partition("\n")[2]
            records = list(dict.fromkeys(fact.record for fact in group))
            if len(records) == 1:
                continue
            for fact in group:
                others = [record for record in records[: MAX_NAMED + 1] if record != fact.record]
                message = f"The same title as {some(others, len(records) - 1, MAX_NAMED)}, for {organism}"
                yield fact, self.finding(fact.path, message)
