"""Outcomes: what came of each file, and many of them packed, to be sent and kept."""

from __future__ import annotations

import enum
import io
import pickle
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter
from typing import Any, TypeAlias

from lint.core.findings import Applicability, Finding, Severity
from lint.core.values import Path, Plain
from lint.files import Stamp
from lint.records.inputs import InputKey
from lint.run.shelf import Shelf

InputStamp: TypeAlias = "tuple[InputKey, Stamp, str]"
"""What an outcome follows from, when it was looked at, and a digest of what it held."""

RuleFacts: TypeAlias = "dict[str, list[tuple[Path, str]]]"
"""The facts of one record, by the code of the corpus rule that they are for."""

Hidden: TypeAlias = "Counter[tuple[str, Severity]]"
"""How many findings are not told, by code and severity."""


@dataclass(slots=True)
class FileResult(Plain):
    """What came of one file."""

    path: str
    """The file's path, as reports show it."""
    sources: list[InputStamp] = field(default_factory=list)
    """The file itself first, then the sidecars and folders that were looked at, absent ones as well."""
    is_file: bool = True
    """Whether it is a file that can be read."""
    kind: str = ""
    """The kind of record; "" where the file is none."""
    record: str = ""
    """The record's id."""
    findings: list[Finding] = field(default_factory=list)
    fixed: list[Finding] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    """How many findings the settings let stand, by code."""
    facts: RuleFacts = field(default_factory=dict)
    is_due: bool = False
    """Whether a fix would change the file."""
    is_lasting: bool = True
    """Whether the next run finds the same, as long as the files stay as they are."""
    data: bytes | None = None
    """What the file becomes, where fixes changed it and it was not written."""
    diff: str = ""
    failure: str = ""
    """What went wrong with recordlint or the file, not with the record, in words for people."""

    @classmethod
    def failed(cls, path: str, why: str) -> FileResult:
        """Return what comes of a file that *why*, in words for people, nothing else came of."""
        return cls(path, is_file=False, is_lasting=False, failure=f"{path}: {why}")


@dataclass(frozen=True, slots=True)
class TextFormat(Plain):
    """How a report writes findings, where it writes one after the other."""

    format: str
    color: bool

    def of(self, findings: Iterable[Finding]) -> str:
        """Return what the report writes of *findings*."""
        from lint.reports import Style, entry_of

        entry, style = entry_of(self.format), Style(self.color)
        return "".join([entry(finding, style) for finding in findings])


@dataclass(slots=True)
class Tally:
    """How many findings there are, by code, severity and applicability (None: no fix), in how many files."""

    counts: Counter[tuple[str, Severity, Applicability | None]] = field(default_factory=Counter)
    files: int = 0

    @classmethod
    def of(cls, groups: Iterable[Sequence[Finding]]) -> Tally:
        """Return the tally of the findings of some files, a group each."""
        filled = [group for group in groups if group]
        keys = (
            (finding.code, finding.severity, finding.fix.applicability if finding.fix else None)
            for finding in chain.from_iterable(filled)
        )
        return cls(Counter(keys), len(filled))

    def add(self, other: Tally) -> None:
        """Count those of *other* too."""
        self.counts.update(other.counts)
        self.files += other.files

    @property
    def total(self) -> int:
        """The number of findings."""
        return self.counts.total()

    def by_code(self) -> Counter[str]:
        """Return the numbers of findings by the code of their rule."""
        return self._by(0)

    def by_severity(self) -> Counter[Severity]:
        """Return the numbers of findings by their severity."""
        return self._by(1)

    def by_applicability(self) -> Counter[Applicability | None]:
        """Return the numbers of findings by who may apply their fix; None: there is none."""
        return self._by(2)

    def by_fix(self) -> Counter[tuple[str, Applicability | None]]:
        """Return the numbers of findings by the code of their rule and who may apply their fix."""
        return self._by(0, 2)

    def _by(self, *places: int) -> Counter[Any]:
        part = itemgetter(*places)
        found: Counter[Any] = Counter()
        for key, number in self.counts.items():
            found[part(key)] += number
        return found


