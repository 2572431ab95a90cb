"""Records and their sources in one run: one fault is one finding, and is repaired at its origin."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from profiles import SOME

from lint.commands.main import main
from lint.core.limits import Limits
from lint.documents.front_matter import FrontMatter
from lint.documents.gpml import Gpml
from lint.records.inputs import Disk
from lint.sources.derive import derive
from lint.sources.info import info, info_text
from lint.sources.table import HEADER

Run = Callable[..., Result]

DAMAGED, GOOD = "The receptor (IL-2RÎ±) of a long text, so that nobody says it is short.", "IL-2Rα"
CONCISE = ("--output-format", "concise")
GPML = f"""<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="A title" Version="WP1_r20250101000000"\
 Author="[Ana, Bo]" Last-Modified="20250101000000" Organism="Homo sapiens">
  <Comment Source="WikiPathways-description">{DAMAGED}</Comment>
  <DataNode TextLabel="TNF" Type="Protein"><Xref Database="D" ID="1" /></DataNode>
  <DataNode TextLabel="AKT1 " Type="Protein"><Xref Database="D" ID="2" /></DataNode>
  <DataNode TextLabel="AKT1 " Type="Protein"><Xref Database="D" ID="3" /></DataNode>
</Pathway>
"""
SOURCE = "pathways/WP1/WP1.gpml"
RECORD = "pathways/WP1/WP1.md"


def pathway(folder: Path, gpml: str = GPML, wpid: str = "WP1") -> None:
    """Write a source with all that is made of it."""
    gpml = gpml.replace("WP1_", f"{wpid}_")
    folder.mkdir(parents=True)
    values = Gpml(gpml.encode()).values
    rows = [f'{node["label"]}\tProtein\td:{node["id"]}\t""' + "\t" * 12 for node in values["nodes"]]
    table = "\n".join([HEADER, *rows, ""])
    fields = derive(wpid, values, {"communities": [" C"]}, table).fields
    text = yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True)
    (folder / f"{wpid}.gpml").write_text(gpml, "utf-8")
    (folder / f"{wpid}.md").write_text(f"---\n{text}---", "utf-8")
    (folder / f"{wpid}-datanodes.tsv").write_text(table, "utf-8")
    (folder / f"{wpid}-info.json").write_text(info_text(info(wpid, values), "2025-01-01"), "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a pathway."""
    monkeypatch.chdir(tmp_path)
    pathway(tmp_path / "pathways/WP1")
    return tmp_path


@pytest.fixture
def recordlint() -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--select", "TXT001,TXT005,SRC001"])

    return run


def told(result: Result) -> list[str]:
    """Return what `concise` tells: file, code, and what follows the message."""
    found: list[str] = []
    for line in result.stdout.splitlines():
        if match := re.match(r"(?:\S*/)?(WP\S+?):\d+:\d+: (\w+(?: \[fixed\])?) (.*)", line):
            more = re.search(r"also in .*|\(from .*\)", match[3])
            found.append(" ".join([match[1], match[2], *([more[0]] if more else [])]))
    return found


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a pathway's files, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_cause_is_one_finding(folder: Path, recordlint: Run) -> None:
    assert told(recordlint("check", *CONCISE)) == [
        "WP1.gpml TXT001 also in WP1.md (2 fields)",
        "WP1.gpml TXT005 also in WP1.md (1 field)",
        "WP1.gpml TXT005",
        "WP1.md TXT005",  # a community, which no source gives
    ]


def test_what_comes_of_one_fault_is_told_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A torn table, an empty keyword and nearly equal words come of labels; an empty text of none."""
    monkeypatch.chdir(tmp_path)
    gpml = (
        re.sub("  <Comment.*\n", "", GPML)
        .replace('"TNF"', '"&#x9;Glucose"')
        .replace('"AKT1 "', '"Glucose"', 1)
    )
    pathway(tmp_path / "pathways/WP1", gpml.replace('"AKT1 "', '"glucose"'))
    codes = "SRC003,SRC006,KEY004,KEY005,CUR001"
    result = CliRunner().invoke(main, ["check", "--select", codes, "--level", "info", *CONCISE])
    assert told(result) == [
        "WP1.gpml CUR001 also in WP1.md (1 field)",
        "WP1.gpml SRC003 also in WP1.md (1 field)",
        "WP1.gpml KEY005 also in WP1.md (1 field)",
    ]


def test_a_misread_label_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its source, not in the record and its table too."""
    monkeypatch.chdir(tmp_path)
    pathway(tmp_path / "pathways/WP1", GPML.replace("TNF", "TNFÎ±"))
    result = CliRunner().invoke(main, ["check", "--select", "TXT001,SRC006", *CONCISE])
    assert told(result) == [
        "WP1.gpml TXT001 also in WP1.md (2 fields)",
        "WP1.gpml TXT001 also in WP1.md (1 field)",
    ]


