from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.wording import and_more
from lint.documents.prose import prose
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown
from lint.text.addresses import PATHWAY_PAGE
from lint.text.links import Fault, Link, find_links, may_hold_links

_PATHWAY = lazy(r"WP(?<![\w/\[:=.-]WP)[0-9]{1,5}(?![\w\](-])")


class BareAddress(Rule):
    """A web address in Markdown is plain text, not a link.

    The site does not turn it into a link, since it uses CommonMark, where a link is `[text](address)`.
    Readers cannot click on `http://www.netpath.org`, `(http://x.org)` or `[http://x.org]`. Curators write
    the name of the page instead, and so does the fix: an id (`WP78`, `PMC5197949`, a DOI), the name before
    the address (`NetPath (http://…)`), or the name of the host. It is unsafe because there may be a better
    text. The id of another pathway in the text, `see WP85`, becomes a link to its page. An
    address that is damaged itself (`&amp` for `&`, wide letters) has to be repaired first.

    An address in square brackets is left over from the markup of the old wiki and is a warning. The other
    cases are infos, since readers can copy the address; a link whose text is its address is one, too.
    """

    code = "TXT013"
    severity = Severity.INFO
    source = "what curators of WikiPathways correct by hand, and kramdown, which does not link bare addresses"
    split_from = "TXT006"
    examples = (
        Example(
            bad="description: Adapted from KEGG (https://www.kegg.jp/pathway/hsa05161).",
            good="description: Adapted from [KEGG](https://www.kegg.jp/pathway/hsa05161).",
            unsafe=True,
        ),
        Example(
            bad="description: See [https://www.wikipathways.org/index.php/Pathway:WP78].",
            good="description: See [WP78](https://www.wikipathways.org/index.php/Pathway:WP78).",
            unsafe=True,
        ),
        Example(
            bad="description: Genes (https://pubmed.ncbi.nlm.nih.gov/1234567/), www.copper.org.",
            good="description: Genes ([pubmed:1234567](https://pubmed.ncbi.nlm.nih.gov/1234567/)), [copper.org](https://www.copper.org).",
            unsafe=True,
        ),
        Example(
            bad="description: As in [https://doi.org/10.1234/ab.5](https://doi.org/10.1234/ab.5)",
            good="description: As in [10.1234/ab.5](https://doi.org/10.1234/ab.5)",
            unsafe=True,
        ),
        Example(
            bad="description: Edited from WP85.",
            good="description: Edited from [WP85](https://www.wikipathways.org/pathways/WP85.html).",
            unsafe=True,
        ),
        Example(
            ok="description: See [WP1](https://x.org/(a)/b), <https://x.org> or `https://x.org`, `get(WP85)`."
        ),
        Example(
            bad="description: At https://doi.org/10.1002/(SICI)1<5::B-6>3.0.CO.",
            good="description: At [10.1002/(SICI)1<5::B-6>3.0.CO](https://doi.org/10.1002/(SICI)1<5::B-6>3.0.CO).",
            unsafe=True,
        ),
        Example(ok="caption: Taken from http://x.org.", kind="figure"),
        Example(ok="description: See http://x.org/?a=1&ampb=2 and http://x.org/ｗiki."),
    )

    def might_match(self, record: Record) -> bool:
        return may_hold_links(record.text) or "WP" in record.text

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.markdown:
            faults = (Fault.BARE, Fault.OWN_TEXT)
            links = [link for link in find_links(text) if link.fault in faults and link.instead]
            if record.kind.name == "pathway" and "WP" in text:
                links = sorted([*links, *_pathways(text, record.id)], key=lambda link: link.start)
            if not links:
                continue
            bare = [link for link in links if link.fault is Fault.BARE]
            first = (bare or links)[0]
            fault = "is not a link" if bare else "is a link with its address as its text"
            name = first.text if first.instead == _page_link(first.text) else first.address
            message = f"{shown(name)} {fault}{and_more(links)}: write {shown(first.instead.strip())}"
            changes = [((link.start, link.end), link.instead) for link in links]
            why = "there may be a better text"
            is_wiki = any("[" in text[link.start : link.end] for link in bare)
            severity = Severity.WARNING if is_wiki else Severity.INFO
            yield self.rewriting(path, text, changes, message, "Write links", why=why, severity=severity)


def _pathways(text: str, own: str) -> Iterator[Link]:
    """Yield a link for each id of a pathway in *text* except *own*, unless it is inside a link."""
    others = [found for found in _PATHWAY.finditer(text) if found[0] != own]
    spans = list(prose(text)) if others else ()
    for found in others:
        start, end = found.span()
        is_linked = any(link.start <= start < link.end for link in find_links(text))
        if not is_linked and any(first <= start < last for first, last in spans):
            address = PATHWAY_PAGE.format(found[0])
            yield Link(start, end, found[0], address, Fault.BARE, _page_link(found[0]))


def _page_link(id_: str) -> str:
    """Return the link to the page of a pathway, with its id as the text."""
    return f"[{id_}]({PATHWAY_PAGE.format(id_)})"