class Findings(Collection[Finding]):
    """Findings in the order of the reports, kept packed: to hold them costs little, to go through them more.

    They are added in groups, one a file, in the order of the files, and with them what a report in
    this *wording* writes.
    """

    def __init__(self, wording: TextFormat | None = None) -> None:
        self.tally = Tally()
        self._wording = wording
        self._packed = Shelf()
        self._texts = Shelf()
        self._first: list[str] = []
        self._late: dict[str, list[Finding]] = {}
        self._put(pack([]), b"", "")  # so that late findings always have a part that they belong to

    def add(self, packed: bytes, tally: Tally, first: str, text: bytes = b"") -> None:
        """Add a packed list of groups, in which no file comes before *first*, and their packed *text*."""
        if tally.files:
            self._put(packed, text, first)
            self.tally.add(tally)

    def _put(self, packed: bytes, text: bytes, first: str) -> None:
        self._packed.append(packed)
        self._texts.append(text)
        self._first.append(first)

    def add_late(self, findings: Mapping[str, list[Finding]]) -> None:
        """Add findings by file, whose places are among those added already; once only."""
        self._late = {file: group for file, group in sorted(findings.items()) if group}
        self.tally.add(Tally.of(self._late.values()))
        groups = (group for part, late in self._parts() if late for group in self._early(part))
        self.tally.files -= sum(group[0].location.file in self._late for group in groups)

    def without(self, hides: Callable[[Finding], bool]) -> Findings:
        """Return those that *hides* says no of."""
        left = Findings()
        for packed, first in zip(self._packed, self._first, strict=True):
            groups = [[each for each in group if not hides(each)] for group in unpack(packed)]
            left.add(pack(groups), Tally.of(groups), first)
        left.add_late(
            {file: [each for each in group if not hides(each)] for file, group in self._late.items()}
        )
        return left

    def written(self, wording: TextFormat) -> Iterator[str]:
        """Yield what a report in this *wording* writes of them, those of some files at a time."""
        for part, late in self._parts():
            text = b"" if late or wording != self._wording else self._texts[part]
            yield unpack(text) if text else wording.of(chain.from_iterable(self._groups(part, late)))

    def __iter__(self) -> Iterator[Finding]:
        for part, late in self._parts():
            yield from chain.from_iterable(self._groups(part, late))

    def _parts(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the parts by their numbers, each with those of its files whose findings came late."""
        late, done = list(self._late), 0
        for part in range(len(self._first)):
            is_last = part + 1 == len(self._first)
            end = len(late) if is_last else bisect_left(late, self._first[part + 1])
            yield part, late[done:end]
            done = end

    def _groups(self, part: int, late: Iterable[str]) -> Iterable[list[Finding]]:
        """Return the findings of a part, file by file, with those that came *late*."""
        early = self._early(part)
        if not late:
            return early
        groups = {group[0].location.file: group for group in early}
        for file in late:
            group = groups.get(file, []) + self._late[file]
            groups[file] = sorted(group, key=lambda finding: finding.sort_key)
        return [groups[file] for file in sorted(groups)]

    def _early(self, part: int) -> Iterable[list[Finding]]:
        return filter(None, unpack(self._packed[part]))

    def __len__(self) -> int:
        return self.tally.total

    def __contains__(self, finding: object) -> bool:
        return any(each == finding for each in self)


@dataclass(slots=True)
class PackedResults:
    """The outcomes of some files, in their order, packed: a run keeps most of them until its end."""

    outlines: bytes
    """The outcomes without the parts that stand apart here."""
    sources: bytes
    """Of each file: its path, whether the outcome lasts, whether a fix is due, the sources."""
    findings: bytes
    text: bytes
    """What a report in this *wording* writes of the findings."""
    wording: TextFormat | None
    fixed: bytes
    facts: dict[str, bytes]
    """By the code of the corpus rule: tuples of what a `Fact` is made of."""
    found: Tally
    repaired: Tally
    hidden: Hidden
    ignored: Counter[str]
    files: int
    records: int
    diffs: list[str]
    failures: list[str]
    unwritten: dict[str, bytes]
    """By path, what files become that were not written."""
    wanted: set[InputKey] = field(default_factory=set)
    """What the outcomes would follow from as well, if it had been at hand."""

    @classmethod
    def of(cls, outcomes: Sequence[FileResult], wording: TextFormat | None = None) -> PackedResults:
        """Return the outcomes packed, with the text of a report; they are taken apart for that."""
        findings = [outcome.findings for outcome in outcomes]
        fixed = [outcome.fixed for outcome in outcomes]
        hidden: Hidden = Counter()
        ignored: Counter[str] = Counter()
        facts: dict[str, list[tuple[Any, ...]]] = {}
        sources = [(each.path, each.is_lasting, each.is_due, each.sources) for each in outcomes]
        for outcome in outcomes:
            if outcome.hidden:  # asked first, since most are empty and an update takes long
                hidden.update(outcome.hidden)
            if outcome.ignored:
                ignored.update(outcome.ignored)
            about = outcome.path, outcome.kind, outcome.record
            for code, stated in outcome.facts.items():
                facts.setdefault(code, []).extend([(*about, path, data) for path, data in stated])
            outcome.findings, outcome.fixed, outcome.facts, outcome.sources = [], [], {}, []
        return cls(
            outlines=pack(list(outcomes)),
            sources=dump(sources),
            findings=pack(findings),
            text=_text(findings, wording),
            wording=wording,
            fixed=pack(fixed),
            facts={code: pack(stated) for code, stated in facts.items()},
            found=Tally.of(findings),
            repaired=Tally.of(fixed),
            hidden=hidden,
            ignored=ignored,
            files=sum(outcome.is_file for outcome in outcomes),
            records=sum(bool(outcome.kind) for outcome in outcomes),
            diffs=[outcome.diff for outcome in outcomes if outcome.diff],
            failures=[outcome.failure for outcome in outcomes if outcome.failure],
            unwritten={outcome.path: outcome.data for outcome in outcomes if outcome.data is not None},
        )

    def worded(self, wording: TextFormat | None) -> PackedResults:
        """Return it with what a report in this *wording* writes, where there is one."""
        if wording is None or wording == self.wording:
            return self
        return replace(self, text=_text(unpack(self.findings), wording), wording=wording)

    def stamped(self, now: Mapping[str, list[InputStamp]]) -> PackedResults:
        """Return it with the sources of each file as they are *now*, which hold the same as before."""
        sources = [(*what, now[what[0]]) for *what, _ in load(self.sources)]
        return replace(self, sources=dump(sources))

    def outcomes(self) -> list[FileResult]:
        """Return the outcomes."""
        outcomes: list[FileResult] = unpack(self.outlines)
        by_path = {outcome.path: outcome for outcome in outcomes}
        for code, stated in self.facts.items():
            for file, _, _, path, data in unpack(stated):
                by_path[file].facts.setdefault(code, []).append((path, data))
        parts = zip(outcomes, load(self.sources), unpack(self.findings), unpack(self.fixed), strict=True)
        for outcome, (*_, sources), findings, fixed in parts:
            outcome.sources, outcome.findings, outcome.fixed = sources, findings, fixed
        return outcomes


def _text(groups: Iterable[Iterable[Finding]], wording: TextFormat | None) -> bytes:
    return pack(wording.of(chain.from_iterable(groups))) if wording else b""


def dump(value: Any) -> bytes:
    """Return *value*, made of this module's classes, findings and plain data, as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(dumped: bytes) -> Any:
    """Return what was dumped; bytes that were changed may give another value, but run no code.

    Raises:
        Exception: it was not dumped by this version; of any kind, as `pickle` does.
    """
    return _Unpickler(io.BytesIO(dumped)).load()


def pack(value: Any) -> bytes:
    """Return *value* dumped as few bytes."""
    return zlib.compress(dump(value), 1)


def unpack(packed: bytes) -> Any:
    """Return what was packed.

    Raises:
        Exception: as `load` does.
    """
    return load(zlib.decompress(packed))


class _Unpickler(pickle.Unpickler):
    """Knows data classes and enumerations of recordlint, and nothing else.

    https://docs.python.org/3/library/pickle.html#restricting-globals
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "Counter"):
            return Counter
        if module in ("lint.core.findings", "lint.results", "lint.core.values"):
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                hasattr(found, "__dataclass_fields__") or issubclass(found, enum.Enum)
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an outcome")
