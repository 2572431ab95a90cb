"""Workers on a dask cluster, which cannot read this machine's files and receive the files that they need."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from logging import CRITICAL, getLogger

from lint import files
from lint.checker.reading import Inputs
from lint.core.errors import LostWorkersError, UsageError
from lint.files import Stamp
from lint.records.inputs import SOURCE_ENDING, Disk, InputKey, Names, Sidecar, digest_of_names
from lint.results.packed import PackedResults
from lint.run.job import FileTask, Job
from lint.run.pool import Dispatch, cores, share_out
from lint.run.worker import Worker

_PATIENCE = 2  # seconds to wait for the cluster when its connection is closed


@dataclass
class ShippedFiles(Inputs):
    """Files and their inputs, for use on another machine.

    An input that was not sent is treated as absent, and added to *missing* when it is requested.
    """

    files: dict[str, bytes | str] = field(default_factory=dict)
    """By path, the content of a file, or the reason why it cannot be read."""
    sidecars: dict[InputKey, Sidecar] = field(default_factory=dict)
    folders: dict[InputKey, Names] = field(default_factory=dict)
    stamps: dict[InputKey, Stamp] = field(default_factory=dict)
    missing: set[InputKey] = field(default_factory=set)

    def read(self, path: str) -> bytes:
        held = self.files[path]
        if isinstance(held, str):
            raise OSError(held)
        return held

    def sidecar(self, key: InputKey) -> Sidecar:
        if key not in self.sidecars:
            self.missing.add(key)
        return self.sidecars.get(key)

    def names(self, key: InputKey) -> Names:
        if key not in self.folders:
            self.missing.add(key)
        return self.folders.get(key)

    def stamp(self, key: InputKey) -> Stamp:
        """Return the stamp that was sent."""
        return self.stamps.get(key)

    def digest(self, key: InputKey) -> str:
        return digest_of_names(self.folders.get(key))


class Remote(Dispatch):
    """Dispatch to workers on other machines; repaired files are written on this one.

    Only the rules know which sidecars a record is checked against. So the first records of a folder
    are sent without sidecars, their results say which are missing, and they are sent again with those;
    later records of the folder are sent with the corresponding sidecars right away.
    """

    def __init__(self, job: Job) -> None:
        self._writes = job.write
        self._job = replace(job, write=False)
        self._disk = Disk(job.settings.limits)
        self._worker = Worker(job, self._disk)
        self._sent: dict[str, bytes] = {}
        self._forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._pages: dict[str, set[InputKey]] = defaultdict(set)

    def submit(
        self, executor: Executor, tasks: Sequence[FileTask], missing: Iterable[InputKey] = ()
    ) -> Future[PackedResults]:
        """Send some files."""
        shipped = ShippedFiles()
        keys = set(missing)
        for path, *_ in tasks:
            folder, stem = self._split(path)
            keys.add((f"{os.path.join(folder, stem)}{SOURCE_ENDING}", None))  # most records have none
            keys |= {(stem.join(form), None) for form in self._forms[folder]} | self._pages[folder]
            shipped.stamps[path, None] = self._disk.stamp((path, None))
            try:
                shipped.files[path] = self._sent[path] = self._disk.read(path)
            except OSError as error:
                shipped.files[path] = files.why(error)
        for key in keys:
            shipped.stamps[key] = self._disk.stamp(key)
            if key[1] is None:
                shipped.sidecars[key] = self._disk.sidecar(key)
            else:
                shipped.folders[key] = self._disk.names(key)
        return executor.submit(_results, self._job, tasks, shipped)

    def close(self, executor: Executor) -> None:
        """Do nothing: the cluster drops the work when its client is closed, and waiting may never end."""

    def _result(self, future: Future[PackedResults]) -> PackedResults:
        """Return the result of *future*, within the time that the settings allow.

        Raises:
            BrokenExecutor: The workers died.
            LostWorkersError: The cluster does not answer, or fails.
        """
        seconds = self._job.settings.limits.cluster_seconds
        try:
            return future.result(seconds)
        except TimeoutError:
            reason = f"the cluster gave no result in {seconds:,} seconds (`limits.cluster-seconds`)"
        except CancelledError:
            reason = "the scheduler of the cluster no longer answers"
        except Exception as error:  # dask raises many kinds
            if type(error).__name__ == "KilledWorker":
                raise BrokenExecutor(str(error)) from None
            reason = f"the cluster failed: {type(error).__name__}: {error}"
        raise LostWorkersError(f"{reason}; the remaining files were not checked") from None

    def complete(
        self, executor: Executor, tasks: Sequence[FileTask], future: Future[PackedResults]
    ) -> PackedResults:
        """Return the results once no input is missing, and write repaired files."""
        results = self._result(future)
        missing: set[InputKey] = set()
        while not missing >= results.missing_inputs:
            missing |= results.missing_inputs
            self._learn(tasks, results.missing_inputs)
            results = self._result(self.submit(executor, tasks, missing))
        if self._writes and results.unwritten:
            results = self._write(results)
        for path, *_ in tasks:
            self._sent.pop(path, None)
        return results

    def _learn(self, tasks: Sequence[FileTask], missing: Iterable[InputKey]) -> None:
        for path, *_ in tasks:
            folder, stem = self._split(path)
            for key in missing:
                if key[1] is not None:
                    self._pages[folder].add(key)
                elif stem in os.path.basename(key[0]):
                    self._forms[folder].add(tuple(key[0].split(stem)))

    def _split(self, path: str) -> tuple[str, str]:
        """Return the absolute folder of a record, and the name of its file without the ending."""
        folder, name = os.path.split(os.path.join(self._job.folder, path))
        return folder, files.stem(name)

    def _write(self, packed: PackedResults) -> PackedResults:
        return PackedResults.of(
            [
                result
                if result.data is None
                else self._worker.written(result, [(result.path, self._sent[result.path], result.data)])
                for result in packed.unpacked()
            ]
        )


def _results(job: Job, tasks: Sequence[FileTask], shipped: ShippedFiles) -> PackedResults:
    """Return a cluster worker's results for the files that were sent to it."""
    results = Worker(job, shipped).work(tasks)
    results.missing_inputs = shipped.missing
    return results


