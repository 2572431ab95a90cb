from __future__ import annotations

import pytest

from lint.core.findings import Applicability, Fix, Severity
from lint.reports import Style


@pytest.mark.parametrize(
    ("applicability", "mark"),
    [(Applicability.SAFE, "[*] "), (Applicability.UNSAFE, "[unsafe] "), (Applicability.DISPLAY, "")],
)
def test_a_line_a_finding(make, written, applicability: Applicability, mark: str) -> None:
    findings = [make("It is so", fix=Fix("Mend it", (), applicability)), make("It is so", line=5)]
    assert written("concise", findings, style=Style(quiet=True)) == (
        f"_pathways/WP49.md:4:8: TXT001 {mark}warning: It is so\n"
        "_pathways/WP49.md:5:8: TXT001 warning: It is so\n"
    )


def test_what_is_below_the_level_is_not_listed(make, written) -> None:
    findings = [make("An info", severity=Severity.INFO), make("A warning")]
    text = written("concise", findings)
    assert "A warning" in text
    assert "An info" not in text


def test_fixed_findings_come_last(make, written) -> None:
    text = written("concise", [make("Left")], fixed=[make("Done", fix=Fix("Mend it", ()))])
    assert text.splitlines()[:2] == [
        "_pathways/WP49.md:4:8: TXT001 warning: Left",
        "_pathways/WP49.md:4:8: TXT001 [fixed] warning: Done",
    ]
