"""A review: the findings, the decisions about them, and the files written for these.

Each decision is written at once, by the same verified edits as in `recordlint fix`: into the source of
the record if there is one, else into the record. The files are then checked again. A file that another
program has changed since it was checked is not written.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lint import files
from lint.checker.file_checker import FileChecker
from lint.core.errors import UsageError
from lint.core.findings import Applicability, Detail, Finding
from lint.core.values import Set
from lint.documents.splices import EditRefused
from lint.records.inputs import SOURCE_ENDING
from lint.reports import count, fingerprinted
from lint.results.run_result import RunResult
from lint.review.journal import Journal, Refused, Written
from lint.review.places import Place, place_of
from lint.rules import CorpusRule, registry
from lint.run.baseline import Baseline
from lint.run.job import Job, RunOptions, stamp_of_now
from lint.run.runner import run
from lint.run.sources import Change, changes_of_source
from lint.settings import Settings
from lint.settings.source import SettingsSource

_DETAIL = Detail.EXCERPT | Detail.RECORD | Detail.DIGEST


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a decision, in words, and the records to check again."""

    message: str
    records: set[str]


class Session:
    """A review of the records at *paths*.

    Args:
        paths: Files and folders.
        source: Where the settings come from, which decisions may change.
        options: What a run may use of the machine.
        corpus: Whether records are compared with each other.
        derive: Whether records are generated again when their source is written.
        stamp: Whether the version and the date of a source that is written are set.
    """

    def __init__(
        self,
        paths: Sequence[str],
        source: SettingsSource,
        options: RunOptions,
        *,
        corpus: bool = True,
        derive: bool = False,
        stamp: bool = False,
    ) -> None:
        self._paths = paths
        self._source = source
        self._options = options
        self._corpus = corpus
        self._derive = derive
        self._stamp = stamp
        self.settings = source.load()
        self._found: dict[str, dict[str, Finding]] = {}
        """By file, the findings by their marks."""
        self._files: dict[str, str] = {}
        """By mark, the file of the finding."""
        self._seen: dict[str, str] = {}
        """By file, a digest of what it held when it was looked at."""
        self._related: dict[str, set[str]] = {}
        """By file, what is looked at together with it: a source and the records that are made of it."""
        self._records_by_source: Mapping[str, Sequence[str]] = {}
        self._journal = Journal()

    @property
    def decisions(self) -> int:
        """How many decisions have been written, without those that were undone."""
        return len(self._journal)

    def look(self) -> RunResult:
        """Look at all records, and return what was found."""
        self.settings = self._source.load()
        self._found, self._files, self._seen = {}, {}, {}
        result = run(
            self._paths,
            self.settings,
            detail=_DETAIL,
            corpus=self._corpus,
            with_sources=True,
            options=self._options,
        )
        self._related = defaultdict(set)
        for path, records in result.records_by_source.items():
            for each in (path, *records):
                self._related[each] |= {path, *records}
        self._records_by_source = result.records_by_source
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
        place = self._place(finding, data)
        self._seen.setdefault(place.file, files.digest(place.document.data))
        return place.text

    # Decisions ------------------------------------------------------------------------------------

    def accept(self, mark: str) -> Outcome:
        """Apply the fix of one finding.

        Raises:
            Refused: that cannot be done.
        """
        finding, data = self._finding(mark)
        unsafe = finding.fix is not None and finding.fix.applicability is Applicability.UNSAFE
        settings = self.settings.replace(unsafe_fixes=self.settings.unsafe_fixes or unsafe)
        file = finding.location.file

        def is_it(each: Finding, document: object = None) -> bool:
            # What is found in a source also says in which records that shows.
            is_same = each.key == finding.key
            return is_same and finding.message.startswith(each.message)

        result = self._checker(settings).fix(file, data, is_it, _compared([finding]), once=True)
        if result.data is None:
            left = (each.fix for each in result.findings if is_it(each))
            reasons = (fix.why for fix in left if fix)
            raise Refused(next(filter(None, reasons), "This finding has no fix that can be applied."))
        records = self._decide(self._changes(file, data, result.data))
        self._found[file].pop(mark)
        return Outcome(f"Written: {_where(finding)}.", records)

    def accept_all(self, code: str = "") -> Outcome:
        """Apply all fixes that `recordlint fix` applies, or those of the rule *code*.

        Raises:
            Refused: none can be applied.
        """
        checker = self._checker(self.settings)
        written: list[Written] = []
        complaints: list[str] = []
        numbers: list[int] = []
        for file, findings in list(self._found.items()):
            chosen = [each for each in findings.values() if each.fix and code in ("", each.code)]
            if not chosen:
                continue
            try:
                data = self._data(file)
                result = checker.fix(file, data, lambda each, _: code in ("", each.code), _compared(chosen))
                if result.data is not None:
                    self._write(self._changes(file, data, result.data), written)
                    self._found[file] = {mark: each for mark, each in findings.items() if each not in chosen}
                    numbers.append(len(result.fixed))
            except (OSError, Refused) as error:
                complaints.append(str(error))
        if not written and not complaints:
            raise Refused("There is no fix that `recordlint fix` applies.")
        records = self._decided(written)
        told = f"Fixed {count(sum(numbers), 'finding')} in {count(len(numbers), 'record')}."
        return Outcome(" ".join([told, *complaints]), records)

    def edit(self, mark: str, text: str) -> Outcome:
        """Put *text* in the place of the text that a finding is about, and of copies that its fix mends.

        Raises:
            Refused: that cannot be done.
        """
        finding, data = self._finding(mark)
        place = self._place(finding, data)
        before = self._data(place.file)
        if text == place.text:
            raise Refused("The text is what it was.")
        try:
            after = place.document.edited([Set(path, text) for path in place.paths])
        except (EditRefused, UnicodeError) as error:
            raise Refused(f"This text cannot be written there: {error}") from None
        records = self._decide(self._changes(place.file, before, after))
        where = _where(finding) if place.file == finding.location.file else place.file
        return Outcome(f"Written: {where}.", records)

    def leave(self, mark: str, reason: str, *, in_baseline: bool) -> Outcome:
        """Keep a finding: list it in the baseline, or ignore its rule in its record by the settings.

        Raises:
            Refused: that cannot be done.
        """
        finding, _ = self._finding(mark)
        try:
            written = self._list(finding) if in_baseline else self._ignore(finding, reason)
        except (OSError, UsageError) as error:
            raise Refused(str(error)) from None
        records = self._around([finding.location.file])
        self._journal.note([written], records)
        self.settings = self._source.load()
        return Outcome(f"Left as it is: {files.shown(written.path)} says so.", records)

    def undo(self) -> Outcome:
        """Take back the last decision.

        Raises:
            Refused: there is none, or a file has changed since.
        """
        records = self._journal.undo()
        self.settings = self._source.load()
        self._seen = {path: digest for path, digest in self._seen.items() if path not in records}
        return Outcome("Undone.", records)

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
        if files.digest(data) != self._seen.setdefault(file, files.digest(data)):
            around = self._around([file])
            self.look_again(around)
            told = f"{file} was changed by another program, and is not written; it was looked at again."
            raise Refused(told, around)
        return data

    def _place(self, finding: Finding, data: bytes) -> Place:
        """Return where the text of a finding is edited.

        Raises:
            Refused: the file is no record, or its source does not show the place.
        """
        record = self._checker(self.settings).record(finding.location.file, data)
        if record is None:
            raise Refused("This file is no record any longer.")
        return place_of(finding, record)

    def _checker(self, settings: Settings) -> FileChecker:
        return FileChecker(settings, detail=Detail.NONE, corpus=False, derives=self._derive)

    # Writing --------------------------------------------------------------------------------------

    def _around(self, paths: Iterable[str]) -> set[str]:
        """Return *paths*, with the sources and the records that belong to them."""
        return set().union(*(self._related.get(path, {path}) for path in paths))

    def _changes(self, path: str, before: bytes, after: bytes) -> list[Change]:
        """Return the changes that follow from one of the file at *path*, those of its records included."""
        if not path.endswith(SOURCE_ENDING):
            return [(path, before, after)]
        stamp = stamp_of_now() if self._stamp else ""
        job = Job(self.settings, stamp=stamp, derives=self._derive, records=self._records_by_source)
        return changes_of_source(job, path, before, after)

    def _decide(self, changes: Iterable[Change]) -> set[str]:
        """Write *changes* as one decision, and return the records to check again.

        Raises:
            Refused: a file cannot be written; those before it are.
        """
        written: list[Written] = []
        try:
            self._write(changes, written)
        finally:
            records = self._decided(written)
        return records

    def _decided(self, written: list[Written]) -> set[str]:
        records = self._around(each.path for each in written)
        self._journal.note(written, records)
        return records

    def _write(self, changes: Iterable[Change], written: list[Written]) -> None:
        """Write *changes*, and add each to what is *written* already.

        Raises:
            Refused: a file cannot be written.
        """
        for path, before, after in changes:
            try:
                files.write(path, after, before)
            except OSError as error:
                raise Refused(f"{path}: {files.why(error)}") from None
            self._seen[path] = files.digest(after)
            written.append(Written(path, before, after))

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


def _compared(findings: Iterable[Finding]) -> list[Finding]:
    """Return those of *findings* that come of comparing records and have a fix all the same."""
    rules = registry()
    return [
        each
        for each in findings
        if issubclass(rule := rules[each.code], CorpusRule) and rule.fixes_by_comparing
    ]


def _where(finding: Finding) -> str:
    return f"{finding.location.file}, {finding.pointer or 'the whole record'}"
