from __future__ import annotations

import pytest
from commands import commands

from lint.core.findings import Severity
from lint.reports import Style
from lint.reports.github import LIMITS

QUIET = Style(quiet=True)


def test_an_annotation(make, written) -> None:
    text = written("github", [make("It is so: 100%, or `a`", severity=Severity.ERROR)], style=QUIET)
    assert text == (
        "::error file=_pathways/WP49.md,line=4,col=8,endColumn=12,title=TXT001 mojibake"
        "::_pathways/WP49.md:4:8: TXT001 error: It is so: 100%25, or `a`\n"
    )


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_severities(make, written, severity: Severity, name: str) -> None:
    found = commands(written("github", [make(severity=severity)], level="info"))
    assert [each[0] for each in found] == [name]


def test_a_name_with_signs_that_properties_know(make, written) -> None:
    ((name, properties, _),) = commands(written("github", [make(file="a, b:c%2C=d.md")]))
    assert (name, properties["file"], properties["line"]) == ("warning", "a, b:c%2C=d.md", "4")


def test_a_stretch_of_several_lines_has_no_columns(make, written) -> None:
    ((_, properties, _),) = commands(written("github", [make(end_line=9)]))
    assert {"line": "4", "endLine": "9"}.items() <= properties.items()
    assert not {"col", "endColumn"} & set(properties)


def test_errors_come_first(make, written) -> None:
    findings = [make(severity=each) for each in (Severity.INFO, Severity.WARNING, Severity.ERROR)]
    names = [name for name, _, _ in commands(written("github", findings, level="info"))]
    assert names == ["error", "warning", "notice"]


def test_beyond_the_limits_findings_are_listed_and_counted(make, written) -> None:
    findings = [
        make(f"number {number}", severity=severity, line=number)
        for severity in Severity
        for number in range(1, 13)
    ]
    text = written("github", findings, level="info", style=QUIET)
    found = commands(text)
    names = [name for name, _, _ in found]
    assert [names.count(name) for name in ("error", "warning", "notice")] == [10, 10, 10]
    assert LIMITS[Severity.INFO] == 9
    assert found[-1][2] == (
        "7 more findings (2 errors, 2 warnings, 3 infos) without an annotation; the log lists them"
    )
    begin, *rest, end = text.splitlines()[:9]
    assert (begin, end) == ("::group::Findings without an annotation", "::endgroup::")
    assert [line.rpartition(" ")[2] for line in rest] == ["10", "11", "12", "11", "12", "11", "12"]


def test_within_the_limits_nothing_is_said_of_a_rest(make, written) -> None:
    findings = [make(line=number) for number in range(1, 11)]
    text = written("github", findings)
    assert len(commands(text)) == 10
    assert "group" not in text
    assert text.endswith("Found 10 findings (10 warnings) in 1 of 10 records.\n")


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    text = of_the_corpus("github")
    annotations = [each for each in commands(text) if each[0] in ("error", "warning", "notice")]
    assert len(annotations) == 30
    # Every finding is an annotation, the last of which is none, or a line of the log.
    begin, end = "::group::Findings without an annotation\n", "::endgroup::\n"
    rest = text.partition(begin)[2].partition(end)[0].count("\n")
    assert rest + len(annotations) - 1 == len(corpus_report.findings)
