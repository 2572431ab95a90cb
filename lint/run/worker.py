"""The part of a run that a worker does: from files to packed results."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from lint import files
from lint.checker.file_checker import FileChecker, Inputs
from lint.checker.policy import always
from lint.core.findings import Finding
from lint.records.inputs import SOURCE_ENDING, Disk, InputKey
from lint.reports import render
from lint.results.file_result import FileResult, InputStamp
from lint.results.packed import PackedResults
from lint.run.job import FileTask, Job


class FileInputs(Inputs, Protocol):
    """Inputs that also provide the files themselves."""

    def read(self, path: str) -> bytes:
        """Return the content of the file at *path*.

        Raises:
            OSError: The file cannot be read.
        """


class Worker:
    """Checks files, or repairs and writes them, for a job.

    Args:
        job: What to do.
        inputs: Where files, sidecars and pages are read from; by default from the disk.
    """

    def __init__(self, job: Job, inputs: FileInputs | None = None) -> None:
        self._job = job
        self._inputs: FileInputs = inputs or Disk(job.settings.limits)
        self._nothing = PackedResults.of([])
        self.checker = FileChecker(
            job.settings,
            self._inputs,
            folder=job.folder,
            detail=job.detail,
            corpus=job.corpus,
            reports_failing=job.reports_failing,
            keeps_inputs=job.keeps_inputs,
            counts_systematic=True,
            derives=job.derives,
        )

    def work(self, tasks: Sequence[FileTask]) -> PackedResults:
        """Return the results of the tasks, in the same order."""
        if not tasks:
            return self._nothing
        results: dict[str, FileResult] = {}
        own: dict[str, InputStamp] = {}

        def contents() -> Iterator[tuple[str, bytes]]:
            for path, fixes, _ in tasks:
                if not fixes:
                    try:
                        yield path, self._read(path, own)
                    except OSError as error:
                        results[path] = FileResult.failed(path, files.why(error))

        with _rarely_collecting():
            for result in self.checker.check_all(contents()):
                results[result.path] = result
        for path, fixes, compared in tasks:
            if fixes:
                try:
                    results[path] = self._fix(path, self._read(path, own), compared)
                except OSError as error:
                    results[path] = FileResult.failed(path, files.why(error))
        for path, stamp in own.items():
            results[path].inputs.insert(0, stamp)
        return PackedResults.of([results[task.path] for task in tasks], self._job.text_format, render)

    def _read(self, path: str, own: dict[str, InputStamp]) -> bytes:
        key: InputKey = (path, None)
        if not self._job.keeps_inputs:
            return self._inputs.read(path)
        stamp = self._inputs.stamp(key)  # before the file is read, so that a later change is noticed
        data = self._inputs.read(path)
        own[path] = (key, stamp, files.digest(data))
        return data

    def _fix(self, path: str, before: bytes, compared: Sequence[Finding]) -> FileResult:
        """Repair a file, including the findings from comparing it, and return the result."""
        known = self._job.known.get(path)
        result = self.checker.fix(path, before, known.is_new if known else always, compared)
        if result.data is None:
            return result
        changes = [(path, before, result.data)]
        if path.endswith(SOURCE_ENDING):
            from lint.run.sources import changes_of_source

            changes = changes_of_source(self._job, path, before, result.data)
        if self._job.diff:
            result.diff = "".join([files.unified_diff(*change) for change in changes])
        return self.written(result, changes) if self._job.write else result

    def written(self, result: FileResult, changes: Sequence[tuple[str, bytes, bytes]]) -> FileResult:
        """Write the *changes* of a result, each a file with its content before and after.

        Returns:
            The result for the first of these files.
        """
        (_, data, after), *_ = changes
        try:
            for name, before, new in changes:
                files.write(name, new, before)
                data = after
        except OSError as error:
            result = self.checker.check(result.path, data)
            result.failure = f"{name}: {files.why(error)}"
            result.cacheable = False
        result.data = None
        return result


_worker: Worker | None = None
"""The worker of this process, if it belongs to a pool."""


def start_worker(job: Job) -> None:
    """Make this process a worker of a pool, as its initializer."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers in order
    _worker = Worker(job)


def work(tasks: Sequence[FileTask]) -> PackedResults:
    """Return the results of this process's worker for some files."""
    assert _worker is not None
    return _worker.work(tasks)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Collect cyclic garbage only every few hundred records; at each record, it takes a tenth of a run."""
    thresholds = gc.get_threshold()
    gc.set_threshold(max(thresholds[0], 100_000), *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
