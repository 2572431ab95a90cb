"""Paths of records that are not files, symbolic links, and misleading names."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest
from hostile.conftest import FAULTY, MENDED, Run

from lint import files

SECRET = "---\nwpid: WP2\ntitle: the secret TNF-Î± \n---"


def check(run: Run, folder: Path, *arguments: str) -> tuple[str, str]:
    """Return what a run over *folder* says, which has checked the good record in it."""
    done = run("check", "--output-format", "concise", *arguments, cwd=folder)
    assert "_pathways/WP9.md:3:" in done.stdout
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stdout + done.stderr
    return done.stdout, done.stderr


def test_what_is_no_file_is_told(repository: Path, run_here: Run) -> None:
    os.mkfifo(repository / "_pathways/WP1.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(repository / "_pathways")  # the path of a socket may not be long
        try:
            listening.bind("WP2.md")
        finally:
            os.chdir(here)
        _, errors = check(run_here, repository)
    assert errors.splitlines() == [
        "Error: _pathways/WP1.md: it is no regular file",
        "Error: _pathways/WP2.md: it is no regular file",
    ]


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no /dev/zero")
def test_a_device_is_not_read(repository: Path, run_here: Run) -> None:
    done = run_here("check", "/dev/zero", "_pathways/WP9.md", "--output-format", "concise", cwd=repository)
    assert done.stderr.startswith("Error: ")
    assert "it is no regular file" in done.stderr
    assert "_pathways/WP9.md:3:" in done.stdout


def test_a_folder_with_the_name_of_a_record_is_a_folder(repository: Path, run_here: Run) -> None:
    (repository / "_pathways/WP1.md/_pathways").mkdir(parents=True)
    (repository / "_pathways/WP1.md/_pathways/WP2.md").write_text(FAULTY.format(2))
    output, errors = check(run_here, repository)
    assert "_pathways/WP1.md/_pathways/WP2.md:3:" in output
    assert errors == ""


def test_links_that_may_not_be_followed_are_not_passed_over(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = repository / "_pathways/WP1.md"
    link.symlink_to("WP9.md")
    ask = os.stat

    def refused(path: str, **options: bool) -> os.stat_result:
        if os.path.basename(path) == link.name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return ask(path, **options)

    monkeypatch.setattr(os, "stat", refused)
    assert str(link) in files.discover([str(repository)]).paths


def test_links_that_lead_nowhere_are_no_records(repository: Path, run_here: Run) -> None:
    (repository / "_pathways/WP1.md").symlink_to("WP1.md")
    (repository / "_pathways/WP2.md").symlink_to("WP3.md")
    (repository / "_pathways/.#WP9.md").symlink_to("someone@somewhere.1")
    (repository / "_pathways/up").symlink_to("..")
    output, errors = check(run_here, repository)
    assert "WP1.md" not in output + errors
    done = run_here("check", "_pathways/WP2.md", "_pathways/WP9.md", cwd=repository)
    assert done.stderr == "Error: _pathways/WP2.md: No such file or directory\n"


class TestLinksOutOfTheRepository:
    @pytest.fixture
    def elsewhere(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("elsewhere")
        (folder / "_pathways").mkdir()
        (folder / "_pathways/WP2.md").write_text(SECRET)
        (folder / "_data").mkdir()
        (folder / "_data/WP9-datanodes.tsv").write_text("Label\nsecret\n")
        return folder

    @pytest.fixture(params=["outside of any", "another"])
    def told(self, request: pytest.FixtureRequest, elsewhere: Path) -> str:
        if request.param == "another":
            (elsewhere / ".git").mkdir()
        return "Error: {}: a symbolic link leads out of the repository here, which is not followed\n"

    def test_a_record(self, repository: Path, elsewhere: Path, told: str, run_here: Run) -> None:
        (repository / "_pathways/WP2.md").symlink_to(elsewhere / "_pathways/WP2.md")
        assert check(run_here, repository)[1] == told.format("_pathways/WP2.md")

    def test_a_folder(self, repository: Path, elsewhere: Path, told: str, run_here: Run) -> None:
        (repository / "linked").symlink_to(elsewhere / "_pathways")
        assert check(run_here, repository)[1] == told.format("linked")
        done = run_here("check", "linked", cwd=repository)  # is what the user asks for
        assert "linked/WP2.md:3:" in done.stdout

    def test_a_sidecar(self, repository: Path, elsewhere: Path, told: str) -> None:
        (repository / "_data").mkdir()
        sidecar = repository / "_data/WP9-datanodes.tsv"
        sidecar.symlink_to(elsewhere / "_data/WP9-datanodes.tsv")
        assert files.read_if_any(str(sidecar)) is None
        sidecar.unlink()
        sidecar.write_bytes(b"Label\n")
        assert files.read_if_any(str(sidecar)) == b"Label\n"

    def test_a_fix(self, repository: Path, elsewhere: Path, told: str, run_here: Run) -> None:
        (repository / "_pathways/WP2.md").symlink_to(elsewhere / "_pathways/WP2.md")
        (repository / "linked").symlink_to(elsewhere / "_pathways")
        done = run_here("fix", "--unsafe-fixes", ".", "linked", cwd=repository)
        names = ("linked", "_pathways/WP2.md", "linked/WP2.md")
        assert done.stderr == "".join(map(told.format, names))
        assert (elsewhere / "_pathways/WP2.md").read_text() == SECRET

    def test_a_report(self, repository: Path, elsewhere: Path, told: str, run_here: Run) -> None:
        (repository / "report.txt").symlink_to(elsewhere / "_data/WP9-datanodes.tsv")
        done = run_here("check", "-o", "report.txt", cwd=repository)
        assert done.stderr == told.format("report.txt")
        assert (elsewhere / "_data/WP9-datanodes.tsv").read_text() == "Label\nsecret\n"


def test_a_link_within_the_repository_is_read_and_not_written(repository: Path, run_here: Run) -> None:
    (repository / "_pathways/WP2.md").symlink_to("WP9.md")
    output, errors = check(run_here, repository)
    assert "_pathways/WP2.md:3:" in output
    assert errors == ""
    done = run_here("fix", "_pathways/WP2.md", cwd=repository)
    assert done.stderr == (
        "Error: _pathways/WP2.md: it is a symbolic link, which is not followed for writing\n"
    )
    assert (repository / "_pathways/WP9.md").read_text() == FAULTY.format(9)
    assert (repository / "_pathways/WP2.md").is_symlink()


NAMES = [
    *("WP1\n::error::owned.md", "WP1\r.md", "WP1\x1b[2J.md", "WP1\"'`.md", "WP1 a b.md", "WP1\u202egpj.md"),
    *("WP1$(touch owned).md", "WP1%0A::error::x.md", "WP1|x\\y.md", "WP1<b>.md", "WP1,;:=?*[].md"),
    *("-rf.md", "--help.md", os.fsdecode(b"WP1\xff\xe9.md")),
]


def test_an_id_that_is_no_text_is_not_written(repository: Path, run_here: Run) -> None:
    path = repository / "_pathways" / os.fsdecode(b"WP1\xff.md")
    path.write_text("---\ntitle: 'a  b'\n---\n")
    done = run_here("fix", "--unsafe-fixes", "--select", "SCH001,TXT005", str(path), cwd=repository)
    assert (done.returncode, done.stderr) == (1, "")
    assert "note: not applied: a character of the new value cannot be written as UTF-8\n" in done.stdout
    assert path.read_text() == "---\ntitle: 'a b'\n---\n"


def test_names_forge_nothing(repository: Path, run_here: Run) -> None:
    for name in NAMES:
        (repository / "_pathways" / name).write_text(FAULTY.format(1), newline="")
    select = ("--select", "TXT", "--quiet")
    output, errors = check(run_here, repository, *select)
    assert errors == ""
    assert len(output.splitlines()) == 2 * len(NAMES) + 2
    assert all(line.startswith("_pathways/") and ".md:3:" in line for line in output.splitlines())
    named = run_here(
        "check", *select, "--output-format", "concise", "--", *NAMES, cwd=repository / "_pathways"
    )
    assert len(named.stdout.splitlines()) == 2 * len(NAMES)
    done = run_here("fix", *select, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert {(repository / "_pathways" / name).read_text() for name in NAMES} == {MENDED.format(1)}
    assert sorted(os.listdir(repository)) == [".git", "_pathways"]
    assert len(os.listdir(repository / "_pathways")) == len(NAMES) + 1


@pytest.mark.parametrize("style", ["", "'", '"', "|\n  "])
def test_a_name_that_is_not_utf_8_becomes_no_value(repository: Path, run_here: Run, style: str) -> None:
    name = os.fsdecode(b"_pathways/WP9\xff.md")
    value = f"{style}WP  9 &beta;{style if len(style) == 1 else ''}"
    text = f"---\norganisms: x\nwpid: {value}\nrevision: 'a  b'\n---\n"
    (repository / name).write_text(text)
    (repository / "_authors").mkdir()
    (repository / "_authors" / os.fsdecode(b"WP9\xff.md")).write_text(text)
    done = run_here("fix", "--no-cache", "--unsafe-fixes", cwd=repository)
    assert "Traceback" not in done.stderr
    assert "a  b" not in (repository / name).read_text()
