"""SRC: faults of sources that the examples do not show, and sources that cannot be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from checking import Checker
from click.testing import CliRunner

from lint.commands.main import main
from lint.core.findings import Applicability, Detail, Finding
from lint.documents import GPML, read
from lint.documents.front_matter import FrontMatter
from lint.kinds import PATHWAY_SOURCE
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry
from lint.sources.table import HEADER

START = (
    '<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="x" Version="WP1_r2" Author="[Egonw]" '
    'Organism="Homo sapiens">'
)
TABLE = 'Label\tType\tIdentifier\tComment\n{}TNF\tProtein\tuniprot:P01375\t""\n'


def source(inside: str = "", start: str = START) -> bytes:
    return f"{start}\n{inside}</Pathway>\n".encode()


def node(label: str) -> str:
    return f'<DataNode TextLabel="{label}" Type="Protein">\n<Xref Database="HGNC" ID="TNF" />\n</DataNode>\n'


def found(code: str, data: bytes, file: str = "WP1.gpml") -> list[Finding]:
    record = Record(read(data, format=GPML), PATHWAY_SOURCE, file)
    return Checker([registry()[code]()], detail=Detail.EXCERPT).check(record).findings


def fixed(code: str, data: bytes, file: str = "WP1.gpml") -> bytes:
    record = Record(read(data, format=GPML), PATHWAY_SOURCE, file)
    return Checker([registry()[code]()]).fix(record)[1].document.data


# SRC002 -------------------------------------------------------------------------------------------


def write(folder: Path, **labels: str) -> None:
    for name, label in labels.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / f"{name}.gpml").write_bytes(source(node(label)))


def run(*arguments: str) -> str:
    return CliRunner().invoke(main, [*arguments, "--select", "SRC002,TXT005", "--level", "info"]).output


@pytest.fixture
def pathways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "pathways"


@pytest.mark.parametrize(
    ("elsewhere", "severity", "applicability"),
    [
        (["All-trans Retinoic Acid"], "warning", "safe"),
        (["Retinoic &#xA;acid"], "warning", "safe"),
        (["Retinoicacid"], None, None),
        (["Retinoic&#xA;acid receptor"], "info", "unsafe"),
        (["Retinoic acid", "Retinoicacid"], "info", "unsafe"),
        (["Retinoic, acid", "acid"], "info", "unsafe"),
    ],
)
def test_other_labels_show_whether_words_are_glued(
    pathways: Path, elsewhere: list[str], severity: str | None, applicability: str | None
) -> None:
    write(pathways, WP1="Retinoic&#xA;acid", **{f"WP{n}": label for n, label in enumerate(elsewhere, 2)})
    report = json.loads(run("check", ".", "--output-format", "json"))
    told = [finding for finding in report["findings"] if finding["record"] == "WP1"]
    assert [finding["severity"] for finding in told] == ([severity] if severity else [])
    assert [finding["fix"]["applicability"] for finding in told] == ([applicability] if severity else [])


def test_descriptions_show_it_too(pathways: Path) -> None:
    write(pathways, WP1="Retinoic&#xA;acid")
    text = '<Comment Source="WikiPathways-description">How retinoic acid acts.</Comment>\n'
    (pathways / "WP1/WP1.gpml").write_bytes(source(text + node("Retinoic&#xA;acid")))
    assert "[*]" in run("check", ".", "--output-format", "concise")


def test_what_comparing_finds_is_fixed_and_stays_so(pathways: Path) -> None:
    write(pathways, WP1=" Retinoic&#xA;acid", WP2="retinoic acid", WP3="Retinoic&#xA;acid")
    patch = run("fix", ".", "--diff")
    assert patch.count('+<DataNode TextLabel="Retinoic &#xA;acid"') == 2
    assert (pathways / "WP3/WP3.gpml").read_bytes() == source(node("Retinoic&#xA;acid"))
    assert "Fixed 3 findings in 2 of 3 drawings" in run("fix", ".")
    for name in ("WP1", "WP3"):
        assert (pathways / name / f"{name}.gpml").read_bytes() == source(node("Retinoic &#xA;acid"))
    assert "No findings" in run("fix", ".")


def test_a_file_that_is_named_is_compared_with_the_others(pathways: Path) -> None:
    (pathways / "../.git").mkdir(parents=True)
    write(pathways, WP1="Retinoic&#xA;acid", WP2="retinoic acid", WP3="Retinoic&#xA;acid")
    run("fix", "pathways/WP1/WP1.gpml")
    assert (pathways / "WP1/WP1.gpml").read_bytes() == source(node("Retinoic &#xA;acid"))
    assert (pathways / "WP3/WP3.gpml").read_bytes() == source(node("Retinoic&#xA;acid"))


@pytest.mark.parametrize(
    "label", ["A&#xA;&#xA;B", "(A)&#xA;B", "A-&#xA;B", "A &#xA;B", "A&#xA; B", "A_&#xA;B"]
)
def test_only_two_words_are_glued(pathways: Path, label: str) -> None:
    write(pathways, WP1=label)
    assert ("SRC002" in run("check", ".")) == (label == "A&#xA;&#xA;B")


@pytest.mark.parametrize(
    ("label", "others", "repaired"),
    [
        ("phospho&#xA;lipase", (), False),
        ("phospho&#xA;lipase", ("lipase",), False),
        ("phospho&#xA;lipase", ("phospho&#xA;lipase", "phospho &#xA;lipase A"), True),
        ("phospho&#xA;lipase", ("phospho&#xA;kinase", "acyl&#xA;lipase"), False),
        ("lipin&#xA;family", ("lipin", "the family of kinases"), True),
        ("lipin&#xA;oxidation", ("lipin",), True),
        ("ERK&#xA;JNK", ("ERK", "JNK"), True),
        ("MAP&#xA;K14", (), False),
        ("Pfk&#xA;m", ("Pfk", "m"), False),
        ("Myristic&#xA;acid", (), True),
        ("Junction&#xA;Plakoglobin", (), True),
        ("c&#xA;AMP", (), False),
        ("Ca&#xA;MK", (), False),
        ("Sel&#xA;M", (), False),
        ("5-oxo&#xA;ETE", (), False),
        ("Serine&#xA;kinase&#xA;x", ("serine", "kinase"), False),
    ],
)
def test_words_are_put_apart_on_request_where_both_are_words(
    pathways: Path, label: str, others: tuple[str, ...], repaired: bool
) -> None:
    write(pathways, WP1=label, **{f"WP{number}": other for number, other in enumerate(others, 2)})
    assert "WP1.gpml" in run("check", ".")
    run("fix", "--unsafe-fixes", ".")
    after = (pathways / "WP1/WP1.gpml").read_bytes()
    apart = source(node(re.sub("(?<! )&#xA;", " &#xA;", label)))
    assert after == (apart if repaired else source(node(label)))
    once = [path.read_bytes() for path in sorted(pathways.rglob("*.gpml"))]
    run("fix", "--unsafe-fixes", ".")
    assert [path.read_bytes() for path in sorted(pathways.rglob("*.gpml"))] == once


# SRC003 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("&#x9;TNF", "TNF"),
        (" &#x9; TNF&#x9;&#x9;", "TNF"),
        ("TNF &#x9; alpha", "TNF alpha"),
        ("TNF&#xA;&#x9;alpha", "TNF&#xA; alpha"),
        ("&#xA;&#x9;TNF", "&#xA;TNF"),
        ("TNF&#xD;&#xA;alpha", "TNF &#xA;alpha"),
        ("&quot;TNF&quot; alpha", "'TNF' alpha"),
        ("&#xA;&quot;TNF", "&#xA;'TNF"),
        ("&#x9;&quot;TNF&quot;", "'TNF'"),
        ("TNF &quot;alpha&quot;", "TNF &quot;alpha&quot;"),
        (" &quot;TNF&quot;", " &quot;TNF&quot;"),
    ],
)
def test_a_label_stays_in_its_cell(label: str, expected: str) -> None:
    assert fixed("SRC003", source(node(label))) == source(node(expected))
    assert found("SRC003", source(node(expected))) == []


# SRC004 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("<Pathway {} Organism='x'\n\tAuthor = 'a'>", "<Pathway {} Author = 'a' Organism='x'>"),
        ('<Pathway {}\r\nAuthor="a,\r\nb" Organism="x">', '<Pathway {} Author="a, b" Organism="x">'),
        ('<Pathway {} Organism="x" Author="a" />', '<Pathway {} Author="a" Organism="x" />'),
        ('<g:Pathway {} Organism="x" Author="a" />', '<g:Pathway {} Author="a" Organism="x" />'),
    ],
)
def test_the_opening_is_written_as_workflows_read_it(opening: str, expected: str) -> None:
    prefix = ":g" if "g:" in opening else ""
    attributes = f'xmlns{prefix}="http://pathvisio.org/GPML/2013a" Version="WP1_r2"'
    end = "" if "/>" in opening else "</Pathway>"
    before, after = (f"\ufeff{each.format(attributes)}{end}".encode() for each in (opening, expected))
    assert fixed("SRC004", before) == after
    assert found("SRC004", after) == []


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("20260822093000", "WP1_r20260822093000"),
        ("r20260822093000", "WP1_r20260822093000"),
        ("WP1r20260822093000", "WP1_r20260822093000"),
        ("WP1 r2026", "WP1_r2026"),
        ("1.0", None),
        ("", None),
        ("WP1_", None),
    ],
)
def test_versions_are_written_as_the_generator_reads_them(version: str, expected: str | None) -> None:
    before = source(start=START.replace("WP1_r2", version))
    assert len(found("SRC004", before)) == 1
    assert fixed("SRC004", before) == (
        source(start=START.replace("WP1_r2", expected)) if expected else before
    )
    assert fixed("SRC004", before, "draft.gpml") == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PW 0000738", "PW:0000738"),
        (" pw:0000738", "PW:0000738"),
        ("CL-0000084", "CL:0000084"),
        ("DOID_9352", "DOID:9352"),
        ("PW:738", None),
        ("MONDO:0005148", None),
        ("0000738", None),
        ("", None),
    ],
)
def test_terms_are_written_as_the_generator_reads_them(name: str, expected: str | None) -> None:
    term = '<Biopax xmlns:b="http://www.biopax.org/release/biopax-level3.owl#"><b:openControlledVocabulary><b:ID>{}'
    term += "</b:ID></b:openControlledVocabulary></Biopax>\n"
    before = source(term.format(name))
    assert [finding.pointer for finding in found("SRC004", before)] == ["/ontology/0/id"]
    assert fixed("SRC004", before) == (source(term.format(expected)) if expected else before)


# SRC005 -------------------------------------------------------------------------------------------


def publication(key: str, name: str, database: str = "PubMed", title: str = "On TNF") -> str:
    fields = f"<b:ID>{name}</b:ID><b:DB>{database}</b:DB><b:TITLE>{title}</b:TITLE>"
    return f'<b:PublicationXref r:id="{key}">{fields}</b:PublicationXref>'


def cited(*publications: str, keys: tuple[str, ...] = ("a",)) -> bytes:
    biopax = 'xmlns:b="http://www.biopax.org/release/biopax-level3.owl#"'
    rdf = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    references = "".join(f"<BiopaxRef>{key}</BiopaxRef>" for key in keys)
    return source(f"{references}<Biopax {biopax} {rdf}>{''.join(publications)}</Biopax>")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (cited(publication("a", "123")), []),
        (cited(publication("a", " 123 ")), []),  # which TXT005 mends
        (cited(publication("a", "10.1016/j.x.2014.02.009", "DOI")), []),
        (cited(publication("a", "978-0-471-51287-5", "ISBN")), []),
        (cited(publication("a", "123"), keys=("a", "b")), [("warning", "/citations/1")]),
        (cited(publication("a", "")), [("warning", "/references/0")]),
        (cited(publication("a", "NA")), [("warning", "/references/0/id")]),
        (cited(publication("a", "10.1016/j.x.2014.02.009")), [("warning", "/references/0/id")]),
        (cited(publication("a", "https://doi.org/10.1016/j.x", "DOI")), [("warning", "/references/0/id")]),
        (cited(publication("a", "123"), publication("b", "124")), [("info", "/references/1")]),
        (
            cited(publication("a", "123"), publication("b", "123"), keys=("a", "b")),
            [("info", "/references/1")],
        ),
        (
            cited(
                publication("a", "123").replace("</b:Pub", "<b:ID>123</b:ID><b:TITLE>On TNF</b:TITLE></b:Pub")
            ),
            [("info", "/references/1")],
        ),
    ],
)
def test_references(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert [(each.severity.label, each.pointer) for each in found("SRC005", data)] == expected


# SRC006 and KEY004 --------------------------------------------------------------------------------


def keyworded(*keywords: str, table: str) -> Record:
    text = "wpid: WP1\nschema-jsonld:\n- keywords:\n" + "".join(f"  - {word}\n" for word in keywords)
    sidecars = {"{id}-datanodes.tsv": table, "WP1-datanodes.tsv": table}
    return Record(FrontMatter(f"---\n{text}---\n".encode()), PATHWAY, "pathways/WP1/WP1.md", sidecars.get)


def checked(code: str, record: Record) -> list[Finding]:
    return Checker([registry()[code]()]).check(record).findings


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ('\tIL6\tProtein\tuniprot:P05231\t""\n', "/schema-jsonld/0/keywords/0"),
        ('IL6\t\tProtein\tuniprot:P05231\t""\n', "/schema-jsonld/0/keywords/1"),
        ("IL6\t\tProtein\tuniprot:P05231\n", "/schema-jsonld/0/keywords/1"),
        ('IL\t6\tProtein\tuniprot:P05231\t""\n', ""),
        ('"IL6\tProtein\tuniprot:P05231\t""\n', ""),
        ("IL6\tProtein\n", "/schema-jsonld/0/keywords/1"),
    ],
)
def test_torn_rows(row: str, pointer: str) -> None:
    record = keyworded("''", "IL6", "TNF", table=TABLE.format(row))
    assert [finding.pointer for finding in checked("SRC006", record)] == [pointer]


@pytest.mark.parametrize(
    ("row", "advice"),
    [
        ('\tIL6\tProtein\tuniprot:P05231\t""\n', "remove the tab in the drawing"),
        ('IL6\t\tProtein\tuniprot:P05231\t""\n', "its label ends with a tab: remove it in the drawing"),
        ('IL\t6\tProtein\tuniprot:P05231\t""\n', "its label contains a tab: remove it in the drawing"),
        ("IL6\tProtein\n", "correct the label in the drawing"),
    ],
)
def test_what_to_do_about_a_torn_row(row: str, advice: str) -> None:
    (finding,) = checked("SRC006", keyworded("''", "IL6", "TNF", table=TABLE.format(row)))
    assert finding.message.endswith(f" cells for 4): {advice}")


@pytest.mark.parametrize("row", ['IL6\tProtein\tuniprot:P05231\t"a\tb"\n', 'IL6\tProtein\t\t""\n', ""])
def test_whole_tables(row: str) -> None:
    assert checked("SRC006", keyworded("IL6", "TNF", table=TABLE.format(row))) == []


def test_no_keyword_is_removed_where_a_row_is_torn() -> None:
    torn = '?\tIL6\tProtein\tuniprot:P05231\t""\n'
    for row, is_fixed in ((torn, False), ("", True)):
        (finding,) = checked("KEY004", keyworded("'?'", "TNF", table=TABLE.format(row)))
        assert (finding.fix is not None and finding.fix.applicability is Applicability.UNSAFE) == is_fixed


# Sources that cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            source("<Comment>R & D</Comment>"),
            "2:12: REC014 error: This `&` does not begin an entity: write `&amp;`",
        ),
        (source("<Comment>\n"), "3:1: REC014 error: `</Pathway>` is here where `</Comment>` is expected"),
        (
            b'<Pathway xmlns="http://pathvisio.org/GPML/2010a" />',
            "1:1: REC014 error: GPML 2010a is not supported",
        ),
        (
            b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
            "1:1: REC014 error: A GPML file has no DOCTYPE",
        ),
        (source("é").decode().encode("cp1252"), "2:1: REC003 [unsafe] error: The byte 0xe9 is not UTF-8"),
        (source().decode().encode("utf-16"), "1:1: REC003 [unsafe] error: The file is UTF-16"),
        (b"", "1:1: REC014 error: The file is empty"),
    ],
)
def test_what_cannot_be_read_is_one_finding(pathways: Path, data: bytes, told: str) -> None:
    pathways.mkdir()
    (pathways / "WP1.gpml").write_bytes(data)
    output = CliRunner().invoke(main, ["check", ".", "--output-format", "concise"]).output
    assert f"pathways/WP1.gpml:{told}" in output
    assert "Found 1 finding" in output


# KEY001, where the source is at hand --------------------------------------------------------------


@pytest.mark.parametrize(
    ("keywords", "label", "older"),
    [
        ("IL6\n  - TNF", "TNF", "the table is out of date"),
        ("IL2", "IL6", "the keywords are out of date"),
        ("IL2", "TNF", ""),
    ],
)
def test_the_source_tells_which_side_is_older(pathways: Path, keywords: str, label: str, older: str) -> None:
    folder = pathways / "WP1"
    folder.mkdir(parents=True)
    (folder / "WP1.gpml").write_bytes(source(node("IL6") + (node("TNF") if label == "TNF" else "")))
    (folder / "WP1.md").write_text(f"---\nwpid: WP1\nschema-jsonld:\n- keywords:\n  - {keywords}\n---\n")
    row = 'IL6\tProtein\thgnc:TNF\t""' + 12 * "\t"
    (folder / "WP1-datanodes.tsv").write_text(f"{HEADER}\n{row}\n")
    output = (
        CliRunner().invoke(main, ["check", ".", "--select", "KEY001", "--output-format", "concise"]).output
    )
    assert "KEY001 error: " in output
    assert (f": according to pathways/WP1/WP1.gpml, {older}" in output) == bool(older)
