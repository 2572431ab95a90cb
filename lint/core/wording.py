"""Small parts of messages: similar names, lists, shortened texts."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Sized
from itertools import islice

_MAX_CODES = 8  # code points of a difference that are told


def close_matches(name: str, names: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return at most *count* of *names* that are similar to *name*, the most similar first.

    *cutoff* is the least similarity, from 0 to 1.
    """
    from difflib import get_close_matches  # slow to import

    likely = [each for each in names if 2 * min(len(each), len(name)) >= cutoff * (len(each) + len(name))]
    return get_close_matches(name, likely, count, cutoff) if likely else []


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the one of *names* most similar to *name*, whatever their case; "" if none is similar."""
    folded = {known.casefold(): known for known in names}
    near = close_matches(name.casefold(), folded, cutoff=cutoff)
    return folded[near[0]] if near else ""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the one of *names* most similar to *name*; "" if none is similar."""
    near = nearest(name, names)
    return f'; did you mean "{near}"?' if near else ""


def shortened(text: str, width: int) -> str:
    """Return *text*, cut to *width* characters with `…` at the end if it is longer."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def listed(words: Sequence[str]) -> str:
    """Return *words* as a list in a sentence: `one`, `one and two`, `one, two and three`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def and_more(items: Sized) -> str:
    """Return `, and 2 more` for three *items*, to follow the first of them; "" for one."""
    return f", and {len(items) - 1:,} more" if len(items) > 1 else ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun, `1,053 records`."""
    if number != 1:
        noun = re.sub("(?<![aeiou])y$", "ie", noun)
        noun = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number:,} {noun}"


def some(words: Iterable[str], total: int, most: int) -> str:
    """Return the first *most* of *words* as a list, with how many more of the *total* there are."""
    shown = ", ".join(islice(words, most))
    return f"{shown} and {total - most:,} more" if total > most else shown


def kebab(name: str) -> str:
    """Return the name of a Python field in settings, `fail-on` for `fail_on`."""
    return name.replace("_", "-")


def digits_of(text: str) -> str:
    """Return the digits of *text*, which distinguish the members of a series."""
    return "".join(filter(str.isdigit, text))


def letters_of(text: str) -> str:
    """Return the letters and digits of *text* in lower case, for comparisons."""
    return "".join(filter(str.isalnum, text.casefold()))


def common_start(one: str | bytes, other: str | bytes) -> int:
    """Return how many characters both texts begin with alike, found by bisection."""
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, True, key=lambda length: one[:length] != other[:length])


def unlike(one: str, other: str) -> str:
    """Return "; they differ in ..." for two texts whose difference cannot be seen; "" for others.

    Such texts differ in their normal form, in ligatures, in look-alike characters of other scripts, or
    in invisible characters.
    """
    start = common_start(one, other)
    end = common_start(one[start:][::-1], other[start:][::-1])
    pieces = one[start : len(one) - end], other[start : len(other) - end]
    letters = ["".join(filter(str.isprintable, unicodedata.normalize("NFKC", piece))) for piece in pieces]
    is_hidden = letters[0] == letters[1] or (
        len(letters[0]) == len(letters[1]) and all(map(_may_look_alike, *letters))
    )
    if not is_hidden:
        return ""
    codes = [
        " ".join([f"U+{ord(char):04X}" for char in piece[:_MAX_CODES]] + ["…"] * (len(piece) > _MAX_CODES))
        or "nothing"
        for piece in pieces
    ]
    if "nothing" in codes:
        return f"; one of them also has {codes[0] if codes[1] == 'nothing' else codes[1]}"
    return f"; they differ in {codes[0]} against {codes[1]}"


def _may_look_alike(one: str, other: str) -> bool:
    """Return whether two characters are equal, or of the same sort and not both on a keyboard."""
    return one == other or (
        not (one.isascii() and other.isascii())
        and unicodedata.category(one)[0] == unicodedata.category(other)[0]
    )
