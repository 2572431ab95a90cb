"""Names: the project's own, how settings write theirs, and the right ones for those that people get wrong."""

from __future__ import annotations

from collections.abc import Iterable

PROJECT = "OWNER/recordlint"
"""What the project is called on GitHub."""
HOME = f"https://github.com/{PROJECT}"
"""Where it is at home."""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with that of *names* nearest to *name*, "" where none is near."""
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""


def kebab(name: str) -> str:
    """Return how settings write the *name* of a field."""
    return name.replace("_", "-")