@contextmanager
def connected(address: str) -> Iterator[tuple[Callable[[], Executor], int]]:
    """Yield a function that makes executors of the cluster at *address*, and the cluster's size.

    The address is `dask:tcp://host:8786` or the like; `dask:local` starts a cluster on this machine, which
    ends with this process.

    Raises:
        UsageError: No cluster answers there, or dask is not installed.
    """
    engine, _, place = address.partition(":")
    if engine != "dask" or not place:
        raise UsageError(
            f"--executor {address}: write dask:ADDRESS, such as dask:tcp://localhost:8786, or dask:local"
        )
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise UsageError('dask is not installed; install it with: pip install "recordlint[dask]"') from None
    with ExitStack() as stack:
        for logger in map(getLogger, ("distributed", "distributed.client")):
            stack.callback(logger.setLevel, logger.level)
            logger.setLevel(CRITICAL)  # losses are reported in plain words instead
        try:
            if place == "local":
                options = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": CRITICAL}
                cluster = distributed.LocalCluster(n_workers=cores(), threads_per_worker=1, **options)
                place = stack.enter_context(cluster).scheduler_address
            client = distributed.Client(place, timeout=10, set_as_default=False)
            stack.callback(client.close, timeout=_PATIENCE)
            threads = sum(client.nthreads().values())
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(f"--executor {address}: no scheduler answers there ({error})") from None
        if not threads:
            raise UsageError(f"--executor {address}: the cluster has no workers")
        yield lambda: client.get_executor(pure=False), threads


def executed(job: Job, parts: Iterable[Sequence[FileTask]], address: str) -> Iterator[PackedResults]:
    """Yield the results of the cluster at *address* for each of the *parts*, in order.

    Raises:
        UsageError: No cluster answers there, or dask is not installed.
        LostWorkersError: The cluster no longer answers.
    """
    with connected(address) as (make, threads):
        yield from share_out(Remote(job), parts, make, threads)
