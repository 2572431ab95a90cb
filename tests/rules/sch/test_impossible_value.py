"""SCH006: impossible values are reported, values that are only rare are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.documents import GPML, read
from lint.documents.front_matter import FrontMatter
from lint.kinds.figure import FIGURE
from lint.kinds.kind import Kind
from lint.kinds.pathway import PATHWAY
from lint.kinds.pathway_source import PATHWAY_SOURCE
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
        ("authors:\n- Egonw\n- ' - '", "/authors/1", "Item 2 of `authors` has no letters"),
        ("title: ...", "/title", "`title` has no letters"),
        ("annotations:\n- id: CL:0000000", "/annotations/0/id", "is not an id of the Cell Type Ontology"),
        ("orcid: 0000-0003-1825-0097", "/orcid", "its last digit does not fit"),
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
        "orcid: https://orcid.org/0000-0002-1694-233X",
        "authors:\n- '%(^'\n- '007'",
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


@pytest.mark.parametrize(
    ("database", "good", "bad"),
    [
        ("Entrez Gene", ["7157", "100287171"], ["0", "-7157", "7157.0", "TP53", "07157"]),
        ("ChEBI", ["CHEBI:15422", "15422"], ["CHEBI:0", "CHEBI:15422."]),
        ("Uniprot-TrEMBL", ["P04637", "A0A024R161", "P04637-2"], ["O", "p04637", "TP53_HUMAN"]),
        ("Ensembl", ["ENSG00000141510", "YDR256C"], ["141510"]),
        ("PubChem-compound", ["5957", "CID:5957"], ["0", "-5957"]),
        ("HMDB", ["HMDB00538", "HMDB0000538"], ["HMDB538"]),
        ("Reactome", ["anything"], []),
    ],
)
def test_ids_of_databases_in_drawings(database: str, good: list[str], bad: list[str]) -> None:
    for id_ in (*good, *bad, ""):
        node = f'<DataNode TextLabel="x" GraphId="a1"><Xref Database="{database}" ID="{id_}" /></DataNode>'
        text = PATHWAY_SOURCE.sample.replace("</Pathway>", f"{node}</Pathway>")
        record = Record(read(text.encode(), format=GPML), PATHWAY_SOURCE, "WP1.gpml")
        told = [finding.message for finding in Checker([ImpossibleValue()]).check(record).findings]
        assert told == [f"`{id_}` is not an id of {database}"] * (id_ in bad)


@given(st.integers(0, 10**15 - 1))
def test_of_all_last_digits_of_an_orcid_one_fits(number: int) -> None:
    digits = f"{number:015}"
    forms = [f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}{last}" for last in "0123456789X"]
    assert sum(not told_of(f"orcid: {form}") for form in forms) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("20251110000000", "20251310000000", "The time `20251310000000` does not exist"),
        ("20251110000000", "00250314000000", "before there were such records"),
        ("20251110000000", "19980314000000", "before there were such records"),
        ("20251110000000", "29980314000000", "in the future"),
        ("WP1_r", "WP12_r", "is one of another pathway"),
    ],
)
def test_what_cannot_be_in_a_drawing_is_told(old: str, new: str, words: str) -> None:
    text = PATHWAY_SOURCE.sample.replace(f'"{old}', f'"{new}')
    record = Record(read(text.encode(), format=GPML), PATHWAY_SOURCE, "WP1.gpml")
    (found,) = Checker([ImpossibleValue()]).check(record).findings
    assert words in found.message


@pytest.mark.parametrize("score", ["-0.5", "1.01", "91", ".nan"])
def test_a_score_is_a_share(score: str) -> None:
    ((at, _),) = told_of(f"pathway_score: {score}\nautoml_pathway: 1", FIGURE)
    assert at == "/pathway_score"
