"""Splices that insert and remove entries of the lists and mappings of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from yaml.nodes import CollectionNode, MappingNode, SequenceNode

from lint.core.values import Insert, Path, Value
from lint.documents.emitting import emit, emit_flow, emit_key
from lint.documents.layout import Entry, Layout
from lint.documents.splices import EditRefused, Splice

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
        if node.flow_style:
            return self._rearrange_flow(path, node, entries, removed, inserted)
        return self._rearrange_block(path, node, entries, removed, inserted)

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
        inserted: list[Insert],
    ) -> Iterator[Splice]:
        for index in removed:
            self._layout.spare_directives_above(path, entries, index)
            self._layout.spare_comments_above(path, entries, index)
        if removed and isinstance(node, SequenceNode):  # items move
            for index in {self._insertion(node, edit) for edit in inserted} - {len(entries)}:
                self._layout.spare_comments_above(path, entries, index)
        # The first entry may share its line with the indicator of the enclosing list. It is removed along
        # with the removed entries right below it; the next entry moves up.
        shared = not self._layout.begins_line(entries[0].start)
        leading = _first_kept(entries, removed) if shared else 0
        if any("#" in self._text[one.end : other.start] for one, other in pairwise(entries[: leading + 1])):
            raise EditRefused("there is a comment after an entry that shares its line with another one")
        indent = " " * self._layout.column(entries[0].start)
        if leading == len(entries):
            texts = [self._new_entry(node, edit, len(indent)) for edit in self._in_order(node, inserted)]
            yield Splice(entries[0].start, entries[-1].end, f"\n{indent}".join(texts))
            return
        if leading:
            yield Splice(entries[0].start, entries[leading].start, "")
        for index in filter(lambda index: index >= leading, removed):
            start = self._layout.line_start(entries[index].start)
            end = self._layout.line_end(entries[index].end)
            if end == len(self._text) and not self._text.endswith("\n"):
                start = len(self._text[:start].rstrip("\r\n"))  # the last line still has no line break
            yield Splice(start, end, "")
        added: dict[int, list[str]] = defaultdict(list)
        for edit in self._in_order(node, inserted):
            index = self._insertion(node, edit)
            added[index if index > leading else 0] += [indent, self._new_entry(node, edit, len(indent)), "\n"]
        for index, texts in added.items():
            text = "".join(texts)
            if index:
                at = self._layout.line_end(entries[index - 1].end)
                if at == len(self._text) and not self._text.endswith("\n"):
                    text = "\n" + text.removesuffix("\n")
            elif not shared:
                at = self._layout.line_start(entries[0].start)
                self._layout.spare_directives_above(path, entries, 0)
            else:
                at, text = entries[0].start, text.removeprefix(indent) + indent
            yield Splice(at, at, text)

    def _rearrange_flow(
        self,
        path: Path,
        node: CollectionNode,
        entries: list[Entry],
        removed: set[int],
        inserted: list[Insert],
    ) -> Iterator[Splice]:
        if removed:
            self._layout.spare_comments(path)
        start, end = self._reader.span(path)
        first = _first_kept(entries, removed)
        if first == len(entries):
            texts = [self._new_flow_entry(node, edit) for edit in inserted]
            yield Splice(start + 1, end - 1, ", ".join(texts))
            return
        for index in removed:
            if index < first:
                yield Splice(entries[index].start, entries[index + 1].start, "")
            else:
                yield Splice(entries[index - 1].end, entries[index].end, "")
        added: dict[int, list[str]] = defaultdict(list)
        for edit in self._in_order(node, inserted):
            at, form = self._flow_place(entries, max(self._insertion(node, edit), first), first, end - 1)
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

    def _in_order(self, node: CollectionNode, inserted: list[Insert]) -> list[Insert]:
        return sorted(inserted, key=lambda edit: self._insertion(node, edit))

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
        """
        entry = self._layout.entry_start(path)
        column = self._layout.column(entry)
        start = self._reader.span(path)[0]
        in_mapping = isinstance(self._reader.node(path[:-1]), MappingNode)
        if value and isinstance(value, list | dict) and in_mapping and self._layout.begins_line(start):
            lines = self._emitted(value, column, len("k: ")).removeprefix("\n")
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
