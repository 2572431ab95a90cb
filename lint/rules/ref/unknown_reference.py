from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact
from lint.rules.ref import near
from lint.rules.ref.addresses import texts

_MOST_COMPARED = 200
"""How many names of a run are compared with all ids, to find the nearest: each takes milliseconds."""
_MANY = 50
"""How many ids are missing at least where the run sees only a part of a repository."""
_OBSOLETE = "obsolete"
_COMMUNITY = "community-tag: Lipids\ncollections:\n- name: Ceramides\n  wpids:\n  - {}\neditors: []"


class UnknownReference(CorpusRule):
    """A record names another one that does not exist, or that is obsolete.

    The site shows no title for it, and its link is dead: a collection lists a pathway that was
    deleted, a community an editor whose user name was misspelt. Correct the id, or take it out.

    Which fields name which records is known of the pages of WikiPathways (the `wpids` of a
    collection, the `editors` of a community); settings say it of other kinds by `references`. The
    rule is silent where the run saw no record of the kind that is named. Where it seems to have seen a part
    of the repository, since more than 50 ids, a tenth of all, are missing, it only says for each record how
    many there are, as an info.

    Where the settings declare obsolete records by `obsolete`, a reference to one of them from a record that
    is not obsolete is an info: name its replacement.
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
        """Yield each record's id and state, and for each id that it names the kind and that, line by line."""
        root, kind_ = record.root, record.kind
        for place, values in record.parts:
            state = _OBSOLETE if kind_.is_obsolete(values) else ""
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
        unseen = Counter(place for fact in facts if (place := _unseen(fact, missing, partial)))
        compared = 0
        for fact in facts:
            if fact.path:
                root, kind, id_ = fact.data.split("\n")
                lost = missing.get((root, kind), ())
                if id_ in lost and (root, kind) in partial:
                    if number := unseen.pop((fact.file, fact.record, kind), 0):
                        message = (
                            f"`{id_}` and {number - 1} more of what is named here as a {kind} are not in "
                            "this run, which seems to see a part of the repository"
                        )
                        yield fact, self.finding(fact.path, message, severity=Severity.INFO)
                elif id_ in lost:
                    compared += 1
                    nearest = near(id_, ids[root, kind]) if compared <= _MOST_COMPARED else ""
                    yield fact, self.finding(fact.path, f"There is no {kind} `{id_}`{nearest}")
                elif (root, kind, id_) in obsolete and (root, fact.kind, fact.record) not in obsolete:
                    message = f"The {kind} `{id_}` is obsolete: name what replaces it"
                    yield fact, self.finding(fact.path, message, severity=Severity.INFO)


def _unseen(
    fact: Fact, missing: Mapping[tuple[str, str], set[str]], partial: Container[tuple[str, str]]
) -> tuple[str, str, str] | None:
    """Return the file, the record and the kind of a reference that a partial run cannot know."""
    if not fact.path:
        return None
    root, kind, id_ = fact.data.split("\n")
    is_unseen = (root, kind) in partial and id_ in missing[root, kind]
    return (fact.file, fact.record, kind) if is_unseen else None


def _is_part(missing: int, asked: int) -> bool:
    """Return whether so many of the records that are asked for are missing that the run must be a part."""
    return missing > _MANY and missing * 10 > asked


def _line(text: str) -> str:
    return text.replace("\n", " ")
