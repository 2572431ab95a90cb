"""Many records: discover them, share them out, use again what is known, gather what was found."""

from __future__ import annotations

import os
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path as FilePath
from threading import get_ident
from typing import TYPE_CHECKING
from zlib import crc32

from lint import files
from lint.core.errors import UsageError
from lint.core.findings import Detail, Finding
from lint.records.inputs import Disk
from lint.results import FileResult, Findings, Hidden, PackedResults, TextFormat, load
from lint.rules import CorpusRule, registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.run.progress import Progress, silent
from lint.run.shelf import Shelf
from lint.run.worker import FileTask, Job, inspect, inspector_of
from lint.settings import Settings

if TYPE_CHECKING:
    from lint.run.baseline import Baseline
    from lint.run.cache import Cache
    from lint.run.shards import Shard

_PART_MASK = 0x3F  # parts of 64 files on average ...
_MAX_PART = 192  # ... and of no more than these

_COMPARED = ""  # what findings of corpus rules are kept as; the outcomes of a part, as its first path

_MIN_CACHED = 50  # files: to check fewer takes no longer than to open the cache (measured)
_AHEAD = 32  # parts that are looked at before their work is shared out, or not: as many as keep workers busy
_MIN_SHARED = 400  # files: to check fewer takes no longer than to start workers (measured)


@dataclass
class RunResult:
    """What came of a run; *findings* are those that remain, in the order of the reports."""

    findings: Findings = field(default_factory=Findings)
    fixed: Findings = field(default_factory=Findings)
    files: int = 0
    """How many files were looked at."""
    records: int = 0
    """How many of these are records."""
    diffs: list[str] = field(default_factory=list)
    """One patch a changed file, where asked for."""
    failures: list[str] = field(default_factory=list)
    """What went wrong with recordlint or the files, not with the records, in words for people."""
    output: bytes = b""
    """What standard input became, where that was fixed."""
    hidden: Hidden = field(default_factory=Counter)
    """How many more were found that are below the level to be shown, by code and severity."""
    known: int = 0
    """How many more were found that the baseline lists."""
    done: int = 0
    """How many findings the baseline lists that are no longer there, in the files of this run."""
    unchanged: int = 0
    """How many more files were not looked at, since they have not changed."""
    ignored: Counter[str] = field(default_factory=Counter)
    """How many more were found that the settings let stand in some records or files, by code."""
    is_interrupted: bool = False
    """Whether the run was ended by Ctrl-C, before it had seen all files."""
    shard: Shard | None = None
    """The part of the records that it is of, where it is of one."""


@dataclass(frozen=True)
class RunOptions:
    """What a run may use of the machine; none of it changes what is found."""

    jobs: int | None = 1
    """How many processes share the work; None: as many as there are processors."""
    cache: bool = False
    """Whether outcomes are kept for later runs, and those of earlier runs used."""
    cache_dir: FilePath | None = None
    """Where, instead of the user's cache folder."""
    executor: str = ""
    """The cluster that does the work instead of processes of this machine: `dask:tcp://host:8786`."""
    progress: Progress = silent
    stopped: Callable[[], bool] = lambda: False
    """Whether the run is to end with what was found so far."""


