from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lint.core.findings import Finding, Fix, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import EditComment, Path, Set, Value, scalars
from lint.core.wording import shortened
from lint.documents.splices import end_before, line_start
from lint.documents.yaml_document import YamlDocument
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe

_ANCHORED = lazy(r"(?:[:,-]\s+|[\[{]\s*)(?:&[^\s&]|!\s)")
_ANCHOR = lazy(r"&[^\s,\[\]{}]+|!(?=\s)(?!\s+[\"'|>])")  # Ruby writes `! 'text'`
_NUMBERED = lazy(r"#[0-9]")
_NUMBERED_WORDS = lazy(r"#[0-9]\S* +\w")
_WORDED = lazy(r"#[^\s#!=*+~_-]")
_INDENT = lazy(" *")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_MAX_SHOWN = 40
# An item below another, one level too deep: a short line, which no program would have folded.
_ITEM_BELOW = lazy(r"\n( *)- (?!- )[^\n]{1,59}+(?:(?<=[^\s:])|(?<=[^\s:]\r))\n\1 +- ")
_GLUED_NAME = lazy(r"(?m)^[ ]*-[A-Za-z_][^\n:]*:(?=\s|\Z)")
_GLUED = lazy(r"-[A-Za-z_]")
_ITEM_LINE = lazy(r"(?<=\n) *(- [^\r\n]*)")


class SwallowedText(Rule):
    """Part of a text, or an item, is lost, since YAML reads it as a comment, an anchor, a tag or other text.

    Without quotes, ` #` ends a text, and the rest of the line is a comment: of `batch #26` readers get
    `batch`. A word that begins with `&` in front of a text is the name of an anchor: of `&co and others` they
    get `and others`. A `!` followed by a space is a tag and is lost too. Comments are reported if they
    continue the text: the `#` is followed by a number, or by a word without a space, or the comment closes a
    bracket of the text. Anchors are reported if no alias uses them. An item of a list that is indented more
    than the item above it becomes part of the text of that item, and `-id: x` is a field called `-id`.

    The fix puts the whole text in quotes or removes the `&`. It is unsafe because a comment, an anchor or a
    tag may be meant. If a comment is meant, write a space after the `#`. There is no fix if the record has a
    copy of the text that differs from the whole text, nor for the `&` or `!` of a title that has no copy.
    """

    code = "REC013"
    source = "the YAML specification's comments and anchors"
    severity = Severity.WARNING
    examples = (
        Example(bad="title: Subunit #2 of the pump", good="title: 'Subunit #2 of the pump'", unsafe=True),
        Example(
            bad="description: checked (see request # 41) twice",
            good="description: 'checked (see request # 41) twice'",
            unsafe=True,
        ),
        Example(
            bad="description: '&co' \nauthors:\n- &co and others",
            unsafe=True,
            good="description: '&co' \nauthors:\n- '&co and others'",
        ),
        Example(
            bad="title: &Pump of copper\nschema-jsonld:\n- name: Pump of copper",
            good="title: Pump of copper\nschema-jsonld:\n- name: Pump of copper",
            unsafe=True,
        ),
        Example(bad="description: ! Pump of copper", good="description: '! Pump of copper'", unsafe=True),
        Example(bad="title: &Pump of copper"),
        Example(bad="authors:\n- Egonw\n  - Khanspers\n- Mkutmon"),
        Example(bad="authors:\n  -name: Egonw"),
        Example(ok="authors:\n- - Egonw\n  - Khanspers"),
        Example(ok="title: Pump # a subunit"),
        Example(ok="title: ! 'Pump of copper'"),
        Example(ok="title: 'Subunit #2 of the pump'"),
        Example(ok="title: &t Pump\ndescription: *t"),
    )

    def might_match(self, record: Record) -> bool:
        document, text = record.document, record.text
        if not isinstance(document, YamlDocument):
            return False
        return _has_item_below(document) or (
            not document.is_generated
            and (
                " #" in text
                or "\t#" in text
                or (("&" in text or "! " in text) and _ANCHORED.search(text) is not None)
                or _GLUED_NAME.search(text) is not None
            )
        )

    def check(self, record: Record) -> Iterator[Finding]:
        document = record.document
        if not isinstance(document, YamlDocument):
            return
        has_item_below = _has_item_below(document)
        if _GLUED_NAME.search(record.text):
            yield from self._glued(record)
        directives = set(document.directives)
        comments = [span for span in document.comments if span not in directives]
        if comments or has_item_below or _ANCHORED.search(record.text):
            yield from self._swallowed(record, document, comments, has_item_below=has_item_below)

    def _swallowed(
        self, record: Record, document: YamlDocument, comments: Sequence[Span], *, has_item_below: bool
    ) -> Iterator[Finding]:
        """Yield what a plain value lost to an anchor or a tag, to the item above, and to a comment."""
        ends: dict[int, tuple[Path, str | None]] = {}
        misread: set[Path] = set()
        aliases = document.nodes.aliases
        used = {source for _, source in aliases.values()}
        for path, value in scalars(record.values):
            if path in aliases or not document.is_plain(path):
                continue
            start, end = document.span(path)
            if not isinstance(value, str | None):
                if comments and _is_misread(record, path, value):
                    ends[end] = path, record.text[start:end]
                    misread.add(path)
                continue
            ends[end] = path, value
            anchor = _ANCHOR.match(record.text, start, end)
            if anchor and path not in used:
                yield self._swallowed_by_anchor(record, path, value, anchor)
            if has_item_below and isinstance(path[-1], int):
                yield from self._swallowed_by_item(record, path, (start, end))
        cut = [(*ends[end], span) for span in comments if (end := end_before(record.text, span[0])) in ends]
        whole = {path: _whole(record, value, span) for path, value, span in cut}
        for path, value, span in cut:
            least = Severity.WARNING if path in misread else Severity.INFO
            yield from self._cut_by_comment(record, path, value, span, whole, least)

    def _glued(self, record: Record) -> Iterator[Finding]:
        document = record.document
        for path in _glued_names(record.values):
            if document.text[slice(*document.key_span(path))] == path[-1]:  # without quotes
                name = shortened(str(path[-1]), _MAX_SHOWN)
                message = f"`{name}` is read as the name of a field: a space is missing after the `-`"
                yield self.finding(path, message, on_key=True)

    def _swallowed_by_anchor(
        self, record: Record, path: Path, value: str | None, anchor: re.Match[str]
    ) -> Finding:
        reading = "a tag" if anchor[0] == "!" else "an anchor, which nothing uses,"
        message = f"`{shortened(anchor[0], _MAX_SHOWN)}` is read as {reading} and is lost from the text"
        text = anchor[0] if value is None else f"{anchor[0]} {value}"
        copy, why = record.copy_of(path), "an anchor or a tag may be meant"
        fix: Fix | None = unsafe("Put the whole text in quotes", Set(path, text), why=why)
        if copy is not None and copy[1] == text.removeprefix("&"):
            fix = unsafe("Remove the `&`", Set(path, copy[1]), why=why)
        elif _is_contradicted(record, path, text) or (copy is None and path == (record.kind.title,)):
            fix = None
        return self.finding(path, message, span=anchor.span(), fix=fix)

    def _swallowed_by_item(self, record: Record, path: Path, span: Span) -> Iterator[Finding]:
        text = record.text
        found = _ITEM_LINE.search(text, *span)
        if found is not None and _ITEM_BELOW.match(text, text.rfind("\n", 0, span[0])):
            item = shortened(found[1], _MAX_SHOWN)
            message = f"`{item}` is read as part of the item above, not as an item: indent it like that"
            yield self.finding(path, message, span=found.span(1))

    def _cut_by_comment(
        self,
        record: Record,
        path: Path,
        value: str | None,
        span: Span,
        whole: Mapping[Path, str],
        least: Severity,
    ) -> Iterator[Finding]:
        text = record.text
        end = end_before(text, span[0])
        gap, comment = text[end : span[0]], text[slice(*span)].rstrip()
        breaks = gap.count("\n")
        if breaks and not (_NUMBERED_WORDS.match(comment) and _is_inside(record, path, span[0])):
            return
        severity = _certainty(value or "", comment)
        if severity is None or (value is None and not _NUMBERED.match(comment)):
            return
        lost = shortened(comment, _MAX_SHOWN)
        message = f"The text ends before the ` #`, which begins a comment: `{lost}` is lost"
        fix = None
        copy = record.copy_of(path)
        if copy is None or whole.get(copy[0], copy[1]) == whole[path]:
            edits = Set(path, whole[path]), EditComment(span)
            fix = unsafe("Put the whole text in quotes", *edits, why="a comment may be meant")
        yield self.finding(
            path, message, severity=max(severity, least), span=(span[0], span[0] + len(comment)), fix=fix
        )


