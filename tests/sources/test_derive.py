from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint.core.values import get, has, same
from lint.documents.front_matter import FrontMatter
from lint.documents.gpml import Gpml
from lint.sources.derive import Derived, Lookups, Term, derive
from lint.sources.info import info, info_text
from lint.sources.table import is_in_step, rows

SOURCE: dict[str, Any] = {
    "title": "T &Ouml;nder",
    "organism": "Homo sapiens",
    "authors": ["AAR&amp;Co", "Ana&iuml;s"],
    "version": "WP1_rr2",
    "description": "by AAR&amp;Co\nalone",
    "nodes": [
        {"label": "b", "type": "Protein", "database": "D", "id": "1", "comments": []},
        {"label": "a\nb", "type": "Protein", "database": "D", "id": "2", "comments": []},
        {"label": "b", "type": "Metabolite", "database": "D", "id": "3", "comments": []},
        {"label": "", "type": "Label", "comments": []},
    ],
    "ontology": [{"id": "PW:1", "term": "other"}, {"id": "CL:2"}],
}
DATASET = ("schema-jsonld", 0)


def test_a_record_is_made_of_its_source_alone() -> None:
    made = derive("WP1", SOURCE, {})
    assert made.crashes == ()
    description = "by AARandCo alone"
    assert made.fields == {
        "wpid": "WP1",
        "organisms": ["Homo sapiens"],
        "authors": ["AARandCo", "Ana&iuml;s"],
        "revision": "rr2",
        "title": "T Onder",
        "description": description,
        "annotations": [
            {"id": "PW:1", "type": "Pathway Ontology"},
            {"id": "CL:2", "type": "Cell Type Ontology"},
        ],
        "redirect_from": ["/index.php/Pathway:WP1", "/instance/WP1", "/instance/WP1_r2"],
        "seo": "CreativeWork",
        "schema-jsonld": [
            {
                "@context": "https://schema.org/",
                "@id": "https://wikipathways.github.io/pathways/WP1.html",
                "@type": "Dataset",
                "creator": {"@type": "Organization", "name": "WikiPathways"},
                "description": description,
                "keywords": ["ab", "b"],
                "license": "CC0",
                "name": "T Onder",
            }
        ],
    }


def test_each_value_leads_to_its_places_in_the_source() -> None:
    assert derive("WP1", SOURCE, {}).origins == {
        ("organisms", 0): (("organism",),),
        ("description",): (("description",),),
        ("annotations", 0): (("ontology", 0, "id"),),
        ("annotations", 0, "id"): (("ontology", 0, "id"),),
        ("annotations", 1): (("ontology", 1, "id"),),
        ("annotations", 1, "id"): (("ontology", 1, "id"),),
        ("title",): (("title",),),
        ("authors", 0): (("authors", 0),),
        ("authors", 1): (("authors", 1),),
        ("revision",): (("version",),),
        ("redirect_from", 2): (("version",),),
        (*DATASET, "name"): (("title",),),
        (*DATASET, "description"): (("description",),),
        (*DATASET, "keywords", 0): (("nodes", 1, "label"),),
        (*DATASET, "keywords", 1): (("nodes", 2, "label"), ("nodes", 0, "label")),
    }


def test_what_no_source_gives_is_as_in_the_record() -> None:
    record = {
        "last-edited": date(2026, 1, 1),
        "citedin": [{"link": "x"}],
        "communities": ["C"],
        "title": "old",
        "own": 1,
        "annotations": [{"id": "CL:2", "value": "v", "parent": "p", "type": "x"}],
    }
    fields = derive("WP1", SOURCE, record).fields
    for name in ("last-edited", "citedin", "communities", "own"):
        assert fields[name] == record[name]
    assert fields["title"] == "T Onder"
    assert fields["annotations"][1] == {
        "id": "CL:2",
        "value": "v",
        "parent": "p",
        "type": "Cell Type Ontology",
    }


def test_what_is_looked_up_comes_from_the_tables() -> None:
    lookups = Lookups(
        terms={"PW:1": Term("one"), "CL:2": Term("two", "cell")},
        communities={"A": {"WP1"}, "B": {"WP2"}, "C": ["WP1"]},
        ndex={"WP1": "n"},
        citedin={"WP1": [{"link": "x"}]},
    )
    record = {"communities": ["B"], "citedin": "", "ndex": None}
    fields = derive("WP1", SOURCE, record, lookups=lookups).fields
    assert fields["annotations"] == [
        {"id": "PW:1", "type": "Pathway Ontology", "value": "one"},
        {"id": "CL:2", "type": "Cell Type Ontology", "value": "two", "parent": "cell"},
    ]
    assert (fields["communities"], fields["ndex"], fields["citedin"]) == (["A", "C"], "n", [{"link": "x"}])


def test_what_is_looked_up_in_vain_is_empty_or_stays_away() -> None:
    lookups = Lookups(communities={}, ndex={}, citedin={})
    record = {"communities": ["B"], "citedin": [{"link": "x"}], "ndex": "n"}
    fields = derive("WP1", SOURCE, record, lookups=lookups).fields
    assert (fields["communities"], fields["ndex"], fields["citedin"]) == ([], None, "")
    assert not {"communities", "ndex", "citedin"} & derive("WP1", SOURCE, {}, lookups=lookups).fields.keys()
    without = derive("WP1", SOURCE, record, lookups=Lookups(citedin={"WP1": None})).fields
    assert without["citedin"] == [{"link": "x"}]


