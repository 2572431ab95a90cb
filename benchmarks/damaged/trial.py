"""Write damaged records, run the linter on them, and judge the results."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from lint.checker.fixer import FOLLOWED

from .judging import Mark, Outcome, Run, judge
from .kinds import Damage, Kind
from .samples import Files, Sample

_FIXED = re.compile(r"^(.+?):(\d+):(\d+): (\w+) \[fixed\] (.*)$", re.MULTILINE)
PAGES = ("_authors", "_organisms", "_communities")


@dataclass(frozen=True)
class Case:
    """A record with a damage."""

    kind: Kind
    sample: Sample
    damage: Damage


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
    places = []
    for case in cases:
        is_plain = case.damage.before == case.sample.files
        site = case.sample.root.name  # the pages of one site name what the records of another use
        damaged = _place(repositories, f"{site}-damaged", case.damage.after)
        name = f"{site}-intact" if is_plain else f"{site}-rewritten"
        intact = _place(repositories, name, case.damage.before, shared=is_plain)
        places.append((damaged, intact))
        for repository in (damaged, intact):
            repositories[repository].update(_pages(case.sample))
    for repository, files in repositories.items():
        _write(folder / repository, files)
    records = {
        repository: {name: data for name, data in files.items() if not name.startswith(PAGES)}
        for repository, files in repositories.items()
    }
    reports = []
    for arguments in (("check", "--unsafe-fixes"), ("fix",), ("fix", "--unsafe-fixes")):
        reports.append(_lint(folder, arguments, records))
        for repository, files in records.items():  # as they were, for the next run
            left = reports[-1].contents[repository]
            _write(folder / repository, {name: data for name, data in files.items() if left[name] != data})
    results: dict[str, Results] = {}
    for case, (damaged, intact) in zip(cases, places, strict=True):
        file = case.sample.file
        runs = [(each.of(damaged, file), each.of(intact, file)) for each in reports]
        results.setdefault(case.kind.name, Results(case.kind)).cases.append(
            (case, judge(file, case.damage, *runs))
        )
    return list(results.values())


def _place(repositories: dict[str, Files], name: str, files: Files, *, shared: bool = False) -> str:
    """Put the files into the first repository of this name without them; with the same ones, if *shared*."""
    for number in count():
        repository = f"{name}-{number}"
        present = repositories[repository]
        taken = {each: present[each] for each in files if each in present}
        if not taken or (shared and taken == files):
            present.update(files)
            return repository
    raise AssertionError("count() does not end")


@dataclass
class _Report:
    """What one run over all repositories said and left."""

    findings: dict[str, list[dict[str, Any]]]
    fixed: dict[str, Counter[Mark]]
    contents: dict[str, Files]

    def of(self, repository: str, name: str) -> Run:
        file = f"{repository}/{name}"
        return Run(self.findings.get(file, []), self.fixed[file], self.contents[repository])


def _lint(folder: Path, arguments: tuple[str, ...], repositories: dict[str, Files]) -> _Report:
    options = ["--isolated", "--no-cache", "--no-progress", "--level", "info", "--exit-zero", "-q"]
    reports = ["--output-format", "concise", "--output-format", "json", "-o", "../report.json"]
    command = [sys.executable, "-m", "lint", *arguments, *options, *reports]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        crashes = [line for line in done.stdout.splitlines() if " REC900 " in line]
        raise RuntimeError(
            "\n".join([f"{' '.join(command)}: {done.returncode}", *crashes, done.stderr[-2000:]])
        )
    findings = defaultdict(list)
    for finding in json.loads((folder / "../report.json").read_text("utf-8"))["findings"]:
        findings[finding["file"]].append(finding)
    fixed: dict[str, Counter[Mark]] = defaultdict(Counter)
    for file, line, column, code, message in _FIXED.findall(done.stdout):
        if FOLLOWED not in message:  # the file that the value comes from may be named after it
            fixed[file][code, int(line), int(column)] += 1
    contents = {
        name: {each: (folder / name / each).read_bytes() for each in files}
        for name, files in repositories.items()
    }
    return _Report(findings, fixed, contents)


def _write(root: Path, files: Files) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _pages(sample: Sample) -> Files:
    """Return the pages that the record names, so that none is unknown."""
    names = {
        str(name)
        for field in ("authors", "organisms", "communities")
        for name in sample.values.get(field) or ()
        if isinstance(sample.values[field], list)
    }
    return {
        f"{folder}/{name}": data
        for folder in PAGES
        for name, (page_of, data) in _pages_of(sample.root, folder).items()
        if page_of in names
    }


@cache
def _pages_of(root: Path, folder: str) -> dict[str, tuple[str, bytes]]:
    """Return the pages of a folder, with the names that records call them by."""
    pages = {}
    for path in sorted((root / folder).glob("*.md")):
        data = path.read_bytes()
        name = re.search(rb"^(?:username|latin|community-tag): *(.+?) *$", data, re.MULTILINE)
        pages[path.name] = (name[1].decode().strip("'\"") if name else path.stem, data)
    return pages
