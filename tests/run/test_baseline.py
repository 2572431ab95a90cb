"""The baseline: what it hides, which entries are outdated, its file, and how git merges it."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gits import commit, git
from hypothesis import given
from hypothesis import strategies as st

from lint.core.errors import UsageError
from lint.core.findings import NOWHERE, Finding, Severity
from lint.run.baseline import Baseline, Entry, merge_by_line

ONE = ("_pathways/WP1.md", "TXT001", "/title", "a" * 16)


def finding(file: str, code: str, pointer: str, value: str, line: int = 1, message: str = "x") -> Finding:

    place = NOWHERE._replace(file=file, region=NOWHERE.region._replace(line=line), digest=value)
    path = tuple(pointer.split("/")[1:])
    return Finding(code, "", Severity.ERROR, path, message, location=place)


def known(*findings: Finding) -> Baseline:
    """Return a baseline that lists *findings*."""
    return Baseline("b.json", Baseline("b.json").match(findings)[1])


def new(baseline: Baseline, *findings: Finding) -> list[Finding]:
    is_new, _ = baseline.match(findings)
    return [finding for finding, flag in zip(findings, is_new, strict=True) if flag]


def test_what_is_listed_is_hidden_wherever_it_stands() -> None:
    assert new(known(finding(*ONE, line=3)), finding(*ONE, line=30, message="in other words")) == []


@pytest.mark.parametrize("index", range(4))
def test_what_differs_is_new(index: int) -> None:
    other = list(ONE)
    other[index] += "0"
    assert new(known(finding(*ONE)), finding(*other)) == [finding(*other)]


def test_equal_ones_are_counted() -> None:
    baseline = known(finding(*ONE), finding(*ONE, line=2))
    third = finding(*ONE, line=3)
    assert new(baseline, finding(*ONE), finding(*ONE, line=2), third) == [third]


def test_of_the_record_as_a_whole_the_message_tells() -> None:
    whole = ("_pathways/WP1.md", "SCH001", "")
    baseline = known(finding(*whole, "1", message="`title` is missing"))
    assert new(baseline, finding(*whole, "2", message="`title` is missing")) == []
    assert len(new(baseline, finding(*whole, "1", message="`wpid` is missing"))) == 1


def test_a_bug_in_recordlint_is_never_hidden() -> None:
    crash = finding("_pathways/WP1.md", "REC900", "", "")
    baseline = known(crash)
    assert not baseline.entries
    assert new(baseline, crash) == [crash]


def test_what_was_looked_for_in_vain_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    second = Entry("_pathways/WP2.md", *ONE[1:])
    other = Entry(ONE[0], "TXT002", *ONE[2:])
    for name in (ONE[0], second.file):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    everything = {Entry(*ONE): 2, second: 1, other: 1}
    baseline = Baseline("b.json", everything)
    _, met = baseline.match([finding(*ONE)])

    def pruned(checked: list[str], codes: set[str]) -> dict[Entry, int]:
        return baseline.pruned(baseline.stale(met, checked, codes)).entries

    assert pruned([], {"TXT001"}) == everything
    assert pruned(["./_pathways/WP2.md"], {"TXT001", "TXT002"}) == {Entry(*ONE): 2, other: 1}
    assert pruned([ONE[0]], {"TXT001"}) == {**everything, Entry(*ONE): 1}
    assert pruned([ONE[0], second.file], {"TXT001", "TXT002"}) == {Entry(*ONE): 1}
    (tmp_path / ONE[0]).unlink()
    assert pruned([], set()) == {second: 1}


def test_files_are_named_from_the_folder_of_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_pathways").mkdir()
    (tmp_path / "_pathways/WP1.md").touch()
    monkeypatch.chdir(tmp_path / "_pathways")
    baseline = Baseline("../b.json")
    _, met = baseline.match([finding("WP1.md", *ONE[1:]), finding("WP2.md", *ONE[1:])])
    updated = baseline.updated(met, Counter())
    assert [entry.file for entry in updated.entries] == ["_pathways/WP1.md", "_pathways/WP2.md"]
    assert [entry.file for entry in updated.pruned(Counter()).entries] == ["_pathways/WP1.md"]


def test_a_record_has_one_name_however_its_folder_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real/_pathways").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "linked.json").symlink_to("real/b.json")
    monkeypatch.chdir(tmp_path / "real")
    for path, name in (("b.json", ""), ("../link/b.json", ""), ("../linked.json", "real/")):
        _, met = Baseline(path).match([finding("../link/_pathways/WP1.md", *ONE[1:])])
        assert [entry.file for entry in met] == [f"{name}_pathways/WP1.md"]


names, values = st.sampled_from(["a", "b"]), st.sampled_from("123")
found = st.dictionaries(
    st.builds(Entry, names, st.just("TXT001"), st.just("/x/*"), values), st.integers(1, 3)
).map(Counter)


@given(found, found, found, st.sets(names))
def test_repairs_make_nothing_new(
    listed: Counter[Entry], before: Counter[Entry], after: Counter[Entry], repaired: set[str]
) -> None:
    """No more is new afterwards than before, but for what is more; and no more is listed."""
    old = Baseline("b.json", listed)
    new = old.carried(before, after, repaired)
    for file in ("a", "b"):

        def number(entries: Counter[Entry], name: str = file) -> int:
            return sum(count for entry, count in entries.items() if entry.file == name)

        more = max(number(after) - number(before), 0)
        assert number(after - new.entries) <= number(before - old.entries) + more
        assert number(new.entries) <= number(old.entries)
    assert all(count > 0 for count in new.entries.values())


# The file -----------------------------------------------------------------------------------------

cells = st.text(max_size=20)


@given(st.dictionaries(st.builds(Entry, cells, cells, cells, cells), st.integers(1, 9), max_size=8))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, entries: dict[Entry, int]) -> None:
    path = tmp_path_factory.getbasetemp() / "b.json"
    Baseline(str(path), entries).write()
    text = path.read_text("ascii")
    assert Baseline.read(str(path)).entries == entries
    assert len(text.splitlines()) == len(entries) + 3
    assert json.loads(text)["version"] == 1
    Baseline(str(path), dict(reversed(entries.items()))).write()
    assert path.read_text("ascii") == text


def test_the_form_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    Baseline(str(path), {Entry(*ONE): 2, Entry(*ONE[:3], "0"): 1}).write()
    assert path.read_text() == (
        '{"version": 1, "findings": [\n'
        '["record", "rule", "pointer", "value", "count"]\n'
        ',["_pathways/WP1.md", "TXT001", "/title", "0", 1]\n'
        ',["_pathways/WP1.md", "TXT001", "/title", "aaaaaaaaaaaaaaaa", 2]\n'
        "]}\n"
    )
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask


ROW = '["a", "b", "c", "d", 1]'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not valid JSON"),
        ("\udcff", "is not valid JSON"),
        ("[" * 100_000, "is not valid JSON"),
        ('{"version": 1, "findings": [\n<<<<<<< HEAD\n]}', r"git could not merge it.*merge=union"),
        ("[]", "is not a baseline"),
        ("{}", "is not a baseline"),
        ('{"version": 1}', "is not a baseline"),
        ('{"version": 2, "findings": 7}', "has version 2, but this recordlint reads version 1; install"),
        (f'{{"version": 1, "findings": [{ROW}, {ROW.replace("1", "0")}]}}', "entry 1 is not as recordlint"),
        (f'{{"version": 1, "findings": [{ROW.replace("1", "true")}]}}', "entry 0 is not as recordlint"),
        (f'{{"version": 1, "findings": [{ROW.replace("1", "1, 2")}]}}', "entry 0 is not as recordlint"),
        ('{"version": 1, "findings": ["abcde"]}', "entry 0 is not as recordlint"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=f"b.json: {told}"):
        Baseline.read(str(path))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file; `recordlint baseline` writes it"):
        Baseline.read(str(tmp_path / "b.json"))
    with pytest.raises(UsageError, match="it is no regular file"):
        Baseline.read(str(tmp_path))


# Merges -------------------------------------------------------------------------------------------


def rows(count: int) -> dict[Entry, int]:
    return {Entry(f"_pathways/WP{n:03}.md", "TXT001", f"/k{i}", "0"): 2 for n in range(count) for i in (1, 2)}


def merged(folder: Path, *sides: Callable[[dict[Entry, int]], None], start: dict[Entry, int]) -> Any:
    """Return what is listed when each of two branches has changed the baseline, and git merged them."""
    path = folder / "b.json"
    git(folder, "init", "--quiet", "--initial-branch", "main")
    if start:
        Baseline(str(path), start).write()
        assert merge_by_line(str(path))
    commit(folder)
    for number, change in enumerate(sides):
        git(folder, "checkout", "--quiet", "-b", f"side{number}", "main")
        entries = dict(start)
        change(entries)
        Baseline(str(path), entries).write()
        merge_by_line(str(path))
        commit(folder, f"side{number}")
    git(folder, "merge", "--quiet", "side0")
    return Baseline.read(str(path)).entries


def remove(*numbers: int) -> Callable[[dict[Entry, int]], None]:
    def change(entries: dict[Entry, int]) -> None:
        for entry in [entry for entry in entries if int(entry.file[12:15]) in numbers]:
            del entries[entry]

    return change


def add(number: int) -> Callable[[dict[Entry, int]], None]:
    return lambda entries: entries.update({Entry(f"_pathways/WP{number:03}.md", "CUR001", "/x", "0"): 1})


def test_lines_that_are_there_twice_count_as_the_larger(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    more = ROW.replace("1", "3")
    path.write_text(f'{{"version": 1, "findings": [{ROW}, {more}, {ROW}]}}')
    assert Baseline.read(str(path)).entries == {Entry("a", "b", "c", "d"): 3}


def test_changes_of_different_records_merge_exactly(tmp_path: Path) -> None:
    start = rows(9)
    expected = dict(start)
    for change in (remove(0, 1), remove(3, 8), add(6)):
        change(expected)

    def second(entries: dict[Entry, int]) -> None:
        remove(3, 8)(entries)
        add(6)(entries)

    assert merged(tmp_path, remove(0, 1), second, start=start) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (remove(3), remove(4)),
        (remove(0), remove(1)),
        (remove(8), add(9)),
        (add(9), add(10)),
        (add(4), remove(4)),
        (remove(*range(9)), remove(*range(0, 9, 2))),
        (lambda entries: entries.update(dict.fromkeys(entries, 1)), add(4)),
    ],
)
def test_changes_side_by_side_merge_and_lose_nothing(tmp_path: Path, one: Any, other: Any) -> None:
    """What one side removed beside a change of the other may come back, to be pruned again."""
    start = rows(9)
    here, there = dict(start), dict(start)
    one(here)
    other(there)
    wanted = {entry for entry in here | there if entry not in start or (entry in here and entry in there)}
    assert wanted <= set(merged(tmp_path, one, other, start=start)) <= set(start | here | there)


def test_two_new_baselines_merge(tmp_path: Path) -> None:
    def one(entries: dict[Entry, int]) -> None:
        entries.update(rows(2))
        add(5)(entries)

    def other(entries: dict[Entry, int]) -> None:
        entries.update(rows(3))

    expected = rows(3)
    add(5)(expected)
    assert merged(tmp_path, one, other, start={}) == expected


@pytest.mark.parametrize("seed", range(10))
def test_any_two_changes_merge(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)

    def change(entries: dict[Entry, int]) -> None:
        for entry in chance.sample(sorted(entries), 12):
            del entries[entry]
        for number in chance.sample(range(40), 5):
            add(number)(entries)

    assert len(merged(tmp_path, change, change, start=rows(20))) >= 26


def test_what_git_is_told(tmp_path: Path) -> None:
    path, attributes = tmp_path / "b.json", tmp_path / ".gitattributes"
    assert not merge_by_line(str(path))
    assert not attributes.exists()
    (tmp_path / ".git").mkdir()
    attributes.write_bytes(b"*.md text\r\n# end")
    assert merge_by_line(str(path))
    assert not merge_by_line(str(path))
    assert attributes.read_bytes() == b"*.md text\r\n# end\nb.json merge=union\n"
    assert not merge_by_line(str(tmp_path / "odd name.json"))
    shutil.rmtree(tmp_path / ".git")
