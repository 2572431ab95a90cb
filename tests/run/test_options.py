"""Workers, the cache and interruptions do not change the findings of a run."""

from __future__ import annotations

import errno
import io
import os
import pickle
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from runs import ALL, CLEAN, FAULTY, FEW, found, kept

from lint import Settings, UsageError, files
from lint.checker.corpus import Corpus
from lint.checker.rule_runner import RuleRunner
from lint.core.findings import Finding
from lint.records.inputs import Disk
from lint.reports import Style, render, write_entries
from lint.results.findings import TextFormat
from lint.results.packed import PackedResults
from lint.run import cache, pool, selection
from lint.run.job import FileTask, Job, RunOptions
from lint.run.runner import run
from lint.run.worker import Worker

# Workers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("flags", [{}, {"fix": True, "diff": True}])
def test_workers_find_what_one_process_finds(
    repository: Path, monkeypatch: pytest.MonkeyPatch, method: str, flags: dict[str, bool]
) -> None:
    monkeypatch.setattr(pool, "START_METHOD", method)
    alone = run(["."], ALL, RunOptions(**flags))
    assert alone.records == 100
    assert len(alone.findings) > 20
    assert found(run(["."], ALL, RunOptions(jobs=2, **flags))) == found(alone)


def test_of_huge_records_few_are_in_memory_together(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        (repository / f"_pathways/WP{number}.md").write_text(
            f"---\nwpid: WP{number}\nx: {'x' * 300_000}\n---"
        )
    together: list[int] = []
    run_rules = RuleRunner.run

    def noted(runner: RuleRunner, records: Sequence[Any]) -> object:
        together.append(len(records))
        return run_rules(runner, records)

    monkeypatch.setattr(RuleRunner, "run", noted)
    job = Job(Settings(select=("REC001",)))  # without fixes, which are tried out one by one
    paths = [f"_pathways/WP{number}.md" for number in (*range(5), *range(10, 42))]
    results = Worker(job).work([FileTask(path, False) for path in paths]).unpacked()
    assert [result.path for result in results] == paths
    assert [number for number in together if number] == [2, 2, 16, 16, 1]


def test_workers_write_what_they_repair(repository: Path) -> None:
    report = run(["."], Settings(select=("TXT001",)), RunOptions(jobs=2, fix=True))
    assert len(report.fixed) == 10
    texts = [(repository / f"_pathways/WP{number}.md").read_text() for number in (0, 10, 11)]
    assert texts == [CLEAN.format(number) for number in (0, 10, 11)]


def test_a_worker_that_dies_is_told_with_its_file_and_the_run_goes_on(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "START_METHOD", "fork")  # so that the workers have what is put in here
    work = Worker.work
    parent = os.getpid()

    def deadly(each: Worker, tasks: Sequence[FileTask]) -> object:
        if any(task.path == "_pathways/WP50.md" for task in tasks) and os.getpid() != parent:
            os._exit(1)
        return work(each, tasks)

    monkeypatch.setattr(Worker, "work", deadly)
    report = run(["."], Settings(select=("TXT001",)), RunOptions(jobs=2))
    assert [failure.split(":")[0] for failure in report.failures] == ["_pathways/WP50.md"]
    assert (report.records, len(report.findings)) == (99, 9)


def test_as_many_workers_as_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for text, count in (("max 100000", 8), ("250000 100000", 3), ("50000 100000", 1), ("nonsense", 8)):
        monkeypatch.setattr(
            pool, "read_text", lambda path, text=text: text if path.endswith("cpu.max") else ""
        )
        assert pool.cores() == count
    old = {"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}

    def version_1(path: str) -> str:
        if path.endswith("cpu.max"):
            raise FileNotFoundError(path)
        return old[path.removeprefix("/sys/fs/cgroup/")]

    monkeypatch.setattr(pool, "read_text", version_1)
    assert pool.cores() == 2


@pytest.mark.parametrize("error", [OSError(11, "No more processes"), ImportError("no semaphores")])
def test_without_room_for_processes_one_does_the_work(
    repository: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Refused(pool.ProcessPoolExecutor):
        def submit(self, *arguments: object) -> object:
            raise error

    expected = found(run(["."], FEW))
    monkeypatch.setattr(pool, "ProcessPoolExecutor", Refused)
    assert found(run(["."], FEW, RunOptions(jobs=2))) == expected


# Cache --------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_looked_at_again(repository: Path, inspected: list[str]) -> None:
    cold = run(["."], ALL, kept(repository))
    assert len(inspected) == 100
    inspected.clear()
    warm = run(["."], ALL, kept(repository))
    assert inspected == []
    assert found(warm) == found(cold) == found(run(["."], ALL))


def test_an_unchanged_record_is_not_even_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(["."], Settings(select=("TXT001",)), kept(repository))
    read: list[str] = []
    real = files.read
    monkeypatch.setattr(files, "read", lambda *given: read.append(given[0]) or real(*given))
    run(["."], Settings(select=("TXT001",)), kept(repository))
    assert [path for path in read if not path.endswith(".sqlite")] == []


def test_a_touched_record_is_read_once_and_not_looked_at_again(
    repository: Path, monkeypatch: pytest.MonkeyPatch, inspected: list[str]
) -> None:
    cold = found(run(["."], FEW, kept(repository)))
    inspected.clear()
    for path in repository.glob("_pathways/*.md"):
        os.utime(path, (5, 5))
    monkeypatch.setattr(PackedResults, "unpacked", lambda batch: pytest.fail("unpacking takes memory"))
    assert found(run(["."], FEW, kept(repository))) == cold
    assert inspected == []
    monkeypatch.setattr(Disk, "digest", lambda disk, need: pytest.fail(f"{need} is read again"))
    assert found(run(["."], FEW, kept(repository))) == cold


def change(repository: Path) -> str:
    (repository / "_pathways/WP3.md").write_text(FAULTY.format(3))
    return "_pathways/WP3.md"


def grow_sidecar(repository: Path) -> str:
    (repository / "_data/WP4-datanodes.tsv").write_text("Label\tType\nTP53\tGeneProduct\n")
    return "_pathways/WP4.md"


def add(repository: Path) -> str:
    (repository / "_pathways/WP500.md").write_text(FAULTY.format(500))
    return "_pathways/WP500.md"


def rewrite_in_the_same_size(repository: Path) -> str:
    path = repository / "_pathways/WP5.md"
    path.write_text(path.read_text().replace("signaling", "signalinh"))
    return "_pathways/WP5.md"


@pytest.mark.parametrize("event", [change, grow_sidecar, add, rewrite_in_the_same_size])
def test_what_has_changed_is_looked_at_again_and_nothing_else(
    repository: Path, inspected: list[str], event: object
) -> None:
    run(["."], ALL, kept(repository))
    inspected.clear()
    changed = event(repository)  # type: ignore[operator]
    report = run(["."], ALL, kept(repository))
    assert inspected == [changed]
    assert found(report) == found(run(["."], ALL))


def test_the_same_facts_are_not_compared_again(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    findings = Corpus.findings

    def noted(corpus: Corpus, facts: Sequence[Mapping[str, bytes]]) -> Any:
        compared.append("once")
        return findings(corpus, facts)

    monkeypatch.setattr(Corpus, "findings", noted)
    first = found(run(["."], FEW, kept(repository)))
    assert "DUP005" in {finding.code for finding in run(["."], FEW).findings}
    compared.clear()
    assert found(run(["."], FEW, kept(repository))) == first
    assert compared == []
    path = repository / "_pathways/WP50.md"
    path.write_text(path.read_text().replace("signaling 50", "signaling 51"))
    assert found(run(["."], FEW, kept(repository))) != first
    assert found(run(["."], FEW, kept(repository))) == found(run(["."], FEW))
    assert compared == ["once"] * 2
    shutil.rmtree(repository / "_pathways")
    assert list(run(["."], FEW, kept(repository)).findings) == []


def test_a_new_page_matters_to_the_records_that_asked_for_it(repository: Path, inspected: list[str]) -> None:
    (repository / "_authors").mkdir()
    (repository / "_authors/Khanspers.md").write_text("---\nusername: Khanspers\n---\n")
    before = run(["."], FEW, kept(repository))
    (repository / "_authors/Egonw.md").write_text("---\nusername: Egonw\n---\n")
    after = run(["."], FEW, kept(repository))
    assert "REF003" in before.findings.tally.by_code()
    assert "REF003" not in after.findings.tally.by_code()


def test_files_whose_names_are_not_utf8_are_kept_too(
    repository: Path, monkeypatch: pytest.MonkeyPatch, inspected: list[str]
) -> None:
    monkeypatch.setattr(selection, "_PART_MASK", 0)  # each file is a part, which is kept by its name
    (repository / os.fsdecode(b"_pathways/WP\xff.md")).write_text(FAULTY.format(1))
    (repository / "_authors").mkdir()
    (repository / os.fsdecode(b"_authors/\xff.md")).touch()
    cold = found(run(["."], FEW, kept(repository)))
    assert cold == found(run(["."], FEW))
    inspected.clear()
    assert found(run(["."], FEW, kept(repository))) == cold
    assert inspected == []


def test_a_deleted_record_is_forgotten(repository: Path) -> None:
    run(["."], FEW, kept(repository))
    (repository / "_pathways/WP77.md").unlink()
    report = run(["."], FEW, kept(repository))
    assert report.records == 99
    assert "DUP005" not in report.findings.tally.by_code()
    assert found(report) == found(run(["."], FEW))


def test_a_deleted_record_is_forgotten_where_it_was_to_be_looked_at_again(repository: Path) -> None:
    few = Settings(select=("TXT001",))
    assert len(run(["."], few, kept(repository)).findings) == 10
    for number in range(0, 100, 10):
        (repository / f"_pathways/WP{number}.md").unlink()
    again = run(["."], few, kept(repository, fix=True))
    assert found(again) == found(run(["."], few, RunOptions(fix=True)))


def test_other_settings_are_another_matter(repository: Path) -> None:
    for select in ("TXT001", "DUP005", "CUR"):
        settings = Settings(select=(select,), level="info")
        assert found(run(["."], settings, kept(repository))) == found(run(["."], settings))


def test_some_files_are_told_of_and_compared_with_the_kept_others(
    repository: Path, inspected: list[str]
) -> None:
    run(["."], FEW, kept(repository))
    change(repository)
    inspected.clear()
    named = ["_pathways/WP3.md", "_pathways/WP78.md"]
    report = run(named, FEW, kept(repository))
    assert inspected == ["_pathways/WP3.md"]
    assert {finding.location.file for finding in report.findings} == set(named)
    assert report.records == 2
    assert found(report) == found(run(named, FEW))


def test_a_fix_repairs_what_a_check_has_kept(repository: Path) -> None:
    settings = Settings(select=("TXT001",))
    run(["."], settings, kept(repository))
    report = run(["."], settings, kept(repository, fix=True))
    assert len(report.fixed) == 10
    after = run(["."], settings, kept(repository))
    assert (after.records, len(after.findings)) == (100, 0)


@pytest.mark.parametrize("damage", ["no database", "a foreign database", "a changed value", "a folder"])
def test_a_damaged_cache_is_thrown_away_without_a_word(repository: Path, damage: str) -> None:
    cold = run(["."], FEW, kept(repository))
    (file,) = (repository / "cache").iterdir()
    if damage == "no database":
        file.write_bytes(b"not a database at all" * 500)
    elif damage == "a changed value":
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE kept SET value = substr(value, 2)")
        connection.close()
    else:
        file.unlink()
        if damage == "a folder":
            file.mkdir()
        else:
            connection = sqlite3.connect(file)
            connection.execute("CREATE TABLE kept (x)")
            connection.close()
    assert found(run(["."], FEW, kept(repository))) == found(cold)
    assert found(run(["."], FEW, kept(repository))) == found(cold)


def test_reports_are_written_alike_whoever_renders_them(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run(["."], FEW).findings
    rendered: list[object] = []

    def noted(text_format: TextFormat, findings: Iterable[Finding]) -> str:
        found = list(findings)
        rendered.extend(found)
        return render(text_format, found)

    for module in ("lint.run.gathering", "lint.run.worker", "lint.reports"):
        monkeypatch.setattr(f"{module}.render", noted)
    plain, coloured = TextFormat("full", color=False), TextFormat("full", color=True)
    for text_format, jobs, is_new in (
        (plain, 2, True),
        (plain, 1, False),
        (coloured, 1, True),
        (coloured, 1, False),
        (TextFormat("jsonl", color=False), 1, True),
    ):
        rendered.clear()
        report = run(["."], FEW, kept(repository, jobs=jobs, text_format=text_format))
        stream = io.StringIO()
        write_entries(report, text_format.format, stream, Style(text_format.color))
        assert stream.getvalue() == render(text_format, expected)
        # What is found in comparison with others is worded each time, with what stands beside it.
        assert is_new or len(rendered) < len(expected) / 2


def test_a_cache_that_cannot_be_made_is_done_without(repository: Path) -> None:
    (repository / "cache").write_text("a file where the folder should be")
    assert found(run(["."], FEW, kept(repository))) == found(run(["."], FEW))


def test_several_runs_at_once_share_a_cache(repository: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "lint",
        "check",
        "--cache-dir",
        "cache",
        "--level",
        "info",
        "--exit-zero",
    ]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    results = [each.communicate() for each in runs]
    assert {each.returncode for each in runs} == {0}
    assert len(set(results)) == 1


def test_the_cache_keeps_within_its_bounds(repository: Path) -> None:
    folder = repository / "cache"
    for number in range(4):
        run(["."], Settings(select=("TXT001",), ignore=(f"TXT00{number + 2}",)), kept(repository))
    caches = sorted(folder.iterdir())
    assert len(caches) == 4
    sizes = [path.stat().st_size for path in caches]
    for number, path in enumerate(caches):
        os.utime(path, (number, number))
    assert cache.clean(folder, limit=sum(sizes[2:])) == sum(sizes[:2])
    assert sorted(folder.iterdir()) == caches[2:]
    assert cache.clean(folder) == sum(sizes[2:])


def test_a_run_that_holds_the_cache_slows_no_other(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = found(run(["."], FEW, kept(repository)))
    (file,) = (repository / "cache").iterdir()
    holding = sqlite3.connect(file)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        holding.execute(f"BEGIN {lock}")
        for path in repository.glob("_pathways/*.md"):
            path.write_bytes(path.read_bytes() + b"\n")
        begin = time.monotonic()
        run(["."], Settings(select=("TXT001",)), kept(repository))
        alone = time.monotonic() - begin  # of other settings, and so another cache
        begin = time.monotonic()
        assert found(run(["."], FEW, kept(repository)))
        assert time.monotonic() - begin < alone + 5  # a guard; each wait for each part takes 15 seconds
        holding.rollback()
    holding.close()
    assert file.exists()
    for path in repository.glob("_pathways/*.md"):
        path.write_bytes(path.read_bytes().removesuffix(b"\n\n"))
    assert found(run(["."], FEW, kept(repository))) == cold


def with_times_of_before(path: Path, data: bytes) -> None:
    """Write a file such that its size, inode and times of modification are as they were."""
    status = path.stat()
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_ino) == (status.st_size, status.st_ino)


def test_a_change_that_keeps_size_and_times_is_seen(repository: Path) -> None:
    (repository / "_data/WP4-datanodes.tsv").write_text("Label\tType\nTP53\tGeneProduct\n")
    run(["."], FEW, kept(repository))
    record = repository / "_pathways/WP3.md"
    with_times_of_before(record, record.read_bytes().replace(b"signaling 3", b"signal  g 3"))
    sidecar = repository / "_data/WP4-datanodes.tsv"
    with_times_of_before(sidecar, sidecar.read_bytes().replace(b"TP53", b"TP63"))
    warm = found(run(["."], FEW, kept(repository)))
    assert warm == found(run(["."], FEW))
    assert any("TP63" in str(each) for each in warm)


def test_a_sidecar_that_could_not_be_read_is_asked_for_again(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "_data/WP4-datanodes.tsv").write_text("Label\tType\nEGFR\tGeneProduct\n")
    expected = found(run(["."], FEW))
    real = files.read

    def failing(path: str, limit: int | None = None) -> bytes:
        if path.endswith(".tsv"):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return real(path, limit)

    with monkeypatch.context() as patch:
        patch.setattr(files, "read", failing)
        for _ in range(2):
            unread = run(["."], FEW, kept(repository))
            assert "REC011" in unread.findings.tally.by_code()
    assert found(run(["."], FEW, kept(repository))) == expected


def kept_values(folder: Path) -> dict[bytes, bytes]:
    """Return what the caches in *folder* keep, by name."""
    (file,) = folder.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        return dict(connection.execute("SELECT name, value FROM kept"))


def replace_kept(folder: Path, values: Mapping[bytes, bytes]) -> None:
    """Put *values* into the cache in *folder*, with the digests that belong to them."""
    (file,) = folder.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        rows = [(name, files.digest(value), value) for name, value in values.items()]
        connection.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)


class Marker:
    """A value whose pickle makes a file when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        return (open, ("it ran", "w"))


@pytest.mark.parametrize(
    "forged",
    [
        pickle.dumps(Marker()),
        b"",
        b"\0\0\0\2[]",
        b"\xff\xff\xff\xff",
        b"\0\0\0\4null",
        (200_000).to_bytes(4) + b"[" * 200_000,
    ],
    ids=["pickle", "empty", "no fields", "too short", "null", "deep"],
)
def test_what_somebody_else_put_into_the_cache_is_not_used(repository: Path, forged: bytes) -> None:
    options = kept(repository)
    expected = found(run(["."], FEW, options))
    replace_kept(repository / "cache", dict.fromkeys(kept_values(repository / "cache"), forged))
    assert found(run(["."], FEW, options)) == expected
    assert not (repository / "it ran").exists()


def test_damage_that_shows_only_in_the_report_is_told(repository: Path) -> None:
    options = kept(repository)
    run(["."], FEW, options)
    damaged: dict[bytes, bytes] = {}
    for name, value in kept_values(repository / "cache").items():
        if name:
            results = PackedResults.from_bytes(value)
            results.findings = results.findings._replace(packed=b"x")
            damaged[name] = results.to_bytes()
    replace_kept(repository / "cache", damaged)
    with pytest.raises(UsageError, match="recordlint clean"):
        found(run(["."], FEW, options))


# Interruptions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_found_until_ctrl_c_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    seen: list[int] = []
    report = run(
        ["."],
        FEW,
        RunOptions(jobs=jobs),
        progress=lambda done, *_: seen.append(done),
        stopped=lambda: bool(seen) and seen[-1] > 10,
    )
    assert report.is_interrupted
    assert 10 < report.records < 100
    assert report.findings


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers")
def test_ctrl_c_ends_a_run_with_130(tmp_path: Path) -> None:
    (tmp_path / "_pathways").mkdir()
    for number in range(3000):
        (tmp_path / f"_pathways/WP{number}.md").write_text(FAULTY.format(number))
    arguments = ["check", "--no-cache", "--jobs", "2", "--output-format", "concise"]
    process = subprocess.Popen(
        [sys.executable, "-m", "lint", *arguments],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not workers.read_text():
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert re.fullmatch(r"Interrupted after [\d,]+ files?\.\n", errors)
    assert output.count("TXT001") < 3000


def test_a_missing_path_is_wrong_usage_with_workers_too(repository: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        run(["none.md"], FEW, kept(repository, jobs=2))
