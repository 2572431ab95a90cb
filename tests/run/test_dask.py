"""A cluster does not change the findings of a run, and a lost one is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import ALL, CLEAN, FEW, found, kept

from lint import Settings, UsageError
from lint.run import dask
from lint.run.job import RunOptions
from lint.run.runner import run

distributed = pytest.importorskip("distributed", reason="dask's distributed is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dask cluster of two processes in another folder, which see no relative path of a test."""
    folder = tmp_path_factory.mktemp("cluster")
    before = os.getcwd()
    os.chdir(folder)
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=2, dashboard_address=None, local_directory=str(folder)
        ) as cluster:
            os.chdir(before)
            yield f"dask:{cluster.scheduler_address}"
    finally:
        os.chdir(before)


@pytest.fixture
def surrounded(repository: Path) -> Path:
    """Records that are judged by what lies around them: sidecars, one of another id, and pages."""
    (repository / "_authors").mkdir()
    (repository / "_authors/Khanspers.md").write_text("---\nusername: Khanspers\n---\n")
    for number in range(0, 100, 3):
        sidecar = repository / f"_data/WP{number}-datanodes.tsv"
        sidecar.write_text("Label\tType\nTP53\tGeneProduct\nEGFR\tGeneProduct\n")
    misnamed = repository / "_pathways/WP7.md"
    misnamed.write_text(misnamed.read_text().replace("wpid: WP7", "wpid: WP9"))
    return repository


@pytest.mark.parametrize("flags", [{}, {"fix": True, "diff": True}])
def test_a_cluster_finds_what_one_process_finds(
    surrounded: Path, cluster: str, flags: dict[str, bool]
) -> None:
    alone = run(["."], ALL, RunOptions(**flags))
    assert {"KEY001", "REF003", "TXT001"} <= {*alone.findings.tally.by_code(), *alone.fixed.tally.by_code()}
    assert found(run(["."], ALL, RunOptions(executor=cluster, **flags))) == found(alone)


def test_what_a_cluster_repairs_is_written_here(repository: Path, cluster: str) -> None:
    report = run(["."], Settings(select=("TXT001",)), RunOptions(executor=cluster, fix=True))
    assert len(report.fixed) == 10
    assert (repository / "_pathways/WP0.md").read_text() == CLEAN.format(0)


def test_what_changes_while_a_cluster_looks_at_it_is_not_overwritten(
    repository: Path, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = repository / "_pathways/WP0.md"
    settled = dask.Remote.complete

    def late(self: dask.Remote, *arguments: object) -> object:
        changed.write_text("what somebody else wrote meanwhile")
        return settled(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(dask.Remote, "complete", late)
    report = run(["."], Settings(select=("TXT001",)), RunOptions(executor=cluster, fix=True))
    assert [failure.split(":")[0] for failure in report.failures] == ["_pathways/WP0.md"]
    assert changed.read_text() == "what somebody else wrote meanwhile"
    assert len(report.fixed) == 9


def test_what_a_cluster_found_is_kept(surrounded: Path, cluster: str, inspected: list[str]) -> None:
    cold = run(["."], FEW, kept(surrounded, executor=cluster))
    warm = run(["."], FEW, kept(surrounded))
    assert inspected == []
    assert found(warm) == found(cold)


@pytest.mark.parametrize("address", ["dask", "spark:tcp://localhost:1", "dask:", "dask:tcp://localhost:1"])
def test_a_cluster_that_is_not_there_is_wrong_usage(
    repository: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = distributed.Client
    monkeypatch.setattr(
        distributed, "Client", lambda place, **options: client(place, **options | {"timeout": 1})
    )
    with pytest.raises(UsageError, match="--executor"):
        run(["."], ALL, RunOptions(executor=address))


def test_a_cluster_of_its_own(surrounded: Path) -> None:
    assert found(run(["."], FEW, RunOptions(executor="dask:local"))) == found(run(["."], FEW))


LOST = """
import os, signal, threading, time
import distributed
from lint.run import dask
from lint import Settings
from lint.run.job import RunOptions
from lint.run.runner import run

if __name__ == "__main__":
    cluster = distributed.LocalCluster(
        host="127.0.0.1", n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    )
    (worker,) = cluster.workers.values()
    complete = dask.Remote.complete
    done = []

    def noted(*arguments):
        results = complete(*arguments)
        done.append(results)
        if len(done) == 3:
            {action}
        return results

    dask.Remote.complete = noted
    settings = Settings(select=("TXT001",), limits={{"cluster-seconds": {seconds}}})
    begin = time.monotonic()
    result = run(["."], settings, options=RunOptions(executor="dask:" + cluster.scheduler_address))
    print(len(result.failures), *result.failures)
    print(result.files, time.monotonic() - begin, flush=True)
    if cluster.workers:
        os.kill(worker.pid, signal.SIGKILL)
    os._exit(0)
"""


@pytest.mark.parametrize(
    ("action", "seconds", "told"),
    [
        ("os.kill(worker.pid, signal.SIGSTOP)", 5, "gave no result in 5 seconds (`limits.cluster-seconds`)"),
        ("cluster.scale(0); time.sleep(1)", 5, "gave no result in 5 seconds (`limits.cluster-seconds`)"),
        ("cluster.close()", 20, "the remaining files were not checked"),
    ],
    ids=["stopped worker", "no workers", "no scheduler"],
)
def test_a_lost_cluster_is_told(repository: Path, action: str, seconds: int, told: str) -> None:
    for number in range(100, 900):
        (repository / f"_pathways/WP{number}.md").write_text(CLEAN.format(number))
    script = repository / "lost.py"
    script.write_text(LOST.format(action=action, seconds=seconds))
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
    )
    (first, last) = done.stdout.splitlines()
    assert first.startswith("1 "), done.stderr
    assert told in first
    files_seen, taken = last.split()
    assert 0 < int(files_seen) < 900  # what was found until then is told
    assert float(taken) < 60
