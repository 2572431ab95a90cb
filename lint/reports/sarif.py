"""The format `sarif`: SARIF 2.1.0 (OASIS), for GitHub's code scanning, editors and other viewers."""

from __future__ import annotations

import os
import re
from typing import Any, TextIO
from urllib.parse import quote

from lint.core.findings import Finding, Region, Severity
from lint.core.printable import printable
from lint.core.project import HOME, __version__
from lint.reports import Style, as_json, fingerprinted, write_list
from lint.results.run_result import RunResult
from lint.rules.reference import address, reference
from lint.settings import Settings

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"

# What is not plain text in a message: links (SARIF 2.1.0, 3.11.6) and placeholders (3.11.5).
_LINK = re.compile(r"\]\(")
_PLACEHOLDER = re.compile(r"\{\d")


def write(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the log, with one line for each rule that has findings and for each result."""
    rules = sorted({(finding.code, finding.name) for finding in report.findings})
    places = {code: index for index, (code, _) in enumerate(rules)}
    head = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    driver = {"name": "recordlint", "version": __version__, "informationUri": HOME}
    run = {
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which recordlint was run"}}},
        "invocations": [{"executionSuccessful": not report.failures}],
    }
    stream.write(f'{as_json(head)[:-1]}, "runs": [{{\n{as_json(run)[1:-1]},\n')
    stream.write(f'"tool": {{"driver": {as_json(driver)[:-1]}, "rules": ')
    write_list((_rule(code, name) for code, name in rules), stream)
    stream.write('}},\n"results": ')
    results = fingerprinted(report.findings)
    write_list((_result(finding, mark, places[finding.code]) for finding, mark in results), stream)
    stream.write("\n}]}\n")


def _rule(code: str, name: str) -> dict[str, Any]:
    described: dict[str, Any] = {"id": code, "name": name, "helpUri": address(code)}
    if page := reference(code):
        described |= {
            "shortDescription": {"text": page.title},
            "help": {"text": page.text, "markdown": page.text},
            "defaultConfiguration": {"level": _LEVELS[page.severity]},
        }
    return described


def _result(finding: Finding, fingerprint: str, rule: int) -> dict[str, Any]:
    place = finding.location
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [
            {
                "physicalLocation": {"artifactLocation": _file(place.file), "region": _region(place.region)},
                "logicalLocations": [{"fullyQualifiedName": printable(finding.pointer)}],
            }
        ],
        "partialFingerprints": {"recordlint/v1": fingerprint},
    }
    if place.origin:
        artifact, region = _file(place.origin.file), _region(place.origin.region)
        result["relatedLocations"] = [
            {
                "physicalLocation": {"artifactLocation": artifact, "region": region},
                "message": {"text": "The source that the value comes from"},
            }
        ]
    if finding.fix and place.replacements:
        changes = [
            {"deletedRegion": _region(each.region), "insertedContent": {"text": each.text}}
            for each in place.replacements
        ]
        result["fixes"] = [
            {
                "description": _message(finding.fix.title),
                "artifactChanges": [{"artifactLocation": _file(place.file), "replacements": changes}],
            }
        ]
    return result


def _message(text: str) -> dict[str, str]:
    shown = printable(text)
    if _LINK.search(shown):
        shown = re.sub(r"[\\\[\]]", r"\\\g<0>", shown)
    if _PLACEHOLDER.search(shown):
        shown = shown.replace("{", "{{").replace("}", "}}")
    return {"text": shown}


def _file(file: str) -> dict[str, str]:
    """Return the location of a file, whose name may consist of any bytes."""
    return {"uri": quote(os.fsencode(file)), "uriBaseId": _ROOT}


def _region(region: Region) -> dict[str, int]:
    start, end = region.utf16
    return {"startLine": region.line, "startColumn": start, "endLine": region.end_line, "endColumn": end}
