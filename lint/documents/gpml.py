"""GPML: the source of a pathway, XML as PathVisio writes it, as values with simple names.

The values are ``title``, ``organism``, ``authors`` (a list), ``version``, ``last-modified``,
``description`` and the lists ``nodes`` (``label``, ``type``, ``database``, ``id``, ``comments``),
``drawn`` (the texts of labels, shapes, groups and states), ``comments`` (``source``, ``text``),
``ontology`` (``id``, ``term``), ``references`` (``key``, ``id``, ``database``, ``url``, ``title``,
``source``, ``year``, ``authors``) and ``citations`` (the ``key`` of each cited reference). A field
that the file does not have is missing; lists are always present. ``comments`` are those that are not
the description and do not belong to a node. A publication with duplicate fields makes two references,
of which the first has the key.

expat reads the file once and reports where each tag begins; the exact span of a value is found on
request, by a regular expression in that tag. An index counts characters of the file's text from 0,
unless it is called a byte.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from lint.core.findings import Span
from lint.core.limits import DEFAULT, Limits
from lint.core.values import Edit, Insert, Path, Remove, Set, Value, get, pointer
from lint.documents.document import Document
from lint.documents.gpml_reader import Place, PlaceFields, Reader, Unreadable
from lint.documents.problems import Cause, Problem
from lint.documents.splices import EditRefused, Splice, difference, line_start
from lint.documents.xml_errors import FORBIDDEN

_TAG_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=/>]+)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
_TAG_END = re.compile(r"\s*(/?)>")
_ONE_CHARACTER = re.compile(r"&[^;&]{1,12};|\r\n")  # one character of a value that takes several in the file
_LINE_END = re.compile("\r\n?|\n")
_MAX_DECODED = 2_000  # bytes: counting is faster for the first tags
_CHUNK = 500  # characters: most chunks are ASCII, which is fast to test
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_ELEMENT_ID = re.compile(r"""\s(?:elementId|GraphId|GroupId|[\w.-]+:id)\s*=\s*["']([^"'<]+)["']""")
_SPLITS_AUTHORS = re.compile(r"[,\[\]]|\A\s|\s\Z|\A\Z")

# The escapes of JDOM, with which PathVisio writes.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
)


class _Written:
    """Maps indices of a value to indices of *raw*, the value as it is written."""

    def __init__(self, raw: str) -> None:
        self._behind: list[int] = []
        self._shifts = [0]
        for match in _ONE_CHARACTER.finditer(raw):
            self._behind.append(match.start() - self._shifts[-1] + 1)
            self._shifts.append(self._shifts[-1] + len(match[0]) - 1)

    def span(self, span: Span) -> Span:
        """Return the span in the raw text of a span in the value."""
        start, end = (index + self._shifts[bisect_right(self._behind, index)] for index in span)
        return start, end


class Gpml(Document):
    """A GPML file."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        super().__init__(data, limits)
        self.text = ""
        self.values: dict[Any, Value] = {}
        self.problem: Problem | None = None
        self._xml = Reader(limits)
        self._tags: dict[int, _Tag] = {}
        self._writings: dict[Span, _Written] = {}
        try:
            self.text = self._decoded()
            self._xml.read(data)
            if self._xml.descriptions > 1:  # the last one counts
                self._xml = Reader(limits, self._xml.descriptions)
                self._xml.read(data)
        except Unreadable as error:
            at = min(len(data[: error.at].decode("utf-8", "replace")), len(self.text))
            self.problem = Problem(error.cause, str(error), (at, min(at + 1, len(self.text))))
        else:
            self.values = self._xml.values

    def _decoded(self) -> str:
        """Return the file's text.

        Raises:
            Unreadable: The file is too large, or is not UTF-8.
        """
        data = self.data
        if len(data) > self.limits.file_size:
            message = f"The file has more than {self.limits.file_size:,} bytes (`limits.file-size`)"
            raise Unreadable(Cause.CONTENT, message, 0)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
            raise Unreadable(Cause.ENCODING, "The file is UTF-16 or UTF-32: save it as UTF-8", 0)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.text = data.decode("utf-8", "replace")
            message = f"The byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8"
            raise Unreadable(Cause.ENCODING, message, error.start) from None

    # Places -----------------------------------------------------------------------------------

    def _index(self, byte: int) -> int:
        """Return the index of the character that begins at *byte*."""
        if byte < _MAX_DECODED:
            return len(self.data[:byte].decode("utf-8", "ignore"))
        behind, shifts = self._beyond_ascii
        return byte - shifts[bisect_right(behind, byte)]

    @cached_property
    def _beyond_ascii(self) -> tuple[list[int], list[int]]:
        """The byte after each run of non-ASCII characters, and how far bytes are ahead of characters."""
        behind: list[int] = []
        shifts = [0]
        for start in () if self.text.isascii() else range(0, len(self.text), _CHUNK):
            chunk = self.text[start : start + _CHUNK]
            for stretch in () if chunk.isascii() else _BEYOND_ASCII.finditer(chunk):
                shifts.append(shifts[-1] + len(stretch[0].encode()) - len(stretch[0]))
                behind.append(start + stretch.end() + shifts[-1])
        return behind, shifts

    @property
    def strings(self) -> Sequence[tuple[Path, str]]:
        return () if self.problem is not None else self._xml.texts

    @cached_property
    def _places(self) -> Mapping[Path, PlaceFields]:
        """The places of the texts and of the mappings below the pathway."""
        return self._xml.places()

    def _place(self, path: Path) -> Place:
        """Return the place of the text or the mapping at *path*.

        Raises:
            LookupError: There is neither.
        """
        return Place(*self._places[path]) if path else Place(self._xml.tag)

    def _tag(self, place: Place) -> _Tag:
        """Return the start tag of the element at *place*."""
        tag = self._tags.get(place.tag)
        if tag is None:
            tag = self._tags[place.tag] = _Tag(self.text, self._index(place.tag))
        return tag

    def _written(self, span: Span) -> _Written:
        written = self._writings.get(span)
        if written is None:
            written = self._writings[span] = _Written(self.text[slice(*span)])
        return written

    def _element_span(self, place: Place) -> Span:
        """Return the span of the whole element at *place*."""
        tag = self._tag(place)
        if tag.is_empty or place.end < 0:
            return tag.start, tag.end
        return tag.start, self.text.index(">", self._index(place.end)) + 1

    def span(self, path: Path) -> Span:
        """Return the span of the value at *path*: between quotes or tags, or of a whole element.

        The span of a text without an end tag (`<Comment />`) is the tag, that of a list is its attribute
        or reaches from its first to its last item, and that of the record begins with its first tag.

        Raises:
            LookupError: There is no value.
        """
        value = get(self.values, path)
        if isinstance(value, list):
            item = self._place((*path, 0))
            if item.part is not None:
                return self._tag(item).attribute(item.attribute).span("value")
            return self.span((*path, 0))[0], self.span((*path, len(value) - 1))[1]
        place = self._place(path)
        if not path:
            return self._tag(place).start, len(self.text)
        if not isinstance(value, str):
            return self._element_span(place)
        tag = self._tag(place)
        if not place.attribute:
            return (tag.start, tag.end) if tag.is_empty else (tag.end, self._index(place.end))
        start, end = tag.attribute(place.attribute).span("value")
        if place.part is None:
            return start, end
        part = self._written((start, end)).span(place.part)
        return start + part[0], start + part[1]

    def key_span(self, path: Path) -> Span:
        place = self._place(path)
        if not path or isinstance(path[-1], int):
            raise LookupError(pointer(path))
        tag = self._tag(place)
        return tag.attribute(place.attribute).span("name") if place.attribute else tag.name_span

    def words_span(self, path: Path, words: Span) -> Span:
        start, end = self.span(path)
        if "<" in self.text[start:end]:  # a tag, or CDATA
            return start, end
        first, behind = self._written((start, end)).span(words)
        return start + first, start + behind

    @property
    def may_be_escaped(self) -> bool:
        """False: the rules look at the values, in which nothing is escaped."""
        return False

    @property
    def opening(self) -> Span:
        """The span of the first tag's name, or of the file's first character if it cannot be read."""
        return (
            (0, min(1, len(self.text))) if self.problem is not None else self._tag(self._place(())).name_span
        )

    @property
    def version(self) -> str:
        return self._xml.version

    # Edits ------------------------------------------------------------------------------------

    def can_write(self, edits: Sequence[Edit]) -> bool:
        """Return whether *edits* only change texts of simple attributes and elements, or remove terms."""
        return all(
            (isinstance(edit, Set) and isinstance(edit.value, str) and self._can_set(edit.path, edit.value))
            or (
                isinstance(edit, Remove) and edit.path[:-1] == ("ontology",) and not self._is_named(edit.path)
            )
            for edit in edits
        )

    def _is_named(self, path: Path) -> bool:
        """Return whether another element refers to the element at *path* by its id."""
        start, end = self.span(path)
        ids = _ELEMENT_ID.findall(self.text, start, end)
        return any(self.text.count(f'"{name}"') + self.text.count(f"'{name}'") > 1 for name in ids)

    def _can_set(self, path: Path, value: str) -> bool:
        if FORBIDDEN.search(value) or not isinstance(get(self.values, path), str):
            return False
        if path[0] == "comments" and path[-1] == "source":
            return False  # the source decides whether a comment is the description
        place = self._place(path)
        if place.part is not None:
            return _SPLITS_AUTHORS.search(value) is None
        return bool(place.attribute) or "<" not in self.source(path) or self._tag(place).is_empty

    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the edits as PathVisio writes them, with the file's line breaks."""
        authors = [edit for edit in edits if self._is_part(edit.path)]
        are_listed = not all(isinstance(edit, Set) for edit in authors)
        found = {self._splice(edit) for edit in edits if not (are_listed and self._is_part(edit.path))}
        found |= {self._listed(authors)} if are_listed else set()
        yield sorted(found, key=lambda splice: splice.start)

    @cached_property
    def _newline(self) -> str:
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    def _is_part(self, path: Path) -> bool:
        """Return whether *path* is that of an author, present or new, in an attribute with all authors."""
        first = ("authors", 0)
        return path[:-1] == ("authors",) and first in self._places and self._place(first).part is not None

    def _splice(self, edit: Edit) -> Splice:
        """Return the splice that applies one edit.

        Raises:
            EditRefused: The edit is not possible.
        """
        where = pointer(edit.path)
        if not isinstance(edit, Set | Remove):
            raise EditRefused(f"a GPML file cannot be changed in this way at `{where}`")
        value = get(self.values, edit.path)
        if isinstance(edit, Set):
            if isinstance(edit.value, str) and isinstance(value, str):
                return self._set(edit.path, self._place(edit.path), edit.value)
            raise EditRefused(f"`{where}` can only be replaced by another text")
        if isinstance(value, list):
            raise EditRefused(f"`{where}` is not an element that can be removed by itself")
        place = self._place(edit.path)
        if place.attribute or not edit.path or edit.path[:-1] == ("nodes",):
            raise EditRefused(f"`{where}` is not an element that can be removed by itself")
        if self._is_named(edit.path):
            raise EditRefused(f"another element refers to `{where}` by its id")
        return self._removed(place)

    def _set(self, path: Path, place: Place, value: str) -> Splice:
        start, end = self.span(path)
        tag = self._tag(place)
        if place.attribute:
            return Splice(start, end, _in_attribute(value, tag.attribute(place.attribute)["quote"]))
        text = _allowed(value).translate(_IN_TEXT).replace("\n", self._newline)
        if tag.is_empty:
            return Splice(tag.closing, end, f">{text}</{tag.name}>" if text else self.text[tag.closing : end])
        if "<" in self.text[start:end]:
            raise EditRefused(f"`{pointer(path)}` contains tags, comments or CDATA, which would be lost")
        return Splice(start, end, text)

    def _removed(self, place: Place) -> Splice:
        """Return the splice that removes an element, and its lines if there is nothing else on them."""
        start, end = self._element_span(place)
        line = line_start(self.text, start)
        line_end = _LINE_END.match(self.text, end)
        if line_end and not self.text[line:start].strip(" \t"):
            start, end = line, line_end.end()
        return Splice(start, end, "")

    def _listed(self, edits: Sequence[Edit]) -> Splice:
        """Return the splice that rewrites a part of the list of authors; unchanged ones keep their form."""
        number, place = len(self.values["authors"]), self._place(("authors", 0))
        quote = self._tag(place).attribute(place.attribute)["quote"]
        changed: dict[int, str | None] = {}
        inserted: dict[int, list[str]] = defaultdict(list)
        for edit in edits:
            index = edit.path[-1]
            match edit:
                case Remove():
                    changed[index] = None
                case Set(_, str(value)):
                    changed[index] = _in_attribute(value, quote)
                case Insert(_, str(value)):
                    inserted[index].append(_in_attribute(value, quote))
                case _:
                    raise EditRefused(f"`{pointer(edit.path)}` can only be replaced by another text")
        concerned = changed.keys() | inserted.keys()
        first, behind = max(min(concerned) - 1, 0), min(max(concerned) + 2, number)
        begin = before = self.span(("authors", first))[0]
        parts: list[str] = []  # the authors, each after its separator
        for index in range(first, behind):
            start, end = self.span(("authors", index))
            parts += [part for author in inserted[index] for part in (", ", author)]
            written_anew = changed.get(index, self.text[start:end])
            if written_anew is not None:
                parts += [self.text[before:start] if index else ", ", written_anew]
            before = end
        parts += [part for author in inserted[number] for part in (", ", author)]
        change = difference(self.text[begin:before], "".join(parts[1:]))
        return Splice(begin + change.start, begin + change.end, change.text)


