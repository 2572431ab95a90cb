"""One record: rules run, fixes settle, and problems are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from checking import Checker

from lint.checker.combining import compatible
from lint.checker.rule_runner import RuleRunner
from lint.core.deadline import Deadline
from lint.core.findings import Finding, Severity
from lint.core.limits import DEFAULT
from lint.core.values import Edit, EditComment, Insert, MakeAlias, Remove, Rewrite, Set
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import MAX_MESSAGE, FormatRule, Rule, safe, unsafe
from lint.rules.rec.unused_suppression import UnusedSuppression

Check = Callable[[Rule, Record], Iterator[Finding]]


def rule_of(code: str, check: Check, base: type[Rule] = Rule, **attributes: Any) -> Rule:
    """Return a rule made for a test."""
    body = {"code": code, "name": code.lower(), "severity": Severity.ERROR, "check": check, **attributes}
    return type(code, (base,), body)()


def setting(code: str, path: tuple[Any, ...], old: Any, new: Any, **attributes: Any) -> Rule:
    """Return a rule that turns *old* at *path* into *new*."""

    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        value = record.values.get(path[0]) if len(path) == 1 else record.values[path[0]][path[1]]
        if value == old:
            yield rule.finding(path, f"{old}", fix=safe("set", Set(path, new)))

    return rule_of(code, check, **attributes)


def record_of(text: str) -> Record:
    (kind,) = (kind for kind in builtin() if kind.name == "pathway")
    return Record(FrontMatter(f"---\n{text}\n---".encode()), kind, "_pathways/WP1.md")


def fixed(text: str, *rules: Rule, unsafe: bool = False) -> tuple[str, Any]:
    checked, after = Checker(rules, unsafe=unsafe).fix(record_of(text))
    return after.document.data.decode().removeprefix("---\n").removesuffix("\n---"), checked


def test_findings_are_sorted_by_place() -> None:
    rules = [
        setting("TXT002", ("b",), 2, 0),
        setting("TXT001", ("b",), 2, 0),
        setting("TXT003", ("a",), 1, 0),
    ]
    found = Checker(rules).check(record_of("a: 1\nb: 2")).findings
    assert [(finding.location.line, finding.code) for finding in found] == [
        (2, "TXT003"),
        (3, "TXT001"),
        (3, "TXT002"),
    ]


def test_records_checked_together_are_judged_each_by_itself() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("a",), f"{record.values['a']}")

    figure, pathway, *_ = builtin()
    texts = [(pathway, "a: 1"), (figure, "a: 2"), (figure, "b: 3"), (pathway, "a: {"), (pathway, "a: 5")]
    records = [Record(FrontMatter(f"---\n{text}\n---".encode()), kind) for kind, text in texts]
    rules = [
        rule_of("TXT001", check),
        rule_of("TXT002", check, kinds={"pathway"}),
        rule_of("REC001", lambda rule, record: iter([rule.finding((), "read")]), base=FormatRule),
    ]
    run = RuleRunner(rules, (), Deadline(DEFAULT.seconds)).run
    found = run(records)
    assert [[(each.code, each.message) for each in group] for group in found] == [
        [("TXT001", "1"), ("TXT002", "1"), ("REC001", "read")],
        [("TXT001", "2"), ("REC001", "read")],
        [("REC900", found[2][0].message), ("REC001", "read")],
        [("REC001", "read")],
        [("TXT001", "5"), ("TXT002", "5"), ("REC001", "read")],
    ]
    assert found == [run([record])[0] for record in records]


def test_of_a_rule_that_finds_very_much_the_rest_is_counted() -> None:
    def much(rule: Rule, record: Record) -> Iterator[Finding]:
        for number in range(7):
            yield rule.finding(("a",), f"again {number}")

    rules = [rule_of("TXT001", much), setting("TXT002", ("a",), 1, 2)]
    checker = Checker(rules, limits={"findings-per-rule": 5})
    result = checker.check(record_of("a: 1"))
    messages = [finding.message for finding in result.findings]
    told = "again 4; and 2 more of this rule (`limits.findings-per-rule`)"
    assert sorted(messages) == ["1", "again 0", "again 1", "again 2", "again 3", told]
    assert result.counts.below_level == {("TXT001", Severity.ERROR): 2}


def test_a_message_is_not_as_long_as_a_hostile_record() -> None:
    def long(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("a",), "x" * 1_000_000)

    (finding,) = Checker([rule_of("TXT001", long)]).check(record_of("a: 1")).findings
    assert len(finding.message) == MAX_MESSAGE


def test_what_can_be_no_id_does_not_stand_in_each_finding() -> None:
    assert record_of("wpid: WP2").id == "WP2"
    assert record_of(f"wpid: {'x' * 1_000}").id == "WP1"


def test_fixes_of_several_rules_are_applied_together() -> None:
    text, checked = fixed("a: 1\nb: 2", setting("TXT001", ("a",), 1, 3), setting("TXT002", ("b",), 2, 4))
    assert text == "a: 3\nb: 4"
    assert [finding.code for finding in checked.fixed] == ["TXT001", "TXT002"]
    assert checked.findings == []


def test_fixes_of_the_same_value_go_in_rounds() -> None:
    text, checked = fixed("a: 1", setting("TXT001", ("a",), 1, 2), setting("TXT002", ("a",), 2, 3))
    assert text == "a: 3"
    assert [finding.code for finding in checked.fixed] == ["TXT001", "TXT002"]


def test_an_item_is_not_changed_while_another_rule_moves_it() -> None:
    def move(rule: Rule, record: Record) -> Iterator[Finding]:
        items = record.values["k"]
        if items != sorted(items):
            edits = (Remove(("k", 0)), Insert(("k", 2), items[0]))
            yield rule.finding(("k",), "order", fix=safe("sort", *edits))

    text, _ = fixed("k:\n- c\n- a", setting("TXT001", ("k", 0), "c", "b"), rule_of("KEY003", move))
    assert text == "k:\n- a\n- b"


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (Set(("a",), 1), Set(("b",), 1), True),
        (Set(("a",), 1), Set(("a",), 1), False),
        (Set(("a", "b"), 1), Set(("a",), 1), False),
        (Set(("a",), 1), Set(("a", "b"), 1), False),
        (Set(("k",), []), Insert(("k", 0), 1), False),
        (Set(("k",), []), Insert(("k", 0, "l", 0), 1), False),
        (Insert(("k", 0), 1), Set(("k",), []), False),
        (Insert(("k", 0), 1), Set(("k", 1), 1), False),
        (Set(("k", 1), 1), Insert(("k", 0), 1), False),
        (Remove(("k", 0)), Remove(("k", 1)), False),
        (Insert(("k", 0), 1), Set(("k", 1, "a", "b"), 1), False),
        (Insert(("k", 0, "l", 0), 1), Set(("k", 0, "m"), 1), True),
        (Set(("k", 0, "m"), 1), Insert(("k", 0, "l", 0), 1), True),
        (Insert(("a", "b"), 1), Insert(("a", "c"), 1), True),
        (MakeAlias(("b",), ("a",)), Set(("a",), 1), False),
        (MakeAlias(("b",), ("a",)), Set(("b",), 1), False),
        (EditComment((0, 1)), Set(("a",), 1), True),
        (Set(("a",), 1), EditComment((0, 1)), True),
    ],
)
def test_fixes_of_two_rules_that_touch_wait_for_each_other(first: Edit, second: Edit, together: bool) -> None:
    findings = [
        Finding(code, "x", Severity.ERROR, (), "x", safe("mend", edit))
        for code, edit in (("TXT001", first), ("TXT002", second))
    ]
    assert compatible(findings) == (findings if together else findings[:1])


def test_fixes_of_one_rule_move_the_items_of_a_list_together() -> None:
    edits = [Remove(("k", 0)), Remove(("k", 2)), Insert(("k", 1), "x")]
    findings = [Finding("TXT001", "x", Severity.ERROR, (), "x", safe("mend", edit)) for edit in edits]
    assert compatible(findings) == findings


def test_unsafe_fixes_wait_until_asked_for() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        if record.values["a"] == 1:
            yield rule.finding(("a",), "one", fix=unsafe("two", Set(("a",), 2), why="perhaps"))

    rule = rule_of("TXT001", check)
    assert fixed("a: 1", rule)[0] == "a: 1"
    assert fixed("a: 1", rule, unsafe=True)[0] == "a: 2"


def test_fixes_that_undo_each_other_are_not_applied_and_others_are() -> None:
    rules = [
        setting("TXT001", ("a",), 1, 2),
        setting("TXT002", ("a",), 2, 1),
        setting("TXT003", ("b",), 1, 2),
    ]
    text, checked = fixed("a: 1\nb: 1", *rules)
    assert text == "a: 1\nb: 2"
    (left,) = checked.findings
    assert (left.code, left.fix.applicability) == ("TXT001", "display")
    assert left.fix.why == "not applied: the fixes of TXT001, TXT002 undo each other on this record"
    assert [finding.code for finding in checked.fixed] == ["TXT003"]


def test_a_finding_that_points_at_nothing_is_a_fault_of_its_rule() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("none", 3), "odd")

    _, checked = fixed("a: 1", rule_of("TXT001", check), setting("TXT002", ("a",), 1, 2))
    (crash,) = checked.findings
    assert (crash.code, crash.message.partition(" (")[0]) == ("REC900", "TXT001 failed on this record")


def test_a_fix_without_end_is_not_applied() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("a",), "more", fix=safe("add", Set(("a",), record.values["a"] + 1)))

    text, checked = fixed("a: 1", rule_of("TXT001", check))
    assert text == "a: 1"
    reason = "the fixes of TXT001 do not come to an end in 10 rounds (`limits.fix-rounds`)"
    assert checked.findings[0].fix.why == f"not applied: {reason}"


def finding_at(code: str, path: tuple[Any, ...], value: Any, severity: Severity = Severity.WARNING) -> Rule:
    """Return a rule that finds *value* at *path*, and has no fix."""

    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        if record.values.get(path[0]) == value:
            yield rule.finding(path, "is wrong", severity=severity)

    return rule_of(code, check)


def test_a_fix_that_brings_a_new_fault_is_not_applied_and_others_are() -> None:
    rules = [
        setting("TXT001", ("a",), 1, 2),
        setting("TXT002", ("b",), 1, 2),
        finding_at("TXT003", ("a",), 2),
    ]
    text, checked = fixed("a: 1\nb: 1", *rules)
    assert text == "a: 1\nb: 2"
    (left,) = checked.findings
    assert left.code == "TXT001"
    assert left.fix.why == "not applied: it would cause TXT003: is wrong"


def test_a_fix_may_bring_what_is_only_an_info_or_was_there_before() -> None:
    rules = [setting("TXT001", ("a",), 1, 2), finding_at("TXT003", ("a",), 2, Severity.INFO)]
    assert fixed("a: 1", *rules)[0] == "a: 2"
    rules = [setting("TXT001", ("a",), 1, 2), finding_at("TXT003", ("b",), 3)]
    assert fixed("a: 1\nb: 3", *rules)[0] == "a: 2\nb: 3"


def test_a_check_announces_only_fixes_that_can_be_written() -> None:
    rules = [setting("TXT001", ("a",), 1, 2), setting("TXT002", ("k",), ["x"], "text")]
    result = Checker(rules).check(record_of("a: 1\nk: # why\n- x"))
    assert [finding.fix.applicability for finding in result.findings] == ["safe", "display"]


def test_a_check_announces_no_safe_fix_that_would_bring_a_new_fault() -> None:
    rules = [setting("TXT001", ("a",), "x", "y"), finding_at("TXT003", ("a",), "y")]
    result = Checker(rules).check(record_of("a: x"))
    assert [(finding.code, finding.applicability) for finding in result.findings] == [("TXT001", "display")]


def test_a_check_tries_out_no_fix_that_only_changes_white_space() -> None:
    runs: list[Record] = []

    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        runs.append(record)
        if record.values["a"] == " x":
            yield rule.finding(("a",), "a space", fix=safe("set", Set(("a",), "x")))

    result = Checker([rule_of("TXT005", check)]).check(record_of("a: ' x'"))
    assert [finding.applicability for finding in result.findings] == ["safe"]
    assert len(runs) == 1


def test_a_check_tries_out_a_tidied_item_that_equals_another_one() -> None:
    def tidying(rule: Rule, record: Record) -> Iterator[Finding]:
        if record.values["a"][0] == " x":
            yield rule.finding(("a", 0), "a space", fix=safe("set", Set(("a", 0), "x")))

    def twice(rule: Rule, record: Record) -> Iterator[Finding]:
        if record.values["a"][0] == record.values["a"][1]:
            yield rule.finding(("a", 1), "twice")

    rules = [rule_of("TXT005", tidying), rule_of("KEY002", twice)]
    for second, applicability in (("x", "display"), ("y", "safe")):
        result = Checker(rules).check(record_of(f"a: [' x', {second}]"))
        assert [finding.applicability for finding in result.findings] == [applicability]


def test_a_check_tries_out_a_fix_that_adds_a_field() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        if "b" not in record.values:
            yield rule.finding((), "`b` is missing", fix=safe("add it", Set(("b",), "x")))

    rules = [rule_of("SCH001", check), finding_at("TXT003", ("b",), "x")]
    result = Checker(rules).check(record_of("a: y"))
    assert [finding.applicability for finding in result.findings] == ["display"]


def test_a_check_tries_out_a_removal_that_the_schema_forbids() -> None:
    def removing(rule: Rule, record: Record) -> Iterator[Finding]:
        if "title" in record.values:
            yield rule.finding(("title",), "a copy", fix=safe("remove it", Remove(("title",))))

    def required(rule: Rule, record: Record) -> Iterator[Finding]:
        if "title" not in record.values:
            yield rule.finding((), "`title` is missing")

    rules = [rule_of("DUP003", removing), rule_of("SCH001", required)]
    result = Checker(rules).check(record_of("title: x"))
    assert [finding.applicability for finding in result.findings] == ["display"]


def test_the_last_round_may_settle() -> None:
    rules = [setting("TXT001", ("a",), number, number + 1) for number in range(DEFAULT.fix_rounds - 1)]
    assert fixed("a: 0", *rules)[0] == f"a: {DEFAULT.fix_rounds - 1}"


def test_a_fix_that_cannot_be_written_is_left_with_its_reason_and_others_are_applied() -> None:
    rules = [setting("TXT001", ("a",), 1, 2), setting("TXT002", ("k",), ["x"], "text")]
    text, checked = fixed("a: 1\nk: # why\n- x", *rules)
    assert text == "a: 2\nk: # why\n- x"
    (left,) = checked.findings
    assert left.code == "TXT002"
    assert left.fix.applicability == "display"
    assert "comment" in left.fix.why
    assert [fixed(of, *rules)[1].cacheable for of in (text, "a: 2\nk: y")] == [False, True]


def test_a_reason_is_given_where_there_is_a_fix() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("k",), "one", fix=safe("set", Set(("k",), "text")))
        yield rule.finding(("k",), "two")

    _, checked = fixed("k: # why\n- x", rule_of("TXT001", check))
    assert [finding.fix is None for finding in checked.findings] == [False, True]


def test_what_is_not_told_is_counted() -> None:
    checker = Checker([setting("TXT001", ("a",), 1, 2, severity=Severity.INFO)], level="warning")
    result = checker.check(record_of("a: 1"))
    assert result.findings == []
    assert result.counts.below_level == {("TXT001", Severity.INFO): 1}


def test_a_fix_that_could_not_be_written_is_tried_again_when_the_record_has_changed() -> None:
    # The comment before the list goes in the second round.
    rules = [
        setting("TXT001", ("a",), 1, 2),
        setting("TXT002", ("k",), ["x"], "text"),
        setting("TXT003", ("a",), 2, 3),
        rule_of("TXT004", _without_comment),
    ]
    text, checked = fixed("a: 1\nk: # why\n- x", *rules)
    assert text == "a: 3\nk: text"
    assert checked.findings == []


def _without_comment(rule: Rule, record: Record) -> Iterator[Finding]:
    if record.values["a"] == 3 and "# why" in record.text:
        data = record.text.replace(" # why", "").encode()
        yield rule.finding((), "comment", fix=safe("remove", Rewrite(data)))


def test_a_rule_that_crashes_is_a_finding_and_the_others_run() -> None:
    def crash(rule: Rule, record: Record) -> Iterator[Finding]:
        raise ZeroDivisionError("oh\nno")
        yield

    rules = [rule_of("TXT001", crash), setting("TXT002", ("a",), 1, 2)]
    found = Checker(rules).check(record_of("a: 1")).findings
    assert [finding.code for finding in found] == ["REC900", "TXT002"]
    assert "TXT001" in found[0].message
    assert "ZeroDivisionError" in found[0].message
    assert fixed("a: 1", *rules)[0] == "a: 2"


def test_a_rule_that_crashes_while_it_decides_is_a_finding() -> None:
    def might_match(self: Rule, record: Record) -> bool:
        raise KeyError("x")

    found = (
        Checker([setting("TXT001", ("a",), 1, 2, might_match=might_match)]).check(record_of("a: 1")).findings
    )
    assert [finding.code for finding in found] == ["REC900"]


def test_a_comment_is_not_judged_where_a_rule_crashes() -> None:
    def crash(rule: Rule, record: Record) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    text = "a: 1 # recordlint: ignore[TXT001] it is one"
    for rule, expected in ((rule_of("TXT001", crash), "REC900"), (setting("TXT001", ("b",), 1, 2), "REC008")):
        found = Checker([rule, UnusedSuppression()]).check(record_of(text)).findings
        assert [finding.code for finding in found] == [expected]


def test_a_rule_yields_to_one_that_says_it_better() -> None:
    worse = setting("DUP001", ("a",), 1, 2, superseded_by=frozenset({"TXT001"}))
    found = Checker([setting("TXT001", ("a",), 1, 2), worse]).check(record_of("a: 1")).findings
    assert [finding.code for finding in found] == ["TXT001"]
    assert [finding.code for finding in Checker([worse]).check(record_of("a: 1")).findings] == ["DUP001"]


def test_a_finding_without_a_fix_takes_that_of_the_one_it_supersedes() -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding(("a",), "is damaged")

    worse = setting("DUP001", ("a",), 1, 2, superseded_by=frozenset({"TXT001"}), lends_its_fix=True)
    (found,) = Checker([rule_of("TXT001", check), worse]).check(record_of("a: 1")).findings
    assert found.code == "TXT001"
    assert found.fix
    assert found.fix.edits == (Set(("a",), 2),)


def test_rules_of_another_kind_do_not_run() -> None:
    rule = setting("TXT001", ("a",), 1, 2, kinds=frozenset({"figure"}))
    assert Checker([rule]).check(record_of("a: 1")).findings == []


@pytest.mark.parametrize("text", ["a: [", "- a"])
def test_rules_that_need_values_do_not_run_where_there_are_none(text: str) -> None:
    def check(rule: Rule, record: Record) -> Iterator[Finding]:
        yield rule.finding((), "seen")

    assert Checker([rule_of("TXT001", check)]).check(record_of(text)).findings == []
    assert len(Checker([rule_of("TXT001", check, base=FormatRule)]).check(record_of(text)).findings) == 1


def test_what_a_merge_key_brings_in_is_told_once() -> None:
    def odd(rule: Rule, record: Record) -> Iterator[Finding]:
        for path, text in record.strings:
            if text == "odd":
                yield rule.finding(path, "odd")

    text = "citedin:\n- &first\n  title: odd\n- <<: *first\n  link: PMC1234567"
    found = Checker([rule_of("TXT001", odd)]).check(record_of(text)).findings
    assert [each.pointer for each in found] == ["/citedin/0/title"]
