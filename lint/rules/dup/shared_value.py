from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lint.core.findings import Finding, Severity
from lint.core.values import ANY, Path
from lint.core.wording import some
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common
from lint.rules.dup import MAX_NAMED
from lint.rules.ref.addresses import texts

_UNKNOWN = frozenset({"anonymous", "n/a", "na", "none", "unknown"})
_COMMON = "common"
_AUTHOR = "username: {}\nrealname: {}\norcid: {}"
_RYAN = _AUTHOR.format("Ryanm", "Ryan Miller", "0000-0003-3477-0001")


class SharedValue(CorpusRule):
    """Two records share a value that only one of them can have.

    If two authors' pages have the same ORCID, one person has two accounts, or the ORCID was copied. If two
    organisms have the same code in NCBI's taxonomy, they are one organism, or one code is wrong. Merge the
    records, or correct the value.

    For the pages of WikiPathways, recordlint knows which fields are unique; for other kinds, the setting
    `unique` names them. Two authors may have the same real name by chance: that is an info.
    """

    code = "DUP007"
    source = "the other records of the run"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=_AUTHOR.format("Ryan.m", "R. Miller", "0000-0003-3477-0001"),
            ok=_AUTHOR.format("Ryan.m", "R. Miller", "0000-0003-3477-0002"),
            kind="author",
            others=(_RYAN,),
        ),
        Example(bad=_AUTHOR.format("Ryan.m", "Ryan Miller", "~"), kind="author", others=(_RYAN,)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield each value of a unique field, with the name of the field and whether it may be shared."""
        kind = record.kind
        for field in kind.unique:
            is_shared = kind.is_builtin and field not in kind.identifiers
            for path, text in texts(record, field):
                if text.strip() and text.strip().casefold() not in _UNKNOWN:
                    name = field.removeprefix(f"{kind.items}.").replace(f"{ANY}.", "")
                    yield path, f"{_COMMON if is_shared else ''}\n{name}\n{text.strip()}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for _, group in in_common(facts, lambda fact: [f"{fact.kind}\n{fact.data}"]):
            records = dict.fromkeys((fact.file, fact.record) for fact in group)
            for fact in group if len(records) > 1 else ():
                own = fact.file, fact.record
                others = [record for file, record in islice(records, MAX_NAMED + 1) if (file, record) != own]
                if others:
                    shared, field, text = fact.data.split("\n", 2)
                    severity = Severity.INFO if shared == _COMMON else None
                    verb = "has" if len(records) == 2 else "have"
                    message = f"{some(others, len(records) - 1, MAX_NAMED)} also {verb} the {field} `{text}`"
                    yield fact, self.finding(fact.path, message, severity=severity)
