"""Splices that insert entries into the lists and mappings of a text, and remove others."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from yaml.nodes import CollectionNode, MappingNode, SequenceNode

from lint.core.values import Insert, Path, Value
from lint.documents.emitting import emit, emit_flow, emit_key
from lint.documents.layout import Entry, Layout
from lint.documents.splices import EditRefused, Splice


class EntryWriter:
    """Writes the entries of lists and mappings.

    Args:
        layout: Where they stand.
        style: The style of new texts, as YAML's sign for it; None leaves it to PyYAML.
    """

    def __init__(self, layout: Layout, style: str | None) -> None:
        self._layout = layout
        self._text = layout.text
        self._reader = layout.reader
        self._style = style

    def rearrange(self, path: Path, removed: set[int], inserted: list[Insert]) -> Iterable[Splice]:
        """Return what removes entries by index and inserts others, in the list or mapping at *path*.

        Raises:
            EditRefused: that would lose a comment, or cannot be done.
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
        """Write the first entries of an empty list or mapping: a block, if its brackets hold no comment."""
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
        # The first entry may share its line with the indicator of the list around it. With it go those
        # right below it that are removed too; what then comes first moves up.
        shared = not self._layout.begins_line(entries[0].start)
        leading = _first_kept(entries, removed) if shared else 0
        if any(
            "#" in self._text[entries[i].end : entries[i + 1].start]
            for i in range(min(leading, len(entries) - 1))
        ):
            raise EditRefused("a comment stands behind an entry that shares its line with another")
        indent = " " * self._layout.column(entries[0].start)
        if leading == len(entries):
            texts = [self._new_entry(node, edit, len(indent)) for edit in self._in_order(node, inserted)]
            yield Splice(entries[0].start, entries[-1].end, f"\n{indent}".join(texts))
            return
        if leading:
            yield Splice(entries[0].start, entries[leading].start, "")
        for index in filter(lambda index: index >= leading, removed):
            start, end = (
                self._layout.line_start(entries[index].start),
                self._layout.line_end(entries[index].end),
            )
            if end == len(self._text) and not self._text.endswith("\n"):
                start = len(self._text[:start].rstrip("\r\n"))  # what comes last has no line break either
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
        """Return where to write a new entry before the one at *index*, and with which comma.

        That is behind the entry before; but where a comment stands behind that, which is about it,
        below the comment.

        Args:
            entries: The entries between the brackets.
            index: Of these, the one to come next.
            first: The first one that stays.
            end: Where the closing bracket stands.
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
        """Return the index of the entry that the new one goes before.

        A new field goes to its place in the order of the names where they are in order, as the
        generator of pathways writes them, else behind those that the edit names, else to the end.
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
            return "-" + emit(edit.value, column, 2, style=self._style)
        key = emit_key(edit.path[-1])
        return key + emit(edit.value, column, len(key) + 1, style=self._style)

    def _new_flow_entry(self, node: CollectionNode, edit: Insert) -> str:
        if isinstance(node, SequenceNode):
            return emit_flow(edit.value, self._style)
        return emit_flow({edit.path[-1]: edit.value}, self._style)[1:-1]

    def replace(self, path: Path, end: int, value: Value) -> Iterable[Splice]:
        """Return what writes a collection, or in the place of one, right behind the `:` or `-` of its entry.

        A block goes to where a field's value begins in a line of its own, so that a comment stays
        that stands behind the `:` or above; and below a comment behind the old value.
        """
        entry = self._layout.entry_start(path)
        column = self._layout.column(entry)
        start = self._reader.span(path)[0]
        in_mapping = isinstance(self._reader.node(path[:-1]), MappingNode)
        if value and isinstance(value, list | dict) and in_mapping and self._layout.begins_line(start):
            lines = emit(value, column, len("k: "), style=self._style).removeprefix("\n")
            return [Splice(self._layout.line_start(start), end, lines)]
        indicator = self._layout.indicator_end(path)
        written = emit(value, column, indicator - entry + 1, style=self._style)
        comments = self._layout.comments_in(end, self._layout.line_end(end) or len(self._text))
        if comments and written.startswith("\n"):
            return [Splice(indicator, end, ""), Splice(comments[0][1], comments[0][1], written)]
        return [Splice(indicator, end, written)]


def _first_kept(entries: list[Entry], removed: set[int]) -> int:
    """Return the index of the first entry that is not removed; how many there are, if all are."""
    return next((index for index in range(len(entries)) if index not in removed), len(entries))
