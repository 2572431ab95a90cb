"""Small pieces of the messages: near names, and how settings write names."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the one of *names* nearest to *name*, "" where none is near."""
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""


def kebab(name: str) -> str:
    """Return the name of a Python field as settings write it, `fail_on` as `fail-on`."""
    return name.replace("_", "-")
