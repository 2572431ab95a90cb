"""A check promises the fixes that are applied, and mostly finds out without writing them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from checking import Checker

from lint.core.findings import Applicability, Finding, Severity
from lint.core.values import Set
from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import Rule, safe, unsafe

GENERATED = "---\ntitle: small\nwpid: WP1\n---\n"
BY_HAND = "---\ntitle: small # by hand\nwpid: WP1\n---\n"


class Bigger(Rule):
    """Its fix writes another title."""

    code, name, severity = "TXT901", "bigger", Severity.WARNING
    is_unsafe = False

    def check(self, record: Record) -> Iterator[Finding]:
        if record.field("title") == "small":
            edit = Set(("title",), "big")
            fix = unsafe("grow", edit, why="why") if self.is_unsafe else safe("grow", edit)
            yield self.finding(("title",), "small", fix=fix)


class BiggerIfAsked(Bigger):
    """Its fix is unsafe."""

    is_unsafe = True


class TooBig(Rule):
    """It finds fault with what the other writes."""

    code, name, severity = "TXT902", "too-big", Severity.WARNING

    def check(self, record: Record) -> Iterator[Finding]:
        if record.field("title") == "big":
            yield self.finding(("title",), "too big")


class Placed(Rule):
    """It asks where the title stands."""

    code, name, severity = "TXT903", "placed", Severity.WARNING

    def check(self, record: Record) -> Iterator[Finding]:
        if record.document.source(("title",)) == "huge":
            yield self.finding(("title",), "huge")


def promised(text: str, *rules: Rule) -> tuple[Applicability | None, str]:
    """Return what a check says of the fix of the first finding."""
    record = Record(FrontMatter(text.encode()), PATHWAY, "_pathways/WP1.md")
    (finding,) = Checker(rules).check(record).findings
    assert finding.fix
    return finding.applicability, finding.fix.why


@pytest.mark.parametrize("text", [GENERATED, BY_HAND])
@pytest.mark.parametrize("rule", [Bigger(), BiggerIfAsked()])
def test_a_fix_that_would_cause_a_fault_is_not_promised(text: str, rule: Rule) -> None:
    assert promised(text, rule, TooBig()) == (
        Applicability.DISPLAY,
        "not applied: it would cause TXT902: too big",
    )
    assert promised(text, rule)[0] is not Applicability.DISPLAY


def test_a_fix_is_promised_without_writing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> None:
        raise AssertionError("written")

    monkeypatch.setattr(FrontMatter, "edited", never)
    assert promised(GENERATED, Bigger()) == (Applicability.SAFE, "")


def test_a_rule_that_needs_places_judges_the_written_text() -> None:
    assert promised(GENERATED, Bigger(), Placed()) == (Applicability.SAFE, "")
