"""Findings are stored packed, in the order of the reports, with the text of each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import NOWHERE, Finding, Region, Severity
from lint.reports import Style, render, write_entries
from lint.results.findings import Findings, PackedFindings, Tally, TextFormat
from lint.results.run_result import RunResult

FILES = [f"_pathways/WP{number}.md" for number in range(10, 40)]
CONCISE = TextFormat("concise", color=False)
COLOURED = TextFormat("full", color=True)


def written(findings: Findings, text_format: TextFormat) -> str:
    """Return what a report writes for *findings*."""
    report, stream = RunResult(findings), io.StringIO()
    write_entries(report, text_format.format, stream, Style(text_format.color))
    return stream.getvalue()


def finding(file: str, line: int) -> Finding:
    region = Region(line, 1, line, 2, (1, 2), (1, 2))
    return Finding(
        "TXT001", "mojibake", Severity.WARNING, (), "x", location=NOWHERE._replace(file=file, region=region)
    )


def groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    ordered = sorted(findings, key=lambda each: each.sort_key)
    return [list(group) for _, group in groupby(ordered, lambda each: each.location.file)]


some = st.lists(st.builds(finding, st.sampled_from(FILES), st.integers(1, 9)), max_size=20, unique=True)


@given(data=st.data(), early=some, late=some, cuts=st.sets(st.sampled_from(FILES)), is_rendered=st.booleans())
def test_law_findings_come_in_order_and_the_text_says_the_same(
    data: st.DataObject, early: list[Finding], late: list[Finding], cuts: set[str], is_rendered: bool
) -> None:
    late = [each for each in late if each not in early]
    found = Findings(CONCISE)
    for begin, end in zip(["", *sorted(cuts)], [*sorted(cuts), "~"], strict=True):
        part = groups([each for each in early if begin <= each.location.file < end])
        text = render(CONCISE, [each for group in part for each in group]) if is_rendered else None
        found.add(PackedFindings.of(part, text), begin)
    found.insert({group[0].location.file: group for group in groups(late)})
    expected = [each for group in groups(early + late) for each in group]
    assert list(found) == expected
    assert len(found) == len(expected)
    assert found.tally.records == len({each.location.file for each in expected})
    assert written(found, CONCISE) == render(CONCISE, expected)
    assert written(found, COLOURED) == render(COLOURED, expected)
    flags = data.draw(st.lists(st.booleans(), min_size=len(expected), max_size=len(expected)))
    flagged = [each if flag else None for each, flag in zip(expected, flags, strict=True)]
    found.replace(flagged)
    kept = list(filter(None, flagged))
    assert list(found) == kept
    assert found.tally == Tally.of(groups(kept))
    assert written(found, CONCISE) == render(CONCISE, kept)


def test_text_that_was_made_is_not_made_again() -> None:
    found = Findings(CONCISE)
    part = [[finding(FILES[0], 1)]]
    found.add(PackedFindings.of(part, "as it was made"), FILES[0])
    assert written(found, CONCISE) == "as it was made"
