from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from lint.commands.main import main
from lint.settings import Settings
from lint.settings.loading import load

FILE = """\
fail-on = "error"
ignore = ["CUR"]
exclude = ["a b/", "\\"quoted\\""]

[severity]
TXT = "info"

[per-file-ignores]
"_pathways/*.md" = ["KEY"]

[[ignore-records]]
records = ["WP1"]
rules = ["TXT"]
reason = "x"

[[kinds]]
name = "thing"
files = ["_things/*.md"]
schema = "thing.json"
copies = {name = "about.copy"}

[rules.description-duplicated]
strategy = "drop"
"""

Config = Callable[..., list[str]]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Run `recordlint config` and return its lines, with one space before each origin."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> list[str]:
        result = CliRunner().invoke(main, ["config", *arguments])
        assert result.exit_code == 0, result.output
        return [" ".join(line.split()) for line in result.stdout.splitlines()]

    return run


def test_defaults(config: Config) -> None:
    lines = config()
    assert lines[0] == "# Settings file: none"
    assert 'select = ["ALL"] # default' in lines
    assert "# exclude is not set # default" in lines
    assert lines[lines.index("[rules.DUP002]") + 1] == 'strategy = "keep" # default'
    assert all(line.endswith("# default") for line in lines[1:] if line and line[0] != "[")


def test_each_value_with_where_it_is_from(tmp_path: Path, config: Config) -> None:
    (tmp_path / "recordlint.toml").write_text(FILE)
    (tmp_path / "thing.json").write_text(json.dumps({"type": "object"}))
    lines = config("--level", "info", "--ignore", "KEY", "--select", "ALL")
    assert lines[0] == f"# Settings file: {tmp_path / 'recordlint.toml'}"
    for line in (
        'select = ["ALL"] # --select',
        'ignore = ["KEY"] # --ignore',
        'level = "info" # --level',
        'fail-on = "error" # recordlint.toml:1',
        'exclude = ["a b/", "\\"quoted\\""] # recordlint.toml:3',
        'TXT = "info" # recordlint.toml:6',
        '"_pathways/*.md" = ["KEY"] # recordlint.toml:9',
        'reason = "x" # recordlint.toml:14',
        'copies = {name = "about.copy"} # recordlint.toml:20',
        'strategy = "drop" # recordlint.toml:23',
        "unsafe-fixes = false # default",
    ):
        assert line in lines, line


def test_values_that_add_up_have_two_origins(tmp_path: Path, config: Config) -> None:
    (tmp_path / "recordlint.toml").write_text(FILE.split("[[kinds]]")[0])
    assert 'ignore = ["CUR", "KEY"] # --ignore, recordlint.toml:2' in config("--ignore", "KEY")


def test_what_was_set_last_counts(tmp_path: Path, config: Config) -> None:
    (tmp_path / "recordlint.toml").write_text('[rules.DUP002]\nstrategy = "drop"\n')
    assert 'strategy = "drop" # recordlint.toml:2' in config()
    assert 'strategy = "alias" # --set DUP002.strategy=alias' in config("--set", "DUP002.strategy=alias")
    assert 'strategy = "keep" # default' in config("--isolated")


def test_is_a_settings_file_that_says_the_same(tmp_path: Path, config: Config) -> None:
    (tmp_path / "recordlint.toml").write_text(FILE)
    (tmp_path / "thing.json").write_text(json.dumps({"type": "object"}))
    before = load(tmp_path)
    printed = "\n".join(config())
    assert tomllib.loads(printed)
    (tmp_path / "recordlint.toml").write_text(printed)
    after = load(tmp_path)
    assert after.replace(rules=before.rules) == before
    assert {rule.code: rule.options for rule in after.enabled_rules()} == {
        rule.code: rule.options for rule in before.enabled_rules()
    }
    assert before != Settings()


def test_of_a_file_that_is_named(tmp_path: Path, config: Config) -> None:
    (tmp_path / "other.toml").write_text("level = 'info'\n")
    assert 'level = "info" # other.toml:1' in config("--config", "other.toml")
