from __future__ import annotations

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
RECORD = """\
---
authors:
- Ann
description: {description}
last-edited: 2025-11-10
organisms:
- Homo sapiens
redirect_from:
- /instance/WP1
revision: r1
schema-jsonld: []
title: Uptake of copper
wpid: WP1
---"""


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return


def pair(folder: Path, before: str, after: str, label: str) -> None:
    for side, text in (("before", before), ("after", after)):
        file = folder / "0001" / side / "_pathways" / "WP1.md"
        file.parent.mkdir(parents=True)
        file.write_text(RECORD.format(description=text), "utf-8")
    heading = "pair\tcommit\tdate\twho\tpath\twhat changed"
    row = f"0001\tabc\t2026-01-01\thuman\t_pathways/WP1.md\t{label}"
    (folder / "labels.tsv").write_text(f"{heading}\n{row}\n", "utf-8")


LONG = "Copper enters the cell and is bound by chaperones there. "


def test_reported_and_fixed_alike(tmp_path: Path) -> None:
    from curation import load

    pair(tmp_path, f"{LONG}See [http://x.org this].", f"{LONG}See [this](http://x.org).", "wiki link")
    (found,) = load(tmp_path)
    assert found.is_reported("wiki link")
    assert found.is_fixed
    assert {judged for finding, _, _, judged in found.rewritten() if finding.code == "TXT006"} == {"same"}


def test_not_reported_where_the_fault_stays_and_reported_where_it_is_new(tmp_path: Path) -> None:
    from curation import load

    pair(tmp_path, f"{LONG}See [http://x.org this].", f"{LONG}And see [http://x.org this].", "wording")
    (found,) = load(tmp_path)
    assert not found.is_reported("wording")
    assert not found.is_fixed
    assert found.new == []


def test_new_findings_of_a_change(tmp_path: Path) -> None:
    from curation import load

    pair(tmp_path, f"{LONG}See this.", f"{LONG}See [http://x.org this].", "wording")
    (found,) = load(tmp_path)
    assert {finding.code for finding in found.new} == {"TXT006"}
