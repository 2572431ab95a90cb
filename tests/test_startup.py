"""The imports of a run: a run over a few records is mostly start-up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lint.kinds import Kind, builtin

# What only some runs need: settings, wrong records, damaged text, fixes, caches, workers, git.
SPARED = {
    *("pydantic", "pydantic_core", "annotated_types", "tomllib", "importlib.metadata"),
    *("pyexpat", "xml.parsers.expat", "lint.documents.gpml", "lint.sources"),
    *("jsonschema", "referencing", "ftfy", "html", "difflib", "csv"),
    *("pathspec", "platformdirs", "sqlite3", "tempfile", "shutil", "subprocess"),
    *("multiprocessing", "concurrent.futures", "asyncio", "socket", "logging", "distributed"),
    *("pygls", "lsprotocol"),
}


def imported(folder: Path, *arguments: str) -> set[str]:
    """Return the modules that a run in *folder* imports; it must find nothing."""
    command = [sys.executable, "-X", "importtime", "-m", "lint", "check", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def write(folder: Path, kind: Kind) -> str:
    """Write a clean record of ASCII characters into *folder*; return its path."""
    names = {"figure": "PMC1__f1", "author": "Egonw"}
    name = f"{kind.patterns[0].partition('/')[0]}/{names.get(kind.name, 'WP1')}.md"
    (folder / name).parent.mkdir()
    sample = kind.sample
    (folder / name).write_text(f"---\n{sample}---\n", "ascii")
    return name


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_a_clean_record_needs_little(kind: Kind, tmp_path: Path) -> None:
    modules = imported(tmp_path, write(tmp_path, kind))
    assert "yaml" in modules
    assert modules & SPARED == set()


def test_a_pyproject_of_other_tools_is_not_parsed(tmp_path: Path) -> None:
    name = write(tmp_path, builtin()[0])
    for text, is_parsed in (("[tool.ruff]\n", False), ("[tool.recordlint]\n", True)):
        (tmp_path / "pyproject.toml").write_text(text)
        assert ("tomllib" in imported(tmp_path, name)) == is_parsed


@pytest.mark.parametrize(
    ("text", "is_imported"),
    [
        ('level = "error"\nignore = ["CUR"]\n[limits]\ndepth = 50\n', False),
        ('[[ignore-records]]\nrecords = ["WP1"]\nrules = ["TXT"]\nreason = "as published"\n', True),
    ],
)
def test_pydantic_is_imported_only_for_settings_that_it_has_to_judge(
    tmp_path: Path, text: str, is_imported: bool
) -> None:
    (tmp_path / "recordlint.toml").write_text(text)
    assert ("pydantic" in imported(tmp_path, write(tmp_path, builtin()[0]))) == is_imported


def test_a_finding_needs_no_digest_where_no_report_tells_it(tmp_path: Path) -> None:
    name = write(tmp_path, builtin()[1])  # whose id and file name are made to differ
    (tmp_path / name).write_text(
        (tmp_path / name).read_text("ascii").replace("wpid: WP1", "wpid: WP2"), "ascii"
    )
    plain, digested = (
        subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "lint", "check", name, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        ).stderr
        for arguments in ((), ("--output-format", "gitlab"))
    )
    assert " hashlib" in digested
    assert " hashlib" not in plain
