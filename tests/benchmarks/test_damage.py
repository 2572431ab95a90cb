from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
HARMLESS = (
    *("mojibake-cp1252/title", "mojibake-cp1252/descriptions", "entity-decimal/copy", "tab/title"),
    *("keyword-missing", "keyword-joined", "item-removed", "bom-in-file", "cut-in-file", "table-cut"),
    *("hand-literal-mojibake", "hand-list-unsorted"),
)
"""Kinds that no safe fix harms; a kind is added here once that holds for it."""


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return


def test_kinds_are_many_and_say_what_they_are() -> None:
    from damaged import KINDS

    assert len(KINDS) >= 150
    for kind in KINDS.values():
        assert kind.doc.endswith("."), kind.name
        assert (kind.decided and kind.knowable) or kind.why, kind.name


def test_the_page_tells_of_all_kinds(corpus: Path, tmp_path: Path) -> None:
    from damaged import KINDS, load
    from damaged.page import FAMILIES, page
    from damaged.trial import plant, run

    assert {kind.family for kind in KINDS.values()} <= set(FAMILIES)
    names = ("keyword-doubled", "item-removed", "keyword-extra")
    (tmp_path / "records").mkdir()
    cases = plant([KINDS[name] for name in names], load(corpus), 2, "0")
    text = "\n".join(page(run(cases, tmp_path / "records"), 2, "0"))
    assert f"| {FAMILIES['lists']} | 3 | 6 | 4 of 4 (100.0 %) | 2 of 2 (100.0 %) |" in text
    not_decided, not_knowable = text.partition("## What is not decided")[2].split("## What is decided")
    assert "`item-removed`" in not_decided
    assert "`keyword-extra`" in not_knowable
    assert "`keyword-doubled`" not in not_decided + not_knowable


def test_safe_fixes_do_no_harm(corpus: Path, tmp_path: Path) -> None:
    from damaged import KINDS, load
    from damaged.trial import plant, run

    cases = plant([KINDS[name] for name in HARMLESS], load(corpus), 10, "0")
    (tmp_path / "records").mkdir()
    results = run(cases, tmp_path / "records")
    assert len(cases) > 5 * len(HARMLESS)
    assert {
        case.kind.name: outcome.safe.harm
        for each in results
        for case, outcome in each.cases
        if outcome.safe.harm
    } == {}


def test_harm_is_seen(corpus: Path) -> None:
    """A linter that overwrites an undamaged value, or hides a damaged one, harms the record."""
    from damaged.judging import Run, judge
    from damaged.kinds import Damage

    before = b"---\nseo: x\ntitle: Heart failure\n---"
    damaged, worse = (before.replace(b"Heart failure", each) for each in (b"Heart fai", b"Heart"))
    damage = Damage({"r.md": before}, {"r.md": damaged})
    finding = {
        "code": "A",
        "pointer": "/title",
        "message": "m",
        "severity": "error",
        "fix": None,
    }
    check = Run([finding], Counter(), damage.after), Run([], Counter(), damage.before)
    intact = Run([], Counter(), damage.before)

    def outcome(content: bytes, told: bool) -> str:
        run = Run([finding] if told else [], Counter(), {"r.md": content})
        return judge("r.md", damage, check, (run, intact), (run, intact)).safe.harm

    assert outcome(before, False) == ""
    assert outcome(damaged, True) == ""
    assert outcome(worse, True) == ""
    assert "title" in outcome(worse, False)
    assert "seo" in outcome(damaged.replace(b"seo: x", b"seo: y"), True)
    assert outcome(b"---\ntitle: [\n---", True) == "the record can no longer be read"


def test_no_value_of_a_record_that_cannot_be_read_is_undamaged() -> None:
    from damaged.judging import Run, judge
    from damaged.kinds import Damage

    before = b"---\ncreator:\n  name: x\n---"
    damage = Damage({"r.md": before}, {"r.md": b"---\ncreator:\n"})
    finding = {"code": "A", "pointer": "/creator", "message": "m", "severity": "error", "fix": None}
    check = Run([finding], Counter(), damage.after), Run([], Counter(), damage.before)

    def harm(told: bool) -> str:
        fixed = Run([finding] if told else [], Counter(), {"r.md": b"---\ncreator:\n---"})
        intact = Run([], Counter(), damage.before)
        return judge("r.md", damage, check, (fixed, intact), (fixed, intact)).safe.harm

    assert harm(True) == ""
    assert "creator" in harm(False)


def test_a_new_fault_is_seen_but_in_a_record_that_is_as_it_was() -> None:
    from damaged.judging import Run, judge
    from damaged.kinds import Damage

    before, damaged = b"---\ntitle: Pump\n---", b"---\ntitle: Pump.\n---"
    damage = Damage({"r.md": before}, {"r.md": damaged})
    finding = {"code": "A", "pointer": "/title", "message": "m", "severity": "error", "fix": None}
    nothing = Run([], Counter(), damage.before)

    def new(content: bytes) -> list[str]:
        run = Run([finding], Counter(), {"r.md": content})
        return judge("r.md", damage, (nothing, nothing), (run, nothing), (run, nothing)).safe.new

    assert new(b"---\ntitle: Pump!\n---") == ["A /title"]
    assert new(before) == []


def test_the_command_prints_the_same_table_for_the_same_seed(corpus: Path) -> None:
    command = [sys.executable, BENCHMARKS / "damage.py", "--records", "1", "--kinds", "keyword-[dm]*"]
    environment = {**os.environ, "RECORDLINT_CORPUS": str(corpus)}
    outputs = {subprocess.check_output(command, env=environment, text=True) for _ in range(2)}
    assert len(outputs) == 1
    assert "- harmed by safe fixes: 0" in outputs.pop()
