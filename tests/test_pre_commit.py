"""The hooks, through real pre-commit in a real git repository."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from gits import git
from hooks import Hooks

from lint import __version__
from lint.kinds import PATHWAY_SOURCE
from lint.settings.init import HOME

ROOT = Path(__file__).parents[1]
PATHWAY = "_pathways/WP49.md"
FAULT = "IL-2RÃŽÂ±"
CHECK, FIX = "recordlint", "recordlint-fix"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A record repository with one damaged record, and pages that are none."""
    folder = tmp_path / "records"
    shutil.copytree(ROOT / "seeds", folder)
    figure = next((folder / "_figures").iterdir())
    repaired = figure.read_text("utf-8").replace("name: CreativeWork", "name: IL-12 signaling pathway")
    figure.write_text(repaired, "utf-8")
    (folder / "README.md").write_text("# Records\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Records")
    return folder


@dataclass
class PreCommit:
    """pre-commit in a record repository."""

    repository: Path
    hooks: Hooks

    def run(self, hook: str, *arguments: str, options: str = "") -> tuple[int, str]:
        """Return how one hook ends, and what it prints; it looks at what is staged."""
        config = f"repos:\n- repo: {HOME}\n  rev: v{__version__}\n  hooks:\n  - id: {hook}\n{options}"
        (self.repository / ".pre-commit-config.yaml").write_text(config)
        git(self.repository, "add", ".pre-commit-config.yaml")
        return self.hooks.pre_commit(self.repository, "run", *arguments)


@pytest.fixture
def pre_commit(repository: Path, hooks: Hooks) -> PreCommit:
    return PreCommit(repository, hooks)


def staged(repository: Path) -> str:
    """Return all that the index holds, but for the configuration that `PreCommit.run` stages."""
    return git(repository, "ls-files", "--stage", "--", ".", ":!.pre-commit-config.yaml")


def test_check_refuses_a_damaged_record(repository: Path, pre_commit: PreCommit) -> None:
    before = (repository / PATHWAY).read_bytes()
    code, said = pre_commit.run(CHECK, "--all-files")
    assert code == 1, said
    assert "WP49.md:51:53: TXT001" in said
    assert (repository / PATHWAY).read_bytes() == before


def test_drawings_are_checked_and_repaired(repository: Path, pre_commit: PreCommit) -> None:
    drawing = repository / "pathways/WP1/WP1.gpml"
    drawing.parent.mkdir(parents=True)
    damaged = PATHWAY_SOURCE.sample.replace("Caffeine synthesis", f"Caffeine and {FAULT}")
    drawing.write_text(damaged, "utf-8")
    git(repository, "add", str(drawing))
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert "WP1.gpml:2:74: TXT001" in said
    code, said = pre_commit.run(FIX)
    assert code == 1, said
    assert drawing.read_text("utf-8") == damaged.replace(FAULT, "IL-2Rα")
    git(repository, "add", str(drawing))
    assert pre_commit.run(CHECK)[0] == 0


def test_fix_repairs_it_and_asks_to_stage_it(repository: Path, pre_commit: PreCommit) -> None:
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX, "--all-files")
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert git(repository, "diff", "--name-only") == PATHWAY
    assert FAULT in git(repository, "show", f":{PATHWAY}")
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX)
    assert code == 0, said
    code, said = pre_commit.run(CHECK)
    assert (code, "Passed" in said) == (0, True), said


