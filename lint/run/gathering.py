"""The work of a run: distributing files to workers, reusing known results, and gathering all results."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice, tee
from typing import TYPE_CHECKING, NamedTuple

from lint import files
from lint.core.errors import LostWorkersError
from lint.core.findings import Finding
from lint.records.inputs import SOURCE_ENDING, Disk
from lint.reports import render
from lint.results.file_result import FileResult
from lint.results.findings import Findings
from lint.results.packed import PackedFacts, PackedResults
from lint.results.run_result import RunResult
from lint.rules import CorpusRule, registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.run.baseline import Baseline
from lint.run.causes import joined
from lint.run.job import FileTask, Job
from lint.run.progress import Progress
from lint.run.selection import parts
from lint.run.worker import Worker

if TYPE_CHECKING:
    from lint.run.cache import Cache

_AHEAD = 32  # parts looked up in the cache before worker processes begin: enough to keep them busy
MIN_SHARED = 400  # files: checking fewer takes no longer than starting workers (measured)


class _Part(NamedTuple):
    """A part of the files of a run, with the results that are known already."""

    paths: list[str]
    stored: PackedResults | None
    """The results of all files, as the cache stores them."""
    known: dict[str, FileResult]
    """Otherwise, the results of some files by path."""


class Gatherer:
    """Gathers the results of files into one result.

    Args:
        job: What to do with each file.
        paths: The files, in natural order.
        given: By path, content to use instead of that on the disk.
        others: Files in *paths* that are not reported on; the rest is compared with them.
        fixes: Files in *paths* that are repaired.
    """

    def __init__(
        self,
        job: Job,
        paths: Sequence[str],
        given: dict[str, bytes] | None = None,
        *,
        others: Set[str] = frozenset(),
        fixes: Set[str] = frozenset(),
    ) -> None:
        self.result = RunResult(
            Findings(job.options.text_format), is_repair=job.options.fix, records_by_source=job.records
        )
        self.unwritten: dict[str, bytes] = {}
        """By path, the repaired content of files that were not written."""
        self._job = job
        self._paths = paths
        self._others = others
        self._fixes = fixes
        self._disk = Disk(job.settings.limits, given)
        self._worker = Worker(job, self._disk)
        self._facts: defaultdict[str, list[bytes]] = defaultdict(list)
        self._repaired: dict[str, FileResult] = {}
        """The results of the sources, by path."""
        self._reported = [path for path in paths if path not in others]
        self._has_sources = any(path.endswith(SOURCE_ENDING) for path in self._reported)

    def run(self, progress: Progress, stopped: Callable[[], bool]) -> None:
        """Check the files, then compare their records.

        Args:
            progress: Told how many files are done.
            stopped: Returns whether to end with the results so far.
        """
        cache = opened = None
        if self._job.keeps_inputs:
            from lint.run.cache import Cache, default_folder, fingerprint

            folder = self._job.options.cache_dir or default_folder()
            cache = opened = Cache(folder, fingerprint(self._job), self._disk) if folder else None
        done = 0
        if self._job.write:
            self._clear()
        try:
            if self._fixes and self._has_sources:
                self._repair_sources(cache, stopped)
                self._preview()
            cache = None if self._job.previewed else opened
            asked, parts_ = tee(self._known_parts(cache))
            for results, part in zip(self._computed(map(self._tasks, asked)), parts_, strict=True):
                self._add(part.paths, self._completed(part, results, cache))
                done += len(part.paths)
                progress(done, len(self._paths), len(self.result.findings))
                if stopped():
                    self.result.is_interrupted = True
                    break
            else:
                self._compare(cache)
        except LostWorkersError as error:
            self.result.failures.append(str(error))
        finally:
            if opened is not None:
                opened.close()
        self.result.failures = list(dict.fromkeys(self.result.failures))

    def _clear(self) -> None:
        """Remove temporary files that killed runs left beside the files."""
        for folder in {os.path.dirname(path) or "." for path in self._reported}:
            with suppress(OSError):  # any error is reported when a file is written there
                files.clear(folder)

    def _known_parts(self, cache: Cache | None) -> Iterator[_Part]:
        """Yield the parts of the files, with what the cache and the repair of sources give."""
        for paths in parts(self._paths):
            stored, known = (None, {}) if cache is None else cache.recalled(paths, self._fixes)
            repaired = {path: self._repaired[path] for path in paths if path in self._repaired}
            yield _Part(paths, None if repaired else stored, known | repaired)

    def _tasks(self, part: _Part) -> list[FileTask]:
        """Return what is left to do in a part."""
        paths = () if part.stored else part.paths
        return [FileTask(path, path in self._fixes) for path in paths if path not in part.known]

    def _completed(self, part: _Part, results: PackedResults, cache: Cache | None) -> PackedResults:
        """Return the results of a part, including the known ones, and store them for later runs."""
        text_format = self._job.options.text_format
        if part.stored:
            is_shown = self._others.isdisjoint(part.paths)
            results = part.stored.rendered(text_format, render) if is_shown else part.stored
        elif part.known:
            by_path = part.known | {result.path: result for result in results.unpacked()}
            results = PackedResults.of([by_path[path] for path in part.paths], text_format, render)
        if cache is not None and results is not part.stored:
            cache.put(part.paths[0], results.to_bytes())
        return results

    def _repair_sources(self, cache: Cache | None, stopped: Callable[[], bool]) -> None:
        """Repair the sources before the records are checked, as the findings in records depend on them."""
        from lint.run.sources import compared_sources

        compared = compared_sources(self._job, self._paths, self._disk)

        def tasks() -> Iterator[list[FileTask]]:
            for part in parts(self._paths):
                own = [path for path in part if path.endswith(SOURCE_ENDING) and path in self._fixes]
                stored, known = cache.recalled(part, self._fixes) if own and cache is not None else (None, {})
                done = part if stored else known
                if fresh := [path for path in own if path in compared or path not in done]:
                    yield [FileTask(path, True, tuple(compared.get(path, ()))) for path in fresh]

        for results in self._computed(tasks()):
            self._repaired |= {result.path: result for result in results.unpacked()}
            if stopped():
                break

    def _preview(self) -> None:
        """For a patch, let the other files be repaired as they are once their sources are repaired.

        A patch must not contain a file twice, so the changes of a file that is repaired are in its own patch.
        """
        from lint.run.sources import changes_of_source

        previewed: dict[str, tuple[bytes, bytes]] = {}
        for path, result in self._repaired.items() if self._job.options.diff else ():
            if result.data is None:
                continue
            changes = changes_of_source(self._job, path, self._disk.read(path), result.data)
            own = [change for change in changes if change[0] == path or change[0] not in self._fixes]
            result.diff = "".join([files.unified_diff(*change) for change in own])
            result.data = changes[0][2]
            previewed |= {name: (before, after) for name, before, after in changes}
        if previewed:
            self._job = replace(self._job, previewed=previewed)
            self._worker = Worker(self._job)

    def _computed(self, tasks: Iterator[Sequence[FileTask]]) -> Iterator[PackedResults]:
        """Return the results of the *tasks*, computed by a cluster, worker processes, or this process.

        Worker processes are started once the parts that have been looked up leave enough to do.
        """
        options = self._job.options
        if options.executor:
            from lint.run import dask

            return dask.executed(self._job, tasks, options.executor)
        ahead: list[Sequence[FileTask]] = []
        number = 0
        for each in tasks if options.jobs != 1 else ():
            ahead.append(each)
            number += len(each)
            if number >= MIN_SHARED:
                from lint.run import pool

                ahead += islice(tasks, _AHEAD)
                jobs = min(options.jobs or pool.cores(), sum(map(bool, ahead)))
                make = pool.started(self._job, jobs)
                if make is not None:
                    return pool.share_out(pool.Dispatch(), chain(ahead, tasks), make, jobs)
                break
        return map(self._worker.work, chain(ahead, tasks))

    def _add(self, part: Sequence[str], results: PackedResults) -> None:
        """Add the results of a *part*; parts are added in the order of the files."""
        if self._job.compares:
            for code, packed in results.facts.items():
                self._facts[code].append(packed)
        if not self._others.isdisjoint(part):
            if self._others >= set(part):
                return
            reported = [result for result in results.unpacked() if result.path not in self._others]
            results = PackedResults.of(reported)
        result = self.result
        result.findings.add(results.findings, part[0])
        result.fixed.add(results.fixed, part[0])
        result.counts.add(results.counts)
        result.files += results.files
        result.records += results.records
        result.drawings += results.drawings
        result.diffs += results.diffs
        result.failures += results.failures
        self.unwritten |= results.unwritten

    def join_causes(self) -> None:
        """Report findings that a source shares with its records only once."""
        if self._has_sources and not all(path.endswith(SOURCE_ENDING) for path in self._reported):
            self.result.findings.replace(joined(self.result.findings))

    def leave_out_outdated(self) -> None:
        """Leave out the findings about what this run repaired in sources, and count their records."""
        outdated = {
            record: frozenset(what)
            for result in self._repaired.values()
            for record, what in result.outdated.items()
        }
        self.result.outdated_records = len(outdated)
        if outdated:
            self.result.findings.replace(
                None if outdated.get(each.location.file, frozenset()) & {each.code, each.pointer} else each
                for each in self.result.findings
            )

    def apply_baseline(self, baseline: Baseline) -> None:
        """Leave out the findings that *baseline* lists, and count its entries that no longer occur.

        New findings below the level shown are also left out, and counted.
        """
        result, settings = self.result, self._job.settings
        codes = {*result.findings.tally.by_code()}
        is_new, result.met = baseline.match(result.findings)
        result.baselined = (result.met & baseline.entries).total()
        ending = {code for code in codes if (rule := registry().get(code)) and rule.ends_reading}
        unread: set[str] = set()  # files that no other rule checked

        def shown() -> Iterator[Finding | None]:
            for finding, new in zip(result.findings, is_new, strict=True):
                if finding.code in ending:
                    unread.add(finding.location.file)
                is_shown = new and settings.is_visible(finding)
                if new and not is_shown:
                    fix = finding.fix
                    result.counts.below_level[finding.code, finding.severity] += 1
                    result.counts.unshown_fixes += bool(fix and settings.applies(fix))
                yield finding if is_shown else None

        result.findings.replace(shown())
        if result.failures or result.is_interrupted or RuleCrashed.code in codes:
            return  # not all files were checked, or not by all rules
        # Rules with findings that are only counted are left out: not all of their findings were matched.
        known = {
            rule.code
            for rule in settings.enabled_rules()
            if self._job.compares or not isinstance(rule, CorpusRule)
        } - {code for code, _ in result.counts.below_level}
        read = (path for path in self._reported if path not in unread)
        result.stale = baseline.stale(result.met, read, known)

    def _compare(self, cache: Cache | None) -> None:
        """Add the findings of corpus rules in the reported files, and those that a run reports once."""
        located: dict[str, list[Finding]] = {}
        found, failures = self._compared(cache)
        for systematic in self.result.counts.systematic.values():
            found[systematic.file] = [*found.get(systematic.file, ()), systematic.summary]
        self.result.failures += failures
        for path, findings in found.items():
            if path in self._others:
                continue
            try:
                data = self.unwritten[path] if path in self.unwritten else self._disk.read(path)
            except OSError as error:
                self.result.failures.append(f"{path}: {files.why(error)}")
                continue
            result = self._worker.checker.locate(path, data, findings)
            if result is not None:
                located[path] = result.findings
                self.result.counts.add(result.counts)
        self.result.findings.insert(located)

    def _compared(self, cache: Cache | None) -> tuple[dict[str, list[Finding]], list[str]]:
        """Return the findings of corpus rules, from the cache if the facts are unchanged, and failures."""
        corpus = self._worker.checker.corpus
        facts = {code: PackedFacts(packed) for code, packed in self._facts.items()}
        if cache is None:
            return corpus.findings(facts)
        stated = ([code, *map(files.digest, packed)] for code, packed in sorted(self._facts.items()))
        digest = files.digest(repr(list(stated)).encode())
        kept = cache.findings(digest)
        if kept is not None:
            return kept, []
        found, failures = corpus.findings(facts)
        if not failures:
            cache.put_findings(digest, found)
        return found, failures
