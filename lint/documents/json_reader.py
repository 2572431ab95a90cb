"""The reader of JSON (RFC 8259): values and their spans, in one pass.

An index counts characters of the file's text from 0.
"""

from __future__ import annotations

import re
from functools import cached_property
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from lint.core.findings import Span
from lint.core.limits import Limits
from lint.core.patterns import lazy
from lint.core.values import Path, Value
from lint.documents.composer import Unreadable, levels, too_deep_message
from lint.documents.reader import Reader

_BLANKS = lazy(r"[ \t\n\r]*")
_SCALAR = lazy(r"(?:(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null)(?![\w.+-])")
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_MAX_NUMBER = 3_500  # digits: Python converts at most 4,300
_HALF = lazy("[\ud800-\udfff]")

_WORD = lazy(r"[^\s,:\[\]{}\"']+")
_CONFLICT = lazy(r"(?:<{7}|={7}|>{7}|\|{7})[^\n]*")
_OTHERS = {
    **dict.fromkeys(
        ("NaN", "Infinity", "-Infinity", "+Infinity"), "which is not a number in JSON; write null"
    ),
    **dict.fromkeys(("None", "undefined", "nil", "NULL", "Null"), "which is null in JSON"),
    **dict.fromkeys(("True", "TRUE", "yes", "on"), "which is true in JSON"),
    **dict.fromkeys(("False", "FALSE", "no", "off"), "which is false in JSON"),
}


class Entry(NamedTuple):
    """An item of a list, or a field of an object with its name and the span of that."""

    start: int
    node: Node
    name: str = ""
    key_span: Span | None = None


class Node(NamedTuple):
    """A value with its span, and with the entries of a list or an object."""

    start: int
    end: int
    value: Value
    entries: list[Entry]


