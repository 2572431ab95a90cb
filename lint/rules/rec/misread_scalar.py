from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value, field_of, scalars
from lint.core.wording import shortened
from lint.documents.composer import is_unloadable
from lint.documents.front_matter import FrontMatter
from lint.documents.scalars import MISREAD, NUMERIC, misread
from lint.documents.yaml_document import YamlDocument
from lint.kinds.pages import PAGE_FOLDERS
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.sch import item_removal

# A text between two NULs that some readers do not read as text: it begins like a number or a sign, or is
# a short word. Whole numbers are left out: no reader reads these as text, so they must be in quotes.
_DISPUTED = lazy(
    rf"""\0 (?=[-+.:=<~0-9_] | [nNtTfFyYoO][a-zA-Z]{{1,4}}\0)
    (?!(?:[1-9][0-9]*|0[0-7]*)\0) {MISREAD} (?=\0)""",
    re.VERBOSE,
)
_MISSING = frozenset({"null", "Null", "NULL"})
_WRITTEN = lazy(r"true|false|[0-9]+\.[0-9]+")  # by programs, for values that are hardly ever a word
_ANCHOR = lazy(r"\A&[^\s,\[\]{}]+\s+")
_UNLOADABLE = NUMERIC | {"=", "<"}  # the first characters of texts that may be unloadable
_SOME_DAY = date(2000, 1, 1)
_MAX_SHOWN = 40
_FAILS = ", and programs that read the record fail"
_KEYWORDS = "schema-jsonld:\n- keywords:\n  - {}"


