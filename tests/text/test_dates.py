"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.text.dates import days

FORMS = (
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%a %b %d %Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y %b %d",
    "%Y-%m-%d %H:%M:%S",
)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(FORMS))
def test_a_day_is_read_in_all_of_its_forms(day: date, form: str) -> None:
    assert list(days(day.strftime(form))) == [day]
    assert list(days(day.strftime(form).lower())) == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7th of August 2024", ["2024-08-07"]),
        ("Sept. 3rd, 2024", ["2024-09-03"]),
        ("31.8.2024", ["2024-08-31"]),
        ("02/03/2024", ["2024-02-03", "2024-03-02"]),
        ("4/4/2024", ["2024-04-04"]),
        ("2024-08-07T09:30:00Z", ["2024-08-07"]),
        ("30 February 2024", []),
        ("2024-31-08", ["2024-08-31"]),
        ("2024-09-08", ["2024-09-08"]),
        ("2024\u201308\u201331", ["2024-08-31"]),
        ("August 2024", []),
        ("24-08-07", []),
        ("release 7 2024", []),
    ],
)
def test_of_some_texts_nothing_is_sure(text: str, expected: list[str]) -> None:
    assert [str(day) for day in days(text)] == expected
