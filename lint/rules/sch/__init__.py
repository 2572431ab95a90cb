"""SCH: schema. This module holds what these rules share; they report `Record.violations`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import ClassVar

from lint.core.findings import Finding, Fix
from lint.core.values import Path, Remove, Set, Value, field_of, get, pointer, same
from lint.core.wording import nearest
from lint.kinds.schema.validation import accepts_at
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Rule, unsafe
from lint.rules.ref.addresses import addresses_of
from lint.rules.sch.wording import clause, shown
from lint.text.damage import is_garbled

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_MAX_FIELDS = 100  # in a mapping with more fields, the names are data
_MAX_PLAIN = 30  # characters of a number in quotes


class SchemaRule(Rule):
    """A rule for violations of some of the schema's keywords."""

    keywords: ClassVar[frozenset[str]] = frozenset()

    def might_match(self, record: Record) -> bool:
        return bool(record.violations)

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each violation of the rule's keywords."""
        for violation in record.violations:
            if self.takes(violation):
                finding = self.finding_for(record, violation)
                severity = record.kind.severity_at(violation.field)
                yield finding if severity is None or self.asked else finding._replace(severity=severity)

    def takes(self, violation: Violation) -> bool:
        """Return whether the rule reports *violation*."""
        return violation.keyword in self.keywords

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding for one violation, with a fix if the record has the value elsewhere."""
        return self.finding(violation.path, clause(violation), fix=from_elsewhere(record, violation.path))


def from_elsewhere(record: Record, path: Path) -> Fix | None:
    """Return the fix that copies the value at *path* from its other place; None if there is none."""
    where, value = elsewhere(record, path)
    given = get(record.values, path)
    is_list = isinstance(value, list) and bool(given)  # keywords are compared word by word: KEY001
    if not where or is_list or value == given:
        return None
    return unsafe(f"Take it from {where}", Set(path, value), why="it is written in another form there")


def item_removal(record: Record, path: Path, is_empty: Callable[[Value], bool]) -> Fix | None:
    """Return the fix that removes the item at *path*; None if the schema needs the items that *is_empty*."""
    rest = [item for item in get(record.values, path[:-1]) if not is_empty(item)]
    if not accepts_at(record.kind, record.values, path[:-1], rest):
        return None
    return unsafe("Remove the item", Remove(path), why="a value may be missing here")


def in_other_form(record: Record, path: Path, forms: Iterable[Value]) -> Fix | None:
    """Return the fix that writes the value at *path* in the only one of *forms* that the schema accepts.

    None if it accepts none or several. A day is written as a date if the field may hold one, else as text.
    """
    given = get(record.values, path)
    allows_dates = record.kind.field_types.allow(path, date.today())
    meant: dict[str, Value] = {}
    for form in forms:
        text = form.isoformat() if isinstance(form, date) else form
        value = form if allows_dates else text
        if not same(value, given):
            meant.setdefault(shown(text), value)
    accepted = [pair for pair in meant.items() if accepts_at(record.kind, record.values, path, pair[1])]
    if len(accepted) != 1:
        return None
    ((text, value),) = accepted
    return unsafe(f"Write {text}", Set(path, value), why="it is written in another form")


def plain_values(text: Value) -> Iterator[Value]:
    """Yield the number or Boolean as which *text* would be read without quotes, if its form is kept."""
    if isinstance(text, str) and len(text) < _MAX_PLAIN:
        if text.casefold() in _TRUTHS:
            yield _TRUTHS[text.casefold()]
        with suppress(ValueError):
            number = json.loads(text)
            if isinstance(number, int | float) and json.dumps(number) == text:
                yield number


def source_of(record: Record, path: Path, value: Value) -> str:
    """Return a number, a date or a Boolean as it is written; "" for other values."""
    if isinstance(value, int | float | date):
        source = record.document.source(path)
        if source[0] not in "&*!":  # an anchor, an alias, a tag
            return source
    return ""


def meant_field(name: str, given: Collection[Value], known: Iterable[str]) -> str:
    """Return the *known* field that *name* is meant to be, except *given* ones; "" if none is similar."""
    if len(given) > _MAX_FIELDS:
        return ""
    return nearest(name, (field for field in known if field not in given))


def elsewhere(record: Record, path: Path) -> tuple[str, Value]:
    """Return another place that has the value of the field at *path*, in words, and the value there.

    The place is "" if there is none, or if the value there is damaged.
    """
    kind, field = record.kind, field_of(path)
    copy = record.copy_of(path)
    if copy is not None and isinstance(text := copy[1], str) and text.strip() and not is_garbled(text):
        return pointer(copy[0]), text
    if field == kind.id_field and not kind.place(path) and os.path.splitext(record.file)[1]:
        return "the file's name", record.stem
    if texts := addresses_of(record, field):
        return "the record's ids", texts if kind.field_types.allow(path, []) else texts[0]
    if field == kind.keywords and (sources := record.keyword_sources) and (words := sources.generated(kind)):
        return sources.names, words
    return "", None
