"""DUP: duplication. This module holds what the rules that compare records with each other share."""

from __future__ import annotations

from lint.core.digests import digest
from lint.records.record import Record

MAX_NAMED = 3
"""The largest number of other records that a message names."""
_LONGEST = 100  # characters of a text that is kept as it is, once per organism of a record


def folded(text: str) -> str:
    """Return *text* for a comparison that ignores case and white space."""
    return " ".join(text.split()).casefold()


def organisms(record: Record) -> tuple[str, ...]:
    """Return the record's organisms, each once."""
    value = record.field("organisms")
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys([name for name in listed if isinstance(name, str)]))


def brief(text: str) -> str:
    """Return *text*, or its digest if it is long, to compare it with others."""
    return text if len(text) <= _LONGEST else digest(text.encode("utf-8", "surrogatepass"))
