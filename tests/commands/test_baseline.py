"""The baseline and `--changed-since` on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gits import commit, git, record

from lint.commands.main import main
from lint.core.findings import Finding
from lint.records.record import Record
from lint.rules import Rule, registry

Run = Callable[..., Result]
NAME = "recordlint-baseline.json"
DAMAGED = "TNF-Î±"


@pytest.fixture
def recordlint(git_repository: Path) -> Run:
    """Run the command in a repository of which some records are faulty."""
    for name, text in (("WP1", DAMAGED), ("WP2", "R&amp;D"), ("WP3", DAMAGED)):
        record(git_repository, name, text)
    commit(git_repository)
    git(git_repository, "branch", "--force", "main")

    def run(command: str, *arguments: str) -> Result:
        choice = ("--select", "TXT,DUP006,REC008")
        return CliRunner().invoke(main, [command, *choice, *arguments])

    return run


def check(recordlint: Run, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Return the exit code of a check, the findings, and the summary."""
    result = recordlint("check", "--output-format", "concise", *arguments)
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    found = [line for line in lines if ".md:" in line]
    where = [f"{line.partition(':')[0].rpartition('/')[2]} {line.split(' ')[1]}" for line in found]
    return result.exit_code, where, [line for line in lines if line not in found]


ALL = ["WP1.md TXT001", "WP2.md TXT002", "WP3.md TXT001"]


def test_only_what_is_new_is_reported(recordlint: Run) -> None:
    assert check(recordlint)[:2] == (1, ALL)
    result = recordlint("baseline")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{NAME}: lists 3 findings.\nWrote .gitattributes too, so that git merges it line by line.\n"
    )
    hidden = ["No findings in 8 records.", "Hidden by the baseline: 3 findings."]
    assert check(recordlint) == (0, [], hidden)
    record(Path(), "WP4", f"A new {DAMAGED}")
    path = Path("_pathways/WP1.md")
    path.write_text(path.read_text().replace("---\n", "---\n\n# moved\n", 1))
    assert check(recordlint)[:2] == (1, ["WP4.md TXT001"])
    assert check(recordlint, "--no-baseline")[:2] == (1, [*ALL, "WP4.md TXT001"])


def test_another_word_of_the_same_text_makes_no_old_fault_new(recordlint: Run) -> None:
    path = Path("_pathways/WP1.md")
    before = path.read_text()
    assert recordlint("baseline").exit_code == 0
    path.write_text(before.replace(DAMAGED, f"Role of {DAMAGED} in Sjögren"))
    assert check(recordlint)[:2] == (0, [])
    path.write_text(before.replace(DAMAGED, f"{DAMAGED} and NF-Îº"))
    assert check(recordlint)[:2] == (1, ["WP1.md TXT001"])


def test_some_files_do_not_take_the_place_of_a_whole_baseline(recordlint: Run) -> None:
    recordlint("baseline")
    before = Path(NAME).read_text()
    result = recordlint("baseline", "_pathways/WP1.md")
    assert result.exit_code == 2
    assert "exists; add --update" in result.stderr
    assert Path(NAME).read_text() == before


def test_what_is_done_is_told_and_pruned(recordlint: Run) -> None:
    recordlint("baseline")
    record(Path(), "WP1", "TNF-α")
    record(Path(), "WP4", f"A new {DAMAGED}")
    told = '1 finding is in the baseline and no longer there ("recordlint baseline --prune").'
    code, found, summary = check(recordlint)
    assert (code, found) == (1, ["WP4.md TXT001"])
    assert summary[-1] == told
    assert check(recordlint, "_pathways/WP1.md") == (0, [], ["No findings in 1 record.", told])
    assert told not in check(recordlint, "_pathways/WP2.md")[2]
    pruned = recordlint("baseline", "--prune").stdout
    assert pruned == f"{NAME}: 0 added, 1 removed; it lists 2 findings.\n"
    assert check(recordlint)[1] == ["WP4.md TXT001"]
    assert recordlint("baseline", "--update").stdout == f"{NAME}: 1 added, 0 removed; it lists 3 findings.\n"
    assert check(recordlint)[0] == 0
    Path("_pathways/WP4.md").unlink()
    assert recordlint("baseline", "--prune").stdout == f"{NAME}: 0 added, 1 removed; it lists 2 findings.\n"


def test_a_refused_fix_of_a_hidden_finding_is_not_counted(git_repository: Path) -> None:
    path = record(git_repository, "WP1", "x\norganisms:\n- false")
    CliRunner().invoke(main, ["baseline"])
    told = "Not applied: 1 fix; each finding says why."
    choice = ("--select", "REC006,REF007")
    for arguments, is_told in ((["--no-baseline"], True), ([], False)):
        result = CliRunner().invoke(main, ["fix", *choice, *arguments])
        assert (told in result.stdout, "Not applied" in result.stdout) == (is_told, is_told)
    assert "- false" in path.read_text()
    assert "Not applied" not in CliRunner().invoke(main, ["check", *choice]).stdout


