from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value
from lint.documents import GPML
from lint.kinds import PATHWAY_SOURCE
from lint.kinds.schema.identifiers import check_digit
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.sch import item_removal
from lint.rules.sch.wording import label, shown

# The ontologies of annotations and the form of their ids: seven digits, but fewer for the first terms of
# the Disease Ontology, which have no leading zeros.
_ONTOLOGIES = {
    "PW": ("Pathway Ontology", lazy("PW:(?!0{7})[0-9]{7}")),
    "DOID": ("Disease Ontology", lazy("DOID:(?:(?!0{7})[0-9]{7}|[1-9][0-9]{0,6})")),
    "CL": ("Cell Type Ontology", lazy("CL:(?!0{7})[0-9]{7}")),
}
# No record is older than this: WikiPathways began in 2007. Records of other kinds may be about older things.
_FIRST_DAYS = dict.fromkeys(("pathway", PATHWAY_SOURCE.name), date(2007, 1, 1))
_FIRST_DAY = date(1600, 1, 1)
_SOME_DAY = date(2010, 1, 1)
_DAY = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = lazy(r"[0-9]{4}")
_DOI = lazy(
    r"(?:(?:https?://(?:dx\.)?doi\.org/|doi:\s?))?10\.[0-9]{4,9}(?:\.[0-9]+)*/\S*[.,;:]", re.IGNORECASE
)
_EMPTY_ITEM = lazy(r"- '[\s.?_*/-]*'\n|- [.?_/–—]\n")
_ONLY_SIGNS = lazy(r"[\s.?_*/–—-]+")
_DOI_AT_END = lazy(r"10\.[0-9]{4,9}[^\s']*[.,;:]'?\n")
_STOPS = frozenset(".,;:")
_DIGITS = frozenset("0123456789")
_LENGTHS = frozenset({len("2026"), len("2026-08-22"), len("20260822104500")})
_TIME = lazy("[0-9]{14}")
_VERSION = lazy("(WP[0-9]+)_r[0-9]+")
_ORCID = lazy("(?:https?://orcid\\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3})([0-9X])")
_UNIPROT = "[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2}"
# The ids of databases in drawings, as the databases give them (identifiers.org).
_FORMS = {
    "CAS": lazy(r"[1-9][0-9]{1,6}-[0-9]{2}-[0-9]"),
    "ChEBI": lazy("(?:CHEBI:)?[1-9][0-9]{0,6}"),
    "Ensembl": lazy(r"\A(?=.*[A-Za-z]).+"),
    "Entrez Gene": lazy("[1-9][0-9]{0,9}"),
    "HMDB": lazy("HMDB[0-9]{5}(?:[0-9]{2})?"),
    "KEGG Compound": lazy("[CDG][0-9]{5}"),
    "PubChem-compound": lazy("(?:CID:?)?[1-9][0-9]{0,9}"),
    "Uniprot-TrEMBL": lazy(f"(?:{_UNIPROT})(?:-[0-9]+)?"),
    "Wikidata": lazy("Q[1-9][0-9]*"),
}
_MESH = lazy("[CD][0-9]{6,9}")


_NODE = '<DataNode TextLabel="x" GraphId="a1"><Xref Database="Entrez Gene" ID="{}" /></DataNode>'


