"""Distributing the files of a run to processes."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from threading import Thread
from typing import TypeAlias

from lint.results.file_result import FileResult
from lint.results.packed import PackedResults
from lint.run.job import FileTask, Job
from lint.run.worker import Worker

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""How worker processes are started; threads and frameworks of macOS do not survive a fork."""

_PR_SET_PDEATHSIG = 1  # of prctl(2): the signal to send when the thread that started this process ends

_AHEAD = 3  # parts queued for each worker: enough to keep it busy, few enough to end soon

MakeExecutor: TypeAlias = "Callable[[], Executor]"
"""Makes an executor; it is called again when a worker dies, which breaks its executor."""


def cores() -> int:
    """Return how many processors this process may use, by its affinity and its container (cgroups)."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, _container_share(count)))


def _container_share(count: int) -> int:
    """Return the number of processors that the container grants, rounded up; by default *count*.

    It is read from `cpu.max`, or the two files of version 1:
    https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
    """
    folder = "/sys/fs/cgroup/"
    for names in (("cpu.max",), ("cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")):
        try:
            quota, period = " ".join(read_text(folder + name) for name in names).split()
            if int(quota) > 0:
                return -(-int(quota) // int(period))
        except (OSError, ValueError):  # there is no limit ("max", -1), or no such file
            continue
    return count


def read_text(path: str) -> str:
    """Return the text of a small file of the system."""
    with open(path, encoding="ascii") as file:
        return file.read()


_worker: Worker | None = None
"""The worker of this process, if it belongs to a pool."""


def _start(job: Job) -> None:
    """Make this process a worker that ends with the process that started it, even if that is killed."""
    global _worker
    parent = multiprocessing.parent_process()
    assert parent is not None
    if sys.platform == "linux":  # the kernel ends it
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:
            os._exit(1)
    else:
        Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers in order
    _worker = Worker(job)


def _results(tasks: Sequence[FileTask]) -> PackedResults:
    """Return the results of this process's worker for some files."""
    assert _worker is not None
    return _worker.work(tasks)


def started(job: Job, jobs: int) -> MakeExecutor | None:
    """Return a function that makes executors of *jobs* processes; the first one has been started.

    None if this machine lacks memory for them, or locks that processes can share.
    """

    def make() -> Executor:
        return ProcessPoolExecutor(jobs, multiprocessing.get_context(START_METHOD), _start, (job,))

    others = {*multiprocessing.active_children()}
    try:
        first = make()
        first.submit(os.getpid)  # starts the processes
    except (OSError, ImportError):
        for child in {*multiprocessing.active_children()} - others:
            child.terminate()
        return None
    executors = chain([first], iter(make, None))
    return lambda: next(executors)


class Dispatch:
    """How files reach the workers of an executor, and results come back; here, the workers of a pool."""

    def submit(self, executor: Executor, tasks: Sequence[FileTask]) -> Future[PackedResults]:
        """Submit some files to *executor*."""
        return executor.submit(_results, tasks)

    def close(self, executor: Executor) -> None:
        """End the work of *executor*."""
        executor.shutdown()

    def complete(
        self, executor: Executor, tasks: Sequence[FileTask], future: Future[PackedResults]
    ) -> PackedResults:
        """Return the final results of *tasks*, given the *future* that was submitted for them.

        Raises:
            BrokenExecutor: A worker died.
            LostWorkersError: There are no workers left.
        """
        return future.result()


def share_out(
    dispatch: Dispatch, parts: Iterable[Sequence[FileTask]], make: MakeExecutor, jobs: int
) -> Iterator[PackedResults]:
    """Yield the results of *jobs* workers for each of the *parts*, in order; parts may be empty.

    If a worker dies, its part is done again file by file to find the file that caused it.
    """
    executor = make()
    nothing: Future[PackedResults] = Future()
    nothing.set_result(PackedResults.of([]))

    def submit(tasks: Sequence[FileTask]) -> Future[PackedResults]:
        nonlocal executor
        if not tasks:
            return nothing
        try:
            return dispatch.submit(executor, tasks)
        except BrokenExecutor:
            dispatch.close(executor)
            executor = make()
            return dispatch.submit(executor, tasks)

    waiting: deque[tuple[Sequence[FileTask], Future[PackedResults]]] = deque()
    remaining = iter(parts)
    try:
        while True:
            for tasks in islice(remaining, jobs * _AHEAD - len(waiting)):
                waiting.append((tasks, submit(tasks)))
            if not waiting:
                break
            tasks, future = waiting.popleft()
            try:
                yield dispatch.complete(executor, tasks, future) if tasks else future.result()
            except BrokenExecutor:
                yield _one_by_one(dispatch, tasks, make)
                waiting = deque(
                    (tasks, submit(tasks) if _is_broken(future) else future) for tasks, future in waiting
                )
    finally:
        for _, future in waiting:
            future.cancel()
        dispatch.close(executor)


def _is_broken(future: Future[PackedResults]) -> bool:
    return future.done() and not future.cancelled() and isinstance(future.exception(), BrokenExecutor)


def _one_by_one(dispatch: Dispatch, tasks: Sequence[FileTask], make: MakeExecutor) -> PackedResults:
    """Return the results of *tasks*, done one at a time."""
    results: list[FileResult] = []
    executor = make()
    for task in tasks:
        try:
            future = dispatch.submit(executor, [task])
            results += dispatch.complete(executor, [task], future).unpacked()
        except BrokenExecutor:
            dispatch.close(executor)
            executor = make()
            why = "the process that checked it died; it ran out of memory, or a library crashed"
            results.append(FileResult.failed(task[0], why))
    dispatch.close(executor)
    return PackedResults.of(results)
