"""Edits on values, carried into the text of a document, and verified.

Only the spans concerned change. A scalar is written as PyYAML writes it at that depth (the
sites' own generator writes with exactly this), so that a record in the generator's form stays
in it; a scalar in another form keeps its style where it can.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from lint.core.values import (
    DropShadowed,
    Edit,
    EditComment,
    Insert,
    MakeAlias,
    Path,
    Remove,
    Rewrite,
    Set,
    Value,
    apply,
    pointer,
    same,
)
from lint.documents.front_matter import Document
from lint.documents.scalars import misread

WIDTH = 80
_ENDLESS = 2**31 - 1
_MAX_COMMENT = 60  # characters of a comment that a message quotes

_ANCHOR = re.compile(r"(?:![^\s&]*\s+)?(&[^\s,\[\]{}]+)")


class EditRefused(Exception):
    """The edits cannot be carried into the text; the message says why, for people."""


class _Styled(str):
    """A text with the style in which it is to be written."""

    style: str | None = None


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent(dumper: yaml.CSafeDumper, text: _Styled) -> ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=text.style)


_Dumper.add_representer(_Styled, _represent)


def _dump(value: Value, width: int, flow: bool = False) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, width=width, default_flow_style=flow, sort_keys=False
    )
    return text


def _styled(value: Value, style: str | None) -> Value:
    """Return *value* with every text in it marked with its style."""
    if isinstance(value, str):
        text = _Styled(value)
        text.style = "'" if style is None and misread(value) else style
        return text
    if isinstance(value, list):
        return [_styled(item, style) for item in value]
    if isinstance(value, dict):
        return {_styled(key, None): _styled(item, style) for key, item in value.items()}
    return value


def emit(value: Value, column: int, prefix: int, *, style: str | None = None, width: int = WIDTH) -> str:
    """Return *value* as PyYAML writes it behind a block's indicator, without the last line break.

    Args:
        value: What to write.
        column: Where the key or the dash of the value stands in its line, in characters from 0.
        prefix: How many characters lie between that column and the value, the space included.
        style: One of YAML's signs for a scalar's style; None leaves it to PyYAML.
        width: The column that lines are folded at.

    The text begins with the space (or, for a block collection, the line break) behind the
    indicator. Folding depends on columns alone, so writing at column 0 with lines narrower by
    *column* and moving what comes after the first line to the right gives the same.
    """
    key = max(1, min(prefix - 2, 128))
    skeleton = [_styled(value, style)] if prefix <= 2 else {"k" * key: _styled(value, style)}
    text = _dump(skeleton, width if width == _ENDLESS else max(width - column, 5))
    # Behind `|+`, PyYAML ends the document with `...`.
    text = text.removesuffix("\n...\n") if text.endswith("\n...\n") else text.removesuffix("\n")
    first, *rest = text[1 if prefix <= 2 else key + 1 :].split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in rest)])


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of a text, as indices of characters from 0, and the *text* that takes its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item of a list or a field of a mapping, from its dash or key to its value's end."""

    start: int
    end: int


def apply_to_text(document: Document, edits: Sequence[Edit]) -> bytes:
    """Return the file's bytes with *edits* applied, verified: read again, they give these values.

    Every byte outside the spans of the edited values stays as it is.

    Raises:
        EditRefused: that cannot be done, or the edits contradict each other.
    """
    return spliced(document.text, splices(document, edits)).encode()


def splices(document: Document, edits: Sequence[Edit]) -> list[Splice]:
    """Return what `apply_to_text` changes in the document's text: in order, apart from each other.

    Raises:
        EditRefused: that cannot be done, or the edits contradict each other.
    """
    rewrites = [edit for edit in edits if isinstance(edit, Rewrite)]
    if rewrites:
        written = Document(rewrites[0].data, document.limits)
        if len(edits) > 1 or written.problem is not None:
            raise EditRefused("the file would still not be readable")
        return [_difference(document.text, written.text)]
    try:
        expected = apply(document.values, edits)
    except (LookupError, ValueError) as error:
        raise EditRefused(str(error)) from error
    for quoted in (False, True):
        found = _Writer(document, quoted=quoted).splices(edits)
        _refuse_disorder(document.text, found)
        written = Document(spliced(document.text, found).encode(), document.limits, quickly=False)
        if (
            written.problem is None
            and same(written.values, expected)
            and written.text[written.end :] == document.text[document.end :]
        ):
            _refuse_lost_comments(document, written, edits)
            return found
    raise EditRefused("the text written for it would not be read back as the same values")