def run(
    paths: Sequence[str],
    settings: Settings,
    *,
    fix: bool = False,
    diff: bool = False,
    stdin: tuple[str, bytes] | None = None,
    detail: Detail = Detail.EXCERPT,
    wording: TextFormat | None = None,
    corpus: bool = True,
    changed_since: str | None = None,
    baseline: Baseline | None = None,
    means: RunOptions = RunOptions(),
    shard: Shard | None = None,
) -> RunResult:
    """Check, or fix, the records at *paths* (files and folders).

    Args:
        paths: Files, and folders to look through.
        settings: Which rules are on, and how.
        fix: Whether to repair; the files are written.
        diff: With *fix*: whether to make patches and write nothing.
        stdin: A file's name and bytes, checked instead of *paths*.
        detail: What the places of findings hold.
        wording: How the report will write them, if that is known; the workers then do.
        corpus: Whether records are compared with each other; where files are named, with all
            records of their repository.
        changed_since: A commit; files that are as they were where HEAD and it parted are only
            compared with.
        baseline: The findings not to report; without it, those listed in the settings' file.
        means: What the run may use of the machine.
        shard: The part of the records to check; they are then compared when the shards are merged,
            and only then with the baseline.

    Raises:
        UsageError: a path does not exist, the settings name an unknown rule, the baseline cannot
            be read, or git cannot tell what changed.
    """
    baseline = baseline or _baseline(settings)
    settings = settings.replace(baseline="")  # nothing in a plan depends on it
    plan = Job(
        settings,
        write=fix and not diff,
        diff=diff,
        detail=detail,
        wording=wording,
        corpus=corpus,
        for_baseline=baseline is not None,
    )
    if stdin is not None:
        path = files.shown(stdin[0])
        runner = Runner(replace(plan, write=False), [path], fix=fix)
        runner.run_given(stdin[1])
    else:
        scope = settings.scope()
        found = _discovered(paths, scope)
        if shard is not None:
            found = list(filter(shard.holds, found))
        told = found if changed_since is None else _changed(changed_since, paths, found, settings)
        around = _discovered(files.repositories(paths), scope) if plan.compares and shard is None else []
        others: Set[str] = frozenset()
        if plan.compares and (around or len(told) < len(found)):
            others = {*found, *around}.difference(told)
        looked_at = sorted({*told, *others}) if others else told
        plan = replace(plan, keep=means.cache and len(looked_at) >= _MIN_CACHED)
        runner = Runner(plan, looked_at, others, fix=fix, shard=shard)
        runner.report.unchanged = len(found) - len(told)
        runner.run(means)
    runner.hide(None if shard else baseline)
    return runner.report


def merge(shards: Sequence[Shard], settings: Settings, *, detail: Detail = Detail.EXCERPT) -> RunResult:
    """Return the report of one run, of the reports of its shards; *detail* is what places are to hold.

    The records that are found faulty in comparison with others are read again: the working
    folder is to hold what the shards checked.
    """
    from lint.run.shards import joined

    baseline = _baseline(settings)
    plan = Job(settings, detail=detail, for_baseline=baseline is not None)
    parts = list(joined(shards))
    runner = Runner(plan, [path for paths, _ in parts for path in paths], fix=False)
    for paths, batch in parts:
        runner.add(paths, batch)
    runner.compare()
    runner.hide(baseline)
    return runner.report


def _baseline(settings: Settings) -> Baseline | None:
    if not settings.baseline:
        return None
    from lint.run.baseline import Baseline

    return Baseline.read(settings.baseline)


def _changed(ref: str, paths: Sequence[str], found: Sequence[str], settings: Settings) -> list[str]:
    """Return those of the files *found* at *paths* that have changed since *ref*."""
    from lint.run.changes import Changes

    folders = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths]
    changes = Changes(ref, folders, settings.all_kinds())
    return [path for path in found if changes.concern(path)]


def _discovered(paths: Sequence[str], scope: files.Scope) -> list[str]:
    try:
        found = files.discover(paths, scope)
    except FileNotFoundError as error:
        raise UsageError(f"{error.args[0]} does not exist") from None
    if os.sep == "/" and not any(map(os.path.isabs, paths)):
        return found  # called as reports show them
    return sorted(map(files.shown, found))


