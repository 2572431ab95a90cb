"""DUP003 removes repeated items, and nothing else."""

from __future__ import annotations

import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.values import same
from lint.documents.front_matter import FrontMatter
from lint.kinds.figure import FIGURE
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.dup.duplicate_item import DuplicateItem
from lint.rules.txt.missing_value_leak import MissingValueLeak

SCALARS = st.sampled_from(["a", "A", "1", 1, 1.0, True, None, ""])
ITEMS = SCALARS | st.dictionaries(st.sampled_from(["id", "value"]), SCALARS | st.lists(SCALARS, max_size=2))


@given(items=st.lists(ITEMS, min_size=1, max_size=6))
def test_one_of_each_item_stays_in_its_order(items: list[object]) -> None:
    wanted: list[object] = []
    for item in items:
        if not any(same(item, kept) for kept in wanted):
            wanted.append(item)
    text = yaml.safe_dump({"annotations": items, "wpid": "WP1"})
    record = Record(FrontMatter(f"---\n{text}---\n".encode()), PATHWAY)
    checked, fixed = Checker([DuplicateItem()]).fix(record)
    assert checked.findings == []
    assert same(fixed.values["annotations"], wanted)
    assert len(checked.fixed) == len(items) - len(wanted)


def test_a_missing_value_is_told_of_once_however_often_it_stands_there() -> None:
    record = Record(FrontMatter(b"---\norganisms:\n- NA\n- Mus musculus\n- NA\n---\n"), FIGURE)
    found = Checker([DuplicateItem(), MissingValueLeak()]).check(record).findings
    assert [(finding.code, finding.path) for finding in found] == [
        ("TXT007", ("organisms", 0)),
        ("TXT007", ("organisms", 2)),
    ]
