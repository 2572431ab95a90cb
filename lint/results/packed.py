"""The results of several files, packed: workers send them, and the cache stores them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, pairwise
from types import NoneType
from typing import NamedTuple, TypeAlias

from lint.core.findings import Finding
from lint.core.values import Path
from lint.kinds import PATHWAY_SOURCE
from lint.records.inputs import InputKey
from lint.results.encoding import damage, decode, encode, pack, read, unpack
from lint.results.file_result import Counts, FileResult, InputStamp, RuleFacts
from lint.results.findings import PackedFindings, TextFormat
from lint.rules import Fact

Render: TypeAlias = "Callable[[TextFormat, Iterable[Finding]], str]"
"""Returns what a report in a text format writes for findings."""

_LENGTH = 4  # bytes, of the length of the header


class Reuse(NamedTuple):
    """What decides whether the stored result of a file still holds."""

    path: str
    cacheable: bool
    has_pending_fixes: bool
    inputs: list[InputStamp]


@dataclass(slots=True)
class PackedResults:
    """The results of several files, in order and packed, since a run keeps most of them until its end."""

    outlines: bytes
    """The results without the parts that have attributes of their own here."""
    inputs: bytes
    """What `reuse` returns, encoded."""
    findings: PackedFindings
    text_format: TextFormat | None
    """The format of the text that the findings are packed with."""
    fixed: PackedFindings
    facts: dict[str, bytes]
    """The `Fact`s by the code of the corpus rule, as columns, which are fast to read."""
    counts: Counts
    files: int
    records: int
    drawings: int
    """How many of the records are drawings."""
    diffs: list[str]
    failures: list[str]
    unwritten: dict[str, bytes]
    """The repaired bytes of files that were not written, by path."""
    missing_inputs: set[InputKey] = field(default_factory=set)
    """Inputs of the results that were not available, see `lint.run.dask`."""

    @classmethod
    def of(
        cls,
        results: Sequence[FileResult],
        text_format: TextFormat | None = None,
        render: Render | None = None,
    ) -> PackedResults:
        """Return *results*, packed together with the text of a report."""
        findings = [result.findings for result in results]
        fixed = [result.fixed for result in results]
        reuse = [Reuse(each.path, each.cacheable, each.has_pending_fixes, each.inputs) for each in results]
        outlines = [
            replace(each, findings=[], fixed=[], facts={}, inputs=[], data=None, before=b"")
            for each in results
        ]
        counts = Counts()
        facts: RuleFacts = {}
        for result in results:
            counts.add(result.counts)
            for code, stated in result.facts.items():
                facts.setdefault(code, []).extend(stated)
        return cls(
            outlines=pack(outlines),
            inputs=_encoded_inputs(reuse),
            findings=PackedFindings.of(findings, _rendered(findings, text_format, render)),
            text_format=text_format,
            fixed=PackedFindings.of(fixed),
            facts={code: pack([*zip(*stated, strict=True)]) for code, stated in facts.items()},
            counts=counts,
            files=sum(result.is_readable for result in results),
            records=sum(result.records for result in results),
            drawings=sum(result.kind == PATHWAY_SOURCE.name for result in results),
            diffs=[result.diff for result in results if result.diff],
            failures=[result.failure for result in results if result.failure],
            unwritten={result.path: result.data for result in results if result.data is not None},
        )

    def rendered(self, text_format: TextFormat | None, render: Render) -> PackedResults:
        """Return these results with the text of a report in *text_format*."""
        if text_format is None or text_format == self.text_format:
            return self
        groups = self.findings.groups()
        findings = PackedFindings.of(groups, _rendered(groups, text_format, render))
        return replace(self, findings=findings, text_format=text_format)

    def reuse(self) -> list[Reuse]:
        """Return what decides whether the result of each file still holds.

        Raises:
            DamagedResultError: the cache that they come from holds something else.
        """
        with damage():
            return _decoded_inputs(self.inputs)

    def restamped(self, inputs: Mapping[str, list[InputStamp]]) -> PackedResults:
        """Return these results with new stamps of the *inputs* of each file."""
        new = [each._replace(inputs=inputs[each.path]) for each in self.reuse()]
        return replace(self, inputs=_encoded_inputs(new))

    def unpacked(self) -> list[FileResult]:
        """Return the results.

        Raises:
            DamagedResultError: the cache that they come from holds something else.
        """
        results = read(list[FileResult], unpack(self.outlines))
        groups = self.findings.groups(), self.fixed.groups()
        with damage():
            for result, reuse, findings, fixed in zip(results, self.reuse(), *groups, strict=True):
                result.inputs, result.findings, result.fixed = reuse.inputs, findings, fixed
                result.data = self.unwritten.get(result.path)
            by_path = {result.path: result for result in results}
            for code, packed in self.facts.items():
                for fact in PackedFacts([packed]):
                    by_path[fact.file].facts.setdefault(code, []).append(fact)
        return results

    def to_bytes(self) -> bytes:
        """Return the results as bytes, without what only fixed files have."""
        parts = [
            self.outlines,
            self.inputs,
            self.findings.packed,
            self.findings.text,
            self.fixed.packed,
            *self.facts.values(),
        ]
        rest = replace(
            self,
            outlines=b"",
            inputs=b"",
            findings=self.findings._replace(packed=b"", text=b""),
            fixed=self.fixed._replace(packed=b""),
            facts=dict.fromkeys(self.facts, b""),
            unwritten={},
        )
        header = encode((list(map(len, parts)), rest))
        return b"".join([len(header).to_bytes(_LENGTH), header, *parts])

    @classmethod
    def from_bytes(cls, data: bytes) -> PackedResults:
        """Return the results that `to_bytes` returned as *data*.

        Raises:
            DamagedResultError: *data* was not returned by `to_bytes`.
        """
        start = _LENGTH + int.from_bytes(data[:_LENGTH])
        sizes, results = read(tuple[list[int], PackedResults], decode(data[_LENGTH:start]))
        with damage():
            parts = [data[begin:end] for begin, end in pairwise(accumulate(sizes, initial=start))]
            results.outlines, results.inputs, found, text, fixed, *facts = parts
            results.findings = results.findings._replace(packed=found, text=text)
            results.fixed = results.fixed._replace(packed=fixed)
            results.facts = dict(zip(results.facts, facts, strict=True))
        return results


class _Columns(NamedTuple):
    """The fields of several `Fact`s."""

    files: list[str]
    kinds: list[str]
    records: list[str]
    paths: list[Path]
    data: list[str]


class PackedFacts:
    """The facts of one corpus rule, unpacked each time they are iterated over."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[Fact]:
        for packed in self._packed:
            yield from map(Fact, *read(_Columns, unpack(packed)))


