from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from lint import Settings
from lint.core.findings import Detail
from lint.run.job import RunOptions
from lint.run.runner import run

SCRIPT = Path(__file__).parents[2] / "benchmarks/records.py"
ALWAYS = {"CUR007", "DUP002", "REF006"}
"""The codes of what every record has by the way it is generated."""


@pytest.fixture(scope="module")
def records() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_records", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_same_number_gives_the_same_bytes() -> None:
    digests = set()
    for seed, order in (("1", "range(300)"), ("2", "range(299, -1, -1)")):
        script = f"import records; print(sorted(str(records.record(index)) for index in {order}))"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(SCRIPT.parent)}
        output = subprocess.run(
            [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, check=True
        ).stdout
        assert b"_figures/PMC" in output
        digests.add(hashlib.sha256(output).hexdigest())
    assert len(digests) == 1


def test_records_are_written_as_their_generators_write_them(records: ModuleType) -> None:
    for index in range(1000):
        name, text = next(iter(records.record(index).items()))
        body = text.removeprefix("---\n").removesuffix("\n").removesuffix("---")
        values = yaml.load(body, Loader=yaml.CSafeLoader)
        written = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        assert written == body, name


def test_records_have_the_faults_that_are_put_in_and_no_others(
    records: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.make(tmp_path / "made", 1000)
    monkeypatch.chdir(tmp_path / "made")
    report = run(["."], Settings(level="info"), RunOptions(detail=Detail.NONE))
    others = [name for name in records.pages() if not name.startswith("_organisms/")]
    assert report.records == 1000 + len(others)
    assert not report.failures
    for name in ("pathway", "figure"):
        kinds = [kind for kind in records.FAULTS if kind.endswith(name)]
        possible = ALWAYS.union(*(records.FAULTS[kind][1] for kind in kinds))
        if "TXT001" in possible:
            possible |= {"SRC006"}  # a damaged keyword has a damaged label in its table
        found = {finding.code for finding in report.findings if finding.location.kind == name}
        assert found <= possible
        often = {
            code
            for kind in kinds
            for code, counts in records.FAULTS[kind][1].items()
            if sum(counts.values()) > 4
        }
        assert often <= found
    faulty = {finding.location.file for finding in report.findings if finding.code not in ALWAYS}
    assert 0.2 < len(faulty) / report.records < 0.8
