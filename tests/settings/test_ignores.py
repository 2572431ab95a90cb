from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from lint.core.findings import Severity
from lint.results.run_result import RunResult
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

TITLE = "---\nwpid: {}\ntitle: 'A  title'\n---\n"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records with a doubled space each; it is the working folder."""
    folder = tmp_path / "_pathways"
    folder.mkdir()
    for name in ("WP1", "WP2"):
        (folder / f"{name}.md").write_text(TITLE.format(name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**given: object) -> Settings:
    return Settings(select=["TXT005", "REF005", "DUP006"], **given)


def ignored(*records: str, rules: tuple[str, ...] = ("TXT005",)) -> list[dict[str, object]]:
    return [{"records": records, "rules": rules, "reason": "known"}]


def files(report: RunResult) -> list[str]:
    return [finding.location.file for finding in report.findings]


@pytest.mark.parametrize(
    ("given", "left", "number"),
    [
        ({}, ["_pathways/WP1.md", "_pathways/WP2.md"], 0),
        ({"ignore-records": ignored("WP1")}, ["_pathways/WP2.md"], 1),
        ({"ignore-records": ignored("WP1", "WP2")}, [], 2),
        ({"ignore-records": ignored("WP1", rules=("TXT",))}, ["_pathways/WP2.md"], 1),
        ({"ignore-records": ignored("WP1", rules=("CUR",))}, ["_pathways/WP1.md", "_pathways/WP2.md"], 0),
        ({"ignore-records": ignored("WP3")}, ["_pathways/WP1.md", "_pathways/WP2.md"], 0),
        ({"ignore-records": ignored("WP1") + ignored("WP1", rules=("CUR",))}, ["_pathways/WP2.md"], 1),
        ({"per-file-ignores": {"WP2.md": ["stray-space"]}}, ["_pathways/WP1.md"], 1),
        ({"per-file-ignores": {"_pathways/": ["TXT005"]}}, [], 2),
        ({"per-file-ignores": {"_figures/": ["TXT005"]}}, ["_pathways/WP1.md", "_pathways/WP2.md"], 0),
        (
            {"per-file-ignores": {"WP2.md": ["TXT005"]}, "ignore-records": ignored("WP1")},
            [],
            2,
        ),
    ],
)
def test_what_is_left_and_what_is_counted(
    records: Path, given: dict[str, object], left: list[str], number: int
) -> None:
    report = run(["."], settings(**given))
    assert files(report) == left
    assert report.counts.ignored.total() == number
    assert set(report.counts.ignored) <= {"TXT005"}


def test_what_is_ignored_is_not_repaired(records: Path) -> None:
    report = run(["."], settings(**{"ignore-records": ignored("WP1")}), RunOptions(fix=True))
    assert [finding.location.file for finding in report.fixed] == ["_pathways/WP2.md"]
    assert report.counts.ignored == Counter({"TXT005": 1})
    assert "A  title" in (records / "_pathways/WP1.md").read_text()
    assert "A title" in (records / "_pathways/WP2.md").read_text()


def test_findings_between_records_too(records: Path) -> None:
    (records / "_pathways/WP2.md").write_text(TITLE.format("WP1"))
    report = run(["."], settings(**{"per-file-ignores": {"WP2.md": ["DUP006", "TXT"]}}))
    assert [(finding.code, finding.location.file) for finding in report.findings] == [
        ("DUP006", "_pathways/WP1.md"),
        ("TXT005", "_pathways/WP1.md"),
    ]
    assert report.counts.ignored == Counter({"DUP006": 1, "TXT005": 1})


def test_remembered_between_runs(records: Path, tmp_path: Path) -> None:
    for number in range(3, 80):
        (records / f"_pathways/WP{number}.md").write_text(TITLE.format(f"WP{number}"))
    for path in (records / "_pathways").iterdir():
        os.utime(path, (1e9, 1e9))  # what is young is looked at again
    means = RunOptions(cache=True, cache_dir=tmp_path / "cache")
    given = {"ignore-records": ignored("WP1")}
    for _ in range(2):
        assert run(["."], settings(**given), means).counts.ignored == Counter({"TXT005": 1})
    # Other settings are not answered from what was found with these.
    assert run(["."], settings(), means).counts.ignored == Counter()


@pytest.mark.parametrize("name", ["TXT005", "stray-space", "TXT", "T"])
def test_severity_holds_for_all_that_a_rule_finds(records: Path, name: str) -> None:
    report = run(["."], settings(severity={name: "error"}))
    assert {finding.severity for finding in report.findings} == {Severity.ERROR}


def test_the_closest_severity_counts(records: Path) -> None:
    given = {"TXT": "error", "stray-space": "info", "TXT00": "warning"}
    report = run(["."], settings(severity=given, level="info"))
    assert {finding.severity for finding in report.findings} == {Severity.INFO}
    assert {finding.severity for finding in run(["."], settings()).findings} == {Severity.WARNING}
