from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common


class DuplicateRecord(CorpusRule):
    """Two records of one repository have the same id.

    The site makes a page for each file, lists the record twice, and redirects the former addresses of both
    to one of them. Remove the wrong file, or give it its own id.
    """

    code = "DUP006"
    source = "the other records of the run"
    severity = Severity.ERROR
    examples = (
        Example(bad="wpid: WP1", others=("wpid: WP1",)),
        Example(ok="wpid: WP1", others=("wpid: WP2",)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the id."""
        id_field = record.kind.id_field
        for place, part in record.parts:
            id_ = part.get(id_field) if isinstance(part, dict) else None
            if isinstance(id_, str) and id_:
                yield (*place, id_field), id_

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for _, group in in_common(facts, lambda fact: [f"{fact.kind} {fact.data}"]):
            first = group[0]
            second = next((fact for fact in group if fact.file != first.file), None)
            for fact in group:
                other = second if second is None or fact.file == first.file else first
                where = f"The file {other.file}" if other else "Another record of this file"
                message = f"{where} also has the id `{fact.data}`"
                yield fact, self.finding(fact.path, message)
