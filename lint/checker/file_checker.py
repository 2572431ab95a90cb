"""Checking and repairing files given as bytes: rules run on their records, and findings become results."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint import files
from lint.checker.corpus import Corpus
from lint.checker.fixer import Checked, Fixer
from lint.checker.locations import Locator
from lint.checker.policy import EVERYTHING, Policy, Refusals, Repair
from lint.checker.promises import Promises
from lint.checker.reading import Inputs, Noted, RecordReader
from lint.checker.rule_runner import Exchange, RuleRunner
from lint.checker.suppressions import Suppressions
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Detail, Finding
from lint.files import Stamp
from lint.records.record import Record
from lint.results.file_result import Counts, FileResult, Systematic
from lint.rules import registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.settings import Settings

_GROUP = 16  # the most records checked together: more do not save time (measured) ...
_GROUP_BYTES = 500_000  # ... and long ones would take much memory


class FileContent(NamedTuple):
    """A file to check or to repair."""

    path: str
    data: bytes | str
    """The content, or the reason why it cannot be read."""
    repair: Repair | None = None
    """How it is repaired; None if it is only checked."""
    stamp: Stamp = None
    """The stamp of the file before it was read, if results list their inputs."""


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
        superseding = frozenset[str]().union(*(rule.superseded_by for rule in rules))
        silent = superseding - {rule.code for rule in rules}
        self.reader = RecordReader(
            settings, inputs, folder=folder, keeps_inputs=keeps_inputs, derives=derives
        )
        self._deadline = Deadline(settings.limits.seconds)
        self.corpus = Corpus(rules if corpus else (), self._deadline)
        self._rules = RuleRunner(
            rules, [rule() for code, rule in registry().items() if code in silent], self._deadline
        )
        self._policy = Policy(
            settings,
            settings.ignores(folder or os.getcwd()),
            frozenset(rule.code for rule in rules if rule.regenerates),
            derives,
            reports_failing,
            counts_systematic,
        )
        self._fixer = Fixer(self._rules, self._policy)
        self._promises = Promises(self._fixer)
        self._locator = Locator(detail | Detail.DIGEST if reports_failing else detail, settings.applies)
        self._most_findings = settings.limits.findings_per_rule
        self._keeps_inputs = keeps_inputs

    def check(self, path: str, data: bytes) -> FileResult:
        """Return the result for the file at *path* with the content *data*."""
        (result,) = self.results([FileContent(path, data)])
        return result

    def fix(self, path: str, data: bytes, repair: Repair = EVERYTHING) -> FileResult:
        """Return the result for the file after its fixes, with the new bytes in `data` if they changed it."""
        (result,) = self.results([FileContent(path, data, repair)])
        return result

    def results(self, contents: Iterable[FileContent]) -> Iterator[FileResult]:
        """Yield the results of checking or repairing many files, in the same order.

        Each rule runs on the records of several files before the next one does, which saves time.
        """
        with self._deadline.kept():
            for group in _groups(contents):
                exchanges = [self._exchange(content) for content in group]
                results: dict[int, FileResult] = {}
                answers: dict[int, list[Finding] | None] = dict.fromkeys(range(len(exchanges)))
                while answers:
                    asked: dict[int, Record] = {}
                    for number, answer in answers.items():
                        self._deadline.at = group[number].path
                        try:
                            asked[number] = exchanges[number].send(answer)  # type: ignore[arg-type]  # None starts it
                        except StopIteration as end:
                            results[number] = end.value
                    found = self._rules.run(list(asked.values())) if asked else ()
                    answers = dict(zip(asked, found, strict=True))
                self._deadline.at = None  # the caller's work on the results is not limited
                yield from map(results.__getitem__, range(len(exchanges)))

    def _exchange(self, content: FileContent) -> Exchange[FileResult]:
        """Yield the record in a file, and it with fixes, to be sent the findings; return the result."""
        path, data, repair, stamp = content
        if isinstance(data, str):
            return FileResult.failed(path, data)
        result = FileResult(path)
        if self._keeps_inputs:
            result.inputs.append(((path, None), stamp, files.digest(data)))
        noted = Noted()
        record = self._read(result, data, noted)
        if record is None:
            return result
        raw = yield record
        try:
            if repair is None:
                found = self._rules.filter(raw, record)
                refused = yield from self._promises.refusals(Checked(record, raw, found))
                self._report(result, found, record, refused)
            else:
                record = yield from self._repair(result, raw, record, repair)
        except TooLong as error:
            left_out = "it stays as it was" if repair else "its findings are left out"
            late = RuleCrashed.ended("Repairing" if repair else "Reporting", error, left_out)
            self._end(result, record, late)
        self._deadline.at = record.file
        result.facts, crashes = self.corpus.facts(record)
        if crashes:
            self._report(result, crashes, record)
        result.inputs += noted.inputs
        result.failure = noted.failure
        result.cacheable &= not result.failure
        return result

    def _read(self, result: FileResult, data: bytes, noted: Noted | None = None) -> Record | None:
        """Return the record in a file, and describe it in the *result*; None if there is none to check.

        The files beside it are *noted* when a rule asks for them.
        """
        try:
            record = self.reader.read(result.path, data, noted)
        except TooLong as error:
            late = RuleCrashed.ended("Reading", error, "it is not checked")
            self._end(result, self.reader.unread(result.path, data), late)
            return None
        if record is not None:
            _describe(result, record)
        return record

    def _end(self, result: FileResult, record: Record, late: Finding) -> None:
        """Leave only the finding *late* in the *result* of a record that took too long."""
        _describe(result, record)
        result.findings, result.fixed, result.counts = self._locator.locate([late], record), [], Counts()
        result.cacheable = False

    def _repair(
        self, result: FileResult, raw: list[Finding], record: Record, repair: Repair
    ) -> Exchange[Record]:
        """Report in the *result* what is fixed and what remains; return the repaired record."""
        found = self._rules.filter([*repair.compared, *raw], record)
        fixed = yield from self._fixer.fix(Checked(record, raw, found), repair.accepts, once=repair.once)
        after: Record = fixed.last.record
        reported_elsewhere = {finding.key for finding in repair.compared}
        remaining = [finding for finding in fixed.last.found if finding.key not in reported_elsewhere]
        unsafe = yield from self._promises.unsafe_refusals(fixed.last, fixed.refused)  # as a check tells them
        self._report(result, remaining, after, fixed.refused | unsafe, [*fixed.done, *fixed.followed])
        result.counts.followed = len(fixed.followed)
        result.cacheable = after is record and not fixed.refused
        if after is not record:
            result.before, result.data = record.document.data, after.document.data
        return after

    def _report(
        self,
        result: FileResult,
        found: Iterable[Finding],
        record: Record,
        refused: Refusals | None = None,
        fixed: Iterable[Finding] = (),
    ) -> None:
        """Add to the *result* the findings *found*, limited, filtered and located, and those *fixed*."""
        counts = Counts()
        reported: list[Finding] = []
        once: dict[str, Systematic] = {}
        for finding in _capped(list(found), self._most_findings, counts):
            if self._policy.is_ignored(finding, record):
                counts.ignored[finding.code] += 1
            elif self._policy.is_reported_once(finding):
                once.setdefault(finding.message, Systematic(record.file, finding))
            elif self._policy.is_reported(finding):
                fix, reason = finding.fix, (refused or {}).get(finding.key)
                reported.append(finding._replace(fix=fix.refused(reason)) if fix and reason else finding)
            else:
                counts.below_level[finding.code, finding.severity] += 1
                counts.unshown_fixes += finding.fix is not None and self._policy.settings.applies(finding.fix)
        for systematic in once.values():
            counts.add_systematic(systematic)
        counts.unsourced = sum(record.kind.is_made(finding.path) for finding in (*reported, *fixed))
        if counts.unsourced and record.source is not None:
            counts.unsourced = 0
        lookups = (record.kind.lookup_of(finding.path) for finding in (*reported, *fixed))
        counts.copied.update(filter(None, lookups))
        result.counts.add(counts)
        located = self._locator.locate(reported, record)
        result.findings = sorted([*result.findings, *located], key=lambda finding: finding.sort_key)
        result.fixed = sorted([*result.fixed, *fixed], key=lambda finding: finding.sort_key)
        result.has_pending_fixes |= any(map(self._policy.is_fixable, reported))

    def locate(self, path: str, data: bytes, findings: Iterable[Finding]) -> FileResult | None:
        """Return *findings* of corpus rules about the file, with locations; None if it is not a record."""
        result = FileResult(path)
        with self._deadline.kept():
            self._deadline.at = path
            record = self._read(result, data)
            if record is None:
                return result if result.kind else None
            try:
                kept = list(findings)
                if record.document.directives:
                    kept, _ = Suppressions(record.document).apply(kept)
                self._report(result, kept, record)
            except TooLong as error:
                self._end(result, record, RuleCrashed.ended("Reporting", error, "findings are left out"))
        return result


def _describe(result: FileResult, record: Record) -> None:
    result.kind, result.record, result.records = record.kind.name, record.id, record.number


def _groups(contents: Iterable[FileContent]) -> Iterator[list[FileContent]]:
    """Yield the files in groups that are checked together."""
    group: list[FileContent] = []
    size = 0
    for content in contents:
        group.append(content)
        size += len(content.data)
        if len(group) == _GROUP or size > _GROUP_BYTES:
            yield group
            group, size = [], 0
    yield group


def _capped(found: list[Finding], most: int, counts: Counts) -> list[Finding]:
    """Return the first *most* findings of each rule; the last one mentions the rest, which are counted."""
    if len(found) <= most:
        return found
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_code[finding.code].append(finding)
    for findings in by_code.values():
        if others := findings[most:]:
            counts.below_level.update((finding.code, finding.severity) for finding in others)
            last = findings[most - 1]
            more = f"and {len(others):,} more of this rule (`limits.findings-per-rule`)"
            findings[most - 1 :] = [last._replace(message=f"{last.message}; {more}")]
    return [finding for findings in by_code.values() for finding in findings]