def _encoded_inputs(files: Sequence[Reuse]) -> bytes:
    """Return the inputs of files, each once, as columns, which are fast to read: every run reads them."""
    indices: dict[InputStamp, int] = {}
    of_files = [
        (path, cacheable, pending, [indices.setdefault(each, len(indices)) for each in inputs])
        for path, cacheable, pending, inputs in files
    ]
    of_inputs = [(*key, *(stamp or (None, None, None)), digest) for key, stamp, digest in indices]
    return encode([list(zip(*of_files, strict=True)), list(zip(*of_inputs, strict=True))])


def _decoded_inputs(encoded: bytes) -> list[Reuse]:
    of_files, of_inputs = decode(encoded)
    paths, cacheable, pending, indices = of_files or [[]] * 4
    files, fields, times, sizes, inodes, digests = of_inputs or [[]] * 6
    integer, text = {int, NoneType}, {str, NoneType}
    for column, types in (
        (paths, {str}),
        (cacheable, {bool}),
        (pending, {bool}),
        (indices, {list}),
        (files, {str}),
        (fields, text),
        (times, integer),
        (sizes, integer),
        (inodes, integer),
        (digests, {str}),
    ):
        if not types.issuperset(map(type, column)):
            raise ValueError
    keys = zip(files, fields, strict=True)
    stamps = [None if None in stamp else stamp for stamp in zip(times, sizes, inodes, strict=True)]
    inputs = list(zip(keys, stamps, digests, strict=True))
    own = [[inputs[index] for index in each] for each in indices]
    return list(map(Reuse, paths, cacheable, pending, own))


def _rendered(
    groups: Iterable[Iterable[Finding]], text_format: TextFormat | None, render: Render | None
) -> str | None:
    return render(text_format, chain.from_iterable(groups)) if text_format and render else None
