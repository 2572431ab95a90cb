"""A start: what a repository holds, and the files that make recordlint at home in it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from lint import documents, files
from lint.core.project import HOME, PROJECT, __version__
from lint.kinds import recognise
from lint.kinds.inference.groups import groups
from lint.settings import Settings
from lint.settings.loading import in_folder

HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/recordlint.yml"

ENTRY = f"""\
- repo: {HOME}
  rev: v{__version__}
  hooks:
  - id: recordlint-fix # repairs what is safe, and asks to stage it
  - id: recordlint # checks
"""

_SETTINGS = f"""\
# Settings of recordlint; `recordlint config` prints all that are in force.
# {HOME}/blob/main/docs/settings.md

# The least severity that fails a run: "error", "warning" or "info".
fail-on = "warning"

# What is no record, in the syntax of .gitignore.
# exclude = ["_drafts/"]

# Rules to leave out: codes, their beginnings, or names.
# ignore = ["CUR", "unknown-author"]
"""

_WORKFLOW = f"""\
name: recordlint
on: [push, pull_request]
permissions:
  contents: read
jobs:
  records:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - uses: {PROJECT}@v{__version__}
"""


@dataclass(frozen=True)
class Inventory:
    """What a repository holds."""

    records: Counter[str] = field(default_factory=Counter)
    """How many records of each kind."""
    pages: dict[str, list[str]] = field(default_factory=dict)
    """Other files alike, which a kind of the settings may describe, by the pattern of their names."""


def survey(folder: str, settings: Settings) -> Inventory:
    """Return what is in *folder*, by its settings.

    Raises:
        OSError: a file cannot be read.
    """
    found = Inventory()
    kinds = settings.all_kinds()
    scope = replace(settings.scope(), endings=(".md", ".yaml", ".yml", ".json"))
    others: list[str] = []
    for path in files.discover([folder], scope):
        absolute = os.path.abspath(path).replace(os.sep, "/")
        kind = recognise(absolute, b"", kinds)
        data = b"" if kind else files.read_if_any(path) or b""
        kind = kind or recognise(absolute, data, kinds)
        if kind:
            found.records[kind.name] += 1
        elif documents.may_have_fields(data) or not path.endswith(".md"):
            others.append(files.shown(path))
    found.pages.update(groups(others))
    return found


def offers(folder: FilePath) -> dict[str, str]:
    """Return the files to write into *folder*, with what they hold, by name.

    That is without a settings file where there is one of another name, and without hooks where
    there are some: those have to be put together by hand, see `ENTRY`.
    """
    found = {files.SETTINGS[0]: _SETTINGS, HOOKS: f"repos:\n{ENTRY}", WORKFLOW: _WORKFLOW}
    settings = in_folder(folder)
    if settings is not None and settings.path.name != files.SETTINGS[0]:
        del found[files.SETTINGS[0]]
    if (folder / HOOKS).exists():
        del found[HOOKS]
    return found


def has_hooks(folder: FilePath) -> bool:
    """Return whether the hooks of *folder* name recordlint's."""
    return b"recordlint" in (files.read_if_any(str(folder / HOOKS)) or b"")


def write(path: FilePath, text: str) -> None:
    """Write a new file, or put it in the place of the one that is there.

    Raises:
        OSError: it cannot be written, or is a symbolic link.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(str(path), text.encode())
