"""Sources of pathways as records: which rules check which fields, and what a fix leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import Checker
from click.testing import CliRunner

from lint.commands.main import main
from lint.core.findings import Detail, Finding
from lint.core.values import get
from lint.documents import GPML, read
from lint.files import discover
from lint.kinds import PATHWAY_SOURCE
from lint.records.record import Record
from lint.rules import registry
from lint.settings import Settings

DESCRIPTION = "How caffeine is made from xanthine in the leaves of mate and in coffee beans."


def source(
    inside: str = "", *, author: str = "[Egonw]", name: str = "Caffeine", description: str = DESCRIPTION
) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="{name}" Version="WP1_r20250101000000" '
        f'Author="{author}" Organism="Mus musculus">\n'
        f'  <Comment Source="WikiPathways-description">{description}</Comment>\n{inside}</Pathway>\n'
    ).encode()


def node(label: str, comment: str = "", source: str = "") -> str:
    return (
        f'  <DataNode TextLabel="{label}" Type="Metabolite"><Comment Source="{source}">{comment}</Comment>'
        '<Xref Database="ChEBI" ID="1" /></DataNode>\n'
    )


def record(data: bytes, **sidecars: str) -> Record:
    return Record(read(data, format=GPML), PATHWAY_SOURCE, "WP1.gpml", lambda name: sidecars.get(name))


def found(data: bytes, *, unsafe: bool = False) -> list[Finding]:
    rules = [rule() for rule in registry().values()]
    return Checker(rules, unsafe=unsafe, detail=Detail.EXCERPT).check(record(data)).findings


def fixed(data: bytes) -> bytes:
    rules = [rule() for rule in registry().values()]
    return Checker(rules).fix(record(data))[1].document.data


def told(data: bytes) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in found(data)]


def test_a_clean_source_has_no_findings() -> None:
    assert told(source(node("Retinoic &#xA;acid", "Mapped", "HomologyMapper"))) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (source(name="Caffeine "), ("TXT005", "/title")),
        (source(name="5&#xD;mM"), ("TXT004", "/title")),
        (source(description=f"IL-2RÎ± {DESCRIPTION}"), ("TXT001", "/description")),
        (source(description="[[Glycolysis]] " + DESCRIPTION), ("TXT006", "/description")),
        (source(description=""), ("CUR001", "/description")),
        (source(author="Egonw, AAR&amp;amp;Co, AT&amp;amp;T"), ("TXT002", "/authors/2")),
        (source(node("TNF&amp;alpha;")), ("TXT002", "/nodes/0/label")),
        (source(node(" TNF&#xA;")), ("TXT005", "/nodes/0/label")),
        (source(node("TNF  &#xA;alpha")), ("TXT005", "/nodes/0/label")),
        (source(node("TNF&#xA0;alpha")), ("TXT004", "/nodes/0/label")),
        (source(node("TNF", "5Â°")), ("TXT001", "/nodes/0/comments/0/text")),
        (source(node("?")), ("KEY004", "/nodes/0/label")),
        (source(node("Glucose") + node("glucose")), ("KEY005", "/nodes/1/label")),
        (source(node("Ca2+")), ("CUR006", "/nodes/0/label")),
        (source(node("2-Sep")), ("TXT023", "/nodes/0/label")),
        (source(name="R&amp;D"), ("CUR004", "/title")),
    ],
)
def test_each_field_is_looked_at_as_what_it_is(data: bytes, expected: tuple[str, str]) -> None:
    assert told(data) == [expected]


@pytest.mark.parametrize(
    "data",
    [
        source(author="AAR&amp;amp;Co, &amp;Ouml;nder"),
        source(node("TNF", "&amp;lt;b&amp;gt; IL-2RÎ±", "HomologyMapper")),
        source(node("TNF", "One.&#xA;&#xA;Two.  Three", "GenMAPP notes")),
        source('  <Label TextLabel="One   two&#xA; three" />\n'),
        source('  <State TextLabel="" />\n'),
        source(node("Retinoic&#xA;&#xA;", "x")),
    ],
)
def test_what_is_meant_so_stays(data: bytes) -> None:
    assert told(data) == []
    assert fixed(data) == data


def test_a_label_keeps_its_lines() -> None:
    assert fixed(source(node(" Retinoic &#xA; acid&#xA; "))) == source(node("Retinoic &#xA;acid&#xA;"))


def test_one_author_is_edited_among_the_others() -> None:
    data = source(author="[AAR&amp;amp;Co , Egonw, Egonw,Ümit]")
    assert fixed(data) == source(author="[AAR&amp;amp;Co , Egonw,Ümit]")


def test_a_term_that_differs_in_case_alone_is_given_twice() -> None:
    term = (
        '<bp:openControlledVocabulary xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#"><bp:ID>{}'
    )
    term = f"{term}</bp:ID></bp:openControlledVocabulary>\n"
    data = source(f"<Biopax>\n{term.format('PW:1')}{term.format('pw:1')}</Biopax>\n")
    assert fixed(data) == source(f"<Biopax>\n{term.format('PW:1')}</Biopax>\n")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pathways/WP1"
    folder.mkdir(parents=True)
    (folder / "WP1.gpml").write_bytes(source(name="IL-2RÎ±").replace(b"\n", b"\r\n"))
    (tmp_path / "copy.gpml").write_bytes(source(name="IL-2RÎ±"))
    (tmp_path / "drawing.gpml").write_text("<svg />")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_searched_for_sources(repository: Path) -> None:
    found = discover(["."], Settings().scope())
    assert found.paths == ["copy.gpml", "drawing.gpml", "pathways/WP1/WP1.gpml"]


@pytest.mark.parametrize(
    ("format", "place"),
    [
        ("concise", "pathways/WP1/WP1.gpml:2:61: TXT001"),
        ("full", "pathways/WP1/WP1.gpml:2:61"),
        ("github", "file=pathways/WP1/WP1.gpml,line=2,col=61,endColumn=63"),
        ("gitlab", '"begin":2'),
        ("rdjson", '"line":2,"column":56'),
        ("sarif", '"startLine":2,"startColumn":61'),
        ("jsonl", '"line":2,"column":61'),
        ("junit", "pathways/WP1/WP1.gpml"),
        ("markdown", "pathways/WP1/WP1.gpml"),
        ("grouped", "2:61"),
    ],
)
def test_each_report_says_where(repository: Path, format: str, place: str) -> None:
    result = CliRunner().invoke(main, ["check", "pathways", "--output-format", format])
    assert result.exit_code == 1, result.output
    assert place in result.output.replace(": ", ":").replace(', "', ',"') or place in result.output


def test_the_command_repairs_sources(repository: Path) -> None:
    result = CliRunner().invoke(main, ["fix", ".", "--output-format", "json"])
    assert json.loads(result.output)["summary"]["fixed"] == 2
    assert (repository / "pathways/WP1/WP1.gpml").read_bytes() == source(name="IL-2Rα").replace(
        b"\n", b"\r\n"
    )
    assert CliRunner().invoke(main, ["check", "."]).exit_code == 0
    assert get(read((repository / "copy.gpml").read_bytes(), format=GPML).values, ("title",)) == "IL-2Rα"


SOURCE_2021 = """<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2021" title="IL-2RÎ±" version="WP1_r2" organism="Mus musculus">
  <Description>How caffeine is made from xanthine in the leaves of mate and in &amp;beta; beans.</Description>
  <Authors><Author name="Egonw " username="Egonw" order="1" /></Authors>
  <CitationRef elementRef="c1" />
  <CitationRef elementRef="c2" />
  <DataNodes>
    <DataNode elementId="n1" textLabel="Retinoic&#xA; acid " type="Metabolite">
      <Xref identifier="1" dataSource="ChEBI" />
      <States><State elementId="s1" textLabel="P " type="ProteinModification" /></States>
    </DataNode>
  </DataNodes>
  <Interactions>
    <Interaction elementId="i1">
      <Waypoints><Point elementId="p1" x="1" y="2" elementRef="n1" /></Waypoints>
    </Interaction>
  </Interactions>
  <Citations>
    <Citation elementId="c1"><Xref identifier="PMC1" dataSource="PubMed" /></Citation>
    <Citation elementId="c2"><Url link="https://example.org/paper" /></Citation>
  </Citations>
