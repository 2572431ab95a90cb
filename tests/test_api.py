"""Records with typed fields."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import lint
from lint.rules.txt.mojibake import Mojibake

SEEDS = Path(__file__).parents[1] / "seeds"


def test_a_pathway() -> None:
    pathway = lint.load(str(SEEDS / "_pathways/WP49.md"))
    assert isinstance(pathway, lint.Pathway)
    assert (pathway.wpid, pathway.organisms) == ("WP49", ["Homo sapiens"])
    assert isinstance(pathway.last_edited, date | str)
    assert pathway.schema_jsonld[0].keywords[0] == "AKT1"


def test_a_figure() -> None:
    figure = lint.load(str(SEEDS / "_figures/PMC2869233__ijms-11-00789f3.md"))
    assert isinstance(figure, lint.Figure)
    assert figure.pmcid == "PMC2869233"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nwpid: 5\n---\n", "validation errors for .*pathway"),
        ("---\nwpid: WP1\ntitle: x: y\n---\n", "no pathway or figure record"),
        ("no front matter", "no pathway or figure record"),
    ],
)
def test_what_is_no_valid_record(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "WP1.md").write_text(text)
    with pytest.raises(ValueError, match=f"(?i){message}"):
        lint.load(str(tmp_path / "WP1.md"))


def test_all_valid_records_of_the_corpus_load(corpus_records: list[Path]) -> None:
    settings = lint.Settings(select=("SCH", "TXT007"), level="info")  # which supersedes some of SCH
    for path in corpus_records[::20]:
        if not lint.check(str(path), settings=settings).findings:
            assert lint.load(str(path))


def test_few_functions_lie_between_a_check_and_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    stacks: list[list[str]] = []

    def check(rule: Mojibake, record: lint.Record) -> Iterator[lint.Finding]:
        frames = [frame for frame in inspect.stack() if frame.filename.startswith(lint.__path__[0])]
        stacks.append([frame.function for frame in frames if not frame.function.startswith("<")])
        yield from ()

    monkeypatch.setattr(Mojibake, "might_match", lambda rule, record: True)
    monkeypatch.setattr(Mojibake, "check", check)
    lint.check(str(SEEDS / "_pathways/WP49.md"))
    # RuleRunner, FileChecker, Worker, Gatherer, lint.run.runner, lint.api
    assert stacks[0] == ["run", "results", "work", "run", "run", "check"]


@pytest.fixture
def records(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(seeds)
    return seeds


def test_the_settings_file_counts_as_for_the_command(records: Path) -> None:
    assert {finding.code for finding in lint.check().findings} == {"TXT001"}
    text = 'ignore = ["mojibake"]\nlevel = "info"\nselect = ["TXT001", "REF006"]\n'
    (records / "recordlint.toml").write_text(text)
    assert {finding.code for finding in lint.check(".").findings} == {"REF006"}
    assert {finding.code for finding in lint.check(settings=lint.Settings()).findings} == {"TXT001"}


def test_paths_are_given_one_by_one_or_as_a_list(records: Path) -> None:
    paths = ["_pathways/WP49.md", Path("_figures")]
    counts = [result.records for result in (lint.check(*paths), lint.check(paths), lint.check(paths[0]))]
    assert counts == [2, 2, 1]
    assert lint.check([]).records == 0


def test_settings_are_given_by_name(records: Path) -> None:
    found = lint.check("_pathways", select=["txt001", "CUR"], level="info").findings
    assert {finding.code for finding in found} == {"TXT001", "CUR007"}
    assert not lint.check(level=lint.Severity.ERROR, ignore=["TXT"]).findings
    given = lint.check(settings=lint.Settings(level="info"), select=["CUR"])
    assert {finding.code for finding in given.findings} == {"CUR007"}
    with pytest.raises(lint.UsageError, match="no rule is called"):
        lint.check(select=["NONE000"])
    with pytest.raises(lint.UsageError, match="there is no such key"):
        lint.check(selct=["TXT"])
    text = Path("_pathways/WP49.md").read_text("utf-8")
    assert lint.fix_text(text, "WP49.md", ignore=["TXT"]) == text != lint.fix_text(text, "WP49.md")


def test_findings_are_a_sequence(records: Path) -> None:
    findings = lint.check(level="info").findings
    listed = list(findings)
    assert len(listed) > 4
    assert [findings[0], findings[-1], findings[2]] == [listed[0], listed[-1], listed[2]]
    for part in (slice(None, 3), slice(None, None, -1), slice(1, -1, 2), slice(5, 2)):
        assert findings[part] == listed[part]
    with pytest.raises(IndexError):
        findings[len(listed)]


def test_a_finding_prints_as_its_line(records: Path) -> None:
    (finding, *_) = lint.check("_pathways", select=["TXT001"]).findings
    assert str(finding).startswith("_pathways/WP49.md:51:53: TXT001 error: Garbled letters: ")
