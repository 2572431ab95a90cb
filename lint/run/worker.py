"""A worker's part of a run: from files to outcomes."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.util import find_spec
from threading import get_ident
from typing import TYPE_CHECKING, TypeAlias

from lint import files
from lint.checker.checker import Checked, Checker
from lint.core.findings import Detail
from lint.documents.front_matter import Document
from lint.kinds import builtin, recognise, schema_file
from lint.records.inputs import Disk, digest_of_sidecar, pages, sidecar
from lint.records.record import Record
from lint.results import FileResult, InputStamp, PackedResults, TextFormat
from lint.rules import CorpusRule, registry
from lint.run.corpus import Corpus
from lint.settings import Settings

if TYPE_CHECKING:
    from lint.run.remote import ShippedFiles

FileTask: TypeAlias = "tuple[str, bool]"
"""A file's path, and whether it may be repaired."""

_MAX_AT_ONCE = 16  # records that are checked together: more gains no time (measured) ...
_MAX_BYTES_AT_ONCE = 500_000  # ... and huge ones would take much memory


@dataclass(frozen=True)
class Job:
    """What a run does with each file."""

    settings: Settings
    write: bool = False
    """Whether repaired files are written; else their outcomes hold what they become."""
    diff: bool = False
    """Whether outcomes hold patches."""
    detail: Detail = Detail.EXCERPT
    """What the places of findings hold."""
    corpus: bool = True
    """Whether records are compared with each other."""
    keep: bool = False
    """Whether outcomes say what they follow from, so that they can be kept for the next run."""
    wording: TextFormat | None = None
    """How the report writes findings: outcomes are packed with what it writes, where it is given."""
    for_baseline: bool = False
    """Whether outcomes also tell of what fails a run without being shown: a baseline may list it."""

    folder: str = field(default_factory=os.getcwd)
    """The working folder, which paths count from."""
    began: int = field(default_factory=time.monotonic_ns)
    """When; what a worker knows of folders holds for one run."""

    @cached_property
    def compares(self) -> bool:
        """Whether a rule compares records with each other."""
        return self.corpus and any(isinstance(rule, CorpusRule) for rule in self.settings.enabled_rules())

    @property
    def pickled(self) -> bytes:
        """The plan as `inspect` takes it."""
        return pickle.dumps(self)

    def fingerprint(self) -> str:
        """Return a text that is the same for two runs exactly when they find the same in the same files.

        That takes the same rules and settings, the same libraries, and the same working folder.
        """
        from lint.rules.installed import provider

        package = os.path.dirname(os.path.dirname(__file__))
        code = sorted(
            (os.path.relpath(os.path.join(folder, name), package), files.stamp(os.path.join(folder, name)))
            for folder, _, names in os.walk(package)
            for name in names
            if name.endswith((".py", ".json"))
        )
        # Not by their versions: to import importlib.metadata takes longer than to check ten records.
        specs = [find_spec(name) for name in ("ftfy", "jsonschema", "pydantic", "yaml")]
        libraries = [(spec.origin, files.stamp(spec.origin)) for spec in specs if spec and spec.origin]
        others = [
            provider(rule.code[:3]) for rule in self.settings.enabled_rules() if rule.code not in registry()
        ]
        settings = self.settings.for_findings()
        fails = self.settings.fail_on if self.for_baseline else None
        tables = [self.settings.genes.hgnc, *(str(each.get("hgnc")) for each in settings.rules.values())]
        schemas = [str(schema_file(kind.name)) for kind in builtin()]
        beside = [files.stamp(path) for path in (*tables, *schemas)]
        used = (libraries, others, settings, fails, beside)
        what = (code, used, self.detail, self.corpus, self.folder, sys.version)
        return files.digest(repr(what).encode())


