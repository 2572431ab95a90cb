"""The reader of GPML: values with simple names and their places, taken from the XML in one pass.

Here, indices count bytes of the file from 0, as expat does.
"""

from __future__ import annotations

import re
from contextlib import suppress
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn, TypeAlias
from xml.parsers import expat

from lint.core.findings import Span
from lint.core.limits import Limits
from lint.core.values import Path
from lint.documents.gpml_names import NAMESPACE, ROOTS, Element
from lint.documents.problems import Cause
from lint.documents.xml_errors import explained

MAX_ELEMENTS = 100_000
"""The most elements of a file; a real one of 450 kB has some 5,000."""
MAX_AUTHORS = 10_000
"""The most authors of a file."""

_MAX_NAMESPACE = 200
# expat puts the namespace before the name of each prefixed attribute, so that a long namespace of
# many attributes would fill the memory.
_LONG_NAMESPACE = re.compile(
    rb"xmlns[^\s=]{0,100}\s{0,100}=\s{0,100}(?:\"[^\"]{%d}|'[^']{%d})" % ((_MAX_NAMESPACE,) * 2)
)

_DESCRIPTION = "WikiPathways-description"
_TEXT_OF_PATHWAY = Element(text="description")

_WHITE = " \t\n\x0b\f\r"  # white space in Java, the generator's language


class Place(NamedTuple):
    """Where a value is: in an attribute, in an element's text, or a whole element."""

    tag: int
    """The first byte of the element's start tag."""
    attribute: str = ""
    """The attribute with the value, as expat names it; "" if it is not in an attribute."""
    end: int = -1
    """The first byte of the end tag; at or after the end of the start tag if there is none; -1 if unknown."""
    part: Span | None = None
    """The value's characters in the attribute's value, if that contains several values."""


PlaceFields: TypeAlias = "tuple[int, str, int, Span | None]"
"""The fields of a `Place`; making only the tuple takes a fraction of the time."""

_Level: TypeAlias = "tuple[Element, Path, dict[str, Any], int]"
"""An open element: what it means, the path of the mapping for its fields, that mapping, and its tag."""


class Unreadable(Exception):
    """The file cannot be read: the *cause*, a message for people, and the byte *at* fault."""

    def __init__(self, cause: Cause, message: str, at: int) -> None:
        super().__init__(message)
        self.cause = cause
        self.at = at


