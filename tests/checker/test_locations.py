"""The location of a finding: its digest, its columns in three units, and the text of its fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import documents, edits_on

from lint.checker.excerpts import MAX_CHANGES
from lint.checker.locations import Locator
from lint.checker.value_digests import digest
from lint.core.findings import Applicability, Detail, Finding, Fix, Location, Region, Replacement, Severity
from lint.core.values import Edit, Insert, Remove, Rewrite, Set
from lint.core.values import Path as ValuePath
from lint.documents.front_matter import FrontMatter
from lint.documents.splices import EditRefused
from lint.files import shown
from lint.kinds import builtin
from lint.records.record import Record
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

EDITS = Detail.REPLACEMENTS | Detail.SUGGESTION | Detail.DIGEST


def place(
    data: bytes,
    path: ValuePath = (),
    edits: tuple[Edit, ...] = (),
    applicability: Applicability = Applicability.SAFE,
    detail: Detail = EDITS,
    **how: Any,
) -> Location:
    """Return the place of a finding with a fix in the record *data*."""
    record = Record(FrontMatter(data), builtin()[0], "_pathways/WP1.md")
    fix = Fix("Mend it", edits, applicability) if edits else None
    finding = Finding("TXT001", "mojibake", Severity.WARNING, path, "wrong", fix, **how)
    (located,) = Locator(detail, Settings().applies).locate([finding], record)
    return located.location


def characters(region: Region, text: str) -> tuple[int, int]:
    """Return the indices that *region* stands for, counted anew, in characters."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    return (
        starts[region.line - 1] + region.column - 1,
        starts[region.end_line - 1] + region.end_column - 1,
    )


def encoded(encoding: str, unit: int, columns: Callable[[Region], tuple[int, int]]) -> Any:
    def indices(region: Region, text: str) -> tuple[int, int]:
        found = []
        for number, column in zip((region.line, region.end_line), columns(region), strict=True):
            before = "".join(line + "\n" for line in text.split("\n")[: number - 1])
            line = text.split("\n")[number - 1].encode(encoding)
            found.append(len(before) + len(line[: (column - 1) * unit].decode(encoding)))
        return found[0], found[1]

    return indices


UNITS = {
    "characters": characters,
    "UTF-16": encoded("utf-16-le", 2, lambda region: region.utf16),
    "UTF-8": encoded("utf-8", 1, lambda region: region.utf8),
}


def replaced(text: str, replacements: tuple[Replacement, ...], unit: str) -> bytes:
    """Return *text* as a reader of a report would edit it."""
    for replacement in reversed(replacements):
        start, end = UNITS[unit](replacement.region, text)
        text = text[:start] + replacement.text + text[end:]
    return text.encode()


