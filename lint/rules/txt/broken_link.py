from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown
from lint.text.links import Fault, find_links, may_hold_links


class BrokenLink(Rule):
    """A link in Markdown does not work or leads nowhere.

    A link is `[text](address)`. If a bracket is missing, superfluous or in the wrong place
    (`[a]((http://x.org))`, `(a)[http://x.org]`), or if there is a space before or inside the address,
    readers see the source of the link. An address without `https://` is taken for a page of this site.
    (CommonMark 6.3, spec.commonmark.org)

    The fix corrects the brackets and the beginning of the address if only one link can be meant. It is
    unsafe because another link may be meant; also check the text of the link.
    """

    code = "TXT014"
    severity = Severity.WARNING
    source = "the CommonMark specification, and what curators correct by hand"
    split_from = "TXT006"
    examples = (
        Example(
            bad="description: See [Rhea]((https://www.rhea-db.org)).",
            good="description: See [Rhea](https://www.rhea-db.org).",
            unsafe=True,
        ),
        Example(
            bad="description: The (BMP4)[https://x.org/b] axis, [see] (https://x.org/c) and [d](https://x.org/d.",
            good="description: The [BMP4](https://x.org/b) axis, [see](https://x.org/c) and [d](https://x.org/d).",
            unsafe=True,
        ),
        Example(
            bad="description: See [a](www.x.org), [b](https//x.org/]) and [c](https://https://x.org).",
            good="description: See [a](https://www.x.org), [b](https://x.org/) and [c](https://x.org).",
            unsafe=True,
        ),
        Example(
            bad="description: See (https://x.org/a)[this page] and [that](https://x.org/b].",
            good="description: See [this page](https://x.org/a) and [that](https://x.org/b).",
            unsafe=True,
        ),
        Example(
            ok='description: "[The\\npage](https://x.org/a), [b][1], (c)[d](https://x.org).\\n\\n [1]: https://x.org/b"'
        ),
        Example(
            bad="description: See [https://x.org/a](this page).",
            good="description: See [this page](https://x.org/a).",
            unsafe=True,
        ),
        Example(
            bad="description: See [[1](https://x.org/a])",
            good="description: See [[1](https://x.org/a)]",
            unsafe=True,
        ),
        Example(
            bad="description: It is bound ([Lee](https://x.org/a). It (the gene) is read.",
            good="description: It is bound ([Lee](https://x.org/a)). It (the gene) is read.",
            unsafe=True,
        ),
        Example(
            bad="description: See htps://x.org/a.",
            good="description: See [x.org](https://x.org/a).",
            unsafe=True,
        ),
        Example(bad="description: See [Rhea](at https://x.org) and [Chebi]()."),
        Example(bad="description: See [Rhea](https://www.rhea", unsafe=True),
        Example(ok="description: See [Lee](https://doi.org/10.1002/(SICI)1(19)20:7<5::AID-B6>3.0.CO;2-J)."),
        Example(ok="description: It is bound ([Lee](https://x.org/a), (2) and others). Not (here)."),
        Example(ok="description: See [a](/pathways/WP1.html), [b](https://x.org/c_(d)), f(x) [1] (see e)."),
    )

    def might_match(self, record: Record) -> bool:
        return may_hold_links(record.text)

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.markdown:
            links = [link for link in find_links(text) if link.fault is Fault.BROKEN]
            if not links:
                continue
            first = links[0]
            written = f"; write {shown(first.instead)}" if first.instead else ""
            name = shown(text[first.start : first.end])
            message = f"{name} is not a link: {first.said}{and_more(links)}{written}"
            changes = [
                ((link.start, link.end), link.instead or text[link.start : link.end]) for link in links
            ]
            why = "another link may be meant"
            yield self.rewriting(path, text, changes, message, "Correct the link", why=why)