class Runner:
    """Gathers what comes of files into one report.

    Args:
        plan: What is done with each file.
        paths: The files, sorted.
        others: Those of them that are only compared with, and that the report does not tell of.
        fix: Whether those that it tells of are repaired.
    """

    def __init__(
        self,
        plan: Job,
        paths: Sequence[str],
        others: Set[str] = frozenset(),
        *,
        fix: bool,
        shard: Shard | None = None,
    ) -> None:
        self.report = RunResult(Findings(plan.wording), shard=shard)
        self._plan = plan
        self._paths = paths
        self._others = others
        self._fix = fix
        self._pickled = plan.pickled
        self._inspector = inspector_of(self._pickled, get_ident())
        self._facts: defaultdict[str, Shelf] = defaultdict(Shelf)
        self._unwritten: dict[str, bytes] = {}

    @property
    def _told(self) -> Iterator[str]:
        """The files that the report tells of."""
        return (path for path in self._paths if path not in self._others)

    def run_given(self, data: bytes) -> RunResult:
        """Return what comes of the one file if it holds *data*."""
        (path,) = self._paths
        self._inspector.around = Disk(self._plan.settings.limits, {path: data})
        (outcome,) = self._inspector.outcomes([(path, self._fix)])
        self.report.output = data if outcome.data is None else outcome.data
        self.add([path], PackedResults.of([outcome]))
        self.compare()
        return self.report

    def run(self, means: RunOptions) -> RunResult:
        """Return what comes of the files."""
        paths = self._paths
        cache = _cache(self._plan, means.cache_dir) if self._plan.keep else None
        done = 0
        if self._plan.write:
            self._clear()
        try:
            for part, batch in self._batches(_parts(paths), means, cache):
                self.add(part, batch)
                done += len(part)
                means.progress(done, len(paths), len(self.report.findings))
                if means.stopped():
                    self.report.is_interrupted = True
                    break
            else:
                if self.report.shard is None:
                    self.compare(cache)
        finally:
            if cache is not None:
                cache.close()
        return self.report

    def _clear(self) -> None:
        """Remove what earlier runs left beside the files when they were killed."""
        for folder in {os.path.dirname(path) or "." for path in self._told}:
            with suppress(OSError):  # whatever it is, it is told where a file is to be written there
                files.clear(folder)

    def _batches(
        self, parts: Iterable[list[str]], means: RunOptions, cache: Cache | None
    ) -> Iterator[tuple[list[str], PackedResults]]:
        """Yield the *parts*, each with what comes of it, from the cache where that still holds."""
        waiting: deque[tuple[list[str], PackedResults | dict[str, FileResult]]] = deque()
        wording = self._plan.wording

        def work() -> Iterator[list[FileTask]]:
            for part in parts:
                known = {} if cache is None else self._recalled(part, cache)
                waiting.append((part, known))
                fresh = (
                    [] if isinstance(known, PackedResults) else [path for path in part if path not in known]
                )
                yield [(path, self._fix and path not in self._others) for path in fresh]

        for batch in self._inspected(work(), means):
            part, known = waiting.popleft()
            if isinstance(known, PackedResults):
                batch = known.worded(wording) if self._others.isdisjoint(part) else known
            elif known:
                known |= {outcome.path: outcome for outcome in batch.outcomes()}
                batch = PackedResults.of([known[path] for path in part], wording)
            if cache is not None and batch is not known:
                cache.put(part[0], batch)
            yield part, batch

    def _recalled(self, part: Sequence[str], cache: Cache) -> PackedResults | dict[str, FileResult]:
        """Return what is known of the files of a *part*: all, as it was kept, or the outcomes of some."""
        batch = cache.get(part[0])
        if not isinstance(batch, PackedResults):
            return {}
        before = load(batch.sources)
        kept = {
            path: sources
            for path, is_lasting, is_due, sources in before
            if is_lasting and not (is_due and self._fix and path not in self._others)
        }
        held = {path: now for path, sources in kept.items() if (now := cache.holds(sources)) is not None}
        if len(held) == len(before) and list(held) == part:
            if held != kept:  # touched, as in a new clone, and nothing else
                batch = batch.stamped(held)
                cache.put(part[0], batch)
            return batch
        known = {outcome.path: outcome for outcome in batch.outcomes() if outcome.path in held}
        for path, outcome in known.items():
            outcome.sources = held[path]
        return known

    def _inspected(self, work: Iterator[Sequence[FileTask]], means: RunOptions) -> Iterator[PackedResults]:
        """Yield what comes of each part of the *work*, which is looked ahead at no more than needed."""
        if means.executor:
            from lint.run.pool import share_out
            from lint.run.remote import Remote, connected

            yield from share_out(Remote(self._plan), work, *connected(means.executor))
            return
        nothing = PackedResults.of([])
        while ahead := list(islice(work, _AHEAD)):
            if means.jobs != 1 and sum(map(len, ahead)) >= _MIN_SHARED:
                from lint.run.pool import Local, cores, processes, share_out

                jobs = min(means.jobs or cores(), sum(map(bool, ahead)))
                yield from share_out(Local(self._pickled), chain(ahead, work), processes(jobs), jobs)
                return
            yield from (inspect(self._pickled, items) if items else nothing for items in ahead)

    def add(self, part: Sequence[str], batch: PackedResults) -> None:
        """Add what came of the files of a *part*; parts come in the order of the files."""
        report = self.report
        if report.shard is not None:
            report.shard.batches.append(batch)
        if self._plan.compares:
            for code, packed in batch.facts.items():
                self._facts[code].append(packed)
        if not self._others.isdisjoint(part):
            if self._others >= set(part):
                return
            batch = PackedResults.of(
                [outcome for outcome in batch.outcomes() if outcome.path not in self._others]
            )
        report.findings.add(batch.findings, batch.found, part[0], batch.text)
        report.fixed.add(batch.fixed, batch.repaired, part[0])
        report.files += batch.files
        report.records += batch.records
        report.hidden.update(batch.hidden)
        report.ignored.update(batch.ignored)
        report.diffs += batch.diffs
        report.failures += batch.failures
        self._unwritten |= batch.unwritten

    def hide(self, baseline: Baseline | None) -> None:
        """Leave out of the report what *baseline* lists, then what is not shown; count both."""
        if baseline is not None:
            self._ask(baseline)
        report, settings = self.report, self._plan.settings
        if self._plan.for_baseline and settings.fail_on < settings.level:
            hidden = (each for each in report.findings if not settings.shows(each))
            report.hidden.update((each.code, each.severity) for each in hidden)
            report.findings = report.findings.without(lambda each: not settings.shows(each))

    def _ask(self, baseline: Baseline) -> None:
        """Leave out of the report what *baseline* lists, and count what it lists in vain."""
        report = self.report
        report.findings = report.findings.without(baseline.hides)
        report.known = baseline.hidden
        if report.failures or report.is_interrupted or RuleCrashed.code in report.findings.tally.by_code():
            return  # not all was looked at, or looked for
        # Of rules with findings that are only counted, not all findings were asked about.
        told = {rule.code for rule in self._inspector.checker.rules} - {code for code, _ in report.hidden}
        if not self._plan.compares:
            told -= {code for code, rule in registry().items() if issubclass(rule, CorpusRule)}
        report.done = baseline.look_back(self._told, told)

    def compare(self, cache: Cache | None = None) -> None:
        """Add what the corpus rules find in the files that are told of, when all files are added."""
        checker = self._inspector.checker
        checker.hidden, checker.ignored = Counter(), Counter()
        late: dict[str, list[Finding]] = {}
        found, failures = self._compared(cache)
        self.report.failures += failures
        for path, findings in found.items():
            if path in self._others:
                continue
            try:
                data = self._unwritten[path] if path in self._unwritten else self._inspector.around.read(path)
            except OSError as error:
                self.report.failures.append(f"{path}: {files.why(error)}")
                continue
            record = self._inspector.record(path, data)
            if record is not None:
                late[path] = list(checker.placed(checker.unsilenced(findings, record), record))
        self.report.findings.add_late(late)
        self.report.hidden.update(checker.hidden)
        self.report.ignored.update(checker.ignored)

    def _compared(self, cache: Cache | None) -> tuple[dict[str, list[Finding]], list[str]]:
        """Return what the corpus rules find, from the cache where the facts are those of the last run."""
        corpus = self._inspector.corpus
        if cache is None:
            return corpus.findings(self._facts)
        stated = ([code, *map(files.digest, packed)] for code, packed in sorted(self._facts.items()))
        digest = files.digest(repr(list(stated)).encode())
        kept = cache.get(_COMPARED)
        if isinstance(kept, tuple) and kept[0] == digest:
            return kept[1], []
        found, failures = corpus.findings(self._facts)
        if not failures:
            cache.put(_COMPARED, (digest, dict(found)))
        return found, failures


def _parts(paths: Sequence[str]) -> Iterator[list[str]]:
    """Cut *paths* into parts where their own hashes say so, so that a new file changes one part alone."""
    part: list[str] = []
    for path in paths:
        part.append(path)
        if not crc32(os.fsencode(path)) & _PART_MASK or len(part) == _MAX_PART:
            yield part
            part = []
    if part:
        yield part


def _cache(plan: Job, folder: FilePath | None) -> Cache:
    from lint.run.cache import Cache, default_folder

    return Cache(folder or default_folder(), plan.fingerprint(), Disk(plan.settings.limits))
