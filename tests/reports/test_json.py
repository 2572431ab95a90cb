from __future__ import annotations

import json

from lint import __version__
from lint.core.findings import Applicability, Fix, Severity


def test_the_object(make, written) -> None:
    finding = make(
        "It is so",
        severity=Severity.ERROR,
        path=("schema-jsonld", 0, "a/b"),
        fix=Fix("Mend it", (), Applicability.UNSAFE, "it is a guess"),
    )
    info = make("By the way", code="CUR900", name="by-the-way", severity=Severity.INFO, line=9)
    assert json.loads(written("json", [finding, info], fixed=[finding])) == {
        "version": __version__,
        "summary": {
            "files": 12,
            "records": 10,
            "findings": 2,
            "by_code": {"CUR900": 1, "TXT001": 1},
            "by_severity": {"error": 1, "warning": 0, "info": 1},
            "fixed": 1,
        },
        "findings": [
            {
                "file": "_pathways/WP49.md",
                "kind": "pathway",
                "record": "WP49",
                "code": "TXT001",
                "name": "mojibake",
                "severity": "error",
                "pointer": "/schema-jsonld/0/a~1b",
                "line": 4,
                "column": 8,
                "end_line": 4,
                "end_column": 12,
                "message": "It is so",
                "fix": {"applicability": "unsafe", "title": "Mend it"},
                "source": None,
            }
        ],
    }
    assert len(json.loads(written("json", [finding, info], level="info"))["findings"]) == 2


def test_no_findings_and_no_records(written) -> None:
    report = json.loads(written("json", records=0))
    assert report["findings"] == []
    assert report["summary"]["by_severity"] == {"error": 0, "warning": 0, "info": 0}


def test_any_text_comes_back(make, written) -> None:
    text = "β \x1b ##[x] \u2028 \ud800 ###[ ::"
    written_text = written("json", [make(text, file=text)])
    assert written_text.isascii()
    assert json.loads(written_text)["findings"][0]["message"] == text
    assert json.loads(written_text)["findings"][0]["fix"] is None


def test_a_line_a_finding(make, written) -> None:
    lines = written("json", [make("first"), make("second")]).splitlines()
    assert [json.loads(line.rstrip(","))["message"] for line in lines if "WP49" in line] == [
        "first",
        "second",
    ]
