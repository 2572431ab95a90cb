"""A `fix` that is stopped, hindered or raced: each file is entirely old or entirely new."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hostile.conftest import FAULTY, MENDED, Run, arguments_of

from lint import files
from lint.files import writing

STOPS = int(os.environ.get("RECORDLINT_STOPS", "9"))
"""How many runs are stopped at a random moment."""
RECORDS = 60
FIX = ("fix", "--select", "TXT", "--quiet", "--output-format", "concise", "--no-cache", "--jobs", "1")
OLD = FAULTY.format(9).encode()
NEW = MENDED.format(9).encode()


def many(folder: Path) -> Path:
    """Make records to repair, and one with nothing to repair, of known mode and time."""
    (folder / "_pathways").mkdir(parents=True)
    for number in range(RECORDS):
        (folder / f"_pathways/WP{number}.md").write_text(FAULTY.format(number), newline="")
    (folder / "_pathways/WP999.md").write_text(MENDED.format(999), newline="")
    for path in (folder / "_pathways").iterdir():
        path.chmod(0o640)
        os.utime(path, (1, 1))
    return folder


def number_repaired(folder: Path) -> int:
    """Return how many records are new; each is wholly that or wholly old, and the rest is as it was."""
    repaired = 0
    for number in range(RECORDS):
        path = folder / f"_pathways/WP{number}.md"
        is_new = path.read_bytes() == MENDED.format(number).encode()
        assert is_new or path.read_bytes() == FAULTY.format(number).encode()
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        assert is_new or path.stat().st_mtime == 1
        repaired += is_new
    assert (folder / "_pathways/WP999.md").stat().st_mtime == 1
    return repaired


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder / "_pathways") if not name.endswith(".md")]


@pytest.fixture(scope="module")
def duration(tmp_path_factory: pytest.TempPathFactory, recordlint: Run) -> float:
    """How many seconds a whole run takes."""
    folder = many(tmp_path_factory.mktemp("duration"))
    begin = time.monotonic()
    done = recordlint(*FIX, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert number_repaired(folder) == RECORDS
    return time.monotonic() - begin


@pytest.mark.parametrize("number", range(STOPS))
def test_a_stop_at_any_moment(number: int, tmp_path: Path, duration: float, forked: Run) -> None:
    folder = many(tmp_path)
    sign = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3]
    with subprocess.Popen(**arguments_of(*FIX), cwd=folder) as process:  # type: ignore[call-overload]
        if sign is signal.SIGINT:  # of the start, see tests/test_interrupts.py
            path = folder / "_pathways/WP0.md"
            while path.stat().st_mtime == 1 and process.poll() is None:
                time.sleep(0.001)
            time.sleep(random.uniform(0, duration / 10))
        else:
            time.sleep(random.uniform(0, duration))
        process.send_signal(sign)
        sent = time.monotonic()
        output, errors = process.communicate(timeout=60)
        answered = time.monotonic() - sent
    repaired = number_repaired(folder)
    if sign is signal.SIGINT:
        assert "Traceback" not in errors
        if process.returncode == 130:
            assert "Interrupted" in errors
            assert repaired - 1 <= output.count("[fixed]") / 2 <= repaired
        else:
            assert (process.returncode, repaired) == (0, RECORDS)
        assert leftovers(folder) == []
        assert answered < 20  # a guard; some hundredths of a second, on a machine at rest
    else:
        assert process.returncode in (-sign, 0)
        assert len(leftovers(folder)) <= 1
    done = forked(*FIX, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert number_repaired(folder) == RECORDS
    assert leftovers(folder) == []


def test_what_a_kill_left_is_cleared_though_nothing_is_written(repository: Path, forked: Run) -> None:
    path = repository / "_pathways/WP9.md"
    path.write_bytes(NEW)
    for name in (".recordlint-abc.new", ".recordlint-mine.txt", "x.new"):
        (repository / "_pathways" / name).touch()
    forked("check", cwd=repository)
    assert len(leftovers(repository)) == 3
    forked(*FIX, cwd=repository)
    assert sorted(leftovers(repository)) == [".recordlint-mine.txt", "x.new"]


def children(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that *process* has started."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    """Return whether a process is there, and is more than an entry in the list of processes."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system tells no children")
@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_end_of_a_run_is_the_end_of_its_workers(tmp_path: Path, command: str, sign: int) -> None:
    (tmp_path / "_pathways").mkdir()
    paths = [tmp_path / f"_pathways/WP{number}.md" for number in range(800)]
    for path in paths:
        path.write_text(FAULTY.format(9) + "\n" + "x" * 5_000)
    arguments = (command, "--select", "TXT", "--quiet", "--no-cache", "--jobs", "2")
    with subprocess.Popen(**arguments_of(*arguments), cwd=tmp_path) as process:  # type: ignore[call-overload]
        while len(workers := children(process)) < 2 and process.poll() is None:
            time.sleep(0.01)
        while command == "fix" and not any("TNF-α" in path.read_text() for path in paths[:50]):
            time.sleep(0.01)
        process.send_signal(sign)
        assert process.wait(60) == -sign
        before = [path.stat().st_mtime_ns for path in paths]
        process.communicate(timeout=10)  # nobody holds the other end of the pipe
    time.sleep(0.5)
    assert [path.stat().st_mtime_ns for path in paths] == before
    assert not any(map(is_running, workers))


