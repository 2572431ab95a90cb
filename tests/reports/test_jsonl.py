from __future__ import annotations

import json

from lint.core.findings import Severity


def test_the_findings_of_json_a_line_each(make, written) -> None:
    findings = [make("first"), make("second\n\u2028", file="b.md"), make(severity=Severity.INFO)]
    lines = written("jsonl", findings, fixed=[make("done")]).removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == json.loads(written("json", findings))["findings"]
    assert len(lines) == 2


def test_nothing_found(written) -> None:
    assert written("jsonl") == ""


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    lines = of_the_corpus("jsonl").splitlines()
    assert [json.loads(line)["line"] for line in lines] == [
        each.location.line for each in corpus_report.findings
    ]
