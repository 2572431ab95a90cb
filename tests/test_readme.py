"""The README and the pages of docs/ are true: their commands run, and print what the pages say.

`python tests/test_readme.py` writes the present output of the commands into the pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import lint

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = (
    README,
    *(ROOT / "docs" / name for name in ("curators.md", "formats.md", "maintainers.md")),
    *sorted(ROOT.glob("examples/*/README.md")),
)
STARTS = {"curators.md": "examples/wikipathways-database"}
"""The folders in which the commands of pages run, where that is not the project's."""
PROJECT = (
    "examples",
    "lint",
    "schemas",
    "seeds",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
CONSOLE = re.compile(r"^(```+)console\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


def copied(folder: Path) -> Path:
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


def shell(command: str, folder: Path, scripts: Path) -> str:
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def replayed(text: str, folder: Path, scripts: Path) -> str:
    """Return *text* with what its commands print, one after the other in the same folder."""

    def replay(match: re.Match[str]) -> str:
        commands = [line for line in match[2].splitlines() if line.startswith("$ ")]
        blocks = []
        for command in commands:
            printed = shell(command[2:], folder, scripts)
            blocks.append(f"{command}\n{printed}" + ("" if printed.endswith("\n") else "\n"))
        return f"{match[1]}console\n" + "\n".join(blocks) + match[1]

    return CONSOLE.sub(replay, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_the_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    assert CONSOLE.search(text)
    scripts = Path(sys.executable).parent
    folder = copied(tmp_path) / STARTS.get(page.name, "")
    assert replayed(text, folder, scripts) == text


def test_the_first_command_sets_up_and_runs(tmp_path: Path) -> None:
    (command,) = re.findall(
        r"^python3 -m venv .*recordlint check seeds$", README.read_text("utf-8"), re.MULTILINE
    )
    printed = shell(command, copied(tmp_path), Path(sys.executable).parent)
    assert "seeds/_pathways/WP49.md:51:53: TXT001 [*]" in printed
    assert "No finding" not in printed


@pytest.mark.parametrize("page", [README, ROOT / "docs/api.md"], ids=lambda page: page.name)
def test_the_python_examples_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the project's folder, like the commands."""
    monkeypatch.chdir(copied(tmp_path))
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    exec(example, {})
    assert "seeds/_pathways/WP49.md:51:53: TXT001" in capsys.readouterr().out


def test_the_settings_example_holds(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (seeds / "recordlint.toml").write_text(example)
    monkeypatch.chdir(seeds)
    printed = shell("recordlint check --select DUP002", seeds, Path(sys.executable).parent)
    assert "unsafe fix: Store it once, as an alias" in printed


def test_the_version_is_the_changelogs(tmp_path: Path) -> None:
    assert f"## {lint.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


if __name__ == "__main__":
    for page in PAGES:
        with tempfile.TemporaryDirectory() as scratch:
            folder = copied(Path(scratch)) / STARTS.get(page.name, "")
            page.write_text(replayed(page.read_text("utf-8"), folder, Path(sys.executable).parent), "utf-8")
