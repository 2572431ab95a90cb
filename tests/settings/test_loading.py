from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.core.errors import UsageError
from lint.core.findings import Severity
from lint.core.globs import Globs
from lint.settings import Settings
from lint.settings.loading import SettingsFile, load

ALIAS = '[rules.DUP002]\nstrategy = "alias"\n'
DROP = '[rules.DUP002]\nstrategy = "drop"\n'
IN_PYPROJECT = '[tool.recordlint.rules.DUP002]\nstrategy = "drop"\n'


def strategy(settings: Settings) -> str:
    (rule,) = (rule for rule in settings.enabled_rules() if rule.code == "DUP002")
    found: str = rule.options.strategy
    return found


class TestLoading:
    def test_without_a_file(self, tmp_path: Path) -> None:
        assert load(tmp_path) == Settings()

    @pytest.mark.parametrize(
        ("name", "text"),
        [("recordlint.toml", DROP), (".recordlint.toml", DROP), ("pyproject.toml", IN_PYPROJECT)],
    )
    def test_the_nearest_file_counts(self, tmp_path: Path, name: str, text: str) -> None:
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        (tmp_path / "recordlint.toml").write_text(ALIAS)
        assert strategy(load(below)) == "alias"
        (tmp_path / "a" / name).write_text(text)
        assert strategy(load(below)) == "drop"
        # A project's own file, with nothing of recordlint in it, is passed over.
        (below / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
        assert strategy(load(below)) == "drop"

    def test_by_name_or_code(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text(DROP.replace("DUP002", "description-duplicated"))
        assert strategy(load(tmp_path)) == "drop"

    def test_options_override_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text(DROP)
        for text in ("DUP002.strategy=alias", 'description-duplicated.strategy = "alias"'):
            assert strategy(load(tmp_path, [text])) == "alias"
        assert strategy(load(tmp_path, ["DUP002.strategy=alias", "DUP002.strategy=keep"])) == "keep"

    def test_flags_override_what_they_give(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text(DROP)
        settings = load(tmp_path, level="info", fail_on=None, select=("DUP",), ignore=(), unsafe_fixes=True)
        assert settings == Settings(
            level=Severity.INFO,
            select=("DUP",),
            unsafe_fixes=True,
            rules={"DUP002": {"strategy": "drop"}},
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "[rules.DUP002]\nstrategi = 1",
                'rules.DUP002.strategi: there is no such key; did you mean "strategy"?',
            ),
            (
                "[rules.DUP002]\nstrategy = 'all'",
                "rules.DUP002.strategy: input should be 'keep', 'alias' or 'drop', not 'all'",
            ),
            ("[rules.DUP02]", 'no rule is called "DUP02"; did you mean "DUP002"?'),
            ("[rules.DUP]", '"DUP" matches several rules'),
            ("[rules.DUP002]\n[rules.description-duplicated]", "are the same rule"),
            ("[rule.DUP002]", 'rule: there is no such key; did you mean "rules"?'),
            ("qqq = 1", "qqq: there is no such key; choose from select, "),
            ("rules = 1", "rules: must be a table, not 1"),
            ("[rules", "cannot be read: "),
            ("x = '\x00'", "cannot be read: "),
            ("x = " + "[" * 10_000, "cannot be read: "),
        ],
    )
    def test_faults_are_told_with_file_and_key(self, tmp_path: Path, text: str, said: str) -> None:
        file = tmp_path / "recordlint.toml"
        file.write_text(text)
        with pytest.raises(UsageError) as caught:
            load(tmp_path)
        line = "" if said == "cannot be read: " else ":[0-9]+"
        assert re.match(f"{re.escape(str(file))}{line}: ", str(caught.value))
        assert said in str(caught.value)

    def test_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / ".recordlint.toml").write_bytes(b"\xff\xfe")
        with pytest.raises(UsageError, match=r"\.recordlint\.toml: cannot be read"):
            load(tmp_path)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("DUP002", "write RULE.OPTION=VALUE"),
            ("DUP002=alias", "write RULE.OPTION=VALUE"),
            ("DUP002.=alias", "write RULE.OPTION=VALUE"),
            ("DUP02.strategy=alias", 'did you mean "DUP002"?'),
            ("DUP002.strategi=alias", 'did you mean "strategy"?'),
            ("DUP002.strategy=3", "not 3"),
            ("DUP002.strategy=all", "'keep', 'alias' or 'drop'"),
        ],
    )
    def test_faulty_options(self, tmp_path: Path, text: str, said: str) -> None:
        with pytest.raises(UsageError) as caught:
            load(tmp_path, [text])
        assert str(caught.value).startswith(f"--set {text}: ")
        assert said in str(caught.value)

    def test_a_faulty_flag(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"^--extend-select: no rule is called .*did you mean"):
            load(tmp_path, extend_select=("TXT0001",))


