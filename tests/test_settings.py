from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lint.findings import Finding, Severity
from lint.rules import registry
from lint.settings import Settings, UsageError, load

CODES = list(registry())
NAMES = [rule.name for rule in registry().values()]


def chosen(**settings: object) -> list[str]:
    return [rule.code for rule in Settings.model_validate(settings).chosen()]


class TestSelecting:
    def test_all_rules_are_on_by_default(self) -> None:
        assert chosen() == CODES

    @pytest.mark.parametrize(
        ("select", "ignore", "expected"),
        [
            (("TXT001",), (), ["TXT001"]),
            (("mojibake",), (), ["TXT001"]),
            (("DUP", "TXT001"), (), ["TXT001", "DUP001", "DUP002"]),
            (("KEY00",), (), ["KEY001", "KEY002"]),
            # The closer name counts, and to ignore where both are as close.
            (("KEY",), ("KEY001",), ["KEY002"]),
            (("KEY001",), ("KEY",), ["KEY001"]),
            (("keywords-mismatch",), ("KEY00",), ["KEY001"]),
            (("KEY001",), ("keywords-mismatch",), []),
            (("KEY",), ("KEY",), []),
            (("ALL",), ("ALL",), []),
        ],
    )
    def test_by_code_beginning_and_name(
        self, select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]
    ) -> None:
        families = {code[:3] for code in expected}
        found = chosen(select=select, ignore=ignore)
        assert [
            code for code in found if code in ("TXT001", "KEY001", "KEY002", "DUP001", "DUP002")
        ] == expected
        assert {code[:3] for code in found} == families

    def test_ignoring_a_family(self) -> None:
        assert chosen(ignore=("REC", "mojibake")) == [
            code for code in CODES if code != "TXT001" and not code.startswith("REC")
        ]

    @given(st.lists(st.sampled_from([*CODES, *NAMES, "ALL", "TXT", "REC0"])), st.sets(st.sampled_from(CODES)))
    def test_the_order_is_that_of_the_registry(self, select: list[str], ignore: set[str]) -> None:
        found = chosen(select=tuple(select), ignore=tuple(ignore))
        assert found == [code for code in CODES if code in found]
        assert not ignore & set(found)

    @pytest.mark.parametrize(
        ("selector", "near"),
        [
            ("TXT0001", '"TXT001"'),
            ("txt001", '"TXT001"'),
            ("mojibak", '"mojibake"'),
            ("Q", "recordlint rules"),
        ],
    )
    @pytest.mark.parametrize("field", ["select", "ignore"])
    def test_a_rule_that_does_not_exist(self, field: str, selector: str, near: str) -> None:
        with pytest.raises(UsageError) as caught:
            Settings.model_validate({field: (selector,)})
        assert f'"{selector}"' in str(caught.value)
        assert near in str(caught.value)

    def test_options_reach_the_rule(self) -> None:
        (rule,) = Settings(select=("DUP002",), rules={"DUP002": {"strategy": "drop"}}).chosen()
        assert rule.options.strategy == "drop"


def finding(severity: Severity, code: str = "CUR900", name: str = "by-the-way") -> Finding:
    return Finding(code, name, severity, (), "")


class TestLevels:
    @pytest.mark.parametrize(
        ("level", "shown"),
        [
            (Severity.ERROR, {Severity.ERROR}),
            (Severity.WARNING, {Severity.ERROR, Severity.WARNING}),
            (Severity.INFO, set(Severity)),
        ],
    )
    def test_what_is_shown_and_what_fails(self, level: Severity, shown: set[Severity]) -> None:
        for given_level in (level, level.label):
            settings = Settings.model_validate({"level": given_level, "fail_on": given_level})
            assert {severity for severity in Severity if settings.shows(finding(severity))} == shown
            assert {severity for severity in Severity if settings.fails(finding(severity).severity)} == shown
        assert Settings() == Settings(level=Severity.WARNING, fail_on=Severity.WARNING)

    @pytest.mark.parametrize(
        ("select", "level", "shown"),
        [
            (("DUP002",), "warning", True),
            (("description-duplicated",), "warning", True),
            (("DUP00",), "warning", False),
            (("ALL",), "warning", False),
            (("TXT001",), "warning", False),
            (("DUP002",), "error", False),
        ],
    )
    def test_an_info_asked_for_by_name(self, select: tuple[str, ...], level: str, shown: bool) -> None:
        settings = Settings.model_validate({"select": select, "level": level})
        info = finding(Severity.INFO, "DUP002", "description-duplicated")
        assert settings.shows(info) is shown
        assert not settings.fails(info.severity)

    def test_no_such_level(self) -> None:
        with pytest.raises(ValidationError):
            Settings.model_validate({"level": "fatal"})


ALIAS = '[rules.DUP002]\nstrategy = "alias"\n'
DROP = '[rules.DUP002]\nstrategy = "drop"\n'
IN_PYPROJECT = '[tool.recordlint.rules.DUP002]\nstrategy = "drop"\n'


def strategy(settings: Settings) -> str:
    (rule,) = (rule for rule in settings.chosen() if rule.code == "DUP002")
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
            ("[rules.DUP]", '"DUP" stands for several rules'),
            ("[rules.DUP002]\n[rules.description-duplicated]", "are the same rule"),
            ("[rule.DUP002]", 'rule: there is no such key; did you mean "rules"?'),
            ("level = 'info'", "level: there is no such key; there is: baseline, genes, rules"),
            ("rules = 1", "rules: input should be a valid dictionary, not 1"),
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
        assert str(caught.value).startswith(f"{file}: ")
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
        with pytest.raises(UsageError, match="did you mean"):
            load(tmp_path, select=("TXT0001",))
