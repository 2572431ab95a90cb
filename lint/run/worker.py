"""The part of a run that a worker does: from files to packed results."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lint import files
from lint.checker.file_checker import FileChecker, FileContent
from lint.checker.policy import Repair, always
from lint.checker.reading import Inputs
from lint.records.inputs import SOURCE_ENDING, Disk
from lint.reports import render
from lint.results.file_result import FileResult
from lint.results.packed import PackedResults
from lint.run.job import FileTask, Job


class Worker:
    """Checks files, or repairs and writes them, for a job.

    Args:
        job: What to do.
        inputs: Where files, sidecars and pages are read from; by default from the disk.
    """

    def __init__(self, job: Job, inputs: Inputs | None = None) -> None:
        self._job = job
        previewed = {path: after for path, (_, after) in job.previewed.items()}
        self._inputs: Inputs = inputs or Disk(job.settings.limits, previewed)
        self._nothing = PackedResults.of([])
        self.checker = FileChecker(
            job.settings,
            self._inputs,
            folder=job.folder,
            detail=job.options.detail,
            corpus=job.options.corpus,
            reports_failing=job.reports_failing,
            keeps_inputs=job.keeps_inputs,
            counts_systematic=True,
            derives=job.options.derive,
        )

    def work(self, tasks: Sequence[FileTask]) -> PackedResults:
        """Return the results of the tasks, in the same order."""
        if not tasks:
            return self._nothing
        with _rarely_collecting():
            results = [
                self._repaired(result, fixes=task.fixes)
                for task, result in zip(tasks, self.checker.results(map(self._content, tasks)), strict=True)
            ]
        return PackedResults.of(results, self._job.options.text_format, render)

    def _content(self, task: FileTask) -> FileContent:
        path, known = task.path, self._job.known.get(task.path)
        # The stamp is taken before the file is read, so that a later change is noticed.
        stamp = self._inputs.stamp((path, None)) if self._job.keeps_inputs else None
        try:
            data: bytes | str = self._inputs.read(path)
        except OSError as error:
            data = files.why(error)
        repair = Repair(known.is_new if known else always, task.compared) if task.fixes else None
        return FileContent(path, data, repair, stamp)

    def _repaired(self, result: FileResult, *, fixes: bool) -> FileResult:
        """Return the *result* for a file; if it is repaired, it is written, or a patch made.

        The patch of a source also concerns the files that come from it: see `Gatherer`.
        """
        path = result.path
        if fixes and path in self._job.previewed:
            result.before, made = self._job.previewed[path]
            result.data = made if result.data is None else result.data
        before, after, is_source = result.before, result.data, path.endswith(SOURCE_ENDING)
        if after is None:
            return result
        if self._job.options.diff and not is_source:
            result.diff = files.unified_diff(path, before, after)
        if not self._job.write:
            return result
        changes = [(path, before, after)]
        if is_source:
            from lint.run.sources import changes_of_source

            changes = changes_of_source(self._job, path, before, after)
        return self.written(result, changes)

    def written(self, result: FileResult, changes: Sequence[tuple[str, bytes, bytes]]) -> FileResult:
        """Write the *changes* of a result, each a file with its content before and after.

        Returns:
            The result for the first of these files.
        """
        (path, data, after), *_ = changes
        try:
            if path.endswith(SOURCE_ENDING) and not self._job.options.derive:
                from lint.run.sources import outdated_values

                result.outdated = outdated_values(self._job.records.get(path, ()), data, after)
            for name, before, new in changes:
                files.write(name, new, before)
                data = after
                if name != path:
                    result.counts.made_anew[files.shown(name)] += 1
        except OSError as error:
            result = self.checker.check(result.path, data)
            result.failure = f"{name}: {files.why(error)}"
            result.cacheable = False
        result.data, result.before = None, b""
        return result


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Collect cyclic garbage only every few hundred records; at each record, it takes a tenth of a run."""
    thresholds = gc.get_threshold()
    gc.set_threshold(max(thresholds[0], 100_000), *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