@pytest.mark.parametrize("hook", [CHECK, FIX])
def test_what_is_no_record_does_not_fail(repository: Path, pre_commit: PreCommit, hook: str) -> None:
    (repository / PATHWAY).unlink()
    (repository / "_pathways/WP1.md").symlink_to("../../elsewhere.md")
    (repository.parent / "elsewhere.md").write_text(f"---\ntitle: {FAULT}\n---\n")
    (repository / "_pathways/notes.md").write_text(f"{FAULT}\n")
    (repository / "a b.md").write_bytes(bytes(range(256)))
    (repository / "_data.bin").write_bytes(b"\0\xff")
    git(repository, "add", ".")
    before = staged(repository)
    code, said = pre_commit.run(hook)
    assert code == 0, said
    assert FAULT in (repository.parent / "elsewhere.md").read_text()
    assert staged(repository) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("WP2.md", b"---\nwpid: WP2\ntitle: \0\xff\n---\n"),
        ("WP2.gpml", '<Pathway xmlns="http://pathvisio.org/GPML/2013a"/>'.encode("utf-16")),
    ],
)
def test_a_binary_record_is_refused(repository: Path, pre_commit: PreCommit, name: str, data: bytes) -> None:
    git(repository, "rm", "--quiet", PATHWAY)
    (repository / "_pathways").mkdir()
    (repository / "_pathways" / name).write_bytes(data)
    git(repository, "add", ".")
    code, said = pre_commit.run(FIX)
    assert code == 1, said
    assert f"{name}:" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("ending", ["json", "yml", "yaml"])
def test_records_of_a_declared_kind(repository: Path, pre_commit: PreCommit, ending: str) -> None:
    kind = f'[[kinds]]\nname = "tool"\nfiles = ["tools/*.{ending}"]\nschema = "tool.schema.json"\n'
    (repository / "recordlint.toml").write_text(kind)
    (repository / "tool.schema.json").write_text('{"properties": {"title": {"type": "integer"}}}')
    (repository / "tools").mkdir()
    (repository / f"tools/a.{ending}").write_text('{"title": "A"}\n')
    git(repository, "add", "recordlint.toml", "tool.schema.json", "tools")
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert f"tools/a.{ending}:1:" in said


def test_deleted_and_renamed(repository: Path, pre_commit: PreCommit) -> None:
    git(repository, "rm", "--quiet", PATHWAY)
    code, said = pre_commit.run(CHECK)
    assert code == 0, said
    git(repository, "reset", "--quiet", "--hard", "HEAD")
    (repository / "more records/_pathways").mkdir(parents=True)
    git(repository, "mv", PATHWAY, f"more records/{PATHWAY}")
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert f"more records/{PATHWAY}:51:53: TXT001" in said


def test_what_is_not_staged_stays_out(repository: Path, pre_commit: PreCommit) -> None:
    path = repository / PATHWAY
    damaged = path.read_text("utf-8")
    path.write_text(damaged.replace("ÃŽÂ±", "α").replace("ÃŽÂ²", "β").replace("ÃŽÂ³", "γ"), "utf-8")
    repaired = path.read_bytes()
    code, said = pre_commit.run(CHECK)  # nothing of it is staged
    assert code == 0, said
    path.write_text(f"{damaged}\n", "utf-8")
    git(repository, "add", PATHWAY)
    path.write_bytes(repaired)
    before = staged(repository)
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert path.read_bytes() == repaired
    assert staged(repository) == before


@pytest.mark.parametrize(
    "layout", ["_pathways/WP49.md", "pathways/WP49/WP49.md", "content/pathways/WP49/WP49.md"]
)
def test_patterns_of_either_layout(repository: Path, pre_commit: PreCommit, layout: str) -> None:
    if layout != PATHWAY:
        (repository / layout).parent.mkdir(parents=True)
        git(repository, "mv", PATHWAY, layout)
    folder = layout.partition("/")[0]
    options = f"    files: ^{folder}/.*\\.md$\n"
    code, said = pre_commit.run(CHECK, "--all-files", options=options)
    assert (code, f"{layout}:51:53: TXT001" in said) == (1, True), said
    code, said = pre_commit.run(CHECK, "--all-files", options="    files: ^_figures/.*\\.md$\n")
    assert code == 0, said


