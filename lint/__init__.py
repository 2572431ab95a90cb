"""recordlint: check and repair the metadata records of pathway databases.

    >>> import lint
    >>> result = lint.check("_pathways", select=["TXT"])
    >>> for finding in result.findings:
    ...     print(finding)
    >>> result.findings[0].location.line
    >>> lint.fix("_pathways/WP49.md").fixed
    >>> lint.fix_text(text, "_pathways/WP49.md")

A `RunResult` holds the findings that remain, what was fixed, and how many records were seen.
"""

from __future__ import annotations

from lint.core.project import __version__

TYPE_CHECKING = False  # importing it from `typing` takes longer
if TYPE_CHECKING:
    from lint.api import check, check_text, fix, fix_text, load
    from lint.core.errors import UsageError
    from lint.core.findings import Applicability, Finding, Fix, Location, Preview, Severity
    from lint.core.values import Insert, MakeAlias, Remove, Set
    from lint.kinds.models.figure import Figure
    from lint.kinds.models.pathway import Pathway
    from lint.records.record import Record
    from lint.results.run_result import RunResult
    from lint.rules import CorpusRule, Example, Fact, Rule, safe, suggestion, unsafe
    from lint.settings import Settings

__all__ = [
    "Applicability",
    "CorpusRule",
    "Example",
    "Fact",
    "Figure",
    "Finding",
    "Fix",
    "Insert",
    "Location",
    "MakeAlias",
    "Pathway",
    "Preview",
    "Record",
    "Remove",
    "Rule",
    "RunResult",
    "Set",
    "Settings",
    "Severity",
    "UsageError",
    "__version__",
    "check",
    "check_text",
    "fix",
    "fix_text",
    "load",
    "safe",
    "suggestion",
    "unsafe",
]


_MODULES = {
    "api": ("check", "check_text", "fix", "fix_text", "load"),
    "core.errors": ("UsageError",),
    "core.findings": ("Applicability", "Finding", "Fix", "Location", "Preview", "Severity"),
    "core.values": ("Insert", "MakeAlias", "Remove", "Set"),
    "kinds.models.figure": ("Figure",),
    "kinds.models.pathway": ("Pathway",),
    "results.run_result": ("RunResult",),
    "records.record": ("Record",),
    "rules": ("CorpusRule", "Example", "Fact", "Rule", "safe", "suggestion", "unsafe"),
    "settings": ("Settings",),
}
"""The modules of public names, imported when a name is used: `recordlint` handles Ctrl-C before that."""


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(f"lint.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
