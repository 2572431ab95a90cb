"""Many records: discover them, check or fix each, gather what was found."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from lint import files
from lint.checker import Checked, Checker
from lint.corpus import Corpus
from lint.document import Document
from lint.findings import Finding, Severity
from lint.kinds import Kind, builtin, recognise
from lint.record import Record
from lint.settings import Settings, UsageError


@dataclass
class Report:
    """What came of a run; *findings* are those that remain, in the order of the reports."""

    findings: list[Finding] = field(default_factory=list)
    fixed: list[Finding] = field(default_factory=list)
    files: int = 0
    """How many files were looked at."""
    records: int = 0
    """How many of these are records."""
    diffs: list[str] = field(default_factory=list)
    """One patch a changed file, where asked for."""
    failures: list[str] = field(default_factory=list)
    """What went wrong with recordlint or the files, not with the records, in words for people."""
    output: bytes = b""
    """What standard input became, where that was fixed."""
    hidden: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    """How many more were found that are below the level to be shown, by code and severity."""


class Runner:
    """Checks or fixes files, one after the other, into one report."""

    def __init__(
        self,
        settings: Settings,
        *,
        fix: bool = False,
        diff: bool = False,
        detail: bool = True,
        corpus: bool = True,
    ) -> None:
        self.report = Report()
        self._fix = fix
        self._diff = diff
        self._kinds: tuple[Kind, ...] = builtin()
        rules = settings.chosen()
        self._checker = Checker(rules, unsafe=settings.unsafe_fixes, detail=detail, shows=settings.shows)
        self._corpus = Corpus(rules if corpus else ())
        self._paths: dict[str, str] = {}
        self._unwritten: dict[str, bytes] = {}
        self._pages = files.Pages()

    @property
    def compares(self) -> bool:
        """Whether records are compared with each other."""
        return bool(self._corpus.rules)

    def run_file(self, path: str) -> None:
        """Check the file at *path*, and write it back where fixes changed it."""
        name = files.shown(path)
        try:
            data = files.read(path)
            if data is None:
                return
            done = self._run(path, name, data)
            if self._fix and not self._diff and done and done[0].data != data:
                files.write(path, done[0].data)
        except OSError as error:
            self.report.failures.append(f"{name}: {error.strerror or error}")
            return
        self._add(path, name, data, done)

    def run_stream(self, path: str, data: bytes) -> None:
        """Check *data* as if it were the content of the file at *path*."""
        name = files.shown(path)
        done = self._run(path, name, data)
        self.report.output = self._unwritten[name] = done[0].data if done else data
        self._add(path, name, data, done)

    def add_facts(self, path: str) -> None:
        """Let the corpus rules see the file at *path*, which is not itself checked."""
        try:
            data = files.read(path)
        except OSError:
            return  # not what this run was asked about
        record = self._record(path, files.shown(path), data) if data is not None else None
        if record is not None:
            self._corpus.add(record)

    def finish(self) -> Report:
        """Return the report, with what the corpus rules find in the files that were checked."""
        for name, findings in self._corpus.findings().items():
            if name not in self._paths:
                continue
            path = self._paths[name]
            try:
                data = self._unwritten[name] if name in self._unwritten else files.read(path)
            except OSError as error:
                self.report.failures.append(f"{name}: {error.strerror or error}")
                continue
            record = self._record(path, name, data) if data is not None else None
            if record is not None:
                self.report.findings += self._checker.placed(findings, record)
        self.report.hidden = self._checker.hidden
        self.report.findings.sort(key=lambda finding: finding.sort_key)
        self.report.fixed.sort(key=lambda finding: finding.sort_key)
        return self.report

    def _record(self, path: str, name: str, data: bytes) -> Record | None:
        absolute = os.path.abspath(path).replace(os.sep, "/")
        kind = recognise(absolute, data, self._kinds)
        if kind is None:
            return None
        return Record(
            Document(data),
            kind,
            name,
            partial(files.read_sidecar, absolute),
            partial(self._pages.names, absolute),
        )

    def _run(self, path: str, name: str, data: bytes) -> tuple[Checked, Record] | None:
        record = self._record(path, name, data)
        if record is None:
            return None
        if self._fix:
            return self._checker.fix(record)
        return Checked(data, self._checker.check(record)), record

    def _add(self, path: str, name: str, data: bytes, done: tuple[Checked, Record] | None) -> None:
        report = self.report
        report.files += 1
        if done is None:
            return
        checked, record = done
        report.records += 1
        self._paths[name] = path
        report.findings += self._checker.placed(self._corpus.add(record), record)
        report.findings += checked.findings
        report.fixed += checked.fixed
        if checked.failure:
            report.failures.append(f"{name}: {checked.failure}")
        if self._diff and checked.data != data:
            self._unwritten[name] = checked.data
            report.diffs.append(files.unified_diff(name, data, checked.data))


def run(
    paths: Sequence[str],
    settings: Settings,
    *,
    fix: bool = False,
    diff: bool = False,
    stdin: tuple[str, bytes] | None = None,
    detail: bool = True,
    corpus: bool = True,
) -> Report:
    """Check, or fix, the records at *paths* (files and folders).

    Args:
        paths: Files, and folders to look through.
        settings: Which rules are on, and how.
        fix: Whether to repair; the files are written.
        diff: With *fix*: whether to make patches and write nothing.
        stdin: A file's name and bytes, checked instead of *paths*.
        detail: Whether findings carry excerpts and changes.
        corpus: Whether records are compared with each other; where files are named, with all
            records of their repository.

    Raises:
        UsageError: a path does not exist, or the settings name an unknown rule.
    """
    runner = Runner(settings, fix=fix, diff=diff, detail=detail, corpus=corpus)
    if stdin is not None:
        runner.run_stream(*stdin)
        return runner.finish()
    try:
        found = files.discover(paths)
    except FileNotFoundError as error:
        raise UsageError(f"{error.args[0]} does not exist") from None
    with _seldom_collecting():
        for path in found:
            runner.run_file(path)
        if runner.compares:
            checked = {os.path.abspath(path) for path in found}
            for path in files.discover(files.repositories(paths)):
                if os.path.abspath(path) not in checked:
                    runner.add_facts(path)
    return runner.finish()


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage in cycles once in some hundred records, not at each: that takes a tenth of a run."""
    thresholds = gc.get_threshold()
    gc.set_threshold(max(thresholds[0], 100_000), *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
