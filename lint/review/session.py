"""A review: what was found, what was decided, and the files written for it.

Each decision is written at once, by the same verified edits as in `recordlint fix`, and the rules look
at the record again. A file that somebody else has changed since it was looked at is not written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from lint import documents, files
from lint.checker.file_checker import FileChecker
from lint.core.errors import UsageError
from lint.core.findings import Applicability, Detail, Finding
from lint.core.values import Set, get
from lint.documents.document import Document
from lint.documents.splices import EditRefused
from lint.reports import count, fingerprinted
from lint.results.run_result import RunResult
from lint.rules import CorpusRule, registry
from lint.run.baseline import Baseline
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings.source import SettingsSource

_DETAIL = Detail.EXCERPT | Detail.RECORD | Detail.DIGEST


class Refused(Exception):
    """What was decided cannot be done; the message says why.

    Args:
        message: Why.
        records: The records that were looked at again.
    """

    def __init__(self, message: str, records: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.records = tuple(records)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path, and its bytes before (None: there was none) and after."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the files written, and the records that it concerns."""

    written: list[Written]
    records: set[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a decision, in words, and the records to look at again."""

    message: str
    records: set[str]


class Session:
    """A review of the records at *paths*.

    Args:
        paths: Files and folders.
        source: Where the settings come from, which decisions may change.
        options: What a run may use of the machine.
        corpus: Whether records are compared with each other.
    """

    def __init__(
        self, paths: Sequence[str], source: SettingsSource, options: RunOptions, *, corpus: bool = True
    ) -> None:
        self._paths = paths
        self._source = source
        self._options = options
        self._corpus = corpus
        self.settings = source.load()
        self._found: dict[str, dict[str, Finding]] = {}
        """By file, the findings by their marks."""
        self._files: dict[str, str] = {}
        """By mark, the file of the finding."""
        self._seen: dict[str, str] = {}
        """By file, a digest of what it held when it was looked at."""
        self._done: list[Decision] = []

    @property
    def decisions(self) -> int:
        """How many decisions have been written, without those that were undone."""
        return len(self._done)

    def look(self) -> RunResult:
        """Look at all records, and return what was found."""
        self.settings = self._source.load()
        self._found, self._files, self._seen = {}, {}, {}
        result = run(self._paths, self.settings, detail=_DETAIL, corpus=self._corpus, options=self._options)
        for file, findings in groupby(result.findings, lambda finding: finding.location.file):
            self._remember(file, list(findings))
        return result

    def findings(self, file: str) -> list[tuple[Finding, str]]:
        """Return what is known of a file: its findings, each with its mark."""
        return [(finding, mark) for mark, finding in self._found.get(file, {}).items()]

    def text(self, mark: str) -> str:
        """Return the text that the finding of this mark is about.

        Raises:
            Refused: it is about no text, or the file has changed.
        """
        finding, data = self._finding(mark)
        return self._text(finding, documents.read(data, self.settings.limits))

    # Decisions ------------------------------------------------------------------------------------

    def accept(self, mark: str) -> Outcome:
        """Apply the fix of one finding.

        Raises:
            Refused: that cannot be done.
        """
        finding, data = self._finding(mark)
        key = finding.code, finding.path, finding.message
        unsafe = finding.fix is not None and finding.fix.applicability is Applicability.UNSAFE
        settings = self.settings.replace(unsafe_fixes=self.settings.unsafe_fixes or unsafe)
        checker = FileChecker(settings, detail=Detail.NONE, corpus=False)
        file = finding.location.file
        result = checker.fix(file, data, lambda each: (each.code, each.path, each.message) == key, once=True)
        if result.data is None:
            reasons = [each.fix.why for each in result.findings if each.fix and self._is_same(each, finding)]
            raise Refused(next(filter(None, reasons), "This finding has no fix that can be applied."))
        self._write(Written(file, data, result.data))
        return Outcome(f"Written: {_where(finding)}.", {file})

    def accept_all(self, code: str = "") -> Outcome:
        """Apply all fixes that `recordlint fix` applies, or those of the rule *code*.

        Raises:
            Refused: none can be applied.
        """
        checker = FileChecker(self.settings, detail=Detail.NONE, corpus=False)
        written: list[Written] = []
        complaints: list[str] = []
        number = 0
        for file, findings in self._found.items():
            if not any(each.fix and code in ("", each.code) for each in findings.values()):
                continue
            try:
                data = self._data(file)
                result = checker.fix(file, data, lambda each: code in ("", each.code))
                if result.data is not None:
                    files.write(file, result.data, data)
                    written.append(Written(file, data, result.data))
                    number += len(result.fixed)
            except (OSError, Refused) as error:
                complaints.append(str(error))
        records = {each.path for each in written}
        if written:
            self._done.append(Decision(written, records))
        elif not complaints:
            raise Refused("There is no fix that `recordlint fix` applies.")
        told = f"Fixed {count(number, 'finding')} in {count(len(written), 'record')}."
        return Outcome(" ".join([told, *complaints]), records)

    def edit(self, mark: str, text: str) -> Outcome:
        """Put *text* in the place of the text that a finding is about, and of copies that its fix mends.

        Raises:
            Refused: that cannot be done.
        """
        finding, data = self._finding(mark)
        document = documents.read(data, self.settings.limits)
        before = self._text(finding, document)
        edits = finding.fix.edits if finding.fix else ()
        copies = {
            each.path for each in edits if isinstance(each, Set) and get(document.values, each.path) == before
        }
        try:
            after = document.edited([Set(path, text) for path in {finding.path, *copies}])
        except (EditRefused, UnicodeError) as error:
            raise Refused(f"This text cannot be written there: {error}") from None
        self._write(Written(finding.location.file, data, after))
        return Outcome(f"Written: {_where(finding)}.", {finding.location.file})

    def leave(self, mark: str, reason: str, *, in_baseline: bool) -> Outcome:
        """Let a finding stand: list it in the baseline, or ignore its rule in its record by the settings.

        Raises:
            Refused: that cannot be done.
        """
        finding, _ = self._finding(mark)
        try:
            written = self._list(finding) if in_baseline else self._ignore(finding, reason)
        except (OSError, UsageError) as error:
            raise Refused(str(error)) from None
        records = {finding.location.file}
        self._done.append(Decision([written], records))
        self.settings = self._source.load()
        return Outcome(f"Left as it is: {files.shown(written.path)} says so.", records)

    def undo(self) -> Outcome:
        """Take back the last decision.

        Raises:
            Refused: there is none, or a file has changed since.
        """
        if not self._done:
            raise Refused("There is nothing to undo.")
        last = self._done[-1]
        for each in last.written:
            if files.read_if_any(each.path) != each.after:
                name = files.shown(each.path)
                raise Refused(f"{name} was changed by another program since; undo it by hand.")
        try:
            for each in last.written:
                if each.before is None:
                    os.unlink(each.path)
                else:
                    files.write(each.path, each.before, each.after)
        except OSError as error:
            raise Refused(f"{files.shown(each.path)}: {files.why(error)}") from None
        self._done.pop()
        self.settings = self._source.load()
        return Outcome("Undone.", last.records)

    def look_again(self, paths: Iterable[str]) -> None:
        """Look at the records at *paths* again; what other records say of them is known from before."""
        wanted = sorted(path for path in paths if os.path.lexists(path))
        compared = {code for code, rule in registry().items() if issubclass(rule, CorpusRule)}
        result = run(wanted, self.settings, detail=_DETAIL, corpus=False, options=self._options)
        found: dict[str, list[Finding]] = {path: [] for path in wanted}
        for finding in result.findings:
            found[finding.location.file].append(finding)
        for path, findings in found.items():
            kept = [each for each in self._found.get(path, {}).values() if each.code in compared]
            self._remember(path, sorted([*findings, *kept], key=lambda each: each.sort_key))

    # What is known --------------------------------------------------------------------------------

    def _remember(self, file: str, findings: list[Finding]) -> None:
        for mark in self._found.get(file, {}):
            self._files.pop(mark, None)
        self._found[file] = {mark: finding for finding, mark in fingerprinted(findings)}
        self._files.update(dict.fromkeys(self._found[file], file))
        self._seen[file] = files.digest(files.read_if_any(file) or b"")

    def _finding(self, mark: str) -> tuple[Finding, bytes]:
        """Return the finding of this mark, and what its file holds.

        Raises:
            Refused: it is no longer there, or the file has changed.
        """
        file = self._files.get(mark)
        if file is None:
            raise Refused("This finding is no longer there.")
        data = self._data(file)
        return self._found[file][mark], data

    def _data(self, file: str) -> bytes:
        """Return what a file holds, which must be what it held when it was looked at.

        Raises:
            Refused: it has changed, or cannot be read.
        """
        try:
            data = files.read(file)
        except OSError as error:
            raise Refused(f"{file}: {files.why(error)}") from None
        if files.digest(data) != self._seen[file]:
            self.look_again([file])
            told = f"{file} was changed by another program, and is not written; it was looked at again."
            raise Refused(told, [file])
        return data

    @staticmethod
    def _text(finding: Finding, document: Document) -> str:
        try:
            value = get(document.values, finding.path)
        except (LookupError, TypeError):
            value = None
        if not isinstance(value, str):
            raise Refused("This finding is not about one text that could be edited here.")
        return value

    @staticmethod
    def _is_same(one: Finding, other: Finding) -> bool:
        return (one.code, one.path) == (other.code, other.path)

    def _write(self, written: Written) -> None:
        try:
            files.write(written.path, written.after, written.before)
        except OSError as error:
            raise Refused(f"{written.path}: {files.why(error)}") from None
        self._done.append(Decision([written], {written.path}))

    def _list(self, finding: Finding) -> Written:
        """Add a finding to the baseline.

        Raises:
            OSError, UsageError: that cannot be done.
        """
        path = self.settings.baseline or str(self._source.default_baseline())
        before = files.read_if_any(path)
        old = Baseline(path) if before is None else Baseline.read(path)
        _, met = old.match([finding])
        Baseline(path, old.entries + met).write()
        return Written(path, before, files.read(path))

    def _ignore(self, finding: Finding, reason: str) -> Written:
        """Ignore a finding's rule in its record by the settings.

        Raises:
            OSError, UsageError: that cannot be done.
        """
        path, before, after = self._source.ignoring(finding.location.record, finding.code, reason)
        files.write(path, after, before)
        return Written(path, before, after)


def _where(finding: Finding) -> str:
    return f"{finding.location.file}, {finding.pointer or 'the whole record'}"
