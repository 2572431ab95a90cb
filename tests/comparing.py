"""Compare records as a run does, for the tests of corpus rules."""

from __future__ import annotations

from collections.abc import Iterable

from lint.checker.corpus import Corpus
from lint.core.findings import Finding
from lint.records.record import Record
from lint.results.file_result import FileResult
from lint.results.packed import PackedFacts, PackedResults
from lint.rules import Rule


def compared(rules: Iterable[Rule], records: Iterable[Record]) -> dict[str, list[Finding]]:
    """Return what the corpus rules among *rules* find among *records*, by file."""
    corpus = Corpus(rules)
    results = [
        FileResult(record.file, kind=record.kind.name, record=record.id, facts=corpus.facts(record)[0])
        for record in sorted(records, key=lambda record: record.file)
    ]
    found, failures = corpus.findings(
        {code: PackedFacts([packed]) for code, packed in PackedResults.of(results).facts.items()}
    )
    assert failures == []
    return found
