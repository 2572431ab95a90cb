"""Refused fixes are found in few readings, and each fix can be offered separately."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from checking import Checker
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import documents, edits_on

from lint.checker.combining import apply_fixes, separate_splices
from lint.core.findings import Applicability, Finding, Severity
from lint.core.limits import MAX_READINGS, MAX_TRIES
from lint.core.values import Edit, Insert, Remove, Set
from lint.documents.front_matter import FrontMatter
from lint.documents.splices import EditRefused, spliced
from lint.kinds.pages import ORGANISM
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import Rule, safe, unsafe
from lint.rules.rec.swallowed_text import SwallowedText
from lint.rules.txt.missing_value_leak import MissingValueLeak


def finding(number: int, *edits: Edit) -> Finding:
    return Finding("TXT001", "x", Severity.ERROR, (number,), "x", safe("mend", *edits))


class Counted(FrontMatter):
    """A document that counts how often it is read."""

    readings = 0

    def with_data(self, data: bytes) -> FrontMatter:
        type(self).readings += 1
        return FrontMatter(data, self.limits)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    monkeypatch.setattr(Counted, "readings", 0)
    return Counted


def test_fixes_that_cannot_be_drafted_take_no_reading_each(counted: type[Counted]) -> None:
    lines = "".join(f"a{n}: # why\n- x\nb{n}: 1\n" for n in range(500))
    document = counted(f"---\n{lines}---\n".encode())
    findings = [finding(n, Set((f"a{n // 2}" if n % 2 else f"b{n // 2}",), "text")) for n in range(1_000)]
    data, accepted, refused = apply_fixes(document, findings)
    assert [each.path[0] % 2 for each in accepted] == [0] * 500
    assert {number % 2 for _, (number,) in refused} == {1}
    assert data.count(b": text\n") == 500
    assert counted.readings < 10


def test_where_no_draft_shows_which_fixes_are_at_fault_there_is_an_end(counted: type[Counted]) -> None:
    """A field that is there cannot be inserted: each fix is refused when it is applied, no sooner."""
    fields = "".join(f"a{n}: x\n" for n in range(400))
    document = counted(f"---\n{fields}---\n".encode())
    findings = [finding(n, Insert((f"a{n}",), 1)) for n in range(400)]
    data, accepted, refused = apply_fixes(document, findings)
    assert (data, accepted, len(refused)) == (document.data, [], 400)
    assert "too many other fixes for this record cannot be written" in refused.values()
    assert counted.readings <= 3 * MAX_READINGS


def test_fixes_are_offered_from_few_readings(counted: type[Counted]) -> None:
    items = "".join(f"- x{n}\n" for n in range(300))
    document = counted(f"---\na:\n{items}b: 1\n---\n".encode())
    findings = [finding(n, Remove(("a", n)) if n % 3 else Set(("a", n), "y")) for n in range(300)]
    found = separate_splices(document, findings)
    assert counted.readings < 5
    for number in (0, 1, 299):
        assert spliced(document.text, found[number]).encode() == document.edited(findings[number].fix.edits)
    assert all(found)


@given(documents(), st.data())
def test_law_what_a_fix_changes_by_itself(drawn: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    document = FrontMatter(drawn[0].encode())
    assume(document.problem is None and document.values)
    drawn_edits = data.draw(st.lists(st.builds(list, edits_on(document.values)), min_size=1, max_size=5))
    findings = [finding(number, *edits) for number, edits in enumerate(drawn_edits)]
    for each, splices in zip(findings, separate_splices(document, findings), strict=True):
        try:
            written = document.edited(each.fix.edits)
        except EditRefused:
            assert list(splices) == []
        else:
            assert spliced(document.text, splices).encode() == written


class Spoiling(Rule):
    """Its fixes bring a fault each, at the very value or somewhere else."""

    code, name, severity = "TXT901", "spoiling", Severity.WARNING
    runs = 0

    def check(self, record: Record) -> Iterator[Finding]:
        type(self).runs += 1
        for name, value in record.values.items():
            if value == "bad":
                yield self.finding((name,), "bad", fix=safe("mend", Set((name,), "worse")))
            elif value == "good":
                yield self.finding((name,), "not best", fix=safe("mend", Set((name,), "best")))


class Worse(Rule):
    """It finds what the other makes."""

    code, name, severity = "TXT902", "worse", Severity.WARNING

    def __init__(self, elsewhere: bool) -> None:
        super().__init__()
        self.elsewhere = elsewhere

    def check(self, record: Record) -> Iterator[Finding]:
        for name, value in record.values.items():
            if value == "worse":
                yield self.finding(("wpid",) if self.elsewhere else (name,), f"{name} is worse")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_fixes_that_bring_faults_are_found_in_few_runs_of_the_rules(
    elsewhere: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Spoiling, "runs", 0)
    fields = "".join(f"f{n:03}: {'good' if n == 150 else 'bad'}\n" for n in range(200))
    record = Record(FrontMatter(f"---\n{fields}wpid: WP1\n---\n".encode()), PATHWAY, "_pathways/WP1.md")
    result, after = Checker([Spoiling(), Worse(elsewhere)]).fix(record)
    assert Spoiling.runs <= MAX_TRIES + 30
    assert b"worse" not in after.document.data
    assert all(each.fix.why.startswith("not applied: it would cause TXT902: f") for each in result.findings)
    if not elsewhere:
        assert after.values["f150"] == "best"
        assert len(result.findings) == 199


def test_an_anchor_whose_last_alias_goes_is_not_taken_for_text() -> None:
    text = "---\nlatin: Homo sapiens\ngroup: &x none\ncommon: *x\n---\n"
    checker = Checker([MissingValueLeak(), SwallowedText()], unsafe=True)
    record = Record(FrontMatter(text.encode()), ORGANISM, "_organisms/a.md")
    result, record = checker.fix(record)
    assert "&x none" in record.text
    assert "'&x none'" not in record.text
    assert result.findings


def test_a_check_marks_no_unsafe_fix_that_would_lose_a_comment() -> None:
    text = "---\nauthors:\n- Egonw\n- none # who was it?\n---\n"
    record = Record(FrontMatter(text.encode()), PATHWAY, "_pathways/WP1.md")
    (found,) = Checker([MissingValueLeak()]).check(record).findings
    assert found.fix is not None
    assert found.fix.is_refused


class Careless(Rule):
    """Its fix of `f1` is safe, its fix of `f2` is not."""

    code, name, severity = "TXT903", "careless", Severity.WARNING

    def check(self, record: Record) -> Iterator[Finding]:
        for field, mend in (("f1", safe("mend", Set(("f1",), "good"))), ("f2", _SPOILING)):
            if record.values[field] == "bad":
                yield self.finding((field,), "bad", fix=mend)


class Beside(Rule):
    """It finds in `f1` what is wrong in `f2`."""

    code, name, severity = "TXT904", "beside", Severity.WARNING

    def check(self, record: Record) -> Iterator[Finding]:
        if record.values["f2"] == "worse":
            yield self.finding(("f1",), "f2 is worse")


_SPOILING = unsafe("mend", Set(("f2",), "worse"), why="it may be meant")


def test_an_unsafe_fix_does_not_cost_a_safe_one() -> None:
    record = Record(FrontMatter(b"---\nf1: bad\nf2: bad\nwpid: WP1\n---\n"), PATHWAY, "_pathways/WP1.md")
    _, after = Checker([Careless(), Beside()], unsafe=True).fix(record)
    assert (after.values["f1"], after.values["f2"]) == ("good", "bad")


class Wavering(Rule):
    """It safely replaces `a` by `b`, and not safely `b` by `a`."""

    code, name, severity = "TXT905", "wavering", Severity.WARNING

    def check(self, record: Record) -> Iterator[Finding]:
        if record.values["f1"] == "a":
            yield self.finding(("f1",), "a", fix=safe("take b", Set(("f1",), "b")))
        else:
            yield self.finding(("f1",), "b", fix=unsafe("take a", Set(("f1",), "a"), why="perhaps"))


@pytest.mark.parametrize("is_unsafe", [False, True])
def test_of_fixes_that_undo_each_other_the_safe_one_is_applied_as_announced(is_unsafe: bool) -> None:
    record = Record(FrontMatter(b"---\nf1: a\nwpid: WP1\n---\n"), PATHWAY, "_pathways/WP1.md")
    checker = Checker([Wavering()], unsafe=is_unsafe)
    (announced,) = checker.check(record).findings
    result, after = checker.fix(record)
    assert announced.applicability is Applicability.SAFE
    assert after.values["f1"] == "b"
    assert [finding.path for finding in result.fixed] == [("f1",)]
    (left,) = result.findings
    assert left.fix
    assert left.fix.why == "not applied: the fixes of TXT905 undo each other on this record"
    assert checker.check(after).findings == result.findings


def test_what_remains_is_told_after_a_fix_as_by_a_check() -> None:
    """An unsafe fix that would be refused, which a run without unsafe fixes does not try."""
    record = Record(FrontMatter(b"---\nf1: bad\nf2: bad\nwpid: WP1\n---\n"), PATHWAY, "_pathways/WP1.md")
    checker = Checker([Careless(), Beside()])
    result, after = checker.fix(record)
    checked = checker.check(after)
    assert result.findings == checked.findings
    assert [finding.applicability for finding in result.findings] == [Applicability.DISPLAY]
