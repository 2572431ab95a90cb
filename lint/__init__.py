"""recordlint: check and repair the metadata records of pathway repositories.

    >>> import lint
    >>> report = lint.check("_pathways")
    >>> for finding in report.findings:
    ...     print(finding.location.file, finding.location.line, finding.code, finding.message)
    >>> lint.fix("_pathways/WP49.md").fixed
    >>> lint.fix_text(text, "_pathways/WP49.md")

A `RunResult` holds the findings that remain, what was fixed, and how many records were seen.
"""

from __future__ import annotations

from lint.core.project import __version__

TYPE_CHECKING = False  # as `typing` has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

    from lint.core.errors import UsageError
    from lint.core.findings import Applicability, Finding, Fix, Location, Preview, Severity
    from lint.core.values import Insert, MakeAlias, Remove, Set
    from lint.rules import Example, Rule
    from lint.run.runner import RunResult
    from lint.settings import Settings

__all__ = [
    "Applicability",
    "Example",
    "Finding",
    "Fix",
    "Insert",
    "Location",
    "MakeAlias",
    "Preview",
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
]


_HOMES = {
    "core.errors": ("UsageError",),
    "core.findings": ("Applicability", "Preview", "Finding", "Fix", "Location", "Severity"),
    "rules": ("Example", "Rule"),
    "run.runner": ("RunResult",),
    "settings": ("Settings",),
    "core.values": ("Insert", "Remove", "Set", "MakeAlias"),
}
"""The modules of these names, which are imported when one is asked for: the command answers Ctrl-C before."""


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(f"lint.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def check(*paths: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with the records at *paths*, files and folders.

    Raises:
        UsageError: a path does not exist.
    """
    return _run(paths, settings)


def fix(*paths: str, settings: Settings | None = None) -> RunResult:
    """Repair the records at *paths*, files and folders, and return what was fixed and what remains.

    Raises:
        UsageError: a path does not exist.
    """
    return _run(paths, settings, fix=True)


def check_text(text: str, name: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with *text*, taken for the content of the file *name*."""
    return _run((), settings, stdin=(name, text.encode()))


def fix_text(text: str, name: str, settings: Settings | None = None) -> str:
    """Return *text* repaired, taken for the content of the file *name*."""
    return _run((), settings, stdin=(name, text.encode()), fix=True).output.decode()


def _run(paths: tuple[str, ...], settings: Settings | None, **how: Any) -> RunResult:
    from lint.run.runner import run
    from lint.settings import Settings

    return run(paths, settings or Settings(), **how)
