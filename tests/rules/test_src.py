"""SRC: the source of a record, and the files generated from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lint import check
from lint.settings import Settings

STALE = Settings(select=("SRC001",))


@pytest.fixture
def pathway(sources: Path, tmp_path: Path) -> Path:
    """The folder of a real pathway, all in step."""
    return Path(
        shutil.copytree(sources / "pathways/WP49", tmp_path / "pathways/WP49", copy_function=shutil.copy)
    )


def messages(folder: Path) -> list[str]:
    return [finding.message for finding in check(str(folder), settings=STALE).findings]


def test_real_records_are_stale_where_their_source_is_newer(sources: Path) -> None:
    lines = (sources / "shared-flags.tsv").read_text().splitlines()[1:]
    stale = {line.split("\t")[0] for line in lines if "stale" in line.split("\t")[-1].split("; ")}
    found = check(str(sources / "pathways"), settings=STALE).findings
    assert {finding.location.record for finding in found} == stale
    assert len(list(found)) == len(stale)
    assert all("newer" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("WP49.md", "title: IL2 signaling", "title: IL2", "`title` does"),
        ("WP49.md", "- Egonw\n", "", "`authors` does"),
        (
            "WP49.gpml",
            'Name="IL2 signaling"',
            'Name="IL2"',
            "`schema-jsonld.name`, `title` and WP49-info.json do",
        ),
        ("WP49-info.json", "IL2 signaling", "IL2", "WP49-info.json does"),
        ("WP49-info.json", "{", "", "WP49-info.json does"),
        ("WP49-datanodes.tsv", "STAT5B\t", "STAT5C\t", "the table of data nodes does"),
    ],
)
def test_what_differs_is_named(pathway: Path, file: str, old: str, new: str, named: str) -> None:
    assert messages(pathway) == []
    data = (pathway / file).read_bytes()
    assert old.encode() in data
    (pathway / file).write_bytes(data.replace(old.encode(), new.encode()))
    (message,) = messages(pathway)
    assert message.startswith(f"{named} not match ")


def test_the_day_of_the_last_edit_is_nothing_that_the_source_gives(pathway: Path) -> None:
    info = pathway / "WP49-info.json"
    info.write_text(json.dumps(json.loads(info.read_text()) | {"last-edited": "1999-01-01"}))
    assert messages(pathway) == []
