from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.values import Remove, Value
from lint.records.record import Record
from lint.rules import Example, Rule, safe

FIELDS = (
    *("annotations", "authors", "citedin", "communities", "editors", "ontology", "organisms"),
    "redirect_from",
)
"""The lists in which a repeated item means nothing. Other lists have their own rules."""
_LONG_ENOUGH = 20  # characters of a title that two papers are unlikely to share by chance
_PREPRINTS = ("10.1101/", "10.20944/", "10.21203/", "10.26434/", "10.48550/")
"""The prefixes of preprint DOIs: bioRxiv and medRxiv, Preprints.org, Research Square, ChemRxiv, arXiv."""
_NAMES = ("value", "link", "id")
_TERM = "- id: CL:0000084\n  value: T cell\n"
_BIOPAX = """\
<Biopax xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#">
{}
  </Biopax>"""
_CONCEPT = """\
    <bp:openControlledVocabulary>
      <bp:ID>PW:0000512</bp:ID>
    </bp:openControlledVocabulary>"""


class DuplicateItem(Rule):
    """A list contains the same item twice: an annotation, an author, a citing paper.

    The page shows it twice, and counts of annotated or cited pathways count it twice. The fix removes the
    second one, which loses nothing. A paper that is cited both by its PMC id and by its DOI, with the same
    title, is reported too: keep the id that the other records have.

    For an ontology term in the source of a pathway only the id counts: the generator uses it to look up what
    the record says about the term.
    """

    code = "DUP003"
    source = "the record itself"
    severity = Severity.WARNING
    superseded_by = frozenset({"TXT007"})
    examples = (
        Example(
            bad="communities:\n- ExRNA\n- Lipids\n- ExRNA\nwpid: WP1",
            good="communities:\n- ExRNA\n- Lipids\nwpid: WP1",
        ),
        Example(bad="authors:\n- Egonw\n- 'Egonw '\nwpid: WP1", good="authors:\n- Egonw\nwpid: WP1"),
        Example(bad=f"annotations:\n{_TERM}{_TERM}wpid: WP1", good=f"annotations:\n{_TERM}wpid: WP1"),
        Example(ok=f"annotations:\n{_TERM}{_TERM.replace('T cell', 'T-cell')}wpid: WP1"),
        Example(
            bad=_BIOPAX.format(f"{_CONCEPT}\n{_CONCEPT}"),
            good=_BIOPAX.format(_CONCEPT),
            kind="pathway-source",
        ),
        Example(
            bad="citedin:\n"
            "- link: PMC4936435\n  title: A study of caffeine in tea (2016)\n"
            "- link: 10.1093/nar/gkv1024\n  title: A study of caffeine in tea (2016)"
        ),
        Example(ok="citedin: ''\nauthors:\n- Egonw\n- egonw"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        lists = [each for field in FIELDS if field in record.values for each in record.find(field)]
        lists += record.find("collections.wpids") if "collections" in record.values else ()
        for list_path, items in lists:
            if not isinstance(items, list) or len(items) < 2:
                continue
            if not isinstance(items[0], dict):  # few lists hold texts
                items = _spaced(items)
            compared = [_term(item) for item in items] if list_path == ("ontology",) else items
            if _may_repeat(compared):
                for index in _repeated(compared):
                    path = (*list_path, index)
                    fix = safe("Remove the repeated item", Remove(path))
                    message = f"{_label(items[index])} is already in `{list_path[-1]}`"
                    yield self.finding(path, message, fix=fix)
        cited = record.field("citedin")
        for index, message in _papers(cited) if isinstance(cited, list) else ():
            yield self.finding(("citedin", index), message)


def _papers(cited: list[Value]) -> Iterator[tuple[int, str]]:
    """Yield the index of each paper that is listed before under another id, with what is wrong.

    A preprint and the article that it became have the same title, but are two publications.
    """
    first: dict[str, Any] = {}
    for index, paper in enumerate(cited):
        title = paper.get("title") if isinstance(paper, dict) else None
        link = paper.get("link") if isinstance(paper, dict) else None
        if not isinstance(title, str) or not isinstance(link, str) or len(title) < _LONG_ENOUGH:
            continue
        other = first.setdefault(" ".join(title.casefold().split()), link)
        if other != link and not any(each.startswith(_PREPRINTS) for each in (link, other)):
            yield index, f"`{link}` is the same paper as `{other}`: both have the title `{title}`"


def _spaced(items: list[Value]) -> list[Value]:
    """Return *items*, with texts stripped of stray white space, which does not make a different item."""
    return [" ".join(item.split()) if isinstance(item, str) else item for item in items]


def _term(item: Value) -> Value:
    """Return what identifies an ontology term: its id, whose case the generator ignores."""
    term_id = item.get("id") if isinstance(item, dict) else None
    return term_id.upper() if isinstance(term_id, str) else item


def _may_repeat(items: list[Value]) -> bool:
    """Return False if no two items, or no two values of their first field, are equal."""
    first = items[0] if items else None
    try:
        if isinstance(first, dict):
            name = next(iter(first), None)
            return len({item[name] for item in items}) < len(items)
        return len(set(items)) < len(items)
    except (KeyError, TypeError):
        return True


def _repeated(items: list[Value]) -> Iterator[int]:
    """Yield the index of each item that equals an earlier one."""
    seen: set[Hashable] = set()
    for index, item in enumerate(items):
        key = _hashable(item)
        if key in seen:
            yield index
        seen.add(key)


def _hashable(value: Value) -> Hashable:
    """Return a key that is equal for two values if and only if `same` is true for them."""
    if isinstance(value, dict):
        return dict, frozenset((type(key), key, _hashable(item)) for key, item in value.items())
    if isinstance(value, list):
        return list, tuple(map(_hashable, value))
    return type(value), value if value == value else None


def _label(item: Any) -> str:
    """Return what people call an item."""
    name = next((item[key] for key in _NAMES if item.get(key)), "") if isinstance(item, dict) else item
    return f"`{name}`" if name else "This item"
