"""Locations of findings: the place in the file, an excerpt of the text there, and the changes of the fix."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from lint.checker.combining import separate_splices
from lint.checker.regions import Regions
from lint.core import digests
from lint.core.deadline import TooLong
from lint.core.differences import differences
from lint.core.findings import (
    About,
    Detail,
    Finding,
    Fix,
    Line,
    Location,
    Origin,
    Preview,
    Region,
    Span,
)
from lint.core.patterns import lazy
from lint.core.values import Insert, Path, Remove, Set, Value, get, has, pointer
from lint.core.wording import shortened
from lint.documents.document import Document
from lint.documents.front_matter import FrontMatter
from lint.documents.splices import Splice
from lint.kinds import PATHWAY, PATHWAY_SOURCE
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed

MAX_LINES = 3
"""The most lines in an excerpt."""
MAX_WIDTH = 100
"""The most characters of a line in an excerpt."""
MAX_TEXTS = 100
"""The most authors, organisms or communities of a record that reports receive."""
MAX_CHANGES = 20
"""The most changes of a fix that reports receive."""

_as_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode
_WORDS = lazy(r"\S+|\s+")
_WORD = lazy(r"\S*")
_WORD_BEFORE = lazy(r"\S*\Z")


class Locator:
    """Adds locations to findings.

    Args:
        detail: What the locations contain.
        applies: Returns whether a fix may be applied; only the replacements of such fixes are included.
    """

    def __init__(self, detail: Detail, applies: Callable[[Fix], bool]) -> None:
        # Computed once: testing a flag takes as long as making a region.
        self._shows_excerpt = Detail.EXCERPT in detail
        self._shows_replacements = Detail.REPLACEMENTS in detail
        self._shows_suggestion = Detail.SUGGESTION in detail
        self._shows_digest = Detail.DIGEST in detail
        self._shows_record = Detail.RECORD in detail
        self._applies = applies

    def locate(self, findings: Sequence[Finding], record: Record) -> list[Finding]:
        """Return the *findings* of rules in *record* with their locations.

        A finding whose path does not exist is a bug of its rule; it is replaced by REC900.
        """
        places = _Places(record)
        splices = self._splices(findings, record.document)
        located: list[Finding] = []
        for number, finding in enumerate(findings):
            try:
                located.append(self._located(finding, places, splices.get(number, ())))
            except TooLong:
                raise
            except Exception as error:
                located.append(self._located(RuleCrashed.of(finding.code, error), places, ()))
        return located

    def _splices(self, findings: Sequence[Finding], document: Document) -> dict[int, Sequence[Splice]]:
        """Return the splices of the fixes that may be applied, by the number of the finding."""
        if not self._shows_replacements and not self._shows_suggestion:
            return {}
        numbers = [
            number
            for number, finding in enumerate(findings)
            if finding.fix is not None and self._applies(finding.fix)
        ]
        splices = separate_splices(document, [findings[number] for number in numbers])
        return dict(zip(numbers, splices, strict=True))

    def _located(self, finding: Finding, places: _Places, splices: Sequence[Splice]) -> Finding:
        record, fix = places.record, finding.fix
        document = record.document
        spans = _spans(finding, document)
        region = places.regions.of(spans[0])
        replacements = places.regions.replacements(splices) if self._shows_replacements else ()
        suggestion = places.regions.suggestion(splices) if self._shows_suggestion and splices else None
        place = Location(
            file=record.file,
            kind=record.kind.name,
            record=record.id_at(finding.path),
            region=region,
            digest=places.digest(finding) if self._shows_digest else "",
            excerpt=_excerpt(document, spans, region) if self._shows_excerpt else (),
            changes=_changes(fix, document) if self._shows_excerpt and fix else (),
            replacements=replacements,
            suggestion=suggestion,
            about=places.about if self._shows_record else None,
            origin=places.origin(finding.path),
            is_text=self._shows_record and places.is_text(finding.path),
        )
        return finding.at(place)


class _Places:
    """The places of values in the file of a *record*; what several findings share is computed once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.regions = Regions(record.document)
        self._digests: dict[Path, str] = {}

    def digest(self, finding: Finding) -> str:
        """Return the result of `digest_in`; that of a whole value is computed once."""
        path = finding.path
        if finding.words or isinstance(_value_at(path, self.record.document), list | dict):
            return digest_in(self.record.document, finding)
        if path not in self._digests:
            self._digests[path] = digest_in(self.record.document, finding)
        return self._digests[path]

    @cached_property
    def about(self) -> About:
        """The title, page, authors, organisms and communities of the record."""
        record, kind = self.record, self.record.kind
        pages = (text for url in kind.urls if not url.is_former for text in _texts(record, url.field))
        return About(
            title=next(iter(_texts(record, kind.title)), ""),
            page=next((page for page in pages if page.startswith(("https://", "http://"))), ""),
            authors=_texts(record, "authors"),
            organisms=_texts(record, kind.organisms),
            communities=_texts(record, "communities") or self._communities_beside,
        )

    @property
    def _communities_beside(self) -> tuple[str, ...]:
        """The communities of the record that is generated from this source; () if that is not beside it."""
        is_source = self.record.kind.name == PATHWAY_SOURCE.name
        beside = self.record.sidecars.text("{id}.md") if is_source else None
        if beside is None:
            return ()
        return _texts(Record(FrontMatter(beside.encode()), PATHWAY), "communities")

    def is_text(self, path: Path) -> bool:
        """Return whether there is a text at *path* that can be edited, here or in the source."""
        values, record = self.record.values, self.record
        is_text = has(values, path) and isinstance(get(values, path), str)
        is_elsewhere = is_text and record.kind.is_made(path) and record.source is not None
        return is_text and (not is_elsewhere or self.origin(path) is not None)

    def origin(self, path: Path) -> Origin | None:
        """Return where the value at *path* comes from; None if no available source gives it."""
        source = self.record.source if self.record.kind.is_made(path) else None
        places = source.derived.places(path, _value_at(path, self.record.document)) if source else ()
        if source is None or not places:
            return None
        region = self._source_regions.of(source.document.span(places[0]))
        return Origin(source.file, region, tuple(map(pointer, places)))

    @cached_property
    def _source_regions(self) -> Regions:
        assert self.record.source is not None
        return Regions(self.record.source.document)


