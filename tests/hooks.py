"""The hooks of the project as a release, as `recordlint init` names it, for real pre-commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gits import IDENTITY, git

from lint import __version__
from lint.settings.init import HOME

ROOT = Path(__file__).parents[1]


@dataclass
class Hooks:
    """A git repository that stands in for the project's, and where pre-commit keeps what it installs."""

    source: Path
    home: Path

    def run(self, folder: Path, *command: str, **variables: str) -> tuple[int, str]:
        """Return how a command ends in a record repository, and what it prints."""
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | IDENTITY | self._environment() | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def pre_commit(self, folder: Path, *arguments: str) -> tuple[int, str]:
        """Return how pre-commit ends in a record repository, and what it prints."""
        return self.run(folder, sys.executable, "-m", "pre_commit", *arguments)

    def _environment(self) -> Mapping[str, str]:
        return {
            # Hooks of the kind `repo: local` run the recordlint that is installed.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(self.home),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.source.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": HOME,
        }


def made(folder: Path) -> Hooks:
    """Return the hooks, with their repository in *folder*, where it may stand already."""
    source, home = folder / "recordlint", folder / "home"
    if folder.exists():
        return Hooks(source, home)
    for name in ("lint", "schemas"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source)
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "All")
    git(source, "tag", f"v{__version__}")
    return Hooks(source, home)
