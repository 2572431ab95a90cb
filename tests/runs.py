"""Records, of which some are damaged, and what a run over them finds."""

from __future__ import annotations

from pathlib import Path

from lint import Settings
from lint.results.run_result import RunResult
from lint.run.job import RunOptions

FAULTY = """---
wpid: WP{0}
title: TNF-Î± signaling {0}
organisms:
- Homo sapiens
authors:
- Egonw
schema-jsonld:
- keywords:
  - TP53
---"""
CLEAN = FAULTY.replace("Î±", "α")
ALL = Settings(level="info")
"""With all rules, each of which may hang on how the work is done."""
FEW = Settings(level="info", select=("DUP005", "KEY001", "REC011", "REF003", "TXT001"))
"""With a rule of each sort: for a record alone, its tables, the pages beside it, and others."""


def found(report: RunResult) -> list[object]:
    """Return all that a report tells."""
    counts = (report.files, report.records, report.counts.below_level, report.findings.tally)
    return [*report.findings, *report.fixed, report.diffs, report.failures, *counts]


def kept(folder: Path, **more: object) -> RunOptions:
    return RunOptions(cache=True, cache_dir=folder / "cache", **more)  # type: ignore[arg-type]