def _refuse_disorder(text: str, splices: Sequence[Splice]) -> None:
    """Refuse splices that overlap, or end before they begin: text between them would come twice.

    Raises:
        EditRefused: they do.
    """
    at = 0
    for splice in splices:
        if not at <= splice.start <= splice.end <= len(text):
            raise EditRefused("the changes overlap in the file")
        at = splice.end


def _refuse_lost_comments(document: Document, written: Document, edits: Sequence[Edit]) -> None:
    """Refuse edits that lose a comment, but for those that are about comments.

    Raises:
        EditRefused: a comment is gone; the message quotes it.
    """
    before = Counter(document.text[slice(*span)] for span in document.comments)
    before -= Counter(document.text[slice(*edit.span)] for edit in edits if isinstance(edit, EditComment))
    lost = before - Counter(written.text[slice(*span)] for span in written.comments)
    if lost:
        raise EditRefused(f"the comment `{next(iter(lost))[:_MAX_COMMENT]}` would be lost")


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return *text* with the *splices* in it, which come in order."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


def _difference(old: str, new: str) -> Splice:
    """Return the shortest splice that turns *old* into *new*."""
    start = _shared(old, new)
    behind = _shared(old[start:][::-1], new[start:][::-1])
    return Splice(start, len(old) - behind, new[start : len(new) - behind])


def _shared(one: str, other: str) -> int:
    """Return how many characters both texts begin with, by halving."""
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, True, key=lambda length: one[:length] != other[:length])


