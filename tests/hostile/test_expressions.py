"""Regular expressions: none is slow on a text that is made to slow it down."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hostile.conftest import ROOT
from hostile.expressions import LENGTH, is_slow
from profiles import SOME


def test_no_expression_takes_more_than_linear_time() -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("expressions.py")), str(SOME.step)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    number, *slow = done.stdout.splitlines()
    assert (slow, done.stderr) == ([], "")
    assert int(number) > 100  # all were seen


def test_what_takes_longer_is_noticed() -> None:
    assert is_slow((r"\s+$", 0, True), " " * LENGTH + "x")
    assert not is_slow((r"(?<!\s)\s+$", 0, True), " " * LENGTH + "x")
