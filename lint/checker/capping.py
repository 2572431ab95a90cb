"""The cap on the findings of one rule in one record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from lint.core.findings import Finding
from lint.results.file_result import Counts


def cap_per_rule(found: list[Finding], most: int, counts: Counts) -> list[Finding]:
    """Return the first findings of each rule, the last of which mentions the others; count these."""
    if len(found) <= most:
        return found
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_code[finding.code].append(finding)
    for findings in by_code.values():
        if others := findings[most:]:
            counts.below_level.update((finding.code, finding.severity) for finding in others)
            last = findings[most - 1]
            more = f"and {len(others):,} more of this rule (`limits.findings-per-rule`)"
            findings[most - 1 :] = [replace(last, message=f"{last.message}; {more}")]
    return [finding for findings in by_code.values() for finding in findings]
