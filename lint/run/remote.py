"""Workers that do not see this machine's files: what they need is sent to them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from importlib import import_module

from lint import files
from lint.core.errors import UsageError
from lint.files import Stamp
from lint.records.inputs import Disk, InputKey, Sidecar, digest_of_names
from lint.results import FileResult, PackedResults
from lint.run.worker import FileTask, Job, inspect


@dataclass
class ShippedFiles:
    """Files with what lies around them, to be looked at elsewhere: it stands in for a `Disk` there.

    What is asked for and not in it is noted, and taken for absent.
    """

    files: dict[str, bytes | str] = field(default_factory=dict)
    """By path, what a file holds, or in words why it cannot be read."""
    sidecars: dict[InputKey, Sidecar] = field(default_factory=dict)
    folders: dict[InputKey, frozenset[str] | None] = field(default_factory=dict)
    stamps: dict[InputKey, Stamp] = field(default_factory=dict)
    wanted: set[InputKey] = field(default_factory=set)

    def read(self, path: str) -> bytes:
        """Return what a file holds, as `Disk.read` does."""
        held = self.files[path]
        if isinstance(held, str):
            raise OSError(held)
        return held

    def sidecar(self, need: InputKey) -> Sidecar:
        """Return what a sidecar holds, as `Disk.sidecar` does."""
        if need not in self.sidecars:
            self.wanted.add(need)
        return self.sidecars.get(need)

    def names(self, need: InputKey) -> frozenset[str] | None:
        """Return the names that the pages of a folder give, as `Disk.names` does."""
        if need not in self.folders:
            self.wanted.add(need)
        return self.folders.get(need)

    def stamp(self, need: InputKey) -> Stamp:
        """Return what tells that *need* has not changed, as `Disk.stamp` does."""
        return self.stamps.get(need)

    def digest(self, need: InputKey) -> str:
        """Return what tells that the folder *need* says the same, as `Disk.digest` does."""
        return digest_of_names(self.folders.get(need))


class Remote:
    """Sends files to an executor elsewhere, and puts back what it repaired.

    Which sidecars a record is judged by is known to its rules alone. So the first records of a
    folder are sent without any, tell what they want, and are sent again with that; the later
    ones get what stands to them in the same way.
    """

    def __init__(self, plan: Job) -> None:
        self._is_written = plan.write
        self._plan = replace(plan, write=False).pickled
        self._disk = Disk(plan.settings.limits)
        self._folder = plan.folder
        self._sent: dict[str, bytes] = {}
        self._forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._pages: dict[str, set[InputKey]] = defaultdict(set)

    def submit(
        self, executor: Executor, items: Sequence[FileTask], wanted: Iterable[InputKey] = ()
    ) -> Future[PackedResults]:
        """Send some files."""
        parcel = ShippedFiles()
        needs = set(wanted)
        for path, _ in items:
            folder, stem = self._split(path)
            needs |= {(stem.join(form), None) for form in self._forms[folder]} | self._pages[folder]
            parcel.stamps[path, None] = self._disk.stamp((path, None))
            try:
                parcel.files[path] = self._sent[path] = self._disk.read(path)
            except OSError as error:
                parcel.files[path] = files.why(error)
        for need in needs:
            parcel.stamps[need] = self._disk.stamp(need)
            if need[1] is None:
                parcel.sidecars[need] = self._disk.sidecar(need)
            else:
                parcel.folders[need] = self._disk.names(need)
        return executor.submit(inspect, self._plan, items, parcel)

    def settled(self, executor: Executor, items: Sequence[FileTask], batch: PackedResults) -> PackedResults:
        """Return what comes of *items* in the end, of which *batch* came at first."""
        wanted: set[InputKey] = set()
        while not wanted >= batch.wanted:
            wanted |= batch.wanted
            self._learn(items, batch.wanted)
            batch = self.submit(executor, items, wanted).result()
        if self._is_written and batch.unwritten:
            batch = self._write(batch)
        for path, _ in items:
            self._sent.pop(path, None)
        return batch

    def _learn(self, items: Sequence[FileTask], wanted: Iterable[InputKey]) -> None:
        for path, _ in items:
            folder, stem = self._split(path)
            for need in wanted:
                if need[1] is not None:
                    self._pages[folder].add(need)
                elif stem in os.path.basename(need[0]):
                    above, name = os.path.split(need[0])
                    first, *rest = name.split(stem)
                    self._forms[folder].add((os.path.join(above, first), *rest))

    def _split(self, path: str) -> tuple[str, str]:
        """Return the folder of a record, from the root, and the name of its file without the ending."""
        folder, name = os.path.split(os.path.join(self._folder, path))
        return folder, files.stem(name)

    def _write(self, batch: PackedResults) -> PackedResults:
        outcomes: list[FileResult] = []
        for outcome in batch.outcomes():
            path, data = outcome.path, outcome.data
            outcome.data = None
            try:
                if data is not None:
                    files.write(path, data, self._sent[path])
            except OSError as error:
                outcome = FileResult.failed(path, files.why(error))
            outcomes.append(outcome)
        return PackedResults.of(outcomes)


def connected(address: str) -> tuple[Callable[[], Executor], int]:
    """Return what makes executors of the cluster at *address* (`dask:tcp://host:8786`), and its size.

    Raises:
        UsageError: there is none, or what speaks to it is not installed.
    """
    engine, _, place = address.partition(":")
    if engine != "dask" or not place:
        raise UsageError(f"--executor {address}: write dask:ADDRESS, such as dask:tcp://localhost:8786")
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise UsageError('dask is not installed; install it with: pip install "recordlint[dask]"') from None
    try:
        client = distributed.Client(place, timeout=10, set_as_default=False)
        threads = sum(client.nthreads().values())
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"--executor {address}: no scheduler answers there ({error})") from None
    if not threads:
        raise UsageError(f"--executor {address}: the cluster has no workers")
    return lambda: client.get_executor(pure=False), threads