@given(documents(), st.data())
def test_law_replacements_are_the_fix(drawn: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    text = drawn[0]
    document = FrontMatter(text.encode())
    assume(document.problem is None and document.values)
    edits = tuple(data.draw(edits_on(document.values)))
    found = place(text.encode(), (), edits)
    try:
        written = document.edited(edits)
    except EditRefused:
        assert (found.replacements, found.suggestion) == ((), None)
        return
    if found.suggestion is None:  # what the fix sets stands there already
        assert written == document.data
        return
    for unit in UNITS:
        assert replaced(text, found.replacements, unit) == written
        assert replaced(text, (found.suggestion,), unit) == written


def test_replacements_come_in_order_and_apart() -> None:
    found = place(b"---\na: x\nb: y\nc: z\n---", (), (Set(("c",), "v"), Set(("a",), "w"), Remove(("b",))))
    assert [(each.region.line, each.region.column, each.text) for each in found.replacements] == [
        (2, 4, "w"),
        (3, 1, ""),
        (4, 4, "v"),
    ]
    assert found.suggestion == Replacement(Region(2, 4, 4, 5, (4, 5), (4, 5)), "w\nc: v")


def test_replacements_that_touch_are_one() -> None:
    (one,) = place(b"---\na: x\nb: y\nc: z\n---", (), (Remove(("c",)), Remove(("b",)))).replacements
    assert one == Replacement(Region(3, 1, 5, 1, (1, 1), (1, 1)), "")


def test_a_rewrite_is_as_short_as_can_be() -> None:
    (one,) = place(b"---\na: \x81x\n---\n", (), (Rewrite("---\na: \u00e4x\n---\n".encode()),)).replacements
    assert one == Replacement(Region(2, 4, 2, 5, (4, 5), (4, 7)), "\u00e4")
    (one,) = place(b"\n\n---\na: x\n---\n", (), (Rewrite(b"---\na: x\n---\n"),)).replacements
    assert one == Replacement(Region(1, 1, 3, 1, (1, 1), (1, 1)), "")
    (one,) = place(b"\xef\xbb\xbf---\na: x\n---\n", (), (Rewrite(b"---\na: x\n---\n"),)).replacements
    assert (one.region.column, one.region.end_column, one.text) == (1, 2, "")


def test_only_what_may_be_applied_and_was_asked_for() -> None:
    edits = (Set(("a",), "1"),)
    for applicability in (Applicability.UNSAFE, Applicability.DISPLAY):
        assert place(b"---\na: x\n---", ("a",), edits, applicability).replacements == ()
    for detail in (Detail.NONE, Detail.EXCERPT):
        found = place(b"---\na: x\n---", ("a",), edits, detail=detail)
        assert (found.replacements, found.suggestion) == ((), None)
    assert place(b"---\na: x\n---", ("a",), edits, detail=Detail.SUGGESTION).replacements == ()
    assert place(b"---\na: x\n---", ("a",), edits, detail=Detail.REPLACEMENTS).suggestion is None


def test_columns() -> None:
    found = place('---\na: "𝛽é x"\n---'.encode(), ("a",), words=((3, 4),))
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 8, 2, 9)
    assert found.region.utf16 == (9, 10)
    assert found.region.utf8 == (12, 13)


def test_columns_over_several_lines() -> None:
    region = place("---\na: é b\n  c𝛽d\n---".encode(), span=(9, 15)).region
    assert region == Region(2, 6, 3, 5, (6, 6), (7, 8))
    region = place("---\na: é b\n  cd\n---".encode(), ("a",), span=(9, 14)).region
    assert region == Region(2, 6, 3, 4, (6, 4), (7, 4))


@pytest.mark.parametrize(
    ("path", "how", "region"),
    [
        ((), {}, (1, 1, 1, 4)),
        (("abc",), {}, (2, 6, 2, 7)),
        (("abc",), {"on_key": True}, (2, 1, 2, 4)),
        (("list",), {}, (3, 1, 3, 5)),
        (("list", 0), {}, (4, 3, 4, 7)),
        (("list", 0, "d"), {}, (4, 6, 4, 7)),
        (("abc",), {"span": (0, 2)}, (1, 1, 1, 3)),
    ],
)
def test_what_a_finding_points_at(path: ValuePath, how: Any, region: tuple[int, ...]) -> None:
    found = place(b"---\nabc: x\nlist:\n- d: y\n---", path, **how)
    assert (found.line, found.column, found.end_line, found.end_column) == region


def excerpt(data: bytes, *words: tuple[int, int]) -> list[tuple[int, str, list[str]]]:
    """Return the number and text of each line shown of the field `a`, and what is marked there."""
    lines = place(data, ("a",), detail=Detail.EXCERPT, words=words).excerpt
    return [(line.number, line.text, [line.text[start:end] for start, end in line.marks]) for line in lines]


def test_the_lines_of_an_excerpt() -> None:
    data = b"---\na: |\n  one two\n  three\n  four\n  five\n---"
    assert excerpt(data, (4, 7)) == [(3, "  one two", ["two"])]
    assert excerpt(data, (0, 3), (8, 13)) == [(3, "  one two", ["one"]), (4, "  three", ["three"])]
    assert excerpt(data, (0, 3), (4, 7), (8, 13), (14, 18), (19, 23), (8, 10)) == [
        (3, "  one two", ["one", "two"]),
        (4, "  three", ["three"]),
        (5, "  four", ["four"]),
    ]
    assert excerpt(b"---\r\na: one\r\n  two\r\n---\r\n", (0, 7)) == [(2, "a: one", ["one"])]
    (line,) = place(b"---\na: x", span=(4, 5), detail=Detail.EXCERPT).excerpt  # nothing ends the last line
    assert (line.text, line.marks) == ("a: x", ((0, 1),))