FILE = """\
# A comment = with a sign
select = [
    "ALL",  # a = b
]
"fail-on" = "error"

[rules.DUP002]  # heading
strategy = "drop"

[severity]
TXT = "info"
mojibake = "error"

[[ignore-records]]
records = ["WP1"]
rules = ["TXT"]
reason = '''
fail-on = "no"
'''

[[ignore-records]]
records = ["WP2"]
rules = ["CUR"]
reason = "x"
"""


STATEMENTS = ["", "# x = 1", "[a]", "[[b]]", "k = 1", "m = '''\n[a]\nk = 2\n'''", "l = [\n1,\n]"]


class TestLines:
    @pytest.mark.parametrize(
        ("keys", "line"),
        [
            (("select",), 2),
            (("select", 0), 2),
            (("fail-on",), 5),
            (("rules",), 7),
            (("rules", "DUP002"), 7),
            (("rules", "DUP002", "strategy"), 8),
            (("rules", "DUP002", "missing"), 7),
            (("severity", "mojibake"), 12),
            (("ignore-records", 0, "reason"), 17),
            (("ignore-records", 1), 21),
            (("ignore-records", 1, "rules"), 23),
            (("ignore-records", 2), 14),
            (("missing",), 1),
            ((), 1),
        ],
    )
    def test_of_keys(self, keys: tuple[str | int, ...], line: int) -> None:
        assert SettingsFile(Path("recordlint.toml"), FILE).line(keys) == line

    def test_in_a_project_file(self) -> None:
        text = "[tool.recordlint]\n\n[tool.recordlint.severity]\nTXT = 'info'\n"
        file = SettingsFile(Path("pyproject.toml"), text, ("tool", "recordlint"))
        assert file.line(("severity", "TXT")) == 4

    @given(st.lists(st.sampled_from(STATEMENTS)))
    def test_a_key_is_where_it_is_first_read(self, blocks: list[str]) -> None:
        text = "".join(f"{block}\n" for block in blocks)
        try:
            table = tomllib.loads(text)
        except ValueError:
            assume(False)
        file = SettingsFile(Path("recordlint.toml"), text)
        for key in table:
            line = file.line((key,))
            lines = text.splitlines(keepends=True)
            assert key not in tomllib.loads("".join(lines[: line - 1]))
            assert re.match(rf"\[*{key}\b", lines[line - 1])

    def test_a_long_file_is_no_matter(self) -> None:
        text = "exclude = [\n" + "  'a',\n" * 5_000 + "]\n" + "".join(f"k{n} = 1\n" for n in range(5_000))
        assert SettingsFile(Path("recordlint.toml"), text).line(("k4999",)) == 10_002


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("fail_on = 'error'", ':1: fail_on: there is no such key; did you mean "fail-on"?'),
            (
                "\nselect = ['TXT001', 'TXT0001']",
                ':2: select: no rule is called "TXT0001"; did you mean "TXT001"?',
            ),
            ("level = 'fatal'", ':1: level: must be "error", "warning" or "info", not'),
            ("output-format = 'jsn'", ':1: output-format: no format is called "jsn"; did you mean "json"?'),
            ("[severity]\nTXT0001 = 'info'", ":2: severity.TXT0001: no rule is called"),
            ("[severity]\nTXT = 'inf'", ':2: severity.TXT: must be "error", "warning" or "info", not'),
            ("level = warning", "a text needs quotation marks"),
            ("exclude = 'a'", ":1: exclude: must be a list of patterns"),
            ("select = 'ALL'", ":1: select: must be a list, not 'ALL': write [\"ALL\"]"),
            ("select = [1]", ":1: select: must be a text, not 1"),
            ("unsafe-fixes = 1", ":1: unsafe-fixes: must be true or false, not 1"),
            ("genes = 3", ":1: genes: must be a table, not 3"),
            ("severity = ['x']", ":1: severity: must be a table, not ['x']"),
            ("[[kinds]]\nname = 'x'\nfiles = []", ":3: kinds.files: must not be empty"),
            (
                "[[ignore-records]]\nrecords = ['a']\nrules = ['TXT']\nreason = ''",
                ":4: ignore-records.reason: must not be empty",
            ),
            ("[rules.TXT001]\nx = 1", ":2: rules.TXT001.x: TXT001 has no options"),
            ("exclude = ['a', '!']", ":1: exclude: `!` is no pattern of .gitignore"),
            ("[per-file-ignores]\n'[z-a]' = ['TXT']", ":2: per-file-ignores.[z-a]: `[z-a]` is no pattern"),
            ("[per-file-ignores]\n'a' = ['TXX']", ":2: per-file-ignores.a: no rule is called"),
            (
                "[[ignore-records]]\nrecords = ['WP1']\nrules = ['TXT']",
                ":1: ignore-records.reason: is missing",
            ),
            (
                "[[ignore-records]]\nrecord = ['WP1']\nrules = ['TXT']\nreason = 'x'",
                ':2: ignore-records.record: there is no such key; did you mean "records"?',
            ),
            ("[[kinds]]\nname = 'x'", ":1: kinds.files: is missing"),
            (
                "[[kinds]]\nname = 'x'\nfile = ['a.md']",
                ':3: kinds.file: there is no such key; did you mean "files"?',
            ),
            ("[[kinds]]\nname = 'pathway'", ':2: kinds.name: "pathway" is the name of a built-in kind'),
            ("[[kinds]]\nname = 'A b'", ":2: kinds.name: 'A b' is not a valid name"),
            ("[[kinds]]\nfiles = ['_a/*']\nname = 'x'", ":2: kinds.files: '_a/*' is not a valid pattern"),
            (
                "[[kinds]]\nfiles = ['_a/**/*.md']\nname = 'x'",
                ":2: kinds.files: '_a/**/*.md' is not a valid pattern",
            ),
            ("[[kinds]]\nfiles = ['_a/*b*c*d*e.md']\nname = 'x'", "at most three between two `/`"),
            ("exclude = ['*a*b*c*d']", "or has more than three `*` between two `/`"),
            ("exclude = ['**/a/**/b/**/c/**']", "or has more than three `*` between two `/`"),
            ("[[kinds]]\nfiles = ['./a.md']\nname = 'x'", ":2: kinds.files: './a.md' is not a valid pattern"),
            ("[[kinds]]\nfiles = ['a/../a.md']\nname = 'x'", ":2: kinds.files: 'a/../a.md' is not a valid"),
            ("[[kinds]]\nfiles = ['/a.md']\nname = 'x'", ":2: kinds.files: '/a.md' is not a valid pattern"),
            (
                "[genes]\nhgnc = '/etc/passwd'",
                ":2: genes.hgnc: must name HGNC's complete set (/etc/passwd is not",
            ),
            (
                "[rules.GEN002]\nhgnc = '/etc/passwd'",
                ":2: rules.GEN002.hgnc: must name HGNC's complete set (/etc",
            ),
        ],
    )
    def test_a_fault_is_told_with_its_line(self, tmp_path: Path, text: str, said: str) -> None:
        (tmp_path / "recordlint.toml").write_text(text)
        with pytest.raises(UsageError) as caught:
            load(tmp_path)
        assert said in str(caught.value)

    def test_every_key_has_one_spelling(self, tmp_path: Path) -> None:
        for name in (each.name for each in fields(Settings)):
            if "_" in name:
                (tmp_path / "recordlint.toml").write_text(f"{name} = 1")
                with pytest.raises(UsageError, match="there is no such key"):
                    load(tmp_path)

    def test_windows_line_ends_and_a_mark_at_the_start(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_bytes(b"\xef\xbb\xbf\r\nlevel = 'fatal'\r\n")
        with pytest.raises(UsageError, match=r"toml:2: level: "):
            load(tmp_path)


class TestLayers:
    def test_a_file_that_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text("level = 'info'")
        other = tmp_path / "shared" / "strict.toml"
        other.parent.mkdir()
        other.write_text("fail-on = 'info'\nexclude = ['a/']")
        settings = load(tmp_path, config=other)
        assert (settings.level, settings.fail_on) == (Severity.WARNING, Severity.INFO)
        # Its patterns count from where the run is, since the records are there.
        assert settings.exclude == Globs(str(tmp_path.resolve()), ("a/",))

    def test_a_project_file_that_is_named(self, tmp_path: Path) -> None:
        project = tmp_path / "pyproject.toml"
        project.write_text("[tool.recordlint]\nlevel = 'info'")
        assert load(tmp_path, config=project).level == Severity.INFO
        project.write_text("[tool]\nrecordlint = 3")
        with pytest.raises(UsageError, match=r"pyproject\.toml:2: must be a table, not 3"):
            load(tmp_path, config=project)
        with pytest.raises(UsageError, match=r"pyproject\.toml:2: must be a table, not 3"):
            load(tmp_path)  # which finds it
        project.write_text("[tool.other]")
        with pytest.raises(UsageError, match=r"has no table \[tool\.recordlint\]"):
            load(tmp_path, config=project)

    def test_isolated(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text("broken =")
        assert load(tmp_path, isolated=True) == Settings()
        with pytest.raises(UsageError, match="leave one of them out"):
            load(tmp_path, isolated=True, config=tmp_path / "recordlint.toml")

    def test_patterns_count_from_the_file_that_is_found(self, tmp_path: Path) -> None:
        below = tmp_path / "below"
        below.mkdir()
        (tmp_path / "recordlint.toml").write_text("exclude = ['a/']")
        assert load(below).exclude == Globs(str(tmp_path.resolve()), ("a/",))
        assert load(below, exclude=("b/",)).exclude == Globs(str(below.resolve()), ("b/",))

    def test_flags_that_select_begin_anew_and_others_add(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text(
            "select = ['TXT']\nextend-select = ['CUR']\nignore = ['TXT001']"
        )
        added = load(tmp_path, extend_select=("DUP",), ignore=("CUR001",))
        assert (added.select, added.extend_select, added.ignore) == (
            ("TXT",),
            ("CUR", "DUP"),
            ("TXT001", "CUR001"),
        )
        anew = load(tmp_path, select=("TXT001",), extend_select=("DUP",))
        assert (anew.select, anew.extend_select, anew.ignore) == (("TXT001",), ("DUP",), ())

    def test_options_of_a_rule_add_up(self, tmp_path: Path) -> None:
        set_file = tmp_path / "set.txt"
        set_file.write_text("symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n")
        (tmp_path / "recordlint.toml").write_text("[rules.GEN002]\nhgnc = 'set.txt'")
        settings = load(tmp_path, ["DUP002.strategy=drop"])
        assert settings.rules == {"GEN002": {"hgnc": str(set_file)}, "DUP002": {"strategy": "drop"}}

    def test_a_baseline_is_found_beside_the_settings(self, tmp_path: Path) -> None:
        below = tmp_path / "below"
        below.mkdir()
        (tmp_path / "recordlint.toml").write_text("")
        (tmp_path / "recordlint-baseline.json").write_text("")
        assert load(below).baseline == str(tmp_path.resolve() / "recordlint-baseline.json")
        assert load(below, baseline="").baseline == ""
        assert load(below, isolated=True).baseline == ""
        (tmp_path / "recordlint.toml").write_text("baseline = 'other.json'")
        assert load(below).baseline == str(tmp_path.resolve() / "other.json")
        (tmp_path / "recordlint.toml").write_text("baseline = '../other.json'")
        with pytest.raises(UsageError, match=r"recordlint\.toml:1: baseline: .* is not below"):
            load(below)
        (tmp_path / "recordlint.toml").write_text("")
        assert load(below, baseline="../../other.json").baseline.endswith("other.json")

    def test_a_file_outside_may_be_named_on_the_command_line_only(self, tmp_path: Path) -> None:
        inside, outside = tmp_path / "repository", tmp_path / "set.txt"
        inside.mkdir()
        outside.write_text("symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n")
        load(inside, [f"GEN002.hgnc={outside}"])
        (inside / "link.txt").symlink_to(outside)
        for name in ("../set.txt", "link.txt"):
            (inside / "recordlint.toml").write_text(f"[genes]\nhgnc = '{name}'")
            with pytest.raises(UsageError, match="is not below"):
                load(inside)