class JsonReader(Reader):
    """The value of a JSON text, and the spans of its parts.

    Args:
        text: The text of the file.
        start: The start of the value, or of white space before it.
        limits: The deepest nesting of values.

    Raises:
        Unreadable: The text is not JSON, is a single value, or exceeds the *limits*.
    """

    def __init__(self, text: str, start: int, limits: Limits) -> None:
        self._text = text
        self._depth = limits.depth
        begin = self._skip(start)
        if begin == len(text):
            raise Unreadable("it is empty", (0, 0))
        self.root = self._node(begin, 0)
        end = self._skip(self.root.end)
        if end < len(text):
            raise self._fault(end, "more text after the value, which must end the file", self.root.start)
        if not isinstance(self.root.value, dict | list):
            raise Unreadable("it is a single value, not fields with values", (begin, begin))
        self.values = self.root.value

    def span(self, path: Path) -> Span:
        node = self.node(path)
        return node.start, node.end

    def key_span(self, path: Path) -> Span:
        span = self.field(self.node(path[:-1]), path[-1]).key_span if path else None
        if span is None:
            raise LookupError(path)
        return span

    def node(self, path: Path) -> Node:
        """Return the node of the value at *path*; that of the last field if there are several.

        Raises:
            LookupError: There is no value.
        """
        node = self.root
        for key in path:
            if isinstance(node.value, list) and isinstance(key, int):
                node = node.entries[key].node
            else:
                node = self.field(node, key).node
        return node

    def field(self, node: Node, name: Any) -> Entry:
        """Return the field *name* of an object, the last one if there are several.

        Raises:
            LookupError: There is none.
        """
        for entry in reversed(node.entries):
            if entry.key_span is not None and entry.name == name:
                return entry
        raise LookupError(name)

    @cached_property
    def duplicates(self) -> list[tuple[Path, list[Entry]]]:
        """The duplicate fields of objects: their paths, and all their entries."""
        found: list[tuple[Path, list[Entry]]] = []

        def walk(node: Node, path: Path) -> None:
            if isinstance(node.value, list):
                for index, entry in enumerate(node.entries):
                    walk(entry.node, (*path, index))
                return
            given: dict[str, list[Entry]] = {}
            for entry in node.entries:
                given.setdefault(entry.name, []).append(entry)
            for name, entries in given.items():
                if len(entries) > 1:
                    found.append(((*path, name), entries))
                walk(entries[-1].node, (*path, name))

        walk(self.root, ())
        return found

    # Reading ----------------------------------------------------------------------------------

    def _skip(self, at: int) -> int:
        blanks = _BLANKS.match(self._text, at)
        assert blanks is not None
        return blanks.end()

    def _node(self, at: int, depth: int) -> Node:
        sign = self._text[at : at + 1]
        if sign == '"':
            text, end = self._string(at)
            return Node(at, end, text, [])
        if sign in ("{", "["):
            if depth > self._depth:
                raise Unreadable(too_deep_message(self._depth), (at, at + 1))
            return self._object(at, depth) if sign == "{" else self._list(at, depth)
        match = _SCALAR.match(self._text, at)
        if match is None:
            raise self._no_value(at)
        return Node(at, match.end(), self._scalar(match), [])

    def _scalar(self, match: re.Match[str]) -> Value:
        written = match[0]
        if written in _WORDS:
            return _WORDS[written]
        if len(written) > _MAX_NUMBER:
            raise Unreadable(f"a number has more than {_MAX_NUMBER:,} digits", match.span())
        return float(written) if match[2] or match[3] else int(written)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self._text, at + 1, True)
        except JSONDecodeError as error:
            raise self._bad_string(at, error.pos, error.msg) from None
        if _HALF.search(text):
            raise Unreadable("an escape for only half of a character (`\\ud83d`)", (at, end))
        return text, end

    def _list(self, start: int, depth: int) -> Node:
        entries: list[Entry] = []
        at = self._skip(start + 1)
        while self._text[at : at + 1] != "]" or entries:
            node = self._node(at, depth + 1)
            entries.append(Entry(at, node))
            at = self._skip(node.end)
            if self._text[at : at + 1] == "]":
                break
            at = self._next(start, at, "]")
        return Node(start, at + 1, [entry.node.value for entry in entries], entries)

    def _object(self, start: int, depth: int) -> Node:
        entries: list[Entry] = []
        at = self._skip(start + 1)
        while self._text[at : at + 1] != "}" or entries:
            if self._text[at : at + 1] != '"':
                raise self._fault(at, "the name of a field in double quotes is expected here", start)
            name, end = self._string(at)
            colon = self._skip(end)
            if self._text[colon : colon + 1] != ":":
                raise self._fault(colon, "a `:` is missing after the name of a field", at)
            node = self._node(self._skip(colon + 1), depth + levels(name))
            entries.append(Entry(at, node, name, (at, end)))
            at = self._skip(node.end)
            if self._text[at : at + 1] == "}":
                break
            at = self._next(start, at, "}")
        return Node(start, at + 1, {entry.name: entry.node.value for entry in entries}, entries)

    def _next(self, start: int, at: int, closing: str) -> int:
        """Return the start of the entry after the comma at *at*."""
        sign = self._text[at : at + 1]
        if sign != ",":
            if not sign:
                opening = self._text[start]
                raise self._fault(start, f"the `{opening}` that opens here is never closed", start)
            raise self._fault(at, "a comma is missing before this", start)
        after = self._skip(at + 1)
        if self._text[after : after + 1] == closing:
            raise Unreadable(f"an extra comma before the `{closing}`", (at, at + 1), context=start)
        return after

    # Faults -----------------------------------------------------------------------------------

    def _fault(self, at: int, message: str, context: int) -> Unreadable:
        text = self._text
        if conflict := _CONFLICT.match(text, at):
            return Unreadable("an unresolved merge conflict; keep one of its versions", conflict.span())
        if text.startswith(("//", "/*", "#"), at):
            return Unreadable("a comment, which JSON does not allow", (at, at + 1))
        if text.startswith("'", at):
            return Unreadable("a text in single quotes; JSON requires double quotes", (at, at + 1))
        return Unreadable(message, (at, min(at + 1, len(text))), context=context)

    def _no_value(self, at: int) -> Unreadable:
        word = _WORD.match(self._text, at)
        if word is None or self._text[at] in "/#<=>|":
            is_end = at == len(self._text)
            return self._fault(
                at, "the file ends before a value" if is_end else "a value is missing here", at
            )
        advice = _OTHERS.get(word[0])
        if advice is None and word[0][0] in "+-.0123456789":
            advice = "which is not a number in JSON; write it as text, or without leading zeros, `+` or `_`"
        return Unreadable(f"`{word[0][:40]}`, {advice or 'a text without double quotes'}", word.span())

    def _bad_string(self, start: int, at: int, fault: str) -> Unreadable:
        if "Unterminated" in fault:
            return Unreadable("the quote that opens here is never closed", (start, start + 1), context=start)
        if "control character" in fault:
            sign = self._text[at]
            what = {"\n": "a line break", "\t": "a tab"}.get(sign, f"the character U+{ord(sign):04X}")
            escape = {"\n": "\\n", "\t": "\\t"}.get(sign, f"\\u{ord(sign):04x}")
            message = f"{what} in a text, which JSON writes as `{escape}`, or a quote is missing before it"
            return Unreadable(message, (at, at + 1), context=start)
        return Unreadable("an invalid escape; write `\\\\` for a backslash", (at, at + 1))
