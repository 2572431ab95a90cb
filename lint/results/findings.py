"""The findings of a run, which are packed since there may be many, and their numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple, overload

from lint.core.findings import Applicability, Finding, Severity
from lint.core.order import natural
from lint.kinds import PATHWAY_SOURCE
from lint.results.encoding import pack, read, unpack


class TextFormat(NamedTuple):
    """A report format that writes one finding after another, with or without colour."""

    format: str
    color: bool


@dataclass(slots=True)
class Tally:
    """Numbers of findings by code, severity and applicability (None: no fix), and of records with any."""

    counts: Counter[tuple[str, Severity, Applicability | None]] = field(default_factory=Counter)
    records: int = 0
    drawings: int = 0
    """How many of these records are drawings, from which others are generated."""
    refused: int = 0
    """How many findings have a fix that was refused, and say why."""

    @classmethod
    def of(cls, groups: Iterable[Sequence[Finding]]) -> Tally:
        """Return the tally of findings in groups, one for each file."""
        filled = [group for group in groups if group]
        keys = (
            (finding.code, finding.severity, finding.applicability) for finding in chain.from_iterable(filled)
        )
        records = sum(len({each.location.record for each in group}) for group in filled)
        drawings = sum(group[0].location.kind == PATHWAY_SOURCE.name for group in filled)
        fixes = (finding.fix for finding in chain.from_iterable(filled))
        return cls(Counter(keys), records, drawings, sum(fix is not None and fix.is_refused for fix in fixes))

    def add(self, other: Tally) -> None:
        """Add the numbers of *other*."""
        self.counts.update(other.counts)
        self.records += other.records
        self.drawings += other.drawings
        self.refused += other.refused

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

    def without_fix(self) -> Counter[Severity]:
        """Return the numbers of findings that no command fixes, by their severity."""
        numbers = self._by(1, 2)
        none = (None, Applicability.DISPLAY)
        return Counter({each: sum(numbers[each, fix] for fix in none) for each in Severity})

    def by_applicability(self) -> Counter[Applicability | None]:
        """Return the numbers of findings by the applicability of their fix (None: no fix)."""
        return self._by(2)

    def by_fix(self) -> Counter[tuple[str, Applicability | None]]:
        """Return the numbers of findings by the code of their rule and the applicability of their fix."""
        return self._by(0, 2)

    def _by(self, *indices: int) -> Counter[Any]:
        part = itemgetter(*indices)
        found: Counter[Any] = Counter()
        for key, number in self.counts.items():
            found[part(key)] += number
        return found


class PackedFindings(NamedTuple):
    """The findings of several files, packed."""

    packed: bytes
    """A list of groups of findings, one group for each file."""
    tally: Tally
    text: bytes = b""
    """What a report in the run's `TextFormat` writes for them, packed; b"" if it is not known."""

    @classmethod
    def of(cls, groups: Sequence[Sequence[Finding]], text: str | None = None) -> PackedFindings:
        """Return *groups*, packed with their *text*."""
        return cls(pack(groups), Tally.of(groups), b"" if text is None else pack(text))

    def groups(self) -> list[list[Finding]]:
        """Return the groups, one for each file.

        Raises:
            DamagedResultError: the cache that they come from holds something else.
        """
        return read(list[list[Finding]], unpack(self.packed))


class Findings(Sequence[Finding]):
    """Findings in the order of the reports, stored packed: they take little memory, but iterating is slow."""

    def __init__(self, text_format: TextFormat | None = None) -> None:
        self.tally = Tally()
        self._text_format = text_format
        self._first: list[str] = []
        """The first file of each part; parts and the files in them are in natural order."""
        self._parts: list[PackedFindings] = []

    def add(self, findings: PackedFindings, first: str) -> None:
        """Add the *findings* of files after all those added so far; *first* is the first of these files."""
        if findings.tally.records or not self._parts:
            self._first.append(first)
            self._parts.append(findings)
            self.tally.add(findings.tally)

    def insert(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        """Insert findings, given by file, in their order among those of the file."""
        if not self._parts:
            self.add(PackedFindings.of([]), "")
        touched = sorted((file for file, group in findings.items() if group), key=natural)
        first = list(map(natural, self._first))
        for index, files in groupby(touched, lambda file: max(bisect_right(first, natural(file)) - 1, 0)):
            groups = {group[0].location.file: group for group in self._parts[index].groups() if group}
            for file in files:
                group = [*groups.get(file, ()), *findings[file]]
                groups[file] = sorted(group, key=lambda finding: finding.sort_key)
            self._first[index] = min(self._first[index], *groups, key=natural)
            self._replace(index, [groups[file] for file in sorted(groups, key=natural)])

    def replace(self, findings: Iterable[Finding | None]) -> None:
        """Replace these by other *findings*, in the same order; None removes one."""
        remaining = iter(findings)
        for index, part in enumerate(self._parts):
            groups = part.groups()
            new = [[each for each in islice(remaining, len(group)) if each] for group in groups]
            if new != groups:
                self._replace(index, new)

    def _replace(self, index: int, groups: Sequence[Sequence[Finding]]) -> None:
        old, new = self._parts[index].tally, PackedFindings.of(groups)
        self._parts[index] = new
        self.tally.records += new.tally.records - old.records
        self.tally.drawings += new.tally.drawings - old.drawings
        self.tally.refused += new.tally.refused - old.refused
        self.tally.counts = self.tally.counts - old.counts + new.tally.counts

    def rendered(self, text_format: TextFormat) -> Iterator[str | list[Finding]]:
        """Yield, part by part, the text of a report in *text_format*, or the findings if it is not known."""
        for part in self._parts:
            if part.text and text_format == self._text_format:
                yield str(unpack(part.text))
            else:
                yield [finding for group in part.groups() for finding in group]

    def __iter__(self) -> Iterator[Finding]:
        for part in self._parts:
            yield from chain.from_iterable(part.groups())

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...

    def __getitem__(self, index: int | slice) -> Finding | list[Finding]:
        """Return a finding, or a list of findings; the parts behind them are not unpacked."""
        wanted = range(len(self))[index]
        if isinstance(wanted, int):
            return next(islice(self, wanted, None))
        found = list(islice(self, max(wanted, default=-1) + 1))
        return [found[number] for number in wanted]

    def __len__(self) -> int:
        return self.tally.total

    def __repr__(self) -> str:
        return f"<Findings: {len(self)}>"
