"""The names of the report formats; `lint.reports` has a module for each."""

from __future__ import annotations

from lint.core.findings import Detail
from lint.core.patterns import lazy

FORMATS = {
    "full": Detail.EXCERPT,
    "concise": Detail.NONE,
    "grouped": Detail.NONE,
    "overview": Detail.NONE,
    "json": Detail.NONE,
    "jsonl": Detail.NONE,
    "github": Detail.NONE,
    "gitlab": Detail.DIGEST,
    "sarif": Detail.REPLACEMENTS | Detail.DIGEST,
    "junit": Detail.NONE,
    "rdjson": Detail.SUGGESTION,
    "markdown": Detail.NONE,
    "html": Detail.EXCERPT | Detail.RECORD,
    "csv": Detail.EXCERPT | Detail.RECORD,
}
"""The formats that users can choose, each with the details of locations that it needs."""

STATISTICS = ("full", "concise", "grouped", "overview", "json", "csv", "markdown")
"""The formats that can show the number of findings of each rule; `lint.reports.statistics` writes them."""

ENDINGS = {
    ".csv": "csv",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".xml": "junit",
}
"""The formats of report files whose names end like this, unless another one is asked for."""

_PLACED = r"[A-Z]{3}[0-9]{3} "
_BEGINNINGS = (
    rf"[^\n]*:[0-9]+:[0-9]+: {_PLACED}",  # full, concise
    rf"[^\n]*\n +(?:[^\n]*:)?[0-9]+:[0-9]+:? +{_PLACED}",  # grouped
    rf" +[0-9,]+ (?:error|warning|info)s? +{_PLACED}",  # overview
    r"(?:Found|Fixed|Would fix) [0-9]|No (?:findings|records?) |There is no file to check",
    r"(?:Not (?:shown|applied)|Hidden by the baseline|Ignored by the settings): ",
    r'\{\n  "(?:version|summary|source)": ',  # json, rdjson
    r'\{"file": ',  # jsonl
    r'\[\]\s*\Z|\[\n  \{"description": ',  # gitlab
    r'\{"\$schema": "https://json\.schemastore\.org/sarif',
    r'<\?xml[^\n]*\n<testsuites name="recordlint"',  # junit
    r"::(?:error|warning|notice) file=",  # github
    r"## recordlint\n",  # markdown
    r'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security',
    r"record,title,authors,",  # csv
    r"\| rule \||code,name,severity,|findings +fixable ",  # statistics
    r"--- a/",  # a patch
)
_BEGINNING = lazy(rf"\ufeff?(?:{'|'.join(_BEGINNINGS)})")


def format_of(path: str) -> str:
    """Return the format that the ending of a file's name stands for; "" if it stands for none."""
    return next((ENDINGS[end] for end in reversed(ENDINGS) if path.lower().endswith(end)), "")


def is_report(text: str) -> bool:
    """Return whether a file that begins with *text* is a report of an earlier run, or is empty."""
    return not text or _BEGINNING.match(text) is not None
