"""The commands that GitHub Actions sees in a log, parsed according to its documentation and its runner.

docs.github.com, "Workflow commands for GitHub Actions"; actions/runner, ActionCommand.cs: a line that
begins with `::`, after optional white space, or that contains `##[`; properties are between the name and
the next `::`, separated by commas; `%0D`, `%0A`, in properties `%3A` and `%2C`, and last `%25` are decoded.
"""

from __future__ import annotations

DATA = (("%0D", "\r"), ("%0A", "\n"))
PROPERTY = (*DATA, ("%3A", ":"), ("%2C", ","))

Command = tuple[str, dict[str, str], str]


def commands(log: str) -> list[Command]:
    """Return name, properties and data of each command in *log*."""
    found: list[Command] = []
    for line in log.replace("\r", "\n").split("\n"):
        text = line.lstrip()
        if text.startswith("::") and "::" in text[2:]:
            info, _, data = text[2:].partition("::")
            name, _, properties = info.partition(" ")
            pairs = (each.split("=", 1) for each in properties.strip().split(",") if "=" in each)
            found.append((name, {key: undone(value, PROPERTY) for key, value in pairs}, undone(data, DATA)))
        elif "##[" in text and "]" in text.partition("##[")[2]:
            info, _, data = text.partition("##[")[2].partition("]")
            found.append((info.partition(" ")[0], {}, data))
    return found


def undone(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, character in (*escapes, ("%25", "%")):
        text = text.replace(escape, character)
    return text
