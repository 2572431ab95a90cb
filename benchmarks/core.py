"""What a run costs, against the YAML reader alone.

    python benchmarks/core.py [FOLDER]

FOLDER (default: RECORDLINT_CORPUS, else seeds/) holds records. Measured in turn, in one run:

* all rules over all its records in this one process, against `yaml.load` with the C loader over
  the same files, start-up apart;
* the command on one small record, as a whole process, against a bare import of its libraries.

Ratios are medians over pairs, so that they hold on a machine whose speed drifts.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

from lint import Settings
from lint.files import discover
from lint.runner import run

ROOT = Path(__file__).parents[1]
IMPORTS = "import yaml, click, pydantic"


def pairs(one: Callable[[], object], other: Callable[[], object], runs: int) -> None:
    """Time both in turn, and print their medians and the median of the ratios."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        one()
        middle = time.perf_counter()
        other()
        times.append((middle - start, time.perf_counter() - middle))
    del times[0]  # the warm-up
    ours, theirs = (median(column) for column in zip(*times, strict=True))
    ratios = sorted(a / b for a, b in times)
    print(f"  {ours:.3f} s against {theirs:.3f} s")
    print(f"  ratio {median(ratios):.2f} (of {runs} pairs: {ratios[0]:.2f} to {ratios[-1]:.2f})")


def load_all(paths: list[str]) -> None:
    for path in paths:
        text = Path(path).read_bytes().decode()
        yaml.load(text[: text.rindex("\n---") + 1], Loader=yaml.CSafeLoader)


def check_all(folders: list[str], settings: Settings) -> None:
    run(folders, settings, detail=False)


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RECORDLINT_CORPUS", str(ROOT / "seeds"))
    folders = sorted({str(Path(p).parent) for p in discover([folder])})
    folders = [each for each in folders if Path(each).name in ("_pathways", "_figures")]
    paths = discover(folders)
    versions = f"Python {platform.python_version()}, PyYAML {yaml.__version__}"
    print(f"{versions}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"{len(paths)} records: all rules / yaml.load with the C loader, one process")
    settings = Settings()
    pairs(lambda: check_all(folders, settings), lambda: load_all(paths), 7)
    seed = str(ROOT / "seeds/_figures/PMC2869233__ijms-11-00789f3.md")
    print(f"one record, whole process: recordlint check / python -c '{IMPORTS}'")
    check = [sys.executable, "-m", "lint", "check", "--quiet", seed]
    bare = [sys.executable, "-c", IMPORTS]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL}
    pairs(lambda: subprocess.run(check, **quiet), lambda: subprocess.run(bare, **quiet), 15)


if __name__ == "__main__":
    main()
