"""Work grows no faster than its input: twice the input takes at most 2.2 times the steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from profiles import SOME

from benchmarks import growth


@pytest.mark.parametrize("name", growth.INPUTS)
def test_each_rule_grows_with_its_input(name: str) -> None:
    given = growth.INPUTS[name]
    assert [str(row) for row in growth.of_rules(given) if not row.is_linear] == []


@pytest.mark.parametrize("name", [*growth.INPUTS][SOME])
def test_reading_repairing_and_reporting_grow_with_the_input(name: str) -> None:
    given = growth.INPUTS[name]
    assert [str(row) for row in growth.of_work(given) if not row.is_linear] == []


def test_comparing_grows_with_the_records() -> None:
    assert [str(row) for row in growth.of_corpus() if not row.is_linear] == []


def test_formats_grow_with_the_findings() -> None:
    assert [str(row) for row in growth.of_formats() if not row.is_linear] == []


@pytest.mark.parametrize(
    ("work", "is_linear"),
    [
        (lambda n: [x + 1 for x in range(n)], True),
        (lambda n: [x for x in range(n) for _ in range(x)], False),
        (lambda n: sum(x in [*range(n)] for x in range(n)), True),  # what is done within one line of C
    ],
)
def test_steps_show_what_multiplies(work: Callable[[int], object], is_linear: bool) -> None:
    assert growth.grown(work, 300).is_linear is is_linear
