"""REC013: text that YAML drops is reported and restored; comments and anchors are left alone."""

from __future__ import annotations

import pytest
from checking import Checker

from lint.core.findings import Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.swallowed_text import SwallowedText


def record_of(text: str) -> Record:
    return Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY, "_pathways/WP1.md")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("title: Complex #4 of it", "title: 'Complex #4 of it'"),
        ("title: Complex\t#4", 'title: "Complex\\t#4"'),
        ("title: #4 of them", "title: '#4 of them'"),
        ("authors:\n- Lab #26\n- x", "authors:\n- 'Lab #26'\n- x"),
        ("authors: [Lab #26\n]", "authors: ['Lab #26'\n]"),
        ("a:\n- b: see (note #c) here\n  d: e", "a:\n- b: 'see (note #c) here'\n  d: e"),
        ("a: one\n  two #3 four\nb: c", "a: 'one two #3 four'\nb: c"),
        ("a: from\n\n  #7 and #9\nb: c", "a: 'from\n\n  #7 and #9'\n\nb: c"),
        ("a: from\n  #7 and #9\nb: c", "a: 'from #7 and #9'\nb: c"),
        ("a: &co and others", "a: '&co and others'"),
        ("a: [&co x, &d y, *d]", "a: ['&co x', &d y, *d]"),
        ("a:\n- &co and\n  others", "a:\n- '&co and others'"),
        ("a: &co", "a: '&co'"),
        ("title: 7 #of nine", "title: '7 #of nine'"),
        ("title: off #%x", "title: 'off #%x'"),
    ],
)
def test_the_unsafe_fix_puts_the_whole_text_in_quotes(text: str, fixed: str) -> None:
    (found,) = Checker([SwallowedText()]).check(record_of(text)).findings
    assert found.severity is Severity.WARNING
    _, same = Checker([SwallowedText()]).fix(record_of(text))
    assert same.text == record_of(text).text
    result, after = Checker([SwallowedText()], unsafe=True).fix(record_of(text))
    assert after.text == f"---\n{fixed}\n---\n"
    assert result.findings == []


def test_copies_that_were_cut_at_the_same_place_are_restored_together() -> None:
    text = "description: Zinc (see #4) in roots\nschema-jsonld:\n- description: Zinc (see #4) in roots"
    _, after = Checker([SwallowedText()], unsafe=True).fix(record_of(text))
    assert after.text.count(": 'Zinc (see #4) in roots'") == 2


def test_a_copy_that_was_not_cut_speaks_against_the_whole_text() -> None:
    text = "description: Zinc (see #4) in roots\nschema-jsonld:\n- description: Zinc (cut off"
    (found,) = Checker([SwallowedText()]).check(record_of(text)).findings
    assert found.fix is None


@pytest.mark.parametrize(
    ("text", "item", "line"),
    [
        ("authors:\n- Ann\n  - Bea\n- Cem", 0, 4),
        ("parts:\n  - Zinc\n  - Iron\n      - Ions", 1, 5),
        ("a:\n- b:\n  - Zinc\r\n    - Iron", 0, 5),
    ],
)
def test_an_item_that_is_read_as_the_text_of_the_one_above_is_told(text: str, item: int, line: int) -> None:
    record = record_of(text)
    (found,) = Checker([SwallowedText()]).check(record).findings
    assert found.path[-1] == item
    assert found.span is not None
    assert record.document.position(found.span[0])[0] == line


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- - b\n  - c",
        "a:\n- b:\n  - c",
        "a:\n- 'b\n  - c'",
        f"a:\n- {'long ' * 14}\n  - and its end",
        "title: from\n  - to",
        "a:\n- |\n  b\n  - c",
    ],
)
def test_a_dash_in_a_text_that_is_folded_or_quoted_is_none(text: str) -> None:
    assert Checker([SwallowedText()]).check(record_of(text)).findings == []


@pytest.mark.parametrize(("text", "pointer"), [("-id: x\ntitle: T", "/-id"), ("a:\n  -b: c", "/a/-b")])
def test_an_item_without_its_space_is_no_field(text: str, pointer: str) -> None:
    (found,) = Checker([SwallowedText()]).check(record_of(text)).findings
    assert found.pointer == pointer
    assert "a space is missing" in found.message


@pytest.mark.parametrize("text", ["'-id': x", "a: |\n  -id: x", "-1: x"])
def test_a_name_that_is_meant_to_begin_with_a_dash_is_left_alone(text: str) -> None:
    assert Checker([SwallowedText()]).check(record_of(text)).findings == []


def test_a_word_right_behind_the_sign_is_told_as_less_certain() -> None:
    (found,) = Checker([SwallowedText()]).check(record_of("title: Mode #fast")).findings
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "title: x # a comment",
        "title: x # 4 of them",
        "title: x (y) # (z)",
        "title: 'x' #4",
        "year: 2010 #4",
        "a:\n- b\n#2 c: d\n- e",
        "a:\n  b: c\n  #2 d: e",
        "a: b\n  #c: d",
        "a: x ## y",
        "a: |\n  b #2",
        "a: x # recordlint: ignore[TXT001]",
        "a: &b x\nc: *b",
        "a: &b {c: d}\ne:\n  <<: *b",
        "a: R&D and A &B",
        "a: &b [c]",
    ],
)
def test_comments_and_anchors_are_left_alone(text: str) -> None:
    assert Checker([SwallowedText()]).check(record_of(text)).findings == []
