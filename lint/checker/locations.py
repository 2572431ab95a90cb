"""Locations of findings: the place in the file, what the record there is about, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice

from lint.checker.combining import separate_splices
from lint.checker.excerpts import MAX_WIDTH, changes, excerpt
from lint.checker.regions import Regions
from lint.checker.value_digests import digest_in, value_at
from lint.core.deadline import TooLong
from lint.core.findings import About, Detail, Finding, Fix, Location, Origin, Span
from lint.core.values import Path, get, has, pointer
from lint.core.wording import shortened
from lint.documents.document import Document
from lint.documents.splices import Splice
from lint.records.generated import generated_from
from lint.records.record import Record
from lint.rules.rec.rule_crashed import RuleCrashed

MAX_TEXTS = 100
"""The most authors, organisms or communities of a record that reports receive."""


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
            excerpt=excerpt(document, spans, region) if self._shows_excerpt else (),
            changes=changes(fix, document) if self._shows_excerpt and fix else (),
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
        if finding.words or isinstance(value_at(path, self.record.document), list | dict):
            return digest_in(self.record.document, finding)
        if path not in self._digests:
            self._digests[path] = digest_in(self.record.document, finding)
        return self._digests[path]

    @cached_property
    def about(self) -> About:
        """The title, page, authors, organisms and communities of the record."""
        record, kind = self.record, self.record.kind
        pages = (text for url in kind.urls if not url.is_former for text in _texts(record, url.field))
        communities = _texts(record, "communities")
        if not communities and (generated := generated_from(record)):
            communities = _texts(generated, "communities")
        return About(
            title=next(iter(_texts(record, kind.title)), ""),
            page=next((page for page in pages if page.startswith(("https://", "http://"))), ""),
            authors=_texts(record, "authors"),
            organisms=_texts(record, kind.organisms),
            communities=communities,
        )

    def is_text(self, path: Path) -> bool:
        """Return whether there is a text at *path* that can be edited, here or in the source."""
        values, record = self.record.values, self.record
        is_text = has(values, path) and isinstance(get(values, path), str)
        is_elsewhere = is_text and record.kind.is_made(path) and record.source is not None
        return is_text and (not is_elsewhere or self.origin(path) is not None)

    def origin(self, path: Path) -> Origin | None:
        """Return where the value at *path* comes from; None if no available source gives it."""
        source = self.record.source if self.record.kind.is_made(path) else None
        places = source.derived.places(path, value_at(path, self.record.document)) if source else ()
        if source is None or not places:
            return None
        region = self._source_regions.of(source.document.span(places[0]))
        return Origin(source.file, region, tuple(map(pointer, places)))

    @cached_property
    def _source_regions(self) -> Regions:
        assert self.record.source is not None
        return Regions(self.record.source.document)


def _texts(record: Record, field: str) -> tuple[str, ...]:
    """Return the texts in a *field*, which holds a text or a list of texts, shortened to fit."""
    values = (value if isinstance(value, list) else [value] for _, value in record.find(field))
    texts = (text for items in values for text in items if isinstance(text, str))
    return tuple(shortened(text, MAX_WIDTH) for text in islice(texts, MAX_TEXTS))


def origin(path: Path, record: Record) -> Origin | None:
    """Return where the value at *path* comes from; None if no available source gives it."""
    return _Places(record).origin(path)


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
