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

    Such as a number out of bounds, a list that is too short, or two fields that go only together.
    The schemas that come with recordlint ask only that `organisms` names one: the site's search
    shows a pathway without an organism under that of the record before it. A repository's own
    schemas may ask for more.
    """

    code = "SCH005"
    source = "the kind's schema, as jsonschema judges"
    severity = Severity.ERROR
    examples = (
        Example(bad="organisms: []", whole=False),
        Example(ok="organisms:\n- Homo sapiens\nauthors: []", whole=False),
    )

    def takes(self, violation: Violation) -> bool:
        """Return whether no other rule is for *violation*."""
        return not any(rule.takes(violation) for rule in _OTHERS)

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding; at the name of a field where that, or the whole field, is wrong."""
        on_field = bool(violation.path) and not isinstance(violation.path[-1], int)
        on_key = on_field and violation.keyword in ("propertyNames", "false")
        return self.finding(violation.path, clause(violation), on_key=on_key)
