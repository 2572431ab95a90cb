"""Findings in a record's fields lead to the places in its source that the fields come from."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lint import check
from lint.commands.main import main
from lint.settings import Settings
from lint.settings.loading import load

RECORD = """---
authors:
- ' Ana'
- Bo
description: A long line with WingdingsÂ and more of it, so that nobody says it is short.
organisms:
- Homo sapiens
revision: r2
schema-jsonld:
- description: A long line with WingdingsÂ and more of it, so that nobody says it is short.
  keywords:
  - 'AKT1 '
  - TNF
  name: 'A title '
title: 'A title '
wpid: WP1
---
"""
GPML = """<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="A title " Version="WP1_r2" Author="[ Ana, Bo]"\
 Organism="Homo sapiens">
  <Comment Source="WikiPathways-description">A long line with WingdingsÂ and more of it, so that\
 nobody says it is short.</Comment>
  <DataNode TextLabel="TNF" Type="Protein"><Xref Database="D" ID="1" /></DataNode>
  <DataNode TextLabel="AKT1 " Type="Protein"><Xref Database="D" ID="2" /></DataNode>
  <DataNode TextLabel="AKT1 " Type="Protein"><Xref Database="D" ID="3" /></DataNode>
</Pathway>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a record and its source."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("WP1.md", RECORD), ("WP1.gpml", GPML)):
        (tmp_path / "pathways/WP1").mkdir(parents=True, exist_ok=True)
        (tmp_path / "pathways/WP1" / name).write_text(text, "utf-8")
    return tmp_path


def recordlint(*arguments: str) -> str:
    """Return what a run of recordlint prints."""
    return CliRunner().invoke(main, arguments).stdout


def found(path: str = "pathways/WP1/WP1.md", **settings: Any) -> dict[str, dict[str, Any] | None]:
    """Return the source that `json` gives for each finding of a record, by the pointer."""
    objects = json.loads(recordlint("check", path, "--output-format", "json", "--level", "info"))["findings"]
    return {each["pointer"]: each["source"] for each in objects if each["code"] in ("TXT001", "TXT005")}


FILE = "pathways/WP1/WP1.gpml"
PLACES = {
    "/title": {"file": FILE, "line": 2, "column": 56},
    "/description": {"file": FILE, "line": 3, "column": 46},
    "/authors/0": {"file": FILE, "line": 2, "column": 92},
    "/schema-jsonld/0/keywords/0": {"file": FILE, "line": 5, "column": 24, "places": 2},
}


def test_json_says_where_a_value_comes_from(folder: Path) -> None:
    assert found() == PLACES


def test_reports_for_people_say_where_a_value_comes_from(folder: Path) -> None:
    for report in ("full", "concise"):
        text = recordlint("check", "pathways/WP1/WP1.md", "--output-format", report)
        assert f"(from {FILE}:3:46)" in text
        assert f"(from {FILE}:5:24 and 1 other place)" in text


def test_sarif_relates_the_place(folder: Path) -> None:
    results = json.loads(recordlint("check", "pathways/WP1/WP1.md", "--output-format", "sarif"))["runs"][0]
    related = {
        json.dumps(place["physicalLocation"]["region"]["startLine"])
        + place["physicalLocation"]["artifactLocation"]["uri"]
        for result in results["results"]
        for place in result.get("relatedLocations", ())
    }
    assert f"3{FILE}" in related


def test_a_value_that_the_source_does_not_give_comes_from_nowhere(folder: Path) -> None:
    record = folder / "pathways/WP1/WP1.md"
    record.write_text(RECORD.replace("\ntitle: 'A title '", "\ntitle: 'Another '"), "utf-8")
    assert found() == PLACES | {"/title": None, "/schema-jsonld/0/name": PLACES["/title"]}


def test_items_are_found_where_they_moved(folder: Path) -> None:
    record = folder / "pathways/WP1/WP1.md"
    record.write_text(RECORD.replace("  - 'AKT1 '\n", "  - 'A0'\n  - 'AKT1 '\n"), "utf-8")
    place = PLACES["/schema-jsonld/0/keywords/0"]
    assert found()["/schema-jsonld/0/keywords/1"] == place


def test_the_settings_say_where_sources_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = folder / "site"
    (site / "_pathways").mkdir(parents=True)
    shutil.move(folder / "pathways/WP1/WP1.md", site / "_pathways/WP1.md")
    monkeypatch.chdir(site)
    assert set(found("_pathways").values()) == {None}
    (site / "recordlint.toml").write_text('[sources]\npathway = "../pathways/{id}/{id}.gpml"\n')
    expected = {pointer: place | {"file": f"../{FILE}"} for pointer, place in PLACES.items()}
    assert found("_pathways") == expected


@pytest.mark.parametrize("record_id", ["../pathways/WP1/WP1", "/etc/passwd", ".", "", "a\0b"])
def test_an_id_leads_to_no_other_file(folder: Path, record_id: str) -> None:
    (folder / "recordlint.toml").write_text('[sources]\npathway = "{id}.gpml"\n')
    record = folder / "_pathways/x.md"
    record.parent.mkdir()
    record.write_text(RECORD.replace("wpid: WP1", f"wpid: {json.dumps(record_id)}"), "utf-8")
    assert set(found("_pathways").values()) == {None}


@pytest.mark.parametrize("source", ["", "<a", "\0", "<!DOCTYPE x><x/>", "<Pathway/>"])
def test_a_source_that_cannot_be_read_gives_no_places(folder: Path, source: str) -> None:
    (folder / FILE).write_text(source)
    assert set(found().values()) == {None}


