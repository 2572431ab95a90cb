"""Merge keys: their meaning with any PyYAML, and where readers disagree."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint.documents.front_matter import FrontMatter

Part = tuple[str, int] | list[dict[str, int]]
"""A field with its value, or the mappings that one `<<` takes in."""

# PyYAML 6.0.4 tells names of one letter apart otherwise than longer ones.
names = st.sampled_from(["a", "b", "long", "longer"])
sources = st.dictionaries(names, st.integers(1, 2), max_size=3)
parts = st.lists(st.tuples(names, st.integers(1, 2)) | st.lists(sources, max_size=3), min_size=1, max_size=4)


def document(*mappings: str) -> FrontMatter:
    return FrontMatter("\n".join(["---", "m:", *(f"- {mapping}" for mapping in mappings), "---\n"]).encode())


def written(given: list[Part]) -> str:
    """Return the mapping in YAML."""

    def flow(items: list[str]) -> str:
        return f"{{{', '.join(items)}}}"

    entries = []
    for part in given:
        if isinstance(part, tuple):
            entries.append(f"{part[0]}: {part[1]}")
        else:
            taken = [flow([f"{name}: {value}" for name, value in source.items()]) for source in part]
            entries.append(f"<<: {taken[0] if len(taken) == 1 else '[' + ', '.join(taken) + ']'}")
    return flow(entries)


def as_yaml_says(given: list[Part]) -> dict[str, int]:
    """Return what the mapping means: its own fields win, then the last `<<`, then the first of a list."""
    merged = [
        item for part in given if isinstance(part, list) for source in part[::-1] for item in source.items()
    ]
    return dict([*merged, *(part for part in given if isinstance(part, tuple))])


def as_psych_does(given: list[Part]) -> dict[str, int]:
    """Return what Psych makes of it: each entry overrides those above it."""
    found: dict[str, int] = {}
    for part in given:
        found.update([part] if isinstance(part, tuple) else (i for s in part[::-1] for i in s.items()))
    return found


@given(parts)
def test_the_meaning_is_that_of_yaml_1_1(given: list[Part]) -> None:
    assert document(written(given)).values == {"m": [as_yaml_says(given)]}


@given(parts)
def test_where_nothing_is_disputed_readers_agree(given: list[Part]) -> None:
    text = written(given)
    if not document(text).disputed_merges:
        assert as_yaml_says(given) == as_psych_does(given) == yaml.load(text, Loader=yaml.CSafeLoader)


@given(parts)
def test_what_is_disputed_has_several_values(given: list[Part]) -> None:
    found: dict[str, set[int]] = {}
    for part in given:
        for name, value in [part] if isinstance(part, tuple) else [i for s in part for i in s.items()]:
            found.setdefault(name, set()).add(value)
    disputed = [name for _, _, names in document(written(given)).disputed_merges for name in names]
    assert len(disputed) == len(set(disputed))
    assert all(len(found[name]) > 1 for name in disputed)


@pytest.mark.parametrize(
    ("mapping", "disputed"),
    [
        ("{p: 1, <<: {p: 2}}", ["p"]),
        ("{p: 1, <<: {p: 1}}", None),
        ("{p: 1, <<: {p: 1.0}}", ["p"]),
        ("{p: [x], <<: {p: [x]}}", None),
        ("{<<: {p: 2}, p: 1}", None),
        ("{p: 1, <<: {p: 2}, p: 3}", None),
        ("{p: 1, <<: {q: 2}}", None),
        ("{<<: {p: 1}, <<: {p: 2}}", ["p"]),
        ("{<<: {p: 1}, p: 2, <<: {p: 2}}", None),
        ("{<<: [{p: 1, q: 1}, {p: 2, q: 1}]}", ["p"]),
        ("{p: 1, <<: [{p: 1}, {p: 2}]}", None),
        ("{p: 1, <<: {<<: {p: 2}}}", ["p"]),
        ("{p: {q: 1, <<: {q: 2}}}", ["q"]),
        ("{<<: {q: 1, <<: {q: 2}}}", ["q"]),
        ("{'<<': {p: 1}}", []),
        ('{"<<": [{p: 1}]}', []),
        ("{'<<': [x]}", None),
        ("{'<<': x, !!str <<: {p: 1}}", None),
    ],
)
def test_disputes(mapping: str, disputed: list[Any] | None) -> None:
    read = document(mapping)
    assert read.problem is None
    assert [names for _, _, names in read.disputed_merges] == ([] if disputed is None else [disputed])


def test_a_dispute_has_a_place() -> None:
    read = document("&x {p: 1, q: 1}", "p: 2\n  <<: *x", "*x")
    ((path, (start, end), names),) = read.disputed_merges
    assert (path, names, read.text[start:end]) == (("m", 1), ["p"], "<<")
    assert read.position(start) == read.position(read.text.index("<<"))
