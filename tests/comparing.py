"""Comparing records as a run does, for the tests of corpus rules."""

from __future__ import annotations

from collections.abc import Iterable

from lint.core.findings import Finding
from lint.records.record import Record
from lint.results import FileResult, PackedResults
from lint.rules import Rule
from lint.run.corpus import Corpus


def compared(rules: Iterable[Rule], records: Iterable[Record]) -> dict[str, list[Finding]]:
    """Return what the corpus rules among *rules* find among *records*, by file."""
    corpus = Corpus(rules)
    outcomes = [
        FileResult(record.file, kind=record.kind.name, record=record.id, facts=corpus.facts(record)[0])
        for record in sorted(records, key=lambda record: record.file)
    ]
    found, failures = corpus.findings(
        {code: [packed] for code, packed in PackedResults.of(outcomes).facts.items()}
    )
    assert failures == []
    return found
