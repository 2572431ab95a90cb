"""The reader of GPML: values with simple names and their places, taken from the XML in one pass.

Here, indices count bytes of the file from 0, as expat does.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, NoReturn
from xml.parsers import expat

from lint.core.findings import Span
from lint.core.limits import Limits
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


WHOLE = object()
"""The key of a mapping's element in the places of the mapping."""


class _Interruption(str):
    """The name of an ignored open element inside a text that is read."""

    __slots__ = ()


class _Level(NamedTuple):
    """An open element: its name, what it means, its tag, and the mapping for its fields and their places."""

    name: str
    element: Element
    tag: int
    here: dict[str, Any]
    places: dict[Any, Any]


_tuple = tuple.__new__  # creates a named tuple in a third of the time that its class takes


class Unreadable(Exception):
    """The file cannot be read: the *cause*, a message for people, and the byte *at* fault."""

    def __init__(self, cause: Cause, message: str, at: int) -> None:
        super().__init__(message)
        self.cause = cause
        self.at = at


class Reader:
    """Reads the *values* of a file and their *places* in one pass.

    The places have the structure of the values, with a `Place` for each text; those of a mapping also
    have its element's place under `WHOLE`.
    """

    def __init__(self, limits: Limits) -> None:
        self.values: dict[str, Any] = {}
        self.places: dict[Any, Any] = {}
        self._depth = limits.depth
        self._levels: list[_Level | str] = []
        """The open elements; for an ignored element, only the name."""
        self._chunks: list[str] = []
        self._take_text = self._chunks.append
        self._description = -1  # its index among the comments
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = self._start
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
        if data.count(b"<") - data.count(b"</") > MAX_ELEMENTS:
            raise Unreadable(Cause.CONTENT, f"The file has more than {MAX_ELEMENTS:,} elements", 0)
        self._parser.StartDoctypeDeclHandler = lambda *_: self._doctype(data)
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            at = max(self._parser.ErrorByteIndex, 0)
            innermost = self._levels[-1] if self._levels else ""
            name = innermost if isinstance(innermost, str) else innermost.name
            open_element = name.rpartition(" ")[2]
            raise Unreadable(Cause.SYNTAX, *explained(error.code, data, at, open_element)) from None
        finally:
            del self._parser  # a reference cycle, which would need the garbage collector
        if self._description >= 0:
            self.values["description"] = self.values["comments"].pop(self._description)["text"]
            self.places["description"] = self.places["comments"].pop(self._description)["text"]

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            message = f"The file declares the encoding `{encoding}`: save it as UTF-8"
            raise Unreadable(Cause.ENCODING, message, 0)
        if version != "1.0":  # 1.1 has other line breaks
            raise Unreadable(Cause.SYNTAX, f"The file declares XML {version}, but GPML is XML 1.0", 0)

    def _doctype(self, data: bytes) -> NoReturn:
        message = "A GPML file has no DOCTYPE, whose declarations are not read: remove it"
        raise Unreadable(Cause.SYNTAX, message, data.rindex(b"<!", 0, self._parser.CurrentByteIndex))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        levels = self._levels
        if len(levels) > self._depth:
            message = f"Elements are nested more than {self._depth} deep (`limits.depth`)"
            raise Unreadable(Cause.CONTENT, message, self._parser.CurrentByteIndex)
        if not levels:
            tag = self._parser.CurrentByteIndex
            element, here, places = _root(name, tag), self.values, self.places
            places[WHOLE] = Place(tag)
            self._take(element, attributes, tag, here, places)
            self._split_authors(tag)
            levels.append(_Level(name, element, tag, here, places))
            return
        around = levels[-1]
        if isinstance(around, str):  # first, since most elements are ignored
            levels.append(name)
            return
        _, outer, _, here, places = around
        inner = outer.children.get(name)
        if outer.holds_text:
            self._parser.CharacterDataHandler = None
            levels.append(_Interruption(name))
        elif inner is None or (inner.only is not None and attributes.get(inner.only[0]) != inner.only[1]):
            levels.append(name)
        else:
            tag = self._parser.CurrentByteIndex
            if inner.holds_text:
                self._chunks.clear()
                self._parser.CharacterDataHandler = self._take_text
            if not inner.is_leaf:
                here, places = self._take(inner, attributes, tag, here, places)
            levels.append(_tuple(_Level, (name, inner, tag, here, places)))

    def _take(
        self,
        element: Element,
        attributes: dict[str, str],
        tag: int,
        here: dict[str, Any],
        places: dict[Any, Any],
    ) -> tuple[dict[str, Any], dict[Any, Any]]:
        """Read the element's attributes, and return the mappings for its text and children."""
        if element.of_pathway:
            here, places = self.values, self.places
        if element.into:
            here, places = _added(here, places, element)
        for name, plain in element.attributes:
            if name in attributes:
                here[plain] = attributes[name]
                places[plain] = _tuple(Place, (tag, name, -1, None))
        for name, plain in element.items:
            if name in attributes:
                here[plain].append(attributes[name])
                places[plain].append(_tuple(Place, (tag, name, -1, None)))
        if element.lists:
            _add_lists(here, places, element)
        return here, places

    def _split_authors(self, tag: int) -> None:
        """Split the authors in an attribute of the root element."""
        text, place = self.values["authors"], self.places["authors"]
        if isinstance(text, str):  # else the authors are elements
            if text.count(",") >= MAX_AUTHORS:
                raise Unreadable(Cause.CONTENT, f"The file names more than {MAX_AUTHORS:,} authors", tag)
            parts = author_spans(text)
            self.values["authors"] = [text[slice(*part)] for part in parts]
            self.places["authors"] = [place._replace(part=part) for part in parts]

    def _end(self, _: str) -> None:
        level = self._levels.pop()
        if type(level) is str:  # first, since most elements are ignored
            return
        if isinstance(level, _Level):
            if level.element.holds_text or level.element.into:
                self._leave(level)
        elif isinstance(level, _Interruption):
            self._parser.CharacterDataHandler = self._chunks.append

    def _leave(self, level: _Level) -> None:
        """Read the text of an element, and note where the element ends."""
        element, here, places = level.element, level.here, level.places
        end = self._parser.CurrentByteIndex
        if element.holds_text:
            self._parser.CharacterDataHandler = None
            text, place = "".join(self._chunks), _tuple(Place, (level.tag, "", end, None))
            if element.item:
                here[element.item].append(text)
                places[element.item].append(place)
            else:
                if element.text in here:
                    here, places = self._next_item(here, places)
                here[element.text] = text
                places[element.text] = place
        if element.into:
            places[WHOLE] = _tuple(Place, (level.tag, "", end, None))
            if here.get("source") == _DESCRIPTION and len(self._levels) == 1:
                self._description = len(self.values["comments"]) - 1

    def _next_item(
        self, here: dict[str, Any], places: dict[Any, Any]
    ) -> tuple[dict[str, Any], dict[Any, Any]]:
        """Return the mappings for a text whose field is already there: those of a new item of the list.

        Some publications have duplicate fields, of which none may be lost.
        """
        around = self._levels[-1]
        if isinstance(around, str) or not around.element.into:
            return here, places
        places[WHOLE] = Place(around.tag)
        above = self._levels[-2]
        assert not isinstance(above, str)
        here, places = _added(above.here, above.places, around.element)
        _add_lists(here, places, around.element)
        self._levels[-1] = around._replace(here=here, places=places)
        return here, places


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


def _added(
    around: dict[str, Any], places_around: dict[Any, Any], element: Element
) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Add a mapping to the element's list, and return it with its places."""
    here: dict[str, Any] = {}
    places: dict[Any, Any] = {}
    around[element.into].append(here)
    places_around[element.into].append(places)
    return here, places


def _add_lists(here: dict[str, Any], places: dict[Any, Any], element: Element) -> None:
    for name in element.lists:
        if name not in here:
            here[name], places[name] = [], []


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
