"""Faults that generators write into every record are reported once per run, or separately on request."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

import lint
from lint import Settings, Severity
from lint.core.formats import FORMATS
from lint.kinds.figure import FIGURE
from lint.reports import Style, writer
from lint.results.run_result import RunResult
from lint.run.job import RunOptions
from lint.run.runner import run

INFO = Settings(level=Severity.INFO)
NAME = "name: CreativeWork"


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    folder = tmp_path / "_figures"
    folder.mkdir()
    for number in range(1, 8):
        text = FIGURE.sample.replace("PMC1", f"PMC{number}")
        if number == 7:
            text = text.replace(NAME, "name: IL-12 signaling pathway")
        (folder / f"PMC{number}__f1.md").write_text(f"---\n{text}---\n")
    return folder


def told(result: RunResult, code: str) -> list[tuple[str, str]]:
    findings = [finding for finding in result.findings if finding.code == code]
    assert {finding.severity for finding in findings} <= {Severity.INFO}
    return [(Path(finding.location.file).name, finding.message) for finding in findings]


def test_a_run_tells_it_once_at_the_first_record_with_the_number(figures: Path) -> None:
    result = lint.check(str(figures), settings=INFO)
    said = "`CreativeWork` is a placeholder: write the title; so in 6 records (`--select REF006` lists them)"
    assert told(result, "REF006") == [("PMC1__f1.md", said)]
    assert len(told(result, "CUR007")) == len(told(result, "DUP002")) == 1
    only = lint.check(str(figures / "PMC2__f1.md"), settings=INFO)
    assert told(only, "REF006") == [("PMC2__f1.md", "`CreativeWork` is a placeholder: write the title")]


def test_below_the_level_it_counts_once_and_fails_no_run(figures: Path) -> None:
    result = lint.check(str(figures))
    assert not result.findings
    assert {code: number for (code, _), number in result.counts.below_level.items()} == {
        "REF006": 1,
        "CUR007": 1,
        "DUP002": 1,
    }


@pytest.mark.parametrize("selector", ["REF006", "name-mismatch"])
def test_naming_the_rule_lists_and_repairs_each(figures: Path, selector: str) -> None:
    named = Settings(select=(selector,), unsafe_fixes=True)
    assert len(told(lint.check(str(figures), settings=named), "REF006")) == 6
    assert len(lint.fix(str(figures), settings=Settings(level=Severity.INFO, unsafe_fixes=True)).fixed) == 0
    assert len(lint.fix(str(figures), settings=named).fixed) == 6
    assert not any(NAME in path.read_text() for path in figures.iterdir())


def test_what_the_settings_or_a_comment_take_out_does_not_count(figures: Path) -> None:
    first = figures / "PMC1__f1.md"
    first.write_text(first.read_text().replace(NAME, f"{NAME} # recordlint: ignore[REF006]"))
    ((file, said),) = told(lint.check(str(figures), settings=INFO), "REF006")
    assert file == "PMC2__f1.md"
    assert "in 5 records" in said


def test_law_the_cache_the_workers_and_the_order_change_nothing(figures: Path, tmp_path: Path) -> None:
    sample = (figures / "PMC2__f1.md").read_text()
    for number in range(10, 420):
        (figures / f"PMC{number}__f1.md").write_text(sample.replace("PMC2", f"PMC{number}"))

    def found(**options: object) -> Sequence[lint.Finding]:
        settings = Settings(level=Severity.INFO, select=("REF",))
        return list(run([str(figures)], settings, RunOptions(**options)).findings)  # type: ignore[arg-type]

    alone = found()
    assert len(alone) == 1
    assert found(jobs=2) == alone
    for _ in range(2):
        assert found(cache=True, cache_dir=tmp_path / "cache") == alone


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "diff"])
def test_every_format_tells_it_once(figures: Path, name: str) -> None:
    settings = Settings(select=("REF",), level=Severity.INFO)
    result = lint.check(str(figures), settings=settings)
    stream = io.StringIO()
    writer(name)(result, settings, stream, Style())
    if name != "statistics":
        assert stream.getvalue().count("in 6 records") == stream.getvalue().count("is a placeholder")
    assert "REF006" in stream.getvalue()
