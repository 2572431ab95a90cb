from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from lint.checker.corpus import Corpus
from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.results.file_result import FileResult
from lint.results.packed import PackedFacts, PackedResults
from lint.rules import CorpusRule, Fact, in_common
from lint.rules.dup.duplicate_record import DuplicateRecord

PATHWAY = builtin()[1]


class Told(CorpusRule):
    """Every fact is a finding, told twice over."""

    code = "DUP998"
    name = "told"
    severity = Severity.INFO

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        yield ("wpid",), record.id

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for _ in range(2):
            for fact in facts:
                yield fact, self.finding(fact.path, f"{fact.kind} {fact.record} says {fact.data}")


class Failing(Told):
    """It fails behind its first finding."""

    code = "DUP999"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        yield next(super().compare(facts))
        raise ValueError("odd")


def record_of(wpid: str, file: str = "") -> Record:
    return Record(FrontMatter(f"---\nwpid: {wpid}\n---\n".encode()), PATHWAY, file or f"_pathways/{wpid}.md")


def batch(*records: Record) -> dict[str, bytes]:
    """Return the facts of some records, packed."""
    corpus = Corpus([Told(), DuplicateRecord(), Failing()])
    return PackedResults.of(
        [
            FileResult(record.file, kind=record.kind.name, record=record.id, facts=corpus.facts(record)[0])
            for record in records
        ]
    ).facts


def test_facts_can_be_gone_through_several_times_batch_by_batch() -> None:
    batches = [batch(record_of("WP1"), record_of("WP2")), batch(record_of("WP3"))]
    found, failures = Corpus([Told()]).findings(
        {Told.code: PackedFacts([facts[Told.code] for facts in batches])}
    )
    assert failures == []
    said = {file: [each.message for each in findings] for file, findings in found.items()}
    assert said == {f"_pathways/WP{n}.md": [f"pathway WP{n} says WP{n}"] * 2 for n in range(1, 4)}


def test_a_rule_that_fails_is_told_and_the_others_are_heard() -> None:
    facts = batch(record_of("WP1"), record_of("WP1", "_pathways/WP2.md"))
    stated = {code: PackedFacts([packed]) for code, packed in facts.items()}
    found, (failure,) = Corpus([Failing(), DuplicateRecord()]).findings(stated)
    codes = sorted(each.code for findings in found.values() for each in findings)
    assert codes == ["DUP006", "DUP006", "DUP999"]
    assert failure.startswith("DUP999 failed to compare the records (ValueError: odd)")


FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(["a/_x/1.md", "a/_x/2.md", "a/_x/3.md", "b/_x/1.md", "1.md"]),
        st.just("pathway"),
        st.sampled_from(["WP1", "WP2"]),
        st.just(()),
        st.text("abc", max_size=3),
    )
)


@given(facts=FACTS)
def test_what_facts_have_in_common(facts: list[Fact]) -> None:
    wanted: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        for key in fact.data:
            wanted[fact.repository, key].append(fact)
    found = list(in_common(facts, lambda fact: fact.data))
    groups = [(key, group) for (_, key), group in wanted.items() if len(group) > 1]
    assert sorted((key, sorted(group)) for key, group in found) == sorted(
        (key, sorted(group)) for key, group in groups
    )
    for _, group in found:
        assert [fact.file for fact in group] == sorted(fact.file for fact in group)
