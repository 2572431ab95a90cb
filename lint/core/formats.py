"""The names of the report formats; `lint.reports` has a module for each."""

from __future__ import annotations

from lint.core.findings import Detail

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
