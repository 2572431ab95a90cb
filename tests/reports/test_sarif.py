from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft4Validator, FormatChecker

from lint.core.findings import Fix, Region, Replacement, Severity
from lint.reports import Style, writer
from lint.results.run_result import RunResult
from lint.rules import registry
from lint.settings import Settings

# The schema of SARIF 2.1.0 (errata of the OASIS committee's "rtm.5"), as a package for tests carries it.
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Draft4Validator:
    """The official schema, which npm fetches."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which fetches the schema of SARIF, is not installed")
    folder = tmp_path_factory.mktemp("npm")
    fetched = subprocess.run(
        [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=False
    )
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch the schema of SARIF: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(folder / fetched.stdout.split()[-1]) as package:
        file = package.extractfile(MEMBER)
        assert file is not None
        return Draft4Validator(json.load(file), format_checker=FormatChecker())


def results(text: str) -> list[dict[str, Any]]:
    (run,) = json.loads(text)["runs"]
    return run["results"]


def test_a_result(make, written) -> None:
    (result,) = results(written("sarif", [make("It is so", severity=Severity.ERROR)]))
    assert len(result.pop("partialFingerprints")["recordlint/v1"]) == 32
    assert result == {
        "ruleId": "TXT001",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "It is so"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "_pathways/WP49.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 4, "startColumn": 8, "endLine": 4, "endColumn": 12},
                },
                "logicalLocations": [{"fullyQualifiedName": "/description"}],
            }
        ],
    }


def test_columns_count_utf_16(make, written) -> None:
    region = Region(3, 2, 5, 4, utf16=(3, 5), utf8=(4, 9))
    finding = make(fix=Fix("Mend it", ()), replacements=[Replacement(region, "β")])
    (fix,) = results(written("sarif", [finding]))[0]["fixes"]
    assert fix == {
        "description": {"text": "Mend it"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": "_pathways/WP49.md", "uriBaseId": "%SRCROOT%"},
                "replacements": [
                    {
                        "deletedRegion": {"startLine": 3, "startColumn": 3, "endLine": 5, "endColumn": 5},
                        "insertedContent": {"text": "β"},
                    }
                ],
            }
        ],
    }


def test_rules_with_findings_have_their_page(make, written) -> None:
    findings = [
        make(code="KEY001", name="keywords-mismatch"),
        make(),
        make(code="ABC001", name="of-a-stranger"),
    ]
    (log,) = json.loads(written("sarif", findings))["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ABC001", "KEY001", "TXT001"]
    assert [rules[result["ruleIndex"]]["id"] for result in log["results"]] == [
        finding.code for finding in findings
    ]
    assert rules[2]["help"]["markdown"].startswith("# TXT001 mojibake\n")
    assert rules[2]["shortDescription"]["text"] == registry()["TXT001"].__doc__.split("\n")[0]
    assert rules[2]["helpUri"].endswith("/rules/TXT001/")
    assert "help" not in rules[0]


def test_a_file_name_of_any_bytes(make, written) -> None:
    name = "a b/%c:ä\udcff\n?#.md"
    (location,) = results(written("sarif", [make(file=name)]))[0]["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("a%20b/%25c%3A")
    assert unquote_to_bytes(uri) == os.fsencode(name)


def test_messages_are_text(make, written) -> None:
    findings = [make(r"[a](1) \ {0} {x}"), make("`[]`, `{}`")]
    assert [result["message"]["text"] for result in results(written("sarif", findings))] == [
        r"\[a\](1) \\ {{0}} {{x}}",
        "`[]`, `{}`",
    ]


@pytest.mark.parametrize("failures", [[], ["a.md: it is gone"]])
def test_a_run_that_failed_says_so(failures: list[str]) -> None:
    stream = io.StringIO()
    writer("sarif")(RunResult(failures=failures), Settings(), stream, Style())
    (log,) = json.loads(stream.getvalue())["runs"]
    assert log["invocations"] == [{"executionSuccessful": not failures}]


def test_fingerprints_are_those_of_gitlab(make, written) -> None:
    findings = [make(), make(line=9)]
    ours = [result["partialFingerprints"]["recordlint/v1"] for result in results(written("sarif", findings))]
    assert ours == [issue["fingerprint"] for issue in json.loads(written("gitlab", findings))]


def test_the_schema_accepts_it(make, written, schema: Draft4Validator) -> None:
    region = Region(1, 1, 1, 1, (1, 1), (1, 1))
    replacement = Replacement(region, "")
    nasty = make(
        "\0 [a](b)", file="\udcff \n.md", path=("a b", 0), replacements=[replacement], fix=Fix("", ())
    )
    for findings in ([], [make(), nasty]):
        schema.validate(json.loads(written("sarif", findings)))
    with pytest.raises(Exception, match="is not"):  # it is the schema, and it checks
        schema.validate(json.loads(written("sarif", [make()]).replace('"warning"', '"odd"')))


def test_the_schema_accepts_that_of_the_corpus(of_the_corpus, corpus_report, schema: Draft4Validator) -> None:
    text = of_the_corpus("sarif")
    schema.validate(json.loads(text))
    assert len(results(text)) == len(corpus_report.findings)
    assert text.count('"fixes"') > 100
