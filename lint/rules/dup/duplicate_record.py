"""DUP006 duplicate-record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common


class DuplicateRecord(CorpusRule):
    """Two records of one repository have the same id.

    The site makes a page of each file, lists the record twice, and lets one of them take the
    former addresses of both. Remove the file that is not meant, or give it its own id.
    """

    code = "DUP006"
    name = "duplicate-record"
    severity = Severity.ERROR
    examples = (
        Example(bad="wpid: WP1", others=("wpid: WP1",)),
        Example(ok="wpid: WP1", others=("wpid: WP2",)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the id."""
        id_field = record.kind.id_field
        id_ = record.values.get(id_field)
        if isinstance(id_, str) and id_:
            yield (id_field,), id_

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        """Yield a finding for each id that another file has too."""
        for _, group in in_common(facts, lambda fact: [f"{fact.kind} {fact.data}"]):
            first = group[0]
            second = next(each for each in group if each.file != first.file)
            for fact in group:
                other = second if fact.file == first.file else first
                message = f"The file {other.file} has the id `{fact.record}` too"
                yield fact, self.finding(fact.path, message)
