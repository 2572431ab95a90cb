"""No rule fails on a value of another type than it expects, whatever kind of record has the field."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
import yaml

from lint import Settings
from lint.checker.file_checker import FileChecker
from lint.kinds import Kind, builtin

ODD = (None, 5, float("nan"), date(2025, 11, 10), "x", [5], {"id": 5})
"""Values, of which each is odd in most fields."""


FIELDS: dict[str, Any] = {"ontology": [{"id": "PW:0000104", "name": "signaling", "type": "Pathway"}]}
"""The fields of all kinds, with right values."""

for _kind in builtin():
    FIELDS = yaml.safe_load(_kind.sample) | FIELDS


def with_odd(values: Any, odd: Any, depth: int) -> Any:
    """Return *values* with the values at *depth*, from 0, replaced by *odd*; of a list only the first."""
    if depth == 0:
        return copy.deepcopy(odd)
    if isinstance(values, dict):
        return {name: with_odd(value, odd, depth - 1) for name, value in values.items()}
    if isinstance(values, list):
        return [with_odd(value, odd, depth - 1) for value in values[:1]] + values[1:]
    return values


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_no_rule_fails(kind: Kind, depth: int) -> None:
    checker = FileChecker(Settings(select=("ALL",), level="error"))
    file = kind.patterns[0].replace("*", "1")
    for odd in ODD:
        text = f"---\n{yaml.safe_dump(with_odd(FIELDS, odd, depth), sort_keys=False)}---\n"
        result = checker.check(file, text.encode())
        assert result.kind == kind.name
        assert [each.message for each in result.findings if each.code == "REC900"] == []
