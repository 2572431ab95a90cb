from __future__ import annotations

from lint.core.findings import Applicability, Fix, Severity
from lint.reports import Style

QUIET = Style(quiet=True)


def test_the_most_frequent_first(make, written) -> None:
    findings = [
        make(code="KEY001", name="keywords-mismatch"),
        make(code="DUP001", name="description-drift", fix=Fix("x", (), Applicability.DISPLAY)),
        make(fix=Fix("x", ())),
        make(fix=Fix("x", (), Applicability.UNSAFE)),
        make(severity=Severity.INFO, code="CUR900", name="by-the-way"),
    ]
    assert written("statistics", findings, style=QUIET).splitlines() == [
        "findings  fixable   unsafe  rule",
        "       2        1        1  TXT001 mojibake",
        "       1        0        0  DUP001 description-drift",
        "       1        0        0  KEY001 keywords-mismatch",
    ]


def test_nothing_found(written) -> None:
    assert written("statistics") == "No findings in 10 records.\n"
