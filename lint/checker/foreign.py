"""What rules of other packages yield, which may be anything."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from lint.core.findings import Finding
from lint.results.encoding import DamagedResultError, decode, encode, read
from lint.rules import FAMILIES, Rule


def findings(rule: Rule, found: Iterable[Finding]) -> Iterable[Finding]:
    """Return what *rule* has *found*, which raises TypeError where it is not a finding.

    Only findings that can be stored are findings: all their parts have the types that they must have.
    """
    return found if rule.code[:3] in FAMILIES else map(_sound, found)


def _sound(found: Any) -> Finding:
    if isinstance(found, Finding):
        with suppress(DamagedResultError, ValueError, TypeError, RecursionError):
            return read(Finding, decode(encode(found)))
    raise TypeError(f"{found!r:.200} is no finding with parts of the right types")
