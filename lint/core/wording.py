"""Small pieces of the messages: near names, and how settings write names."""

from __future__ import annotations

from collections.abc import Iterable


def close_matches(name: str, names: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return at most *count* of *names* that are like *name*, the nearest first; *cutoff* is in 0 to 1."""
    from difflib import get_close_matches  # takes a while to load

    return get_close_matches(name, list(names), count, cutoff)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the one of *names* nearest to *name*, "" where none is near."""
    folded = {known.casefold(): known for known in names}
    near = close_matches(name.casefold(), folded)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""


def shortened(text: str, width: int) -> str:
    """Return *text*, cut to *width* characters with `…` at the end if it is longer."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def kebab(name: str) -> str:
    """Return the name of a Python field as settings write it, `fail_on` as `fail-on`."""
    return name.replace("_", "-")
