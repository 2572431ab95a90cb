from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.src import SOURCE
from lint.rules.txt import shown

# The form of an id by its database, as a pattern and in words.
_FORMS = {
    "pubmed": (lazy(r"[1-9][0-9]{0,8}"), "a PubMed id is a number"),
    "doi": (lazy(r"10\.[0-9]{4,9}/\S+"), "a DOI begins with `10.` and has a `/`"),
    "pmc": (lazy(r"(?:PMC)?[0-9]+"), "it begins with `PMC`"),
}
_MISSING = frozenset({"", "na", "n/a", "none", "null", "-", "0"})
_CITED = """\
<BiopaxRef>{}</BiopaxRef>
  <Biopax xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#" \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <bp:PublicationXref rdf:id="a1b">
      <bp:ID>{}</bp:ID>
      <bp:DB>PubMed</bp:DB>
    </bp:PublicationXref>
  </Biopax>"""


class DanglingReference(Rule):
    """A reference leads nowhere: the file has no such publication, or the publication has no valid id.

    `<BiopaxRef>a1b</BiopaxRef>` cites the publication whose `rdf:id` is `a1b`. Readers find that publication
    by its PubMed id or its DOI. If one of the two is missing or wrong, readers see no reference. Cite
    another publication, or correct the id in PathVisio (right click, *Literature*).

    Publications that are never cited, and publications that are given twice, are infos.
    """

    code = "SRC005"
    severity = Severity.WARNING
    source = "the file itself: what its references name"
    kinds = SOURCE
    superseded_by = frozenset({"TXT001", "TXT004"})
    examples = (
        Example(bad=_CITED.format("c2d", "123"), kind="pathway-source"),
        Example(bad=_CITED.format("a1b", "PMC123"), kind="pathway-source"),
        Example(bad=_CITED.format("a1b", "NA"), kind="pathway-source"),
        Example(ok=_CITED.format("a1b", "123"), kind="pathway-source"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        publications, citations = record.values["references"], record.values["citations"]
        known = {publication["key"] for publication in publications if "key" in publication}
        cited = Counter(citations)
        for key, times in cited.items():
            if key not in known:
                often = f" {times:,} times" if times > 1 else ""
                message = f"`{key}` is cited{often}, but no publication has this id"
                yield self.finding(("citations", citations.index(key)), message)
        first: dict[tuple[str, str], str] = {}
        before: Mapping[str, str] = {}
        for index, publication in enumerate(publications):
            path: Path = ("references", index)
            title = _called(publication)
            if "key" not in publication and _same(publication, before):
                message = f"The publication {title} gives its fields twice"
                yield self.finding(path, message, severity=Severity.INFO)
                continue
            before = publication
            key, id_ = publication.get("key", ""), _id(publication)
            database = publication.get("database", "").strip().casefold()
            if key not in cited:
                message = f"Nothing cites the publication {title}"
                yield self.finding(path, message, severity=Severity.INFO)
            if not id_ and publication.get("url"):
                continue
            if not id_:
                place = (*path, "id") if publication.get("id") else path
                yield self.finding(place, f"The publication {title} has no id by which readers can find it")
                continue
            form, description = _FORMS.get(database, (None, ""))
            if form is not None and not form.fullmatch(id_):
                message = f"`{id_}` is not an id of {publication['database']}: {description}"
                yield self.finding((*path, "id"), message)
            other = first.setdefault((database, id_.casefold()), key)
            if other != key:
                message = f"The publication {title} is already given as `{other}`"
                yield self.finding(path, message, severity=Severity.INFO)


def _id(publication: Mapping[str, str]) -> str:
    """Return the id of a publication; "" if it has none."""
    name = publication.get("id", "").strip()
    return "" if name.casefold() in _MISSING else name


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether both are the same publication."""
    return any(one.get(name) and one.get(name) == other.get(name) for name in ("id", "title"))


def _called(publication: Mapping[str, str]) -> str:
    """Return what people call a publication: its id, its title or its key."""
    name = _id(publication)
    if name:
        return f"{publication.get('database', '')} {name}".strip()
    return shown(publication.get("title", "").strip() or publication.get("key", ""))