def digest_in(document: Document, finding: Finding) -> str:
    """Return a digest of what *finding* is about in *document*.

    That is the words at fault and those adjacent to them; otherwise the value at the finding's path, or the
    message if the value is a list or a mapping. So another sentence in a text or another item in a list
    does not turn an old fault into a new one.
    """
    value = _value_at(finding.path, document)
    if finding.words and isinstance(value, str):
        return digest([_whole_words(value, words) for words in finding.words])
    return digest(finding.message if isinstance(value, list | dict) else value)


def _whole_words(text: str, words: Span) -> str:
    """Return the span *words* of *text*, extended to whole words on both sides."""
    start, end = words
    before = _WORD_BEFORE.search(text, max(start - MAX_WIDTH, 0), start)
    after = _WORD.match(text, end, end + MAX_WIDTH)
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}"


def _texts(record: Record, field: str) -> tuple[str, ...]:
    """Return the texts in a *field*, which holds a text or a list of texts, shortened to fit."""
    values = (value if isinstance(value, list) else [value] for _, value in record.find(field))
    texts = (text for items in values for text in items if isinstance(text, str))
    return tuple(shortened(text, MAX_WIDTH) for text in islice(texts, MAX_TEXTS))


def origin(path: Path, record: Record) -> Origin | None:
    """Return where the value at *path* comes from; None if no available source gives it."""
    return _Places(record).origin(path)


def _value_at(path: Path, document: Document) -> Value:
    """Return the value at *path*; None for the whole record and if there is no value."""
    try:
        return document.get(path) if path else None
    except (LookupError, TypeError):
        return None