def test_what_the_source_no_longer_has_is_made_anew(folder: Path, recordlint: Run) -> None:
    recordlint("fix")
    result = recordlint("fix", "--derive")
    assert "`--derive` does not: the revision is the same" in result.stdout
    assert "where `recordlint fix` repairs it" not in result.stdout
    assert f"generated from {SOURCE}, which no longer has it" in result.stdout


def test_a_torn_row_is_repaired_in_the_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pathway(tmp_path / "pathways/WP1", GPML.replace('"TNF"', '"TNF&#x9;"'))

    def check() -> str:
        return CliRunner().invoke(main, ["check", RECORD, "--select", "SRC006", *CONCISE]).stdout

    assert "its label ends with a tab: remove it in the drawing" in check()
    CliRunner().invoke(main, ["fix", SOURCE, "--select", "SRC003"])
    assert "the drawing is newer, and a push regenerates the table" in check()


def test_a_record_alone_leads_to_its_source(folder: Path, recordlint: Run) -> None:
    assert told(recordlint("check", RECORD, *CONCISE)) == [
        "WP1.md TXT005",
        f"WP1.md TXT001 (from {SOURCE}:3:46)",
        f"WP1.md TXT005 (from {SOURCE}:5:24 and 1 other place)",
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_joining_does_not_hang_on_how_the_work_is_shared(folder: Path, recordlint: Run, jobs: str) -> None:
    for number in range(2, 230):
        pathway(folder / f"pathways/WP{number}", wpid=f"WP{number}")
    options = (*CONCISE, "--cache-dir", "cache", "--no-corpus", "--ignore", "SRC001")
    result = recordlint("check", *options, "--jobs", jobs)
    lines = told(result)
    assert len(lines) == 4 * 229
    assert sum("also in" in line for line in lines) == 2 * 229
    assert recordlint("check", *options).stdout == result.stdout


@pytest.mark.parametrize("named", [(), (SOURCE,), (RECORD,), ("WP1",), ("pathways",), (RECORD, SOURCE)])
def test_only_the_source_is_repaired(folder: Path, recordlint: Run, named: tuple[str, ...]) -> None:
    before = content(folder / "pathways/WP1")
    record = before["WP1.md"]
    result = recordlint("fix", *named, *CONCISE)
    after = content(folder / "pathways/WP1")
    assert after["WP1.gpml"] == GPML.replace("Î±", "α").replace("AKT1 ", "AKT1").encode()
    if named != (SOURCE,):
        record = record.replace(b"- ' C'", b"- C")
    assert after == before | {"WP1.gpml": after["WP1.gpml"], "WP1.md": record}
    assert all("[fixed]" in line for line in told(result))
    assert result.stdout.count(OLDER) == 1
    assert result.exit_code == 0
    again = recordlint("fix", *named, *CONCISE)
    assert content(folder / "pathways/WP1") == after
    assert OLDER not in again.stdout
    assert again.exit_code == int(named != (SOURCE,))


OLDER = "Now older than the drawing: 1 record. A push generates it again"


def test_what_a_repair_did_not_cause_is_still_told(folder: Path, recordlint: Run) -> None:
    """A record that somebody changed by hand, and a fault there that the drawing never had."""
    record = folder / RECORD
    record.write_bytes(record.read_bytes().replace(b"\ntitle: A title\n", b"\ntitle: 'A  title'\n"))
    result = recordlint("fix", *CONCISE)
    assert [line for line in told(result) if "[fixed]" not in line] == ["WP1.md SRC001", "WP1.md TXT005"]
    assert result.exit_code == 1
    assert OLDER in result.stdout


def test_a_repair_that_is_only_shown_makes_nothing_older(folder: Path, recordlint: Run) -> None:
    assert OLDER not in recordlint("fix", "--diff").stdout


def test_a_repaired_label_leaves_its_table_torn_until_a_push(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pathway(tmp_path / "pathways/WP1", GPML.replace('"TNF"', '"&#x9;TNF"'))
    codes = "SRC,KEY004"
    result = CliRunner().invoke(main, ["fix", "--select", codes, *CONCISE])
    assert told(result) == ["WP1.gpml SRC003 [fixed]"]
    assert result.exit_code == 0
    left = CliRunner().invoke(main, ["check", "--select", codes, *CONCISE])
    assert told(left) == ["WP1.md SRC001", "WP1.md SRC006"]


@pytest.mark.parametrize("named", [(), (SOURCE,), (RECORD,), ("WP1",)])
def test_derive_makes_the_rest_anew(folder: Path, recordlint: Run, named: tuple[str, ...]) -> None:
    pathway(folder / "expected", GPML.replace("Î±", "α").replace("AKT1 ", "AKT1"))
    result = recordlint("fix", *named, "--derive", *CONCISE)
    expected = content(folder / "expected")
    if named != (SOURCE,):
        expected["WP1.md"] = expected["WP1.md"].replace(b"- ' C'", b"- C")
    assert content(folder / "pathways/WP1") == expected
    assert all("[fixed]" in line for line in told(result))
    assert result.exit_code == 0


def test_derive_leaves_what_somebody_changed(folder: Path, recordlint: Run) -> None:
    record = folder / RECORD
    record.write_bytes(record.read_bytes().replace(b"\ntitle: A title\n", b"\ntitle: By hand\n"))
    result = recordlint("fix", "--derive", *CONCISE)
    assert FrontMatter(record.read_bytes()).values["title"] == "By hand"
    assert GOOD in FrontMatter(record.read_bytes()).values["description"]
    assert "WP1.md SRC001" in told(result)


def test_derive_leaves_an_info_file_that_is_too_deep(folder: Path, recordlint: Run) -> None:
    info_file = folder / "pathways/WP1/WP1-info.json"
    info_file.write_text("[" * 9_000)
    result = recordlint("fix", "--derive", *CONCISE)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert info_file.read_text() == "[" * 9_000
    assert GOOD in FrontMatter((folder / RECORD).read_bytes()).values["description"]
    assert "WP1.md SRC001" in told(result)


def test_derive_makes_a_record_anew_whose_source_is_newer(folder: Path, recordlint: Run) -> None:
    newer = GPML.replace("r20250101000000", "r20260101000000").replace("A title", "Another title")
    newer = newer.replace("Î±", "α").replace("AKT1 ", "AKT1")
    pathway(folder / "expected", newer)
    (folder / SOURCE).write_text(newer, "utf-8")
    shown = recordlint("check", RECORD)
    assert ": the drawing is newer\n" in shown.stdout
    assert "`recordlint fix --derive` applies it" in shown.stdout
    before = content(folder / "pathways/WP1")
    recordlint("fix", "--unsafe-fixes")
    assert content(folder / "pathways/WP1")["WP1.md"] == before["WP1.md"].replace(b"- ' C'", b"- C")
    recordlint("fix", "--derive")
    made = content(folder / "pathways/WP1")["WP1.md"]
    assert made == content(folder / "expected")["WP1.md"].replace(b"- ' C'", b"- C")


def test_derive_looks_up_the_words_of_terms(folder: Path, recordlint: Run) -> None:
    (folder / "annotations").mkdir()
    for ontology in ("PW", "CL", "DOID"):
        rows = "Class ID,Preferred Label,Parents\nhttp://purl.obolibrary.org/obo/PW_0000512,a pathway,\n"
        (folder / f"annotations/{ontology}.csv").write_text(rows, "utf-8")
    term = (
        '<Biopax><bp:openControlledVocabulary xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#">'
        "<bp:ID>PW:0000512</bp:ID></bp:openControlledVocabulary></Biopax></Pathway>"
    )
    newer = GPML.replace("r20250101000000", "r20260101000000").replace("</Pathway>", term)
    (folder / SOURCE).write_text(newer.replace("Î±", "α").replace("AKT1 ", "AKT1"), "utf-8")
    recordlint("fix", "--derive")
    record = FrontMatter((folder / RECORD).read_bytes()).values
    annotation = {"id": "PW:0000512", "type": "Pathway Ontology", "value": "a pathway"}
    assert record["annotations"] == [annotation]


def test_stamp_sets_version_and_date(folder: Path, recordlint: Run) -> None:
    recordlint("fix", "--stamp", "--derive")
    values = Gpml((folder / SOURCE).read_bytes()).values
    assert re.fullmatch(r"WP1_r20\d{12}", values["version"])
    assert values["version"] == f"WP1_r{values['last-modified']}" != "WP1_r20250101000000"
    revision = values["version"].removeprefix("WP1_")
    record = FrontMatter((folder / RECORD).read_bytes()).values
    assert (record["revision"], record["redirect_from"][-1]) == (revision, f"/instance/WP1_{revision}")
    stamped = (folder / SOURCE).read_bytes()
    recordlint("fix", "--stamp")
    assert (folder / SOURCE).read_bytes() == stamped  # there was nothing to repair


def test_a_patch_has_all_that_would_be_written(folder: Path, recordlint: Run) -> None:
    before = content(folder / "pathways/WP1")
    patch = recordlint("fix", "--derive", "--diff", "--quiet").stdout
    assert set(re.findall(r"^\+\+\+ b/pathways/WP1/(\S+)", patch, re.MULTILINE)) == set(before)
    assert content(folder / "pathways/WP1") == before


def applied(patch: bytes, folder: Path) -> None:
    """Let git apply a *patch* in the working folder, which must not be in a repository."""
    Path("changes.patch").write_bytes(patch)
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    subprocess.run(["git", "apply", "--whitespace=nowarn", "changes.patch"], check=True, env=environment)
    Path("changes.patch").unlink()


def all_content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def repaired_as_by_a_patch(folder: Path, recordlint: Run, *paths: str) -> dict[str, bytes]:
    """Return what a repair of *paths* leaves in the working *folder*, which is what its patch gives."""
    before = all_content(folder)
    patch = recordlint("fix", *paths, "--derive", "--diff", "--quiet").stdout_bytes
    recordlint("fix", *paths, "--derive")
    after = all_content(folder)
    for name, data in before.items():
        (folder / name).write_bytes(data)
    applied(patch, folder)
    assert all_content(folder) == after
    return after


@pytest.mark.parametrize("paths", [["."], [SOURCE], [RECORD]])
def test_a_patch_gives_what_a_repair_writes(folder: Path, recordlint: Run, paths: list[str]) -> None:
    """The record is generated again, and its community has a fix of its own."""
    before = all_content(folder)
    assert repaired_as_by_a_patch(folder, recordlint, *paths)[RECORD] != before[RECORD]


def test_a_patch_of_real_pathways_gives_what_a_repair_writes(
    tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Communities are damaged in records of which many are generated again."""
    for path in sorted(sources.glob("pathways/*"))[SOME]:
        shutil.copytree(path, tmp_path / "pathways" / path.name)
    for record in tmp_path.rglob("*.md"):
        record.write_bytes(
            re.sub(rb"(?m)^communities:\n- (\w+)$", rb"communities:\n- ' \1'", record.read_bytes())
        )
    monkeypatch.chdir(tmp_path)
    repaired_as_by_a_patch(tmp_path, lambda *arguments: CliRunner().invoke(main, arguments))


def test_sources_elsewhere_are_repaired_there(
    folder: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = folder / "site"
    (site / "_pathways").mkdir(parents=True)
    (site / "_data").mkdir()
    shutil.move(folder / RECORD, site / "_pathways/WP1.md")
    shutil.move(folder / "pathways/WP1/WP1-datanodes.tsv", site / "_data")
    (site / "recordlint.toml").write_text('[sources]\npathway = "../pathways/{id}/{id}.gpml"\n')
    monkeypatch.chdir(site)
    assert told(recordlint("check", "WP1", *CONCISE))[0] == "WP1.gpml TXT001 also in WP1.md (2 fields)"
    result = recordlint("fix", "--derive", *CONCISE)
    assert f"../{SOURCE}:3:65: TXT001 [fixed]" in result.stdout
    assert "Î±" not in (folder / SOURCE).read_text("utf-8")
    assert GOOD in (site / "_pathways/WP1.md").read_text("utf-8")
    assert "\nAKT1\t" in (site / "_data/WP1-datanodes.tsv").read_text("utf-8")


def test_a_record_is_found_by_its_id(folder: Path, recordlint: Run) -> None:
    pathway(folder / "pathways/WP12", wpid="WP12")
    assert told(recordlint("check", "WP1", *CONCISE))[0] == "WP1.gpml TXT001 also in WP1.md (2 fields)"
    assert "in 1 record and 1 drawing" in recordlint("check", "WP1").stdout
    Path("WP1").write_text("---\ntitle: x\n---\n")  # a file is what it is called
    assert "WP1.gpml" not in recordlint("check", "WP1").stdout


def test_an_id_that_no_record_has_is_told(folder: Path, recordlint: Run) -> None:
    result = recordlint("check", "WP2")
    assert result.exit_code == 2
    assert "WP2 does not exist, and no record here has this id" in result.output


def test_a_cluster_makes_nothing_anew(folder: Path, recordlint: Run) -> None:
    for option in ("--derive", "--stamp"):
        result = recordlint("fix", option, "--executor", "dask:tcp://localhost:1")
        assert result.exit_code == 2
        assert "need the files" in result.output


def test_what_only_repairs_is_refused_to_a_check(folder: Path, recordlint: Run) -> None:
    for option in ("--derive", "--stamp"):
        assert recordlint("check", option).exit_code == 2
        assert recordlint("check", option, "--diff").exit_code == 1


def test_where_no_source_is_at_hand_the_record_is_repaired(folder: Path, recordlint: Run) -> None:
    (folder / SOURCE).unlink()
    result = recordlint("fix")
    assert GOOD in (folder / RECORD).read_text("utf-8")
    assert "repair the drawing (the .gpml file) too" in result.stdout


def test_each_source_is_read_once(folder: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a file of the run, and the source of a record; it is opened once, and read once."""
    for number in range(100, 140):
        pathway(folder / f"pathways/WP{number}", wpid=f"WP{number}")
    readings: Counter[bytes] = Counter()
    read = Gpml.__init__

    def counted(document: Gpml, data: bytes, limits: Limits) -> None:
        readings[data] += 1
        read(document, data, limits)

    opened: Counter[str] = Counter()
    open_ = os.open

    def noted(path: str, *more: int, **named: int) -> int:
        opened[os.path.basename(path)] += 1
        return open_(path, *more, **named)

    monkeypatch.setattr(Gpml, "__init__", counted)
    monkeypatch.setattr(os, "open", noted)
    assert "TXT001" in recordlint("check", ".", "--no-cache", "-j", "1").stdout
    assert len(readings) >= 40
    assert set(readings.values()) == {1}
    assert {times for name, times in opened.items() if name.endswith(".gpml")} == {1}


def test_a_source_that_changes_in_a_run_is_read_again(folder: Path) -> None:
    disk, source = Disk(Limits()), str(folder / SOURCE)
    assert disk.read(source) == GPML.encode() == disk.sidecar((source, None))
    Path(source).write_bytes(b"new")
    assert disk.read(source) == b"new" == disk.sidecar((source, None))
    Path(source).unlink()
    with pytest.raises(OSError, match="No such file"):
        disk.read(source)


def test_derive_is_not_answered_from_the_cache(folder: Path, recordlint: Run) -> None:
    """A check keeps what it finds for later runs; a stale record has no fix but by `--derive`."""
    good = GPML.replace("Î±", "α").replace("AKT1 ", "AKT1")
    newer = good.replace("r20250101000000", "r20260101000000")
    for number in range(2, 32):
        pathway(folder / f"pathways/WP{number}", good, wpid=f"WP{number}")
    (folder / "pathways/WP2/WP2.gpml").write_text(newer.replace("WP1_", "WP2_"), "utf-8")
    for record in Path().rglob("*.md"):
        record.write_bytes(record.read_bytes().replace(b"- ' C'", b"- C"))
    recordlint("check", "--cache-dir", "cache")
    recordlint("fix", "--cache-dir", "cache", "--derive")
    record = FrontMatter((folder / "pathways/WP2/WP2.md").read_bytes()).values
    assert record["revision"] == "r20260101000000"


def test_derive_says_what_it_leaves(folder: Path, recordlint: Run) -> None:
    """The files beside a record that is older than its drawing have no revision in common with it."""
    (folder / SOURCE).write_text(GPML.replace("r20250101000000", "r20260101000000"), "utf-8")
    before = content(folder / "pathways/WP1")
    assert "a push regenerates the files beside the record" in recordlint("check", RECORD).stdout
    result = recordlint("fix", RECORD, "--derive")
    assert content(folder / "pathways/WP1")["WP1-info.json"] == before["WP1-info.json"]
    assert "WP1-info.json" in result.stdout
    assert (
        "a push makes it anew (`--derive` does not); otherwise, change the drawing"
        in recordlint("check", RECORD).stdout
    )
    assert "the revision is the same" not in result.stdout


def test_a_second_repair_says_what_makes_the_record_anew(folder: Path, recordlint: Run) -> None:
    assert recordlint("fix", SOURCE).exit_code == 0
    second = recordlint("fix", "WP1")
    assert second.exit_code == 1
    assert "a push makes the record anew (`--derive` does not: the revision is the same)" in second.stdout


def test_of_gpml_2021_nobody_says_that_the_record_is_older(folder: Path, recordlint: Run) -> None:
    """How records are generated from it is not known."""
    Path(SOURCE).write_text(
        '<Pathway xmlns="http://pathvisio.org/GPML/2021" title="Anti-IL-2RÎ± " version="WP1_r20260101000000">'
        "<DataNodes><DataNode textLabel='AKT1 ' type='Protein'><Xref dataSource='d' identifier='1'/>"
        "</DataNode></DataNodes></Pathway>",
        "utf-8",
    )
    assert "SRC001" not in recordlint("check", ".").stdout
    recordlint("fix", SOURCE, "--derive")
    assert Path(SOURCE).read_text("utf-8").count("IL-2Rα") == 1
    assert "textLabel='AKT1'" in Path(SOURCE).read_text("utf-8")


CITED = "citedin:\n- link: PMC1\n  title: 'A study of  IL-2RÎ± '\n"


def test_a_citation_leads_to_the_file_that_it_is_copied_from(folder: Path, recordlint: Run) -> None:
    assert "Repair what is copied" not in recordlint("check").stdout
    record = folder / RECORD
    record.write_text(record.read_text("utf-8").replace("---\n", f"---\n{CITED}", 1), "utf-8")
    before = record.read_bytes()
    checked = recordlint("check", *CONCISE)
    assert "WP1.md TXT001 (from downstream/citedin_lookup.yml)" in told(checked)
    assert "Repair what is copied from downstream/citedin_lookup.yml there: " in checked.stdout
    result = recordlint("fix", RECORD)
    assert "this is copied from downstream/citedin_lookup.yml: repair it there" in result.stdout
    assert record.read_bytes() == before.replace(b"- ' C'", b"- C")
    (folder / SOURCE).unlink()
    recordlint("fix", RECORD)
    assert "A study of IL-2Rα\n" in record.read_text("utf-8")


def rows_of_page(page: str) -> list[list[object]]:
    """Return the records in an HTML report, as lists."""
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    rows: list[list[object]] = json.loads(data)["records"]
    return rows


def test_a_page_tells_of_drawings_what_it_tells_of_records(folder: Path, recordlint: Run) -> None:
    rows = rows_of_page(recordlint("check", "--output-format", "html").stdout)
    assert [(row[0], row[2], row[7], row[8]) for row in rows] == [
        (SOURCE, "pathway-source", ["Homo sapiens"], [" C"]),
        (RECORD, "pathway", ["Homo sapiens"], [" C"]),
    ]
    (folder / RECORD).unlink()
    ((*_, communities, _),) = rows_of_page(recordlint("check", "--output-format", "html").stdout)
    assert communities == []


def test_records_and_drawings_are_counted_apart(folder: Path, recordlint: Run) -> None:
    pathway(folder / "pathways/WP2", GPML.replace("Î±", "α").replace("AKT1 ", "AKT1"), wpid="WP2")
    assert "in 2 records and 1 of 2 drawings." in recordlint("check").stdout
    assert json.loads(recordlint("check", "--output-format", "json").stdout)["summary"]["records"] == 4
    recordlint("fix", "--derive")
    assert "No findings in 1 record and 1 drawing." in recordlint("check", "WP2", "--ignore", "TXT005").stdout
    assert "No findings in 2 drawings." in recordlint("check", *map(str, Path().rglob("*.gpml"))).stdout


def test_an_id_in_other_letters_is_recognised(folder: Path, recordlint: Run) -> None:
    assert "this id: go to the folder of the records, or name a file" in recordlint("check", "WP4").output
    assert 'no record here has this id; did you mean "WP1"?' in recordlint("check", "wp1").output


def test_sources_that_nowhere_exist_are_told(folder: Path, recordlint: Run) -> None:
    for place, notes in (("nowhere/{id}.gpml", 1), ("pathways/{id}/{id}.gpml", 0)):
        Path("recordlint.toml").write_text(f'[sources]\npathway = "{place}"\n')
        assert recordlint("check").stderr.count(f"Note: sources.pathway: there is no file {place}") == notes
