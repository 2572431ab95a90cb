"""The tables in the repository of drawings, as BioPortal and its own scripts write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.sources.derive import Lookups, Term
from lint.sources.lookups import lookups_of

HEADING = "Class ID,Preferred Label,Synonyms,Definitions,Obsolete,CUI,Semantic Types,Parents,has_part\r\n"
IRI = "http://purl.obolibrary.org/obo/"


def row(name: str, label: str, *parents: str) -> str:
    """Return a row as BioPortal writes it: cells with commas, quotes and line breaks are quoted."""
    above = "|".join(f"{IRI}{parent}" for parent in parents)
    return f'{IRI}{name},"{label}","a ""b"", c|d","Two\r\nlines",false,,,{above},\r\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    files = {
        "annotations/PW.csv": "\ufeff"
        + HEADING
        + row("PW_0000512", "adenosine, and its pathway", "PW_0000999", "PW_0000003")
        + row("PW_0000999", "purinergic pathway", "PW_0000512", "PW_0000004")
        + row("PW_0000004", "regulatory pathway", "PW_0000001")
        + row("PW_0000003", "signaling pathway", "PW_0000001"),
        "annotations/CL.csv": HEADING + row("CL_0000084", "T cell", "CL_0000542"),
        "annotations/DOID.csv": HEADING
        + row("DOID_9352", "type 2 diabetes mellitus", "DOID_630")
        + "x,y\r\n",
        "communities/Plants.txt": "WP1\r\nWP12\n",
        "communities/AOP.txt": "WP12",
        "communities/README.md": "WP1",
        "downstream/ndex_lookup.csv": "wpid,ndexid\nWP1,f5f9e10e-8b5f\nWP2\n",
        "downstream/citedin_lookup.yml": "---\nWP1:\n- link: PMC1\n  title: A study (2016)\nWP2:\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def test_terms_have_the_branch_that_they_are_on(repository: Path) -> None:
    terms = lookups_of(str(repository)).terms
    assert terms is not None
    assert terms["PW:0000512"] == Term("adenosine, and its pathway", "regulatory pathway")
    assert terms["PW:0000004"] == Term("regulatory pathway", "regulatory pathway")
    assert terms["CL:0000084"] == Term("T cell", None)
    assert terms["DOID:9352"].value == "type 2 diabetes mellitus"
    assert "x" not in terms


def test_what_else_is_looked_up(repository: Path) -> None:
    found = lookups_of(str(repository))
    assert found.communities == {"AOP": {"WP12"}, "Plants": {"WP1", "WP12"}}
    assert found.ndex == {"WP1": "f5f9e10e-8b5f"}
    assert found.citedin == {"WP1": [{"link": "PMC1", "title": "A study (2016)"}], "WP2": None}


def test_what_is_absent_is_none(tmp_path: Path) -> None:
    assert lookups_of(str(tmp_path)) == Lookups()


def test_without_one_of_the_ontologies_there_are_no_terms(repository: Path) -> None:
    (repository / "annotations/CL.csv").unlink()
    assert lookups_of(str(repository)).terms is None