def test_others_of_the_repository_are_compared_with(repository: Path, pre_commit: PreCommit) -> None:
    text = (repository / PATHWAY).read_text("utf-8")
    other = repository / "_pathways/WP2.md"
    other.write_text(text.replace("ÃŽÂ±", "α").replace("WP49", "WP2"), "utf-8")
    git(repository, "add", ".")
    code, said = pre_commit.run(CHECK)
    assert code == 1, said
    assert "WP2.md:" in said
    assert "DUP005" in said
    assert "WP49.md:" not in said


def test_names_of_files_are_no_options(repository: Path, pre_commit: PreCommit) -> None:
    (repository / "NOTES.md").write_text("precious\n")
    for name in ("--exclude=*.md", "--output-file=NOTES.md", "--exit-zero.md", "--version.md", "-h.md"):
        (repository / name).write_text("x\n")
    git(repository, "add", ".")
    for hook in (CHECK, FIX):
        code, said = pre_commit.run(hook, "--all-files")
        assert code == 1, said
        assert "TXT001" in said
    assert (repository / "NOTES.md").read_text() == "precious\n"


# A repository with old faults ---------------------------------------------------------------------

OLD = """\
---
wpid: WP{0}
title: R&amp;D  of TNF-Î± \ufffd
description: |
  A line.
annotations:
- id: PW:0000001
  type: Pathway Ontology
  value: an old IL-2RÎ±
last-edited: 2025-02-03
---
"""


@pytest.fixture
def old(tmp_path: Path, hooks: Hooks) -> Path:
    """A repository with old faults in a baseline, and the hooks as `init` writes them."""
    folder = tmp_path / "old"
    (folder / "_pathways").mkdir(parents=True)
    for number in range(1, 4):
        (folder / f"_pathways/WP{number}.md").write_text(OLD.format(number), "utf-8")
    git(folder, "init", "--quiet")
    for command in (("init", "--yes"), ("baseline",)):
        code, said = hooks.run(folder, sys.executable, "-m", "lint", *command)
        assert code == 0, said
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Records")
    assert hooks.pre_commit(folder, "install")[0] == 0
    return folder


def test_an_unrelated_line_is_committed_in_one_try(old: Path, hooks: Hooks) -> None:
    path = old / "_pathways/WP1.md"
    path.write_text(path.read_text("utf-8").replace("2025-02-03", "2025-02-04"), "utf-8")
    code, said = hooks.run(old, "git", "commit", "-am", "Change a line")
    assert code == 0, said
    assert git(old, "show", "--format=", "--name-only", "HEAD") == "_pathways/WP1.md"
    assert git(old, "show", "--format=", "--numstat", "HEAD").startswith("1\t1\t")
    assert not git(old, "status", "--porcelain")


def test_a_new_fault_is_repaired_and_the_old_ones_are_not(old: Path, hooks: Hooks) -> None:
    path = old / "_pathways/WP1.md"
    before = path.read_text("utf-8")
    path.write_text(before.replace("A line.", "A line of NF-ÎºB."), "utf-8")
    code, said = hooks.run(old, "git", "commit", "-am", "Change a line")
    assert code == 1, said
    assert ": TXT001 [fixed]" in said
    assert path.read_text("utf-8") == before.replace("A line.", "A line of NF-κB.")
    assert git(old, "status", "--porcelain").split()[-1] == "_pathways/WP1.md"
    code, said = hooks.run(old, "git", "commit", "-am", "Change a line")
    assert code == 0, said
    assert not git(old, "status", "--porcelain")


def test_a_new_fault_that_is_not_repaired_is_told_alone(old: Path, hooks: Hooks) -> None:
    path = old / "_pathways/WP1.md"
    path.write_text(path.read_text("utf-8").replace("A line.", "A line of \ufffd."), "utf-8")
    before = path.read_bytes()
    code, said = hooks.run(old, "git", "commit", "-am", "Change a line")
    assert code == 1, said
    assert ": TXT003" in said
    assert "Found 1 finding (1 error) in 1 record." in said
    assert path.read_bytes() == before