def test_a_stopped_run_slows_no_other(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.5)
    path = repository / "_pathways/WP9.md"
    with writing.alone_in(str(path.parent)):
        begin = time.monotonic()
        for _ in range(20):
            with pytest.raises(OSError, match="has locked the folder"):
                files.write(str(path), NEW, OLD)
        assert time.monotonic() - begin < 5  # a guard; half a second each would take ten
    files.write(str(path), NEW, OLD)
    assert path.read_bytes() == NEW


def test_two_runs_at_once(tmp_path: Path) -> None:
    folder = many(tmp_path)
    processes = [subprocess.Popen(**arguments_of(*FIX), cwd=folder) for _ in range(2)]  # type: ignore[call-overload]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
    assert number_repaired(folder) == RECORDS
    assert leftovers(folder) == []


def test_two_runs_at_once_that_repair_different_things(tmp_path: Path, forked: Run) -> None:
    folder = many(tmp_path)
    processes = [
        subprocess.Popen(**arguments_of(*FIX, "--select", rule, "--ignore", other), cwd=folder)  # type: ignore[call-overload]
        for rule, other in (("TXT001", "TXT005"), ("TXT005", "TXT001"))
    ]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert all("it was changed while it was checked" in line for line in errors.splitlines())
        assert process.returncode == (2 if errors else 0)
    texts = {path.read_text().replace(path.stem, "WP9") for path in (folder / "_pathways").iterdir()}
    halves = {MENDED.format(9).replace("α", "Î±"), FAULTY.format(9).replace("Î±", "α")}
    assert texts <= {MENDED.format(9), *halves}  # a repair that was made is never lost
    done = forked(*FIX, cwd=folder)
    assert (done.returncode, number_repaired(folder)) == (0, RECORDS)


