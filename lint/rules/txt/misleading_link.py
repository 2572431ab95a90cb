from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown
from lint.text.addresses import doi_in
from lint.text.links import Link, find_links

_PMC = lazy(r"\bPMC([0-9]{5,8})\b")
_PUBMED = lazy(r"(?i:pubmed|pmid)[:/ ]{0,2}([0-9]{5,8})\b|pubmed\.ncbi\.nlm\.nih\.gov/([0-9]{5,8})\b")
_PATHWAY = lazy(r"\bWP([0-9]{1,5})\b")
_OWN = lazy(r"[?&]wp_id=(WP[0-9]{1,5})\b")
_FORMS = (("PMC", _PMC), ("PMID ", _PUBMED), ("WP", _PATHWAY))


class MisleadingLink(Rule):
    """A link names one thing and leads to another.

    Its text names a publication or a pathway by its DOI, its PubMed or PMC id, or its `WP` number, but its
    address names another one. Readers who follow the link, or take the id from the page, get the wrong
    article. Look up which of the two is meant.

    A link to a table of assays (`…?wp_id=WP49`) for another pathway than the record's own comes from a copied
    text. It is an info, since it may be meant.
    """

    code = "TXT015"
    severity = Severity.WARNING
    source = "the record itself: the link's text and its address name different things"
    split_from = "TXT006"
    examples = (
        Example(bad="description: See [10.1234/ab.5](https://doi.org/10.1234/ab.6)."),
        Example(bad="description: See [PMID:1234567](https://pubmed.ncbi.nlm.nih.gov/1234568)."),
        Example(bad="description: See [WP12](https://www.wikipathways.org/instance/WP13)."),
        Example(bad="description: See [assays](https://x.org/assays?wp_id=WP49).\nwpid: WP1"),
        Example(
            ok="description: See [10.1234/AB.5](https://doi.org/10.1234%2Fab.5) and [this](https://x.org)."
        ),
        Example(ok="description: See [assays](https://x.org/assays?wp_id=WP1).\nwpid: WP1"),
    )

    def might_match(self, record: Record) -> bool:
        return "](" in record.text

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.markdown:
            for link in find_links(text):
                words = [(link.start, link.end)]
                if link.fault is None and (contradiction := _contradiction(link)):
                    yield self.finding(path, f"The link's text names {contradiction}", words=words)
                elif (found := _OWN.search(link.address)) and found[1] != record.id:
                    message = f"{shown(link.address)} is for {found[1]}, but this is {record.id}"
                    yield self.finding(path, message, words=words, severity=Severity.INFO)


def _contradiction(link: Link) -> str:
    """Return which two things a link names, for a message; "" if they are the same."""
    if not any(map(str.isdigit, link.text)):
        return ""
    one, two = doi_in(link.text), doi_in(link.address)
    if one and two and one.lower() != two.lower():
        return f"the DOI {shown(one)}, but its address names {shown(two)}"
    for name, form in _FORMS:
        ids, others = (_ids(form, text) for text in (link.text, link.address))
        if len(ids) == len(others) == 1 and ids != others:
            return f"`{name}{ids.pop()}`, but its address names `{name}{others.pop()}`"
    return ""


def _ids(form: re.Pattern[str], text: str) -> set[str]:
    return {found.group(found.lastindex or 0) for found in form.finditer(text)}
