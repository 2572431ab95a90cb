"""Causes: what is found in a source and in the record made of it becomes one finding."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TypeAlias

from lint.core.findings import Finding
from lint.records.inputs import SOURCE_ENDING
from lint.rules import registry

_Cause: TypeAlias = "tuple[str, str, str]"
"""The file, the code and the pointer of a finding in a source."""


def joined(findings: Collection[Finding]) -> Iterator[Finding | None]:
    """Yield what replaces each of the *findings*: None where its source has the same one.

    The finding in the source says where else the fault shows.
    """
    causes = _Causes(findings)
    effects: dict[_Cause, dict[str, set[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        cause = causes.of(finding)
        if cause is not None:
            fields = effects[cause][os.path.basename(finding.location.file)]
            fields |= {
                (finding.pointer, is_copy) for is_copy in ((False, True) if finding.copy else (False,))
            }
    for finding in findings:
        own = finding.location.file, finding.code, finding.pointer
        if causes.of(finding) is not None:
            yield None
        elif own in effects:
            also = ", ".join(_told(file, len(fields)) for file, fields in sorted(effects.pop(own).items()))
            yield replace(finding, message=f"{finding.message}; also in {also}")
        else:
            yield finding


class _Causes:
    """The findings in sources among some *findings*."""

    def __init__(self, findings: Collection[Finding]) -> None:
        found = [each for each in findings if each.location.file.endswith(SOURCE_ENDING)]
        self._known = {(each.location.file, each.code, each.pointer) for each in found}
        self._lacking = {
            (each.location.record, each.code): (each.location.file, each.code, "")
            for each in found
            if not each.pointer
        }
        """Those that say what a source lacks, by its record."""

    def of(self, finding: Finding) -> _Cause | None:
        """Return the first cause at a place that the value comes from, or around it.

        It has the code of the finding, or one that supersedes that.
        """
        origin = finding.location.origin
        if origin is None:
            is_made = finding.pointer and not finding.location.file.endswith(SOURCE_ENDING)
            return self._lacking.get((finding.location.record, finding.code)) if is_made else None
        rule = registry().get(finding.code)
        codes = (finding.code, *sorted(rule.superseded_by if rule else ()))
        for pointer in origin.pointers:
            while pointer:
                for code in codes:
                    if (cause := (origin.file, code, pointer)) in self._known:
                        return cause
                pointer = pointer.rpartition("/")[0]
        return None


def _told(file: str, number: int) -> str:
    return f"{file} ({number} field{'' if number == 1 else 's'})"
