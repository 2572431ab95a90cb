from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.core.wording import count
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact
from lint.rules.ref import near
from lint.rules.ref.addresses import texts

_MOST_COMPARED = 200
"""The number of names per run that are compared with all ids: each takes milliseconds."""
_MANY = 50
"""If more ids are missing, the run may see only a part of the repository."""
_OBSOLETE = "obsolete"
_COMMUNITY = "community-tag: Lipids\ncollections:\n- name: Ceramides\n  wpids:\n  - {}\neditors: []"


class UnknownReference(CorpusRule):
    """A record names another record that does not exist or is obsolete.

    The site shows no title for it, and the link is dead: a collection lists a deleted pathway, or a
    community an editor whose user name is misspelt. Correct the id, or remove it.

    For the pages of WikiPathways, recordlint knows which fields name which records (the `wpids` of a
    collection, the `editors` of a community); for other kinds, the setting `references` says so. The rule
    reports nothing if the run contains no record of the named kind. If more than 50 ids and a tenth of all
    ids are missing, the run seems to contain only a part of the repository; the rule then only reports the
    number of missing ids of each record, as an info.

    If the setting `obsolete` declares which records are obsolete, a reference to one of them from a record
    that is not obsolete is an info: name its replacement.
    """

    code = "REF008"
    source = "the other records of the run"
    severity = Severity.WARNING
    superseded_by = frozenset(
        {"REF003", "REF004", "REF007", "SCH003", "TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "TXT007"}
    )
    examples = (
        Example(
            bad=_COMMUNITY.format("WP12"),
            ok=_COMMUNITY.format("WP1"),
            kind="community",
            others=("wpid: WP1\ntitle: Ceramides",),
        ),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the id and the state of each record, and the kind and the id of each reference."""
        root = record.root
        for place, values in record.parts:
            state = _OBSOLETE if record.kind.is_obsolete(values) else ""
            yield (), f"{root}\n{_line(record.id_at(place))}\n{state}"
        for field, kind in record.kind.references:
            for path, text in texts(record, field):
                if text.strip():
                    yield path, f"{root}\n{kind}\n{_line(text)}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        known: dict[tuple[str, str], set[str]] = defaultdict(set)
        obsolete: set[tuple[str, str, str]] = set()
        for fact in facts:
            if not fact.path:
                root, id_, state = fact.data.split("\n")
                known[root, fact.kind].add(id_)
                if state:
                    obsolete.add((root, fact.kind, id_))
        ids = {key: frozenset(names) for key, names in known.items()}
        asked: dict[tuple[str, str], set[str]] = defaultdict(set)
        for fact in facts:
            if fact.path:
                root, kind, id_ = fact.data.split("\n")
                if (root, kind) in ids:
                    asked[root, kind].add(id_)
        missing = {key: names - ids[key] for key, names in asked.items()}
        partial = {key for key, names in missing.items() if _is_part(len(names), len(asked[key]))}
        unseen = Counter(
            place for fact in (facts if partial else ()) if (place := _unseen(fact, missing, partial))
        )
        compared = 0
        for fact in facts if obsolete or any(missing.values()) else ():
            if fact.path:
                root, kind, id_ = fact.data.split("\n")
                lost = missing.get((root, kind), ())
                if id_ in lost and (root, kind) in partial:
                    if number := unseen.pop((fact.file, fact.record, kind), 0):
                        others = f" and {count(number - 1, f'other {kind}')}" if number > 1 else ""
                        message = (
                            f"This record names `{id_}`{others}, which this run does not contain: check the "
                            "whole repository, not a part of it"
                        )
                        yield fact, self.finding(fact.path, message, severity=Severity.INFO)
                elif id_ in lost:
                    compared += 1
                    nearest = near(id_, ids[root, kind]) if compared <= _MOST_COMPARED else ""
                    yield fact, self.finding(fact.path, f"There is no {kind} `{id_}`{nearest}")
                elif (root, kind, id_) in obsolete and (root, fact.kind, fact.record) not in obsolete:
                    message = f"The {kind} `{id_}` is obsolete: name its replacement"
                    yield fact, self.finding(fact.path, message, severity=Severity.INFO)


def _unseen(
    fact: Fact, missing: Mapping[tuple[str, str], set[str]], partial: Container[tuple[str, str]]
) -> tuple[str, str, str] | None:
    """Return the file, the record and the kind of a reference that a partial run cannot resolve."""
    if not fact.path:
        return None
    root, kind, id_ = fact.data.split("\n")
    is_unseen = (root, kind) in partial and id_ in missing[root, kind]
    return (fact.file, fact.record, kind) if is_unseen else None


def _is_part(missing: int, asked: int) -> bool:
    """Return whether so many of the named records are missing that the run must be partial."""
    return missing > _MANY and missing * 10 > asked


def _line(text: str) -> str:
    return text.replace("\n", " ")
