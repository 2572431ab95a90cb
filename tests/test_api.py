"""Records with typed fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import lint

SEEDS = Path(__file__).parents[1] / "seeds"


def test_a_pathway() -> None:
    pathway = lint.load(str(SEEDS / "_pathways/WP49.md"))
    assert isinstance(pathway, lint.Pathway)
    assert (pathway.wpid, pathway.organisms) == ("WP49", ["Homo sapiens"])
    assert isinstance(pathway.last_edited, date | str)
    assert pathway.schema_jsonld[0].keywords[0] == "AKT1"


def test_a_figure() -> None:
    figure = lint.load(str(SEEDS / "_figures/PMC2869233__ijms-11-00789f3.md"))
    assert isinstance(figure, lint.Figure)
    assert figure.pmcid == "PMC2869233"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nwpid: 5\n---\n", "validation errors for .*pathway"),
        ("---\nwpid: WP1\ntitle: x: y\n---\n", "no pathway or figure record"),
        ("no front matter", "no pathway or figure record"),
    ],
)
def test_what_is_no_valid_record(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "WP1.md").write_text(text)
    with pytest.raises(ValueError, match=f"(?i){message}"):
        lint.load(str(tmp_path / "WP1.md"))


def test_all_valid_records_of_the_corpus_load(corpus_records: list[Path]) -> None:
    settings = lint.Settings(select=("SCH", "TXT007"), level="info")  # which supersedes some of SCH
    for path in corpus_records[::20]:
        if not lint.check(str(path), settings=settings).findings:
            assert lint.load(str(path))
