"""recordlint removes, overwrites and reads only its own files and those it is given."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hostile.conftest import Run

from lint.core.formats import FORMATS, STATISTICS
from lint.settings import init

REPORT = ("check", "--no-cache", "--select", "TXT", "--output-format", "concise", "-o")


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outside")
    (folder / "WP9-datanodes.tsv").write_text("Label\tType\nSECRET\tx\n")
    (folder / "Secret.md").write_text("---\nusername: SECRET\n---\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["mine.sqlite", "0123456789abcdef0123456789abcdef.sqlite"])
def test_databases_of_others_stay(repository: Path, run_here: Run, name: str) -> None:
    folder = repository / "dbs"
    folder.mkdir()
    with sqlite3.connect(folder / name) as connection:
        connection.execute("CREATE TABLE kept (name BLOB PRIMARY KEY, digest TEXT, value BLOB)")
    connection.close()
    (folder / f"{name}-journal").touch()
    (folder / "fedcba9876543210fedcba9876543210.sqlite").write_text("not a database")
    before = contents(folder)
    for number in range(100, 160):
        (repository / f"_pathways/WP{number}.md").write_text(f"---\nwpid: WP{number}\n---\n")
    run_here("check", "--cache-dir", "dbs", cwd=repository)
    assert len(contents(folder)) == len(before) + 1
    done = run_here("clean", "--cache-dir", "dbs", cwd=repository)
    assert (done.returncode, contents(folder)) == (0, before)


READ = [
    *("recordlint.toml", ".recordlint.toml", "pyproject.toml", ".gitignore", ".git/config"),
    *("_data/WP9-datanodes.tsv", "_data/WP1-datanodes.tsv", "_authors/Egonw.md", "_pathways/WP9.md"),
    *("schemas/dataset.json", "schemas/other.json", "schemas/words.txt", "known.json"),
    *("_authors/Empty.md", "_authors/prose.md", "schemas/plain.json", "_pathways/WP9-info.json"),
    *("README.md", "notes.txt", ".github/workflows/recordlint.yml", "_config.yml", "second name"),
]


@pytest.mark.parametrize("name", READ)
def test_a_report_overwrites_nothing_that_is_read(repository: Path, run_here: Run, name: str) -> None:
    (repository / "recordlint.toml").write_text(
        'fail-on = "error"\nbaseline = "known.json"\n[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\n'
        'schema = "schemas/dataset.json"\n[kinds.vocabulary]\nx = "schemas/words.txt"\n'
    )
    for folder in ("_data", "_authors", "schemas"):
        (repository / folder).mkdir()
    (repository / "_data/WP9-datanodes.tsv").write_text("Label\n")
    (repository / "_authors/Egonw.md").write_text("---\nusername: Egonw\n---\n")
    schema = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}'
    (repository / "schemas/dataset.json").write_text(schema)
    (repository / "schemas/other.json").write_text(f"\ufeff\n{schema}")
    (repository / "schemas/words.txt").write_text("word\n")
    (repository / "schemas/plain.json").write_text('{"type": "object"}')
    (repository / "_authors/Empty.md").touch()
    (repository / "_authors/prose.md").write_text("Who it is.\n")
    (repository / "_pathways/WP9-info.json").write_text("{}")
    (repository / ".github/workflows").mkdir(parents=True)
    (repository / ".github/workflows/recordlint.yml").write_text("name: recordlint\n")
    (repository / "README.md").write_text("# recordlint\n\nTXT005 is a rule.\n")
    (repository / "notes.txt").write_text("No good\n")
    (repository / "_config.yml").write_text("title: site\n")
    os.link(repository / "recordlint.toml", repository / "second name")
    (repository / "known.json").write_text('{"version": 1, "findings": []}')
    before = contents(repository)
    done = run_here(*REPORT, name, cwd=repository)
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {name}: ")
    assert contents(repository) == before


def test_the_settings_that_are_named_are_not_overwritten(repository: Path, run_here: Run) -> None:
    (repository / "mine.toml").write_text('fail-on = "error"\n')
    done = run_here(*REPORT, "mine.toml", "--config", "mine.toml", cwd=repository)
    assert (done.returncode, (repository / "mine.toml").read_text()) == (2, 'fail-on = "error"\n')


@pytest.mark.parametrize("select", ["TXT", "KEY"], ids=["findings", "none"])
@pytest.mark.parametrize(
    "options",
    [
        *((f"--output-format={name}",) for name in FORMATS),
        *(("--statistics", f"--output-format={name}") for name in STATISTICS),
        *(("--quiet", f"--output-format={name}") for name in ("full", "grouped", "overview")),
        ("--group-by=rule",),
        ("--diff",),
        ("--level=error",),
    ],
    ids=" ".join,
)
def test_a_report_is_written_over_a_report(
    repository: Path, run_here: Run, options: tuple[str, ...], select: str
) -> None:
    (repository / "report").touch()
    command = ("check", "--no-cache", "--exit-zero", f"--select={select}", *options, "-o", "report")
    for _ in range(2):
        assert run_here(*command, cwd=repository).returncode == 0
    fix = ("fix", "--no-cache", "--exit-zero", "--select=TXT", *options, "-o", "report")
    for _ in range(0 if "--statistics" in options else 2):
        assert run_here(*fix, cwd=repository).returncode == 0


@pytest.mark.parametrize("name", ["recordlint.toml", "_pathways/WP9.md", "notes.txt"])
def test_a_baseline_is_written_over_nothing_else(repository: Path, run_here: Run, name: str) -> None:
    (repository / "notes.txt").write_text("x")
    (repository / "recordlint.toml").write_text('fail-on = "error"\n')
    before = contents(repository)
    done = run_here("baseline", "--baseline", name, cwd=repository)
    assert (done.returncode, contents(repository)) == (2, before)
    assert "is not a baseline, and is not overwritten" in done.stderr


def test_a_pipe_stays_a_pipe(repository: Path, run_here: Run) -> None:
    path = repository / "recordlint-baseline.json"
    os.mkfifo(path)
    done = run_here("baseline", cwd=repository)
    assert (done.returncode, path.is_fifo()) == (2, True)
    assert "it is no regular file" in done.stderr


def test_a_set_of_genes_is_written_over_nothing_else(repository: Path, run_here: Run) -> None:
    before = contents(repository)
    done = run_here("genes", "fetch", "-o", "_pathways/WP9.md", "--url", "http://localhost:1", cwd=repository)
    assert (done.returncode, contents(repository)) == (2, before)
    assert "is not overwritten" in done.stderr


@pytest.mark.parametrize("folder", ["_data", "_authors"])
@pytest.mark.parametrize("is_known", [True, False], ids=["repository", "plain folder"])
def test_a_folder_that_is_a_link_is_not_read(
    repository: Path, outside: Path, run_here: Run, folder: str, is_known: bool
) -> None:
    (repository / "_pathways/WP9.md").write_text(
        "---\nwpid: WP9\nauthors: [Secre]\nschema-jsonld:\n- keywords: [a]\n---\n"
    )
    if not is_known:
        (repository / ".git").rmdir()
    (repository / folder).symlink_to(outside)
    for select in ("KEY,REC011", "REF003"):
        done = run_here("check", "--no-cache", "--select", select, cwd=repository)
        assert "secret" not in (done.stdout + done.stderr).lower()
        if is_known or (folder, select) in (("_data", "KEY,REC011"), ("_authors", "REF003")):
            assert "a symbolic link leads out of the repository" in done.stdout + done.stderr


def test_a_folder_that_is_a_link_within_the_repository_is_read(repository: Path, run_here: Run) -> None:
    (repository / "tables").mkdir()
    (repository / "tables/WP9-datanodes.tsv").write_text("Label\tType\nTP53\tx\n")
    (repository / "_data").symlink_to("tables")
    (repository / "_pathways/WP9.md").write_text("---\nwpid: WP9\nschema-jsonld:\n- keywords: [a]\n---\n")
    done = run_here("check", "--no-cache", "--select", "KEY,REC011", cwd=repository)
    assert "TP53" in done.stdout
    assert "REC011" not in done.stdout


def test_records_behind_a_link_that_is_named_have_their_own_tables(
    repository: Path, outside: Path, run_here: Run
) -> None:
    for name in ("_pathways", "_data"):
        (outside / name).mkdir()
    (outside / "_pathways/WP9.md").write_text("---\nwpid: WP9\nschema-jsonld:\n- keywords: [a]\n---\n")
    (outside / "_data/WP9-datanodes.tsv").write_text("Label\tType\nTP53\tx\n")
    (repository / "linked").symlink_to(outside)
    done = run_here("check", "--no-cache", "--select", "KEY,REC011", "linked/_pathways", cwd=repository)
    assert "TP53" in done.stdout


def test_an_unread_page_is_told(repository: Path, outside: Path, run_here: Run) -> None:
    (repository / "_authors").mkdir()
    (repository / "_authors/Egonw.md").write_text("---\nusername: Egonw\n---\n")
    (repository / "_organisms").mkdir()
    (repository / "_organisms/human.md").symlink_to(outside / "Secret.md")
    (repository / "_pathways/WP9.md").write_text("---\nwpid: WP9\norganisms: [Homo]\n---\n")
    done = run_here("check", "--no-cache", "--select", "REF", "_pathways", cwd=repository)
    assert done.returncode == 2
    assert "human.md" in done.stderr
    assert "SECRET" not in done.stdout + done.stderr


@pytest.mark.parametrize("link", [".github", ".github/workflows", ".pre-commit-config.yaml"])
@pytest.mark.parametrize("is_inside", [True, False], ids=["inside", "outside"])
def test_init_writes_through_no_link(
    repository: Path,
    outside: Path,
    run_here: Run,
    link: str,
    is_inside: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = repository / "elsewhere" if is_inside else outside
    target.mkdir(exist_ok=True)
    (repository / link).parent.mkdir(exist_ok=True)
    (repository / link).symlink_to(target / "new.yaml" if link.endswith("yaml") else target)
    before = contents(target)
    run_here("init", "--yes", cwd=repository)
    assert contents(target) == before
    monkeypatch.chdir(repository)
    with pytest.raises(OSError, match="symbolic link"):
        init.write(Path(link if link.endswith("yaml") else init.WORKFLOW), "x")
    assert contents(target) == before


@pytest.mark.parametrize("command", [("check", "--select", "TXT"), ("clean",)], ids=" ".join)
def test_a_cache_is_kept_behind_no_link(
    repository: Path, outside: Path, run_here: Run, command: tuple[str, ...]
) -> None:
    (repository / "cache").symlink_to(outside)
    for number in range(100, 160):
        (repository / f"_pathways/WP{number}.md").write_text(f"---\nwpid: WP{number}\n---\n")
    before = contents(outside)
    done = run_here(*command, "--cache-dir", "cache", cwd=repository)
    assert (done.returncode, contents(outside)) == (2, before)
    assert done.stderr.startswith("Error: cache: a symbolic link leads out of the repository")


def test_nothing_new_is_written_through_a_link(repository: Path, outside: Path, run_here: Run) -> None:
    (repository / ".gitattributes").symlink_to(outside / "new")
    done = run_here("baseline", "--select", "TXT", cwd=repository)
    assert done.returncode == 2
    assert "Error: .gitattributes: " in done.stderr
    (repository / "linked").symlink_to(outside)
    before = contents(outside)
    assert run_here("baseline", "--baseline", "linked/new.json", cwd=repository).returncode == 2
    assert run_here(*REPORT, "linked/new.txt", cwd=repository).returncode == 2
    assert contents(outside) == before
