from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Insert, Path, Remove, Set, Value, field_of, get
from lint.kinds.pages import PAGE_FOLDERS
from lint.kinds.schema.validation import accepts_at
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example, safe, suggestion, unsafe
from lint.rules.ref import only_like
from lint.rules.sch import SchemaRule, from_elsewhere, in_other_form, plain_values, source_of
from lint.rules.sch.wording import label, meaning, shown, types_named
from lint.text.dates import days

# Separators of items; a comma between digits, as in `1,2-dichloroethane`, is not one.
_SEPARATOR = lazy(
    r"(?<![0-9])[,;]|[,;](?![0-9])|[|\t\u3001\uff0c\uff1b]| (?:and|[&+•·-]) |\n[ \t]*(?:-[ \t]+)?"
    r"|</?(?:br|li|ol|p|ul)\b[^<>]{0,50}>"
    r"| -(?=\w)|\\[nrt](?=\W|[A-Z0-9]|\w\Z|\w\W)|(?:(?<= )|\A)[0-9]{1,2}[.)] "
)
_ADDRESS_START = lazy(r"/|[A-Za-z]{1,20}:|10\.\d")  # the start of an address or a DOI, which contain slashes
_AROUND = " -\n\t[]\"'"  # characters to strip from an item
_DASH = lazy(r"(?m)^[ \t]*-[ \t]*")


