"""Limits: each is a setting that its finding names, and the pages give its default and bounds."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from strategies import documents

from lint.commands.main import main
from lint.core.errors import UsageError
from lint.core.limits import DEFAULT, Limits
from lint.documents.front_matter import FrontMatter
from lint.documents.generated import DEEPEST
from lint.run.cache import fingerprint
from lint.run.job import Job
from lint.settings import Settings
from lint.settings.loading import load

ROOT = Path(__file__).parents[2]
BOUNDS = {
    f"limits.{each.name.replace('_', '-')}": (each.default, each.metadata["ge"], each.metadata["le"])
    for each in fields(Limits)
}


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_page_on_settings_tells_defaults_and_bounds() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `(limits\.[\w-]+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", page, re.MULTILINE)
    assert {name: tuple(map(number, numbers)) for name, *numbers in rows} == BOUNDS


def test_the_page_on_security_tells_defaults_and_bounds() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\| `(limits\.[\w-]+)` \| ([\d,]+)[^|]* \| ([\d,]+) \|", page, re.MULTILINE)
    told = {name: (default, most) for name, (default, _, most) in BOUNDS.items()}
    assert {name: tuple(map(number, numbers)) for name, *numbers in rows} == told


def run(folder: Path, *arguments: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, arguments)


def found(folder: Path, limit: str, *arguments: str) -> set[tuple[str, str]]:
    """Return code and message of what a run finds where the settings set one *limit*."""
    (folder / "recordlint.toml").write_text(f"[limits]\n{limit}\n")
    done = run(folder, "check", "--output-format", "json", "--level", "info", *arguments)
    assert done.exit_code < 2, done.stderr
    return {(each["code"], each["message"]) for each in json.loads(done.stdout)["findings"]}


NESTED = f"wpid: WP1\na: {'[' * 120}{']' * 120}\n"
IN_BLOCKS = "wpid: WP1\na:\n  b:\n    c:\n    - d:\n      - e\n"
ALIASED = f"wpid: WP1\na: &a x\nb: [{', '.join(['*a'] * 50)}]\n"
WORDY = "wpid: WP1\n" + "".join(f"field{number}: x\n" for number in range(30))


@pytest.mark.parametrize(
    ("text", "low", "high", "code", "told"),
    [
        (f"wpid: WP1\na: {'x' * 2_000}\n", "file-size = 1_500", "file-size = 2_500", "REC002", "1,500 bytes"),
        (f"wpid: WP1\na: {'x' * 2_000_000}\n", "depth = 5", "file-size = 3_000_000", "REC002", "1,000,000"),
        (NESTED, "depth = 119", "depth = 120", "REC002", "nested more than 119 deep"),
        (NESTED, "file-size = 5_000", "depth = 120", "REC002", "nested more than 100 deep"),
        (IN_BLOCKS, "depth = 4", "depth = 5", "REC002", "nested more than 4 deep"),
        (ALIASED, "aliased-values = 49", "aliased-values = 50", "REC002", "add more than 49 values"),
        (WORDY, "findings-per-rule = 12", "findings-per-rule = 30", "SCH004", "; and 18 more of this rule"),
    ],
)
def test_each_limit_is_told_and_can_be_raised(
    tmp_path: Path, text: str, low: str, high: str, code: str, told: str
) -> None:
    (tmp_path / "_pathways").mkdir()
    (tmp_path / "_pathways/WP1.md").write_text(f"---\n{text}---\n")
    (message,) = {said for its, said in found(tmp_path, low) if its == code and "`limits." in said}
    assert told in message
    assert "`limits." not in str(found(tmp_path, high))


def test_a_sidecar_is_read_up_to_the_limit(seeds: Path) -> None:
    sidecar = seeds / "_data/WP49-datanodes.tsv"
    sidecar.parent.mkdir()
    sidecar.write_text("Label\tType\nCBL\tGeneProduct\n" + "\n" * 300_000)
    codes = [{code for code, _ in found(seeds, f"file-size = {size}")} for size in (400_000, 300_000)]
    assert ["KEY001" in each for each in codes] == [True, False]


def test_fixes_that_take_more_rounds_are_left_out(tmp_path: Path) -> None:
    """Rules that change the same value take a round each, and one to see that nothing is left."""
    record = tmp_path / "_pathways/WP1.md"
    record.parent.mkdir()
    record.write_text("---\nwpid: WP1\ntitle: 'caf\xc3\xa9  &gamma;'\n---\n", "utf-8")
    (tmp_path / "recordlint.toml").write_text("[limits]\nfix-rounds = 2\n")
    done = run(tmp_path, "fix")
    assert (done.exit_code, done.stderr) == (1, "")
    assert "title: 'café  &gamma;'" in record.read_text("utf-8")
    assert "do not come to an end in 2 rounds (`limits.fix-rounds`)" in done.stdout
    (tmp_path / "recordlint.toml").write_text("[limits]\nfix-rounds = 4\n")
    assert run(tmp_path, "fix").stderr == ""
    assert "title: 'café γ'" in record.read_text("utf-8")


@pytest.mark.parametrize("limit", BOUNDS)
def test_what_is_out_of_bounds_is_an_error(tmp_path: Path, limit: str) -> None:
    key = limit.removeprefix("limits.")
    _, least, most = BOUNDS[limit]
    for value, told in (
        (least - 1, f"must be at least {least:,}, not {least - 1}"),
        (most + 1, f"must be at most {most:,}, not {most + 1}"),
        ('"9"', "must be a whole number, not '9'"),
        ("9.0", "must be a whole number, not 9.0"),
        ("true", "must be a whole number, not True"),
    ):
        (tmp_path / "recordlint.toml").write_text(f"level = 'info'\n[limits]\n{key} = {value}\n")
        with pytest.raises(UsageError) as raised:
            load(tmp_path)
        assert str(raised.value).endswith(f"recordlint.toml:3: {limit}: {told}")


def test_a_limit_has_one_name(tmp_path: Path) -> None:
    (tmp_path / "recordlint.toml").write_text("[limits]\nfile_size = 5_000\n")
    told = run(tmp_path, "check").stderr
    assert 'recordlint.toml:2: limits.file_size: there is no such key; did you mean "file-size"?' in told


def test_runs_with_other_limits_are_told_apart() -> None:
    """What was kept of one is not used for the other."""
    plain = Settings()
    changed: list[dict[str, Any]] = [{each.name: each.default + 1} for each in fields(Limits)]
    for each in changed:
        other = plain.replace(limits=replace(DEFAULT, **each))
        assert fingerprint(Job(other)) != fingerprint(Job(plain))


def depth(value: Any) -> int:
    """Return how deep what is in *value* nests: 0 where no list or mapping is in it."""
    items = value.values() if isinstance(value, dict) else value
    return max((1 + depth(each) for each in items if isinstance(each, dict | list)), default=0)


@given(documents())
def test_what_is_read_fast_nests_no_deeper_than_it_says(drawn: tuple[str, Any]) -> None:
    document = FrontMatter(drawn[0].encode())
    assert not document.is_generated or depth(document.values) <= DEEPEST


def test_the_deepest_that_is_read_fast() -> None:
    """A list of a mapping of a list: each two columns hold two levels."""
    deepest = 0
    for levels in range(1, 20):
        inner = "".join(f"{'  ' * level}- a:\n" for level in range(levels))
        data = f"---\na:\n{inner}{'  ' * levels}- x\n---\n".encode()
        document = FrontMatter(data)
        if document.is_generated:
            deepest = depth(document.values)
            assert FrontMatter(data, Limits(depth=deepest)).problem is None
            assert FrontMatter(data, Limits(depth=deepest - 1)).problem is not None
    assert deepest == DEEPEST
