"""Lay out damaged records, run the linter on them, and judge what it did."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any


from .judging import Outcome, Run, judge
from .kinds import Damage, Kind
from .samples import Files, Sample

INTACT = "intact"
"""The repository of the records as they are in the corpus."""
PAGES = ("_authors", "_organisms", "_communities")


@dataclass(frozen=True)
class Case:
    """A record with a damage."""

    kind: Kind
    sample: Sample
    damage: Damage

    @property
    def file(self) -> str:
        """The damaged record, below the folder of all."""
        return f"{_folder(self.kind)}/{self.sample.file}"

    @property
    def original(self) -> str:
        """The undamaged record, below the folder of all."""
        return f"{self.intact}/{self.sample.file}"

    @property
    def intact(self) -> str:
        """The repository of the undamaged record: one for all, unless the kind has another form of it."""
        same = self.damage.before == self.sample.files
        return INTACT if same else f"{_folder(self.kind)}.{INTACT}"


@dataclass
class Results:
    """What came of a kind of damage."""

    kind: Kind
    cases: list[tuple[Case, Outcome]] = field(default_factory=list)

    def count(self, name: str) -> int:
        """Return the sum of an attribute of the outcomes."""
        return sum(getattr(outcome, name) for _, outcome in self.cases)


def plant(kinds: Iterable[Kind], samples: Sequence[Sample], number: int, seed: str) -> list[Case]:
    """Return up to *number* damaged records of each kind; the same seed gives the same."""
    cases = []
    for kind in kinds:
        order = list(samples)
        Random(f"{seed} {kind.name}").shuffle(order)
        planted = 0
        for sample in order:
            if planted == number:
                break
            if damage := kind.make(sample, Random(f"{seed} {kind.name} {sample.name}")):
                cases.append(Case(kind, sample, damage))
                planted += 1
    return cases


def run(cases: Sequence[Case], folder: Path) -> list[Results]:
    """Return what the linter does with the cases, which are laid out in the empty *folder*, by kind."""
    repositories: dict[str, Files] = defaultdict(dict)
    roots: dict[str, set[Path]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for name, files in ((_folder(case.kind), case.damage.after), (case.intact, case.damage.before)):
            repositories[name] |= files
            roots[name].add(case.sample.root)
            named[name].update(map(str, case.sample.values.get("authors", ())))
    for name, files in repositories.items():
        _write(folder / name, _pages(named[name], roots[name]) | files)
    runs = []
    for arguments in (("check", "--unsafe-fixes"), ("fix",), ("fix", "--unsafe-fixes")):
        for name, files in repositories.items():
            _write(folder / name, files)
        runs.append(_lint(folder, arguments, repositories))
    results: dict[str, Results] = {}
    for case in cases:
        runs_of_it = [(each.of(case.file), each.of(case.original)) for each in runs]
        outcome = judge(case.sample.file, case.damage, *runs_of_it)
        results.setdefault(case.kind.name, Results(case.kind)).cases.append((case, outcome))
    return list(results.values())


@dataclass
class _Report:
    """What one run over all repositories said and left."""

    findings: dict[str, list[dict[str, Any]]]
    fixed: Counter[str]
    contents: dict[str, Files]

    def of(self, file: str) -> Run:
        repository, name = file.split("/", 1)
        return Run(self.findings.get(file, []), self.fixed[file], self.contents[repository])


def _lint(folder: Path, arguments: tuple[str, ...], repositories: dict[str, Files]) -> _Report:
    options = ["--isolated", "--no-cache", "--no-progress", "--level", "info", "--exit-zero", "-q"]
    reports = ["--output-format", "concise", "--output-format", "json", "-o", "../report.json"]
    command = [sys.executable, "-m", "lint", *arguments, *options, *reports]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stderr[-2000:]}")
    findings = defaultdict(list)
    for finding in json.loads((folder / "../report.json").read_text("utf-8"))["findings"]:
        findings[finding["file"]].append(finding)
    fixed = Counter(re.findall(r"^(.+?):\d+:\d+: \w+ \[fixed\]", done.stdout, re.MULTILINE))
    contents = {
        name: {each: (folder / name / each).read_bytes() for each in files}
        for name, files in repositories.items()
    }
    return _Report(findings, fixed, contents)


def _folder(kind: Kind) -> str:
    return re.sub(r"\W+", "-", kind.name)


def _write(root: Path, files: Files) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _pages(authors: set[str], roots: Iterable[Path]) -> Files:
    """Return the pages of these authors, of all organisms and of all communities."""
    return {
        f"{folder}/{name}": data
        for root in roots
        for folder in PAGES
        for name, (author, data) in _pages_of(root, folder).items()
        if author is None or author in authors
    }


@cache
def _pages_of(root: Path, folder: str) -> dict[str, tuple[str | None, bytes]]:
    """Return the pages of a folder, with whose they are where they are authors'."""
    pages = {}
    for path in sorted((root / folder).glob("*.md")):
        data = path.read_bytes()
        username = re.search(rb"^username: *(.+?) *$", data, re.MULTILINE)
        pages[path.name] = (username[1].decode().strip("'\"") if username else None, data)
    return pages
