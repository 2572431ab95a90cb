"""A run over many files: they are selected, checked or repaired, and the baseline is applied."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lint import files
from lint.core.findings import Detail
from lint.core.order import natural
from lint.core.wording import count
from lint.results.findings import TextFormat
from lint.results.run_result import RunResult
from lint.run.baseline import Baseline, Known
from lint.run.gathering import Gatherer
from lint.run.job import DEFAULT_OPTIONS, Job, RunOptions
from lint.run.selection import changed, discovered, records_by_source, with_ids
from lint.settings import Settings

_MIN_CACHED = 50  # files: checking fewer takes no longer than opening the cache (measured)


def run(
    paths: Sequence[str],
    settings: Settings,
    *,
    fix: bool = False,
    diff: bool = False,
    stdin: tuple[str, bytes] | None = None,
    detail: Detail = Detail.EXCERPT,
    text_format: TextFormat | None = None,
    corpus: bool = True,
    changed_since: str | None = None,
    baseline: Baseline | None = None,
    only_new: bool = False,
    with_sources: bool = False,
    stamp: str = "",
    derive: bool = False,
    options: RunOptions = DEFAULT_OPTIONS,
) -> RunResult:
    """Check, or fix, the records at *paths*.

    Args:
        paths: Files, folders to search, and ids of records.
        settings: Which rules are enabled, and how.
        fix: Whether to repair and write the files.
        diff: With *fix*, whether to make patches instead of writing files.
        stdin: The name and the content of a file to check instead of *paths*.
        detail: What the locations of findings contain.
        text_format: The format of the report, if workers are to render it.
        corpus: Whether records are compared with each other; if files are named, with all records
            of their repository.
        changed_since: A commit; files that have not changed since its merge base with HEAD are not
            reported on, but the others are compared with them.
        baseline: The findings not to report; by default, those in the file that the settings name.
            Repairs update the file.
        only_new: With *fix*, whether findings in the baseline are left unrepaired.
        with_sources: Whether the sources of the records are also checked; *fix* always checks them.
        stamp: The new version and date of repaired sources, as 14 digits.
        derive: Whether files generated from repaired sources are generated again.
        options: The resources that the run may use.

    Raises:
        UsageError: A path does not exist, the settings name an unknown rule, the baseline cannot
            be read, or git cannot list what changed.
    """
    if baseline is None and settings.baseline:
        baseline = Baseline.read(settings.baseline)
    job = Job(
        settings.replace(baseline=""),  # jobs do not depend on it
        write=fix and not diff,
        diff=diff,
        detail=detail,
        text_format=text_format,
        corpus=corpus,
        reports_failing=baseline is not None,
    )
    if stdin is not None:
        path = files.shown(stdin[0])
        work = _Work(replace(job, write=False), [path], given={path: stdin[1]})
    else:
        job = replace(job, stamp=stamp, derives=derive)
        work = _selected(paths, settings, changed_since, job)._replace(
            with_sources=with_sources, options=options
        )
    gathered = work.gatherer(work.chosen if fix and baseline is None else ())
    gathered.run(work.options)
    if baseline is not None and fix:
        gathered, baseline = _repaired(work, gathered, baseline, only_new)
    gathered.join_causes()
    if baseline is not None:
        gathered.apply_baseline(baseline)
    gathered.leave_out_outdated()
    result = gathered.result
    result.unchanged = work.unchanged
    result.failures[:0] = work.failures
    result.notes[:0] = work.notes
    if stdin is not None:
        result.output = gathered.unwritten.get(path, stdin[1])
    return result


def _selected(paths: Sequence[str], settings: Settings, changed_since: str | None, job: Job) -> _Work:
    """Return the files at *paths*, as `run` describes them, for a *job*."""
    scope = settings.scope()
    paths = with_ids(paths, settings)
    named = discovered(paths, scope)
    around = discovered(files.repositories(paths) if job.compares else [], scope)
    chosen = named.paths
    if changed_since is not None:
        chosen = changed(changed_since, paths, chosen, settings)
    return _Work(
        job,
        chosen,
        frozenset({*named.paths, *around.paths} if job.compares else ()),
        unchanged=len(named.paths) - len(chosen),
        failures=list(dict.fromkeys([*named.failures, *around.failures])),
        notes=[*named.notes, *around.notes],
    )


class _Work(NamedTuple):
    """The files of a run, and what to do with them."""

    job: Job
    chosen: Sequence[str]
    """The files that are reported on, in natural order."""
    beside: frozenset[str] = frozenset()
    """The files that those are compared with."""
    with_sources: bool = False
    """Whether the sources of all records are checked, not only those of repaired records."""
    options: RunOptions = DEFAULT_OPTIONS
    given: dict[str, bytes] | None = None
    """By path, content to use instead of that on the disk."""
    unchanged: int = 0
    """The number of files that are left out because they have not changed."""
    failures: Sequence[str] = ()
    """Messages about files and folders that cannot be read."""
    notes: Sequence[str] = ()

    def gatherer(self, fixes: Collection[str] = (), known: Mapping[str, Known] | None = None) -> Gatherer:
        """Return a gatherer that checks the files and repairs those in *fixes*, except *known* findings."""
        with_sources = self.chosen if self.with_sources else [] if self.given else fixes
        records = records_by_source(with_sources, self.job.settings)
        chosen = sorted({*self.chosen, *records}, key=natural) if records else self.chosen
        others = self.beside.difference(chosen)
        checked = sorted({*chosen, *others}, key=natural) if others else chosen
        keeps_inputs = self.options.cache and len(checked) >= _MIN_CACHED
        job = replace(self.job, records=records, known=known or {}, keeps_inputs=keeps_inputs)
        repaired = frozenset({*fixes, *records} if fixes else ())
        gathered = Gatherer(job, checked, self.given, others=others, fixes=repaired)
        gathered.result.records_by_source = records
        return gathered


def _repaired(
    work: _Work, checked: Gatherer, baseline: Baseline, only_new: bool
) -> tuple[Gatherer, Baseline]:
    """Repair the files that were *checked*; return the new results and the new baseline.

    With *only_new*, findings in the baseline are left unrepaired.
    """
    before = baseline.match(checked.result.findings)[1]
    checked.join_causes()
    known = baseline.known(checked.result.findings)
    fixes = [file for file, findings in known.items() if findings.new] if only_new else work.chosen
    if not fixes or checked.result.is_interrupted:
        return checked, baseline
    gathered = work.gatherer(fixes, known if only_new else {})
    gathered.run(work.options)
    result = gathered.result
    after = baseline.match(result.findings)[1]
    repaired = [] if result.is_interrupted else [finding.location.file for finding in result.fixed]
    new = baseline.carried(before, after, repaired)
    if work.job.write and new.entries != baseline.entries:
        name = files.shown(baseline.path)
        try:
            new.write()
            result.notes.append(f"{name}: {_change(baseline, new)}; commit it, too")
        except OSError as error:
            result.failures.append(f"{name}: {files.why(error)}")
    return gathered, new


def _change(old: Baseline, new: Baseline) -> str:
    added, removed = (new.entries - old.entries).total(), (old.entries - new.entries).total()
    changes = []
    if removed > added:
        changes.append(f"{count(removed - added, 'finding')} fewer")
    if added:
        changes.append(f"{count(added, 'finding')} in a text that was repaired")
    return ", ".join(changes)
