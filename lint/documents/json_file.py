r"""JSON files: values, their spans, and edits in the style of the file.

The indentation, separators and escapes (`\u03b2` for β, `\/` for `/`) of new text are like those of
the text around it. An index counts characters of the file's text from 0.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from lint.core.findings import Span
from lint.core.limits import DEFAULT, Limits
from lint.core.patterns import lazy
from lint.core.values import DropShadowed, Edit, Insert, Path, Remove, Rename, Set, Value, narrowed, pointer
from lint.documents.composer import Unreadable
from lint.documents.document import Document
from lint.documents.in_place import Piece, change_pieces
from lint.documents.json_reader import JsonReader, Node
from lint.documents.problems import Problem, decoded
from lint.documents.splices import EditRefused, Splice, joined, line_start

_LINE_END = lazy("\r?\n")
_INDENT = lazy(r"[\[{][ \t]*\r?\n([ \t]*)")
_PIECE = lazy(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.|.", re.DOTALL
)
_ESCAPE = lazy(r"\\(?:u([0-9a-f]{4})|.)")
_ESCAPED = lazy(r"(?<!\\)(?:\\\\)*\\u(?!00[0-7])[0-9A-Fa-f]{4}")
_UPPER = lazy(r"(?<!\\)(?:\\\\)*\\u(?=[0-9]{0,3}[A-F])[0-9A-F]{4}")


class JsonFile(Document):
    """A file of JSON; its values are an object or a list."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        super().__init__(data, limits)
        self.text, self.problem = decoded(data, limits)
        self.start = int(self.text.startswith("\ufeff"))
        """The start of the JSON, after any byte order mark."""
        if self.problem is None:
            try:
                self._reader = JsonReader(self.text, self.start, limits)
            except Unreadable as error:
                self.problem = Problem(error.cause, str(error), error.span, error.context)
        self.values = self._reader.values

    @property
    def opening(self) -> Span:
        """The span of the record's opening bracket, or of the first character if the file cannot be read."""
        start = self.start if self.problem else self.span(())[0]
        return start, min(start + 1, len(self.text))

    @property
    def may_be_escaped(self) -> bool:
        """Whether a text may contain an escape."""
        return "\\" in self.text

    @cached_property
    def duplicates(self) -> list[tuple[Path, list[tuple[str, Value]]]]:
        """The duplicate fields of objects: their paths, and all names and values in order."""
        return [
            (path, [(each.name, each.node.value) for each in entries])
            for path, entries in self._reader.duplicates
        ]

    # Edits ------------------------------------------------------------------------------------

    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the edits with words changed in place, then with whole texts replaced."""
        assert isinstance(self._reader, JsonReader)
        for in_place in (True, False):
            yield _Writer(self.text, self._reader, in_place).splices(edits)


class _Writer:
    """Turns edits of values into splices of a JSON text, in its style."""

    def __init__(self, text: str, reader: JsonReader, in_place: bool) -> None:
        self._text = text
        self._reader = reader
        self._in_place = in_place
        newline = _LINE_END.search(text)
        self._newline = newline[0] if newline else "\n"
        self._splices: list[Splice] = []

    def splices(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return the splices that apply *edits* to the text, in order.

        Raises:
            EditRefused: The edits are not possible.
        """
        removed: dict[Path, set[int]] = defaultdict(set)
        inserted: dict[Path, list[Insert]] = defaultdict(list)
        for edit in narrowed(edits, lambda path: self._reader.node(path).value):
            match edit:
                case Set():
                    self._set(edit)
                case Remove():
                    removed[edit.path[:-1]].add(self._index(edit.path))
                case DropShadowed():
                    entries = self._reader.node(edit.path[:-1]).entries
                    places = [n for n, entry in enumerate(entries) if entry.name == edit.path[-1]]
                    removed[edit.path[:-1]].update(places[:-1])
                case Rename():
                    field = self._reader.field(self._reader.node(edit.path[:-1]), edit.path[-1])
                    if field.key_span is not None:
                        self._splices.append(Splice(*field.key_span, self._dump(edit.name, None)))
                case Insert():
                    inserted[edit.path[:-1]].append(edit)
                case _:
                    raise EditRefused(f"the edit at {pointer(edit.path)} is not possible in JSON")
        for path in sorted(removed | inserted, key=len, reverse=True):
            self._splices += self._rearranged(path, removed[path], inserted[path])
        return joined(self._splices)

    def _index(self, path: Path) -> int:
        parent = self._reader.node(path[:-1])
        if isinstance(parent.value, list):
            return int(path[-1])
        return parent.entries.index(self._reader.field(parent, path[-1]))

    # A value ----------------------------------------------------------------------------------

    def _set(self, edit: Set) -> None:
        node = self._reader.node(edit.path)
        if self._in_place and isinstance(node.value, str) and isinstance(edit.value, str):
            begin = node.start + 1
            pieces = [
                Piece(*match.span(), json.loads(f'"{match[0]}"'))
                for match in _PIECE.finditer(self._text[begin : node.end - 1])
            ]
            found = change_pieces(pieces, node.value, edit.value, lambda text: self._dump(text, None)[1:-1])
            if found is not None:
                self._splices += [Splice(begin + each.start, begin + each.end, each.text) for each in found]
                return
        is_inline = bool(node.entries) and "\n" not in self._text[node.start : node.end]
        margin = None if is_inline else self._margin(node.start)
        self._splices.append(Splice(node.start, node.end, self._dump(edit.value, margin)))

    def _margin(self, index: int) -> str | None:
        """Return the indentation of the line of *index*; None if nothing in the file is indented."""
        if self._indent is None:
            return None
        line = self._text[line_start(self._text, index) : index]
        return line[: len(line) - len(line.lstrip(" \t"))]

    @cached_property
    def _indent(self) -> str | None:
        """The indentation of one level; None if nothing is indented."""
        found = _INDENT.search(self._text)
        if not found:
            return None
        line = self._text[line_start(self._text, found.start()) : found.start()]
        outer = len(line) - len(line.lstrip(" \t\ufeff"))
        return found[1][outer:]

    @cached_property
    def _colon(self) -> str:
        """The text between a name and its value."""
        return next(self._colons(self._reader.root), ": ")

    def _colons(self, node: Node) -> Iterator[str]:
        for entry in node.entries:
            if entry.key_span is not None:
                gap = self._text[entry.key_span[1] : entry.node.start]
                if "\n" not in gap:
                    yield gap
            yield from self._colons(entry.node)

    @cached_property
    def _comma(self) -> str:
        """The text between two entries on one line."""
        return next(self._commas(self._reader.root), ", " if self._indent or self._colon[-1:] == " " else ",")

    def _commas(self, node: Node) -> Iterator[str]:
        for one, other in zip(node.entries, node.entries[1:], strict=False):
            gap = self._text[one.node.end : other.start]
            if "\n" not in gap:
                yield gap
        for entry in node.entries:
            yield from self._commas(entry.node)

    def _dump(self, value: Value, margin: str | None) -> str:
        """Return *value* as it is written: on lines indented by *margin*, or on one line if that is None."""
        try:
            text = json.dumps(
                value,
                ensure_ascii=self._is_escaped,
                allow_nan=False,
                indent=None if margin is None else self._indent,
                separators=(self._comma if margin is None else ",", self._colon),
            )
        except (TypeError, ValueError) as error:
            raise EditRefused(f"the new value cannot be written as JSON: {error}") from None
        if self._is_upper:
            text = _ESCAPE.sub(lambda match: f"\\u{match[1].upper()}" if match[1] else match[0], text)
        if self._has_escaped_slashes:
            text = text.replace("/", "\\/")
        return text.replace("\n", f"{self._newline}{margin or ''}")

    @cached_property
    def _is_escaped(self) -> bool:
        return self._text.removeprefix("\ufeff").isascii() and _ESCAPED.search(self._text) is not None

    @cached_property
    def _is_upper(self) -> bool:
        return _UPPER.search(self._text) is not None

    @cached_property
    def _has_escaped_slashes(self) -> bool:
        return "\\/" in self._text and "/" not in self._text.replace("\\/", "")

    # Entries ----------------------------------------------------------------------------------

    def _rearranged(self, path: Path, removed: set[int], inserted: list[Insert]) -> Iterator[Splice]:
        """Yield the splices that remove entries by index and insert others in the collection at *path*."""
        node = self._reader.node(path)
        entries = node.entries
        kept = [index for index in range(len(entries)) if index not in removed]
        is_list = isinstance(node.value, list)
        if not entries:
            values = [each.value for each in inserted] if is_list else {e.path[-1]: e.value for e in inserted}
            yield Splice(node.start, node.end, self._dump(values, self._margin(node.start)))
            return
        if not kept and not inserted:
            yield Splice(node.start + 1, node.end - 1, "")
            return
        gap = self._gap(node)
        margin = self._margin(entries[0].start) if "\n" in gap else None
        in_order = sorted(inserted, key=lambda edit: edit.path[-1]) if is_list else inserted
        added: dict[int, list[str]] = defaultdict(list)
        for edit in in_order:
            name = "" if is_list else f"{self._dump(edit.path[-1], None)}{self._colon}"
            added[edit.path[-1] if is_list else len(entries)].append(name + self._dump(edit.value, margin))
        if not kept:
            texts = [text for index in sorted(added) for text in added[index]]
            yield Splice(entries[0].start, entries[-1].node.end, gap.join(texts))
            return
        for index in removed:
            if index < kept[0]:
                yield Splice(entries[index].start, entries[index + 1].start, "")
            else:
                yield Splice(entries[index - 1].node.end, entries[index].node.end, "")
        before = "".join(f"{text}{gap}" for at in sorted(added) if at <= kept[0] for text in added[at])
        if before:
            yield Splice(entries[kept[0]].start, entries[kept[0]].start, before)
        for at, texts in added.items():
            if at > kept[0]:
                end = entries[at - 1].node.end
                yield Splice(end, end, "".join(f"{gap}{text}" for text in texts))

    def _gap(self, node: Node) -> str:
        """Return the text between two entries of *node*."""
        first, *others = node.entries
        if others:
            return self._text[first.node.end : others[0].start]
        lead = self._text[node.start + 1 : first.start]
        return f",{lead}" if "\n" in lead else self._comma
