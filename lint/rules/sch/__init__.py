"""SCH: schema. Here: what its rules share, which report `Record.violations`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lint.core.findings import Finding
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Rule
from lint.rules.sch.wording import told


class SchemaRule(Rule):
    """A rule for violations of some of the schema's keywords."""

    keywords: ClassVar[frozenset[str]] = frozenset()

    def might_match(self, record: Record) -> bool:
        """Return False for a record that its kind's schema accepts."""
        return bool(record.violations)

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each violation of the rule's keywords."""
        for violation in record.violations:
            if self.takes(violation):
                yield self.finding_for(record, violation)

    def takes(self, violation: Violation) -> bool:
        """Return whether the rule is for *violation*."""
        return violation.keyword in self.keywords

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding for one violation."""
        return self.finding(violation.path, told(violation))
