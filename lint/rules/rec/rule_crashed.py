from __future__ import annotations

from collections.abc import Iterator

from lint.core.deadline import TooLong
from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Rule

CRASHES = (Exception, SystemExit, GeneratorExit)
"""The exceptions that a faulty rule raises, as opposed to Ctrl-C."""
_LEFT_OUT = "it and the rules after it were left out"


def told(error: BaseException) -> str:
    """Return the class and the message of *error*."""
    name = type(error).__name__
    try:
        return f"{name}: {error}"
    except CRASHES:  # the message is made by the code of another package
        return name


# The only rule that the checker names: its findings come from the checker itself, not from a record, and so
# no suppression or baseline may hide them.
class RuleCrashed(Rule):
    """A rule failed on this record, or took far too long.

    This is a bug in recordlint, not a fault of the record: one of its rules met something unexpected. All
    other rules still ran. Please report the bug, with the record, at OWNER/recordlint, or to the authors of
    the package that the rule is from; until it is fixed, the rule can be ignored.

    If a rule took longer than `limits.seconds`, the rules after it did not run. First check whether a
    `pattern` in a schema from the settings can match the same text in very many ways, as `(a+)+` does. The
    limit also applies to reading, repairing and reporting a record; these are reported here too.
    """

    code = "REC900"
    source = "the run itself"
    severity = Severity.ERROR

    def check(self, record: Record) -> Iterator[Finding]:
        """Find nothing: the checker makes these findings, see `of`."""
        yield from ()

    @classmethod
    def of(cls, code: str, error: BaseException) -> Finding:
        """Return the finding that the rule *code* raised *error*."""
        return cls().finding((), f"{code} failed on this record ({told(error)})")

    @classmethod
    def too_late(cls, code: str, error: TooLong) -> Finding:
        """Return the finding that the rule *code* was stopped, since it took too long."""
        return cls().finding((), f"{code} took {error} on this record; {_LEFT_OUT}")

    @classmethod
    def is_late(cls, finding: Finding) -> bool:
        """Return whether *finding* is one of `too_late`."""
        return finding.code == cls.code and finding.message.endswith(_LEFT_OUT)

    @classmethod
    def ended(cls, what: str, error: TooLong, left_out: str) -> Finding:
        """Return the finding that *what*, which is not a rule, was stopped, and what is left out."""
        return cls().finding((), f"{what} took {error} on this record; {left_out}")
