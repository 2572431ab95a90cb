"""The layout of a YAML text: the lines and columns of the entries of lists and mappings.

Indices count characters of the file's text, and columns characters of a line, from 0.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from lint.core.findings import Span
from lint.core.values import Path, pointer
from lint.documents.emitting import has_beyond_bmp
from lint.documents.nodes import NodeReader
from lint.documents.splices import EditRefused, end_before, line_start

_LIST = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1( *)- ", re.MULTILINE)


class Entry(NamedTuple):
    """The span of an item of a list or a field of a mapping, from its dash or key to its value's end."""

    start: int
    end: int


class Layout:
    """The places in the text of a *reader* at which it can be edited.

    Args:
        reader: The reader of the text.
        directives: The spans of comments for recordlint, which must not move.
    """

    def __init__(self, reader: NodeReader, directives: Sequence[Span]) -> None:
        self.reader = reader
        self.text = reader.text
        self._directives = directives
        self._known_places: dict[int, dict[int, int]] = {}
        self._known_entries: dict[Path, list[Entry]] = {}
        self._known_names: dict[int, list[str] | None] = {}

    # Entries ----------------------------------------------------------------------------------

    def collection(self, path: Path) -> CollectionNode:
        """Return the node of the list or mapping at *path*.

        Raises:
            EditRefused: It is shared through an alias.
        """
        if any(path[:n] in self.reader.aliases for n in range(len(path) + 1)):
            raise EditRefused(f"{pointer(path)} is shared through an alias")
        node = self.reader.node(path)
        assert isinstance(node, CollectionNode)
        return node

    @cached_property
    def duplicates(self) -> dict[Path, list[tuple[Node, Node]]]:
        """The keys and values of each field that occurs more than once."""
        return dict(self.reader.duplicates)

    @cached_property
    def list_indent(self) -> int:
        """By how many columns the lists of the text are indented below their names, by the first one."""
        found = _LIST.search(self.text)
        return len(found[2]) if found else 0

    @cached_property
    def escapes(self) -> bool:
        """Whether new characters beyond U+FFFF are written as escapes: nowhere if any stands as it is."""
        return not has_beyond_bmp(self.text)

    def index(self, path: Path) -> int:
        """Return the index, in its list or mapping, of the entry with the value at *path*."""
        node = self.collection(path[:-1])
        if isinstance(node, SequenceNode):
            return int(path[-1])
        assert isinstance(node, MappingNode)
        place = self.places(node).get(id(self.reader.entry(node, path[-1])[0]))
        if place is None:
            raise EditRefused(f"{pointer(path)} is merged in from another mapping")
        return place

    def places(self, node: CollectionNode) -> dict[int, int]:
        """Return the index of each entry of a mapping, by the `id` of its key's node."""
        if id(node) not in self._known_places:
            self._known_places[id(node)] = {id(key): index for index, (key, _) in enumerate(node.value)}
        return self._known_places[id(node)]

    def names(self, node: MappingNode) -> list[str] | None:
        """Return the names of the fields of a mapping if they are sorted, else None."""
        if id(node) not in self._known_names:
            names = [str(key.value) for key, _ in node.value]
            self._known_names[id(node)] = names if names == sorted(names) else None
        return self._known_names[id(node)]

    def entries(self, path: Path) -> list[Entry]:
        """Return the entries of the list or mapping at *path*."""
        if path not in self._known_entries:
            node = self.collection(path)
            self._known_entries[path] = [self._entry(node, index, path) for index in range(len(node.value))]
        return self._known_entries[path]

    def _entry(self, parent: CollectionNode, index: int, path: Path) -> Entry:
        """Return the entry with this index of the list or mapping *parent* at *path*."""
        item = parent.value[index]
        if isinstance(item, tuple):
            start = item[0].start_mark.index + self.reader.start
            before = self.text[self.line_start(start) : start]
            if before.strip(" ") == "?":
                start = self.line_start(start) + before.index("?")
            return Entry(start, self.reader.end_of(item[1], (*path, self.reader.value_of(item[0]))))
        start, end = self.reader.span((*path, index))
        return Entry(start if parent.flow_style else self._dash(start, path), end)

    def _dash(self, start: int, path: Path) -> int:
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip():
            raise EditRefused(f"there is a comment before an item of {pointer(path)}")
        return dash

    def entry_start(self, path: Path) -> int:
        """Return the start of the dash or the key of the value at *path*."""
        parent = self.reader.node(path[:-1])
        if isinstance(parent, SequenceNode):
            return self._dash(self.reader.span(path)[0], path)
        return self.reader.key_span(path)[0]

    def in_flow(self, path: Path) -> bool:
        """Return whether the value at *path* is inside brackets."""
        above = (self.reader.node(path[:n]) for n in range(len(path)))
        return any(isinstance(node, CollectionNode) and node.flow_style for node in above)

    def indicator_end(self, path: Path) -> int:
        """Return the end of the `:` or `-` before the value at *path*.

        Raises:
            EditRefused: There is a comment, a tag or an anchor between them.
        """
        start = self.reader.span(path)[0]
        end = end_before(self.text, start)
        if self.text[end - 1 : end] not in (":", "-"):
            raise EditRefused(f"there is a comment, a tag or an anchor before {pointer(path)}")
        return end

    # Comments ---------------------------------------------------------------------------------

    def spare_comments(self, path: Path) -> None:
        """Refuse to replace the value at *path* if it contains a comment.

        Raises:
            EditRefused: There is one.
        """
        if self.comments_in(*self.reader.span(path)):
            raise EditRefused(f"a comment in {pointer(path)} would be lost")

    def comments_in(self, start: int, end: int) -> Sequence[Span]:
        """Return the comments between *start* and *end*."""
        if self.text.find("#", start, end) < 0:  # most records have none, and finding comments is slow
            return ()
        comments = self.reader.comments
        return comments[bisect_left(comments, (start, start)) : bisect_left(comments, (end, end))]

    def spare_directives(self, start: int, end: int) -> None:
        """Refuse to change text with a comment that silences findings, which might then apply to others.

        Raises:
            EditRefused: There is one between *start* and *end*.
        """
        directives = self._directives
        at = bisect_left(directives, (start, start))
        if at < len(directives) and directives[at][0] < end:
            raise EditRefused("a comment that silences findings here would be lost, or would silence others")

    def spare_comments_above(self, path: Path, entries: list[Entry], index: int) -> None:
        """Refuse to remove an entry of the block at *path* with a comment above it, or to insert one there.

        Raises:
            EditRefused: There is one; it would then seem to be about another entry.
        """
        start, end = self._gap_above(path, entries, index)
        if "#" in self.text[start:end]:
            raise EditRefused(
                "there is a comment above an entry that would be removed or get another one above it"
            )

    def spare_directives_above(self, path: Path, entries: list[Entry], index: int) -> None:
        """Do what `spare_directives` does for the lines above an entry of the block at *path*."""
        self.spare_directives(*self._gap_above(path, entries, index))

    def _gap_above(self, path: Path, entries: list[Entry], index: int) -> Span:
        """Return the span between the line of the previous entry, or of the block's key, and an entry."""
        if index or path:
            above = self.line_end(entries[index - 1].end if index else self.entry_start(path))
        else:
            above = self.reader.start
        return above, entries[index].start

    # Lines and columns ------------------------------------------------------------------------

    def line_start(self, index: int) -> int:
        """Return the start of the line of *index*."""
        return line_start(self.text, index)

    def line_end(self, index: int) -> int:
        """Return the start of the line after that of *index*, or the end of the text."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def column(self, index: int) -> int:
        """Return the column of *index*."""
        return index - self.line_start(index)

    def begins_line(self, index: int) -> bool:
        """Return whether there are only spaces before *index* in its line."""
        return not self.text[self.line_start(index) : index].strip(" ")
