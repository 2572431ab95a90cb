from __future__ import annotations

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Path, Rename, get
from lint.core.wording import nearest
from lint.kinds.schema.validation import accepts_at
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example, unsafe
from lint.rules.sch import SchemaRule, meant_field

_CLOSE = 0.8  # the least similarity of a misspelt name, from 0 to 1


class UnknownField(SchemaRule):
    """Records of this kind do not have this field.

    No page and no search reads it. Usually its name is misspelt, and the intended field is missing or keeps
    an old value. The fix renames the field if its name differs from another one by a letter or two. It is
    unsafe because another field may be meant.
    """

    code = "SCH004"
    source = "the kind's schema"
    severity = Severity.WARNING
    keywords = frozenset({"additionalProperties", "unevaluatedProperties"})
    superseded_by = frozenset({"SIT002"})
    examples = (
        Example(
            bad="comunities:\n- Plants",
            good="communities:\n- Plants",
            whole=False,
            without=("communities",),
            unsafe=True,
        ),
        Example(bad="on: Monday", whole=False),
        Example(ok="communities:\n- Plants", whole=False),
    )

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, which marks the field's name, with a fix if another name is surely meant."""
        document, path = record.document, violation.path
        name = path[-1] if isinstance(path[-1], str) else document.text[slice(*document.key_span(path))]
        given = get(record.values, path[:-1])
        known = violation.schema.get("properties", {})
        meant = meant_field(name, given, known)
        near = f"; did you mean `{meant}`?" if meant else ""
        return self.finding(
            path, f"there is no field `{name}`{near}", on_key=True, fix=_fix(record, path, name, meant)
        )


def _fix(record: Record, path: Path, name: str, meant: str) -> Fix | None:
    """Return the fix that renames the field; None unless the names are similar and its value fits."""
    if not meant or not nearest(name, [meant], _CLOSE):
        return None
    if not accepts_at(record.kind, record.values, (*path[:-1], meant), get(record.values, path)):
        return None
    return unsafe(f"Rename it to `{meant}`", Rename(path, meant), why="another field may be meant")