def digest(value: Value) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of *value* as compact, sorted JSON."""
    try:
        text = _as_json(value)
    except TypeError:  # the names of fields are dates, or cannot be sorted
        text = _as_json(_with_text_names(value))
    return digests.digest(text.encode(), 16)


def _with_text_names(value: Value) -> Value:
    if isinstance(value, list):
        return [_with_text_names(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _with_text_names(item) for key, item in value.items()}
    return value


def _spans(finding: Finding, document: Document) -> list[Span]:
    """Return the spans of the file that a finding is about: one, or one for each of its words."""
    path = finding.path
    if finding.span is not None:
        return [finding.span]
    if finding.words:
        return [document.words_span(path, words) for words in finding.words]
    if not path:
        return [document.opening]
    if finding.on_key or (isinstance(document.get(path), (list, dict)) and isinstance(path[-1], str)):
        return [document.key_span(path)]
    return [document.span(path)]


def _excerpt(document: Document, spans: list[Span], first: Region) -> tuple[Line, ...]:
    """Return the first lines in which the spans begin, shortened to fit around the first mark.

    *first* is the region of the first span.
    """
    start = spans[0][0] - first.column + 1
    if len(spans) == 1:
        return (_line(document.text, first.line, start, spans),)
    marked: dict[int, tuple[int, list[Span]]] = {first.line: (start, [])}
    for span in spans:
        line, column = document.position(span[0])
        if line not in marked:
            if len(marked) == MAX_LINES:
                break
            marked[line] = span[0] - column + 1, []
        marked[line][1].append(span)
    return tuple([_line(document.text, line, start, marks) for line, (start, marks) in marked.items()])


def _line(text: str, number: int, begin: int, spans: list[Span]) -> Line:
    """Return the line that begins at *begin*, with the *spans* to mark in it."""
    end = text.find("\n", begin)
    end = len(text) if end < 0 else end
    cut = max(0, min(spans[0][0] - MAX_WIDTH // 2, end - MAX_WIDTH) - begin)
    left = begin + cut
    shown = text[left : min(end, left + MAX_WIDTH)].rstrip("\r")
    lead = "…" if cut else ""
    tail = "…" if left + MAX_WIDTH < end else ""
    shift, last = len(lead) - left, left + len(shown)
    inside = [
        (max(start, left) + shift, min(stop, last) + shift)
        for start, stop in spans
        if start < last or start == min(stop, end)
    ]
    return Line(number, f"{lead}{shown}{tail}", tuple(inside))


def _changes(fix: Fix, document: Document) -> tuple[Preview, ...]:
    values = document.values
    changes: list[Preview] = []
    for edit in fix.edits:
        match edit:
            case Set(path, value):
                before = document.get(path)
                if isinstance(before, str) and isinstance(value, str):
                    changes += _word_changes(before, value)
                else:
                    changes.append(_change_of_type(before, value))
            case Remove(path) if has(values, path):
                changes.append(Preview(_shown(get(values, path)) or "''", ""))
            case Insert(_, value):
                changes.append(Preview("", _shown(value) or "''"))
        if len(changes) >= MAX_CHANGES:
            break
    return tuple(changes if len(changes) == 1 else dict.fromkeys(changes))[:MAX_CHANGES]


def _change_of_type(before: Value, after: Value) -> Preview:
    """Return both values; a text is quoted if the other value would look the same."""
    old, new = _shown(before), _shown(after)
    if old == new:
        old, new = (
            f"'{shown}'" if isinstance(each, str) else shown for each, shown in ((before, old), (after, new))
        )
    return Preview(old, new)


def _shown(value: Value) -> str:
    """Return a value as reports show it, shortened to fit."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, list):
        text = f"[{', '.join(_shown(item) for item in value[:5])}{', …' if len(value) > 5 else ''}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in islice(value.items(), 5))}}}"
    else:
        text = "null" if value is None else str(value)
    return shortened(text, MAX_WIDTH)


def _word_changes(before: str, after: str) -> Iterator[Preview]:
    """Yield the words that differ; changes of white space include the words beside it."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if set(old).isdisjoint(new):  # as usual: a placeholder and its replacement
        if before or after:
            yield Preview(_shown(before), _shown(after))
        return
    for (i, j), (k, m) in differences(old, new):
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if not (gone.strip() and come.strip()):
            # Only white space or only added or removed words: shown with the words beside them.
            gone, come = "".join(old[max(i - 1, 0) : j + 1]), "".join(new[max(k - 1, 0) : m + 1])
        yield Preview(_shown(gone), _shown(come))
