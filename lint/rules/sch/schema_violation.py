"""SCH005 schema-violation."""

from __future__ import annotations

from lint.core.findings import Finding, Severity
from lint.core.values import get
from lint.kinds.schema.explain import Violation, json_view
from lint.records.record import Record
from lint.rules import Example
from lint.rules.sch import SchemaRule, label
from lint.rules.sch.bad_format import BadFormat
from lint.rules.sch.missing_field import MissingField
from lint.rules.sch.unknown_field import UnknownField
from lint.rules.sch.wrong_type import WrongType

_TOLD = MissingField.keywords | WrongType.keywords | BadFormat.keywords | UnknownField.keywords


class SchemaViolation(SchemaRule):
    """A value breaks a rule of the schema that no other rule tells of.

    Such as a number out of bounds, a list that is too short, or two fields that go only together.
    The schemas that come with recordlint ask only that `organisms` names one: the site's search
    shows a pathway without an organism under that of the record before it. A repository's own
    schemas may ask for more.
    """

    code = "SCH005"
    name = "schema-violation"
    severity = Severity.ERROR
    examples = (
        Example(bad="organisms: []", whole=False),
        Example(ok="organisms:\n- Homo sapiens\nauthors: []", whole=False),
    )

    def takes(self, keyword: str) -> bool:
        """Return whether *keyword* is left over by the other rules."""
        return keyword not in _TOLD

    def told(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, in jsonschema's words with the value named by its place."""
        message = violation.message
        if violation.value == json_view(get(record.values, violation.path)):  # else it is a field's name
            message = message.replace(repr(violation.value), label(violation.path), 1)
        return self.finding(violation.path, message)
