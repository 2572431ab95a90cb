"""The writer of YAML: edits of a document's values as splices of its text.

Only the spans concerned change. A scalar is written exactly as PyYAML, which the generators use,
writes it at that depth, so that a record in the generators' form keeps it; a scalar in another form
keeps its style if possible.
"""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from yaml.nodes import Node, ScalarNode

from lint.core.findings import Span
from lint.core.values import (
    DropShadowed,
    Edit,
    EditComment,
    Insert,
    MakeAlias,
    Path,
    Remove,
    Rename,
    Rewrite,
    Set,
    Value,
    narrowed,
    pointer,
)
from lint.documents.emitting import ENDLESS, WIDTH, emit, emit_flow, emit_key, indented_like
from lint.documents.entries import EntryWriter
from lint.documents.in_place import change_words
from lint.documents.layout import Layout
from lint.documents.nodes import NodeReader
from lint.documents.splices import EditRefused, Splice, end_before, joined

_ANCHOR = re.compile(r"(?:![^\s&]*\s+)?(&[^\s,\[\]{}]+)")
_UNFOLDED = re.compile(rf"^[^\n]{{{WIDTH + 1},}}[^\s:] (?!['\"]$)\S", re.MULTILINE)


class Mode(enum.Enum):
    """How a new text is written in place of an old one."""

    WORDS = enum.auto()
    """Only the words that differ are changed; a text in generated form is written in that form."""
    STYLE = enum.auto()
    """The whole text is written, in the style of the old one."""
    QUOTED = enum.auto()
    """The whole text is written in double quotes.

    Its end does not depend on the text around it, as that of a block scalar depends on blank lines.
    """


