"""Decoding reverses encoding; text that was not encoded is refused."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import About, Finding, Fix, Line, Location, Preview, Region, Replacement, Severity
from lint.core.values import Edit, Path, Set
from lint.results.encoding import DamagedResultError, decode, encode, pack, read, unpack
from lint.results.file_result import Counts, FileResult, Systematic
from lint.results.findings import TextFormat
from lint.results.packed import PackedFacts, PackedResults
from lint.rules import Fact

GROUPS = list[list[Finding]]

# With surrogates, alone and in pairs: file names that are not UTF-8 hold them.
texts = st.text(st.characters(), max_size=5) | st.sampled_from(["\ud800", "\ud83d\ude00", "\udcff"])
zones = st.none() | st.integers(-800, 800).map(lambda minutes: timezone(timedelta(minutes=minutes)))
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | texts
    | st.dates()
    | st.datetimes(timezones=zones)
    | st.binary(max_size=3)
)
keys = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | texts | st.dates()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)
paths = st.lists(keys, max_size=4).map(tuple)
spans = st.tuples(st.integers(0), st.integers(0))
regions = st.builds(
    Region, st.integers(1), st.integers(1), st.integers(1), st.integers(1), utf16=spans, utf8=spans
)


def edit_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Return edits of one *kind*."""
    of = {"path": paths, "source": paths, "value": values, "span": spans, "text": texts, "data": st.binary()}
    of |= {"name": texts, "after": st.none() | st.lists(texts, max_size=2).map(tuple)}
    return st.builds(kind, **{each.name: of[each.name] for each in fields(kind)})


edits = st.sampled_from(get_args(Edit)).flatmap(edit_of)


replacements = st.builds(Replacement, regions, texts)
names = st.lists(texts, max_size=2).map(tuple)
locations = st.builds(
    Location,
    texts,
    texts,
    texts,
    regions,
    texts,
    excerpt=st.lists(
        st.builds(Line, st.integers(1), texts, st.lists(spans, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    changes=st.lists(st.builds(Preview, texts, texts), max_size=2).map(tuple),
    replacements=st.lists(replacements, max_size=2).map(tuple),
    suggestion=st.none() | replacements,
    about=st.none() | st.builds(About, texts, texts, names, names, names),
)
findings = st.builds(
    Finding,
    code=texts,
    name=texts,
    path=paths,
    message=texts,
    fix=st.none() | st.builds(Fix, texts, st.lists(edits, max_size=2).map(tuple), why=texts),
    words=st.lists(spans, max_size=2).map(tuple),
    on_key=st.booleans(),
    span=st.none() | spans,
    copy=paths,
    is_systematic=st.booleans(),
    location=locations,
)
systematic = st.builds(Systematic, texts, findings, st.integers(1))
stamps = st.none() | st.tuples(st.integers(), st.integers(0), st.integers())
inputs = st.lists(st.tuples(st.tuples(texts, st.none() | texts), stamps, texts), max_size=3)


def counted(given: list[Systematic]) -> Counts:
    counts = Counts()
    for each in given:
        counts.add_systematic(each)
    return counts


def stating(result: FileResult, stated: dict[str, list[tuple[Any, str]]]) -> FileResult:
    about = result.path, result.kind, result.record
    return replace(
        result, facts={code: [Fact(*about, *each) for each in facts] for code, facts in stated.items()}
    )


bare_results = st.builds(
    FileResult,
    path=texts,
    kind=texts,
    record=texts,
    findings=st.lists(findings, max_size=2),
    fixed=st.lists(findings, max_size=1),
    counts=st.lists(systematic, max_size=2).map(counted),
    has_pending_fixes=st.booleans(),
    cacheable=st.booleans(),
    inputs=inputs,
    is_readable=st.booleans(),
    diff=texts,
    failure=texts,
)
stated = st.dictionaries(texts, st.lists(st.tuples(paths, texts), min_size=1, max_size=2), max_size=2)
results = st.lists(
    st.builds(stating, bare_results, stated),
    max_size=3,
    unique_by=lambda result: result.path,
)


def shape(value: Any) -> Any:
    """Return the types of all in *value*: `True` equals 1, and a float an integer."""
    if is_dataclass(value):
        return type(value), [shape(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, dict):
        return type(value), {key: (type(key), shape(inner)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [shape(inner) for inner in value]
    return type(value)


@given(st.lists(st.lists(findings, max_size=3), max_size=3))
def test_law_findings_come_back_the_same(groups: list[list[Finding]]) -> None:
    found = read(GROUPS, unpack(pack(groups)))
    assert found == groups
    assert shape(found) == shape(groups)


@given(results, st.none() | st.builds(TextFormat, texts, st.booleans()))
def test_law_results_come_back_the_same(given_results: list[FileResult], text_format: TextFormat) -> None:
    packed = PackedResults.of(given_results, text_format, lambda *_: "text")
    back = PackedResults.from_bytes(packed.to_bytes())
    assert back == packed
    assert back.unpacked() == given_results
    assert shape(back.unpacked()) == shape(given_results)


@given(paths, texts)
def test_law_facts_come_back_the_same(path: Any, data: str) -> None:
    given_fact = Fact("file", "kind", "record", path, data)
    results = PackedResults.of([FileResult("file", facts={"DUP001": [given_fact]})])
    (fact,) = PackedFacts(results.facts.values())
    assert fact == given_fact
    assert shape(fact.path) == shape(path)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(st.data(), findings)
def test_law_what_is_not_as_it_is_written_is_refused_in_words(data: st.DataObject, found: Finding) -> None:
    """A finding of which one part was replaced is another finding, or none; nothing else is raised."""
    row = decode(encode(found))
    holder: Any = [[row]]
    for _ in range(data.draw(st.integers(1, 5))):
        key = data.draw(st.integers(0, len(holder) - 1))
        if not isinstance(holder[key], list) or not holder[key]:
            break
        holder = holder[key]
    holder[data.draw(st.integers(0, len(holder) - 1))] = data.draw(plain)
    whole = [[row]]
    try:
        groups = read(GROUPS, whole)
    except DamagedResultError:
        return
    assert all(isinstance(each, Finding) for group in groups for each in group)


@given(st.binary(max_size=30) | plain.map(lambda value: json.dumps(value).encode()))
def test_law_other_bytes_are_refused_in_words(data: bytes) -> None:
    for reading in (
        decode,
        unpack,
        PackedResults.from_bytes,
        lambda data: PackedResults.from_bytes(len(data).to_bytes(4) + data),
        lambda data: read(GROUPS, unpack(zlib.compress(data))),
        lambda data: list(PackedFacts([zlib.compress(data)])),
    ):
        with suppress(DamagedResultError):
            reading(data)


def test_an_integer_longer_than_python_writes_comes_back() -> None:
    fix = Fix("title", (Set((), -1 << 20_000),))
    found = Finding("TXT001", "mojibake", Severity.INFO, (), "message", fix)
    assert read(GROUPS, unpack(pack([[found]]))) == [[found]]


@pytest.mark.parametrize("row", ["keywords", {"keywords": 0}, None, 3])
def test_a_path_is_a_list(row: Any) -> None:
    with pytest.raises(DamagedResultError):
        read(Path, row)
