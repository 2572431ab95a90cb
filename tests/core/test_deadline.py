"""Work on a record that takes too long is stopped and reported; the other records are checked."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import resolve_name
from threading import Thread
from time import thread_time
from typing import Any

import pytest

from lint.checker.corpus import Corpus
from lint.checker.file_checker import FileChecker, FileContent
from lint.core.deadline import Deadline, TooLong
from lint.rules import Fact
from lint.rules.dup.duplicate_record import DuplicateRecord
from lint.rules.ref.redirect_clash import RedirectClash
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers")
SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string", "pattern": "^a*a*a*a*$"}, "short": {"maxLength": 2}},
}
SECONDS = 0.1
"""The length of a second in these tests."""
KIND = """
limits.seconds = 1
select = ["SCH", "REC", "TXT005"]

[[kinds]]
name = "note"
files = ["_notes/*.md"]
schema = "note.schema.json"
"""


@pytest.fixture(autouse=True)
def _short_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint.core.deadline.SECOND", SECONDS)


def busy(watch: Deadline, at: object) -> None:
    """Be at something until it is ended."""
    watch.at = at
    while True:
        pass


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "recordlint.toml").write_text(KIND)
    (tmp_path / "note.schema.json").write_text(json.dumps(SCHEMA))
    (tmp_path / "_notes").mkdir()
    for number, title in enumerate(("aaa", "a" * 600 + "!  x", "b", "aaaa")):
        (tmp_path / f"_notes/{number}.md").write_text(f"---\ntitle: {title}\nshort: abc\n---\n")
    return tmp_path


@needs_timer
def test_a_pattern_that_takes_for_ever_is_told(repository: Path) -> None:
    from lint.settings.loading import load

    report = run(["."], load(repository), RunOptions())
    found = [(each.location.file, each.code) for each in report.findings]
    assert ("_notes/1.md", "REC900") in found
    (late,) = (each.message for each in report.findings if each.code == "REC900")
    assert "took more than 1 second (`limits.seconds`) on this record" in late
    assert [file for file, code in found if code == "SCH003"] == ["_notes/2.md"]
    assert {file for file, code in found if code != "REC900"} == {"_notes/0.md", "_notes/2.md", "_notes/3.md"}
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@needs_timer
def test_it_is_ended_only_where_it_is_always_the_same() -> None:
    watch = Deadline(2)
    with watch.kept():
        with pytest.raises(TooLong, match="more than 2 seconds"):
            busy(watch, object())
        watch.at = None
    with watch.kept():
        for _ in range(4):
            watch.at = object()  # something else before two seconds are over
            end = thread_time() + 1.5 * SECONDS
            while thread_time() < end:
                pass
        watch.at = None


PATHWAY = b"---\nwpid: WP1\ntitle: 'a  b'\n---\n"


def never(*given: object) -> Iterator[Any]:
    """Come to no end."""
    while True:
        pass
    yield


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that comes to no end when it is called first, and then is *function*."""
    calls: list[object] = []

    def wrapped(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 1:
            next(never())
        return function(*given)

    return wrapped


def checker() -> FileChecker:
    return FileChecker(Settings(limits={"seconds": 1}, select=("TXT005", "DUP006")))


@needs_timer
@pytest.mark.parametrize(
    ("name", "made", "told"),
    [
        ("lint.documents.read", once, "Reading took {} on this record; it is not checked"),
        (
            "lint.rules.txt.stray_space.StraySpace.check",
            once,
            "TXT005 took {} on this record; it",
        ),
        (
            "lint.rules.dup.duplicate_record.DuplicateRecord.facts",
            once,
            "DUP006 took {} on this record; it",
        ),
        ("lint.documents.front_matter.FrontMatter.words_span", once, "Reporting took {} on this record; its"),
    ],
)
def test_whatever_takes_too_long_on_a_record_is_told(
    name: str, made: Callable[..., Any], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name, made(resolve_name(name)))
    contents = [FileContent("_pathways/WP1.md", PATHWAY), FileContent("_pathways/WP2.md", PATHWAY)]
    late, other = checker().results(contents)
    (message,) = (each.message for each in late.findings if each.code == "REC900")
    assert message.startswith(told.format("more than 1 second (`limits.seconds`)"))
    assert (late.kind, late.path) == ("pathway", "_pathways/WP1.md")
    assert [each.code for each in other.findings] == ["TXT005"]
    (fact,) = (fact for facts in other.facts.values() for fact in facts)
    assert (fact.path, fact.data, fact.record) == (("wpid",), "WP1", "WP1")


@needs_timer
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lint.rules.txt.stray_space.StraySpace.check", "Repairing took"),
        ("lint.documents.front_matter.FrontMatter.edited", "Repairing took"),
    ],
)
def test_a_record_that_takes_too_long_to_repair_stays(
    name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name, once(resolve_name(name)))
    result = checker().fix("_pathways/WP1.md", PATHWAY)
    assert result.data is None
    assert [each.code for each in result.findings] == ["REC900"]
    assert result.findings[0].message.startswith(told)
    assert checker().fix("_pathways/WP1.md", PATHWAY).data == PATHWAY.replace(b"a  b", b"a b")


@needs_timer
def test_comparing_is_ended_where_it_comes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "lint.rules.dup.duplicate_record.DuplicateRecord.compare"
    monkeypatch.setattr(rule, never)
    facts = {
        code: [Fact(f"{n}.md", "pathway", "WP1", ("wpid",), "WP1\n") for n in range(2)]
        for code in ("DUP006", "REF005")
    }
    facts["REF005"] = [fact._replace(data="claimed\n/x", record=fact.file) for fact in facts["REF005"]]
    found, failures = Corpus([DuplicateRecord(), RedirectClash()], Deadline(1)).findings(facts)
    (failure,) = failures
    assert failure.startswith("DUP006 took more than 1 second (`limits.seconds`) to compare")
    assert [each.code for findings in found.values() for each in findings] == ["REF005", "REF005"]


@needs_timer
def test_the_timer_of_somebody_else_is_left_alone() -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 1_000)
    try:
        handler = signal.getsignal(signal.SIGVTALRM)
        with Deadline(1).kept():
            assert signal.getsignal(signal.SIGVTALRM) is handler
            assert signal.getitimer(signal.ITIMER_VIRTUAL)[1] == 0
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def test_in_a_thread_nothing_is_watched(repository: Path) -> None:
    (repository / "_notes/1.md").unlink()
    found: list[int] = []
    thread = Thread(target=lambda: found.append(len(run(["."], Settings(select=("REC",))).findings)))
    thread.start()
    thread.join()
    assert found == [0]
