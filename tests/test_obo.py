"""Real handwritten records of another repository: read, repaired and refused as they are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from profiles import SOME

from lint.commands.main import main
from lint.core.values import Set, strings
from lint.documents import read


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the registry that the environment names; it is the working folder."""
    folder = os.environ.get("RECORDLINT_OBO")
    if not folder:
        pytest.skip("RECORDLINT_OBO names no folder of real records")
    copy = tmp_path / "obo"
    shutil.copytree(folder, copy, copy_function=shutil.copyfile)
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    monkeypatch.chdir(copy)
    return copy


def damaged(text: str) -> str | None:
    """Return *text* with its first letter damaged, None if it has none."""
    at = next((index for index, sign in enumerate(text) if sign.isalpha() and sign.isascii()), None)
    return None if at is None else f"{text[:at]}å{text[at + 1 :]}"


def test_a_letter_damaged_in_each_text_and_repaired_gives_the_original_bytes(repository: Path) -> None:
    """All texts of a file together; of a sample of the files, each text alone, too."""
    paths = sorted(repository.glob("ontology/*.md"))
    for path in paths:
        document = read(path.read_bytes(), path=str(path))
        texts = [
            (place, text) for place, text in [*strings(document.values), *document.prose] if damaged(text)
        ]
        for some in [texts, *([each] for each in texts if path in paths[SOME])]:
            written = document.edited([Set(place, damaged(text)) for place, text in some])
            assert written != document.data
            repaired = document.with_data(written).edited([Set(place, text) for place, text in some])
            assert repaired == document.data, (path.name, some)


def test_check_fix_and_baseline(repository: Path) -> None:
    before = {path: path.read_bytes() for path in repository.glob("ontology/*.md")}
    assert CliRunner().invoke(main, ["check"]).exit_code == 1
    CliRunner().invoke(main, ["fix"])
    changed = {path for path in before if path.read_bytes() != before[path]}
    assert 0 < len(changed) < 10
    fixed = {path: path.read_bytes() for path in before}
    CliRunner().invoke(main, ["fix"])
    assert {path: path.read_bytes() for path in before} == fixed
    assert CliRunner().invoke(main, ["baseline"]).exit_code == 0
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
