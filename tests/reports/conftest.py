from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from lint.core.findings import (
    About,
    Detail,
    Finding,
    Fix,
    Line,
    Location,
    Origin,
    Preview,
    Region,
    Replacement,
    Severity,
)
from lint.reports import Style, writer
from lint.results.file_result import Counts
from lint.results.findings import Findings, PackedFindings
from lint.results.run_result import RunResult
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings


@pytest.fixture
def make() -> Callable[..., Finding]:
    """Make a finding out of what a test cares for."""

    def make(
        message: str = "mojibake",
        *,
        file: str = "_pathways/WP49.md",
        code: str = "TXT001",
        name: str = "mojibake",
        severity: Severity = Severity.WARNING,
        path: tuple[Any, ...] = ("description",),
        fix: Fix | None = None,
        line: int = 4,
        column: int = 8,
        end_line: int | None = None,
        excerpt: Sequence[Line] = (),
        changes: Sequence[Preview] = (),
        replacements: Sequence[Replacement] = (),
        suggestion: Replacement | None = None,
        digest: str = "0123456789abcdef",
        record: str = "WP49",
        about: About | None = None,
        origin: Origin | None = None,
    ) -> Finding:
        columns = (column, column + 4)
        place = Location(
            file,
            "pathway",
            record,
            Region(line, columns[0], end_line or line, columns[1], columns, columns),
            digest,
            tuple(excerpt),
            tuple(changes),
            tuple(replacements),
            suggestion,
            about,
            origin,
        )
        return Finding(code, name, severity, path, message, fix, location=place)

    return make


def by_file(finding: Finding) -> str:
    return finding.location.file


def kept(findings: Sequence[Finding]) -> Findings:
    """Return *findings* as a run keeps them."""
    found = Findings()
    groups = [list(group) for _, group in groupby(sorted(findings, key=by_file), by_file)]
    found.add(PackedFindings.of(groups), "")
    return found


@pytest.fixture(scope="session")
def corpus_report(corpus_records: list[Path]) -> RunResult:
    """What is found in the real records, with all that a report may need."""
    detail = Detail.EXCERPT | Detail.REPLACEMENTS | Detail.SUGGESTION | Detail.RECORD
    return run([*map(str, corpus_records)], Settings(level="info"), RunOptions(corpus=False, detail=detail))


@pytest.fixture
def of_the_corpus(corpus_report: RunResult) -> Callable[[str], str]:
    """Write the report of the real records in a format, and return the text."""

    def of_the_corpus(name: str) -> str:
        stream = io.StringIO()
        writer(name)(corpus_report, Settings(level="info"), stream, Style())
        return stream.getvalue()

    return of_the_corpus


@pytest.fixture
def written() -> Callable[..., str]:
    """Write a report of some findings in a format, and return the text.

    As in a run, findings below the level are only counted.
    """

    def written(
        name: str,
        findings: Sequence[Finding] = (),
        *,
        fixed: Sequence[Finding] = (),
        diffs: Sequence[str] = (),
        records: int = 10,
        style: Style = Style(),  # noqa: B008
        **settings: Any,
    ) -> str:
        chosen = Settings(**settings)
        shown = [finding for finding in findings if chosen.is_visible(finding)]
        counts = Counts(
            Counter((each.code, each.severity) for each in findings if not chosen.is_visible(each))
        )
        report = RunResult(
            kept(shown),
            kept(fixed),
            files=12,
            records=records,
            diffs=list(diffs),
            counts=counts,
        )
        stream = io.StringIO()
        writer(name)(report, chosen, stream, style)
        return stream.getvalue()

    return written
