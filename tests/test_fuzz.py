"""What fuzzing found, which no longer fails; see `fuzz/run.py`."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[1] / "fuzz"
FINDS = sorted((FUZZ / "finds").iterdir())


@pytest.fixture(scope="module")
def targets() -> dict[str, Callable[[bytes], None]]:
    spec = importlib.util.spec_from_file_location("fuzz_targets", FUZZ / "targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.TARGETS


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.name[:20])
def test_a_find_no_longer_fails(find: Path, targets: dict[str, Callable[[bytes], None]]) -> None:
    targets[find.name.partition("-")[0]](find.read_bytes())


def test_every_target_takes_a_record(seeds: Path, targets: dict[str, Callable[[bytes], None]]) -> None:
    for path in seeds.rglob("*.md"):
        for run in targets.values():
            run(path.read_bytes())
