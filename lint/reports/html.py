"""The format `html`: a page with the whole report, to look at, search, filter and print.

The page is a single file that loads nothing: its style and its script are inline, and a
Content-Security-Policy allows these two by their hashes and nothing else. The findings are inline data
(`application/json`), which the script shows as text.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import Any, TextIO
from urllib.parse import quote

from lint.core.findings import Finding, Line
from lint.core.printable import pieces, printable
from lint.core.project import IS_PUBLISHED, __version__
from lint.files import git
from lint.reports import Style, as_json, by_file, fingerprinted, summary, where_to_repair, words_of
from lint.reports.json import source_of, summary_of
from lint.results.run_result import RunResult
from lint.rules.reference import address, reference
from lint.settings import Settings

_DATA = "<!-- data -->"


def write(
    report: RunResult,
    settings: Settings,
    stream: TextIO,
    style: Style,
    *,
    review: Mapping[str, Any] | None = None,
) -> None:
    """Write the page; with *review*, the data for its script, also the buttons that decide on findings.

    The findings are iterated over once, and written one by one.
    """
    before, after = _template(("report.js",) if review is None else ("review.js", "report.js")).split(_DATA)
    stream.write(before)
    stream.write('<script type="application/json" id="data">{\n')
    for name, value in {**_about_run(report, settings, style), "review": review}.items():
        stream.write(f'"{name}": {_data(value)},\n')
    rules: dict[str, Any] = {}
    stream.write('"records": [')
    comma = ""
    for _, findings in by_file(report.findings):
        group = list(findings)
        for finding in group:
            if finding.code not in rules:
                rules[finding.code] = rule_row(finding)
        marks = [] if review is None else [mark for _, mark in fingerprinted(group)]
        stream.write(f"{comma}\n{_data(record_row(group, marks))}")
        comma = ","
    stream.write(f'],\n"rules": {_data(rules)}\n}}</script>\n')
    stream.write(after)


def _template(scripts: tuple[str, ...]) -> str:
    """Return the page without its data."""
    folder = files("lint.reports") / "page"
    page, look = ((folder / name).read_text("utf-8") for name in ("report.html", "report.css"))
    code = "".join((folder / name).read_text("utf-8") for name in scripts)
    policy = {
        "default-src": "'none'",
        "style-src": _allowed(look),
        "script-src": _allowed(code),
        "connect-src": "'self'" if len(scripts) > 1 else "'none'",
        "img-src": "data:",  # the icon, which is empty
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    parts = {
        "policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "style": look,
        "script": code,
    }
    for name, text in parts.items():
        page = page.replace(f"<!-- {name} -->", text)
    return page


def _allowed(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _data(value: Any) -> str:
    """Return *value* as JSON in which no browser sees a tag."""
    return as_json(value).replace("<", "\\u003c")


def _about_run(report: RunResult, settings: Settings, style: Style) -> dict[str, Any]:
    folder = os.getcwd()
    repository = settings.repo_url or git.web_address(folder)
    return {
        "version": __version__,
        "name": printable("/".join(repository.split("/")[3:]) or repository or os.path.basename(folder)),
        "files": git.files_address(repository, folder) if repository else "",
        "summary": summary_of(report),
        "drawings": report.drawings,
        "lines": list(summary(report, settings)),
        "failures": list(map(printable, report.failures)),
        "earlier": [{"label": printable(each.label), **each.summary} for each in style.earlier],
    }


def rule_row(finding: Finding) -> list[str]:
    """Return the data of the rule of *finding* for the script: its name, its title and its page."""
    known = reference(finding.code)
    page = address(finding.code) if IS_PUBLISHED else ""
    return [finding.name, known.title if known else "", page]


def record_row(findings: Sequence[Finding], marks: Sequence[str]) -> list[Any]:
    """Return the data of a record with its *findings*, and their *marks*, if any, for the script."""
    place = findings[0].location
    about = place.about
    shown = printable(place.file)
    return [
        shown,
        # A file name with escaped characters gets no link: it may consist of any bytes.
        quote(place.file) if shown == place.file and not place.file.startswith("../") else "",
        printable(place.kind),
        printable(place.record),
        *(
            (
                printable(about.title),
                about.page,
                list(map(printable, about.authors)),
                list(map(printable, about.organisms)),
                list(map(printable, about.communities)),
            )
            if about
            else ("", "", [], [], [])
        ),
        [[*_finding(finding), *marks[index : index + 1]] for index, finding in enumerate(findings)],
    ]


def _finding(finding: Finding) -> list[Any]:
    place, fix = finding.location, finding.fix
    return [
        finding.code,
        int(finding.severity),
        printable(finding.pointer),
        place.line,
        printable(finding.message),
        fix and [fix.applicability, printable(fix.title), printable(fix.why)],
        [[line.number, *_stretches(line)] for line in place.excerpt],
        [words_of(change) for change in place.changes],
        where_to_repair(finding),
        _source(finding),
        place.is_text,
    ]


def _source(finding: Finding) -> dict[str, Any] | None:
    place = source_of(finding.location.origin)
    return place and {"file": printable(place["file"]), "line": place["line"]}


def _stretches(line: Line) -> Iterator[str]:
    """Yield the text of *line* in pieces, alternately unmarked and marked."""
    shown = pieces(line.text)
    ends = [0]
    for start, end in sorted(line.marks):
        ends += [max(start, ends[-1]), max(end, ends[-1])]
    for start, end in pairwise([*ends, len(shown)]):
        yield "".join(shown[start:end])