</Pathway>
"""


def test_the_command_repairs_sources_in_gpml_2021(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "WP1.gpml").write_text(SOURCE_2021, "utf-8")
    result = CliRunner().invoke(main, ["fix", "--output-format", "concise"])
    remaining = [line for line in result.output.splitlines() if ":" in line and "[fixed]" not in line]
    assert [line.split()[1] for line in remaining if line.startswith("WP1.gpml")] == ["SRC005"]
    assert "`PMC1` is not an id of PubMed" in result.output
    mended = SOURCE_2021.replace("Î±", "α").replace("&amp;beta;", "β").replace('"Egonw "', '"Egonw"')
    assert (tmp_path / "WP1.gpml").read_text("utf-8") == mended.replace("acid ", "acid")


def test_a_repaired_label_shows_nothing_that_it_did_not_show_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a second run would repair more."""
    monkeypatch.chdir(tmp_path)
    labels = ("Retinoic acid", "Retinoic&#xA;acid receptor", "acid&#xA;receptor")
    (tmp_path / "WP1.gpml").write_bytes(source("".join(map(node, labels))))
    assert CliRunner().invoke(main, ["fix", "--select", "SRC002"]).exit_code == 0
    repaired = source("".join(map(node, labels))).replace(b"&#xA;", b" &#xA;")
    assert (tmp_path / "WP1.gpml").read_bytes() == repaired


def test_unsafe_repairs_of_labels_come_to_an_end_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one of them puts apart does not contradict the label that is one word elsewhere."""
    monkeypatch.chdir(tmp_path)
    labels = ("Beta gamma", "Beta&#xA;Gamma&#xA;Delta", "Gammadelta", "Gamma&#xA;Delta")
    (tmp_path / "WP1.gpml").write_bytes(source("".join(map(node, labels))))
    options = ("--select", "SRC002", "--level", "info", "--unsafe-fixes")
    CliRunner().invoke(main, ["fix", *options])
    once = (tmp_path / "WP1.gpml").read_bytes()
    assert b'"Beta &#xA;Gamma &#xA;Delta"' in once
    assert CliRunner().invoke(main, ["fix", *options]).exit_code == 0
    assert (tmp_path / "WP1.gpml").read_bytes() == once
