from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import chain, pairwise
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from lint import __version__
from lint.commands.check import check
from lint.commands.fix import fix
from lint.commands.main import main
from lint.core.findings import ELSEWHERE, Finding, Severity
from lint.core.formats import FORMATS, STATISTICS
from lint.core.printable import printable
from lint.core.values import Set
from lint.kinds import builtin
from lint.reports import summary
from lint.results.findings import PackedFindings
from lint.results.run_result import RunResult
from lint.rules import registry, safe
from lint.settings import Settings

ROOT = Path(__file__).parents[2]
PATHWAY = Path("_pathways/WP49.md")
FIGURE = Path("_figures/PMC2869233__ijms-11-00789f3.md")
DAMAGED = "IL-2RÃŽÂ±"
REPAIRED = "IL-2Rα"

Run = Callable[..., Result]


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the seeds with one finding, of two texts in the pathway; it is the working folder."""
    folder = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", folder)
    text = (folder / FIGURE).read_text("utf-8")
    (folder / FIGURE).write_text(text.replace("name: CreativeWork", "name: IL-12 signaling pathway"), "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def recordlint(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return run


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lint", *arguments]


class TestCheck:
    def test_a_fault_of_a_text_and_its_copy_is_one_finding(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("check")
        assert result.exit_code == 1
        assert result.stdout.count(" TXT001 [*] ") == 1
        assert "_pathways/WP49.md:51:53: TXT001 [*] error: Garbled letters: " in result.stdout
        assert "; also at line 82\n" in result.stdout
        assert f"`({DAMAGED}` should be `({REPAIRED}`" in result.stdout
        assert "(UTF-8 read as Latin-1, then as Windows-1252)" in result.stdout
        assert f"- {DAMAGED},\n     + {REPAIRED},\n" in result.stdout
        assert "Found 1 finding (1 error) in 1 of 2 records.\n" in result.stdout
        assert '1 can be fixed with "recordlint fix".\n' in result.stdout
        assert str(FIGURE) not in result.stdout
        assert result.stderr == ""

    def test_the_words_are_marked(self, seeds: Path, recordlint: Run) -> None:
        lines = recordlint("check", str(PATHWAY)).stdout.splitlines()
        shown, carets = next((line, below) for line, below in pairwise(lines) if line.startswith("51 | "))
        (mark,) = re.finditer(r"\^+", carets)
        assert shown[mark.start() : mark.end()] == "ÃŽÂ±"

    def test_files_folders_and_the_working_folder(self, seeds: Path, recordlint: Run) -> None:
        found = recordlint("check").stdout
        assert recordlint("check", ".").stdout == found
        assert recordlint("check", "_pathways", str(FIGURE), str(PATHWAY)).stdout == found
        assert recordlint("check", str(FIGURE)).exit_code == 0

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ((), 1),
            (("--exit-zero",), 0),
            (("--fail-on", "error"), 1),
            (("--ignore", "TXT001"), 0),
            (("--ignore", "REC,mojibake", "--ignore", "SCH"), 0),
            (("--select", "DUP"), 0),
            (("--select", "TXT", "--ignore", "KEY, REC"), 1),
            (("--select", "DUP002", "--fail-on", "info"), 1),
            (("--ignore", "TXT001", "--fail-on", "info", "--level", "error"), 1),
        ],
    )
    def test_exit_codes(self, seeds: Path, recordlint: Run, options: tuple[str, ...], code: int) -> None:
        assert recordlint("check", *options).exit_code == code

    def test_infos_are_shown_when_asked_for(self, seeds: Path, recordlint: Run) -> None:
        assert re.search(
            r"^Not shown: \d infos \(--level info shows them\)\.$", recordlint("check").stdout, re.M
        )
        for options in (("--level", "info"), ("--select", "DUP002"), ("--select", "description-duplicated")):
            assert recordlint("check", *options).stdout.count(" DUP002 ") == 2

    def test_options_of_rules(self, seeds: Path, recordlint: Run) -> None:
        select = ("--select", "DUP002", "--output-format", "concise")
        assert "[unsafe]" not in recordlint("check", *select).stdout
        assert recordlint("check", *select, "--set", "DUP002.strategy=drop").stdout.count("[unsafe]") == 2
        Path("recordlint.toml").write_text('[rules.DUP002]\nstrategy = "alias"\n')
        assert recordlint("check", *select).stdout.count("[unsafe]") == 2

    def test_standard_input(self, seeds: Path, recordlint: Run) -> None:
        data = PATHWAY.read_bytes()
        result = recordlint("check", "-", "--stdin-filename", str(PATHWAY), stdin=data)
        assert result.exit_code == 1
        assert result.stdout == recordlint("check", str(PATHWAY)).stdout
        # Without a name, a record is known by its fields.
        assert "-:51:53: TXT001" in recordlint("check", "-", stdin=data).stdout
        assert PATHWAY.read_bytes() == data


class TestFix:
    def test_repairs_once_and_for_all(self, seeds: Path, recordlint: Run) -> None:
        before = {path: path.read_bytes() for path in (PATHWAY, FIGURE)}
        result = recordlint("fix")
        assert result.exit_code == 0
        assert result.stdout.count(" TXT001 [fixed] ") == 1
        assert "Fixed 1 finding in 1 of 2 records; none remain.\n" in result.stdout
        assert FIGURE.read_bytes() == before[FIGURE]
        repaired = PATHWAY.read_bytes()
        assert DAMAGED not in repaired.decode()
        assert repaired.decode().count(REPAIRED) == before[PATHWAY].decode().count(DAMAGED)
        again = recordlint("fix")
        assert again.exit_code == 0
        assert again.stdout.startswith("No findings in 2 records.\n")
        assert PATHWAY.read_bytes() == repaired

    def test_is_check_with_fix(self, seeds: Path, recordlint: Run) -> None:
        data = PATHWAY.read_bytes()
        one = recordlint("fix")
        repaired = PATHWAY.read_bytes()
        PATHWAY.write_bytes(data)
        other = recordlint("check", "--fix")
        assert (other.stdout, other.exit_code) == (one.stdout, one.exit_code)
        assert PATHWAY.read_bytes() == repaired
        names = [{option.name for option in each.params} for each in (check, fix)]
        assert names[0] == names[1] | {"fix", "show_files"}

    def test_the_report_of_what_remains(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("fix", "--select", "TXT001,DUP002", "--set", "DUP002.strategy=drop")
        assert "Fixed 1 finding in 1 of 2 records; 2 remain (2 infos).\n" in result.stdout
        assert '2 can be fixed with "recordlint fix --unsafe-fixes".\n' in result.stdout
        result = recordlint("fix", "--select", "DUP002", "--set", "DUP002.strategy=drop", "--unsafe-fixes")
        assert "Fixed 2 findings in 2 records; none remain.\n" in result.stdout

    @pytest.mark.parametrize("name", ["check", "fix"])
    def test_a_patch_that_git_takes(self, seeds: Path, recordlint: Run, name: str) -> None:
        data = PATHWAY.read_bytes()
        result = recordlint(name, "--diff")
        assert result.exit_code == 1
        assert result.stderr == "Would fix 1 finding in 1 of 2 records.\n"
        assert PATHWAY.read_bytes() == data
        subprocess.run(["git", "apply", "-"], input=result.stdout_bytes, check=True, cwd=seeds)
        patched = PATHWAY.read_bytes()
        PATHWAY.write_bytes(data)
        recordlint("fix")
        assert PATHWAY.read_bytes() == patched
        result = recordlint(name, "--diff")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing to fix.\n")

    def test_standard_input(self, seeds: Path, recordlint: Run) -> None:
        data = PATHWAY.read_bytes()
        result = recordlint("fix", "-", "--stdin-filename", str(PATHWAY), stdin=data)
        assert result.exit_code == 0
        assert "Fixed 1 finding in 1 record; none remain.\n" in result.stderr
        assert PATHWAY.read_bytes() == data
        recordlint("fix", str(PATHWAY))
        assert result.stdout_bytes == PATHWAY.read_bytes()

    def test_what_is_no_record_goes_through_standard_input(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("fix", "-", stdin=b"text\xff\r\n")
        assert result.stdout_bytes == b"text\xff\r\n"
        assert result.exit_code == 3

    def test_a_file_that_cannot_be_written(self, seeds: Path, recordlint: Run) -> None:
        target = PATHWAY.rename(seeds / "WP49.txt")
        PATHWAY.symlink_to(target)
        data = target.read_bytes()
        result = recordlint("fix", str(PATHWAY))
        assert result.exit_code == 2
        assert result.stderr.startswith(f"Error: {PATHWAY}: ")
        assert target.read_bytes() == data


class TestReports:
    def test_json(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("check", "--output-format", "json")
        report = json.loads(result.stdout)
        assert report["summary"]["by_code"].items() >= {"DUP002": 2, "TXT001": 1}.items()
        assert [finding["file"] for finding in report["findings"]] == [str(PATHWAY)]
        assert {finding["pointer"] for finding in report["findings"]} == {"/description"}

    def test_statistics(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("check", "--statistics")
        assert result.exit_code == 1
        assert "       1        1        0  TXT001 mojibake\n" in result.stdout
        assert ":51:" not in result.stdout

    @pytest.mark.parametrize("name", STATISTICS)
    def test_statistics_in_formats(self, seeds: Path, recordlint: Run, name: str) -> None:
        result = recordlint("check", "--statistics", "--output-format", name)
        assert result.exit_code == 1
        assert "TXT001" in result.stdout
        assert "_pathways/WP49" not in result.stdout
        if name == "json":
            (rule,) = json.loads(result.stdout)["rules"]
            assert (rule["code"], rule["severity"], rule["findings"], rule["safe"]) == (
                "TXT001",
                "error",
                1,
                1,
            )
        if name == "csv":
            assert result.stdout.splitlines()[1] == "TXT001,mojibake,error,1,1,0"

    def test_groups(self, seeds: Path, recordlint: Run) -> None:
        by_rule = recordlint("check", "--group-by", "rule").stdout
        assert by_rule.startswith("TXT001 mojibake: 1 finding\n  _pathways/WP49.md:51:53: TXT001 [*] error: ")
        by_author = recordlint("check", "--group-by", "author").stdout
        assert "\nEgonw: 1 finding\n" in by_author
        other = recordlint("check", "--group-by", "community", "--level", "info", "--select", "CUR").stdout
        assert "no community: " in other

    def test_an_overview(self, seeds: Path, recordlint: Run) -> None:
        lines = recordlint("check", "--output-format", "overview").stdout.splitlines()
        assert lines[0] == "       1 error  TXT001 mojibake (fixes: 1 safe)"
        assert lines[1].lstrip().startswith("_pathways/WP49.md:51: Garbled letters: ")
        assert any("--output-format concise" in line for line in lines)

    def test_a_terminal_gets_an_overview_of_very_many_findings(self, seeds: Path) -> None:
        pty = pytest.importorskip("pty")
        data = PATHWAY.read_bytes()
        for number in range(100, 302):
            Path(f"_pathways/WP{number}.md").write_bytes(data)

        def shown(*arguments: str) -> str:
            master, terminal = pty.openpty()
            told = ["check", "--select", "TXT", *arguments]
            process = subprocess.Popen(command(*told), stdout=terminal, stderr=subprocess.DEVNULL)
            os.close(terminal)
            text = b""
            with contextlib.suppress(OSError):  # Linux's way to say that it is closed
                while part := os.read(master, 65536):
                    text += part
            process.wait()
            os.close(master)
            return click.unstyle(text.decode())

        assert shown().splitlines()[0] == "    203 errors  TXT001 mojibake (fixes: 203 safe)"
        assert shown("--output-format", "full").startswith("_pathways/WP49.md:51:53: ")
        assert shown("_pathways/WP49.md").startswith("_pathways/WP49.md:51:53: ")

    def test_quiet(self, seeds: Path, recordlint: Run) -> None:
        result = recordlint("check", "--quiet", "--output-format", "concise")
        assert len(result.stdout.splitlines()) == 1
        assert recordlint("check", "-q", str(FIGURE)).output == ""

    def test_to_a_file(self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        expected = recordlint("check").stdout
        monkeypatch.setenv("FORCE_COLOR", "1")
        result = recordlint("check", "--output-file", "report.txt")
        assert (result.exit_code, result.output) == (1, "Wrote report.txt: 1 finding.\n")
        assert recordlint("check", "--output-file", "report.txt", "--quiet").output == ""
        recordlint("check", "--output-file", "report.txt")
        assert Path("report.txt").read_text("utf-8") == expected
        recordlint("check", "-o", "report.txt", "--color")
        assert click.unstyle(Path("report.txt").read_text("utf-8")) == expected
        assert "\x1b[" in Path("report.txt").read_text("utf-8")

    def test_several_at_once(self, seeds: Path, recordlint: Run) -> None:
        alone = {name: recordlint("check", "--output-format", name).stdout for name in FORMATS}
        assert len(set(alone.values())) == len(FORMATS)
        names = [*FORMATS]
        pairs = ((f"--output-format={name}", f"--output-file=report.{name}") for name in names[1:])
        result = recordlint("check", "--output-format", names[0], *chain.from_iterable(pairs))
        assert result.exit_code == 1
        assert result.stdout == alone[names[0]]
        for name in names[1:]:
            assert Path(f"report.{name}").read_text("utf-8") == alone[name]

    @pytest.mark.parametrize(
        ("options", "files", "standard"),
        [
            (("-o", "a"), {"a": "full"}, None),
            (("-o", "a", "--output-format", "json"), {"a": "json"}, None),
            (("--output-format", "json", "-o", "a"), {"a": "json"}, None),
            (("--output-format", "json", "-q", "-o", "-"), {}, "json"),
            (("--output-format=json", "-oa", "--output-format=concise"), {"a": "json"}, "concise"),
            (("--output-format=json", "--output-format=concise", "-oa"), {"a": "concise"}, "json"),
            (
                ("-ob", "--output-format=json", "-oa", "--output-format=concise"),
                {"b": "json", "a": "concise"},
                None,
            ),
            (("-oa", "--statistics"), {"a": "statistics"}, None),
            (("-oa.html",), {"a.html": "html"}, None),
            (
                ("-oa.XML", "-ob.sarif.json", "-oc.json"),
                {"a.XML": "junit", "b.sarif.json": "sarif", "c.json": "json"},
                None,
            ),
            (("-oa.html", "--output-format=json"), {"a.html": "json"}, None),
            (("--output-format=full", "-oa", "--statistics"), {"a": "statistics"}, None),
        ],
    )
    def test_a_file_belongs_to_its_format(
        self,
        seeds: Path,
        recordlint: Run,
        options: tuple[str, ...],
        files: dict[str, str],
        standard: str | None,
    ) -> None:
        names = {recordlint("check", f"--output-format={name}").stdout: name for name in FORMATS}
        names |= {recordlint("check", "--statistics").stdout: "statistics", "": None}
        assert names[recordlint("check", *options).stdout] == standard
        assert {
            file: names[Path(file).read_text("utf-8")] for file in ("a", "b", *files) if Path(file).exists()
        } == files

    def test_statistics_have_no_page(self, seeds: Path, recordlint: Run) -> None:
        assert "no form in the format html" in recordlint("check", "--statistics", "-o", "a.html").stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("check", "--changed-since", "no-such-branch"), "git"),
            (("check", "nowhere"), "nowhere does not exist"),
            (("check", "--executor", "ray:x"), "write dask:ADDRESS"),
        ],
    )
    def test_a_report_stays_until_there_is_another(
        self, seeds: Path, recordlint: Run, arguments: tuple[str, ...], said: str
    ) -> None:
        Path("report.txt").write_text("No findings in 7 records.\n")
        for file in ("report.txt", "new.txt"):
            result = recordlint(*arguments, "-o", file)
            assert result.exit_code == 2
            assert said in result.stderr
        assert Path("report.txt").read_text() == "No findings in 7 records.\n"
        assert not Path("new.txt").exists()

    @pytest.mark.parametrize(
        "name",
        [
            str(PATHWAY),
            str(FIGURE),
            f"./_pathways/../{PATHWAY}",
            "given.md",
            "recordlint-baseline.json",
            "link",
        ],
    )
    def test_no_report_takes_the_place_of_what_is_read(self, seeds: Path, recordlint: Run, name: str) -> None:
        Path("given.md").write_text("---\ntitle: 'no record '\n---\n")
        Path("link").symlink_to(FIGURE)
        assert recordlint("baseline").exit_code == 0
        before = Path(name).read_bytes()
        for command in ("check", "fix"):
            result = recordlint(command, "_pathways", "given.md", "-o", name)
            assert result.exit_code == 2
            assert result.stderr.endswith("write the report elsewhere\n")
            assert Path(name).read_bytes() == before

    def test_a_report_may_go_to_what_is_no_file(self, seeds: Path, recordlint: Run) -> None:
        assert recordlint("check", "-o", "/dev/null").exit_code == 1

    def test_where_nothing_can_be_written_is_told_before_the_run(
        self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "No such file or directory" in recordlint("fix", "-o", "no/where.txt").stderr
        Path("report.txt").touch()
        for path in ("report.txt", "new.txt"):
            monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)  # even of root
            assert f"{path}: Permission denied" in recordlint("fix", "-o", path).stderr
        assert DAMAGED in PATHWAY.read_text("utf-8")

    def test_what_a_fix_leaves_goes_to_a_file(self, seeds: Path, recordlint: Run) -> None:
        data = PATHWAY.read_bytes()
        options = ("--stdin-filename", str(PATHWAY), "--output-format", "json", "-o", "report.json")
        result = recordlint("fix", "-", *options, stdin=data)
        assert result.stdout_bytes != data
        assert DAMAGED not in result.stdout
        assert result.stderr == "Wrote report.json: 0 findings.\n"
        assert json.loads(Path("report.json").read_text("utf-8"))["summary"]["fixed"] == 1

    def test_fixes_are_offered_as_fix_applies_them(self, seeds: Path, recordlint: Run) -> None:
        def offered(*options: str) -> list[str]:
            (run,) = json.loads(recordlint("check", "--output-format", "sarif", *options).stdout)["runs"]
            return [result["ruleId"] for result in run["results"] if "fixes" in result]

        unsafe = ("--set", "DUP002.strategy=drop", "--select", "TXT001,DUP002")
        assert offered() == ["TXT001"]
        assert offered(*unsafe) == ["TXT001"]
        assert sorted(offered(*unsafe, "--unsafe-fixes")) == ["DUP002", "DUP002", "TXT001"]

    @pytest.mark.parametrize(
        ("environment", "options", "color"),
        [
            ({}, (), False),
            ({"FORCE_COLOR": "1"}, (), True),
            ({"FORCE_COLOR": ""}, (), False),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
            ({"FORCE_COLOR": "1", "NO_COLOR": ""}, (), True),
            ({"FORCE_COLOR": "1"}, ("--no-color",), False),
            ({"NO_COLOR": "1"}, ("--color",), True),
        ],
    )
    def test_colours(
        self,
        seeds: Path,
        recordlint: Run,
        monkeypatch: pytest.MonkeyPatch,
        environment: dict[str, str],
        options: tuple[str, ...],
        color: bool,
    ) -> None:
        plain = recordlint("check").stdout
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        text = recordlint("check", *options).stdout
        assert ("\x1b[" in text) is color
        assert click.unstyle(text) == plain

    def test_a_terminal_gets_colours(self, seeds: Path) -> None:
        pty = pytest.importorskip("pty")
        for term, color in (("xterm", True), ("dumb", False)):
            ours, theirs = pty.openpty()
            environment = {key: value for key, value in os.environ.items() if not key.endswith("_COLOR")}
            process = subprocess.Popen(
                command("check", str(FIGURE), "--level", "info", "-q"),
                stdout=theirs,
                env={**environment, "TERM": term, "PYTHONPATH": str(ROOT)},
            )
            os.close(theirs)
            data = os.read(ours, 100)
            process.wait()
            os.close(ours)
            assert (b"\x1b[" in data) is color

    def test_a_hostile_record(self, seeds: Path, recordlint: Run) -> None:
        name = Path("_pathways/WP49\n::error::x ##[y]\x1b[31m\u202e.md")
        text = PATHWAY.read_text("utf-8").replace(DAMAGED, f"##[add-mask]{DAMAGED}\u202e\u2028")
        name.write_text(f"::set-env name=A::B\n{text}\n::error::forged ##[error]", "utf-8")
        PATHWAY.rename("_pathways/WP490.md").write_text(text, "utf-8")
        for options in (("--statistics",), *(("--output-format", name) for name in FORMATS)):
            result = recordlint("check", *options, "--level", "info")
            assert result.exit_code == 1
            for line in result.stdout.removeprefix("\ufeff").split("\n"):
                assert line.isprintable()
                assert "##[" not in line
                assert not line.lstrip().startswith("::") or "github" in options


class TestWrongUsage:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("check", "nowhere"), "nowhere"),
            (("check", "-", str(PATHWAY)), "standard input"),
            (("check", "--select", "TXT0001"), 'did you mean "TXT001"?'),
            (("check", "--ignore", "nothing-at-all"), "recordlint rules"),
            (("check", "--set", "DUP002"), "write RULE.OPTION=VALUE"),
            (("check", "--level", "fatal"), "'fatal' is not one of"),
            (("check", "--outputformat", "json"), "--output-format"),
            (("check", "--output-file", "no/where.txt"), "no/where.txt"),
            (("check", "--output-format", "json", "--output-format", "full"), "the same place"),
            (("check", "--output-format", "json", "-oa", "--output-format", "full", "-oa"), "the same place"),
            (
                ("check", "--output-format", "json", "-oa", "--output-format", "full", "-o./a"),
                "the same place",
            ),
            (("check", "--output-format", "json", "-oa", "-ob"), "needs an --output-format"),
            (
                ("check", "--diff", "--output-format", "json", "-oa", "--output-format", "full"),
                "--diff is a report",
            ),
            (("check", "--output-file", "."), "is a directory"),
            (("check", "--output-file", ""), "the name of the file is empty"),
            (("check", "--\x1b[31m"), r"--\x1b[31m"),
            (("explain", "TXT0001"), 'did you mean "TXT001"?'),
            (("explain",), "`recordlint rules` lists them"),
            (("chek",), 'no command is called "chek"; did you mean "check"?'),
            (("review", "nowhere"), "nowhere does not exist"),
            (("check", "--set", "TXT001.foo=3"), "TXT001 has no options"),
            (("schema", "pathwy"), 'did you mean "pathway"?'),
        ],
    )
    def test_one_line_and_exit_code_2(
        self, seeds: Path, recordlint: Run, arguments: tuple[str, ...], said: str
    ) -> None:
        result = recordlint(*arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("Error: ")
        assert said in result.stderr
        assert result.stderr.count("\n") == 1

    @pytest.mark.parametrize("group", ["genes", "schema"])
    def test_a_group_alone_shows_its_help(self, recordlint: Run, group: str) -> None:
        result = recordlint(group)
        assert result.exit_code == 2
        assert result.output == recordlint(group, "--help").stdout

    def test_a_beginning_that_lacks_a_zero_is_told(self, seeds: Path, recordlint: Run) -> None:
        told = recordlint("check", "--select", "TXT01,CUR").stderr
        assert re.fullmatch(
            r"Note: TXT01 selects \d+ rules, TXT010 to TXT01\d; did you mean TXT001\?\n", told
        )

    def test_broken_settings(self, seeds: Path, recordlint: Run) -> None:
        Path("recordlint.toml").write_text("[rules.DUP002]\nstrategy = 1\n")
        result = recordlint("fix")
        assert result.exit_code == 2
        assert "recordlint.toml:2: rules.DUP002.strategy: " in result.stderr
        assert DAMAGED in PATHWAY.read_text("utf-8")

    @pytest.mark.parametrize("name", ["check", "fix"])
    def test_no_record(self, tmp_path: Path, recordlint: Run, name: str) -> None:
        (tmp_path / "README.md").write_text("# Readme\n")
        result = recordlint(name, str(tmp_path))
        assert result.exit_code == 3
        assert result.stdout.startswith("No records in 1 file. ")
        result = recordlint("check", "--exclude", "*")
        assert result.exit_code == 3
        assert result.stdout.startswith("There is no file to check, ")


class TestHardStops:
    def test_failures_are_told(self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        report = RunResult(records=1, failures=["a\n::error::.md: it is gone"])
        monkeypatch.setattr("lint.commands.check.run", lambda *arguments, **options: report)
        result = recordlint("check", "--exit-zero")
        assert result.exit_code == 2
        assert result.stderr == "Error: a\\n::error::.md: it is gone\n"

    def test_a_rule_that_crashes(self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*arguments: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(registry()["KEY001"], "might_match", crash)
        result = recordlint("check", "--output-format", "concise")
        assert result.exit_code == 2
        assert " REC900 " in result.stdout
        assert " TXT001 " in result.stdout

    def test_a_crash(self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*arguments: object, **options: object) -> None:
            raise RuntimeError("\x1b[2J ##[error]")

        monkeypatch.setattr("lint.commands.check.run", crash)
        result = recordlint("check")
        assert result.exit_code == 2
        assert r"RuntimeError: \x1b[2J #\x23[error]" in result.stderr
        assert "bug in recordlint" in result.stderr

    def test_a_second_interrupt(self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*arguments: object, **options: object) -> None:
            signal.raise_signal(signal.SIGINT)  # noticed, and the run goes on to its next batch
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr("lint.commands.check.run", interrupt)
        result = recordlint("check")
        assert result.exit_code == 130
        assert result.stderr == "\nInterrupted.\n"

    @pytest.mark.parametrize("output_format", ["full", "json"])
    def test_a_closed_pipe(self, seeds: Path, output_format: str) -> None:
        process = subprocess.Popen(
            command("check", "--level", "info", "--output-format", output_format),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1
        process.stderr.close()

    def test_any_locale(self, seeds: Path) -> None:
        process = subprocess.run(
            command("check", "--color"),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
            check=False,
        )
        assert process.returncode == 1
        assert process.stderr == b""
        assert REPAIRED in process.stdout.decode("utf-8")


class TestReference:
    def test_every_rule_is_listed_and_explained(self, recordlint: Run) -> None:
        listed = recordlint("rules").stdout
        for code, rule in registry().items():
            assert f"  {code}  {rule.name} " in listed
            page = recordlint("explain", code)
            assert page.exit_code == 0
            assert page.stdout.startswith(f"# {code} {rule.name}\n")
            assert recordlint("explain", rule.name).stdout == page.stdout
            for example in rule.examples:
                words = example.bad if example.bad is not None else example.ok
                assert words is not None
                assert printable(words.split("\n")[0]) in page.stdout

    def test_a_page(self, recordlint: Run) -> None:
        page = recordlint("explain", "DUP002").stdout
        assert "- Severity: info\n- Fixed by: `recordlint fix --unsafe-fixes`\n" in page
        assert "- `strategy` (`keep`, `alias` or `drop`; default `keep`): " in page
        assert "Wrong, with `strategy = drop`:\n\n```yaml\ndescription: Binds\n" in page
        assert "`recordlint check --ignore DUP002`" in page
        assert "Fixed by: hand" in recordlint("explain", "CUR001").stdout
        assert "Fixed by" not in recordlint("explain", "REC900").stdout  # no example shows how
        assert r"\ufeff---" in recordlint("explain", "REC001").stdout

    def test_several_pages(self, recordlint: Run) -> None:
        family = recordlint("explain", "DUP").stdout
        assert re.findall("^# (DUP...)", family, re.MULTILINE)[:2] == ["DUP001", "DUP002"]
        assert recordlint("explain", "DUP001,TXT001", "DUP001").stdout.count("# DUP001") == 1

    @pytest.mark.parametrize("kind", ["pathway", "figure"])
    def test_schemas(self, recordlint: Run, kind: str) -> None:
        (known,) = (each for each in builtin() if each.name == kind)
        assert json.loads(recordlint("schema", kind).stdout) == known.schema

    def test_lists_as_json(self, seeds: Path, recordlint: Run) -> None:
        rules = json.loads(recordlint("rules", "--output-format", "json").stdout)
        assert [rule["code"] for rule in rules] == list(registry())
        assert rules[0].keys() == {"code", "name", "family", "severity", "fixes", "title"}
        Path("recordlint.toml").write_text('level = "error"\n[limits]\ndepth = 50\n')
        config = json.loads(recordlint("config", "--output-format", "json").stdout)
        assert config["files"] == [str(Path("recordlint.toml").absolute())]
        settings = {tuple(each["key"]): (each["value"], each["origin"]) for each in config["settings"]}
        assert settings["level",] == ("error", "recordlint.toml:1")
        assert settings["limits", "depth"] == (50, "recordlint.toml:3")
        assert settings["fail-on",] == ("warning", "default")

    def test_files(self, seeds: Path, recordlint: Run) -> None:
        for number in (10, 2):
            Path(f"_pathways/WP{number}.md").write_text("")
        listed = recordlint("check", "--show-files", "--exclude", "_figures")
        assert listed.stdout.splitlines() == ["_pathways/WP2.md", "_pathways/WP10.md", "_pathways/WP49.md"]
        assert listed.exit_code == 0

    @pytest.mark.parametrize("selector", ["txt001", "Mojibake", "TXT001, KEY", "txt001 key004", "txt"])
    def test_rules_are_named_as_people_write(self, seeds: Path, recordlint: Run, selector: str) -> None:
        assert recordlint("check", "--select", selector).stdout.count(" TXT001 [*] ") == 1
        Path("recordlint.toml").write_text(f"ignore = {selector.replace(',', ' ').split()}")
        assert recordlint("check").stdout.count(" TXT001 ") == 0

    def test_variables_give_options(
        self, seeds: Path, recordlint: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RECORDLINT_SELECT", "TXT001 KEY")
        monkeypatch.setenv("RECORDLINT_OUTPUT_FORMAT", "jsonl")
        monkeypatch.setenv("RECORDLINT_CORPUS", "is the variable of the tests")
        assert {json.loads(line)["code"] for line in recordlint("check").stdout.splitlines()} == {"TXT001"}
        assert recordlint("check", "--select", "KEY").stdout == ""
        monkeypatch.setenv("RECORDLINT_LEVEL", "fatal")
        assert "'fatal' is not one of" in recordlint("check").stderr

    def test_version_and_help(self, recordlint: Run) -> None:
        assert recordlint("--version").stdout == f"recordlint {__version__}\n"
        for arguments in ((), ("check",), ("fix",), ("rules",), ("explain",), ("schema",)):
            helped = recordlint(*arguments, "-h")
            assert helped.exit_code == 0
            assert helped.stdout == recordlint(*arguments, "--help").stdout
            assert max(map(len, helped.stdout.splitlines())) <= 100

    @pytest.mark.parametrize(
        ("arguments", "incomplete", "offered"),
        [
            (["check", "--select"], "TXT00", ["TXT001"]),
            (["check", "--select"], "mojib", ["mojibake"]),
            (["fix", "--ignore"], "DUP001,KEY00", ["DUP001,KEY001", "DUP001,KEY002"]),
            (["explain"], "DUP", ["DUP", "DUP001", "DUP002"]),
        ],
    )
    def test_completion(self, arguments: list[str], incomplete: str, offered: list[str]) -> None:
        complete = ShellComplete(main, {}, "recordlint", "_RECORDLINT_COMPLETE")
        values = [item.value for item in complete.get_completions(arguments, incomplete)]
        assert values[: len(offered)] == offered

    def test_as_a_module(self) -> None:
        process = subprocess.run(command("--version"), capture_output=True, text=True, check=True, cwd=ROOT)
        assert process.stdout == f"recordlint {__version__}\n"


def test_a_run_that_fails_does_not_say_that_all_is_well(tmp_path: Path, recordlint: Run) -> None:
    record = tmp_path / "_pathways/WP1.md"
    record.parent.mkdir()
    record.write_text("---\nwpid: WP1\ntitle: 'Statin '\n---\n")
    result = recordlint("check", str(record), "--select", "TXT005", "--level", "error")
    assert result.exit_code == 1
    assert result.stdout.startswith("No findings are shown in 1 record, but 1 warning fails the run.\n")


def test_fewer_rules_do_not_find_more(tmp_path: Path, recordlint: Run) -> None:
    record = tmp_path / "_pathways/WP1.md"
    record.parent.mkdir()
    record.write_text("---\nwpid: WP1\ntitle: 'Î²-catenin '\nschema-jsonld:\n- name: β-catenin\n---\n")
    everything = recordlint("check", str(record), "--output-format", "concise").stdout
    assert "TXT001" in everything
    for code in ("TXT005", "REF006"):
        alone = recordlint("check", str(record), "--select", code, "--output-format", "concise").stdout
        assert (code in alone) == (code in everything)


# What a run passes over ---------------------------------------------------------------------------


@pytest.fixture
def passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command on a record with faults that are fixed, one of them of severity info."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "_pathways").mkdir()
    (tmp_path / "_pathways/WP1.md").write_text(
        "---\nwpid: WP1\ntitle: 'R&amp;D at 50 ºC '\n---\n", encoding="utf-8"
    )

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--select", "TXT", "--no-cache"])

    return run


@pytest.mark.parametrize("command", [("check", "--unsafe-fixes"), ("fix", "--unsafe-fixes")])
def test_fixes_below_the_level_shown_are_told(
    passed_over: Callable[..., Result], command: tuple[str, ...]
) -> None:
    said = passed_over(*command, "--no-baseline").stdout
    assert "Not shown: 1 info (--level info shows it and fixes it).\n" in said
    assert "Not shown" not in passed_over(*command, "--level", "info").stdout


@pytest.mark.parametrize("command", ["check", "fix"])
def test_what_fails_the_run_is_told_if_it_is_not_shown(
    passed_over: Callable[..., Result], command: str
) -> None:
    result = passed_over(command, "--level", "warning", "--fail-on", "info", "--ignore", "TXT002,TXT005")
    assert (result.exit_code, "fails the run." in result.stdout) == (1, True)
    (Path() / "_pathways/WP1.md").write_text(
        "---\nwpid: WP1\ntitle: 'R&amp;D at 50 ºC'\n---\n", encoding="utf-8"
    )
    result = passed_over("fix", "--fail-on", "info")
    assert result.exit_code == 1
    assert "none of the rest is shown, but 1 info fails the run." in result.stdout


def test_fixes_that_were_refused_are_counted() -> None:
    fix = safe("mend", Set(("a",), 1))
    refused = Finding("TXT001", "x", Severity.ERROR, ("a",), "x", fix.refused("it would cause TXT002"))
    elsewhere = refused._replace(fix=fix.refused(f"{ELSEWHERE}this is generated"))
    report = RunResult(files=1, records=1, is_repair=True)
    report.findings.add(PackedFindings.of([[refused, elsewhere, refused]]), "a.md")
    assert "Not applied: 2 fixes; each finding says why." in summary(report, Settings())
    report.findings.replace([None, elsewhere, refused])
    assert "Not applied: 1 fix; each finding says why." in summary(report, Settings())
    report.is_repair = False
    assert not any(line.startswith("Not applied") for line in summary(report, Settings()))
