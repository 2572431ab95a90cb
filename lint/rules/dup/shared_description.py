from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from lint.core.digests import digest
from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.core.wording import some
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common
from lint.rules.dup import MAX_NAMED, brief, folded, organisms

MIN_LENGTH = 50
"""The smallest number of characters of a meaningful description; the curators' own limit."""

_DIGITS = 16  # of a digest: among 100,000 texts, two have the same one in one of a thousand million runs

_TEXT = "This pathway was created using the GPCRDB, http://www.gpcr.org/7tm/."
_RECORD = "wpid: {}\ntitle: {}\norganisms:\n- {}\ndescription: {}"
_MOUSE = _RECORD.format("WP2", "GPCRs, class A", "Mus musculus", _TEXT)


class SharedDescription(CorpusRule):
    """Several pathways of one organism have the same description.

    Readers and search engines cannot use it to tell them apart. Usually it was copied with the pathway from
    which the new one was started: describe what this pathway shows.

    The same pathway in another organism rightly has the same description, whatever its title.
    """

    code = "DUP004"
    source = "the other records of the run"
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
        """Yield the digest of the description, the organism and the title, once for each organism."""
        value = record.field("description")
        text = value.strip() if isinstance(value, str) else ""
        if len(text) < MIN_LENGTH:
            return
        key = digest(text.encode("utf-8", "surrogatepass"), _DIGITS)
        title = brief(folded(str(record.field("title"))))
        for organism in organisms(record):
            yield ("description",), f"{key} {organism}\n{title}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for _, group in in_common(facts, lambda fact: [fact.data.rpartition("\n")[0]]):
            titles: dict[str, set[str]] = defaultdict(set)
            for fact in group:
                titles[fact.record].add(fact.data)
            alone = Counter(title for own in titles.values() if len(own) == 1 for title in own)
            others: dict[str, list[str]] = {}
            for fact in group:
                own = {fact.data}
                if fact.data not in others:
                    found = (record for record, theirs in titles.items() if theirs != own)
                    others[fact.data] = list(islice(found, MAX_NAMED + 1))
                number = len(titles) - alone[fact.data] - (titles[fact.record] != own)
                if number:
                    records = [record for record in others[fact.data] if record != fact.record]
                    message = f"The same description as {some(records, number, MAX_NAMED)}"
                    yield fact, self.finding(fact.path, message)
