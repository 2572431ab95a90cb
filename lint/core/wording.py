"""Small pieces of the messages: near names, and how settings write names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence, Sized


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


def listed(words: Sequence[str]) -> str:
    """Return *words* as a sentence lists them: `one`, `one and two`, `one, two and three`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def and_more(items: Sized) -> str:
    """Return `, and 2 more` for three *items*: what to say behind the first of them; "" for one."""
    return f", and {len(items) - 1} more" if len(items) > 1 else ""


def kebab(name: str) -> str:
    """Return the name of a Python field as settings write it, `fail_on` as `fail-on`."""
    return name.replace("_", "-")


def digits_of(text: str) -> str:
    """Return the digits of *text*, which tell one thing of a series from another."""
    return "".join(filter(str.isdigit, text))


def letters_of(text: str) -> str:
    """Return the letters and digits of *text*, whatever its capitals, to compare it by."""
    return "".join(filter(str.isalnum, text.casefold()))


def unlike(one: str, other: str) -> str:
    """Return "; they differ in ..." for two texts of which people cannot see how they differ, "" for others.

    They have the same letters in another normal form, look-alike letters of another script, or
    characters that cannot be seen.
    """
    shortest = min(len(one), len(other))
    start = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    pieces = one[start : len(one) - end], other[start : len(other) - end]
    letters = [unicodedata.normalize("NFC", "".join(filter(str.isprintable, piece))) for piece in pieces]
    is_hidden = letters[0] == letters[1] or (
        max(map(len, letters)) == 1 and not "".join(letters).isascii() and "".join(letters).isalpha()
    )
    if not is_hidden:
        return ""
    codes = [" ".join(f"U+{ord(char):04X}" for char in piece) or "nothing" for piece in pieces]
    return f"; they differ in {codes[0]} against {codes[1]}"