def test_what_stands_at_the_end_of_a_line_is_marked_there() -> None:
    (line,) = place(b"---\na: x\n---", span=(8, 8), detail=Detail.EXCERPT).excerpt
    assert (line.number, line.text, line.marks) == (2, "a: x", ((4, 4),))


@pytest.mark.parametrize(
    ("length", "at", "before", "after"),
    [
        (97, 0, 0, 0),
        (97, 96, 0, 0),
        (98, 0, 0, 1),
        (98, 97, 1, 0),
        (200, 0, 0, 103),
        (200, 47, 0, 103),
        (200, 48, 1, 102),
        (200, 100, 53, 50),
        (200, 150, 103, 0),
        (200, 199, 103, 0),
    ],
)
def test_a_long_line_is_cut_around_what_is_marked(length: int, at: int, before: int, after: int) -> None:
    line = f"a: {'x' * at}y{'x' * (length - at - 1)}"
    shown = f"{'…' * bool(before)}{line[before : len(line) - after]}{'…' * bool(after)}"
    assert excerpt(f"---\n{line}\nb: z\n---".encode(), (at, at + 1)) == [(2, shown, ["y"])]


def test_a_mark_ends_where_its_line_is_cut() -> None:
    ((_, shown, marked),) = excerpt(f"---\na: {'x' * 200}\n---".encode(), (0, 200))
    assert (shown, marked) == (f"a: {'x' * 97}…", ["x" * 97])


def test_digest() -> None:
    # Printed by: printf '"x"' | sha256sum
    assert digest("x") == place(b"---\na: x\n---", ("a",)).digest == "ba2df4903a2c14e8"
    assert digest({"b": [1, None], "a": "β"}) == digest({"a": "β", "b": [1, None]})
    assert digest("1") != digest(1)
    assert len(digest("")) == 16


def test_the_digest_is_of_the_value_not_of_its_form() -> None:
    assert place(b"---\nb: 1\na: {x: 1, y: [2]}\n---", ("a",)).digest == (
        place(b"---\na:\n  y:\n  - 2\n  'x': 1\n---", ("a",)).digest
    )


def test_the_digest_of_words_is_theirs_not_that_of_the_whole_text() -> None:
    def digest_of(text: str, *words: str) -> str:
        spans = tuple((text.index(word), text.index(word) + len(word)) for word in words)
        return place(f"---\na: {text}\n---".encode(), ("a",), words=spans).digest

    fault = digest_of("The TNF-Î± binds. It is red.", "Î±")
    assert fault == digest_of("Here too the TNF-Î± binds. It is blue.", "Î±")
    assert fault != digest_of("The TNFR-Î± binds. It is red.", "Î±")
    assert fault != digest_of("The TNF-Î±, IL-Î² bind.", "Î±", "Î²")


def test_what_has_no_value_has_the_digest_of_none() -> None:
    assert place(b"---\na: x\n---").digest == place(b"no record").digest == digest(None)
    assert place(b"---\na: x\n---", ("a", "b"), span=(0, 3)).digest == digest(None)


