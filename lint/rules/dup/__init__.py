"""DUP: duplication. Here: what the rules that compare records with each other share."""

from __future__ import annotations

from collections.abc import Sequence

from lint.records.record import Record
from lint.rules import Fact

MAX_NAMED = 3
"""How many other records a message names at most."""


def folded(text: str) -> str:
    """Return *text* for comparing without case and white space."""
    return " ".join(text.split()).casefold()


def organisms(record: Record) -> tuple[str, ...]:
    """Return the record's organisms, each once."""
    value = record.values.get("organisms")
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys([name for name in listed if isinstance(name, str)]))


def named(facts: Sequence[Fact]) -> str:
    """Return the records' ids as people list them, the last ones only counted where they are many."""
    names = list(dict.fromkeys(fact.record for fact in facts))
    listed = ", ".join(names[:MAX_NAMED])
    return f"{listed} and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else listed