class WrongType(SchemaRule):
    """A value has another type than its field: text instead of a list, a number instead of text.

    The build of the WikiPathways site fails if `organisms` or `authors` is not a list. Other damage is
    silent: if `organisms` is the text `Mus musculus domesticus`, the PFOCR site also lists the figure under
    `Mus musculus`. Safe fixes turn a single value into a list of one item, and put a number, a date or a word
    such as `NO` in quotes as it is written, if the schema accepts the result.

    Unsafe fixes write a number or a truth value without quotes or a date in the form of the schema, and move
    the items of a list inside a list into the outer list. A text may be several items if it contains commas,
    semicolons, bars, slashes, tags such as `<br>`, ` and ` or ` & `, or has several lines. An unsafe fix
    splits such a text if each part is known: an author, a community or an organism with a page, or a keyword
    that the record is made from. Otherwise the items are only shown.
    """

    code = "SCH002"
    source = "the kind's schema; for built-in kinds what their generators write and their pages need"
    severity = Severity.ERROR
    keywords = frozenset({"type"})
    superseded_by = frozenset({"REC006", "TXT007"})
    examples = (
        Example(bad="organisms: Homo sapiens", good="organisms:\n- Homo sapiens", whole=False, kind="figure"),
        Example(bad="year: 2010", good="year: '2010'", whole=False, kind="figure"),
        Example(bad="communities:\n- IEM\n- NO", good="communities:\n- IEM\n- 'NO'", whole=False),
        Example(bad="communities: 0123", good="communities:\n- '0123'", whole=False),
        Example(
            bad="organisms: Homo sapiens, Mus musculus",
            good="organisms:\n- Homo sapiens\n- Mus musculus",
            unsafe=True,
            whole=False,
            sidecars={
                "_organisms/human.md": "---\nlatin: Homo sapiens\n---\n",
                "_organisms/mouse.md": "---\nlatin: Mus musculus\n---\n",
            },
        ),
        Example(
            bad="authors:\n- - Egonw\n  - Khanspers\n- Mkutmon",
            good="authors:\n- Egonw\n- Khanspers\n- Mkutmon",
            unsafe=True,
            whole=False,
        ),
        Example(bad="authors:\n  -Egonw\n  - Khanspers", whole=False),
        Example(bad="authors: Egonw & Khanspers", whole=False),
        Example(bad="authors:\n  Egonw\n  Khanspers", whole=False),
        Example(bad='authors: "Egonw\\tKhanspers"', whole=False),
        Example(bad="authors: Egonw,", whole=False),
        Example(
            bad="organisms: <ul><li>Homo sapiens</li><li>Danio rerio</li></ul>",
            good="organisms:\n- Homo sapiens\n- Danio rerio",
            unsafe=True,
            whole=False,
            sidecars={
                "_organisms/human.md": "---\nlatin: Homo sapiens\n---\n",
                "_organisms/fish.md": "---\nlatin: Danio rerio\n---\n",
            },
        ),
        Example(bad="authors: Egonw -Khanspers", whole=False),
        Example(bad="authors: Egonw\\nKhanspers", whole=False),
        Example(bad="organisms: 1. Homo sapiens 2. Mus musculus", whole=False),
        Example(bad="authors: |\n  Egonw\n  Khanspers", whole=False),
        Example(bad="organisms:", whole=False),
        Example(bad="wpid: 49", whole=False),
        Example(bad="citedin: PMC4936435", whole=False),
        Example(ok="communities: []\ncitedin: ''\nndex: null", whole=False),
    )

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, with a fix if the value can be kept as it is written."""
        path = violation.path
        value = get(record.values, path)
        source = source_of(record, path, value)
        wanted, field = types_named(violation.limit), meaning(violation.schema)
        message = f"{label(path)} must be {wanted}, {_actual(value, source)}{field}"
        items = _items(record, path, value)
        if isinstance(value, list) and (fix := _unnested(record, path, value)):
            return self.finding(path, message, fix=fix)
        if not items:
            return self.finding(path, message, fix=_fix(record, path, value, source))
        count = f"{len(items):,} items" if len(items) > 1 else "one item"
        message = f"{message}; did you mean {count}: {', '.join(map(shown, items))}?"
        return self.finding(path, message, fix=_split(record, path, items))


def _actual(value: Value, source: str) -> str:
    match value:
        case None:
            return "but is empty"
        case bool():
            truth = "true" if value else "false"
            return f"not `{source}`, which YAML reads as {truth}" if source else f"not {truth}"
        case str():
            return "not text"
        case list():
            return "not a list"
        case dict():
            return "not fields with values"
    noun = "date" if isinstance(value, date) else "number"
    return f"not the {noun} `{source}`" if source else f"not a {noun}"


def _fix(record: Record, path: Path, value: Value, source: str) -> Fix | None:
    """Return the fix that copies the value from another place, or the first one that the schema accepts."""
    if fix := from_elsewhere(record, path):
        return fix
    for repaired in _repairs(value, source):
        if accepts_at(record.kind, record.values, path, repaired):
            title = "Make it a list" if isinstance(repaired, list) else "Put it in quotes"
            return safe(title, Set(path, repaired))
    return in_other_form(record, path, [*days(source), *plain_values(value)])


def _items(record: Record, path: Path, value: Value) -> list[str]:
    """Return the items of which a text in place of a list seems to consist; none if it may be one item."""
    if not isinstance(value, str) or value in _known(record, path):
        return []
    source = record.document.source(path)
    is_plain = record.document.is_plain(path)
    if _DASH.search(source) and is_plain:
        items = [" ".join(item.split()) for item in _DASH.split(source)]
    else:
        text = source if is_plain else value
        items = _SEPARATOR.split(text)
        if len(items) == 1 and not _ADDRESS_START.match(value):
            items = text.split("/")
        items = [item.strip(_AROUND) for item in items]
    items = [item for item in items if item]
    is_list = len(items) > 1 or (items != [value] and value.strip(_AROUND + ",;|") != value)
    return items if is_list and accepts_at(record.kind, record.values, path, [*items]) else []


def _split(record: Record, path: Path, items: list[str]) -> Fix:
    """Return the fix that splits a text into *items*; it is only shown unless all of them are known."""
    title = "Make each an item of a list"
    known = _known(record, path)
    meant = [item if item in known else only_like(item, known) for item in items]
    if all(meant):
        return unsafe(title, Set(path, [*meant]), why="the text may be one item")
    return suggestion(title, Set(path, [*items]), why="the text may be one item, or consist of other items")


def _unnested(record: Record, path: Path, value: list[Value]) -> Fix | None:
    """Return the fix that moves the items of a list into the list around it; None if they do not fit."""
    if not isinstance(path[-1], int) or not value:
        return None
    if not all(accepts_at(record.kind, record.values, path, item) for item in value):
        return None
    edits = [Insert(path, item) for item in value]
    return unsafe("Move its items into the outer list", Remove(path), *edits, why="they may belong together")


def _known(record: Record, path: Path) -> frozenset[str]:
    """Return the known values for the items of the field: names of pages, or keywords."""
    field = field_of(path)
    if field == record.kind.keywords:
        sources = record.keyword_sources
        return sources.words if sources else frozenset()
    pages = PAGE_FOLDERS.get(field)
    return (pages and record.names(pages.folder, pages.name_field)) or frozenset()


def _repairs(value: Value, source: str) -> Iterator[Value]:
    if source:
        yield source
        yield [source]
    if value not in (None, ""):
        yield [value]