def test_any_value_has_a_digest() -> None:
    text = b"---\na: {1: x, b: y, 2020-01-01: z, null: .nan, true: 2020-01-01}\n---"
    assert len(place(text, ("a",)).digest) == 16
    assert digest({1: "x", "b": [{2: "y"}]}) != digest({1: "x", "b": [{2: "z"}]})
    assert digest({1: "x", "b": "y"}) == digest({"1": "x", "b": "y"})


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return the changes that a fix of *before* is shown with."""
    data = f"---\na: '{before}'\n---".encode()
    found = place(data, ("a",), (Set(("a",), after),), detail=Detail.EXCERPT).changes
    return [(change.before, change.after) for change in found]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("CreativeWork", "The cell cycle", [("CreativeWork", "The cell cycle")]),
        ("a b c", "a x c", [("b", "x")]),
        ("a b c d e", "a x c y e", [("b", "x"), ("d", "y")]),
        ("a c", "a b c", [(" c", " b c")]),
        ("a b", "b", [("a b", "b")]),
        ("a a", "a a a", [("a", "a a")]),
        ("a  b c", "a b c", [("a  b", "a b")]),
        ("a b", "a b", []),
        ("", "a", [("", "a")]),
        ("a", "", [("a", "")]),
        ("a b", "a b c", [("b", "b c")]),
        ("a b c", "b c", [("a b", "b")]),
    ],
)
def test_changes_are_the_words_that_differ(before: str, after: str, changes: list[tuple[str, str]]) -> None:
    assert changed(before, after) == changes


def test_long_words_are_shown_from_shortly_before_their_difference() -> None:
    ((before, after),) = changed(f"{'x' * 200}1 b", f"{'x' * 200}2 b")
    assert (before, after) == (f"…{'x' * 25}1", f"…{'x' * 25}2")


@pytest.mark.parametrize(
    ("value", "shown"), [("x", "x"), (None, "null"), ([1, "y"], "[1, y]"), ({"z": 2}, "{z: 2}")]
)
def test_values_that_are_no_text_are_shown_whole(value: Any, shown: str) -> None:
    found = place(b"---\na: 5\n---", ("a",), (Set(("a",), value),), detail=Detail.EXCERPT).changes
    assert [(change.before, change.after) for change in found] == [("5", shown)]


def test_a_text_that_becomes_none_and_fields_that_go_and_come() -> None:
    edits = (Set(("a",), None), Remove(("b",)), Remove(("none",)), Insert(("c", 1), "w"))
    found = place(b"---\na: x\nb: y\nc: [z]\n---", (), edits, detail=Detail.EXCERPT).changes
    assert [(change.before, change.after) for change in found] == [("x", "null"), ("y", ""), ("", "w")]


def test_long_values_are_shown_in_part() -> None:
    assert changed("x" * 100, "y" * 101) == [("x" * 100, f"{'y' * 99}…")]


def test_changes_are_shown_once_and_not_too_many() -> None:
    data = f"---\na: [{', '.join(f'x{number}' for number in range(30))}]\n---".encode()
    same = tuple(Set(("a", number), "y") for number in range(30))
    assert len(place(data, (), same, detail=Detail.EXCERPT).changes) == MAX_CHANGES
    before, after = (" k ".join(f"{letter}{number}" for number in range(30)) for letter in "ab")
    assert len(changed(before, after)) == MAX_CHANGES
    data = f"---\na: [{', '.join('x' for _ in range(30))}]\n---".encode()
    assert len(place(data, (), same, detail=Detail.EXCERPT).changes) == 1


WORDS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=8)


@given(WORDS, WORDS)
def test_law_changes_hold_each_word_that_goes_or_comes(before: list[str], after: list[str]) -> None:
    changes = changed(" ".join(before), " ".join(after))
    assert set(before) - set(after) <= {word for gone, _ in changes for word in gone.split()}
    assert set(after) - set(before) <= {word for _, come in changes for word in come.split()}
    assert bool(changes) == (before != after)


def test_the_corpus(corpus_records: list[Path]) -> None:
    """Every safe fix of the real records can be offered, and is what a fix alone would write."""
    files = {shown(str(path)): path for path in corpus_records}
    findings = run(
        [*map(str, corpus_records)], Settings(level="info"), RunOptions(corpus=False, detail=EDITS)
    ).findings
    offered = 0
    for finding in findings:
        if finding.fix is None or finding.fix.applicability is not Applicability.SAFE:
            assert finding.location.replacements == ()
            continue
        data = files[finding.location.file].read_bytes()
        written = FrontMatter(data).edited(finding.fix.edits)
        assert replaced(data.decode("utf-8", "replace"), finding.location.replacements, "UTF-16") == written
        offered += 1
    assert offered > 100
