"""SCH006: impossible values are reported, values that are only rare are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lint.checker.checker import Checker
from lint.documents.front_matter import FrontMatter
from lint.kinds.figure import FIGURE
from lint.kinds.kind import Kind
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.sch.impossible_value import ImpossibleValue


def told_of(text: str, kind: Kind = PATHWAY) -> list[tuple[str, str]]:
    record = Record(FrontMatter(f"---\n{text}\n---\n".encode()), kind)
    return [
        (finding.pointer, finding.message) for finding in Checker([ImpossibleValue()]).check(record).findings
    ]


@pytest.mark.parametrize(
    ("text", "pointer", "words"),
    [
        ("last-edited: 1025-11-10", "/last-edited", "is 1025-11-10, before there were such records"),
        ("last-edited: '2006-12-31'", "/last-edited", "is 2006-12-31, before there were such records"),
        (f"last-edited: {date.today() + timedelta(days=9)}", "/last-edited", "in the future"),
        ("last-edited: '2025-02-30'", "/last-edited", "The day `2025-02-30` does not exist"),
        ("title: ' '", "/title", "`title` is empty"),
        ("schema-jsonld:\n- name: ''", "/schema-jsonld/0/name", "`name` is empty"),
        ("organisms:\n- Homo sapiens\n- ''", "/organisms/1", "Item 2 of `organisms` is empty"),
        ("annotations:\n- id: CL:182", "/annotations/0/id", "is not an id of the Cell Type Ontology"),
        ("annotations:\n- id: PW:00000512", "/annotations/0/id", "is not an id of the Pathway Ontology"),
        ("annotations:\n- id: DOID:01612", "/annotations/0/id", "is not an id of the Disease Ontology"),
        (
            "annotations:\n- id: CL:0000182\n  type: Disease Ontology",
            "/annotations/0/type",
            "`CL:0000182` belongs to the Cell Type Ontology, not to the Disease Ontology",
        ),
        ("citedin:\n- link: 10.1093/nar/gkad960.", "/citedin/0/link", "ends with `.`"),
        ("citedin:\n- link: https://doi.org/10.1093/nar/gkad960,", "/citedin/0/link", "ends with `,`"),
    ],
)
def test_what_cannot_be_is_told(text: str, pointer: str, words: str) -> None:
    ((at, message),) = told_of(text)
    assert at == pointer
    assert words in message


@pytest.mark.parametrize(
    "text",
    [
        f"last-edited: {date.today()}",
        "last-edited: 2008-02-29",
        "schema-jsonld:\n- keywords:\n  - ''\n  - 1025-11-10x",
        "ndex: ''\ncitedin: ''\ndescription: ''",
        "annotations:\n- id: DOID:0050117\n  type: Disease Ontology",
        "annotations:\n- id: GO:1\n  type: Pathway Ontology",
        "authors:\n- '10.'\n- A. B.",
    ],
)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert told_of(text) == []


def test_years_of_articles() -> None:
    assert told_of("year: '1953'", FIGURE) == []
    assert [at for at, _ in told_of("year: '2110'", FIGURE)] == ["/year"]


def test_declared_kinds_may_tell_of_what_is_to_come() -> None:
    kind = Kind(name="term", patterns=(), id_field="id", title="title")
    vars(kind)["schema"] = {}
    assert told_of("id: a\ntitle: ''\nissued: 2999-01-01", kind) == [("/title", "`title` is empty")]