def test_what_nobody_could_read_is_not_done(git_repository: Path) -> None:
    path = record(git_repository, "WP1", DAMAGED)
    CliRunner().invoke(main, ["baseline"])
    before = Path(NAME).read_bytes()
    path.write_text(path.read_text().replace("\n---\n", "\nnote: a: b\n---\n"))
    result = CliRunner().invoke(main, ["check"])
    assert " REC002 " in result.stdout
    assert "no longer there" not in result.stdout
    CliRunner().invoke(main, ["baseline", "--prune"])
    assert Path(NAME).read_bytes() == before


def test_what_was_not_looked_for_is_not_done(recordlint: Run) -> None:
    record(Path(), "WP5").write_text(Path("_pathways/WP6.md").read_text())
    record(Path(), "WP7", "50 ºC")  # info, and so not shown
    recordlint("baseline", "--level", "info")
    before = Path(NAME).read_bytes()
    assert before.count(b"DUP006") == 2
    assert b"TXT008" in before
    for path in ("WP5", "WP6"):
        record(Path(), path)
    for options in (("--level", "info", "--no-corpus"), ("--select", "TXT"), ("--select", "TXT003")):
        result = CliRunner().invoke(main, ["check", *options])
        assert "no longer there" not in result.stdout
        CliRunner().invoke(main, ["baseline", "--prune", *options])
        assert Path(NAME).read_bytes() == before
    assert recordlint("baseline", "--prune").stdout.startswith(f"{NAME}: 0 added, 2 removed;")
    assert b"TXT008" in Path(NAME).read_bytes()


