"""Files generated from a source are generated again after a repair if they matched it before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.checker.file_checker import FileChecker
from lint.documents.front_matter import FrontMatter
from lint.documents.gpml import Gpml
from lint.kinds import PATHWAY
from lint.settings import Settings
from lint.sources.derive import Lookups, Term, derive
from lint.sources.info import info, info_text
from lint.sources.regeneration import Edited
from lint.sources.table import HEADER

FIELDS = PATHWAY.source_fields


def node(label: str, name: str = "1", **fields: Any) -> dict[str, Any]:
    return {"label": label, "type": "Protein", "database": "D", "id": name, "comments": []} | fields


BEFORE: dict[str, Any] = {
    "title": "A title ",
    "organism": "Homo sapiens",
    "authors": ["Ana", "Bo "],
    "version": "WP1_r1",
    "description": "one\ntwo",
    "nodes": [node("b "), node("a", "2"), node("b", "3")],
    "ontology": [{"id": "PW:1"}, {"id": "PW:1"}, {"id": "CL:2"}],
}
AFTER = BEFORE | {
    "title": "A title",
    "authors": ["Ana", "Bo"],
    "nodes": [node("b"), node("a", "2"), node("b", "3")],
    "ontology": [{"id": "PW:1"}, {"id": "CL:2"}],
}
EDITED = Edited("WP1", BEFORE, AFTER)
NOTHING = Lookups()


def table(*rows: str) -> str:
    return "".join(f"{row}\n" for row in (HEADER, *rows))


def row(label: str, identifier: str) -> str:
    return f'{label}\tProtein\t{identifier}\t""\tensembl:{identifier}' + "\t" * 11


TABLE = table(row("b ", "d:1"), row("a", "d:2"), row("b", "d:3"))


def emitted(fields: dict[str, Any]) -> bytes:
    """Return a record as its generator writes it."""
    return f"---\n{yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True)}---".encode()


def made(record: dict[str, Any], edited: Edited = EDITED, lookups: Lookups = NOTHING) -> bytes:
    tables = TABLE, edited.table(TABLE)
    return edited.record(FrontMatter(emitted(record)), tables, lookups, FIELDS)


def test_the_table_keeps_what_the_source_does_not_give() -> None:
    assert EDITED.table(TABLE) == table(row("b", "d:1"), row("a", "d:2"), row("b", "d:3"))


def test_rows_that_become_equal_are_one() -> None:
    before = BEFORE | {"nodes": [node("b "), node("b")]}
    edited = Edited("WP1", before, BEFORE | {"nodes": [node("b"), node("b")]})
    assert edited.table(table(row("b ", "d:1"), row("b", "d:1"))) == table(row("b", "d:1"))


@pytest.mark.parametrize(
    "nodes",
    [
        [node("b", "4"), *BEFORE["nodes"][1:]],
        [node("b", database="E"), *BEFORE["nodes"][1:]],
        [node("n", "9"), *BEFORE["nodes"]],
    ],
)
def test_a_table_whose_identifiers_are_not_known_stays(nodes: list[dict[str, Any]]) -> None:
    assert Edited("WP1", BEFORE, BEFORE | {"nodes": nodes}).table(TABLE) == TABLE


def test_a_table_that_was_older_stays() -> None:
    older = TABLE.replace("a\t", "A\t")
    assert EDITED.table(older) == older


def test_the_info_file_keeps_its_day() -> None:
    before, after = (info_text(info("WP1", source), "2026-01-02") for source in (BEFORE, AFTER))
    assert EDITED.info(before) == after
    assert json.loads(after)["last-edited"] == "2026-01-02"
    assert EDITED.info(json.dumps(json.loads(before))) == after


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"title": "A title "}', "{"])
def test_an_info_file_that_was_older_stays(text: str) -> None:
    assert EDITED.info(text) == text
    same = info_text(info("WP1", BEFORE), "2026-01-02")
    assert Edited("WP1", BEFORE, BEFORE).info(same) == same


def test_a_record_becomes_what_the_generator_would_write() -> None:
    record = derive("WP1", BEFORE, {"ndex": "x"}, TABLE).fields
    assert made(record) == emitted(derive("WP1", AFTER, record, EDITED.table(TABLE)).fields)


def test_fields_that_were_not_in_step_stay() -> None:
    record = derive("WP1", BEFORE, {}, TABLE).fields | {"title": "By hand", "authors": ["Me"]}
    values = FrontMatter(made(record)).values
    assert (values["title"], values["authors"]) == ("By hand", ["Me"])
    assert values["schema-jsonld"][0]["name"] == "A title"


def test_annotations_need_their_words() -> None:
    edited = Edited("WP1", BEFORE, AFTER | {"ontology": [{"id": "DOID:3"}]})
    record = derive("WP1", BEFORE, {}, TABLE).fields
    assert made(record, edited) == emitted(record)
    terms = {name: Term(name.lower(), "up") for name in ("PW:1", "CL:2", "DOID:3")}
    known = Lookups(terms=terms)
    record = derive("WP1", BEFORE, {}, TABLE, known).fields
    (annotation,) = FrontMatter(made(record, edited, known)).values["annotations"]
    assert annotation == {"id": "DOID:3", "parent": "up", "type": "Disease Ontology", "value": "doid:3"}


# Real pathways --------------------------------------------------------------------------------


def test_a_repair_at_the_source_is_a_repair_of_the_record(sources: Path, tmp_path: Path) -> None:
    """What is generated from a repaired source is what the rules make of the record alone."""
    (tmp_path / "_data").mkdir()
    checker = FileChecker(Settings(), corpus=False, folder=str(tmp_path))
    differing: dict[str, tuple[set[Any], set[Any]]] = {}
    repaired = 0
    for folder in sorted((sources / "pathways").iterdir()):
        wpid = folder.name
        data, gpml = (folder / f"{wpid}.md").read_bytes(), (folder / f"{wpid}.gpml").read_bytes()
        rows = (folder / f"{wpid}-datanodes.tsv").read_text("utf-8")
        (tmp_path / f"_data/{wpid}-datanodes.tsv").write_text(rows, "utf-8")
        alone = FrontMatter(checker.fix(f"_pathways/{wpid}.md", data).data or data)
        after = checker.fix(f"{wpid}.gpml", gpml).data or gpml
        edited = Edited(wpid, Gpml(gpml).values, Gpml(after).values)
        record = FrontMatter(data)
        tables = rows, edited.table(rows)
        made = FrontMatter(edited.record(record, tables, Lookups(), FIELDS))
        repaired += made.data != data
        # What the source does not give is repaired in the record alone.
        for name in ("citedin", "annotations"):
            assert [each.keys() for each in made.values.get(name) or ()] == [
                each.keys() for each in alone.values.get(name) or ()
            ]
        own, others = ({**each.values, "citedin": 0} for each in (alone, made))
        for values in (own, others):
            values["annotations"] = [each["id"] for each in values["annotations"]]
        words, generated = (set(each["schema-jsonld"][0].pop("keywords")) for each in (own, others))
        assert own == others
        if words != generated:
            differing[wpid] = words - generated, generated - words
    assert repaired > 40
    # The source is right: a tab in a label has shifted its row, so that the record lacks the name.
    for words, generated in differing.values():
        assert {word.strip() for word in words} == {""}
        assert all(name.strip() for name in generated)
    assert len(differing) == 5
