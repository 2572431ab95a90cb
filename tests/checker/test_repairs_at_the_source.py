"""Repairing real drawings and generating their records again gives what repairing the records gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from profiles import SOME

from lint.core.values import find, same
from lint.documents.front_matter import FrontMatter
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

SETTINGS = Settings(select=("TXT", "DUP003", "KEY004", "SRC"))
FIELDS = ("title", "description", "authors", "annotations.id", "organisms", "communities")


@pytest.fixture(scope="module")
def folders(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Copies of real pathways: in one, the records were repaired, in the other one, the drawings."""
    records, drawings = (tmp_path_factory.mktemp(name) for name in ("records", "drawings"))
    for pathway in sorted((sources / "pathways").iterdir())[SOME]:
        shutil.copytree(pathway, records / pathway.name, ignore=shutil.ignore_patterns("*.gpml"))
        shutil.copytree(pathway, drawings / pathway.name)
    run([str(records)], SETTINGS, RunOptions(fix=True))
    run([str(drawings)], SETTINGS, RunOptions(fix=True, derive=True))
    return records, drawings


@pytest.fixture(scope="module")
def stale(sources: Path) -> set[str]:
    lines = (sources / "shared-flags.tsv").read_text().splitlines()[1:]
    return {line.split("\t")[0] for line in lines if "stale" in line.split("\t")[-1].split("; ")}


def values(record: Path, field: str) -> list[Any]:
    return [value for _, value in find(FrontMatter(record.read_bytes()).values, field)]


def test_all_but_keywords_are_the_same(folders: tuple[Path, Path], stale: set[str]) -> None:
    records, drawings = folders
    for record in sorted(records.glob("*/*.md")):
        other = drawings / record.parent.name / record.name
        differing = [field for field in FIELDS if not same(values(record, field), values(other, field))]
        assert not differing or record.stem in stale, record.stem


def test_keywords_differ_only_where_the_record_has_lost_what_the_drawing_has(
    folders: tuple[Path, Path], stale: set[str]
) -> None:
    """A space that is lost with a line break, or a name that is lost with a tab."""
    records, drawings = folders
    for record in sorted(records.glob("*/*.md")):
        (repaired,) = values(record, "schema-jsonld.keywords")
        (generated,) = values(drawings / record.parent.name / record.name, "schema-jsonld.keywords")
        if record.stem in stale:
            continue
        known = {word.replace(" ", "") for word in repaired}
        assert known - {""} <= {word.replace(" ", "") for word in generated}
        lost = [word for word in generated if word.replace(" ", "") not in known]
        assert not lost or "" in known
