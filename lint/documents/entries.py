"""Splices that insert and remove entries of the lists and mappings of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from yaml.nodes import CollectionNode, MappingNode, SequenceNode

from lint.core.values import Insert, Path, Value
from lint.documents.emitting import emit, emit_flow, emit_key
from lint.documents.layout import Entry, Layout
from lint.documents.splices import EditRefused, Splice, end_before

Placed: TypeAlias = "tuple[int, Insert]"
"""A new entry, with the index of the entry before which it is inserted."""

_LINE_BREAK = re.compile(r"\n(?!\n)")


class EntryWriter:
    """Writes the entries of lists and mappings.

    Args:
        layout: The layout of the text.
        style: YAML's sign for the style of new texts; None leaves it to PyYAML.
    """

    def __init__(self, layout: Layout, style: str | None) -> None:
        self._layout = layout
        self._text = layout.text
        self._reader = layout.reader
        self._style = style

    def rearrange(self, path: Path, removed: set[int], inserted: list[Insert]) -> Iterable[Splice]:
        """Return the splices that remove entries by index and insert others in the collection at *path*.

        Raises:
            EditRefused: That would lose a comment, or is not possible.
        """
        node = self._layout.collection(path)
        if not node.value and not self._layout.in_flow(path):
            return self._fill(path, node, inserted)
        entries = self._layout.entries(path)
        if len(removed) == len(entries) and not inserted:
            return [self._empty(path, node)]
        placed = sorted(((self._insertion(node, edit), edit) for edit in inserted), key=itemgetter(0))
        rearrange = self._rearrange_flow if node.flow_style else self._rearrange_block
        return rearrange(path, node, entries, removed, placed)

    def _empty(self, path: Path, node: CollectionNode) -> Splice:
        brackets = "[]" if isinstance(node, SequenceNode) else "{}"
        if not path:
            raise EditRefused("a record cannot be empty")
        self._layout.spare_comments(path)
        start, end = self._reader.span(path)
        if node.flow_style:
            return Splice(start, end, brackets)
        return Splice(self._layout.indicator_end(path), end, f" {brackets}")

    def _fill(self, path: Path, node: CollectionNode, inserted: list[Insert]) -> Iterable[Splice]:
        """Write the first entries of an empty collection, as a block unless brackets contain a comment."""
        start, end = self._reader.span(path)
        if self._layout.comments_in(start, end):
            texts = [self._new_flow_entry(node, edit) for edit in inserted]
            return [Splice(end - 1, end - 1, ", ".join(texts))]
        values: Value = [edit.value for edit in inserted]
        if isinstance(node, MappingNode):
            values = {edit.path[-1]: edit.value for edit in inserted}
        return self.replace(path, end, values)

    def _rearrange_block(
        self,
        path: Path,
        node: CollectionNode,
        entries: list[Entry],
        removed: set[int],
        placed: list[Placed],
    ) -> Iterator[Splice]:
        for index in removed:
            self._layout.spare_directives_above(path, entries, index)
            self._layout.spare_comments_above(path, entries, index)
        if removed and isinstance(node, SequenceNode):  # items move
            for index in {index for index, _ in placed} - {len(entries)}:
                self._layout.spare_comments_above(path, entries, index)
        # The first entry may share its line with the indicator of the enclosing list. It is removed along
        # with the removed entries right below it, the leading ones; the next entry moves up.
        is_shared = not self._layout.begins_line(entries[0].start)
        leading = _first_kept(entries, removed) if is_shared else 0
        if any("#" in self._text[one.end : other.start] for one, other in pairwise(entries[: leading + 1])):
            raise EditRefused("there is a comment after an entry that shares its line with another one")
        column = self._layout.column(entries[0].start)
        if leading == len(entries):
            texts = [self._new_entry(node, edit, column) for _, edit in placed]
            yield Splice(entries[0].start, entries[-1].end, f"\n{' ' * column}".join(texts))
            return
        yield from self._removed_from_block(entries, removed, leading)
        added: dict[int, list[str]] = defaultdict(list)
        for index, edit in placed:
            is_first = index <= leading  # of the entries that stay or are new
            added[0 if is_first else index] += [" " * column, self._new_entry(node, edit, column), "\n"]
        for index, texts in added.items():
            yield self._inserted_in_block(path, entries, index, "".join(texts))

    def _removed_from_block(self, entries: list[Entry], removed: set[int], leading: int) -> Iterator[Splice]:
        """Yield the splices that remove the first *leading* entries, and the lines of the other *removed*."""
        if leading:
            yield Splice(entries[0].start, entries[leading].start, "")
        for index in removed:
            if index >= leading:
                start = self._layout.line_start(entries[index].start)
                yield self._of_lines(start, self._layout.line_end(entries[index].end), "")

    def _inserted_in_block(self, path: Path, entries: list[Entry], index: int, lines: str) -> Splice:
        """Return the splice that inserts the *lines* of new entries before the entry at *index*."""
        if index:
            at = self._layout.line_end(entries[index - 1].end)
            return self._of_lines(at, at, lines)
        at = entries[0].start
        if self._layout.begins_line(at):
            self._layout.spare_directives_above(path, entries, 0)
            at = self._layout.line_start(at)
            return Splice(at, at, lines)
        indent = " " * self._layout.column(at)
        return Splice(at, at, lines.removeprefix(indent) + indent)

    def _of_lines(self, start: int, end: int, lines: str) -> Splice:
        """Return the splice that replaces the lines from *start* to *end*, which may be none, by *lines*.

        If the last line of the text has no line break, the new last line has none either.
        """
        if end < len(self._text) or self._text.endswith("\n"):
            return Splice(start, end, lines)
        start = end_before(self._text, start, "\r\n")
        return Splice(start, end, lines and "\n" + lines.removesuffix("\n"))

    def _rearrange_flow(
        self,
        path: Path,
        node: CollectionNode,
        entries: list[Entry],
        removed: set[int],
        placed: list[Placed],
    ) -> Iterator[Splice]:
        if removed:
            self._layout.spare_comments(path)
        start, end = self._reader.span(path)
        first = _first_kept(entries, removed)
        if first == len(entries):
            texts = [self._new_flow_entry(node, edit) for _, edit in placed]
            yield Splice(start + 1, end - 1, ", ".join(texts))
            return
        for index in removed:
            if index < first:
                yield Splice(entries[index].start, entries[index + 1].start, "")
            else:
                yield Splice(entries[index - 1].end, entries[index].end, "")
        added: dict[int, list[str]] = defaultdict(list)
        for index, edit in placed:
            at, form = self._flow_place(entries, max(index, first), first, end - 1)
            added[at].append(form.format(self._new_flow_entry(node, edit)))
        for at, pieces in added.items():
            yield Splice(at, at, "".join(pieces))

    def _flow_place(self, entries: list[Entry], index: int, first: int, end: int) -> tuple[int, str]:
        """Return where to write a new entry before the one at *index*, and the form that adds the comma.

        It is written right after the previous entry, or after a comment about that.

        Args:
            entries: The entries between the brackets.
            index: The index of the next entry.
            first: The index of the first entry that stays.
            end: The index of the closing bracket in the text.
        """
        if index == first:
            return entries[first].start, "{}, "
        before = entries[index - 1].end
        behind = end if index == len(entries) else entries[index].start
        comments = self._layout.comments_in(before, behind)
        if not comments:
            return before, ", {}"
        if index < len(entries):
            return behind, "{}, "
        has_comma = "," in self._text[before : comments[0][0]] + self._text[comments[-1][1] : behind]
        return behind, "{}" if has_comma else ", {}"

    def _insertion(self, node: CollectionNode, edit: Insert) -> int:
        """Return the index of the entry before which the new one is inserted.

        If the names are sorted, as the generator of pathways writes them, a new field is inserted in
        order; else it follows the last of the fields that the edit names, or comes last.
        """
        if isinstance(node, SequenceNode):
            index: int = edit.path[-1]
            return index
        assert isinstance(node, MappingNode)
        names = self._layout.names(node)
        if names is not None:
            return bisect_left(names, str(edit.path[-1]))
        if edit.after is None:
            return len(node.value)
        places = {str(key.value): index for index, (key, _) in enumerate(node.value)}
        return next((places[name] + 1 for name in reversed(edit.after) if name in places), 0)

    def _new_entry(self, node: CollectionNode, edit: Insert, column: int) -> str:
        if isinstance(node, SequenceNode):
            return "-" + self._emitted(edit.value, column, 2)
        key = emit_key(edit.path[-1])
        return key + self._emitted(edit.value, column, len(key) + 1)

    def _emitted(self, value: Value, column: int, prefix: int) -> str:
        """Return *value* as `emit` does, with a list below a name indented as those of the text are."""
        text = emit(value, column, prefix, style=self._style, escapes=self._layout.escapes)
        if not isinstance(value, list) or not value or prefix <= len("- "):
            return text
        return _LINE_BREAK.sub("\n" + " " * self._layout.list_indent, text)

    def _new_flow_entry(self, node: CollectionNode, edit: Insert) -> str:
        if isinstance(node, SequenceNode):
            return emit_flow(edit.value, self._style, escapes=self._layout.escapes)
        return emit_flow({edit.path[-1]: edit.value}, self._style, escapes=self._layout.escapes)[1:-1]

    def replace(self, path: Path, end: int, value: Value) -> Iterable[Splice]:
        """Return the splices that replace a value by *value* if one of the two is a collection.

        The new value follows the `:` or `-` of its entry. A block replaces a value on lines of its own
        there, so that comments after the `:` or above it stay, and follows a comment after the old value.

        Args:
            path: The path of the value.
            end: The end of the old value in the text, without the white space and comments after it.
            value: The new value.
        """
        entry = self._layout.entry_start(path)
        column = self._layout.column(entry)
        start = self._reader.span(path)[0]
        in_mapping = isinstance(self._reader.node(path[:-1]), MappingNode)
        if value and isinstance(value, list | dict) and in_mapping and self._layout.begins_line(start):
            lines = self._emitted(value, column, len(emit_key(path[-1])) + 1).removeprefix("\n")
            return [Splice(self._layout.line_start(start), end, lines)]
        indicator = self._layout.indicator_end(path)
        written = self._emitted(value, column, indicator - entry + 1)
        comments = self._layout.comments_in(end, self._layout.line_end(end) or len(self._text))
        if comments and written.startswith("\n"):
            return [Splice(indicator, end, ""), Splice(comments[0][1], comments[0][1], written)]
        return [Splice(indicator, end, written)]


def _first_kept(entries: list[Entry], removed: set[int]) -> int:
    """Return the index of the first entry that is not removed; the number of entries if all are."""
    return next((index for index in range(len(entries)) if index not in removed), len(entries))
