"""The documentation is a site without broken links, and its instructions work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lint
from lint.commands.main import COMMANDS
from lint.core.project import SITE
from lint.rules import registry
from lint.rules.reference import address

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent


def named_blocks(page: str) -> dict[str, str]:
    """Return the files that a page of docs/ shows, by their names."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return dict(re.findall(r'^```\w+ title="(.+?)"\n(.*?)^```$', text, re.DOTALL | re.MULTILINE))


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )


def test_the_site_has_a_page_for_each_rule(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")
    pytest.importorskip("mkdocstrings", reason="the extra `docs` is not installed")
    site = tmp_path / "site"
    done = run(ROOT, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    for code, rule in registry().items():
        path = address(code).removeprefix(SITE).strip("/")
        assert f"{code} {rule.name}" in (site / path / "index.html").read_text("utf-8")
    assert "check_text" in (site / "api/index.html").read_text("utf-8")


def test_a_plugin_grows_from_an_empty_folder(tmp_path: Path) -> None:
    blocks = named_blocks("plugins.md")
    package, site, records = tmp_path / "lab-rules", tmp_path / "installed", tmp_path / "records"
    (records / "_pathways").mkdir(parents=True)
    package.mkdir()
    for name, text in blocks.items():
        ((records if name == "recordlint.toml" else package) / name).write_text(text, "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site)]
    assert run(tmp_path, *pip, str(package)).returncode == 0
    path = os.pathsep.join([str(site), str(ROOT)])
    tested = run(package, sys.executable, "-m", "pytest", "-q", "test_lab_rules.py", PYTHONPATH=path)
    assert tested.returncode == 0, tested.stdout
    for number in (1, 2):
        text = f"---\nwpid: WP{number}\nndex: f5f9e10e-8b5f-11eb-9e72-0ac135e8bacf\n---\n"
        (records / f"_pathways/WP{number}.md").write_text(text)
    found = run(records, sys.executable, "-m", "lint", "check", "--output-format", "concise", PYTHONPATH=path)
    assert "_pathways/WP1.md:3:7: LAB003 warning: The network is that of WP2, too" in found.stdout
    explained = run(records, sys.executable, "-m", "lint", "explain", "LAB001", PYTHONPATH=path)
    assert "The licence is written in an old way." in explained.stdout


def test_a_curator_who_follows_the_page_mends_the_drawing(tmp_path: Path) -> None:
    text = (ROOT / "docs/curators.md").read_text("utf-8")
    assert "python" not in text.lower()
    shutil.copytree(ROOT / "examples", tmp_path / "recordlint/examples")
    drawing = tmp_path / "database/pathways/WP2/WP2.gpml"
    done: list[str] = []
    for kind, block in re.findall(r"^```(sh|console)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        lines = block.splitlines()
        shown = [line[2:] for line in lines if line.startswith("$ ")]
        for command in lines if kind == "sh" else shown:
            if not command.startswith(("cp", "recordlint check", "recordlint fix")):
                continue
            folder = drawing.parents[2] if drawing.exists() else tmp_path
            variables = {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
            ended = run(folder, "bash", "-c", command, **variables)
            assert ended.returncode in (0, 1), (command, ended.stderr)
            assert "Error" not in ended.stderr
            done.append(command)
    assert any(command.startswith("recordlint fix") for command in done)
    before = (ROOT / "examples/wikipathways-database/pathways/WP2/WP2.gpml").read_bytes()
    assert drawing.read_bytes() == before.replace(b'liver "', b'liver"')


def test_the_citation_is_of_this_version() -> None:
    assert f"\nversion: {lint.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_the_editors_are_told_to_start_the_server() -> None:
    text = (ROOT / "docs/editors.md").read_text("utf-8")
    code, saving = map(json.loads, re.findall(r"```json\n(.*?)```", text, re.DOTALL))
    (helix,) = map(tomllib.loads, re.findall(r"```toml\n(.*?)```", text, re.DOTALL))
    assert [code["glspc.server.command"], *code["glspc.server.commandArguments"]] == ["recordlint", "server"]
    assert helix["language-server"]["recordlint"] == {"command": "recordlint", "args": ["server"]}
    assert 'cmd = { "recordlint", "server" }' in text
    assert "server" in COMMANDS
    assert list(saving["editor.codeActionsOnSave"]) == ["source.fixAll.recordlint"]
