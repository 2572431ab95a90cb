"""Checking and repairing files given as bytes: the record is recognised, and the checker runs on it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from lint import documents
from lint.checker.checker import Checker
from lint.checker.corpus import Corpus
from lint.checker.policy import EVERYTHING, Repair, always
from lint.core.deadline import TooLong
from lint.core.findings import Detail, Finding
from lint.files import UNREAD, Stamp
from lint.kinds import recognise
from lint.records.inputs import (
    Disk,
    InputKey,
    Names,
    Sidecar,
    digest_of_sidecar,
    pages,
    repository_of,
    sidecar,
)
from lint.records.record import Record
from lint.results.file_result import FileResult
from lint.rules import registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.settings import Settings

_GROUP = 16  # the most records checked together: more do not save time (measured) ...
_GROUP_BYTES = 500_000  # ... and long ones would take much memory


class Inputs(Protocol):
    """Files that records are checked against besides their own; `lint.records.inputs.Disk` implements it."""

    def sidecar(self, key: InputKey) -> Sidecar:
        """Return the content of a sidecar, the reason why it cannot be read, or None if it is absent."""

    def names(self, key: InputKey) -> Names:
        """Return the names that the pages in a folder give, the reason why they cannot be read, or None."""

    def stamp(self, key: InputKey) -> Stamp:
        """Return a stamp that shows whether an input has changed, without reading it."""

    def digest(self, key: InputKey) -> str:
        """Return a digest of the content of an input."""


class FileChecker:
    """Checks and repairs files with the same settings.

    Args:
        settings: Which rules are enabled, and how.
        inputs: Where sidecars and pages are read from; by default from the disk.
        folder: The folder that paths are relative to; by default the working folder.
        detail: What the locations of findings contain.
        corpus: Whether results contain the facts that corpus rules compare.
        reports_failing: Whether results also contain findings that fail a run without being shown.
        keeps_inputs: Whether results list their inputs.
        counts_systematic: Whether systematic findings are reported once, unless the settings name their rule.
        derives: Whether fixes generate records again if their source is newer.
    """

    def __init__(
        self,
        settings: Settings,
        inputs: Inputs | None = None,
        *,
        folder: str = "",
        detail: Detail = Detail.EXCERPT,
        corpus: bool = True,
        reports_failing: bool = False,
        keeps_inputs: bool = False,
        counts_systematic: bool = False,
        derives: bool = False,
    ) -> None:
        rules = settings.enabled_rules()
        self._folder = folder or os.getcwd()
        superseding = frozenset[str]().union(*(rule.superseded_by for rule in rules))
        silent = superseding - {rule.code for rule in rules}
        self._checker = Checker(
            rules,
            silent=[rule() for code, rule in registry().items() if code in silent],
            unsafe=settings.unsafe_fixes,
            derives=derives,
            detail=detail | Detail.DIGEST if reports_failing else detail,
            is_visible=settings.is_visible,
            is_reported=settings.is_relevant if reports_failing else None,
            lists_systematic=settings.names if counts_systematic else always,
            ignores=settings.ignores(self._folder),
            limits=settings.limits,
        )
        self.corpus = Corpus(rules if corpus else (), self._checker.deadline)
        self._limits = settings.limits
        self._inputs: Inputs = inputs or Disk(settings.limits)
        self._keeps_inputs = keeps_inputs
        self._derives = derives
        self._kinds = settings.all_kinds()
        self._source_files = settings.sources
        self._folders: dict[str, tuple[str, str]] = {}

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the enabled rules."""
        return frozenset(rule.code for rule in self._checker.rules)

    def check(self, path: str, data: bytes) -> FileResult:
        """Return the result for the file at *path* with the content *data*."""
        (result,) = self.check_all([(path, data)])
        return result

    def check_all(self, contents: Iterable[tuple[str, bytes]]) -> Iterator[FileResult]:
        """Yield the results for many files, given as paths and bytes, in the same order."""
        return self.results((path, data, None) for path, data in contents)

    def results(self, contents: Iterable[tuple[str, bytes, Repair | None]]) -> Iterator[FileResult]:
        """Yield the results of checking or repairing many files, in the same order.

        Args:
            contents: The files: their paths, their bytes, and how they are repaired (None: only checked).
        """
        with self._checker.deadline.kept():
            for group in self._groups(contents):
                found = iter(self._checker.runner.run([record for _, record, _ in group if record]))
                for blank, record, repair in group:
                    result = blank
                    if record is not None:
                        if repair is None:
                            result = self._checker.finished(next(found), record)
                        else:
                            result, record = self._checker.repaired(next(found), record, repair)
                        result = self._with_facts(result, record, blank)
                    self._checker.deadline.at = None  # the caller's work on the result is not limited
                    yield result

    def _groups(
        self, contents: Iterable[tuple[str, bytes, Repair | None]]
    ) -> Iterator[list[tuple[FileResult, Record | None, Repair | None]]]:
        """Yield the files, as `_read` returns them, in groups that are checked together."""
        group: list[tuple[FileResult, Record | None, Repair | None]] = []
        size = 0
        for path, data, repair in contents:
            group.append((*self._read(path, data), repair))
            size += len(data)
            if len(group) == _GROUP or size > _GROUP_BYTES:
                yield group
                group, size = [], 0
        yield group

    def _read(self, path: str, data: bytes) -> tuple[FileResult, Record | None]:
        """Return a blank result and the record of a file; without a record, the result is the final one."""
        blank = FileResult(path)
        self._checker.deadline.at = path
        try:
            return blank, self._record(blank, data)
        except TooLong as error:
            kind = recognise(self._places(path)[0], data, self._kinds)
            assert kind is not None  # other files are not read
            unread = Record(documents.read(b"", self._limits, path, kind.format), kind, path)
            late = RuleCrashed.ended("Reading", error, "it is not checked")
            return self._checker.ended(unread, late), None

    def fix(self, path: str, data: bytes, repair: Repair = EVERYTHING) -> FileResult:
        """Return the result for the file after its fixes, with the new bytes in `data` if they changed it."""
        (result,) = self.results([(path, data, repair)])
        return result

    def _with_facts(self, result: FileResult, record: Record, blank: FileResult) -> FileResult:
        """Return *result* with the facts that corpus rules compare, and with its inputs."""
        result.inputs, result.failure = blank.inputs, blank.failure
        result.cacheable &= not blank.failure
        self._checker.deadline.at = record.file
        result.facts, crashes = self.corpus.facts(record)
        if crashes:
            found, counts = self._checker.locate(crashes, record)
            result.findings = [*found, *result.findings]
            result.counts.add(counts)
        return result

    def locate(self, path: str, data: bytes, findings: Iterable[Finding]) -> FileResult | None:
        """Return *findings* of corpus rules about the file, with locations; None if it is not a record."""
        with self._checker.deadline.kept():
            blank, record = self._read(path, data)
            if record is None:
                return blank if blank.kind else None
            try:
                located, counts = self._checker.locate(findings, record)
            except TooLong as error:
                late = RuleCrashed.ended("Reporting", error, "findings are left out")
                return self._checker.ended(record, late)
            return FileResult(path, record.kind.name, record.id, record.number, located, counts=counts)

    def record(self, path: str, data: bytes) -> Record | None:
        """Return the record in the file at *path* with the content *data*; None if it is not a record."""
        return self._record(FileResult(path), data)

    def _record(self, blank: FileResult, data: bytes) -> Record | None:
        """Return the record in a file; its inputs are added to *blank* when they are read."""
        path, inputs = blank.path, blank.inputs
        absolute, real = self._places(path)
        kind = recognise(absolute, data, self._kinds)
        if kind is None:
            return None

        def read(key: InputKey | None) -> Sidecar:
            if key is None:
                return None
            stamp = self._inputs.stamp(key) if self._keeps_inputs else None
            content = self._inputs.sidecar(key)
            if isinstance(content, str):
                stamp = UNREAD  # the reason may lie outside of the file, so it is tried again each time
            if self._keeps_inputs:
                inputs.append((key, stamp, digest_of_sidecar(content)))
            return content

        def read_sidecar(name: str) -> str | None:
            content = read(sidecar(real, name))
            if isinstance(content, str):
                raise OSError(content)
            return None if content is None else content.decode("utf-8", "replace")

        def read_names(folder: str, field: str) -> frozenset[str] | None:
            key = pages(real, folder, field)
            names = self._inputs.names(key)
            if isinstance(names, str):
                blank.failure = f"{folder}: {names}"
                return None
            if self._keeps_inputs:
                inputs.append((key, self._inputs.stamp(key), self._inputs.digest(key)))
            return names

        def read_source(record_id: str) -> tuple[str, bytes, str] | None:
            beside = sidecar(real, kind.source.replace("{id}", record_id))
            for key in (beside, self._source_files.of(kind.name, record_id)):
                content = read(key)
                if key is not None and isinstance(content, bytes):
                    shown = os.path.relpath(key[0], self._folder).replace(os.sep, "/")
                    return shown, content, repository_of(key[0]) if self._derives else ""
            return None

        document = documents.read(data, self._limits, path, kind.format)
        return Record(document, kind, path, read_sidecar, read_names, read_source)

    def _places(self, path: str) -> tuple[str, str]:
        """Return *path* as an absolute path with `/`: as written, and with links in its folder resolved."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            absolute = os.path.normpath(os.path.join(self._folder, folder))
            real = os.path.realpath(absolute)
            self._folders[folder] = _with_slashes(absolute), _with_slashes(real)
        absolute, real = self._folders[folder]
        return f"{absolute}/{name}", f"{real}/{name}"


def _with_slashes(folder: str) -> str:
    return folder.replace(os.sep, "/").rstrip("/")
