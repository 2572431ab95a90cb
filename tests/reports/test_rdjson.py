from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lint.core.findings import Fix, Region, Replacement, Severity

# The messages of reviewdog's proto/rdf/reviewdog.proto, stricter where that leaves things open.
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
            "additionalProperties": False,
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "required": ["value"],
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "maxItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def diagnostics(text: str) -> list[dict[str, Any]]:
    found = json.loads(text)
    Draft202012Validator(SCHEMA).validate(found)
    return found["diagnostics"]


def test_a_diagnostic(make, written) -> None:
    (found,) = diagnostics(written("rdjson", [make("It is `so`", severity=Severity.ERROR)]))
    assert found == {
        "message": "It is `so`",
        "location": {
            "path": "_pathways/WP49.md",
            "range": {"start": {"line": 4, "column": 8}, "end": {"line": 4, "column": 12}},
        },
        "severity": "ERROR",
        "code": {
            "value": "TXT001",
            "url": "https://OWNER.github.io/recordlint/rules/TXT001/",
        },
    }


def test_a_suggestion_is_for_the_lines_of_its_diagnostic(make, written) -> None:
    suggestion = Replacement(Region(3, 2, 5, 4, utf16=(3, 5), utf8=(4, 9)), "new\ntext")
    (found,) = diagnostics(written("rdjson", [make(fix=Fix("Mend it", ()), suggestion=suggestion)]))
    span = {"start": {"line": 3, "column": 4}, "end": {"line": 5, "column": 9}}
    assert found["suggestions"] == [{"range": span, "text": "new\ntext"}]
    assert found["location"]["range"] == span


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("It is `so_`, `<b>`: 1.5 (x/y)", "It is `so_`, `<b>`: 1.5 (x/y)"),
        ("It is <b>", "`It is <b>`"),
        ("`a` @all", "`` `a` @all ``"),
        ("see http://x.y", "`see http://x.y`"),
        ("`a``b`", "``` `a``b` ```"),
        ("odd ` one", "``odd ` one``"),
        ("- a list", "`- a list`"),
    ],
)
def test_what_is_not_plain_as_markdown_is_shown_as_code(make, written, message: str, shown: str) -> None:
    assert diagnostics(written("rdjson", [make(message)]))[0]["message"] == shown


def test_nothing_found(written) -> None:
    assert diagnostics(written("rdjson")) == []


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    found = diagnostics(of_the_corpus("rdjson"))
    assert len(found) == len(corpus_report.findings)
    assert sum("suggestions" in diagnostic for diagnostic in found) > 100