class Reader:
    """Reads the *values* of a file and their *places* in one pass.

    Args:
        limits: The limits.
        description: Which of the comments that may be the description is it, from 1.
    """

    def __init__(self, limits: Limits, description: int = 1) -> None:
        self.values: dict[str, Any] = {}
        self.version = ""
        """The version of GPML, `2013a`."""
        self.tag = 0
        """The first byte of the root element's start tag."""
        self.texts: list[tuple[Path, str]] = []
        """The texts among the values, with their paths."""
        self._text_places: list[PlaceFields] = []
        self._elements: list[tuple[Path, PlaceFields]] = []
        """The paths and places of the mappings below the pathway."""
        self._depth = limits.depth
        self._levels: list[_Level] = []
        """The open elements that mean something."""
        self._ignored = 0
        """The number of open elements in the innermost of these."""
        self._chunks: list[str] = []
        self._take_text = self._chunks.append
        self.descriptions = 0
        """The number of comments that may be the description; the last one is."""
        self._description = description
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.XmlDeclHandler = _refuse_declaration
        parser.StartElementHandler = self._start_root
        parser.EndElementHandler = self._end

    def read(self, data: bytes) -> None:
        """Read *data*, which must be UTF-8, since expat would accept UTF-16 with a byte order mark.

        Raises:
            Unreadable: The data is not well-formed XML, is not GPML, or exceeds the limits.
        """
        long = _LONG_NAMESPACE.search(data)
        if long:
            message = f"A namespace here has more than {_MAX_NAMESPACE} characters"
            raise Unreadable(Cause.CONTENT, message, long.start())
        tags = data.count(b"<")
        if tags > MAX_ELEMENTS and tags - data.count(b"</") > MAX_ELEMENTS:
            raise Unreadable(Cause.CONTENT, f"The file has more than {MAX_ELEMENTS:,} elements", 0)
        self._parser.StartDoctypeDeclHandler = lambda *_: self._doctype(data)
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            at = max(self._parser.ErrorByteIndex, 0)
            raise Unreadable(Cause.SYNTAX, *explained(error.code, data, at, _innermost(data))) from None
        finally:
            del self._parser  # a reference cycle, which would need the garbage collector

    def places(self) -> dict[Path, PlaceFields]:
        """Return the places of the texts and of the mappings below the pathway by their paths."""
        places = dict(zip(map(itemgetter(0), self.texts), self._text_places, strict=True))
        places.update(self._elements)
        return places

    def _doctype(self, data: bytes) -> NoReturn:
        message = "A GPML file has no DOCTYPE, whose declarations are not read: remove it"
        raise Unreadable(Cause.SYNTAX, message, data.rindex(b"<!", 0, self._parser.CurrentByteIndex))

    def _refuse_depth(self) -> NoReturn:
        message = f"Elements are nested more than {self._depth} deep (`limits.depth`)"
        raise Unreadable(Cause.CONTENT, message, self._parser.CurrentByteIndex)

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._parser.CurrentByteIndex
        root = _root(name, tag)
        self.tag = tag
        self.version = name.removeprefix(NAMESPACE).partition(" ")[0]
        self._levels.append((root, (), self.values, tag))
        self._take(root, attributes, tag, (), self.values)
        self._split_authors(tag)
        for field in root.lists:
            self.values.setdefault(field, [])
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._ignored:  # first, since most elements are
            self._ignored += 1
            if self._ignored > self._depth:
                self._refuse_depth()
            return
        around, path, here, _ = self._levels[-1]
        element = around.children.get(name)
        if element is None or (element.only and attributes.get(element.only[0]) != element.only[1]):
            self._ignored = 1
            if around.holds_text:
                self._parser.CharacterDataHandler = None
            return
        tag = self._parser.CurrentByteIndex
        if element.into == "comments" and len(self._levels) == 1 and _DESCRIPTION in attributes.values():
            self.descriptions += 1
            if self.descriptions == self._description:
                element = _TEXT_OF_PATHWAY
        if element.of_pathway:
            path, here = (), self.values
        elif element.into:
            path, here = _added(element, path, here)
        if attributes:
            self._take(element, attributes, tag, path, here)
        if element.has_content:
            self._levels.append((element, path, here, tag))
            if element.holds_text:
                self._parser.CharacterDataHandler = self._take_text
        else:
            self._ignored = 1

    def _take(
        self, element: Element, attributes: dict[str, str], tag: int, path: Path, here: dict[str, Any]
    ) -> None:
        """Read the *attributes* of an element into the mapping *here* at *path*."""
        for name, field in element.attributes:
            if name in attributes:
                if field in here:
                    self._forget((*path, field))
                text = here[field] = attributes[name]
                self.texts.append(((*path, field), text))
                self._text_places.append((tag, name, -1, None))
        for name, field in element.items:
            if name in attributes:
                items = here[field]
                self.texts.append(((*path, field, len(items)), attributes[name]))
                self._text_places.append((tag, name, -1, None))
                items.append(attributes[name])

    def _end(self, _: str) -> None:
        if self._ignored:
            self._ignored -= 1
            if not self._ignored and self._levels[-1][0].holds_text:
                self._parser.CharacterDataHandler = self._take_text
            return
        element, path, here, tag = self._levels.pop()
        if element.holds_text:
            self._parser.CharacterDataHandler = None
            text = "".join(self._chunks)
            self._chunks.clear()
            if element.item:
                items = here[element.item]
                at: Path = (*path, element.item, len(items))
                items.append(text)
            else:
                if element.text in here:
                    path, here = self._next_item(element.text, path, here)
                at = (*path, element.text)
                here[element.text] = text
            self.texts.append((at, text))
            self._text_places.append((tag, "", self._parser.CurrentByteIndex, None))
        if element.into:
            self._elements.append((path, (tag, "", self._parser.CurrentByteIndex, None)))

    def _next_item(self, field: str, path: Path, here: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
        """Return the path and the mapping for a text whose *field* is already there.

        Some publications have duplicate fields, of which none may be lost, so these belong to a new item
        of the list. Elsewhere, the last text counts.
        """
        around, _, _, tag = self._levels[-1]
        if not around.into:
            self._forget((*path, field))
            return path, here
        self._elements.append((path, (tag, "", -1, None)))
        *_, above_path, above, _ = self._levels[-2]
        path, here = _added(around, above_path, above)
        self._levels[-1] = around, path, here, tag
        return path, here

    def _forget(self, path: Path) -> None:
        """Remove the text at *path*, which another one replaces."""
        at = next(at for at in reversed(range(len(self.texts))) if self.texts[at][0] == path)
        del self.texts[at], self._text_places[at]

    def _split_authors(self, tag: int) -> None:
        """Split the authors in an attribute of the root element."""
        text = self.values.get("authors")
        if isinstance(text, str):  # else the authors are elements
            if text.count(",") >= MAX_AUTHORS:
                raise Unreadable(Cause.CONTENT, f"The file names more than {MAX_AUTHORS:,} authors", tag)
            at = self.texts.index((("authors",), text))
            (_, name, *_) = self._text_places[at]
            parts = author_spans(text)
            authors = self.values["authors"] = [text[slice(*part)] for part in parts]
            self.texts[at : at + 1] = [(("authors", index), author) for index, author in enumerate(authors)]
            self._text_places[at : at + 1] = [(tag, name, -1, part) for part in parts]


def _refuse_declaration(version: str, encoding: str | None, standalone: int) -> None:
    if encoding is not None and encoding.lower() != "utf-8":
        message = f"The file declares the encoding `{encoding}`: save it as UTF-8"
        raise Unreadable(Cause.ENCODING, message, 0)
    if version != "1.0":  # 1.1 has other line breaks
        raise Unreadable(Cause.SYNTAX, f"The file declares XML {version}, but GPML is XML 1.0", 0)


def _innermost(data: bytes) -> str:
    """Return the name of the innermost element that is open where *data* is ill-formed; "" if none is."""
    names: list[str] = []
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.EndElementHandler = lambda _: names.pop()
    with suppress(expat.ExpatError):
        parser.Parse(data, True)
    return names[-1].rpartition(" ")[2] if names else ""


def _root(name: str, tag: int) -> Element:
    """Return what the root element means.

    Raises:
        Unreadable: It is not the root element of a supported version of GPML.
    """
    if name in ROOTS:
        return ROOTS[name]
    namespace, _, local = name.rpartition(" ")
    if namespace.startswith(NAMESPACE) and local == "Pathway":
        version = namespace.removeprefix(NAMESPACE)
        message = f"GPML {version} is not supported, only GPML 2013a and 2021: save the file with PathVisio 3"
    else:
        inside = f" in the namespace `{namespace}`" if namespace else ""
        message = (
            f"This is not GPML: its root element is `{local}`{inside}, not `Pathway` in `{NAMESPACE}2013a`"
        )
    raise Unreadable(Cause.CONTENT, message, tag)


def _added(element: Element, path: Path, here: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """Add a mapping to the element's list in the mapping *here*, and return it after its path."""
    items = here[element.into]
    item: dict[str, Any] = {field: [] for field in element.lists} if element.lists else {}
    items.append(item)
    return (*path, element.into, len(items) - 1), item


def author_spans(text: str) -> list[Span]:
    """Return the spans of the authors in the value of an `Author` attribute, as the generator splits it.

    The generator removes the enclosing brackets, splits at commas with the white space around them, and
    drops empty authors at the end. A text without a comma is one author, even if it is empty.
    """
    start, end = 0, len(text)
    if text.lstrip(_WHITE).startswith("["):
        start = text.index("[") + 1
    if text[start:].rstrip(_WHITE).endswith("]"):
        end = text.rindex("]")
    commas = [at for at in range(start, end) if text[at] == ","]
    spans: list[Span] = []
    for begin, behind in zip([start, *(at + 1 for at in commas)], [*commas, end], strict=True):
        item = text[begin:behind]
        if begin > start:
            begin += len(item) - len(item.lstrip(_WHITE))
        if behind < end:
            behind = max(begin, behind - len(item) + len(item.rstrip(_WHITE)))
        spans.append((begin, behind))
    while commas and spans and spans[-1][0] == spans[-1][1]:
        spans.pop()
    return spans