def test_what_was_found_is_found_anew_when_the_source_changes(folder: Path) -> None:
    for number in range(2, 60):  # enough for the cache
        shutil.copytree(folder / "pathways/WP1", folder / f"pathways/WP1{number}")
    arguments = ("check", "pathways", "--output-format", "jsonl", "--cache-dir", str(folder / "cache"))
    before = recordlint(*arguments)
    assert recordlint(*arguments) == before
    assert '"line": 3' in before
    (folder / FILE).write_text(GPML.replace("\n  <Comment", "\n\n\n  <Comment"))
    assert '"line": 5' in recordlint(*arguments)
    (folder / FILE).unlink()
    assert f'"{FILE}"' not in recordlint(*arguments)


def test_without_sources_no_record_is_asked_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is listed once, and nothing that reads sources is imported."""
    monkeypatch.chdir(tmp_path)
    Path("_pathways").mkdir()
    for number in range(20):
        Path(f"_pathways/WP{number}.md").write_text(RECORD.replace("WP1", f"WP{number}"), "utf-8")
    asked: list[str] = []
    listdir, stat, open_ = os.listdir, os.stat, os.open
    monkeypatch.setattr(os, "listdir", lambda path: asked.append(f"list {path}") or listdir(path))
    monkeypatch.setattr(os, "stat", lambda path, **more: asked.append(str(path)) or stat(path, **more))
    monkeypatch.setattr(
        os, "open", lambda path, *more, **named: asked.append(str(path)) or open_(path, *more, **named)
    )
    assert len(check("_pathways").findings) >= 20
    assert not [path for path in asked if path.endswith(".gpml")]
    assert asked.count(f"list {tmp_path / '_pathways'}") <= 1
    command = "import sys, lint; lint.check('_pathways'); sys.exit('lint.sources.source' in sys.modules)"
    subprocess.run([sys.executable, "-c", command], check=True)


NOTE = "Pathway records are generated: "


def test_where_no_source_is_at_hand_the_summary_says_once_where_to_repair(folder: Path) -> None:
    assert NOTE not in recordlint("check", "pathways")
    (folder / FILE).unlink()
    for command in ("check", "fix"):
        assert recordlint(command, "pathways").count(NOTE) == 1
    (folder / "pathways/WP1/WP1.md").write_text(
        RECORD.replace("Â", "").replace("A1", "A2").replace(" '", "'")
    )
    assert NOTE not in recordlint("check", "pathways", "--select", "TXT")


def test_the_page_of_a_rule_says_once_where_to_repair(folder: Path) -> None:
    assert recordlint("explain", "TXT001,TXT005").count(NOTE) == 1


def test_what_comes_from_a_source_at_hand_is_not_repaired_in_the_record(folder: Path) -> None:
    (folder / "pathways/WP1/WP1.md").write_text(
        RECORD.replace("wpid: WP1", "communities:\n- ' x'\nwpid: WP1"), "utf-8"
    )
    printed = recordlint("check", "pathways/WP1/WP1.md")
    assert "1 more with" in printed or "1 can be fixed with" in printed
    assert f"not applied here: this is generated from {FILE}" in printed
    recordlint("fix", "pathways/WP1/WP1.md", "--unsafe-fixes")
    after = (folder / "pathways/WP1/WP1.md").read_text("utf-8")
    assert after == RECORD.replace("wpid: WP1", "communities:\n- x\nwpid: WP1")
    (folder / FILE).unlink()
    recordlint("fix", "pathways/WP1/WP1.md", "--unsafe-fixes")
    assert "title: A title\n" in (folder / "pathways/WP1/WP1.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["{id}.xml", "WP1.gpml"])
def test_a_pattern_must_name_the_sources_of_all_records(tmp_path: Path, name: str) -> None:
    (tmp_path / "recordlint.toml").write_text(f"[sources]\npathway = '{name}'\n")
    with pytest.raises(Exception, match=r":2: sources.pathway: must name a file that ends in \.gpml"):
        load(tmp_path)


def test_real_findings_lead_to_their_places(sources: Path) -> None:
    """By an independent look at the same pathways, which leads from an author to the list of all."""
    rows = [json.loads(line) for line in (sources / "shared-trace.jsonl").read_text().splitlines()]
    records = {row["wpid"]: str(sources / f"pathways/{row['wpid']}/{row['wpid']}.md") for row in rows}
    found = check(*records.values(), settings=Settings(level="info")).findings
    origins = {(each.location.record, each.code, each.pointer): each.location.origin for each in found}
    for row in rows:  # of a text and its copy, the text is told
        if re.search("schema-jsonld/0/(description|name)", row["pointer"]):
            row["pointer"] = row["pointer"].replace("schema-jsonld/0/name", "title")
            row["pointer"] = row["pointer"].replace("schema-jsonld/0/", "")
    met = [row for row in rows if (row["wpid"], row["code"], row["pointer"]) in origins]
    assert len(met) > 0.9 * len(rows)  # the others are about records that are not among these
    for row in met:
        origin = origins[row["wpid"], row["code"], row["pointer"]]
        if not row["source"]:
            assert origin is None, row
            continue
        assert origin is not None, row
        place = {"line": origin.region.line, "column": origin.region.column}
        if "authors" in row["pointer"]:
            (attribute,) = row["source"]
            assert place["line"] == attribute["line"]
            assert place["column"] > attribute["column"]
        else:
            assert place in row["source"], row
