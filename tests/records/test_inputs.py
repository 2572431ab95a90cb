"""The names that the pages beside a record give."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from lint import Settings
from lint.core.limits import DEFAULT
from lint.records.inputs import Disk, pages
from lint.run.job import RunOptions
from lint.run.runner import run

RECORD = "---\nwpid: WP1\nauthors:\n- {}\n---\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "_pathways" / "WP1.md"
    path.parent.mkdir()
    path.write_text(RECORD.format("Egonw"))
    return path


def page(record: Path, name: str, text: str = "") -> Path:
    path = record.parents[1] / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{text}\n---\n")
    return path


def names(record: Path, folder: str, field: str = "") -> frozenset[str] | None:
    return Disk(DEFAULT).names(pages(str(record), folder, field))


def test_names_of_files_and_of_fields(record: Path) -> None:
    page(record, "_authors/Egonw.md", "username: Egon")
    page(record, "_authors/442798.md", "username: 442798")
    page(record, "_authors/broken.md", "username: [")
    page(record, "_authors/notes.txt")
    assert names(record, "_authors") == {"Egonw", "442798", "broken"}
    assert names(record, "_authors", "username") == {"Egon", "442798"}


def test_without_pages_nothing_is_known(record: Path) -> None:
    (record.parents[1] / "_communities").mkdir()
    assert names(record, "_authors") is None
    assert names(record, "_communities") is None


def test_names_are_composed(record: Path) -> None:
    page(record, f"_authors/{unicodedata.normalize('NFD', 'Anaïs')}.md")
    assert names(record, "_authors") == {unicodedata.normalize("NFC", "Anaïs")}


def test_what_cannot_be_read_gives_no_name(record: Path) -> None:
    page(record, "_organisms/human.md", "latin: Homo sapiens")
    folder = record.parents[1] / "_organisms"
    (folder / "lost.md").symlink_to(folder / "nowhere")
    (folder / "folder.md").mkdir()
    assert names(record, "_organisms", "latin") == {"Homo sapiens"}


def test_a_folder_is_read_once_in_a_run_and_anew_in_the_next(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record.parent / "WP2.md").write_text(RECORD.format("Khanspers").replace("WP1", "WP2"))
    page(record, "_authors/Egonw.md")
    listed: list[str] = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(path) or listdir(path))
    settings = Settings(select=("REF003",))
    found = run([str(record.parent)], settings).findings
    assert [Path(finding.location.file).name for finding in found] == ["WP2.md"]
    assert [path for path in listed if path.endswith("_authors")] == [str(record.parents[1] / "_authors")]
    page(record, "_authors/Khanspers.md")
    assert run([str(record.parent)], settings).findings.tally.total == 0


def test_names_are_known_after_a_fix(record: Path) -> None:
    record.write_text(RECORD.format("Egonv\ntitle: TNF-Î±"))
    page(record, "_authors/Egonw.md")
    report = run([str(record)], Settings(select=("REF003", "TXT001")), RunOptions(fix=True))
    assert [finding.code for finding in report.fixed] == ["TXT001"]
    assert [finding.code for finding in report.findings] == ["REF003"]
