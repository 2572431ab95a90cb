"""What rules of other packages yield, which may be anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from lint.core.findings import Finding
from lint.core.values import Path
from lint.records.record import Record
from lint.results.encoding import DamagedResultError, decode, encode, read
from lint.rules import FAMILIES, Rule


def is_foreign(rule: Rule) -> bool:
    """Return whether *rule* comes from another package."""
    return rule.code[:3] not in FAMILIES


def check_of(rule: Rule) -> Callable[[Record], Iterable[Finding]]:
    """Return the check of *rule*; what one of another package yields must be `sound`."""
    return (lambda record: map(sound, rule.check(record))) if is_foreign(rule) else rule.check


def sound(found: Any) -> Finding:
    """Return a finding in which all parts have the types that they must have, so that it can be stored.

    Raises:
        TypeError: It is no such finding.
    """
    if isinstance(found, Finding):
        with suppress(DamagedResultError, ValueError, TypeError, RecursionError):
            return read(Finding, decode(encode(found)))
    raise TypeError(f"{found!r:.200} is no finding with parts of the right types")


def sound_fact(stated: Any) -> tuple[Path, str]:
    """Return the path and the data of a fact.

    Raises:
        TypeError: They have the wrong types.
    """
    path, data = stated
    if not isinstance(path, tuple) or not isinstance(data, str):
        raise TypeError(f"{(path, data)!r:.200} is no pair of a path and a text")
    return path, data
