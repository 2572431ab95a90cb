from __future__ import annotations

from pathlib import Path

from lint.rules import registry
from lint.rules.reference import book

ROOT = Path(__file__).parents[2]


def test_the_rules_are_documented_as_they_are() -> None:
    written = (ROOT / "docs/rules.md").read_text("utf-8")
    assert written == book(), "write it anew: python -m lint.rules.reference > docs/rules.md"


def test_the_contents_lead_to_every_rule() -> None:
    text = book()
    for code, rule in registry().items():
        assert text.count(f"\n## {code} {rule.name}\n") == 1
        assert text.count(f"(#{code.lower()}-{rule.name})") == 1
