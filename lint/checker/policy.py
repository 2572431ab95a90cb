"""Policy: what the settings say of findings, and of which fixes may be applied."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeAlias

from lint.checker.fixes import Refusals
from lint.core.findings import Applicability, Finding
from lint.documents.document import Document
from lint.records.record import Record
from lint.rules.src.stale_record import StaleRecord
from lint.settings.ignores import Ignores

Accepts: TypeAlias = "Callable[[Finding, Document], bool]"
"""Returns whether a finding may be fixed in its document, as that is before each round of fixes."""


def always(finding: Finding, document: Document | None = None) -> bool:
    """Return True."""
    return True


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings say of findings and of their fixes."""

    applicable: Container[Applicability]
    """Which fixes are applied."""
    derives: bool
    """Whether records are generated again if their source is newer."""
    is_visible: Callable[[Finding], bool]
    """Returns whether a finding is shown; others are not fixed either."""
    lists_systematic: Callable[[Finding], bool]
    """Returns whether a systematic finding is treated like others, not counted and left as it is."""
    ignores: Ignores | None
    """The findings that the settings ignore."""

    def is_ignored(self, finding: Finding, record: Record) -> bool:
        """Return whether the settings ignore a *finding* of *record*."""
        return self.ignores is not None and finding.code in self.ignores.codes(record, finding.path)

    def is_reported_once(self, finding: Finding) -> bool:
        """Return whether *finding* is reported once for all records, and not fixed."""
        return finding.is_systematic and not self.lists_systematic(finding)

    def is_derived(self, finding: Finding) -> bool:
        """Return whether the fix of *finding* takes what the record's source says, whatever that is."""
        return self.derives and finding.code == StaleRecord.code

    def is_fixable(self, finding: Finding) -> bool:
        """Return whether *finding* has a fix that is applied unless it is refused."""
        return (
            finding.fix is not None
            and (finding.fix.applicability in self.applicable or self.is_derived(finding))
            and self.is_visible(finding)
            and not self.is_reported_once(finding)
        )

    def may_apply(self, finding: Finding, refused: Refusals, record: Record) -> bool:
        """Return whether *finding* has a fix to apply to *record*, which is not *refused*."""
        return (
            self.is_fixable(finding)
            and (finding.code, finding.path) not in refused
            and not self.is_ignored(finding, record)
        )
