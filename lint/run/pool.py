"""Sharing out the files of a run over processes."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeAlias

from lint.results import FileResult, PackedResults
from lint.run.worker import FileTask, inspect

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""How worker processes are started; threads and frameworks of macOS do not survive a fork."""

_AHEAD = 3  # batches that wait for each worker: enough to keep it busy, few enough to end soon

MakeExecutor: TypeAlias = "Callable[[], Executor]"
"""Makes what runs batches elsewhere; asked again where a worker died, which ends an executor."""


def cores() -> int:
    """Return how many processors this process may use: its affinity, and its container's share (cgroups)."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, _container_share(count)))


def _container_share(count: int) -> int:
    """Return the processors that the container grants, rounded up.

    https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files (`cpu.max`), and the
    two files of version 1.
    """
    folder = "/sys/fs/cgroup/"
    for names in (("cpu.max",), ("cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")):
        try:
            quota, period = " ".join(_read(folder + name) for name in names).split()
            if int(quota) > 0:
                return -(-int(quota) // int(period))
        except (OSError, ValueError):  # none is set ("max", -1), or no such file
            continue
    return count


def _read(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read()


def processes(number: int) -> MakeExecutor:
    """Return what makes an executor of *number* processes on this machine."""

    def make() -> Executor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context(START_METHOD)
        return ProcessPoolExecutor(number, context, _ignore_interrupts)

    return make


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started the workers: it lets them end what they are at."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Work(Protocol):
    """How files come to an executor, and what comes of them back."""

    def submit(self, executor: Executor, items: Sequence[FileTask]) -> Future[PackedResults]:
        """Let *executor* look at some files."""

    def settled(self, executor: Executor, items: Sequence[FileTask], batch: PackedResults) -> PackedResults:
        """Return what comes of *items* in the end, of which *batch* came at first."""


@dataclass(frozen=True)
class Local:
    """Workers that see this machine's files, by a pickled plan."""

    plan: bytes

    def submit(self, executor: Executor, items: Sequence[FileTask]) -> Future[PackedResults]:
        """Let *executor* look at some files."""
        return executor.submit(inspect, self.plan, items)

    def settled(self, executor: Executor, items: Sequence[FileTask], batch: PackedResults) -> PackedResults:
        """Return *batch*: there is nothing that it could want."""
        return batch


def share_out(
    work: Work, parts: Iterable[Sequence[FileTask]], make: MakeExecutor, jobs: int
) -> Iterator[PackedResults]:
    """Yield what comes of each of the *parts*, in order, done by *jobs* workers; some may be empty.

    A part that a worker died of is done again file by file, to tell which file it was.
    """
    from concurrent.futures import BrokenExecutor, Future

    executor = make()
    nothing: Future[PackedResults] = Future()
    nothing.set_result(PackedResults.of([]))

    def submit(items: Sequence[FileTask]) -> Future[PackedResults]:
        nonlocal executor
        if not items:
            return nothing
        try:
            return work.submit(executor, items)
        except BrokenExecutor:
            executor.shutdown()
            executor = make()
            return work.submit(executor, items)

    waiting: deque[tuple[Sequence[FileTask], Future[PackedResults]]] = deque()
    todo = iter(parts)
    try:
        while True:
            for items in islice(todo, jobs * _AHEAD - len(waiting)):
                waiting.append((items, submit(items)))
            if not waiting:
                break
            items, future = waiting.popleft()
            try:
                yield work.settled(executor, items, future.result())
            except BrokenExecutor:
                yield _one_by_one(work, items, make)
                waiting = deque(
                    (items, submit(items) if isinstance(future.exception(), BrokenExecutor) else future)
                    for items, future in waiting
                )
    finally:
        for _, future in waiting:
            future.cancel()
        executor.shutdown()


def _one_by_one(work: Work, items: Sequence[FileTask], make: MakeExecutor) -> PackedResults:
    """Return what comes of *items*, each done alone."""
    from concurrent.futures import BrokenExecutor

    outcomes: list[FileResult] = []
    executor = make()
    for item in items:
        try:
            batch = work.submit(executor, [item]).result()
            outcomes += work.settled(executor, [item], batch).outcomes()
        except BrokenExecutor:
            executor.shutdown()
            executor = make()
            why = "the process that checked it died, out of memory or by a fault in a library"
            outcomes.append(FileResult.failed(item[0], why))
    executor.shutdown()
    return PackedResults.of(outcomes)
