"""What takes far too long on one record is ended, told, and keeps nothing else from being checked."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from threading import Thread

import pytest

from lint.core.deadline import Deadline, TooLong
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers")
SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string", "pattern": "^a*a*a*a*$"}, "short": {"maxLength": 2}},
}
KIND = """
limits.seconds = 1
select = ["SCH", "REC", "TXT005"]

[[kinds]]
name = "note"
files = ["_notes/*.md"]
schema = "note.schema.json"
"""


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

    report = run(["."], load(repository), options=RunOptions())
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
    ended: list[object] = []
    for _ in range(9):
        watch.at = object()  # something else each second
        watch._look(0, None)
        watch._look(0, None)
        ended.append(watch.at)
    assert len(ended) == 9


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
