"""What the examples of the DUP rules that compare records cannot show."""

from __future__ import annotations

import pytest
from comparing import compared

from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import CorpusRule
from lint.rules.dup.duplicate_record import DuplicateRecord
from lint.rules.dup.duplicate_title import DuplicateTitle
from lint.rules.dup.shared_description import SharedDescription

PATHWAY = builtin()[1]
TEXT = "It shows how caffeine is made from xanthine in the leaves of coffee."


def found(rule: CorpusRule, *records: Record) -> list[tuple[str, str]]:
    return [(file, each.message) for file, found in compared([rule], records).items() for each in found]


def record_of(wpid: str, title: str, *organisms: str, folder: str = "_pathways") -> Record:
    text = f"wpid: {wpid}\ntitle: {title}\norganisms: [{', '.join(organisms)}]\ndescription: {TEXT}"
    return Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY, f"{folder}/{wpid}.md")


def test_titles_are_compared_organism_by_organism() -> None:
    one = record_of("WP1", "Caffeine  synthesis", "Homo sapiens", "Mus musculus")
    other = record_of("WP2", "caffeine synthesis", "Mus musculus")
    assert found(DuplicateTitle(), one, other) == [
        ("_pathways/WP1.md", "The same title as WP2, for Mus musculus"),
        ("_pathways/WP2.md", "The same title as WP1, for Mus musculus"),
    ]


def test_a_description_shared_under_one_title_is_told_as_one_title() -> None:
    records = [record_of("WP1", "A", "Homo sapiens"), record_of("WP2", "A", "Homo sapiens")]
    assert found(SharedDescription(), *records) == []
    assert len(found(SharedDescription(), *records, record_of("WP3", "B", "Homo sapiens"))) == 3


def test_many_are_counted() -> None:
    records = [record_of(f"WP{number}", "A", "Homo sapiens") for number in range(1, 7)]
    message = "The same title as WP2, WP3, WP4 and 2 more, for Homo sapiens"
    assert found(DuplicateTitle(), *records)[0] == ("_pathways/WP1.md", message)
    message = "The same title as WP2, WP3, WP4, for Homo sapiens"
    assert found(DuplicateTitle(), *records[:4])[0] == ("_pathways/WP1.md", message)


@pytest.mark.parametrize(
    "text",
    [
        "wpid:",
        "wpid: 5",
        "wpid: ''",
        "organisms: [H]",
        "organisms: [H]\ntitle: ' '",
        "organisms: [H]\ntitle: 5",
        "organisms: [H]\ndescription: 5",
    ],
)
def test_what_is_no_text_or_empty_is_not_compared(text: str) -> None:
    record = Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY, "_pathways/WP1.md")
    for rule in (DuplicateRecord(), DuplicateTitle(), SharedDescription()):
        assert list(rule.facts(record)) == []


def test_titles_are_compared_by_words_and_for_one_organism_too() -> None:
    documents = [
        FrontMatter(f"---\ntitle: {title}\norganisms: Homo sapiens\n---\n".encode())
        for title in ("Heart attack", "Heartattack", "heart attack")
    ]
    records = [Record(document, PATHWAY, f"_pathways/WP{n}.md") for n, document in enumerate(documents)]
    told = compared([DuplicateTitle()], records)
    assert {
        file: [(each.pointer, each.message) for each in found] for file, found in told.items() if found
    } == {
        "_pathways/WP0.md": [("/title", "The same title as WP2, for Homo sapiens")],
        "_pathways/WP2.md": [("/title", "The same title as WP0, for Homo sapiens")],
    }


def test_records_of_other_repositories_are_not_compared() -> None:
    for rule in (DuplicateRecord(), DuplicateTitle(), SharedDescription()):
        one = record_of("WP1", "A", "Homo sapiens", folder="of/a/_figures")
        assert found(rule, one, record_of("WP1", "A", "Homo sapiens", folder="of/b/_figures")) == []


def test_a_record_twice_is_told_once() -> None:
    one = record_of("WP1", "A", "Homo sapiens")
    other = record_of("WP1", "A", "Homo sapiens")
    other.file = "_pathways/WP1 copy.md"
    assert found(DuplicateRecord(), one, other) == [
        ("_pathways/WP1 copy.md", "The file _pathways/WP1.md also has the id `WP1`"),
        ("_pathways/WP1.md", "The file _pathways/WP1 copy.md also has the id `WP1`"),
    ]
    assert found(DuplicateTitle(), one, other) == []
    assert found(SharedDescription(), one, record_of("WP1", "B", "Homo sapiens")) == []
