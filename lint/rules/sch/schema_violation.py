from __future__ import annotations

from lint.core.findings import Finding, Severity
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example
from lint.rules.sch import SchemaRule
from lint.rules.sch.bad_format import BadFormat
from lint.rules.sch.missing_field import MissingField
from lint.rules.sch.unknown_field import UnknownField
from lint.rules.sch.wording import clause
from lint.rules.sch.wrong_type import WrongType

_OTHERS = (MissingField(), WrongType(), BadFormat(), UnknownField())


class SchemaViolation(SchemaRule):
    """A value breaks a rule of the schema that no other rule reports.

    Examples are a number out of range, a list that is too short, or two fields that only make sense together.
    The schemas of recordlint only require that `organisms` names an organism: the site's search shows a
    pathway without one under the organism of the preceding record. A repository's own schemas may require
    more.
    """

    code = "SCH005"
    source = "the kind's schema"
    severity = Severity.ERROR
    examples = (
        Example(bad="organisms: []", whole=False),
        Example(ok="organisms:\n- Homo sapiens\nauthors: []", whole=False),
    )

    def takes(self, violation: Violation) -> bool:
        """Return whether no other rule reports *violation*."""
        return not any(rule.takes(violation) for rule in _OTHERS)

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, which marks the name of a field if the name or the whole field is wrong."""
        on_field = bool(violation.path) and not isinstance(violation.path[-1], int)
        on_key = on_field and violation.keyword in ("propertyNames", "false")
        return self.finding(violation.path, clause(violation), on_key=on_key)
