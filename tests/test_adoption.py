"""Adopting recordlint in a repository of real records: from `init` to a refused commit."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from commands import commands
from gits import git
from hooks import Hooks
from junitparser import JUnitXml

from lint.core.formats import FORMATS

BASELINE = "recordlint-baseline.json"

Found = list[tuple[str, str]]
"""The files and the codes of findings."""


def of_lines(text: str) -> Found:
    return re.findall(r"^(\S+\.md):\d+:\d+: ([A-Z]{3}\d{3})", text, re.MULTILINE)


def of_groups(text: str) -> Found:
    found, file = [], ""
    for line in text.splitlines():
        if line.endswith(".md"):
            file = line
        elif match := re.match(r" +\d+:\d+ +([A-Z]{3}\d{3})", line):
            found.append((file, match[1]))
    return found


def of_json(text: str) -> Found:
    return [(each["file"], each["code"]) for each in json.loads(text)["findings"]]


def of_json_lines(text: str) -> Found:
    return [(each["file"], each["code"]) for each in map(json.loads, text.splitlines())]


def of_github(text: str) -> Found:
    return [(given["file"], given["title"].split()[0]) for _, given, _ in commands(text) if "file" in given]


def of_gitlab(text: str) -> Found:
    return [(each["location"]["path"], each["description"].partition(":")[0]) for each in json.loads(text)]


def of_sarif(text: str) -> Found:
    (run,) = json.loads(text)["runs"]
    places = [(each["ruleId"], each["locations"][0]["physicalLocation"]) for each in run["results"]]
    return [(place["artifactLocation"]["uri"], code) for code, place in places]


def of_junit(text: str) -> Found:
    cases = [case for suite in JUnitXml.fromstring(text.encode()) for case in suite if case.result]
    return [(case.classname, case.name.split()[0]) for case in cases]


def of_rdjson(text: str) -> Found:
    found = json.loads(text)["diagnostics"]
    return [(each["location"]["path"], each["code"]["value"]) for each in found]


def of_markdown(text: str) -> Found:
    return re.findall(r"^- `(\S+\.md)`: .*\(([A-Z]{3}\d{3})\)$", text, re.MULTILINE)


def of_csv(text: str) -> Found:
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    return [(row["file"], row["rule"].split()[0]) for row in rows]


def of_overview(text: str) -> Found:
    pairs = re.findall(r"^ +\d+ \w+ +([A-Z]{3}\d{3}) .*\n +(\S+\.md):\d+: ", text, re.MULTILINE)
    return [(file, code) for code, file in pairs]


READERS: dict[str, Callable[[str], Found]] = {
    "full": of_lines,
    "concise": of_lines,
    "grouped": of_groups,
    "json": of_json,
    "jsonl": of_json_lines,
    "github": of_github,
    "gitlab": of_gitlab,
    "sarif": of_sarif,
    "junit": of_junit,
    "rdjson": of_rdjson,
    "markdown": of_markdown,
    "csv": of_csv,
    "overview": of_overview,
}


@pytest.fixture
def repository(corpus: Path, tmp_path: Path) -> Path:
    """A git repository of real records."""
    folder = tmp_path / "wikipathways"
    shutil.copytree(corpus / "wikipathways", folder)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Records")
    return folder


def test_adoption(repository: Path, hooks: Hooks, tmp_path: Path) -> None:
    def recordlint(*arguments: str) -> tuple[int, str]:
        return hooks.run(repository, sys.executable, "-m", "lint", *arguments)

    def check() -> tuple[int, str]:
        return recordlint("check", "--output-format", "concise")

    # Switch it on: what is there is known, and nothing fails.
    code, said = recordlint("init", "--yes")
    assert code == 0, said
    assert re.match(r"Found [\d,]+ records: .*[\d,]+ pathways\.", said)
    # The damage below changes the name of a term, which other records know by another one.
    settings = repository / "recordlint.toml"
    settings.write_text(f'ignore = ["REF009"]\n{settings.read_text("utf-8")}', "utf-8")
    code, said = recordlint("baseline")
    assert code == 0, said
    known = json.loads((repository / BASELINE).read_text())["findings"][1:]
    number = sum(entry[-1] for entry in known)
    assert f"lists {number:,} findings" in said
    code, said = check()
    assert (code, of_lines(said)) == (0, [])
    assert f"Hidden by the baseline: {number:,} findings." in said
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Take up recordlint")

    # Damage one record: this is reported, and nothing else, in every format.
    faulty = {entry[0] for entry in known}
    clean = (
        path
        for path in sorted(repository.glob("_pathways/*.md"))
        if str(path.relative_to(repository)) not in faulty and "\n  value: " in path.read_text("utf-8")
    )
    record = next(clean)
    whole = record.read_text("utf-8")
    damaged = re.sub("(?m)^  value: (.*)$", r"  value: \1 of TNF-Î±", whole, count=1)
    record.write_text(damaged, "utf-8")
    name = str(record.relative_to(repository))
    assert READERS.keys() | {"html"} == FORMATS.keys()  # the page is looked at in a browser elsewhere
    reports = {style: tmp_path / style for style in READERS}
    each = [("--output-format", style, "--output-file", str(path)) for style, path in reports.items()]
    code, said = recordlint("check", *chain(*each))
    assert code == 1, said
    for style, read in READERS.items():
        text = reports[style].read_text("utf-8")
        assert read(text) == [(name, "TXT001")], (style, text)

    # The hook refuses it; the fixing hook repairs it, and asks to stage it.
    assert hooks.pre_commit(repository, "install")[0] == 0
    git(repository, "add", name)
    code, said = hooks.run(repository, "git", "commit", "-m", "Damage", SKIP="recordlint-fix")
    assert code == 1, said
    assert of_lines(said) == [(name, "TXT001")]
    assert record.read_text("utf-8") == damaged
    code, said = hooks.run(repository, "git", "commit", "-m", "Damage")
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert re.search("(?m)^  value: .* of TNF-α$", record.read_text("utf-8"))
    assert git(repository, "diff", "--name-only") == name
    git(repository, "add", name)
    code, said = hooks.run(repository, "git", "commit", "-m", "Repair")
    assert code == 0, said
    assert check()[0] == 0

    # Fix one old fault: the baseline lists it in vain, until it is pruned.
    old = next(entry for entry in known if entry[1] == "TXT001")
    code, said = recordlint("fix", old[0], "--select", "TXT001", "--no-baseline")
    assert code == 0, said
    code, said = check()
    assert code == 0, said
    done = re.search(r"^(\d+) findings? (?:is|are) in the baseline and no longer there", said, re.MULTILINE)
    assert done
    code, said = recordlint("baseline", "--prune")
    assert (code, said) == (
        0,
        f"{BASELINE}: 0 added, {done[1]} removed; it lists {number - int(done[1]):,} findings.\n",
    )
    left = json.loads((repository / BASELINE).read_text())["findings"]
    assert old not in left
    assert "in the baseline and no longer there" not in check()[1]