@pytest.mark.parametrize(
    ("change", "path", "kept"),
    [
        ({"version": "WP1"}, ("version",), ("revision",)),
        ({"authors": []}, ("authors",), ("authors",)),
        ({"ontology": [{"id": "GO:1"}]}, ("ontology", 0, "id"), ("annotations",)),
        (
            {"nodes": [{"type": "Protein", "database": "D", "id": "1", "comments": []}]},
            ("nodes", 0),
            (*DATASET, "keywords"),
        ),
        (
            {"nodes": [SOURCE["nodes"][0] | {"label": f'"{"x" * 200_000}'}]},
            ("nodes",),
            (*DATASET, "keywords"),
        ),
    ],
)
def test_where_a_generator_crashes_the_record_is_as_it_was(
    change: dict[str, Any], path: tuple[Any, ...], kept: tuple[Any, ...]
) -> None:
    record = derive("WP1", SOURCE, {}).fields
    made = derive("WP1", SOURCE | change, record)
    assert made.crashes == (path,)
    assert get(made.fields, kept) == get(record, kept)


def test_nothing_that_is_handed_in_changes() -> None:
    record = {"annotations": [{"id": "PW:1", "value": "AAR&amp;Co"}], "own": ["AAR&amp;Co"]}
    before = json.dumps([SOURCE, record])
    derive("WP1", SOURCE, record)
    assert json.dumps([SOURCE, record]) == before


# Real pathways --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pathway:
    wpid: str
    gpml: Gpml
    record: FrontMatter
    table: str
    info: str
    derived: Derived


@pytest.fixture(scope="module")
def stale(sources: Path) -> set[str]:
    lines = (sources / "shared-flags.tsv").read_text().splitlines()[1:]
    return {line.split("\t")[0] for line in lines if "stale" in line.split("\t")[-1].split("; ")}


@pytest.fixture(scope="module")
def lookups(sources: Path) -> Lookups:
    with (sources / "downstream/ndex_lookup.csv").open() as file:
        ndex = {row["wpid"]: row["ndexid"] for row in csv.DictReader(file)}
    return Lookups(
        communities={p.stem: set(p.read_text().split()) for p in sorted(sources.glob("communities/*.txt"))},
        ndex=ndex,
        citedin=FrontMatter((sources / "downstream/citedin_lookup.yml").read_bytes()).values,
    )


@pytest.fixture(scope="module")
def pathways(sources: Path, lookups: Lookups) -> list[Pathway]:
    found = []
    for folder in sorted((sources / "pathways").iterdir()):
        wpid = folder.name
        gpml = Gpml((folder / f"{wpid}.gpml").read_bytes())
        record = FrontMatter((folder / f"{wpid}.md").read_bytes())
        table = (folder / f"{wpid}-datanodes.tsv").read_bytes().decode()
        text = (folder / f"{wpid}-info.json").read_text()
        derived = derive(wpid, gpml.values, record.values, table, lookups)
        found.append(Pathway(wpid, gpml, record, table, text, derived))
    return found


def emitted(fields: dict[str, Any]) -> bytes:
    """Return a record as its generator writes it."""
    return f"---\n{yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True)}---".encode()


def test_real_records_are_derived_byte_for_byte(pathways: list[Pathway], stale: set[str]) -> None:
    assert {p.wpid for p in pathways if emitted(p.derived.fields) != p.record.data} == stale
    assert not any(pathway.derived.crashes for pathway in pathways)


def test_real_records_are_derived_without_table_and_lookups(pathways: list[Pathway], stale: set[str]) -> None:
    for pathway in pathways:
        derived = derive(pathway.wpid, pathway.gpml.values, pathway.record.values)
        assert (emitted(derived.fields) == pathway.record.data) == (pathway.wpid not in stale)


def test_real_tables_are_in_step(pathways: list[Pathway], stale: set[str]) -> None:
    for pathway in pathways:
        made = rows(pathway.gpml.values["nodes"])
        assert is_in_step(made, pathway.table) or pathway.wpid in stale


def test_real_info_files_are_written_byte_for_byte(pathways: list[Pathway], stale: set[str]) -> None:
    exact = 0
    for pathway in pathways:
        made = info(pathway.wpid, pathway.gpml.values)
        written = info_text(made, str(pathway.record.values["last-edited"]))
        exact += written == pathway.info
        if pathway.wpid in stale:
            assert written != pathway.info
        else:  # some are in an older layout
            old = json.loads(pathway.info)
            assert made.fields == {key: value for key, value in old.items() if key != "last-edited"}
    assert exact > len(pathways) * 0.8


def test_real_traces(sources: Path, pathways: list[Pathway]) -> None:
    by_id = {pathway.wpid: pathway for pathway in pathways}
    lines = (sources / "shared-trace.jsonl").read_text().splitlines()
    assert len(lines) > 300
    for entry in map(json.loads, lines):
        pathway = by_id[entry["wpid"]]
        path = tuple(int(key) if key.isdigit() else key for key in entry["pointer"].split("/")[1:])
        places = pathway.derived.origins.get(path)
        if places is None:
            assert entry["source"] is None, entry
            continue
        fields = pathway.derived.fields
        if not (has(fields, path) and same(get(fields, path), get(pathway.record.values, path))):
            places = ()  # a stale value, which has no place in the source any more
        # The trace gives where the attribute begins; the span of an author leads to the author in it.
        whole = [place[:1] if place[0] == "authors" else place for place in places]
        given = [(place["line"], place["column"]) for place in entry["source"]]
        assert bool(whole) == bool(given), entry
        assert {position(pathway.gpml, place) for place in whole} <= set(given), entry


def position(gpml: Gpml, path: tuple[Any, ...]) -> tuple[int, int]:
    """Return line and column, from 1."""
    start = gpml.span(path)[0]
    return gpml.text.count("\n", 0, start) + 1, start - gpml.text.rfind("\n", 0, start)