class TestWrite:
    """`files.write`, where the moment can be chosen."""

    @pytest.fixture
    def path(self, repository: Path) -> Path:
        return repository / "_pathways/WP9.md"

    def refused(self, path: Path, before: bytes = OLD) -> str:
        """Return why *path* cannot be written; it is then as it was."""
        text = path.read_bytes()
        with pytest.raises(OSError) as refusal:  # noqa: PT011
            files.write(str(path), NEW, before)
        assert path.read_bytes() == text
        assert [name for name in os.listdir(path.parent) if name.endswith(".new")] == []
        return str(refusal.value)

    def test_a_file_that_was_changed_meanwhile(self, path: Path) -> None:
        path.write_bytes(OLD + b"\n")
        assert self.refused(path) == "it was changed while it was checked; run again"

    def test_a_file_that_was_repaired_meanwhile(self, path: Path) -> None:
        path.write_bytes(NEW)
        files.write(str(path), NEW, OLD)
        assert path.read_bytes() == NEW

    def test_a_file_that_was_removed_meanwhile(self, path: Path) -> None:
        path.unlink()
        with pytest.raises(FileNotFoundError):
            files.write(str(path), NEW, OLD)
        assert os.listdir(path.parent) == []

    def test_a_file_that_is_not_there_yet(self, path: Path, repository: Path) -> None:
        files.write(str(repository / "new.md"), NEW)
        assert (repository / "new.md").read_bytes() == NEW
        path.unlink()
        path.touch()
        assert path.stat().st_mode == (repository / "new.md").stat().st_mode

    def test_a_hard_link(self, path: Path, repository: Path) -> None:
        os.link(path, repository / "other.md")
        assert "hard links" in self.refused(path)
        assert (repository / "other.md").stat().st_ino == path.stat().st_ino

    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o775, 0o444])
    def test_the_mode_stays(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        if os.access(path, os.W_OK):
            files.write(str(path), NEW, OLD)
        else:
            assert self.refused(path) == "it is read-only"
        assert stat.S_IMODE(path.stat().st_mode) == mode

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_the_owner_stays(self, path: Path) -> None:
        os.chown(path, 12345, 54321)
        files.write(str(path), NEW, OLD)
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)

    def test_an_owner_that_cannot_stay(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*arguments: int) -> None:
            raise PermissionError(1, "Operation not permitted")

        status = list(os.lstat(path))
        status[4] += 1  # another owner
        monkeypatch.setattr(os, "lstat", lambda path: os.stat_result(status))
        monkeypatch.setattr(os, "chown", refuse)
        assert self.refused(path) == "it belongs to somebody else, and a new file would not"

    def test_a_lock_that_is_held_for_long(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fcntl = pytest.importorskip("fcntl")
        monkeypatch.setattr(writing, "PATIENCE", 0.05)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            assert self.refused(path) == "another program has locked the folder; try again"
        finally:
            os.close(folder)
        files.write(str(path), NEW, OLD)

    def test_a_file_system_without_locks(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fcntl = pytest.importorskip("fcntl")

        def refuse(*arguments: int) -> None:
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr(fcntl, "flock", refuse)
        files.write(str(path), NEW, OLD)
        assert path.read_bytes() == NEW


@pytest.fixture
def tiny() -> Iterator[Path]:
    """A file system of 64 KB of its own."""
    folder = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        folder.rmdir()
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk(tiny: Path, recordlint: Run) -> None:
    (tiny / "_pathways").mkdir()
    path = tiny / "_pathways/WP9.md"
    path.write_bytes(OLD)
    with (tiny / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    done = recordlint(*FIX, cwd=tiny)
    assert done.stderr == "Error: _pathways/WP9.md: No space left on device\n"
    assert done.returncode == 2
    assert path.read_bytes() == OLD
    assert leftovers(tiny) == []
    (tiny / "filler").unlink()
    assert recordlint(*FIX, cwd=tiny).returncode == 0
    assert path.read_bytes() == NEW


def test_a_quota(repository: Path, recordlint: Run) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    path = repository / "_pathways/WP1.md"
    path.write_text(FAULTY.format(1).replace("wpid", f"description: {'x ' * 10_000}y\nwpid"))
    before = path.read_bytes()
    done = recordlint(*FIX, cwd=repository, preexec_fn=limit)
    assert done.stderr == "Error: _pathways/WP1.md: File too large\n"
    assert path.read_bytes() == before
    assert (repository / "_pathways/WP9.md").read_bytes() == NEW
    assert leftovers(repository) == []


def as_nobody(folder: Path, action: Callable[[], object]) -> str:
    """Return what goes wrong with *action*, by a user who is not root and owns what is in *folder*."""
    if os.geteuid() != 0:
        return _fault_of(action)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        os.write(writing, _fault_of(action).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        fault = pipe.read()
    os.waitpid(child, 0)
    return fault


def _fault_of(action: Callable[[], object]) -> str:
    try:
        action()
    except OSError as error:
        return error.strerror or str(error)
    except BaseException as error:
        return repr(error)
    return ""


class TestReadOnly:
    @pytest.fixture
    def folder(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "WP9.md").write_bytes(OLD)
            yield folder
            folder.chmod(0o700)

    def written(self, folder: Path) -> str:
        path = folder / "WP9.md"
        fault = as_nobody(folder, lambda: files.write(str(path), NEW, OLD))
        assert path.read_bytes() == (OLD if fault else NEW)
        assert os.listdir(folder) == ["WP9.md"]
        return fault

    def test_neither(self, folder: Path) -> None:
        assert self.written(folder) == ""

    def test_a_file(self, folder: Path) -> None:
        (folder / "WP9.md").chmod(0o444)
        assert self.written(folder) == "it is read-only"

    def test_a_folder(self, folder: Path) -> None:
        folder.chmod(0o555)
        assert self.written(folder) == "Permission denied"

    def test_a_file_that_cannot_be_read(self, folder: Path) -> None:
        (folder / "WP9.md").chmod(0)
        assert as_nobody(folder, lambda: files.read(str(folder / "WP9.md"))) == "Permission denied"


@pytest.mark.parametrize("arguments", [("check",), ("check", "--output-format", "json"), ("fix", "--diff")])
def test_a_report_that_finds_no_room(arguments: tuple[str, ...], repository: Path) -> None:
    with open("/dev/full", "w") as full:
        command = arguments_of(*arguments) | {"stdout": full}
        done = subprocess.run(**command, cwd=repository, check=False)  # type: ignore[call-overload]
    assert done.stderr.startswith("Error: ")
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
