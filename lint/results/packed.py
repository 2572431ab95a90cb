"""The results of some files, packed: what a worker sends, and what the cache keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, starmap
from typing import Any, TypeAlias

from lint.core.findings import Finding
from lint.records.inputs import InputKey
from lint.results.encoding import dump, load, pack, unpack
from lint.results.file_result import Counts, FileResult, InputStamp
from lint.results.findings import PackedFindings, TextFormat
from lint.rules import Fact

Render: TypeAlias = "Callable[[TextFormat, Iterable[Finding]], str]"
"""Returns what a report in a text format writes for findings."""


@dataclass(slots=True)
class PackedResults:
    """The results of some files, in their order, packed: a run keeps most of them until its end."""

    outlines: bytes
    """The results without the parts that stand apart here."""
    inputs: bytes
    """For each file: its path, whether the result is cacheable, whether a fix is pending, the inputs."""
    findings: PackedFindings
    text_format: TextFormat | None
    """The format of the text that the findings are packed with."""
    fixed: PackedFindings
    facts: dict[str, bytes]
    """By the code of the corpus rule, what `Fact`s are made of."""
    counts: Counts
    files: int
    records: int
    diffs: list[str]
    failures: list[str]
    unwritten: dict[str, bytes]
    """By path, the repaired bytes of files that were not written."""
    missing_inputs: set[InputKey] = field(default_factory=set)
    """What the results follow from and was not at hand, see `lint.run.dask`."""

    @classmethod
    def of(
        cls,
        results: Sequence[FileResult],
        text_format: TextFormat | None = None,
        render: Render | None = None,
    ) -> PackedResults:
        """Return *results*, packed with the text of a report; their parts are taken out for that."""
        findings = [result.findings for result in results]
        fixed = [result.fixed for result in results]
        inputs = [(each.path, each.cacheable, each.has_pending_fixes, each.inputs) for each in results]
        counts = Counts()
        facts: dict[str, list[tuple[Any, ...]]] = {}
        for result in results:
            counts.add(result.counts)
            about = result.path, result.kind, result.record
            for code, stated in result.facts.items():
                facts.setdefault(code, []).extend([(*about, path, data) for path, data in stated])
            result.findings, result.fixed, result.facts, result.inputs = [], [], {}, []
        return cls(
            outlines=pack(list(results)),
            inputs=dump(inputs),
            findings=PackedFindings.of(findings, _rendered(findings, text_format, render)),
            text_format=text_format,
            fixed=PackedFindings.of(fixed),
            facts={code: pack(stated) for code, stated in facts.items()},
            counts=counts,
            files=sum(result.is_readable for result in results),
            records=sum(bool(result.kind) for result in results),
            diffs=[result.diff for result in results if result.diff],
            failures=[result.failure for result in results if result.failure],
            unwritten={result.path: result.data for result in results if result.data is not None},
        )

    def rendered(self, text_format: TextFormat | None, render: Render) -> PackedResults:
        """Return the same with the text of a report in *text_format*."""
        if text_format is None or text_format == self.text_format:
            return self
        groups = _all_groups(self.findings)
        findings = PackedFindings.of(groups, _rendered(groups, text_format, render))
        return replace(self, findings=findings, text_format=text_format)

    def restamped(self, inputs: Mapping[str, list[InputStamp]]) -> PackedResults:
        """Return the same with new stamps of the *inputs* of each file."""
        new = [(*what, inputs[what[0]]) for *what, _ in load(self.inputs)]
        return replace(self, inputs=dump(new))

    def unpacked(self) -> list[FileResult]:
        """Return the results."""
        results: list[FileResult] = unpack(self.outlines)
        by_path = {result.path: result for result in results}
        for code, stated in self.facts.items():
            for file, _, _, path, data in unpack(stated):
                by_path[file].facts.setdefault(code, []).append((path, data))
        parts = zip(results, load(self.inputs), *map(_all_groups, (self.findings, self.fixed)), strict=True)
        for result, (*_, inputs), findings, fixed in parts:
            result.inputs, result.findings, result.fixed = inputs, findings, fixed
        return results


class PackedFacts:
    """The facts of one corpus rule, unpacked as often as they are iterated over."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[Fact]:
        for packed in self._packed:
            yield from starmap(Fact, unpack(packed))


def _all_groups(findings: PackedFindings) -> list[list[Finding]]:
    groups: list[list[Finding]] = unpack(findings.packed)
    return groups


def _rendered(
    groups: Iterable[Iterable[Finding]], text_format: TextFormat | None, render: Render | None
) -> str | None:
    return render(text_format, chain.from_iterable(groups)) if text_format and render else None
