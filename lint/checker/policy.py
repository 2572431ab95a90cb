"""The policy on findings and fixes that follows from the settings."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple, TypeAlias

from lint.checker.fixes import Refusals
from lint.core.findings import Applicability, Finding
from lint.documents.document import Document
from lint.records.record import Record
from lint.rules.src.stale_record import StaleRecord
from lint.settings.ignores import Ignores

Accepts: TypeAlias = "Callable[[Finding, Document], bool]"
"""Returns whether a finding may be fixed; the document is the one before the round of fixes."""


def always(finding: Finding, document: Document | None = None) -> bool:
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
    """Which findings are reported and which fixes are applied, by the settings."""

    applicable: Container[Applicability]
    """Which fixes are applied."""
    derives: bool
    """Whether records are generated again if their source is newer."""
    is_visible: Callable[[Finding], bool]
    """Returns whether a finding is shown; other findings are not fixed either."""
    lists_systematic: Callable[[Finding], bool]
    """Returns whether a systematic finding is treated like others, not reported only once."""
    ignores: Ignores | None
    """The findings that the settings ignore."""

    def is_ignored(self, finding: Finding, record: Record) -> bool:
        """Return whether the settings ignore a *finding* of *record*."""
        return self.ignores is not None and finding.code in self.ignores.codes(record, finding.path)

    def is_reported_once(self, finding: Finding) -> bool:
        """Return whether *finding* is reported only once for all records, and not fixed."""
        return finding.is_systematic and not self.lists_systematic(finding)

    def is_derived(self, finding: Finding) -> bool:
        """Return whether the fix of *finding* generates values again from the record's source."""
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
        """Return whether *finding* has a fix that may be applied to *record* and is not *refused*."""
        return (
            self.is_fixable(finding) and finding.key not in refused and not self.is_ignored(finding, record)
        )
