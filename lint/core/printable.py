"""Untrusted text, made safe to show on one line of a terminal or a CI log."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What GitHub Actions reads as a command in a log: `::` at the beginning of a line (a report may itself
# write the second colon after a file name), and `##[` anywhere in a line (actions/runner,
# ActionCommand.cs). The last character of each match is escaped.
_COMMAND = re.compile(r"\A *:(?=:|\Z)|##(?=\[)")


def printable(text: str) -> str:
    r"""Return *text* on one line, without anything that could forge a line or a command.

    Control characters, line breaks, all spaces except the plain one, invisible characters, those that
    change the direction of writing, and what a CI log would read as a command are escaped as in
    Python's strings (`\x1b`).
    """
    return text if _is_printable(text) else "".join(pieces(text))


def pieces(text: str) -> Sequence[str]:
    """Return what `printable` shows for each character of *text*: the character or its escape."""
    if _is_printable(text):
        return text
    shown = [char if char.isprintable() else _escape(char) for char in text]
    for match in _COMMAND.finditer(text):
        last = match.end() - 1
        shown[last] = f"\\x{ord(text[last]):02x}"
    return shown


def _is_printable(text: str) -> bool:
    return text.isprintable() and "##[" not in text and not text.lstrip(" ").startswith(":")


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
