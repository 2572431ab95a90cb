"""A run over many files: selects them, checks or repairs them, and applies the baseline."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lint import files
from lint.core.findings import Detail
from lint.core.order import natural
from lint.reports import count
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
        fix: Whether to repair; the files are written.
        diff: With *fix*: whether to make patches and write nothing.
        stdin: A file's name and bytes, checked instead of *paths*.
        detail: What the locations of findings hold.
        text_format: The format of the report, if it is known; the workers then render it.
        corpus: Whether records are compared with each other; if files are named, with all records
            of their repository.
        changed_since: A commit; files that have not changed since it and HEAD parted are only
            compared with.
        baseline: The findings not to report; by default those listed in the settings' file, which
            repairs bring up to date.
        only_new: With *fix*: whether these are not repaired.
        with_sources: Whether the sources of the records are looked at, too; *fix* always does.
        stamp: What the version and the date of repaired sources are set to, as 14 digits.
        derive: Whether what is made of repaired sources is made anew.
        options: What the run may use of the machine.

    Raises:
        UsageError: a path does not exist, the settings name an unknown rule, the baseline cannot
            be read, or git cannot tell what changed.
    """
    if baseline is None and settings.baseline:
        baseline = Baseline.read(settings.baseline)
    job = Job(
        settings.replace(baseline=""),  # nothing in a job depends on it
        write=fix and not diff,
        diff=diff,
        detail=detail,
        text_format=text_format,
        corpus=corpus,
        reports_failing=baseline is not None,
    )
    if stdin is not None:
        path = files.shown(stdin[0])
        work = _Work(replace(job, write=False), [path], frozenset(), False, DEFAULT_OPTIONS, {path: stdin[1]})
    else:
        scope = settings.scope()
        paths = with_ids(paths, settings)
        found = discovered(paths, scope)
        named = found.paths
        chosen = named if changed_since is None else changed(changed_since, paths, named, settings)
        around = discovered(files.repositories(paths) if job.compares else [], scope)
        beside = frozenset({*named, *around.paths} if job.compares else ())
        work = _Work(replace(job, stamp=stamp, derives=derive), chosen, beside, with_sources, options)
    if baseline is None:
        gathered = work.gatherer(work.chosen if fix else ())
        gathered.run(work.options)
        gathered.join_causes()
    else:
        gathered = work.gatherer()
        gathered.run(work.options)
        if fix:
            gathered, baseline = _repaired(work, gathered, baseline, only_new)
        gathered.join_causes()
        gathered.apply_baseline(baseline)
    result = gathered.result
    if stdin is not None:
        result.output = gathered.unwritten.get(path, stdin[1])
    else:
        result.unchanged = len(named) - len(chosen)
        result.failures[:0] = dict.fromkeys([*found.failures, *around.failures])
        result.notes[:0] = [*found.notes, *around.notes]
    return result


class _Work(NamedTuple):
    """What is done with which files."""

    job: Job
    chosen: Sequence[str]
    """The files that are reported on, in natural order."""
    beside: frozenset[str]
    """The files that these are compared with."""
    with_sources: bool
    """Whether the sources of all records are looked at, not only of those that are repaired."""
    options: RunOptions
    given: dict[str, bytes] | None = None
    """By path, content that replaces that of files."""

    def gatherer(self, fixes: Collection[str] = (), known: Mapping[str, Known] | None = None) -> Gatherer:
        """Return what checks the files, and repairs those in *fixes*, but for what is *known* of them."""
        looked_at = self.chosen if self.with_sources else [] if self.given else fixes
        records = records_by_source(looked_at, self.job.settings)
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
    """Repair the files that were *checked*; return the result, and the baseline as it is afterwards.

    With *only_new*, what the baseline lists is left as it is.
    """
    before = baseline.match(checked.result.findings)[1]
    checked.join_causes()
    known = baseline.known(checked.result.findings)
    fixes = [file for file, each in known.items() if each.new] if only_new else work.chosen
    if not fixes or checked.result.is_interrupted:
        return checked, baseline
    gathered = work.gatherer(fixes, known if only_new else {})
    gathered.run(work.options)
    result = gathered.result
    after = baseline.match(result.findings)[1]
    repaired = [] if result.is_interrupted else [each.location.file for each in result.fixed]
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
    told = []
    if removed > added:
        told.append(f"{count(removed - added, 'finding')} fewer")
    if added:
        told.append(f"{count(added, 'finding')} in a text that was repaired")
    return ", ".join(told)
