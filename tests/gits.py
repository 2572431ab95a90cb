"""Real git repositories, for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A. Curator"), ("EMAIL", "curator@example.org"))
}


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints."""
    command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=folder, env=os.environ | IDENTITY, capture_output=True, check=True)
    return os.fsdecode(done.stdout).strip()


def commit(folder: Path, message: str = "x") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def record(folder: Path, name: str, text: str = "x") -> Path:
    path = folder / "_pathways" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\nwpid: {name}\ntitle: {text}\n---\n")
    return path