class Writer:
    """Writes edits of the values of one document.

    Args:
        reader: The reader of the document.
        directives: The spans of comments for recordlint, which must not move.
    """

    def __init__(self, reader: NodeReader, directives: Sequence[Span]) -> None:
        self._layout = Layout(reader, directives)

    def drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the splices that apply *edits* to the text in each `Mode`.

        Raises:
            EditRefused: The edits are not possible, or would lose something.
        """
        for mode in Mode:
            yield _Draft(self._layout, mode).splices(edits)


class _Draft:
    """Turns edits into splices of the text in one mode.

    Args:
        layout: The layout of the text.
        mode: How texts are written.
    """

    def __init__(self, layout: Layout, mode: Mode) -> None:
        self._layout = layout
        self._reader = layout.reader
        self._text = layout.text
        self._mode = mode
        self._style = '"' if mode is Mode.QUOTED else None
        self._entries = EntryWriter(self._layout, self._style)
        first_line = self._text[: self._text.find("\n") + 1]
        self._newline = "\r\n" if first_line.endswith("\r\n") else "\n"
        self._splices: list[Splice] = []

    def splices(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return the splices that apply *edits* to the text, in order.

        Raises:
            EditRefused: The edits are not possible, or would lose something.
        """
        removed: dict[Path, set[int]] = defaultdict(set)
        inserted: dict[Path, list[Insert]] = defaultdict(list)
        for edit in narrowed(self._without_mirrors(edits), self._value_at):
            match edit:
                case Set():
                    self._set(edit.path, edit.value)
                case MakeAlias():
                    self._make_alias(edit)
                case Remove():
                    removed[edit.path[:-1]].add(self._layout.index(edit.path))
                case DropShadowed():
                    places = self._layout.places(self._layout.collection(edit.path[:-1]))
                    given = self._layout.duplicates[edit.path]
                    removed[edit.path[:-1]] |= {places[id(key)] for key, _ in given[:-1]}
                case Insert():
                    inserted[edit.path[:-1]].append(edit)
                case Rename():
                    self._layout.collection(edit.path[:-1])  # refuses a shared mapping
                    name = emit_key(edit.name).removesuffix(":")
                    self._add(Splice(*self._reader.key_span(edit.path), name))
                case EditComment():
                    self._edit_comment(edit)
        # If an inner and an outer list end together, new items of the inner list come first.
        for path in sorted(removed | inserted, key=len, reverse=True):
            for splice in self._entries.rearrange(path, removed[path], inserted[path]):
                self._add(splice)
        return [each._replace(text=each.text.replace("\n", self._newline)) for each in joined(self._splices)]

    def _without_mirrors(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Yield *edits* without those of aliases whose targets get the same edits.

        Raises:
            EditRefused: An edit would also change another alias, or would change only a part of an alias.
        """
        aliases, aliases_of = self._reader.aliases, self._reader.aliases_of
        given: dict[Path, list[Edit]] = defaultdict(list)
        for edit in edits if aliases else ():
            given[edit.path].append(edit)
        for edit in edits:
            if isinstance(edit, Set | Insert | Remove | Rename):
                inside = edit.path[:-1] if isinstance(edit, Rename) else edit.path
                for n in range(len(inside) + 1):
                    for alias in aliases_of.get(edit.path[:n], ()):
                        mirror = alias + edit.path[n:]
                        if replace(edit, path=mirror) not in given[mirror]:
                            raise EditRefused(f"{pointer(alias)} is an alias of this, and would change too")
            above = next((n for n in range(len(edit.path) + 1) if edit.path[:n] in aliases), None)
            if above is None:
                yield edit
                continue
            assert not isinstance(edit, EditComment | Rewrite)  # these are not edits of values
            target = aliases[edit.path[:above]][1] + edit.path[above:]
            mirrored = replace(edit, path=target)
            if mirrored != edit and mirrored in given[target]:
                continue
            if above < len(edit.path):
                raise EditRefused(f"{pointer(edit.path)} is shared through an alias")
            yield edit

    def _value_at(self, path: Path) -> Value:
        return self._reader.value_of(self._reader.node(path))

    # A value ----------------------------------------------------------------------------------

    def _set(self, path: Path, value: Value) -> None:
        if not path:
            raise EditRefused("the record as a whole cannot be replaced")
        is_alias = path in self._reader.aliases
        node = self._reader.node(path)
        anchor = None if is_alias else _ANCHOR.match(self._text, *self._reader.span(path))
        lead = f"{anchor[1]} " if anchor else ""
        # An anchor without aliases may be meant as the text's first word, which is then written as such.
        is_word = path not in self._reader.aliases_of and f"{value} ".startswith((lead, lead[1:]))
        if lead and is_word and isinstance(value, str):
            lead = ""
        elif not is_alias and isinstance(node, ScalarNode) and isinstance(value, str):
            splices = self._changed_words(path, node, value)
            if splices is not None:
                for splice in splices:
                    self._add(splice)
                return
        start, end = self._reader.span(path)
        collection = isinstance(value, list | dict) or not (is_alias or isinstance(node, ScalarNode))
        self._layout.spare_comments(path)
        if self._layout.in_flow(path):
            style = node.style if isinstance(node, ScalarNode) else None
            self._add(
                Splice(
                    start, end, emit_flow(value, self._style or style or None, escapes=self._layout.escapes)
                )
            )
        elif collection and not is_alias:
            for splice in self._entries.replace(path, end, value):
                self._add(splice)
        else:
            self._add(Splice(start, end, self._scalar(path, node, (start, end), value, lead)))

    def _changed_words(self, path: Path, node: ScalarNode, value: str) -> list[Splice] | None:
        """Return the splices that change single words of a text; None if the whole text is to be written."""
        old = self._reader.value_of(node)
        start, end = self._reader.span(path)
        if self._mode is not Mode.WORDS or not isinstance(old, str):
            return None
        column = 0
        if not self._layout.in_flow(path):
            if self._is_generated(path, old):
                return None
            column = self._layout.column(self._layout.entry_start(path))
        found = change_words(self._text[start:end], node.style, column, old, value)
        return found and [Splice(start + each.start, start + each.end, each.text) for each in found]

    def _is_generated(self, path: Path, old: str) -> bool:
        """Return whether the text *old* at *path* is written as the generators write it.

        A document with comments is written by hand.
        """
        if self._reader.comments:
            return False
        start, end = self._reader.span(path)
        entry = self._layout.entry_start(path)
        column = self._layout.column(entry)
        prefix = self._layout.column(start) - column
        written = emit(old, column, prefix, width=self._width, escapes=self._layout.escapes).removeprefix(" ")
        return self._text[start:end] == written.replace("\n", self._newline)

    @cached_property
    def _width(self) -> int:
        """The column at which lines are folded; `ENDLESS` if there are longer lines that could be folded."""
        return ENDLESS if _UNFOLDED.search(self._text, *self._reader.span(())) else WIDTH

    def _scalar(self, path: Path, node: Node, span: tuple[int, int], value: Value, lead: str) -> str:
        start, end = span
        source = self._text[start:end]
        entry = self._layout.entry_start(path)
        column = self._layout.column(entry)
        gap = " " if start == end and self._text[start - 1] not in " \t\n" else ""
        prefix = self._layout.column(start) - column + len(gap) + len(lead)

        def written(value: Value, style: str | None, width: int = WIDTH) -> str:
            return emit(
                value, column, prefix, style=style, width=width, escapes=self._layout.escapes
            ).removeprefix(" ")

        old = self._reader.value_of(node)
        if self._style or not isinstance(old, str) or not isinstance(value, str):
            return gap + lead + written(value, self._style)
        if self._is_generated(path, old):
            return lead + written(value, None, self._width)
        assert isinstance(node, ScalarNode)  # nothing else is read as text
        one_line = "\n" not in source
        text = written(value, node.style or None, ENDLESS if one_line else WIDTH)
        if node.style in ("|", ">"):
            text = indented_like(text, source)
        return gap + lead + text

    def _make_alias(self, edit: MakeAlias) -> None:
        """Make the later of two values an alias of the earlier one, which gets an anchor."""
        spans = sorted(self._reader.span(path) for path in (edit.path, edit.source))
        if spans[0] == spans[1] or edit.path in self._reader.aliases:
            raise EditRefused(f"{pointer(edit.path)} is an alias already")
        if not isinstance(self._reader.node(edit.path), ScalarNode) or self._layout.in_flow(edit.path):
            raise EditRefused(f"{pointer(edit.path)} is not a text outside brackets")
        anchor = _ANCHOR.match(self._text, *spans[0])
        name = anchor[1][1:] if anchor else self._unused_anchor()
        if not anchor:
            self._add(Splice(spans[0][0], spans[0][0], f"&{name} "))
        self._add(Splice(*spans[1], f"*{name}"))

    def _edit_comment(self, edit: EditComment) -> None:
        start, end = edit.span
        if not edit.text:
            line = self._layout.line_start(start)
            if self._text[line:start].strip():
                start = end_before(self._text, start, " \t")
            else:
                start, end = line, self._layout.line_end(end)
        self._splices.append(Splice(start, end, edit.text))

    def _unused_anchor(self) -> str:
        number = 1
        while f"&id{number:03}" in self._text:
            number += 1
        return f"id{number:03}"

    def _add(self, splice: Splice) -> None:
        self._layout.spare_directives(splice.start, splice.end)
        self._splices.append(splice)
