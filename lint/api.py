"""The functions of the package."""

from __future__ import annotations

from lint.results.run_result import RunResult
from lint.run.runner import run
from lint.settings import Settings


def check(*paths: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with the records at *paths*, files and folders.

    Raises:
        UsageError: a path does not exist.
    """
    return run(paths, settings or Settings())


def fix(*paths: str, settings: Settings | None = None) -> RunResult:
    """Repair the records at *paths*, files and folders; return what was fixed and what remains.

    Raises:
        UsageError: a path does not exist.
    """
    return run(paths, settings or Settings(), fix=True)


def check_text(text: str, name: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with a file called *name* that holds *text*."""
    return run((), settings or Settings(), stdin=(name, text.encode()))


def fix_text(text: str, name: str, settings: Settings | None = None) -> str:
    """Return *text* after all fixes, as the content of a file called *name*."""
    return run((), settings or Settings(), stdin=(name, text.encode()), fix=True).output.decode()
