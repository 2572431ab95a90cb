from __future__ import annotations

from lint.core.findings import Finding, Severity
from lint.core.values import Insert, get
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example, unsafe
from lint.rules.sch import SchemaRule, elsewhere, meant_field
from lint.rules.sch.wording import clause


class MissingField(SchemaRule):
    """A field that every record of this kind has is missing.

    The generators always write it, and the site needs it. Without `organisms`, `authors` or `last-edited`
    the build of the WikiPathways site fails; without other fields the page loses its title, its address or
    its place in the search.

    The fix adds the field if the record, its file's name or its table has the value elsewhere. It is unsafe
    because the field may have been left out on purpose.
    """

    code = "SCH001"
    source = "the kind's schema; for built-in kinds what their generators always write and their pages need"
    severity = Severity.ERROR
    keywords = frozenset({"required", "dependentRequired"})
    examples = (
        Example(bad="title: Caffeine synthesis", whole=False, without=("organisms",)),
        Example(bad="annotations:\n- type: Pathway Ontology", whole=False),
        Example(bad="figtitle: IL-12 signaling pathway", whole=False, without=("caption",), kind="figure"),
        Example(ok="title: Caffeine synthesis", whole=False, without=("communities", "ndex", "citedin")),
    )

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, with a fix if the record has the field's value elsewhere."""
        limit = violation.limit
        name = limit if isinstance(limit, str) else limit[1]
        path = (*violation.path, name)
        given = get(record.values, violation.path)
        known = violation.schema.get("properties", {})
        is_misspelt = any(
            meant_field(str(field), given, known) == name for field in given if field not in known
        )
        where, value = elsewhere(record, path) if not is_misspelt else ("", None)  # SCH004
        fix = None
        if where:
            order = record.kind.field_order if len(path) == 1 else ()
            after = order[: order.index(name)] if name in order else None
            why = "it may have been left out on purpose"
            fix = unsafe(f"Take it from {where}", Insert(path, value, after), why=why)
        return self.finding(violation.path, clause(violation), fix=fix)
