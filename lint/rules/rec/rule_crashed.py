"""REC900 rule-crashed."""

from __future__ import annotations

from collections.abc import Iterator

from lint.findings import Finding, Severity
from lint.record import Record
from lint.rules import Rule

CRASHES = (Exception, SystemExit)
"""What a rule raises by its own fault, as opposed to Ctrl-C."""


class RuleCrashed(Rule):
    """A rule failed on this record.

    This is a fault of recordlint, not of the record: one of its rules met something that it was
    not made for. All other rules still ran. Please report it, with the record, at
    OWNER/recordlint; until it is mended, the rule can be ignored.
    """

    code = "REC900"
    name = "rule-crashed"
    severity = Severity.ERROR

    def check(self, record: Record) -> Iterator[Finding]:
        """Find nothing: the checker makes these findings, see `of`."""
        yield from ()

    @classmethod
    def of(cls, code: str, error: BaseException) -> Finding:
        """Return the finding that tells that the rule *code* raised *error*."""
        return cls().finding((), f"{code} failed on this record ({type(error).__name__}: {error})")
