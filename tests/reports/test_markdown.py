from __future__ import annotations

from markdown_it import MarkdownIt

from lint.core.findings import Applicability, Fix, Severity
from lint.reports.markdown import WORST


def cells(text: str) -> list[list[str]]:
    """Return the rows of the tables, without their heads."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level == 4:
            rows[-1].append(token.content)
    return rows[1:]


def items(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def test_totals_records_and_how_to_fix(make, written) -> None:
    findings = [
        make(fix=Fix("Mend it", ())),
        make(severity=Severity.ERROR, code="KEY001", name="keywords-mismatch"),
        make(file="b.md"),
        make(file="b.md", fix=Fix("Mend it", (), Applicability.UNSAFE)),
    ]
    text = written("markdown", findings)
    assert cells(text) == [
        ["TXT001", "mojibake", "3", "1", "1"],
        ["KEY001", "keywords-mismatch", "1", "0", "0"],
    ]
    assert items(text) == [
        "`_pathways/WP49.md`: 1 error, 1 warning (KEY001, TXT001)",
        "`b.md`: 2 warnings (TXT001)",
    ]
    assert "Found 4 findings (1 error, 3 warnings) in 2 of 10 records." in text
    fixes = '1 can be fixed with "recordlint fix", 1 more with "recordlint fix --unsafe-fixes"'
    assert f"{fixes}; then begin with the error that is left" in text


def test_the_worst_records_are_those_with_the_worst_findings(make, written) -> None:
    findings = [make(file=f"{number:02}.md") for number in range(20) for _ in range(number)]
    findings += [make(file="z.md", severity=Severity.ERROR)]
    named = items(written("markdown", findings))
    assert len(named) == WORST
    assert [name.split("`")[1] for name in named[:3]] == ["z.md", "19.md", "18.md"]


def test_nothing_found(written) -> None:
    assert written("markdown") == "## recordlint\n\nNo findings in 10 records.\n\n"


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    text = of_the_corpus("markdown")
    assert sum(int(row[2].replace(",", "")) for row in cells(text)) == len(corpus_report.findings)
    assert len(items(text)) == WORST
