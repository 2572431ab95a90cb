"""Findings are kept packed, in the order of the reports, with the text of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import NOWHERE, Finding, Region, Severity
from lint.results import Findings, Tally, TextFormat, pack

FILES = [f"_pathways/WP{number}.md" for number in range(10, 40)]
CONCISE = TextFormat("concise", color=False)


def finding(file: str, line: int) -> Finding:
    region = Region(line, 1, line, 2, (1, 2), (1, 2))
    return Finding(
        "TXT001", "mojibake", Severity.WARNING, (), "x", location=replace(NOWHERE, file=file, region=region)
    )


def groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    ordered = sorted(findings, key=lambda each: each.sort_key)
    return [list(group) for _, group in groupby(ordered, lambda each: each.location.file)]


some = st.lists(st.builds(finding, st.sampled_from(FILES), st.integers(1, 9)), max_size=20, unique=True)


@given(early=some, late=some, cuts=st.sets(st.sampled_from(FILES)), is_worded=st.booleans())
def test_law_findings_come_in_order_and_the_text_says_the_same(
    early: list[Finding], late: list[Finding], cuts: set[str], is_worded: bool
) -> None:
    late = [each for each in late if each not in early]
    found = Findings(CONCISE)
    for begin, end in zip(["", *sorted(cuts)], [*sorted(cuts), "~"], strict=True):
        part = groups([each for each in early if begin <= each.location.file < end])
        text = pack(CONCISE.of(each for group in part for each in group)) if is_worded else b""
        found.add(pack(part), Tally.of(part), begin, text)
    found.add_late({group[0].location.file: group for group in groups(late)})
    expected = [each for group in groups(early + late) for each in group]
    assert list(found) == expected
    assert len(found) == len(expected)
    assert found.tally.files == len({each.location.file for each in expected})
    for wording in (CONCISE, TextFormat("full", color=True)):
        assert "".join(found.written(wording)) == wording.of(expected)


def test_text_that_was_made_is_not_made_again() -> None:
    found = Findings(CONCISE)
    part = [[finding(FILES[0], 1)]]
    found.add(pack(part), Tally.of(part), FILES[0], pack("as it was made"))
    assert "".join(found.written(CONCISE)) == "as it was made"
