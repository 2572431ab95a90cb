from __future__ import annotations

import json
from typing import Any

import pytest

from lint.sources.info import info, info_text

SOURCE: dict[str, Any] = {
    "title": "T",
    "organism": "Homo sapiens",
    "authors": ["A", "B"],
    "version": "WP1_r2",
    "description": "a\nb",
    "ontology": [{"id": "pw:1"}, {"id": "DOID:2"}, {"id": "PW:1"}],
}


def test_the_fields_and_where_they_come_from() -> None:
    made = info("WP1", SOURCE)
    assert made.fields == {
        "wpid": "WP1",
        "organisms": ["Homo sapiens"],
        "description": "a b",
        "ontology-ids": ["PW:1", "DOID:2", "PW:1"],
        "title": "T",
        "authors": ["A", "B"],
        "revision": "r2",
    }
    assert made.crashes == ()
    assert made.origins["description",] == (("description",),)
    assert made.origins["authors", 1] == (("authors", 1),)
    assert made.origins["ontology-ids", 2] == (("ontology", 2, "id"),)
    assert made.origins["revision",] == (("version",),)


def test_what_the_source_lacks_has_no_place_in_it() -> None:
    made = info("WP1", {key: SOURCE[key] for key in ("authors", "version", "ontology")})
    assert made.fields["description"] == ""
    assert "title" not in made.fields
    assert [made.origins[path] for path in [("description",), ("title",), ("organisms", 0)]] == [(), (), ()]
    assert made.crashes == ()


@pytest.mark.parametrize(
    ("field", "value", "path", "missing"),
    [
        ("version", "WP1", ("version",), "revision"),
        ("version", "WP1__", ("version",), "revision"),
        ("version", "", ("version",), "revision"),
        ("authors", [], ("authors",), "authors"),
        ("ontology", [{"id": "PW:1"}, {"id": "0000738"}], ("ontology", 1, "id"), "ontology-ids"),
        ("ontology", [{"id": "GO:1"}], ("ontology", 0, "id"), "ontology-ids"),
        ("ontology", [{"term": "x"}], ("ontology", 0, "id"), "ontology-ids"),
    ],
)
def test_where_the_generators_crash(field: str, value: Any, path: tuple[Any, ...], missing: str) -> None:
    made = info("WP1", SOURCE | {field: value})
    assert made.crashes == (path,)
    assert missing not in made.fields


def test_a_revision_is_what_follows_the_first_underscore() -> None:
    assert info("WP1", SOURCE | {"version": "WP1_r20260101_x"}).fields["revision"] == "r20260101"
    assert info("WP1", SOURCE | {"version": "_r2"}).fields["revision"] == "r2"


def test_the_file_is_laid_out_as_org_json_lays_it_out() -> None:
    text = 'a/b</i> "\\ \t\x01\x85\u2028 β'
    made = info("WP1", SOURCE | {"title": text, "ontology": [], "authors": ["A"]})
    written = info_text(made, "2026-01-01")
    assert json.loads(written) == made.fields | {"last-edited": "2026-01-01"}
    assert '    "ontology-ids": [],\n' in written
    assert '    "authors": ["A"],\n' in written
    assert r'"title": "a/b<\/i> \"\\ \t\u0001\u0085\u2028 β"' in written
    several = info_text(info("WP1", SOURCE), "2026-01-01")
    assert '    "authors": [\n        "A",\n        "B"\n    ],\n    "revision": "r2"\n}' in several
