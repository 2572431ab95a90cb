"""REC011: an existing sidecar that cannot be read is reported, so that it hides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

FRONT = "---\nwpid: WP1\nschema-jsonld:\n- keywords:\n  - TNF\n---\n"
NAME = "_data/WP1-datanodes.tsv"


def write(sidecar: Path) -> None:
    sidecar.write_text("Label\tType\nTNF\tGeneProduct\n")


def write_much(sidecar: Path) -> None:
    sidecar.write_text("Label\tType\n" + "TNF\tGeneProduct\n" * 100)


def make_folder(sidecar: Path) -> None:
    sidecar.mkdir()


def link_out(sidecar: Path) -> None:
    sidecar.symlink_to("/etc/hostname")


def link_nowhere(sidecar: Path) -> None:
    sidecar.symlink_to("nowhere.tsv")


def leave_out(sidecar: Path) -> None:
    pass


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in (".git", "_pathways", "_data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_pathways/WP1.md").write_text(FRONT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(means: RunOptions | None = None) -> list[str]:
    report = run(
        ["."], Settings(select=("REC011", "KEY001"), limits={"file-size": 1_000}), means or RunOptions()
    )
    return [f"{finding.code} {finding.message}" for finding in report.findings]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (write, ""),
        (leave_out, ""),
        (link_nowhere, ""),
        (write_much, "it has more than 1,000 bytes (`limits.file-size`)"),
        (make_folder, "it is no regular file"),
        (link_out, "a symbolic link leads out of the repository here, which is not followed"),
    ],
)
def test_what_is_told(repository: Path, make: Callable[[Path], None], why: str) -> None:
    make(repository / NAME)
    assert told() == ([f"REC011 {NAME} is not read, as if it were missing: {why}"] if why else [])


def test_it_is_looked_at_again_when_it_has_changed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint.run.runner._MIN_CACHED", 1)
    means = RunOptions(cache=True, cache_dir=repository / "cache")
    write_much(repository / NAME)
    assert len(told(means)) == len(told(means)) == 1
    write(repository / NAME)
    assert told(means) == told(means) == []
    (repository / NAME).write_text("Label\tType\nIL6\tGeneProduct\n")
    assert [each[:6] for each in told(means)] == ["KEY001"]


def test_genes_in_the_record_need_no_sidecar(repository: Path) -> None:
    name = "PMC1__f1"
    (repository / "_figures").mkdir()
    (repository / f"_figures/{name}.md").write_text(f"---\nfigid: {name}\ngenes: []\n---\n")
    write_much(repository / f"_data/{name}-genes.tsv")
    assert told() == []
