from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from lint.core.findings import Severity

# docs.gitlab.com, "Code Quality report format": these fields are required, and these are the severities.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
        "additionalProperties": False,
    },
}


def issues(text: str) -> list[dict]:
    found = json.loads(text)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_an_issue(make, written) -> None:
    (issue,) = issues(written("gitlab", [make("It is so", end_line=6)]))
    fingerprint = issue.pop("fingerprint")
    assert issue == {
        "description": "TXT001: It is so",
        "check_name": "mojibake",
        "severity": "minor",
        "location": {"path": "_pathways/WP49.md", "lines": {"begin": 4, "end": 6}},
    }
    moved = make("It is so, but said otherwise", line=9, column=1)
    assert issues(written("gitlab", [moved]))[0]["fingerprint"] == fingerprint
    changed = make("It is so", digest="f" * 16)
    assert issues(written("gitlab", [changed]))[0]["fingerprint"] != fingerprint


def test_severities(make, written) -> None:
    found = issues(written("gitlab", [make(severity=each) for each in Severity], level="info"))
    assert [issue["severity"] for issue in found] == ["info", "minor", "major"]


def test_no_two_findings_share_a_fingerprint(make, written) -> None:
    findings = [
        make(),
        make("the same but for the words"),
        make(line=9),
        make(path=("title",)),
        make(code="TXT002"),
        make(digest="f" * 16),
        make(file="_pathways/WP50.md"),
    ]
    found = [issue["fingerprint"] for issue in issues(written("gitlab", findings))]
    assert len(set(found)) == len(findings)
    # What comes to another file does not change them.
    assert [each["fingerprint"] for each in issues(written("gitlab", findings[:3]))] == found[:3]


def test_nothing_found(written) -> None:
    assert issues(written("gitlab")) == []


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    found = issues(of_the_corpus("gitlab"))
    assert len({issue["fingerprint"] for issue in found}) == len(found) == len(corpus_report.findings)
