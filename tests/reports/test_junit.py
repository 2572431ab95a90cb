from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from junitparser import JUnitXml

from lint.core.findings import Severity


def suites(text: str) -> JUnitXml:
    """Return the report, after its own counts were compared with what is there."""
    report = JUnitXml.fromstring(text.encode())
    counted = [(suite.tests, suite.failures, suite.errors) for suite in report]
    read = (report.tests, report.failures, report.errors)
    assert read == tuple(map(sum, zip(*counted, strict=True)))
    for suite in report:
        suite.update_statistics()
    assert counted == [(suite.tests, suite.failures, suite.errors) for suite in report]
    return report


def test_a_suite_a_file_and_a_case_a_finding(make, written) -> None:
    findings = [
        make("It is <so>", severity=Severity.ERROR),
        make(path=(), line=5),
        make(file="_pathways/WP50.md"),
    ]
    report = suites(written("junit", findings))
    assert [suite.name for suite in report] == ["_pathways/WP49.md", "_pathways/WP50.md"]
    case, other = next(iter(report))
    assert (case.classname, case.name) == ("_pathways/WP49.md", "TXT001 /description 4:8")
    assert other.name == "TXT001 / 5:8"
    (failure,) = case.result
    assert (failure.type, failure.message) == ("error", "It is <so>")
    assert failure.text == "_pathways/WP49.md:4:8: TXT001 error: It is <so>"


def test_what_does_not_fail_the_run_is_no_failure(make, written) -> None:
    findings = [make(severity=Severity.ERROR), make("so", severity=Severity.WARNING)]
    report = suites(written("junit", findings, fail_on="error"))
    ((error, warning),) = report
    assert (report.failures, error.is_passed, warning.is_passed) == (1, False, True)
    assert warning.system_out == "_pathways/WP49.md:4:8: TXT001 warning: so"
    assert suites(written("junit", findings)).failures == 2


def test_nothing_found_is_a_test_that_passed(written) -> None:
    ((case,),) = suites(written("junit"))
    assert (case.name, case.is_passed) == ("No findings in 10 records", True)


def test_only_what_jenkins_knows(make, written) -> None:
    """Elements and attributes of junit-10.xsd of Jenkins' xunit plugin."""
    known = {
        "testsuites": {"name", "time", "tests", "failures", "errors", "disabled"},
        "testsuite": {
            "name",
            "tests",
            "failures",
            "errors",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
        },
        "testcase": {"name", "classname", "time", "group"},
        "failure": {"type", "message"},
        "system-out": set(),
    }
    text = written("junit", [make(), make(severity=Severity.INFO)], level="info")
    for element in ET.fromstring(text.encode()).iter():
        assert set(element.attrib) <= known[element.tag]
    assert re.match(r'<\?xml version="1.0" encoding="UTF-8"\?>\n', text)


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    assert suites(of_the_corpus("junit")).tests == len(corpus_report.findings)