class _Writer:
    """Turns edits on the values of one document into splices of its text.

    With *quoted*, every text is written in double quotes, on whose end nothing around it bears:
    blank lines below a block scalar, for one, can belong to it.
    """

    def __init__(self, document: Document, *, quoted: bool) -> None:
        self.document = document
        self.text = document.text
        self.forced = '"' if quoted else None
        self.newline = "\r\n" if document.text[: document.text.find("\n") + 1].endswith("\r\n") else "\n"
        self._splices: list[Splice] = []
        self._known_places: dict[int, dict[int, int]] = {}

    def splices(self, edits: Sequence[Edit]) -> list[Splice]:
        duplicates = dict(self.document.duplicates)
        removed: dict[Path, set[int]] = defaultdict(set)
        inserted: dict[Path, list[Insert]] = defaultdict(list)
        for edit in self._simple(self._without_mirrors(edits)):
            match edit:
                case Set():
                    self._set(edit.path, edit.value)
                case MakeAlias():
                    self._share(edit)
                case Remove():
                    removed[edit.path[:-1]].add(self._index(edit.path))
                case DropShadowed():
                    places = self._places(self._collection(edit.path[:-1]))
                    removed[edit.path[:-1]] |= {places[id(key)] for key, _ in duplicates[edit.path][:-1]}
                case Insert():
                    inserted[edit.path[:-1]].append(edit)
                case EditComment():
                    self._recomment(edit)
        # Where an inner and an outer list end together, what is added to the inner one comes first.
        for path in sorted(removed | inserted, key=len, reverse=True):
            self._rearrange(path, removed[path], inserted[path])
        return self._joined()

    def _joined(self) -> list[Splice]:
        """Return the splices in the order of the text, those that touch as one."""
        joined: list[Splice] = []
        for splice in sorted(dict.fromkeys(self._splices), key=lambda splice: (splice.start, splice.end)):
            start, before = splice.start, ""
            if joined and start <= joined[-1].end:
                last = joined.pop()
                if start < last.end:
                    raise EditRefused("two edits change the same text")
                start, before = last.start, last.text
            joined.append(Splice(start, splice.end, before + splice.text.replace("\n", self.newline)))
        return joined

    def _without_mirrors(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Leave out edits on an alias that its anchor brings along, since it gets the same ones."""
        aliases = self.document.aliases
        for edit in edits:
            above = next((n for n in range(len(edit.path) + 1) if edit.path[:n] in aliases), None)
            if above is None:
                yield edit
                continue
            assert not isinstance(edit, EditComment | Rewrite)  # which are on no value
            target = aliases[edit.path[:above]][1] + edit.path[above:]
            mirrored = replace(edit, path=target)
            if mirrored != edit and mirrored in edits:
                continue
            if above < len(edit.path):
                raise EditRefused(f"{pointer(edit.path)} is shared through an alias")
            yield edit

    def _simple(self, edits: Iterator[Edit]) -> Iterator[Edit]:
        """Break a `Set` of a mapping by a mapping into the fields that change."""
        for edit in edits:
            old = self.document.value_of(self.document.node(edit.path)) if isinstance(edit, Set) else None
            if isinstance(edit, Set) and isinstance(old, dict) and isinstance(edit.value, dict) and old:
                for key in old | edit.value:
                    path = (*edit.path, key)
                    if key not in edit.value:
                        yield Remove(path)
                    elif key not in old:
                        yield Insert(path, edit.value[key])
                    elif not same(old[key], edit.value[key]):
                        yield from self._simple(iter([Set(path, edit.value[key])]))
            else:
                yield edit

    # A value -----------------------------------------------------------------------------------

    def _set(self, path: Path, value: Value) -> None:
        if not path:
            raise EditRefused("the record as a whole cannot be replaced")
        start, end = self.document.span(path)
        is_alias = path in self.document.aliases
        node = self.document.node(path)
        collection = isinstance(value, list | dict) or not (is_alias or isinstance(node, ScalarNode))
        self._spare_comments(path)
        if self._in_flow(path):
            style = node.style if isinstance(node, ScalarNode) else None
            self._splice(start, end, self._flow(value, self.forced or style or None))
        elif collection and not is_alias:
            self._replace_behind_indicator(path, end, value)
        else:
            anchor = None if is_alias else _ANCHOR.match(self.text, start, end)
            lead = f"{anchor[1]} " if anchor else ""
            self._splice(start, end, self._scalar(path, node, (start, end), value, lead))

    def _scalar(self, path: Path, node: Node, span: tuple[int, int], value: Value, lead: str) -> str:
        start, end = span
        source = self.text[start:end]
        entry = self._entry_start(path)
        column = self._column(entry)
        gap = " " if start == end and self.text[start - 1] not in " \t\n" else ""
        prefix = self._column(start) - column + len(gap) + len(lead)

        def written(value: Value, style: str | None, width: int = WIDTH) -> str:
            return emit(value, column, prefix, style=style, width=width).removeprefix(" ")

        old = self.document.value_of(node)
        if self.forced or not isinstance(old, str) or not isinstance(value, str):
            return gap + lead + written(value, self.forced)
        if source == (lead + written(old, None)).replace("\n", self.newline):
            return lead + written(value, None)
        assert isinstance(node, ScalarNode)  # what else is read as text
        one_line = "\n" not in source
        text = written(value, node.style or None, _ENDLESS if one_line else WIDTH)
        if node.style in ("|", ">"):
            text = _indented_like(text, source)
        return gap + lead + text

    def _flow(self, value: Value, style: str | None) -> str:
        return _dump([_styled(value, style)], _ENDLESS, flow=True).removesuffix("\n")[1:-1]

    def _replace_behind_indicator(self, path: Path, end: int, value: Value) -> None:
        """Write a collection, or in the place of one, right behind the `:` or `-` of its entry.

        A block goes to where a field's value begins in a line of its own, so that a comment stays
        that stands behind the `:` or above.
        """
        entry = self._entry_start(path)
        column = self._column(entry)
        start = self.document.span(path)[0]
        in_mapping = isinstance(self.document.node(path[:-1]), MappingNode)
        if value and isinstance(value, list | dict) and in_mapping and self._begins_line(start):
            lines = emit(value, column, len("k: "), style=self.forced).removeprefix("\n")
            self._splice(self._line_start(start), end, lines)
            return
        indicator = self._indicator_end(path)
        self._splice(indicator, end, emit(value, column, indicator - entry + 1, style=self.forced))

    def _spare_comments(self, path: Path) -> None:
        """Let no comment go within the value at *path*, which is written anew.

        Raises:
            EditRefused: there is one.
        """
        start, end = self.document.span(path)
        if "#" in self.text[start:end] and any(start < at < end for at, _ in self.document.comments):
            raise EditRefused(f"a comment within {pointer(path)} would be lost")

    def _indicator_end(self, path: Path) -> int:
        """Return the index behind the `:` or `-` before the value at *path*.

        Raises:
            EditRefused: a comment, a tag or an anchor stands between.
        """
        start = self.document.span(path)[0]
        before = self.text[:start].rstrip()
        if not before.endswith((":", "-")):
            raise EditRefused(f"a comment, a tag or an anchor stands before {pointer(path)}")
        return len(before)

    def _share(self, edit: MakeAlias) -> None:
        """Let the later of the two be an alias of the earlier one, which gets an anchor."""
        spans = sorted(self.document.span(path) for path in (edit.path, edit.source))
        if spans[0] == spans[1] or edit.path in self.document.aliases:
            raise EditRefused(f"{pointer(edit.path)} is an alias already")
        if not isinstance(self.document.node(edit.path), ScalarNode) or self._in_flow(edit.path):
            raise EditRefused(f"{pointer(edit.path)} is no text of its own")
        anchor = _ANCHOR.match(self.text, *spans[0])
        name = anchor[1][1:] if anchor else self._unused_anchor()
        if not anchor:
            self._splice(spans[0][0], spans[0][0], f"&{name} ")
        self._splice(*spans[1], f"*{name}")

    def _recomment(self, edit: EditComment) -> None:
        start, end = edit.span
        if not edit.text:
            line = self._line_start(start)
            if self.text[line:start].strip():
                start = len(self.text[:start].rstrip(" \t"))
            else:
                start, end = line, self._line_end(end)
        self._splices.append(Splice(start, end, edit.text))

    def _unused_anchor(self) -> str:
        number = 1
        while f"&id{number:03}" in self.text:
            number += 1
        return f"id{number:03}"

    # Items of a list, fields of a mapping --------------------------------------------------------

    def _rearrange(self, path: Path, removed: set[int], inserted: list[Insert]) -> None:
        """Remove entries by index and insert others, in the list or mapping at *path*."""
        node = self._collection(path)
        if not node.value and not self._in_flow(path):
            self._fill(path, node, inserted)
            return
        entries = [self._entry(node, index, path) for index in range(len(node.value))]
        if len(removed) == len(entries) and not inserted:
            self._empty(path, node)
        elif node.flow_style:
            self._rearrange_flow(path, node, entries, removed, inserted)
        else:
            self._rearrange_block(path, node, entries, removed, inserted)

    def _empty(self, path: Path, node: CollectionNode) -> None:
        brackets = "[]" if isinstance(node, SequenceNode) else "{}"
        if not path:
            raise EditRefused("a record cannot be empty")
        self._spare_comments(path)
        start, end = self.document.span(path)
        if node.flow_style:
            self._splice(start, end, brackets)
        else:
            self._splice(self._indicator_end(path), end, f" {brackets}")

    def _fill(self, path: Path, node: CollectionNode, inserted: list[Insert]) -> None:
        """Write the first entries of an empty list or mapping, as a block."""
        values: Value = [edit.value for edit in inserted]
        if isinstance(node, MappingNode):
            values = {edit.path[-1]: edit.value for edit in inserted}
        self._replace_behind_indicator(path, self.document.span(path)[1], values)

    def _rearrange_block(
        self,
        path: Path,
        node: CollectionNode,
        entries: list[_Entry],
        removed: set[int],
        inserted: list[Insert],
    ) -> None:
        for index in removed:
            self._spare_directives_above(path, entries, index)
        # The first entry may share its line with the indicator of the list around it. With it go those
        # right below it that are removed too; what then comes first moves up.
        shared = not self._begins_line(entries[0].start)
        kept = [index for index in range(len(entries)) if index not in removed]
        leading = (kept[0] if kept else len(entries)) if shared else 0
        if any(
            "#" in self.text[entries[i].end : entries[i + 1].start]
            for i in range(min(leading, len(entries) - 1))
        ):
            raise EditRefused("a comment stands behind an entry that shares its line with another")
        indent = " " * self._column(entries[0].start)
        if leading == len(entries):
            texts = [self._new_entry(node, edit, len(indent)) for edit in self._in_order(node, inserted)]
            self._splice(entries[0].start, entries[-1].end, f"\n{indent}".join(texts))
            return
        if leading:
            self._splice(entries[0].start, entries[leading].start, "")
        for index in removed - set(range(leading)):
            self._splice(self._line_start(entries[index].start), self._line_end(entries[index].end), "")
        added: dict[int, str] = defaultdict(str)
        for edit in self._in_order(node, inserted):
            index = self._insertion(node, edit)
            added[index if index > leading else 0] += indent + self._new_entry(node, edit, len(indent)) + "\n"
        for index, text in added.items():
            if index:
                at = self._line_end(entries[index - 1].end)
            elif not shared:
                at = self._line_start(entries[0].start)
                self._spare_directives_above(path, entries, 0)
            else:
                at, text = entries[0].start, text.removeprefix(indent) + indent
            self._splice(at, at, text)

    def _rearrange_flow(
        self,
        path: Path,
        node: CollectionNode,
        entries: list[_Entry],
        removed: set[int],
        inserted: list[Insert],
    ) -> None:
        kept = [index for index in range(len(entries)) if index not in removed]
        if removed:
            self._spare_comments(path)
        if not kept:
            texts = [self._new_flow_entry(node, edit) for edit in inserted]
            start, end = self.document.span(path)
            self._splice(start + 1, end - 1, ", ".join(texts))
            return
        for index in removed:
            if index < kept[0]:
                self._splice(entries[index].start, entries[index + 1].start, "")
            else:
                self._splice(entries[index - 1].end, entries[index].end, "")
        first = entries[kept[0]].start
        added: dict[int, str] = defaultdict(str)
        for edit in self._in_order(node, inserted):
            index, text = self._insertion(node, edit), self._new_flow_entry(node, edit)
            if index <= kept[0]:
                added[first] += f"{text}, "
            else:
                added[entries[index - 1].end] += f", {text}"
        for at, text in added.items():
            self._splice(at, at, text)

    def _in_order(self, node: CollectionNode, inserted: list[Insert]) -> list[Insert]:
        return sorted(inserted, key=lambda edit: self._insertion(node, edit))

    def _insertion(self, node: CollectionNode, edit: Insert) -> int:
        """Return the index of the entry that the new one goes before.

        A new field goes to its place in the order of the names where they are in order, as the
        generator of pathways writes them, else to the end.
        """
        if isinstance(node, SequenceNode):
            index: int = edit.path[-1]
            return index
        names = [str(key.value) for key, _ in node.value]
        if names != sorted(names):
            return len(names)
        return sum(name < str(edit.path[-1]) for name in names)

    def _new_entry(self, node: CollectionNode, edit: Insert, column: int) -> str:
        if isinstance(node, SequenceNode):
            return "-" + emit(edit.value, column, 2, style=self.forced)
        key = _dump({_styled(edit.path[-1], None): None}, _ENDLESS).removesuffix(" null\n")
        return key + emit(edit.value, column, len(key) + 1, style=self.forced)

    def _new_flow_entry(self, node: CollectionNode, edit: Insert) -> str:
        if isinstance(node, SequenceNode):
            return self._flow(edit.value, self.forced)
        return self._flow({edit.path[-1]: edit.value}, self.forced)[1:-1]

    def _collection(self, path: Path) -> CollectionNode:
        if any(path[:n] in self.document.aliases for n in range(len(path) + 1)):
            raise EditRefused(f"{pointer(path)} is shared through an alias")
        node = self.document.node(path)
        assert isinstance(node, CollectionNode)
        return node

    def _index(self, path: Path) -> int:
        """Return which entry of its list or mapping the value at *path* is."""
        node = self._collection(path[:-1])
        if isinstance(node, SequenceNode):
            return int(path[-1])
        assert isinstance(node, MappingNode)
        place = self._places(node).get(id(self.document.entry(node, path[-1])[0]))
        if place is None:
            raise EditRefused(f"{pointer(path)} is merged in from another mapping")
        return place

    def _places(self, node: CollectionNode) -> dict[int, int]:
        """Return the index of each entry of a mapping, by the identity of its key's node."""
        if id(node) not in self._known_places:
            self._known_places[id(node)] = {id(key): index for index, (key, _) in enumerate(node.value)}
        return self._known_places[id(node)]

    def _entry(self, parent: CollectionNode, index: int, path: Path) -> _Entry:
        item = parent.value[index]
        if isinstance(item, tuple):
            start = item[0].start_mark.index + self.document.start
            before = self.text[self._line_start(start) : start]
            if before.strip(" ") == "?":
                start = self._line_start(start) + before.index("?")
            return _Entry(start, self.document.end_of(item[1], (*path, self.document.value_of(item[0]))))
        start, end = self.document.span((*path, index))
        return _Entry(start if parent.flow_style else self._dash(start, path), end)

    def _dash(self, start: int, path: Path) -> int:
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip():
            raise EditRefused(f"a comment stands before an item of {pointer(path)}")
        return dash

    def _entry_start(self, path: Path) -> int:
        parent = self.document.node(path[:-1])
        if isinstance(parent, SequenceNode):
            return self._dash(self.document.span(path)[0], path)
        return self.document.key_span(path)[0]

    def _in_flow(self, path: Path) -> bool:
        above = (self.document.node(path[:n]) for n in range(len(path)))
        return any(isinstance(node, CollectionNode) and node.flow_style for node in above)

    # Text ------------------------------------------------------------------------------------------

    def _splice(self, start: int, end: int, text: str) -> None:
        self._spare_directives(start, end)
        self._splices.append(Splice(start, end, text))

    def _spare_directives(self, start: int, end: int) -> None:
        """Let no comment that silences findings go, or come to stand at another value.

        Raises:
            EditRefused: one stands between *start* and *end*.
        """
        directives = self.document.directives
        at = bisect_left(directives, (start, start))
        if at < len(directives) and directives[at][0] < end:
            raise EditRefused("a comment that silences findings here would be lost, or silence others")

    def _spare_directives_above(self, path: Path, entries: list[_Entry], index: int) -> None:
        """Do the same for the comments between an entry of the block at *path* and the one before."""
        if self.document.directives:
            before = entries[index - 1].end if index else self._entry_start(path) if path else 0
            self._spare_directives(self._line_end(before), entries[index].start)

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """Return where the line below the one of *index* begins."""
        return self.text.find("\n", index) + 1

    def _column(self, index: int) -> int:
        return index - self._line_start(index)

    def _begins_line(self, index: int) -> bool:
        return not self.text[self._line_start(index) : index].strip(" ")


def _indented_like(text: str, source: str) -> str:
    """Return a block scalar with the indentation of *source*, where that needs no indicator."""

    def indent(block: str) -> int:
        return min(
            (len(line) - len(line.lstrip(" ")) for line in block.split("\n")[1:] if line.strip()), default=0
        )

    header, *lines = text.split("\n")
    if re.search(r"\d", header) or not indent(source):
        return text
    here = indent(text)
    return "\n".join([header, *(" " * indent(source) + line[here:] if line else line for line in lines)])
