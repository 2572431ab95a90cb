"""The formats of reports, by name; `lint.reports` has a module for each."""

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
"""The formats that a user can choose, and the details of locations that each one needs."""

STATISTICS = ("full", "concise", "grouped", "overview", "json", "csv", "markdown")
"""Those that can say how many findings each rule has; `lint.reports.statistics` writes them."""
