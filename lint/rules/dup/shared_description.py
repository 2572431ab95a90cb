"""DUP004 shared-description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.digests import digest
from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common
from lint.rules.dup import folded, named, organisms

MIN_LENGTH = 50
"""How many characters a description has that says something; the curators' own limit."""

_DIGITS = 16  # of a digest: two of 100,000 texts are taken for one, once in a thousand million runs

_TEXT = "This pathway was created using the GPCRDB, http://www.gpcr.org/7tm/."
_RECORD = "wpid: {}\ntitle: {}\norganisms:\n- {}\ndescription: {}"
_MOUSE = _RECORD.format("WP2", "GPCRs, class A", "Mus musculus", _TEXT)


class SharedDescription(CorpusRule):
    """Several pathways of one organism have the same description.

    Readers and search engines cannot tell them apart by it. Most often it was copied along with
    a pathway that the new one was begun from: say what this one shows.

    The same pathway in another organism rightly has the same description, whatever its title.
    """

    code = "DUP004"
    name = "shared-description"
    severity = Severity.INFO
    kinds = frozenset({"pathway"})
    examples = (
        Example(bad=_RECORD.format("WP1", "GPCRs, class B", "Mus musculus", _TEXT), others=(_MOUSE,)),
        Example(ok=_RECORD.format("WP1", "GPCRs, class A", "Rattus norvegicus", _TEXT), others=(_MOUSE,)),
        Example(
            ok=_RECORD.format("WP1", "GPCRs, class B", "Mus musculus", "TODO"),
            others=(_RECORD.format("WP2", "GPCRs, class A", "Mus musculus", "TODO"),),
        ),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the digest of the description and the title, once for each organism."""
        description = record.values.get("description")
        described = description.strip() if isinstance(description, str) else ""
        if len(described) < MIN_LENGTH:
            return
        title = folded(str(record.values.get("title")))
        for organism in organisms(record):
            yield ("description",), _digest(f"{organism}\n{described}") + title

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        """Yield a finding for each description that a pathway of another title has too."""
        for _, group in in_common(facts, lambda fact: [fact.data[:_DIGITS]]):
            for fact in group:
                others = [each for each in group if each.record != fact.record and each.data != fact.data]
                if others:
                    yield fact, self.finding(fact.path, f"The same description as {named(others)}")


def _digest(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass"), _DIGITS)
