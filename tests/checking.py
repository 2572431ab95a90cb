"""Checking records and rules that a test makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lint.checker.file_checker import FileChecker
from lint.checker.policy import EVERYTHING, Repair
from lint.checker.reading import Noted, RecordReader
from lint.core.findings import Detail
from lint.records.record import Record
from lint.results.file_result import FileResult
from lint.rules import Rule
from lint.settings import Settings


class _Made(Settings):
    """Settings that enable the rules of a test."""

    made: list[Rule]

    def enabled_rules(self) -> list[Rule]:
        return self.made


class _Given(RecordReader):
    """Reads the record that a test gives."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def read(self, path: str, data: bytes, noted: Noted | None = None) -> Record:
        return self._record


class Checker:
    """Checks records of a test, as `FileChecker` does files.

    Args:
        rules: The rules, made by the test.
        unsafe: Whether unsafe fixes are also applied.
        detail: What the locations of findings contain.
        settings: Further settings.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        unsafe: bool = False,
        detail: Detail = Detail.NONE,
        **settings: Any,
    ) -> None:
        self.rules = list(rules)
        for rule in self.rules:  # the rules that a test leaves out find nothing better
            rule.superseded_by &= {each.code for each in self.rules}
        made = _Made(**{"level": "info", "unsafe_fixes": unsafe, **settings}).replace(made=self.rules)
        self._files = FileChecker(made, detail=detail, corpus=False)

    def check(self, record: Record) -> FileResult:
        """Return the result for *record*."""
        self._files.reader = _Given(record)
        return self._files.check(record.file, record.document.data)

    def fix(self, record: Record, repair: Repair = EVERYTHING) -> tuple[FileResult, Record]:
        """Return the result for *record* after its fixes, and the record with them."""
        self._files.reader = _Given(record)
        result = self._files.fix(record.file, record.document.data, repair)
        return result, record if result.data is None else record.reread(result.data)
