"""Settings that are accepted without pydantic: pydantic accepts them, with the same result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lint import Settings
from lint.core.errors import UsageError
from lint.settings.loading import load
from lint.settings.validation import validated
from lint.settings.values import Origin, accepted

NAMES = ["TXT", "TXT001", "mojibake", "ALL", "DUP002", "TXX", ""]
SCALARS = st.sampled_from(
    [
        *NAMES,
        "warning",
        "info",
        "fatal",
        "full",
        "concise",
        "none",
        "*.md",
        "a/**",
        "[",
        "b.json",
        "../b.json",
    ]
) | st.sampled_from([True, False, 0, 5, 100, 1_000_000, 1.5, None])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NAMES, "depth", "seconds", "file-size", "strategy", "*.md", "hgnc"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *("select", "ignore", "extend-select", "severity", "level", "fail-on", "include", "exclude"),
        *("per-file-ignores", "unsafe-fixes", "output-format", "limits", "baseline", "rules", "genes", "x"),
    ]
)


@given(st.dictionaries(KEYS, VALUES, max_size=2))
def test_law_what_is_accepted_pydantic_accepts_with_the_same_result(values: dict[str, Any]) -> None:
    origin = Origin(Path("/repo"), Path("/repo"), is_confined=True)
    found = accepted(values, origin)
    try:
        expected = validated(Settings, values, origin)
    except (ValidationError, UsageError):
        assert found is None
    else:
        assert found is None or found == expected


@pytest.mark.parametrize(
    "values",
    [
        {"select": ["TXT", "mojibake"], "ignore": ["TXT005"], "extend-select": []},
        {"severity": {"stray-space": "error", "TXT": "info"}, "level": "info", "fail-on": "error"},
        {"include": ["*.md"], "exclude": ["_drafts/"], "per-file-ignores": {"a/*.md": ["TXT"]}},
        {"limits": {"depth": 50, "file-size": 5_000}, "baseline": "b.json", "unsafe-fixes": True},
        {"rules": {"DUP002": {"strategy": "alias"}}, "output-format": "concise"},
    ],
)
def test_plain_settings_are_accepted(values: dict[str, Any]) -> None:
    origin = Origin(Path("/repo"), Path("/repo"), is_confined=True)
    assert accepted(values, origin) == validated(Settings, values, origin)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "recordlint.toml"
    file.write_text('fail-on = "never"\nignored = ["TXT"]\nfail_on = "error"\n\n[limits]\ndepth = 1\n')
    with pytest.raises(UsageError) as error:
        load(tmp_path)
    assert str(error.value).splitlines() == [
        f'{file}:3: fail_on: there is no such key; did you mean "fail-on"?',
        f'{file}:2: ignored: there is no such key; did you mean "ignore"?',
        f'{file}:1: fail-on: must be "error", "warning" or "info", not \'never\'',
        f"{file}:6: limits.depth: must be at least 4, not 1",
    ]
