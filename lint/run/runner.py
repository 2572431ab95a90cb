"""A run over many files: they are selected, checked or repaired, and the baseline is applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from lint import files
from lint.core.order import natural
from lint.core.wording import count
from lint.results.run_result import Entry, RunResult
from lint.run.baseline import Baseline, Known
from lint.run.gathering import Gatherer
from lint.run.job import DEFAULT_OPTIONS, Job, RunOptions
from lint.run.progress import Progress, silent
from lint.run.selection import Selection, records_by_source, selected
from lint.settings import Settings

_MIN_CACHED = 50  # files: checking fewer takes no longer than opening the cache (measured)


def run(
    paths: Sequence[str],
    settings: Settings,
    options: RunOptions = DEFAULT_OPTIONS,
    *,
    baseline: Baseline | None = None,
    progress: Progress = silent,
    stopped: Callable[[], bool] = lambda: False,
) -> RunResult:
    """Check, or fix, the records at *paths*.

    Args:
        paths: Files, folders to search, and ids of records.
        settings: Which rules are enabled, and how.
        options: What else the run does, and the resources that it may use.
        baseline: The findings not to report; by default, those in the file that the settings name.
            Repairs update the file.
        progress: Told how many files are done.
        stopped: Returns whether the run is to end with the results so far.

    Raises:
        UsageError: A path does not exist, the settings name an unknown rule, the baseline cannot
            be read, or git cannot list what changed.
    """
    if baseline is None and settings.baseline:
        baseline = Baseline.read(settings.baseline)
    is_filter = options.stdin is not None
    job = Job(
        settings.replace(baseline=""),  # jobs do not depend on it
        replace(options, stamp="", derive=False) if is_filter else options,
        write=options.fix and not options.diff and not is_filter,
        reports_failing=baseline is not None,
    )
    selection = selected(paths, job)
    gatherer = _gatherer(job, selection, selection.paths if options.fix and baseline is None else ())
    gatherer.run(progress, stopped)
    if baseline is not None and options.fix:
        before = baseline.match(gatherer.result.findings)[1]
        gatherer.join_causes()
        known = baseline.known(gatherer.result.findings)
        only_new = [file for file, findings in known.items() if findings.new]
        fixes = only_new if options.only_new else selection.paths
        if fixes and not gatherer.result.is_interrupted:
            gatherer = _gatherer(job, selection, fixes, known if options.only_new else {})
            gatherer.run(progress, stopped)
            baseline = _carried(baseline, before, gatherer.result, write=job.write)
    gatherer.join_causes()
    if baseline is not None:
        gatherer.apply_baseline(baseline)
    gatherer.leave_out_outdated()
    result = gatherer.result
    result.unchanged = selection.unchanged
    result.failures[:0] = selection.failures
    result.notes[:0] = selection.notes
    if selection.given:
        result.output = (selection.given | gatherer.unwritten)[selection.paths[0]]
    return result


def _gatherer(
    job: Job, selection: Selection, fixes: Collection[str], known: Mapping[str, Known] | None = None
) -> Gatherer:
    """Return a gatherer that checks the selected files and repairs *fixes*, except *known* findings."""
    options = job.options
    with_sources = selection.paths if options.with_sources else [] if selection.given else fixes
    records = records_by_source(with_sources, job.settings)
    reported = sorted({*selection.paths, *records}, key=natural) if records else selection.paths
    others = selection.beside.difference(reported)
    checked = sorted({*reported, *others}, key=natural) if others else reported
    keeps_inputs = options.cache and len(checked) >= _MIN_CACHED
    job = replace(job, records=records, known=known or {}, keeps_inputs=keeps_inputs)
    repaired = frozenset({*fixes, *records} if fixes else ())
    return Gatherer(job, checked, selection.given, others=others, fixes=repaired)


def _carried(baseline: Baseline, before: Counter[Entry], result: RunResult, *, write: bool) -> Baseline:
    """Return the baseline after the repairs of a run, whose findings *before* them are given; *write* it."""
    after = baseline.match(result.findings)[1]
    repaired = [] if result.is_interrupted else [finding.location.file for finding in result.fixed]
    new = baseline.carried(before, after, repaired)
    if write and new.entries != baseline.entries:
        name = files.shown(baseline.path)
        try:
            new.write()
            result.notes.append(f"{name}: {_change(baseline, new)}; commit it, too")
        except OSError as error:
            result.failures.append(f"{name}: {files.why(error)}")
    return new


def _change(old: Baseline, new: Baseline) -> str:
    added, removed = (new.entries - old.entries).total(), (old.entries - new.entries).total()
    changes = []
    if removed > added:
        changes.append(f"{count(removed - added, 'finding')} fewer")
    if added:
        changes.append(f"{count(added, 'finding')} in a text that was repaired")
    return ", ".join(changes)
