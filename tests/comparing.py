"""Comparing records as a run does, for the tests of corpus rules."""

from __future__ import annotations

from collections.abc import Iterable

from lint.engine.corpus import Corpus
from lint.engine.outcomes import Batch, Outcome
from lint.findings import Finding
from lint.record import Record
from lint.rules import Rule


def compared(rules: Iterable[Rule], records: Iterable[Record]) -> dict[str, list[Finding]]:
    """Return what the corpus rules among *rules* find among *records*, by file."""
    corpus = Corpus(rules)
    outcomes = [
        Outcome(record.file, kind=record.kind.name, record=record.id, facts=corpus.facts(record)[0])
        for record in sorted(records, key=lambda record: record.file)
    ]
    found, failures = corpus.findings({code: [packed] for code, packed in Batch.of(outcomes).facts.items()})
    assert failures == []
    return found
