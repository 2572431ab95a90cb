"""One cause, one finding: what is found in a source and in the record that is made of it is told once."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TypeAlias

from lint.core.findings import Finding
from lint.records.inputs import SOURCE_ENDING

_Cause: TypeAlias = "tuple[str, str, str]"
"""The file, the code and the pointer of a finding in a source."""


def joined(findings: Collection[Finding]) -> Iterator[Finding | None]:
    """Yield what to tell in the place of each of the *findings*, None for what its source has too.

    The finding in the source says where else the fault shows.
    """
    causes = {
        (each.location.file, each.code, each.pointer)
        for each in findings
        if each.location.file.endswith(SOURCE_ENDING)
    }
    effects: dict[_Cause, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        cause = _cause(finding, causes)
        if cause is not None:
            effects[cause][os.path.basename(finding.location.file)] += 2 if finding.copy else 1
    for finding in findings:
        own = finding.location.file, finding.code, finding.pointer
        if _cause(finding, causes) is not None:
            yield None
        elif own in effects:
            also = ", ".join(_told(file, number) for file, number in sorted(effects.pop(own).items()))
            yield replace(finding, message=f"{finding.message}; also in {also}")
        else:
            yield finding


def _cause(finding: Finding, causes: Collection[_Cause]) -> _Cause | None:
    """Return the first of the *causes* at a place that the value comes from, or around it."""
    origin = finding.location.origin
    for pointer in origin.pointers if origin else ():
        while origin and pointer:
            if (cause := (origin.file, finding.code, pointer)) in causes:
                return cause
            pointer = pointer.rpartition("/")[0]
    return None


def _told(file: str, number: int) -> str:
    return f"{file} ({number} field{'' if number == 1 else 's'})"
