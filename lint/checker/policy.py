"""The policy on findings and fixes that follows from the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from lint.core.findings import ELSEWHERE, Finding
from lint.core.values import Path, field_of
from lint.documents.document import Document
from lint.records.record import Record
from lint.settings import Ignores, Settings

Accepts: TypeAlias = "Callable[[Finding, Document], bool]"
"""Returns whether a finding may be fixed; the document is the one before the round of fixes."""

Refusals: TypeAlias = "dict[tuple[str, Path], str]"
"""The reasons why fixes are not applied, by `Finding.key`."""


def always(finding: Finding, document: Document) -> bool:
    """Return True."""
    return True


class Repair(NamedTuple):
    """How one record is repaired."""

    accepts: Accepts = always
    """Returns whether a finding may be fixed."""
    compared: Sequence[Finding] = ()
    """Findings of corpus rules about the record, whose fixes are also applied."""
    once: bool = False
    """Whether there is only one round of fixes."""


EVERYTHING = Repair()
"""All fixes that the settings allow, round by round."""


class Policy(NamedTuple):
    """Which findings are reported and which fixes are applied.

    Several questions are asked about a finding; those about its fix are in order, the strictest one last:

    - `Settings.is_visible`: Do reports list it?
    - `is_reported`: Is it in the result, because it is visible or because it may fail the run?
    - `is_reported_once`: Is it reported for all records together?
    - `Settings.applies`: Is its fix safe, or unsafe and the settings allow that?
    - `is_fixable`: Does that fix, or one that generates values again, belong to a finding that is visible?
    - `may_apply`: Is it also neither refused nor ignored in this record?
    - `Accepts`: Does the caller of a repair want it?
    """

    settings: Settings
    ignores: Ignores | None
    """The findings that the settings ignore."""
    regenerating: frozenset[str]
    """The codes of the rules whose fixes generate values again from the record's source."""
    derives: bool
    """Whether such fixes are applied."""
    reports_failing: bool
    """Whether findings that fail a run without being shown are also reported."""
    counts_systematic: bool
    """Whether systematic findings are reported once, unless the settings name their rule."""

    def is_ignored(self, finding: Finding, record: Record) -> bool:
        """Return whether the settings ignore a *finding* of *record*."""
        return self.ignores is not None and finding.code in self.ignores.codes(record, finding.path)

    def is_reported_once(self, finding: Finding) -> bool:
        """Return whether *finding* is reported only once for all records, and not fixed."""
        return self.counts_systematic and finding.is_systematic and not self.settings.names(finding)

    def is_reported(self, finding: Finding) -> bool:
        """Return whether *finding* is in the result, not only counted."""
        may_fail = self.reports_failing and self.settings.fails(finding.severity)
        return may_fail or self.settings.is_visible(finding)

    def is_regeneration(self, finding: Finding) -> bool:
        """Return whether the fix of *finding* is applied and generates values again from the source."""
        return self.derives and finding.code in self.regenerating

    def is_fixable(self, finding: Finding) -> bool:
        """Return whether *finding* has a fix that is applied unless it is refused."""
        return (
            finding.fix is not None
            and (self.settings.applies(finding.fix) or self.is_regeneration(finding))
            and self.settings.is_visible(finding)
            and not self.is_reported_once(finding)
        )

    def may_apply(self, finding: Finding, refused: Refusals, record: Record) -> bool:
        """Return whether *finding* has a fix that may be applied to *record* and is not *refused*."""
        return (
            self.is_fixable(finding) and finding.key not in refused and not self.is_ignored(finding, record)
        )

    def refusals(self, found: Iterable[Finding], record: Record) -> Refusals:
        """Return the fixes that are refused because they change generated values whose source is present."""
        kind = record.kind
        edited = [
            (finding, [edit.path for edit in finding.fix.edits])
            for finding in found
            if finding.fix and finding.code not in self.regenerating
        ]
        is_any = any(kind.is_made(path) or kind.lookup_of(path) for _, paths in edited for path in paths)
        source = record.source if is_any else None
        if source is None:  # as usual
            return {}
        made = [finding for finding, paths in edited if any(map(kind.is_made, paths))]
        copied = [finding for finding, paths in edited if any(map(kind.lookup_of, paths))]
        refused: Refusals = {
            finding.key: f"{ELSEWHERE}this is copied from {kind.lookup_of(finding.path)}: repair it there"
            for finding in copied
        }
        outdated = tuple(source.derived.outdated(record.values, kind.source_fields)) if made else ()
        for finding in made:
            reason = f"this is generated from {source.file}, where `recordlint fix` repairs it"
            if field_of(finding.path).startswith(outdated) and not source.gives(finding.path, record.values):
                reason = f"this is generated from {source.file}, which no longer has it: a push makes it anew"
            refused[finding.key] = f"{ELSEWHERE}{reason}"
        return refused
