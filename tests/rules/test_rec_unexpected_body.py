"""REC007: text after the front matter is reported once, at its beginning, if it is not allowed."""

from __future__ import annotations

from dataclasses import replace

from checking import Checker

from lint.core.findings import Finding
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.early_end import EarlyEnd
from lint.rules.rec.unexpected_body import UnexpectedBody


def found_in(text: str, kind: Kind = PATHWAY) -> list[Finding]:
    return Checker([EarlyEnd(), UnexpectedBody()]).check(Record(FrontMatter(text.encode()), kind)).findings


def test_it_points_at_the_first_line_of_the_text() -> None:
    (finding,) = found_in("---\nwpid: WP1\n---\n\n  See also WP2. \nAnd more.\n")
    place = finding.location
    assert (place.line, place.column, place.end_line, place.end_column) == (5, 3, 5, 16)


def test_fields_that_are_lost_are_told_of_once() -> None:
    assert [finding.code for finding in found_in("---\nwpid: WP1\n---\ntitle: x\n---\n")] == ["REC010"]


def test_a_kind_may_have_a_text() -> None:
    assert found_in("---\nwpid: WP1\n---\nSee also WP2.\n", replace(PATHWAY, has_body=True)) == []