def test_what_a_rule_failed_to_look_for_is_not_done(recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    recordlint("baseline")
    before = Path(NAME).read_bytes()

    def crash(rule: Rule, record: Record) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(registry()["TXT002"], "check", crash)
    _, found, summary = check(recordlint)
    assert set(found) == {"WP2.md REC900"}
    assert "no longer there" not in summary[-1]
    recordlint("baseline", "--prune")
    assert Path(NAME).read_bytes() == before


def test_fix_repairs_what_is_hidden_and_takes_it_out(recordlint: Run) -> None:
    recordlint("baseline")
    result = recordlint("fix", "_pathways/WP1.md")
    assert result.stdout.startswith("_pathways/WP1.md:3:12: TXT001 [fixed]")
    assert "TNF-α" in Path("_pathways/WP1.md").read_text()
    assert result.stderr == f"Note: {NAME}: 1 finding fewer; commit it, too\n"
    hidden = ["No findings in 8 records.", "Hidden by the baseline: 2 findings."]
    assert check(recordlint) == (0, [], hidden)


def test_what_a_repair_leaves_in_its_text_stays_known(recordlint: Run) -> None:
    record(Path(), "WP1", f"R&amp;D of a \ufffd in {'many ' * 20}words")
    more = ("--extend-select", "CUR003", "--level", "info")
    assert check(recordlint, *more)[1][:3] == ["WP1.md CUR003", "WP1.md TXT002", "WP1.md TXT003"]
    recordlint("baseline", *more)
    result = recordlint("fix", *more)
    assert result.stderr == (
        f"Note: {NAME}: 3 findings fewer, 1 finding in a text that was repaired; commit it, too\n"
    )
    assert result.exit_code == 0
    hidden = ["No findings in 8 records.", "Hidden by the baseline: 3 findings."]
    assert check(recordlint, *more) == (0, [], hidden)


def test_what_is_new_in_a_repaired_text_stays_new(recordlint: Run) -> None:
    recordlint("baseline")
    record(Path(), "WP1", "R&amp;D of a \ufffd")
    assert recordlint("fix").exit_code == 1
    assert check(recordlint)[1] == ["WP1.md TXT003"]


def test_fix_leaves_alone_what_is_hidden_if_asked(recordlint: Run) -> None:
    recordlint("baseline")
    before = {path: path.read_bytes() for path in (Path(NAME), *Path("_pathways").iterdir())}
    assert recordlint("fix", "--only-new").exit_code == 0
    assert {path: path.read_bytes() for path in before} == before
    new = record(Path(), "WP4", f"A new {DAMAGED}")
    result = recordlint("fix", "--only-new")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "title: A new TNF-α\n" in new.read_text()
    assert {path: path.read_bytes() for path in before if path != new} == {
        path: data for path, data in before.items() if path != new
    }


@pytest.mark.parametrize("old", ["- TNF-Î±\n", "- 'TNF-Î±'\n- x\n- |\n  TNF-Î±\n"])
def test_of_one_list_only_what_is_new_is_repaired(recordlint: Run, old: str) -> None:
    path = record(Path(), "WP1", f"x\ntags:\n{old}")
    recordlint("baseline")
    path.write_text(path.read_text().replace("tags:\n", "tags:\n- IL-2RÎ±\n- y\n"))
    recordlint("fix", "--only-new")
    assert f"tags:\n- IL-2Rα\n- y\n{old}" in path.read_text()
    assert check(recordlint)[:2] == (0, [])


def test_a_patch_leaves_the_baseline_alone(recordlint: Run) -> None:
    recordlint("baseline")
    before = Path(NAME).read_bytes()
    result = recordlint("fix", "--diff")
    assert "+title: TNF-α" in result.stdout
    assert Path(NAME).read_bytes() == before


def test_a_baseline_that_cannot_be_written_is_told(recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    recordlint("baseline")

    def refuse(path: str, data: bytes, before: bytes | None = None) -> None:
        if path.endswith(NAME):
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("lint.files.write", refuse)
    result = recordlint("fix")
    assert (result.exit_code, result.stderr) == (2, f"Error: {NAME}: Permission denied\n")


def test_found_among_records_and_by_name(recordlint: Run) -> None:
    record(Path(), "WP5").write_text(Path("_pathways/WP6.md").read_text())
    recordlint("baseline", "--baseline", "other.json")
    assert check(recordlint)[1] == [*ALL, "WP5.md DUP006", "WP6.md DUP006"]
    assert check(recordlint, "--baseline", "other.json")[:2] == (0, [])
    record(Path(), "WP7").write_text(Path("_pathways/WP6.md").read_text())
    assert check(recordlint, "--baseline", "other.json")[1] == ["WP7.md DUP006"]


def test_where_it_is_looked_for(recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("recordlint.toml").touch()
    monkeypatch.chdir("_pathways")
    assert recordlint("baseline").stdout.startswith(f"../{NAME}: lists 3 findings.")
    assert check(recordlint)[:2] == (0, [])
    Path("../recordlint.toml").write_text('baseline = "other.json"\n')
    result = recordlint("check")
    assert result.exit_code == 2
    assert result.stderr.endswith("other.json: there is no such file; `recordlint baseline` writes it\n")
    assert recordlint("baseline").stdout.startswith("../other.json: lists 3 findings.")
    assert check(recordlint)[:2] == (0, [])


def test_nothing_is_written_where_nothing_is_found_or_known(recordlint: Run) -> None:
    Path("none").mkdir()
    assert recordlint("baseline", "none").exit_code == 3
    result = recordlint("baseline", "--update")
    assert (result.exit_code, "there is no such file" in result.stderr) == (2, True)
    assert not Path(NAME).exists()
    Path(NAME).write_text("<")
    result = recordlint("check")
    assert (result.exit_code, "is not valid JSON" in result.stderr) == (2, True)
    assert recordlint("baseline").exit_code == 0
    assert check(recordlint)[0] == 0


def test_a_run_that_does_not_see_all_writes_nothing(recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    recordlint("baseline")
    before = Path(NAME).read_bytes()
    Path("_pathways/WP1.md").unlink()
    os.mkfifo("_pathways/WP1.md")  # which cannot be read
    result = recordlint("baseline", "--prune")
    assert result.exit_code == 2
    assert "Nothing was written" in result.stderr
    assert Path(NAME).read_bytes() == before


def test_findings_on_what_changed(recordlint: Run) -> None:
    assert check(recordlint, "--changed-since", "main") == (0, [], ["No record has changed."])
    assert check(recordlint, "--changed-since", "main", "_pathways/WP1.md")[0] == 0
    record(Path(), "WP3", f"{DAMAGED} again")
    record(Path(), "WP7").write_text(Path("_pathways/WP6.md").read_text())
    found = ["WP3.md TXT001", "WP7.md DUP006"]  # compared with WP6, of which nothing is said
    assert check(recordlint, "--changed-since", "main")[:2] == (1, found)
    assert check(recordlint, "--changed-since", "main", "_pathways/WP7.md")[1] == found[1:]
    assert recordlint("fix", "--changed-since", "main").exit_code == 1
    assert DAMAGED in Path("_pathways/WP1.md").read_text()
    assert DAMAGED not in Path("_pathways/WP3.md").read_text()


def test_what_git_cannot_tell(recordlint: Run) -> None:
    for ref in ("nosuch", "--output=stolen", "-h"):
        result = recordlint("check", "--changed-since", ref)
        assert result.exit_code == 2
        assert f'git knows no commit "{ref}"' in result.stderr
    assert not Path("stolen").exists()


@pytest.mark.parametrize("flags", [("--level", "error"), ("--fail-on", "info", "--level", "warning")])
def test_what_fails_without_being_shown_can_be_listed(recordlint: Run, flags: tuple[str, ...]) -> None:
    Path("recordlint.toml").write_text("[severity]\nTXT001 = 'info'\n" if "info" in flags else "")
    failing = recordlint("check", *flags)
    assert failing.exit_code == 1
    assert "Not shown: " in failing.stdout
    recordlint("baseline", "--level", "info")
    assert check(recordlint, *flags) == (
        0,
        [],
        ["No findings in 8 records.", "Hidden by the baseline: 3 findings."],
    )
    record(Path(), "WP4", f"A new {DAMAGED} &amp;")
    assert check(recordlint, *flags)[0] == 1
    assert recordlint("fix", *flags).exit_code == 1


def test_what_could_not_be_written_is_not_told(recordlint: Run) -> None:
    Path(NAME).symlink_to("elsewhere.json")
    result = recordlint("baseline")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"Error: {NAME}: it is a symbolic link, which is not followed for writing\n"
