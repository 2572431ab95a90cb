"""SCH002 wrong-type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Path, Set, Value, apply, get
from lint.kinds.schema.validation import is_accepted_at
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example, safe
from lint.rules.sch import SchemaRule
from lint.rules.sch.wording import label, meaning, types_named


class WrongType(SchemaRule):
    """A value is of another type than its field: text in place of a list, a number in place of text.

    The WikiPathways site cannot be built where `organisms` or `authors` is no list. Elsewhere the
    damage is silent: where `organisms` is the text `Mus musculus domesticus`, the PFOCR site lists
    the figure under `Mus musculus` too. A value alone becomes a list of one, and a number, a date
    or a word such as `NO` is put in quotes as it is written, where the schema accepts the result.
    """

    code = "SCH002"
    name = "wrong-type"
    severity = Severity.ERROR
    keywords = frozenset({"type"})
    superseded_by = frozenset({"REC006", "TXT007"})
    examples = (
        Example(bad="organisms: Homo sapiens", good="organisms:\n- Homo sapiens", whole=False, kind="figure"),
        Example(bad="year: 2010", good="year: '2010'", whole=False, kind="figure"),
        Example(bad="communities:\n- IEM\n- NO", good="communities:\n- IEM\n- 'NO'", whole=False),
        Example(bad="communities: 0123", good="communities:\n- '0123'", whole=False),
        Example(bad="organisms:", whole=False),
        Example(bad="wpid: 49", whole=False),
        Example(bad="citedin: PMC4936435", whole=False),
        Example(ok="communities: []\ncitedin: ''\nndex: null", whole=False),
    )

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, with a fix where the value can be kept as it is written."""
        path = violation.path
        value = get(record.values, path)
        source = _source(record, path, value)
        asked, field = types_named(violation.limit), meaning(violation.schema)
        message = f"{label(path)} must be {asked}, {_actual(value, source)}{field}"
        return self.finding(path, message, fix=_fix(record, path, value, source))


def _source(record: Record, path: Path, value: Value) -> str:
    """Return a number, a date or a truth value as it is written, "" for what else there is."""
    if isinstance(value, int | float | date):
        source = record.document.source(path)
        if source[0] not in "&*!":  # an anchor, an alias, a tag
            return source
    return ""


def _actual(value: Value, source: str) -> str:
    match value:
        case None:
            return "but is empty"
        case bool():
            told = "true" if value else "false"
            return f"not `{source}`, which YAML reads as {told}" if source else f"not {told}"
        case str():
            return "not text"
        case list():
            return "not a list"
        case dict():
            return "not fields with values"
    told = "date" if isinstance(value, date) else "number"
    return f"not the {told} `{source}`" if source else f"not a {told}"


def _fix(record: Record, path: Path, value: Value, source: str) -> Fix | None:
    """Return the first repair that the schema accepts at *path* and below."""
    values, place = _alone(record.values, path)
    for repaired in _repairs(value, source):
        if is_accepted_at(record.kind, apply(values, [Set(place, repaired)]), place):
            title = "Make it a list" if isinstance(repaired, list) else "Put it in quotes"
            return safe(title, Set(path, repaired))
    return None


def _alone(value: Value, path: Path) -> tuple[Any, Path]:
    """Return what of *value* leads to *path*, without what is beside it, and the path to it there.

    The schema says nothing of a value that depends on those beside it, and there may be very many.
    """
    if not path:
        return value, ()
    inner, below = _alone(get(value, path[:1]), path[1:])
    if isinstance(value, list):
        return [inner], (0, *below)
    return {path[0]: inner}, (path[0], *below)


def _repairs(value: Value, source: str) -> Iterator[Value]:
    if source:
        yield source
        yield [source]
    if value not in (None, ""):
        yield [value]