class FileChecker:
    """Turns files into outcomes, by one plan."""

    def __init__(self, plan: Job) -> None:
        settings = plan.settings
        rules = settings.enabled_rules()
        self.checker = Checker(
            rules,
            unsafe=settings.unsafe_fixes,
            detail=plan.detail | Detail.DIGEST if plan.for_baseline else plan.detail,
            shows=settings.shows,
            tells=settings.matters if plan.for_baseline else None,
            ignores=settings.ignores(plan.folder),
            limits=settings.limits,
        )
        self.corpus = Corpus(rules if plan.corpus else ())
        self.around: Disk | ShippedFiles = Disk(settings.limits)
        """Where files come from."""
        self.wording = plan.wording
        """How the report writes what is found."""
        self._plan = plan
        self._limits = settings.limits
        self._kinds = settings.all_kinds()
        self._folders: dict[str, str] = {}

    def outcomes(self, items: Iterable[FileTask]) -> list[FileResult]:
        """Return what comes of each of some files; those that may be are repaired on the way."""
        outcomes: list[FileResult] = []
        unchecked: list[tuple[FileResult, Record]] = []
        size = 0
        with self.checker.watch.kept():
            for path, fix in items:
                outcome = FileResult(path)
                try:
                    record = self._read(outcome)
                    if fix and record is not None:
                        self._repair(outcome, record)
                except OSError as error:
                    outcome, record = FileResult.failed(path, files.why(error)), None
                outcomes.append(outcome)
                if record is None or fix:
                    continue
                unchecked.append((outcome, record))
                size += len(record.document.data)
                if len(unchecked) == _MAX_AT_ONCE or size > _MAX_BYTES_AT_ONCE:
                    self._check(unchecked)
                    unchecked, size = [], 0
            self._check(unchecked)
        return outcomes

    def _read(self, outcome: FileResult) -> Record | None:
        """Return the record that an outcome is to be of; None where the file is none.

        Raises:
            OSError: the file cannot be read.
        """
        path = outcome.path
        noted: list[InputStamp] | None = outcome.sources if self._plan.keep else None
        stamp = None if noted is None else self.around.stamp((path, None))
        data = self.around.read(path)
        if noted is not None:
            noted.append(((path, None), stamp, files.digest(data)))
        return self.record(path, data, noted)

    def _check(self, unchecked: Sequence[tuple[FileResult, Record]]) -> None:
        all_found = self.checker.found([record for _, record in unchecked])
        for (outcome, record), found in zip(unchecked, all_found, strict=True):
            self.checker.hidden, self.checker.ignored = outcome.hidden, outcome.ignored
            self._complete(outcome, record, Checked(record.document.data, self.checker.told(found, record)))

    def _repair(self, outcome: FileResult, record: Record) -> None:
        """Fix a record.

        Raises:
            OSError: it cannot be written.
        """
        self.checker.hidden, self.checker.ignored = outcome.hidden, outcome.ignored
        before = record.document.data
        checked, record = self.checker.fix(record)
        if checked.data != before:
            if self._plan.write:
                files.write(outcome.path, checked.data, before)
            else:
                outcome.data = checked.data
            if self._plan.diff:
                outcome.diff = files.unified_diff(outcome.path, before, checked.data)
        self._complete(outcome, record, checked)

    def _complete(self, outcome: FileResult, record: Record, checked: Checked) -> None:
        outcome.kind, outcome.record = record.kind.name, record.id
        outcome.facts, crashes = self.corpus.facts(record)
        outcome.findings = [*self.checker.placed(crashes, record), *checked.findings]
        outcome.fixed = sorted(checked.fixed, key=lambda finding: finding.sort_key)
        outcome.is_due = self.checker.would_fix(checked.findings)
        outcome.is_lasting = checked.is_lasting
        if checked.failure:
            outcome.failure = f"{outcome.path}: {checked.failure}"

    def record(self, path: str, data: bytes, noted: list[InputStamp] | None = None) -> Record | None:
        """Return the record that the file at *path* is when it holds *data*; None where it is none.

        What the record is judged by besides is added to *noted* as it is looked at.
        """
        absolute = self._absolute(path)
        kind = recognise(absolute, data, self._kinds)
        if kind is None:
            return None
        around = self.around

        def read_sidecar(name: str) -> str | None:
            need = sidecar(absolute, name)
            if need is None:
                return None
            stamp = None if noted is None else around.stamp(need)
            content = around.sidecar(need)
            if noted is not None:
                noted.append((need, stamp, digest_of_sidecar(content)))
            if isinstance(content, str):
                raise OSError(content)
            return None if content is None else content.decode("utf-8", "replace")

        def read_names(folder: str, field: str) -> frozenset[str] | None:
            need = pages(absolute, folder, field)
            if noted is not None:
                noted.append((need, around.stamp(need), around.digest(need)))
            return around.names(need)

        return Record(Document(data, self._limits), kind, path, read_sidecar, read_names)

    def _absolute(self, path: str) -> str:
        """Return *path* from the root, with `/`."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            absolute = os.path.normpath(os.path.join(self._plan.folder, folder))
            self._folders[folder] = absolute.replace(os.sep, "/").rstrip("/")
        return f"{self._folders[folder]}/{name}"


def inspect(plan: bytes, items: Sequence[FileTask], parcel: ShippedFiles | None = None) -> PackedResults:
    """Return what comes of some files, in their order, by a pickled *plan*.

    The files are this machine's, or those in the *parcel*.
    """
    inspector = inspector_of(plan, get_ident())
    if parcel is not None:
        inspector.around = parcel
    with _seldom_collecting():
        batch = PackedResults.of(inspector.outcomes(items), inspector.wording)
        if parcel is not None:
            batch.wanted = parcel.wanted
        return batch


@lru_cache(maxsize=8)
def inspector_of(plan: bytes, thread: int) -> FileChecker:
    """Return what inspects by a pickled *plan*: one for each thread and run."""
    return FileChecker(pickle.loads(plan))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage in cycles once in some hundred records, not at each: that takes a tenth of a run."""
    thresholds = gc.get_threshold()
    gc.set_threshold(max(thresholds[0], 100_000), *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