def _glued_names(values: Value, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the fields whose names begin like an item without its space: `-id`."""
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if isinstance(key, str) and _GLUED.match(key):
            yield (*path, key)
        if isinstance(value, dict | list):
            yield from _glued_names(value, (*path, key))


def _is_misread(record: Record, path: Path, value: Value) -> bool:
    """Return whether a *value* without quotes is no text although its field is one."""
    types = record.kind.field_types
    return not types.allow(path, value) and types.allow(path, "x")


def _whole(record: Record, value: str | None, span: Span) -> str:
    """Return the whole text of a plain *value* before the comment at *span*, if this belongs to the text."""
    end = end_before(record.text, span[0])
    gap, comment = record.text[end : span[0]], record.text[slice(*span)].rstrip()
    if breaks := gap.count("\n"):
        gap = "\n" * (breaks - 1) or " "
    return comment if value is None else f"{value}{gap}{comment}"


def _has_item_below(document: YamlDocument) -> bool:
    """Return whether what looks like an item is indented more than the item above it."""
    return document.folds_items and _ITEM_BELOW.search(document.text) is not None


def _is_contradicted(record: Record, path: Path, whole: str) -> bool:
    """Return whether the value at *path* has a copy that differs from its *whole* text."""
    copy = record.copy_of(path)
    return copy is not None and copy[1] != whole


def _certainty(text: str, comment: str) -> Severity | None:
    """Return how severe it is that *comment* is cut off from *text*; None if it reads like a comment."""
    is_closing = any(
        text.count(opening) > text.count(closing) and closing in comment
        for opening, closing in _BRACKETS.items()
    )
    if is_closing or _NUMBERED.match(comment):
        return Severity.WARNING
    return Severity.INFO if _WORDED.match(comment) else None


def _is_inside(record: Record, path: Path, at: int) -> bool:
    """Return whether a comment at *at*, alone on its line, is where the text at *path* would continue."""
    document = record.document
    if not document.is_block(path[:-1]):
        return False
    if isinstance(path[-1], int):
        line = line_start(record.text, document.span(path)[0])
        indent = _INDENT.match(record.text, line)
        assert indent is not None
        column = len(indent[0])
    else:
        column = document.position(document.key_span(path)[0])[1] - 1
    return document.position(at)[1] - 1 > column
