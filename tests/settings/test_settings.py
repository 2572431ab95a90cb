from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lint.core.findings import Finding, Severity
from lint.rules import registry
from lint.settings import Settings

CODES = list(registry())
NAMES = [rule.name for rule in registry().values()]


def enabled_rules(**settings: object) -> list[str]:
    return [rule.code for rule in Settings(**settings).enabled_rules()]


class TestSelecting:
    def test_all_rules_are_on_by_default(self) -> None:
        assert enabled_rules() == CODES

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
        found = enabled_rules(select=select, ignore=ignore)
        assert [
            code for code in found if code in ("TXT001", "KEY001", "KEY002", "DUP001", "DUP002")
        ] == expected
        assert {code[:3] for code in found} == families

    def test_ignoring_a_family(self) -> None:
        assert enabled_rules(ignore=("REC", "mojibake")) == [
            code for code in CODES if code != "TXT001" and not code.startswith("REC")
        ]

    @given(st.lists(st.sampled_from([*CODES, *NAMES, "ALL", "TXT", "REC0"])), st.sets(st.sampled_from(CODES)))
    def test_the_order_is_that_of_the_registry(self, select: list[str], ignore: set[str]) -> None:
        found = enabled_rules(select=tuple(select), ignore=tuple(ignore))
        assert found == [code for code in CODES if code in found]
        assert not ignore & set(found)

    @pytest.mark.parametrize(
        ("selector", "near"),
        [
            ("TXT0001", '"TXT001"'),
            ("txt0001", '"TXT001"'),
            ("mojibak", '"mojibake"'),
            ("Q", "recordlint rules"),
            ("", "recordlint rules"),
        ],
    )
    @pytest.mark.parametrize("field", ["select", "ignore"])
    def test_a_rule_that_does_not_exist(self, field: str, selector: str, near: str) -> None:
        with pytest.raises(ValidationError) as caught:
            Settings(**{field: (selector,)})
        assert f'"{selector}"' in str(caught.value)
        assert near in str(caught.value)

    def test_options_reach_the_rule(self) -> None:
        (rule,) = Settings(select=("DUP002",), rules={"DUP002": {"strategy": "drop"}}).enabled_rules()
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
            settings = Settings(level=given_level, fail_on=given_level)
            assert {severity for severity in Severity if settings.is_visible(finding(severity))} == shown
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
        info = finding(Severity.INFO, "DUP002", "description-duplicated")
        for key in ("select", "extend_select"):
            settings = Settings(**{key: select, "level": level})
            assert settings.is_visible(info) is shown
        assert not settings.fails(info.severity)

    def test_no_such_level(self) -> None:
        with pytest.raises(ValidationError):
            Settings(level="fatal")
