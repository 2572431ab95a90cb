from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule

_YEAR = lazy(r"\((?:19|20)\d\d\)")
_ID = lazy(r"PMC\d+\Z|10\.\d{4,9}/")
_CITED = "citedin:\n- link: {}\n  title: {}"


class IncompleteCitation(Rule):
    """A publication that cites the pathway has no title, no year, or an id that cannot be linked.

    The page shows the title of the publication, which ends with the year in brackets, and links it by a
    PMC id or a DOI. A missing title is a warning, since the page then shows nothing; the rest is an info,
    and a missing year is reported once for all records, since many entries of the list have none. The list
    is made from `downstream/citedin_lookup.yml` of wikipathways/wikipathways-database: correct it
    there.
    """

    code = "CUR009"
    source = "`downstream/citedin_lookup.yml` of wikipathways/wikipathways-database"
    severity = Severity.WARNING
    kinds = frozenset({"pathway"})
    superseded_by = frozenset({"TXT007"})
    examples = (
        Example(
            bad="citedin:\n- link: PMC4936435", ok=_CITED.format("PMC4936435", "A study of caffeine (2016)")
        ),
        Example(bad=_CITED.format("10.1093/nar/gkv1024", "A study of caffeine")),
        Example(bad=_CITED.format("'26481357'", "A study of caffeine (2016)")),
    )

    def might_match(self, record: Record) -> bool:
        return isinstance(record.field("citedin"), list)

    def check(self, record: Record) -> Iterator[Finding]:
        for index, paper in enumerate(record.field("citedin")):
            if not isinstance(paper, dict):
                continue
            title, link = paper.get("title"), paper.get("link")
            path = ("citedin", index)
            if not title or (isinstance(title, str) and not title.strip()):
                yield self.finding(path, f"The publication `{link}` has no title")
            elif isinstance(title, str) and not _YEAR.search(title):
                message = "The title has no year: it should end with one in brackets, as in `(2016)`"
                yield self.finding((*path, "title"), message, is_systematic=True)
            if isinstance(link, str) and link and not _ID.match(link):
                message = f"`{link}` is neither a PMC id nor a DOI"
                yield self.finding((*path, "link"), message, severity=Severity.INFO)