class ImpossibleValue(Rule):
    """A value has the form of its field but cannot be right.

    Examples are a date before there were such records, or after today; an empty title; an empty item of a
    list; an ontology id that has lost digits, or the wrong name of its ontology; a DOI that ends with a full
    stop or a comma; an id that its database cannot have given; an ORCID whose last digit does not fit.
    Nothing that is built from such a value leads anywhere.

    Give the right value. The fix removes an empty item, or the signs after a DOI. It is unsafe because a
    value may be missing in the list, and because a DOI may end with any sign.
    """

    code = "SCH006"
    source = "the calendar, and the rules of the databases for their ids"
    severity = Severity.WARNING
    superseded_by = frozenset({"REC006", "REF003", "REF009", "SCH003", "TXT005", "TXT007"})
    examples = (
        Example(bad="last-edited: 0205-03-14"),
        Example(bad="last-edited: 2999-01-01"),
        Example(bad="title: ''"),
        Example(bad="authors:\n- ''\n- Egonw", good="authors:\n- Egonw", unsafe=True),
        Example(bad="annotations:\n- id: PW:512\n  type: Pathway Ontology"),
        Example(bad="annotations:\n- id: DOID:1612\n  type: Pathway Ontology"),
        Example(bad="doi: 10.1039/d3sc00173c.", good="doi: 10.1039/d3sc00173c", kind="figure", unsafe=True),
        Example(bad="year: '0210'", kind="figure"),
        Example(bad="authors:\n- Egonw\n- '-'"),
        Example(bad="title: '?'"),
        Example(bad="username: A\norcid: 0000-0001-7542-0287", kind="author"),
        Example(bad="chemicals:\n- word: zinc\n  source: MESH\n  identifier: '15032'", kind="figure"),
        Example(bad=_NODE.format("-475"), kind="pathway-source"),
        Example(ok=_NODE.format("475"), kind="pathway-source"),
        Example(ok="last-edited: 2025-11-10\ndescription: ''\nauthors:\n- Egonw"),
        Example(ok="annotations:\n- id: DOID:4\n  type: Disease Ontology"),
        Example(ok="description: In 0205-03-14, see 10.1039/d3sc00173c."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, title in record.titles:
            if not title.strip():
                yield self.finding(path, f"{_begun(path)} is empty", on_key=True)
            elif _ONLY_SIGNS.fullmatch(title):
                yield self.finding(path, f"{_begun(path)} has no letters")
        may_be_empty = {path for path, _ in record.keyword_lists}  # KEY004 reports these
        if record.kind.name == PATHWAY_SOURCE.name:
            may_be_empty.add(("drawn",))  # shapes need no text
        for path, value in _doubtful(record):
            if not isinstance(value, str):
                if isinstance(value, date):
                    yield from self._check_day(record, path, value)
            elif not value or value.isspace():
                if isinstance(path[-1], int) and path[:-1] not in may_be_empty:
                    yield self.finding(
                        path, f"{_begun(path)} is empty", fix=item_removal(record, path, _is_empty)
                    )
            elif path[-1] == "orcid":
                if (orcid := _ORCID.fullmatch(value)) and check_digit(orcid[1]) != orcid[2]:
                    yield self.finding(path, f"{shown(value)} is not an ORCID: its last digit does not fit")
            elif isinstance(path[-1], int) and _ONLY_SIGNS.fullmatch(value):
                if path[:-1] not in may_be_empty:
                    yield self.finding(path, f"{_begun(path)} has no letters")
            elif value[-1] in _STOPS:
                if _DOI.fullmatch(value):
                    bare = Set(path, value.rstrip("".join(_STOPS)))
                    fix = unsafe(f"Remove the `{value[-1]}`", bare, why="a DOI may end with any sign")
                    yield self.finding(path, f"The DOI {shown(value)} ends with `{value[-1]}`", fix=fix)
            elif len(value) in _LENGTHS and value[0] in _DIGITS:
                yield from self._check_digits(record, path, value)
        yield from self._check_annotations(record)
        if record.kind.name == PATHWAY_SOURCE.name:
            yield from self._check_drawing(record)
        if record.kind.name == "figure":
            yield from self._check_figure(record)

    def _check_digits(self, record: Record, path: Path, value: str) -> Iterator[Finding]:
        types = record.kind.field_types
        if path == ("last-modified",) and _TIME.fullmatch(value):
            try:
                yield from self._check_day(record, path, datetime.strptime(value, "%Y%m%d%H%M%S"))
            except ValueError:
                yield self.finding(path, f"The time {shown(value)} does not exist")
        elif _DAY.fullmatch(value) and types.allow(path, _SOME_DAY) and not types.allow(path, "x"):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                yield self.finding(path, f"The day {shown(value)} does not exist")
            else:
                yield from self._check_day(record, path, day)
        elif path[-1] == "year" and _YEAR.fullmatch(value):
            year = int(value)
            if not _FIRST_DAY.year <= year <= date.today().year + 1:  # a journal may be ahead
                yield self.finding(path, f"{_begun(path)} is {shown(value)}, which is impossible")

    def _check_day(self, record: Record, path: Path, day: date) -> Iterator[Finding]:
        if isinstance(day, datetime):
            day = day.date()
        first = _FIRST_DAYS.get(record.kind.name, _FIRST_DAY)
        if day < first:
            yield self.finding(path, f"{_begun(path)} is {day}, before there were such records")
        elif record.kind.is_builtin and day > date.today() + timedelta(days=1):  # in other time zones
            yield self.finding(path, f"{_begun(path)} is {day}, which is in the future")

    def _check_drawing(self, record: Record) -> Iterator[Finding]:
        for index, node in enumerate(record.values["nodes"]):
            id_, form = node.get("id", "").strip(), _FORMS.get(node.get("database", ""))
            if id_ and form is not None and not form.fullmatch(id_):
                yield self.finding(("nodes", index, "id"), f"{shown(id_)} is not an id of {node['database']}")
        version = _VERSION.fullmatch(record.values.get("version", ""))
        if version and record.stem.startswith("WP") and version[1] != record.stem:
            message = f"The version {shown(version[0])} is one of another pathway than the file's"
            yield self.finding(("version",), message)

    def _check_figure(self, record: Record) -> Iterator[Finding]:
        for name in ("automl_pathway", "pathway_score"):
            score = record.field(name)
            if isinstance(score, int | float) and not 0 <= score <= 1:
                yield self.finding((name,), f"`{name}` is not between 0 and 1")
        for group in ("chemicals", "diseases"):
            mentions: Value = record.field(group)
            for index, item in enumerate(mentions if isinstance(mentions, list) else ()):
                if not isinstance(item, dict) or item.get("source") != "MESH":
                    continue
                id_ = item.get("identifier")
                if isinstance(id_, str) and id_ and not _MESH.fullmatch(id_):
                    yield self.finding((group, index, "identifier"), f"{shown(id_)} is not an id of MESH")

    def _check_annotations(self, record: Record) -> Iterator[Finding]:
        annotations: Value = record.field("annotations")
        for index, item in enumerate(annotations if isinstance(annotations, list) else ()):
            term = item.get("id") if isinstance(item, dict) else None
            if not isinstance(term, str) or (known := _ONTOLOGIES.get(term.partition(":")[0])) is None:
                continue
            name, form = known
            if term.partition(":")[2].isdecimal() and not form.fullmatch(term):
                message = f"{shown(term)} is not an id of the {name}"
                yield self.finding(("annotations", index, "id"), message)
            given = item.get("type")
            if given != name and any(given == other for other, _ in _ONTOLOGIES.values()):
                message = f"{shown(term)} belongs to the {name}, not to the {given}"
                yield self.finding(("annotations", index, "type"), message)


def _is_empty(value: Value) -> bool:
    return value in ("", None)


def _doubtful(record: Record) -> Iterable[tuple[Path, Value]]:
    """Return the values that may be impossible; in most records, no nested value is."""
    is_usual = record.document.is_generated
    if is_usual and not _EMPTY_ITEM.search(record.text) and not _DOI_AT_END.search(record.text):
        values = record.values.items()
        return [((name,), value) for name, value in values if not isinstance(value, (list, dict))]
    if record.kind.format == GPML:  # all values are texts
        return [
            (path, text)
            for path, text in record.strings
            if not text
            or text.isspace()
            or text[-1] in _STOPS
            or (len(text) in _LENGTHS and text[0] in _DIGITS)
        ]
    return record.scalars


def _begun(path: Path) -> str:
    """Return what people call the value at *path*, as the start of a sentence."""
    name = label(path)
    return name[:1].upper() + name[1:]
