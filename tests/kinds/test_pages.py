"""The pages beside the pathways: the findings in real ones, and in a small site."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint import Settings
from lint.kinds import builtin
from lint.run.job import RunOptions
from lint.run.runner import run

FOLDERS = ("_annotations", "_authors", "_communities", "_organisms")

# Every finding of severity error and warning in the 758 pages. Each was looked at, and is a fault:
FAULTS = {
    ("_annotations", ""): [],
    # The name is a number to YAML.
    ("_authors", "442798"): ["REC006"],
    # Entities in names, of the file or of the author.
    ("_authors", "Ana&amp;iuml;s Van Marsenille"): ["REF001"],
    ("_authors", "Leyla &amp;Ouml;nder"): ["TXT002"] * 4,
    # Addresses, or more than the id, where the site puts an id into an address.
    ("_authors", "Ash iyer"): ["SCH003"],
    ("_authors", "Bonohu"): ["SCH003"],
    ("_authors", "Khanspers"): ["SCH003"],
    ("_authors", "Marvin M2"): ["SCH003"],
    # Spaces in former addresses, which had `_` there.
    ("_authors", "Cenna Doornbos"): ["SCH003"] * 2,
    ("_authors", "Elisson nl"): ["SCH003"] * 2,
    ("_authors", "JPM van Rijn"): ["SCH003"],
    ("_authors", "L Dupuis"): ["SCH003"] * 2,
    ("_authors", "Omd 83"): ["SCH003"] * 2,
    # Two spaces.
    ("_authors", "Mark.scott"): ["TXT005"],
    # `lipids` for `Lipids`.
    ("_authors", "Mkutmon"): ["REF004"],
    # A text for a list.
    ("_authors", "NhungP"): ["SCH002"],
    # The same pathway twice in a list.
    ("_communities", "cptac"): ["DUP003"] * 2,
    # `4238` for `WP4238`.
    ("_communities", "lipids"): ["SCH003"],
    ("_communities", "mitochondrion"): ["SCH001"],
    # `wpid` for `wpids`, and a pathway twice.
    ("_communities", "plants"): ["DUP003", "SCH001", "SCH004"],
    # No `bridgedb-code`.
    ("_organisms", "wheat"): ["SCH001"],
}


def test_the_true_faults_and_nothing_else(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus / "wikipathways")
    settings = Settings(ignore=("CUR008",))  # which asks 133 authors for their real names
    report = run([f"{folder}/" for folder in FOLDERS], settings, RunOptions(corpus=False))
    codes: dict[tuple[str, str], list[str]] = {("_annotations", ""): []}
    for finding in report.findings:
        folder, _, name = finding.location.file.removesuffix(".md").partition("/")
        codes.setdefault((folder, name), []).append(finding.code)
    assert report.records == 758
    assert {key: sorted(each) for key, each in codes.items()} == FAULTS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a page of each kind; it is the working folder."""
    names = {
        "pathway": "_pathways/WP1.md",
        "author": "_authors/Egonw.md",
        "community": "_communities/lipids.md",
        "organism": "_organisms/yerba_mate.md",
        "annotation": "_annotations/PW:0000010.md",
    }
    for kind in builtin():
        if kind.name in names:
            text = kind.sample.replace("- Plants", "- Lipids").replace("  - WP4690\n  - WP1422", "  - WP1")
            text = text.replace("latin: Homo sapiens", "latin: Ilex paraguariensis")
            path = tmp_path / names[kind.name]
            path.parent.mkdir()
            path.write_text(f"---\n{text}---\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*paths: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in run(paths or ["."], Settings()).findings]


def test_a_newcomer_need_not_declare_them(site: Path) -> None:
    assert told() == []
    for path in site.glob("_*/*.md"):
        path.write_text(path.read_text().replace("---\n", "---\nunknown: x\n", 1))
    assert [code for code, _ in told()] == ["SCH004"] * 5


def test_a_deleted_pathway_and_a_misspelt_editor(site: Path) -> None:
    page = site / "_communities/lipids.md"
    page.write_text(
        page.read_text().replace("  - WP1\n", "  - WP1\n  - WP12\n").replace("- Egonw", "- Egonv")
    )
    expected = [
        ("REF008", "There is no author `Egonv`; did you mean `Egonw`?"),
        ("REF008", "There is no pathway `WP12`"),
    ]
    assert told() == expected
    assert told("_communities", "_pathways") == expected[1:]
    assert told("_communities") == []  # nothing to compare with


def test_an_account_without_a_name_and_a_person_with_two(site: Path) -> None:
    sample = (site / "_authors/Egonw.md").read_text()
    other = sample.replace("Egonw", "Egon.w").replace("realname: Egon Willighagen", "realname: egon.w")
    (site / "_authors/Egon.w.md").write_text(other)
    codes = [code for code, _ in told("_authors/Egon.w.md")]
    assert codes == ["CUR008"]
    assert {code for code, _ in told()} == {"CUR008", "DUP007"}
    assert ("DUP007", "Egonw also has the orcid `0000-0001-7542-0286`") in told()
