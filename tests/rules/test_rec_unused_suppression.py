"""REC008: comments that silence nothing are told, in whatever notation."""

from __future__ import annotations

import pytest
from checking import Checker

from lint.documents import GPML, read
from lint.kinds import Kind
from lint.kinds.pathway import PATHWAY
from lint.kinds.pathway_source import PATHWAY_SOURCE
from lint.records.record import Record
from lint.rules.rec.unused_suppression import UnusedSuppression

COMMENT = "<!-- Recordlint: ignore[TXT002]\n as printed -->"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PATHWAY, f"---\ntitle: x\n---\nText.\n{COMMENT}\n"),
        (PATHWAY_SOURCE, PATHWAY_SOURCE.sample.replace("<Comment", f"{COMMENT}\n  <Comment", 1)),
    ],
)
def test_a_comment_of_markup_is_told_where_it_is(kind: Kind, text: str) -> None:
    document = read(text.encode(), format=GPML if kind is PATHWAY_SOURCE else kind.format)
    (found,) = Checker([UnusedSuppression()]).check(Record(document, kind, "WP1")).findings
    assert found.span is not None
    assert document.text[slice(*found.span)] == COMMENT


def test_other_comments_of_markup_are_left_alone() -> None:
    text = "---\ntitle: x\n---\n<!-- on recordlint -->\n<!-- ignore -->\n"
    record = Record(read(text.encode()), PATHWAY, "WP1")
    assert Checker([UnusedSuppression()]).check(record).findings == []
