"""The page on settings is true: every block of TOML loads, and every command prints what it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lint import Rule, Severity
from lint.rules import installed
from lint.settings import Settings
from lint.settings.loading import load
from lint.settings.schema import schema, text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/settings.md").read_text("utf-8")
BLOCKS = re.findall(r"(?:<!-- needs: (.*?) -->\n)?```toml\n(.*?)```", PAGE, re.DOTALL)

REACTION = {
    "type": "object",
    "properties": {
        "reaction": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "schema-jsonld": {
            "type": "object",
            "properties": {
                "description": {"type": "string"},
                "keywords": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}


TERM = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("title", "prefix", "definition", "replaced_by")},
        "editors": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {"type": "string"}}},
        },
    },
}


class Laboratory(Rule):
    """A rule of another package."""

    code = "LAB001"
    name = "laboratory"
    severity = Severity.INFO


def prepare(folder: Path, needed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in needed.split():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name == "LAB":
            monkeypatch.setattr(installed, "installed", lambda: {"LAB001": Laboratory})
            monkeypatch.setattr("lint.rules.selectors.installed", lambda: {"LAB001": Laboratory})
        elif name == "schemas/reaction.schema.json":
            target.write_text(json.dumps(REACTION))
        elif name == "schemas/term.schema.json":
            target.write_text(json.dumps(TERM))
        else:
            target.write_text("symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n")


@pytest.mark.parametrize(("needed", "block"), BLOCKS)
def test_each_block_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needed: str, block: str) -> None:
    prepare(tmp_path, needed, monkeypatch)
    (tmp_path / "recordlint.toml").write_text(block)
    settings = load(tmp_path)
    assert settings != Settings()
    assert settings.enabled_rules()


def test_together_they_name_every_setting() -> None:
    """Nothing can be set that the page does not show."""
    blocks = "\n".join(block for _, block in BLOCKS)
    shown = set(re.findall(r"^([\w-]+) = |^\[+([\w-]+)", blocks, re.MULTILINE))
    names = {name for pair in shown for name in pair if name}
    found = schema()
    assert names >= set(found["properties"])
    keys = set(found["$defs"]["Declared"]["properties"])
    assert set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)) == keys


def test_the_commands_print_what_the_page_says(tmp_path: Path) -> None:
    ((command, printed),) = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, re.DOTALL)
    places = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=places, capture_output=True, text=True)
    assert done.stdout == printed


class TestSchema:
    def test_is_published_as_it_is(self) -> None:
        published = (ROOT / "schemas/settings.schema.json").read_text("utf-8")
        assert published == text(), "python -m lint.settings.schema > schemas/settings.schema.json"

    def test_is_a_schema_that_describes_everything(self) -> None:
        Draft202012Validator.check_schema(schema())
        for part in (schema(), *schema()["$defs"].values()):
            for name, field in part["properties"].items():
                assert field["description"].endswith("."), name

    @pytest.mark.parametrize("block", [block for _, block in BLOCKS])
    def test_accepts_what_the_page_shows(self, block: str) -> None:
        Draft202012Validator(schema()).validate(parsed(block))

    @pytest.mark.parametrize(
        "block",
        [
            "fail_on = 'error'",
            "level = 'fatal'",
            "output-format = 'txt'",
            "exclude = 'a'",
            "[severity]\nTXT = 2",
            "unsafe-fixes = 'yes'",
            "[rules.DUP002]\nstrategi = 'keep'",
            "[[ignore-records]]\nrecords = ['WP1']\nrules = ['TXT']",
            "[[kinds]]\nname = 'A'\nfiles = ['a.md']\nschema = 'a.json'",
            "[[kinds]]\nname = 'a'\nfiles = ['a']\nschema = 'a.json'",
        ],
    )
    def test_refuses_what_loading_refuses(self, tmp_path: Path, block: str) -> None:
        assert not Draft202012Validator(schema()).is_valid(parsed(block))
        (tmp_path / "recordlint.toml").write_text(block)
        with pytest.raises(ValueError, match=r"recordlint\.toml:"):
            load(tmp_path)


def parsed(block: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(block)
