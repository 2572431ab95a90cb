"""Setting up recordlint in a repository: what the repository contains, and the files to write."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from lint import documents, files
from lint.core.project import HOME, IS_PUBLISHED, PROJECT, __version__
from lint.files import git
from lint.kinds import recognise
from lint.kinds.inference.groups import groups
from lint.records.inputs import SOURCE_ENDING
from lint.settings import Settings
from lint.settings.loading import in_folder

HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/recordlint.yml"

_PUBLISHED = f"""\
- repo: {HOME}
  rev: v{__version__}
  hooks:
  - id: recordlint-fix # applies safe fixes; stage them and commit again
  - id: recordlint # checks
"""

# As .pre-commit-hooks.yaml has them, for the recordlint that is installed.
_LOCAL = """\
- repo: local
  hooks:
  - id: recordlint-fix # applies safe fixes; stage them and commit again
    name: recordlint-fix
    entry: recordlint fix --only-new --allow-empty --
    language: system
    files: \\.(md|gpml|json|ya?ml)$
    require_serial: true
  - id: recordlint # checks
    name: recordlint
    entry: recordlint check --allow-empty --
    language: system
    files: \\.(md|gpml|json|ya?ml)$
    require_serial: true
"""

_SETTINGS = """\
# Settings of recordlint; `recordlint config` prints all that are in force.
"""

_DOCUMENTED = f"""\
# {HOME}/blob/main/docs/settings.md
"""

_OFTEN_SET = """
# The lowest severity that fails a run: "error", "warning" or "info".
fail-on = "warning"

# What is no record, in the syntax of .gitignore.
# exclude = ["_drafts/"]

# Rules to leave out: codes, their beginnings, or names.
# ignore = ["CUR", "unknown-author"]
"""

_REPO_URL = """
# The repository's page, for links to files in reports.
repo-url = "{}"
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


# For the drawings of pathways, which pull requests change one at a time.
_SOURCES_WORKFLOW = f"""\
name: recordlint
on:
  # Never `pull_request_target`: the drawings of a pull request are anybody's.
  pull_request:
    paths: ['pathways/**.gpml']
permissions:
  contents: read
jobs:
  drawings:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
      with:
        fetch-depth: 0 # to know what the pull request changes
        persist-credentials: false
    - name: Take all but the drawings from the base branch, so that no pull request changes the settings
      env:
        BASE: ${{{{ github.base_ref }}}}
      run: git restore --source="origin/$BASE" -- . ':!pathways'
    - uses: {PROJECT}@v{__version__} # annotations on the lines of the drawings, and a summary
      with:
        paths: pathways
        changed-since: origin/${{{{ github.base_ref }}}}
"""


@dataclass(frozen=True)
class Inventory:
    """What a repository contains."""

    records: Counter[str] = field(default_factory=Counter)
    """The number of records of each kind."""
    pages: dict[str, list[str]] = field(default_factory=dict)
    """Other, similar files by the pattern of their names, for which a kind can be declared."""


def survey(folder: str, settings: Settings) -> Inventory:
    """Return what *folder* contains, according to its settings.

    Raises:
        OSError: A file cannot be read.
    """
    found = Inventory()
    kinds = settings.all_kinds()
    scope = replace(settings.scope(), endings=documents.EXTENSIONS)
    others: list[str] = []
    for path in files.discover([folder], scope).paths:
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
    """Return the content of the files to write into *folder*, by name.

    There is no settings file if there is already one of another name, and there are no hooks if there
    are others: these must be combined by hand, see `hooks`. As long as recordlint is not published, there
    is no workflow, and hooks run the installed command. If there are drawings, the workflow is for these.
    """
    found = {files.SETTINGS[0]: _settings(folder), HOOKS: f"repos:\n{hooks()}"}
    if IS_PUBLISHED:
        has_sources = next(folder.glob(f"pathways/*/*{SOURCE_ENDING}"), None) is not None
        found[WORKFLOW] = _SOURCES_WORKFLOW if has_sources else _WORKFLOW
    settings = in_folder(folder)
    if settings is not None and settings.path.name != files.SETTINGS[0]:
        del found[files.SETTINGS[0]]
    if (folder / HOOKS).exists():
        del found[HOOKS]
    return found


def hooks() -> str:
    """Return recordlint's entry for the hooks of pre-commit."""
    return _PUBLISHED if IS_PUBLISHED else _LOCAL


def _settings(folder: FilePath) -> str:
    address = git.web_address(str(folder))
    parts = _SETTINGS, _DOCUMENTED if IS_PUBLISHED else "", _OFTEN_SET
    return "".join(parts) + (_REPO_URL.format(address) if address else "")


def has_hooks(folder: FilePath) -> bool:
    """Return whether the hooks of *folder* include those of recordlint."""
    return b"recordlint" in (files.read_if_any(str(folder / HOOKS)) or b"")


def write(path: FilePath, text: str) -> None:
    """Write a new file, or replace the existing one.

    Raises:
        OSError: It cannot be written, is a symbolic link, or is in a folder that is one.
    """
    if path.parent.resolve() != FilePath().resolve() / path.parent:
        raise OSError("its folder is a symbolic link, which is not followed for writing")
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(str(path), text.encode())
