"""Joining a finding in a source with the same finding in the records generated from it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TypeAlias

from lint.core.findings import Finding
from lint.core.wording import count
from lint.records.inputs import SOURCE_ENDING
from lint.rules import registry

_Cause: TypeAlias = "tuple[str, str, str]"
"""The file, the code and the pointer of a finding in a source."""


def joined(findings: Collection[Finding]) -> Iterator[Finding | None]:
    """Yield a replacement for each of the *findings*: None if its source has the same one.

    The finding in the source says where else the fault shows.
    """
    causes = _Causes(findings)
    effects: dict[_Cause, dict[str, set[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        cause = causes.of(finding)
        if cause is not None:
            fields = effects[cause][os.path.basename(finding.location.file)]
            fields.add((finding.pointer, False))
            if finding.copy:
                fields.add((finding.pointer, True))
    for finding in findings:
        own = finding.location.file, finding.code, finding.pointer
        if causes.of(finding) is not None:
            yield None
        elif own in effects:
            also = ", ".join(
                f"{file} ({count(len(fields), 'field')})" for file, fields in sorted(effects.pop(own).items())
            )
            yield finding._replace(message=f"{finding.message}; also in {also}")
        else:
            yield finding


class _Causes:
    """The findings in sources among some *findings*."""

    def __init__(self, findings: Collection[Finding]) -> None:
        in_sources = [finding for finding in findings if finding.location.file.endswith(SOURCE_ENDING)]
        self._known = {(finding.location.file, finding.code, finding.pointer) for finding in in_sources}
        self._lacking = {
            (finding.location.record, finding.code): (finding.location.file, finding.code, "")
            for finding in in_sources
            if not finding.pointer
        }
        """The causes that are values missing in a source, by its record and the code."""

    def of(self, finding: Finding) -> _Cause | None:
        """Return the first cause at an origin of the finding's value, or at a value that contains it.

        It has the finding's code, or one that supersedes it.
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
