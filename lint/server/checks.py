"""Checks of unsaved texts, with the settings and the saved files around them."""

from __future__ import annotations

from functools import cached_property

from lint.checker.file_checker import FileChecker
from lint.checker.policy import Accepts, Repair, always
from lint.core.findings import Detail, Finding
from lint.documents.document import Document
from lint.records.record import Record
from lint.rules import Rule
from lint.run.baseline import Baseline
from lint.server.neighbours import Neighbours
from lint.settings.source import SettingsSource


class Checks:
    """Checks of open texts; the files around them are read once, so make a new instance when these change.

    Args:
        source: Where the settings come from.
        neighbours: The other records as read before, which are used again if the settings are the same.

    Raises:
        UsageError: The settings are invalid, or the baseline cannot be read.
    """

    def __init__(self, source: SettingsSource, neighbours: Neighbours | None = None) -> None:
        self.settings = source.load()
        is_same = neighbours is not None and neighbours.settings == self.settings
        self.neighbours = neighbours if neighbours and is_same else Neighbours(self.settings)
        self._checker = FileChecker(self.settings, detail=Detail.DIGEST, corpus=False, counts_systematic=True)
        self._baseline = Baseline.read(self.settings.baseline) if self.settings.baseline else None

    @cached_property
    def rules(self) -> dict[str, type[Rule]]:
        """The enabled rules by code, including those of other packages."""
        return {rule.code: type(rule) for rule in self.settings.enabled_rules()}

    @cached_property
    def _unsafe(self) -> FileChecker:
        """A checker that also applies unsafe fixes."""
        settings = self.settings.replace(unsafe_fixes=True)
        return FileChecker(settings, detail=Detail.NONE, corpus=False, counts_systematic=True)

    def check(self, path: str, text: str) -> list[Finding]:
        """Return the findings for the file at *path* with this *text*, except those in the baseline."""
        findings = self._checker.check(path, _bytes(text)).findings
        if self.neighbours.has_findings(path) and (record := self.record(path, text)):
            compared = self.neighbours.findings(record)
            findings = sorted([*findings, *compared], key=lambda each: each.sort_key)
        if self._baseline is None:
            return findings
        is_new, _ = self._baseline.match(findings)
        return [finding for finding, new in zip(findings, is_new, strict=True) if new]

    def fixed(self, path: str, text: str, code: str = "") -> str:
        """Return *text* after all fixes that `recordlint fix` applies, or those of the rule *code*."""
        data = _bytes(text)
        known = self._baseline.known(self._checker.check(path, data).findings) if self._baseline else {}
        is_new = known[path].is_new if path in known else always

        def accepts(finding: Finding, document: Document) -> bool:
            return code in ("", finding.code) and is_new(finding, document)

        return _text(self._checker.fix(path, data, Repair(accepts)).data, text)

    def fixed_once(self, path: str, text: str, accepts: Accepts) -> str:
        """Return *text* after the fixes, safe or unsafe, that *accepts* allows, each applied once."""
        return _text(self._unsafe.fix(path, _bytes(text), Repair(accepts, once=True)).data, text)

    def record(self, path: str, text: str) -> Record | None:
        """Return the record that the file at *path* with this *text* is; None if it is not a record."""
        return self._checker.reader.read(path, _bytes(text))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # surrogates are reported as not UTF-8


def _text(data: bytes | None, default: str) -> str:
    return default if data is None else data.decode("utf-8", "surrogatepass")
