"""Inputs that fuzzing found no longer fail; see `fuzz/run.py`."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FUZZ = Path(__file__).parents[1] / "fuzz"
FINDS = sorted((FUZZ / "finds").iterdir())


def loaded(name: str) -> Any:
    """Return a module of the folder `fuzz`."""
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", FUZZ / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def targets() -> dict[str, Callable[[bytes], None]]:
    return loaded("targets").TARGETS


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.name[:20])
def test_a_find_no_longer_fails(find: Path, targets: dict[str, Callable[[bytes], None]]) -> None:
    targets[find.name.partition("-")[0]](find.read_bytes())


def test_every_target_takes_a_record(seeds: Path, targets: dict[str, Callable[[bytes], None]]) -> None:
    for path in seeds.rglob("*.md"):
        for run in targets.values():
            run(path.read_bytes())


def test_hostile_repositories() -> None:
    """The first of those that `python fuzz/hostile_repositories.py` makes."""
    assert loaded("hostile_repositories").run(range(12)) == (12, [])
