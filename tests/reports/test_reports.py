from __future__ import annotations

import io
import re
from collections.abc import Iterator

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import Applicability, Finding, Fix, Line, Preview, Severity
from lint.core.formats import FORMATS
from lint.core.printable import printable
from lint.reports import Style, count, writer
from lint.results.findings import Findings, PackedFindings
from lint.results.run_result import RunResult
from lint.settings import Settings

# The documented ways to forge a line that people read in the log of a CI run.
FORGERY = re.compile(r"^\s*::|##\[", re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ca²⁺ → β-catenin, 糖", "Ca²⁺ → β-catenin, 糖"),
        ("a\tb\r\nc", r"a\tb\r\nc"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x85\u2028\u202e\u200b\xa0\U000e0001", r"\x85\u2028\u202e\u200b\xa0\U000e0001"),
        ("\ud800", r"\ud800"),
        ("  ::error::x ::y", r"  \x3a:error::x ::y"),
        ("A ##[group]", r"A #\x23[group]"),
        (" :", r" \x3a"),
        ("###[group]", r"##\x23[group]"),
        ("std::string [##] #[", "std::string [##] #["),
    ],
)
def test_what_may_be_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.sampled_from(":#[ x\n\t\x1b\u202e\u2028é糖") | st.characters()))
def test_printable_is_one_harmless_line(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown.splitlines()) <= 1
    assert not FORGERY.search(shown)
    shown.encode()


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [
        (1, "entity", "1 entity"),
        (2, "entity", "2 entities"),
        (1_053, "ontology", "1,053 ontologies"),
        (0, "key", "0 keys"),
        (2, "index", "2 indexes"),
    ],
)
def test_nouns_are_counted(number: int, noun: str, told: str) -> None:
    assert count(number, noun) == told


TERMINAL = ("full", "concise", "grouped", "overview", "github", "statistics")


def test_colour_is_all_that_style_adds(make, written) -> None:
    finding = make(
        fix=Fix("Decode it", (), Applicability.UNSAFE, "it is a guess"),
        excerpt=[Line(7, "title: é", ((7, 8),))],
        changes=[Preview("Ã©", "é")],
    )
    for name in (*FORMATS, "statistics"):
        plain = written(name, [finding], fixed=[finding])
        assert "\x1b" not in plain
        coloured = written(name, [finding], fixed=[finding], style=Style(color=True))
        assert click.unstyle(coloured) == plain
        assert ("\x1b" in coloured) == (name in TERMINAL)


class Counted(Findings):
    """Findings that count how often they are gone over."""

    times = 0

    def __iter__(self) -> Iterator[Finding]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("name", [*FORMATS, "statistics"])
def test_a_report_goes_over_the_findings_twice_at_most(make, name: str) -> None:
    found, fixed = Counted(), Counted()
    for findings in (found, fixed):
        findings.add(PackedFindings.of([[make(), make()]]), "")
    writer(name)(RunResult(found, fixed, files=1, records=1), Settings(), io.StringIO(), Style())
    assert found.times <= 2
    assert fixed.times <= 1


SAFE = Fix("Repair it", ())
UNSAFE = Fix("Repair it", (), Applicability.UNSAFE, "it is a guess")
SUGGESTION = Fix("Repair it", (), Applicability.DISPLAY, "it is a guess")


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "github"])
class TestSummary:
    def test_nothing_found(self, written, name: str) -> None:
        assert written(name, records=1053) == "No findings in 1,053 records.\n"

    def test_no_record(self, written, name: str) -> None:
        assert written(name, records=0).startswith("No records in 12 files. ")

    def test_findings_and_ways_to_fix_them(self, make, written, name: str) -> None:
        findings = [
            make(fix=SAFE),
            make(fix=SAFE, severity=Severity.ERROR),
            make(fix=SUGGESTION),
            make(),
            make(fix=UNSAFE, file="b.md"),
        ]
        assert written(name, findings).splitlines()[-2:] == [
            "Found 5 findings (1 error, 4 warnings) in 2 of 10 records.",
            '2 can be fixed with "recordlint fix", 1 more with "recordlint fix --unsafe-fixes".',
        ]
        assert written(name, findings, unsafe_fixes=True).splitlines()[-1] == (
            '3 can be fixed with "recordlint fix --unsafe-fixes".'
        )
        assert written(name, findings[2:]).splitlines()[-1] == (
            '1 can be fixed with "recordlint fix --unsafe-fixes".'
        )
        assert written(name, findings[:1], records=1).splitlines()[-2:] == [
            "Found 1 finding (1 warning) in 1 record.",
            '1 can be fixed with "recordlint fix".',
        ]
        assert written(name, findings[3:4]).splitlines()[-1] == (
            "Found 1 finding (1 warning) in 1 of 10 records."
        )

    @pytest.mark.parametrize(
        ("fixes", "errors", "others", "told"),
        [
            (2, 1, 1, '{}; then begin with the error that is left ("recordlint check --level error").'),
            (2, 3, 1, '{}; then begin with the 3 errors that are left ("recordlint check --level error").'),
            (2, 1, 0, '{}; then repair the error that is left ("recordlint check --level error").'),
            (0, 3, 1, 'Begin with the 3 errors ("recordlint check --level error").'),
        ],
    )
    def test_errors_come_after_what_can_be_fixed(
        self, make, written, name: str, fixes: int, errors: int, others: int, told: str
    ) -> None:
        """Errors that a fix repairs are not among those that are left."""
        findings = [
            *(make(fix=SAFE, severity=Severity.ERROR) for _ in range(fixes)),
            *(make(fix=fix, severity=Severity.ERROR) for fix in [SUGGESTION, None, None][:errors]),
            *(make() for _ in range(others)),
        ]
        fixable = '2 can be fixed with "recordlint fix"'
        assert written(name, findings).splitlines()[-1] == told.format(fixable)

    def test_what_is_not_shown_is_counted(self, make, written, name: str) -> None:
        findings = [make(severity=Severity.INFO, code="CUR900", fix=SAFE), make()]
        assert written(name, findings).splitlines()[-2:] == [
            "Found 1 finding (1 warning) in 1 of 10 records.",
            "Not shown: 1 info (--level info shows it).",
        ]
        assert written(name, findings, level="error").splitlines() == [
            "No findings are shown in 10 records, but 1 warning fails the run.",
            "Not shown: 1 warning, 1 info (--level info shows them).",
        ]
        assert "Not shown" not in written(name, findings, level="info")

    def test_what_was_fixed(self, make, written, name: str) -> None:
        fixed = [make(fix=SAFE), make(fix=SAFE, file="b.md")]
        assert written(name, fixed=fixed).splitlines()[-1] == (
            "Fixed 2 findings in 2 of 10 records; none remain."
        )
        assert written(name, [make()], fixed=fixed).splitlines()[-1] == (
            "Fixed 2 findings in 2 of 10 records; 1 remains (1 warning)."
        )

    def test_quiet_leaves_it_out(self, make, written, name: str) -> None:
        quiet = Style(quiet=True)
        assert written(name, style=quiet) == ""
        assert "Found" not in written(name, [make()], style=quiet)
        assert "Fixed" not in written(name, fixed=[make()], style=quiet)
