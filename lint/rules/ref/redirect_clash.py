from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, in_common
from lint.rules.ref.addresses import texts, unexpected_addresses

_FIELD = "redirect_from"
_OWN = "own"
_CLAIMED = "claimed"

_OTHER = "wpid: WP2\nredirect_from:\n- /instance/WP2"


class RedirectClash(CorpusRule):
    """Two records claim the same former address, or one claims the address of another record's page.

    For each address in `redirect_from` the site makes a page that redirects the reader. If two records claim
    an address, the page that is made last wins, and links to the other record lead to the wrong one. Remove
    the address from the record to which it does not belong.
    """

    code = "REF005"
    source = "jekyll-redirect-from, and the other records of the run"
    severity = Severity.ERROR
    examples = (
        Example(bad="wpid: WP1\nredirect_from:\n- /instance/WP1\n- /instance/WP2", others=(_OTHER,)),
        Example(bad="wpid: WP1\nredirect_from:\n- /pathways/WP10", others=("wpid: WP10",)),
        Example(bad="wpid: WP1\nredirect_from:\n- /old", others=("wpid: WP2\nredirect_from:\n- /old.html",)),
        Example(ok="wpid: WP1\nredirect_from:\n- /instance/WP1\n- /instance/WP3", others=(_OTHER,)),
        # The same record twice: DUP006 reports that.
        Example(ok="wpid: WP1\nredirect_from:\n- /old", others=("wpid: WP1\nredirect_from:\n- /old",)),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the record's own addresses as one fact, and each other address that it claims."""
        unexpected = unexpected_addresses(record)
        claimed = {address.path: address.text for address in unexpected if address.field == _FIELD}
        owned = [text for path, text in texts(record, _FIELD) if path not in claimed]
        place = _FIELD if owned else record.kind.id_field
        if place in record.values:
            page = [record.kind.page.format(record.stem)] if record.kind.page else []
            yield (place,), "\n".join([_OWN, *dict.fromkeys(map(_on_site, page + owned))])
        for path, text in claimed.items():
            yield path, f"{_CLAIMED}\n{_on_site(text)}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        for address, claimants in in_common(facts, lambda fact: fact.data.split("\n")[1:]):
            first = claimants[0]
            second = next((fact for fact in claimants if fact.record != first.record), None)
            if second is None:
                continue
            guilty = [fact for fact in claimants if fact.data.startswith(_CLAIMED)]
            for fact in guilty or claimants:
                other = second if fact.record == first.record else first
                message = f"`{address}` is also an address of {other.record} ({other.file})"
                yield fact, self.finding(fact.path, message)


def _on_site(address: str) -> str:
    """Return an address as the site writes it, on one line: from the root, without the file's ending."""
    return f"/{address.lstrip('/').removesuffix('.html')}".replace("\n", " ")
