from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.values import Path, Set
from lint.core.wording import count
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, unsafe
from lint.text.damage import is_garbled

_ONTOLOGIES = {"CL": "Cell Type Ontology", "DOID": "Disease Ontology", "PW": "Pathway Ontology"}
_TERM = "wpid: WP{}\nannotations:\n- id: {}\n  type: {}\n  value: {}"
_CELL = _TERM.format(2, "CL:0000084", "Cell Type Ontology", "T cell")


class WrongAnnotation(CorpusRule):
    """An annotation contradicts itself or other records in its id, its ontology or its name.

    The prefix of the id names the ontology (`CL`, `DOID`, `PW`), and each id has one name. If an annotation
    has another ontology, no name, or another name than in most records, the page shows a wrong term, and the
    list of that term's pathways is wrong too. The generator takes the name and the ontology from the id
    (`annotations/*.csv` of wikipathways/wikipathways-database): a term without a name is missing there.

    If equally many records have either name, the finding is an info.
    """

    code = "REF009"
    source = "the ontologies' prefixes, and the other records of the run"
    severity = Severity.WARNING
    kinds = frozenset({"annotation", "figure", "pathway"})
    superseded_by = frozenset({"SCH002", "SCH003", "TXT001", "TXT002", "TXT004", "TXT005", "TXT007"})
    examples = (
        Example(
            bad=_TERM.format(1, "CL:0000084", "Disease Ontology", "T cell"),
            good=_TERM.format(1, "CL:0000084", "Cell Type Ontology", "T cell"),
            unsafe=True,
        ),
        Example(bad="annotations:\n- id: CL:0000084\n  type: Cell Type Ontology"),
        Example(
            bad=_TERM.format(1, "CL:0000084", "Cell Type Ontology", "B cell"),
            ok=_TERM.format(1, "CL:0000236", "Cell Type Ontology", "B cell"),
            others=(_CELL, _CELL),
        ),
        Example(bad="value: T cell\ntype: Pathway Ontology\nxref-dataSource: CL", kind="annotation"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        if record.kind.name == "annotation":
            prefix = record.field("xref-dataSource")
            yield from self._check_type(str(prefix), record.field("type"), ("type",))
            return
        for path, item in _annotations(record):
            id_ = item.get("id")
            if isinstance(id_, str):
                yield from self._check_type(id_.partition(":")[0], item.get("type"), (*path, "type"))
                if not item.get("value"):
                    yield self.finding(path, f"The annotation `{id_}` has no name")

    def _check_type(self, prefix: str, type_: Any, path: Path) -> Iterator[Finding]:
        right = _ONTOLOGIES.get(prefix)
        if right and type_ in _ONTOLOGIES.values() and type_ != right:
            why = "the id may be wrong instead"
            fix = unsafe(f"Replace it with `{right}`", Set(path, right), why=why)
            message = f"Ids that begin with `{prefix}` belong to the {right}, not to the {type_}"
            yield self.finding(path, message, fix=fix)

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the ids and names of the annotations, one per line; a line is empty if one is missing."""
        if record.kind.name == "annotation":
            values = record.values
            prefix, number = values.get("xref-dataSource"), values.get("xref-identifier")
            yield ("value",), _paired(f"{prefix}:{number}", values.get("value"))
            return
        pairs = {path[1]: _paired(item.get("id"), item.get("value")) for path, item in _annotations(record)}
        if pairs:
            lines = [pairs.get(index, "") for index in range(max(pairs) + 1)]
            yield ("annotations",), "\n".join(lines)

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        counts: Counter[str] = Counter()
        for fact in facts:
            counts.update(set(fact.data.split("\n")))
        conflicts = _conflicts(counts)
        for fact in facts if conflicts else ():
            for index, pair in enumerate(fact.data.split("\n")):
                if pair in conflicts:
                    message, is_even = conflicts[pair]
                    path = fact.path if fact.path == ("value",) else (*fact.path, index, "value")
                    yield fact, self.finding(path, message, severity=Severity.INFO if is_even else None)


def _annotations(record: Record) -> Iterator[tuple[tuple[str, int], dict[Any, Any]]]:
    items = record.field("annotations")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield ("annotations", index), item


def _paired(id_: Any, value: Any) -> str:
    """Return an id and a name as one line; "" if one is missing or damaged, which other rules report."""
    if not isinstance(id_, str) or not isinstance(value, str) or not id_ or not value.strip():
        return ""
    is_sound = value.isascii() or not is_garbled(value)
    return f"{id_}\t{value}".replace("\n", " ") if is_sound else ""


def _conflicts(counts: Mapping[str, int]) -> dict[str, tuple[str, bool]]:
    """Return the messages about pairs that at least as many records contradict as have them.

    Each comes with whether both numbers are equal. *counts* holds the number of records of each pair, as
    `_paired` writes it.
    """
    found: dict[str, tuple[str, bool]] = {}
    by_id: dict[str, list[str]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in filter(None, counts):
        id_, _, name = pair.partition("\t")
        by_id[id_].append(pair)
        by_name[id_.partition(":")[0], name].append(pair)
    for groups, part in ((by_id, 2), (by_name, 0)):
        for pairs in groups.values():
            most = nlargest(2, pairs, key=lambda pair: (counts[pair], pair))
            for pair in pairs if len(pairs) > 1 else ():
                rival = most[pair == most[0]]
                if counts[rival] >= counts[pair] and pair not in found:
                    own, other = pair.partition("\t"), rival.partition("\t")
                    where = count(counts[rival], "record")
                    message = f"`{own[2 - part]}` is `{other[part]}` in {where}, but `{own[part]}` here"
                    found[pair] = message, counts[rival] == counts[pair]
    return found