class _Tag:
    """The start tag at index *start* of a *text* that expat has accepted."""

    def __init__(self, text: str, start: int) -> None:
        name = _TAG_NAME.match(text, start)
        assert name is not None
        self.start = start
        self.name = name[1]
        self.name_span = name.span(1)
        self._attributes: dict[str, re.Match[str]] = {}
        at = name.end()
        while attribute := _ATTRIBUTE.match(text, at):
            at = attribute.end()
            prefix, colon, local = attribute["name"].rpartition(":")
            if prefix != "xmlns":
                self._attributes.setdefault(colon + local, attribute)
        end = _TAG_END.match(text, at)
        assert end is not None
        self.closing = end.start()
        """The start of `>` or `/>`, with the white space before it."""
        self.is_empty = bool(end[1])
        self.end = end.end()

    def attribute(self, name: str) -> re.Match[str]:
        """Return the match with the `name`, `quote` and `value` of the attribute that expat calls *name*."""
        namespace, _, local = name.rpartition(" ")
        return self._attributes[f":{local}" if namespace else local]


def _allowed(value: str) -> str:
    """Return *value*.

    Raises:
        EditRefused: It has a character that XML cannot contain.
    """
    if forbidden := FORBIDDEN.search(value):
        raise EditRefused(f"XML cannot contain the character U+{ord(forbidden[0]):04X}")
    return value


def _in_attribute(value: str, quote: str) -> str:
    """Return *value* as PathVisio writes it in an attribute.

    Raises:
        EditRefused: It has a character that XML cannot contain.
    """
    written = _allowed(value).translate(_IN_ATTRIBUTE)
    return written.replace("'", "&apos;") if quote == "'" else written