class MisreadScalar(Rule):
    """Readers of YAML take a text without quotes for something else.

    The keyword `NO` (nitric oxide) becomes false, `18:1` (a fatty acid) the number 1081, `0123` the number
    83, `2020-01-01` a date, and `~` nothing at all. The site prints that, and a search for the text does not
    find it. About some texts the readers disagree: `1,25` is text to Python and the number 125 to Ruby, which
    builds the site; `1e5` is a number to readers of YAML 1.2. On other texts PyYAML fails: an impossible date
    such as `2025-02-30`, `0x_`, or a bare `=`. Then every script that reads the record stops, whatever field
    it needs.

    Sites are not built from files that end in `.yaml` or `.yml`, so for these only Python counts.

    The fix puts the text in quotes, as it is written. Programs write `null` for a missing item: the fix
    removes such an item, and is unsafe.
    """

    code = "REC006"
    source = "PyYAML, Psych and safe_yaml, tried side by side"
    severity = Severity.ERROR
    superseded_by = frozenset({"REC013"})  # in quotes, the text would still be cut off
    examples = (
        Example(bad=_KEYWORDS.format("NO"), good=_KEYWORDS.format("'NO'")),
        Example(
            bad=_KEYWORDS.format("18:1\n  - 0123\n  - 1_000\n  - 2020-01-01\n  - ~"),
            good=_KEYWORDS.format("'18:1'\n  - '0123'\n  - '1_000'\n  - '2020-01-01'\n  - '~'"),
        ),
        Example(
            bad=_KEYWORDS.format("1e5\n  - 1,25\n  - nO\n  - +.5\n  - :a"),
            good=_KEYWORDS.format("'1e5'\n  - '1,25'\n  - 'nO'\n  - '+.5'\n  - ':a'"),
        ),
        Example(bad="description: 2025-02-30", good="description: '2025-02-30'"),
        Example(bad="last-edited: 2025-02-30"),
        Example(bad=_KEYWORDS.format("TNF\n  - false\n  - 0x_\n  - 2500.0")),
        Example(bad="description: ''\n2025-02-30: A day"),
        Example(bad="year: 2010", good="year: '2010'", kind="figure"),
        Example(bad=_KEYWORDS.format("TNF\n  - null"), good=_KEYWORDS.format("TNF"), unsafe=True),
        Example(ok=_KEYWORDS.format("'NO'\n  - NO2\n  - 14-3-3\n  - 2-AG\n  - 3.4.21.5")),
        Example(ok="last-edited: 2025-11-20\nndex: null\ncitedin: ''"),
        Example(ok="pathway_score: 0.95\nyear: '2010'", kind="figure"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether `check` may find something: one of its three conditions may hold.

        Each is tested without the places of the values in the file, which take the most time.
        """
        return isinstance(record.document, YamlDocument) and (
            _may_have_disputed(record) or _may_have_unloadable(record) or _may_have_mistyped(record)
        )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, value in scalars(record.values):
            if isinstance(value, str) and _is_unloadable(value) and record.document.is_plain(path):
                yield from self._unloadable(record, path, value)
                continue
            is_text = isinstance(value, str)
            source = _disputed(record, path, value) if is_text else _mistyped(record, path, value)
            if not source:
                continue
            shown = shortened(source, _MAX_SHOWN)
            if is_text:
                message = f"`{shown}` without quotes is text to some readers and something else to others"
            else:
                message = f"`{shown}` without quotes is read as {_reading(value, source)}, not as text"
            fix = None if _is_contradicted(record, path, source) else _fix(record, path, source)
            yield self.finding(path, message, fix=fix)

        for path in _unloadable_names(record):
            message = f"The name `{path[-1]}` without quotes is an invalid date or number{_FAILS}"
            yield self.finding(path, f"{message}: put it in quotes", on_key=True)

    def _unloadable(self, record: Record, path: Path, value: str) -> Iterator[Finding]:
        shown = shortened(value, _MAX_SHOWN)
        types = record.kind.field_types
        is_date = types.allow(path, _SOME_DAY) and not types.allow(path, "x")
        is_text = types.allow(path, value) and not is_date
        meaning = "an invalid date or number" if value[0] in NUMERIC else "a YAML sign"
        advice = "give a real date" if is_date else "put it in quotes if it is text"
        message = f"`{shown}` without quotes is {meaning}{_FAILS}: {advice}"
        is_kept = is_text and not _is_contradicted(record, path, value)
        fix = safe("Put it in quotes", Set(path, value)) if is_kept else None
        yield self.finding(path, message, fix=fix)


def _has_readers(record: Record) -> bool:
    """Return whether programs other than Python read the record: Ruby builds sites from front matter."""
    return isinstance(record.document, FrontMatter)


# The first condition: a text is not text to all readers.


def _disputed(record: Record, path: Path, text: str) -> str:
    """Return *text*, the value at *path*, if it is without quotes and some readers misread it; else ""."""
    if not misread(text) or not _has_readers(record):  # as most
        return ""
    document, types = record.document, record.kind.field_types
    is_text = not types.at(path) or types.allow(path, text)
    return text if is_text and document.is_plain(path) and document.source(path) == text else ""


def _may_have_disputed(record: Record) -> bool:
    """Return whether a text of one line is `_disputed`, by one search: longer texts hardly ever are."""
    texts = record.one_line_text
    return _has_readers(record) and (texts is None or _DISPUTED.search(texts) is not None)


# The second condition: PyYAML cannot load a text or a name.


def _is_unloadable(text: str) -> bool:
    return text[:1] in _UNLOADABLE and is_unloadable(text)


def _may_have_unloadable(record: Record) -> bool:
    """Return whether a text, or a name, is unloadable; the generators put such texts in quotes."""
    return not record.document.is_generated and (
        any(_is_unloadable(text) for _, text in record.strings) or any(_unloadable_names(record))
    )


def _unloadable_names(record: Record) -> Iterator[Path]:
    """Yield the paths of the fields whose names PyYAML cannot load."""
    document = record.document
    for path in _doubtful_names(record.values):
        if document.text[slice(*document.key_span(path))] == path[-1]:  # without quotes
            yield path


def _doubtful_names(values: Value, path: Path = ()) -> Iterator[Path]:
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if isinstance(key, str) and _is_unloadable(key):
            yield (*path, key)
        if isinstance(value, dict | list):
            yield from _doubtful_names(value, (*path, key))


# The third condition: a value is no text, and the schema asks for one.


def _mistyped(record: Record, path: Path, value: Value) -> str:
    """Return the text of a value as it is written, if a text is meant and misread; else ""."""
    document, types = record.document, record.kind.field_types
    if (
        (value is None and not isinstance(path[-1], int))
        or types.allow(path, value)
        or not document.is_plain(path)
    ):
        return ""
    source = _ANCHOR.sub("", document.text[slice(*document.written_at(path))])
    return source if source[:1] not in ("", "!") and types.allow(path, source) else ""


def _may_have_mistyped(record: Record) -> bool:
    """Return whether the types of the schema forbid a value that is no text.

    That is a violation of the schema, apart from dates: the schema is applied to the JSON view of values, in
    which dates are texts.
    """
    if any(fault.keyword == "type" and "string" in fault.limit for fault in record.violations):
        return True
    doubtful, values = record.doubtful_fields, record.values
    if doubtful is not None:
        values = {name: value for name, value in values.items() if name in doubtful} if doubtful else {}
    types = record.kind.field_types
    return any(not types.allow(path, value) for path, value in _dates(values))


def _dates(values: Value, path: Path = ()) -> Iterator[tuple[Path, date]]:
    """Yield the dates in *values* with their paths; most records have one, and hundreds of other values."""
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if type(value) is str:  # checked first, since nearly all values are
            continue
        if isinstance(value, date):
            yield (*path, key), value
        elif isinstance(value, dict | list):
            yield from _dates(value, (*path, key))


def _fix(record: Record, path: Path, source: str) -> Fix | None:
    if source not in _MISSING:
        return safe("Put it in quotes", Set(path, source))
    if isinstance(path[-1], int):
        return item_removal(record, path, lambda item: item is None)
    return unsafe("Put it in quotes", Set(path, source), why="it may stand for a value that is missing")


def _is_contradicted(record: Record, path: Path, source: str) -> bool:
    """Return whether something in the record speaks against the value: a copy of it has another text.

    In quotes, both would look equally right. The same holds for a title, for a keyword from which the record
    is not made, and for a name without a page.
    """
    if isinstance(path[-1], int) and source not in _MISSING and not _is_known(record, path, source):
        return True
    if record.kind.is_builtin and path == (record.kind.title,):
        return True
    copy = record.copy_of(path)
    return copy is not None and isinstance(copy[1], str) and copy[1].strip() not in ("", source)


def _is_known(record: Record, path: Path, text: str) -> bool:
    """Return whether *text* may be an item of the list at *path*, according to the record and its pages."""
    if field_of(path) == record.kind.keywords:
        sources = record.keyword_sources
        return text in sources.words if sources else not (_WRITTEN.fullmatch(text) or is_unloadable(text))
    pages = PAGE_FOLDERS.get(field_of(path)) if record.kind.is_builtin else None
    known = record.names(pages.folder, pages.name_field) if pages else None
    return known is None or pages is None or text in known or text in pages.exempt


def _reading(value: Value, source: str) -> str:
    """Return as what a value is read, for a message."""
    match value:
        case None:
            return "no value"
        case bool():
            return "true" if value else "false"
        case datetime():
            return "a time"
        case date():
            return "a date"
        case int() if str(value) != source and len(source) <= _MAX_SHOWN:
            return f"the number {value}"
    return "a number"
