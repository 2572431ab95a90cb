"""A review: the findings, the decisions about them, and the files written for the decisions.

Each decision is written at once, by the same verified edits as in `recordlint fix`, to the source of the
record or else to the record. The files are then checked again. A file that another program has changed
since it was checked is not written.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lint import files
from lint.checker.file_checker import FileChecker
from lint.checker.policy import Repair
from lint.checker.reading import RecordReader
from lint.core.errors import UsageError
from lint.core.findings import Applicability, Detail, Finding
from lint.core.values import Set
from lint.core.wording import count
from lint.documents.splices import EditRefused
from lint.records.inputs import SOURCE_ENDING
from lint.reports import fingerprinted
from lint.results.run_result import RunResult
from lint.review.journal import Journal, Refused, Written
from lint.review.places import Place, place_of
from lint.rules import CorpusRule
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
        options: How runs use processes and the cache.
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
        """The findings by file and mark, their fingerprint."""
        self._files: dict[str, str] = {}
        """The file of each finding, by mark."""
        self._digests: dict[str, str] = {}
        """Digests of the files when they were checked."""
        self._related: dict[str, set[str]] = {}
        """By file, the files that are checked with it: a source and the records generated from it."""
        self._records_by_source: Mapping[str, Sequence[str]] = {}
        self._journal = Journal()

    @property
    def decisions(self) -> int:
        """The number of decisions, without those that were undone."""
        return len(self._journal)

    def check(self) -> RunResult:
        """Check all records, and return the result."""
        self.settings = self._source.load()
        self._found, self._files, self._digests = {}, {}, {}
        options = replace(self._options, detail=_DETAIL, corpus=self._corpus, with_sources=True)
        result = run(self._paths, self.settings, options)
        self._related = defaultdict(set)
        for path, records in result.records_by_source.items():
            for each in (path, *records):
                self._related[each] |= {path, *records}
        self._records_by_source = result.records_by_source
        for file, findings in groupby(result.findings, lambda finding: finding.location.file):
            self._remember(file, list(findings))
        return result

    def findings(self, file: str) -> list[tuple[Finding, str]]:
        """Return the findings of a file, each with its mark."""
        return [(finding, mark) for mark, finding in self._found.get(file, {}).items()]

    def text(self, mark: str) -> str:
        """Return the text that the finding with this *mark* is about.

        Raises:
            Refused: It is not about a text, or the file has changed.
        """
        finding, data = self._finding(mark)
        place = self._place(finding, data)
        self._digests.setdefault(place.file, files.digest(place.document.data))
        return place.text

    # Decisions ------------------------------------------------------------------------------------

    def accept(self, mark: str) -> Outcome:
        """Apply the fix of one finding.

        Raises:
            Refused: That is impossible.
        """
        finding, data = self._finding(mark)
        unsafe = finding.applicability is Applicability.UNSAFE
        settings = self.settings.replace(unsafe_fixes=self.settings.unsafe_fixes or unsafe)
        file = finding.location.file

        def is_it(each: Finding, document: object = None) -> bool:
            # The message about a source also names the records that have the fault.
            is_same = each.key == finding.key
            return is_same and finding.message.startswith(each.message)

        result = self._checker(settings).fix(file, data, Repair(is_it, self._compared([finding]), once=True))
        if result.data is None:
            reasons = (each.fix.why for each in result.findings if each.fix and is_it(each))
            raise Refused(next(filter(None, reasons), "This finding has no fix that can be applied."))
        records = self._decide(self._changes(file, data, result.data))
        self._forget(file, [mark])
        return Outcome(f"Written: {_where(finding)}.", records)

    def accept_all(self, marks: Iterable[str]) -> Outcome:
        """Apply the fixes of the findings with these *marks* that `recordlint fix` applies.

        Where these are all of a file, also those that appear after other fixes.

        Raises:
            Refused: No fix can be applied.
        """
        by_file: dict[str, dict[str, Finding]] = defaultdict(dict)
        for mark in marks:
            if (file := self._files.get(mark)) is not None:
                by_file[file][mark] = self._found[file][mark]
        written: list[Written] = []
        complaints: list[str] = []
        numbers: list[int] = []
        for file, chosen in by_file.items():
            try:
                number = self._accept_in(file, chosen, written)
                if number is not None:
                    numbers.append(number)
            except (OSError, Refused) as error:
                complaints.append(str(error))
        if not written and not complaints:
            raise Refused("There is no fix that `recordlint fix` applies.")
        records = self._note(written)
        summary = f"Fixed {count(sum(numbers), 'finding')} in {count(len(numbers), 'file')}."
        return Outcome(" ".join([summary, *complaints]), records)

    def _accept_in(self, file: str, chosen: Mapping[str, Finding], written: list[Written]) -> int | None:
        """Apply the fixes of *chosen* findings of a file, by mark; return how many findings are fixed.

        None if the file stays as it is; what is written is added to *written*.

        Raises:
            OSError, Refused: The file cannot be read or written.
        """
        findings = self._found[file]
        others = [each for mark, each in findings.items() if mark not in chosen]
        are_all = not any(each.fix and self.settings.applies(each.fix) for each in others)
        keys = {each.key for each in chosen.values()}

        def is_chosen(finding: Finding, document: object = None) -> bool:
            return are_all or finding.key in keys

        data = self._data(file)
        repair = Repair(is_chosen, self._compared(chosen.values()), once=not are_all)
        result = self._checker(self.settings).fix(file, data, repair)
        if result.data is None:
            return None
        self._write(self._changes(file, data, result.data), written)
        self._forget(file, chosen)
        return len(result.fixed)

    def edit(self, mark: str, text: str) -> Outcome:
        """Replace the text that a finding is about, and the copies that its fix also changes, with *text*.

        Raises:
            Refused: That is impossible.
        """
        finding, data = self._finding(mark)
        place = self._place(finding, data)
        before = self._data(place.file)
        if text == place.text:
            raise Refused("The text has not changed.")
        try:
            after = place.document.edited([Set(path, text) for path in place.paths])
        except (EditRefused, UnicodeError) as error:
            raise Refused(f"This text cannot be written there: {error}") from None
        records = self._decide(self._changes(place.file, before, after))
        where = _where(finding) if place.file == finding.location.file else place.file
        return Outcome(f"Written: {where}.", records)

    def leave(self, mark: str, reason: str, *, in_baseline: bool) -> Outcome:
        """Keep a finding: list it in the baseline, or ignore its rule for its record in the settings.

        Raises:
            Refused: That is impossible.
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
        """Undo the last decision.

        Raises:
            Refused: There is no decision, or a file has changed since.
        """
        records = self._journal.undo()
        self.settings = self._source.load()
        self._digests = {path: digest for path, digest in self._digests.items() if path not in records}
        return Outcome("Undone.", records)

    def check_again(self, paths: Iterable[str]) -> None:
        """Check the records at *paths* again, and keep the earlier findings of rules that compare records."""
        wanted = sorted(path for path in paths if os.path.lexists(path))
        compared = {rule.code for rule in self.settings.enabled_rules() if isinstance(rule, CorpusRule)}
        result = run(wanted, self.settings, replace(self._options, detail=_DETAIL, corpus=False))
        found: dict[str, list[Finding]] = {path: [] for path in wanted}
        for finding in result.findings:
            found[finding.location.file].append(finding)
        for path, findings in found.items():
            kept = [each for each in self._found.get(path, {}).values() if each.code in compared]
            self._remember(path, sorted([*findings, *kept], key=lambda each: each.sort_key))

    # Findings and files ---------------------------------------------------------------------------

    def _remember(self, file: str, findings: list[Finding]) -> None:
        self._forget(file, list(self._found.get(file, ())))
        self._found[file] = {mark: finding for finding, mark in fingerprinted(findings)}
        self._files.update(dict.fromkeys(self._found[file], file))
        self._digests[file] = files.digest(files.read_if_any(file) or b"")

    def _forget(self, file: str, marks: Iterable[str]) -> None:
        for mark in marks:
            del self._found[file][mark], self._files[mark]

    def _finding(self, mark: str) -> tuple[Finding, bytes]:
        """Return the finding with this *mark*, and the bytes of its file.

        Raises:
            Refused: The finding is gone, or the file has changed.
        """
        file = self._files.get(mark)
        if file is None:
            raise Refused("This finding is no longer there.")
        data = self._data(file)
        return self._found[file][mark], data

    def _data(self, file: str) -> bytes:
        """Return the bytes of a file, which must not have changed since the file was checked.

        Raises:
            Refused: The file has changed, or cannot be read.
        """
        try:
            data = files.read(file)
        except OSError as error:
            raise Refused(f"{file}: {files.why(error)}") from None
        digest = files.digest(data)
        if digest != self._digests.setdefault(file, digest):
            around = self._around([file])
            self.check_again(around)
            message = f"{file} was changed by another program and not written; it was checked again."
            raise Refused(message, around)
        return data

    def _place(self, finding: Finding, data: bytes) -> Place:
        """Return where the text of a finding is edited.

        Raises:
            Refused: The file is not a record, or the place in its source is not known.
        """
        record = RecordReader(self.settings, derives=self._derive).read(finding.location.file, data)
        if record is None:
            raise Refused("This file is no longer a record.")
        return place_of(finding, record)

    def _compared(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the *findings* of rules that compare records and nevertheless have fixes."""
        rules = self.settings.enabled_rules()
        codes = {rule.code for rule in rules if isinstance(rule, CorpusRule) and rule.fixes_by_comparing}
        return [finding for finding in findings if finding.code in codes]

    def _checker(self, settings: Settings) -> FileChecker:
        return FileChecker(settings, detail=Detail.NONE, corpus=False, derives=self._derive)

    # Writing --------------------------------------------------------------------------------------

    def _around(self, paths: Iterable[str]) -> set[str]:
        """Return *paths* and the paths of their sources and of the records generated from them."""
        return set().union(*(self._related.get(path, {path}) for path in paths))

    def _changes(self, path: str, before: bytes, after: bytes) -> list[Change]:
        """Return the change of the file at *path*, and those of records generated from it."""
        if not path.endswith(SOURCE_ENDING):
            return [(path, before, after)]
        stamp = stamp_of_now() if self._stamp else ""
        options = RunOptions(stamp=stamp, derive=self._derive)
        job = Job(self.settings, options, records=self._records_by_source)
        return changes_of_source(job, path, before, after)

    def _decide(self, changes: Iterable[Change]) -> set[str]:
        """Write *changes* as one decision, and return the records to check again.

        Raises:
            Refused: A file cannot be written; the ones before it are.
        """
        written: list[Written] = []
        try:
            self._write(changes, written)
        finally:
            records = self._note(written)
        return records

    def _note(self, written: list[Written]) -> set[str]:
        """Note what was *written* as one decision, and return the records to check again."""
        records = self._around(each.path for each in written)
        self._journal.note(written, records)
        return records

    def _write(self, changes: Iterable[Change], written: list[Written]) -> None:
        """Write *changes*, and add each to *written*.

        Raises:
            Refused: A file cannot be written.
        """
        for path, before, after in changes:
            try:
                files.write(path, after, before)
            except OSError as error:
                raise Refused(f"{path}: {files.why(error)}") from None
            self._digests[path] = files.digest(after)
            written.append(Written(path, before, after))

    def _list(self, finding: Finding) -> Written:
        """Add a finding to the baseline.

        Raises:
            OSError, UsageError: That is impossible.
        """
        path = self.settings.baseline or str(self._source.default_baseline())
        before = files.read_if_any(path)
        old = Baseline(path) if before is None else Baseline.read(path)
        _, met = old.match([finding])
        Baseline(path, old.entries + met).write()
        return Written(path, before, files.read(path))

    def _ignore(self, finding: Finding, reason: str) -> Written:
        """Ignore a finding's rule for its record in the settings.

        Raises:
            OSError, UsageError: That is impossible.
        """
        path, before, after = self._source.ignoring(finding.location.record, finding.code, reason)
        files.write(path, after, before)
        return Written(path, before, after)


def _where(finding: Finding) -> str:
    return f"{finding.location.file}, {finding.pointer or 'the whole record'}"
