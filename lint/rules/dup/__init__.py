"""DUP: duplication. Here: what the rules that compare records with each other share."""

from __future__ import annotations

from collections.abc import Sequence

from lint.core.digests import digest
from lint.records.record import Record

MAX_NAMED = 3
"""How many other records a message names at most."""
_LONGEST = 100  # characters of a text that is kept as it is, once for each organism of a record


def folded(text: str) -> str:
    """Return *text* for comparing without case and white space."""
    return " ".join(text.split()).casefold()


def organisms(record: Record) -> tuple[str, ...]:
    """Return the record's organisms, each once."""
    value = record.field("organisms")
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys([name for name in listed if isinstance(name, str)]))


def brief(text: str) -> str:
    """Return *text*, or a digest where it is long: what tells it from others."""
    return text if len(text) <= _LONGEST else digest(text.encode("utf-8", "surrogatepass"))


def named(names: Sequence[str], number: int) -> str:
    """Return records' ids as people list them: the first of *names*, and how many there are besides."""
    listed = ", ".join(names[:MAX_NAMED])
    return f"{listed} and {number - MAX_NAMED} more" if number > MAX_NAMED else listed
