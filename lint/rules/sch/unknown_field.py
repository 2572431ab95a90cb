"""SCH004 unknown-field."""

from __future__ import annotations

from lint.core.findings import Finding, Severity
from lint.core.values import get
from lint.core.wording import close_matches
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example
from lint.rules.sch import SchemaRule


class UnknownField(SchemaRule):
    """A field that records of this kind do not have.

    No page and no search reads it. Most often its name is misspelt, and the field that was meant
    is missing or keeps an old value.
    """

    code = "SCH004"
    name = "unknown-field"
    source = "the kind's schema"
    severity = Severity.WARNING
    keywords = frozenset({"additionalProperties", "unevaluatedProperties"})
    superseded_by = frozenset({"SIT002"})
    examples = (
        Example(bad="comunities:\n- Plants", whole=False, without=("communities",)),
        Example(bad="on: Monday", whole=False),
        Example(ok="communities:\n- Plants", whole=False),
    )

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, at the field's name."""
        document, path = record.document, violation.path
        name = document.text[slice(*document.key_span(path))]
        present = get(record.values, path[:-1])
        near = _nearest(
            name, [known for known in violation.schema.get("properties", {}) if known not in present]
        )
        return self.finding(path, f"there is no field `{name}`{near}", on_key=True)


def _nearest(name: str, names: list[str]) -> str:
    near = close_matches(name, names)
    return f"; did you mean `{near[0]}`?" if near else ""
