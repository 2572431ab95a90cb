from __future__ import annotations

import io

import pytest

from lint.reports import Style, writer
from lint.results.run_result import RunResult
from lint.settings import Settings

PATCH = "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-a\x1b[2J ::x\n+b ##[y]\n\\ No newline at end of file\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def test_a_patch_is_written_byte_for_byte(make, written, capsys: pytest.CaptureFixture[str]) -> None:
    assert written("diff", fixed=[make()], diffs=[PATCH, PATCH]) == PATCH + PATCH
    assert capsys.readouterr().err == "Would fix 1 finding in 1 of 10 records.\n"


def test_nothing_to_fix(make, written, capsys: pytest.CaptureFixture[str]) -> None:
    assert written("diff", [make()]) == ""
    assert capsys.readouterr().err == "Nothing to fix.\n"


def test_quiet(make, written, capsys: pytest.CaptureFixture[str]) -> None:
    assert written("diff", fixed=[make()], diffs=[PATCH], style=Style(quiet=True)) == PATCH
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_no_control_characters() -> None:
    stream = Terminal()
    writer("diff")(RunResult(diffs=[PATCH]), Settings(), stream, Style())
    assert stream.getvalue() == PATCH.replace("\x1b", r"\x1b").replace("##[", r"#\x23[")


def test_in_colour(written) -> None:
    text = written("diff", diffs=[PATCH], style=Style(color=True))
    assert "\x1b[31m-a\\x1b[2J ::x\x1b[0m\n" in text
    assert "\x1b[32m+b " in text
    assert "\x1b[1m--- a/x.md\x1b[0m\n" in text


def test_github_takes_no_commands_from_a_patch(written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    first, *lines, last = written("diff", diffs=[PATCH]).splitlines(keepends=True)
    token = first.removeprefix("::stop-commands::").strip()
    assert len(token) >= 32
    assert last == f"::{token}::\n"
    assert "".join(lines) == PATCH
    assert written("diff", diffs=[PATCH]) != written("diff", diffs=[PATCH])
    assert written("diff") == ""
