"""Differences between two sequences, found in linear time.

Finding the smallest set of differences takes quadratic time or more. Instead, items that occur exactly
once in both sequences are matched first (a patience diff). The stretches between them are compared item
by item if they are equally long, and in the slower, minimal way only if they are short.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

Range: TypeAlias = "tuple[int, int]"
"""A half-open range of indices, as of `range`."""

_FEW = 400  # pairs of items up to which the smallest set of differences is computed


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[Range, Range]]:
    """Yield the ranges of *old* and *new* that differ, in order; everything between them is equal."""
    start, behind = _shared_ends(old, new, (0, len(old)), (0, len(new)))
    end, new_end = len(old) - behind, len(new) - behind
    gone, come = Counter(old[start:end]), Counter(new[start:new_end])
    places = {old[index]: index for index in range(start, end) if gone[old[index]] == 1}
    pairs = [
        (places[new[index]], index)
        for index in range(start, new_end)
        if come[new[index]] == 1 and new[index] in places
    ]
    matched = [pairs[number] for number in longest_increasing([place for place, _ in pairs])]
    for (i, k), (j, m) in pairwise([(start - 1, start - 1), *matched, (end, new_end)]):
        yield from _between(old, new, (i + 1, j), (k + 1, m))


def _between(
    old: Sequence[Hashable], new: Sequence[Hashable], one: Range, other: Range
) -> Iterator[tuple[Range, Range]]:
    """Yield the differences between two ranges: item by item if they are equally long."""
    start, behind = _shared_ends(old, new, one, other)
    (i, j), (k, m) = (one[0] + start, one[1] - behind), (other[0] + start, other[1] - behind)
    if j - i != m - k:
        if (j - i) * (m - k) > _FEW:
            yield (i, j), (k, m)
        else:
            yield from _fewest(old, new, (i, j), (k, m))
        return
    for are_equal, group in groupby(range(j - i), lambda number: old[i + number] == new[k + number]):
        if not are_equal:
            numbers = list(group)
            first, last = numbers[0], numbers[-1] + 1
            yield (i + first, i + last), (k + first, k + last)


def _fewest(
    old: Sequence[Hashable], new: Sequence[Hashable], one: Range, other: Range
) -> Iterator[tuple[Range, Range]]:
    """Yield the smallest set of differences between two ranges that `difflib` finds."""
    if one[0] == one[1] or other[0] == other[1]:
        yield one, other
        return
    from difflib import SequenceMatcher  # slow to import, and few fixes need it

    matcher = SequenceMatcher(None, old[slice(*one)], new[slice(*other)], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield (one[0] + i, one[0] + j), (other[0] + k, other[0] + m)


def _shared_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], one: Range, other: Range
) -> tuple[int, int]:
    """Return the lengths of the common prefix of two ranges and of the common suffix of the rest."""
    shortest = min(one[1] - one[0], other[1] - other[0])
    start = 0
    while start < shortest and old[one[0] + start] == new[other[0] + start]:
        start += 1
    behind = 0
    while behind < shortest - start and old[one[1] - 1 - behind] == new[other[1] - 1 - behind]:
        behind += 1
    return start, behind


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing subsequence of *numbers*, by patience sorting."""
    tops: list[int] = []
    top_of: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        previous.append(top_of[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        top_of[pile : pile + 1] = [index]
    found: list[int] = []
    index = top_of[-1] if top_of else -1
    while index >= 0:
        found.append(index)
        index = previous[index]
    return found[::-1]
