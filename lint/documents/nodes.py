"""The reader of any YAML: values and their spans from libyaml's nodes.

It must agree with PyYAML on every value. An index counts characters of the file's text from 0.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from lint.core.findings import Span
from lint.core.limits import Limits
from lint.core.patterns import lazy
from lint.core.values import Path, Value
from lint.documents.composer import (
    TAG,
    compose,
    is_merge,
    levels,
    merged,
    scalar_value,
    tag_message,
    too_deep,
    unreadable_at,
)
from lint.documents.problems import Cause
from lint.documents.reader import Reader
from lint.documents.splices import end_before

_BLANKS = lazy(r"[ \t]*")
_HEADER = lazy(r"[|>][-+0-9]*[ \t]*")  # of a block scalar
_COMMENT = lazy("#[^\r\n\x85\u2028\u2029]*")  # up to a line break of libyaml

Entry: TypeAlias = tuple[Node, Node]
"""The nodes of a key and its value."""


class NodeReader(Reader):
    """The values of a block of YAML, and their spans in the file's *text*.

    Args:
        text: The text of the whole file.
        start: The start of the block, with any line `---`.
        end: The end of the block.
        limits: The deepest nesting of values, and the most values that aliases add.
        several: Whether the block may be a list, or several YAML documents, which are read as a list.

    Raises:
        Unreadable: The block cannot be read; the span counts from *start*.
    """

    def __init__(self, text: str, start: int, end: int, limits: Limits, *, several: bool = False) -> None:
        self.text = text
        self.start = start
        self._block = text[start:end]
        self._limits = limits
        self._has_duplicates = False
        self._known_entries: dict[int, dict[tuple[type, Any], Entry]] = {}
        self.root = compose(self._block, limits, several=several)
        self.values = self._value(self.root, 0)

    def _value(self, node: Node, depth: int) -> Value:
        if type(node) is ScalarNode:
            return scalar_value(node)
        if depth > self._limits.depth:
            raise too_deep(self._limits.depth, node)
        if type(node) is MappingNode:
            return self._mapping(node, depth)
        if node.tag not in ("", TAG + "seq"):
            raise unreadable_at(node, tag_message(node))
        deeper = depth + 1
        return [
            scalar_value(item) if type(item) is ScalarNode else self._value(item, deeper)
            for item in node.value
        ]

    def _mapping(self, node: MappingNode, depth: int) -> dict[Any, Value]:
        if node.tag not in ("", TAG + "map"):
            raise unreadable_at(node, tag_message(node))
        values: dict[Any, Value] = {}
        merges: list[Node] = []
        deeper = depth + 1
        for key_node, value_node in node.value:
            if type(key_node) is not ScalarNode:
                message = "a field's name must be text, not a list or a mapping"
                raise unreadable_at(key_node, message, Cause.SYNTAX)
            if key_node.value == "<<" and is_merge(key_node):
                merges.append(value_node)
                continue
            values[scalar_value(key_node)] = (
                scalar_value(value_node)
                if type(value_node) is ScalarNode
                else self._value(value_node, depth + levels(key_node.value))
            )
        if len(values) + len(merges) != len(node.value):
            self._has_duplicates = True
        for merge in reversed(merges):  # the last of several has precedence
            for source in merged(merge):
                for key, value in self._mapping(source, deeper).items():
                    values.setdefault(key, value)
        return values

    # Nodes: for the edits, which know YAML too -----------------------------------------------------

    def node(self, path: Path) -> Node:
        """Return the node of the value at *path*; that of an alias is the node of its anchor.

        Raises:
            LookupError: There is no value.
        """
        node: Node | None = self.root
        for key in path:
            if isinstance(node, SequenceNode):
                node = node.value[key]
            elif isinstance(node, MappingNode):
                node = self.entry(node, key)[1]
            else:
                node = None
        if node is None:
            raise LookupError(path)
        return node

    def entry(self, mapping: MappingNode, key: Any) -> Entry:
        """Return the nodes of *key* and its value in *mapping*; the last ones if there are several.

        Raises:
            LookupError: There is no such key.
        """
        return self.entries(mapping)[type(key), key]

    def entries(self, mapping: MappingNode) -> dict[tuple[type, Any], Entry]:
        """Return the entries of *mapping*, with merged ones, by the types and values of their keys."""
        found = self._known_entries.get(id(mapping))
        if found is None:
            found = self._known_entries[id(mapping)] = {}
            merges: list[Node] = []
            for name, value in mapping.value:
                if is_merge(name):
                    merges.append(value)
                else:
                    key = scalar_value(name)
                    found[type(key), key] = (name, value)
            for merge in reversed(merges):
                for source in merged(merge):
                    for typed_key, entry in self.entries(source).items():
                        found.setdefault(typed_key, entry)
        return found

    @cached_property
    def aliases(self) -> dict[Path, tuple[Span, Path]]:
        """The aliases by path, each with the span of its `*name` and the path of its target.

        PyYAML returns the anchor's node for an alias, so the spans come from the events.
        """
        if "*" not in self._block:
            return {}
        events = yaml.parse(self._block, Loader=yaml.CSafeLoader)
        marks = (event for event in events if isinstance(event, yaml.AliasEvent))
        first: dict[int, Path] = {}
        found: dict[Path, tuple[Span, Path]] = {}

        def walk(node: Node, path: Path) -> None:
            if id(node) in first:
                event = next(marks)
                begin, end = event.start_mark, event.end_mark
                assert begin is not None
                assert end is not None
                found[path] = ((begin.index + self.start, end.index + self.start), first[id(node)])
                return
            first[id(node)] = path
            found.pop(path, None)  # the last entry with a key counts
            if isinstance(node, SequenceNode):
                for index, item in enumerate(node.value):
                    walk(item, (*path, index))
            elif isinstance(node, MappingNode):
                for key, value in node.value:
                    walk(key, (*path, key))
                    walk(value, (*path, scalar_value(key)))

        walk(self.root, ())
        return found

    @cached_property
    def aliases_of(self) -> dict[Path, list[Path]]:
        """The paths of the aliases of each value that has aliases."""
        found: dict[Path, list[Path]] = {}
        for alias, (_, target) in self.aliases.items():
            found.setdefault(target, []).append(alias)
        return found

    @cached_property
    def comments(self) -> list[Span]:
        """The spans of the comments in the block.

        Between two tokens of libyaml there are only white space and comments; the token of a block
        scalar includes a comment in its header.
        """
        if "#" not in self._block:
            return []
        text, begin = self.text, self.start
        found: list[Span] = []
        at = begin
        for token in yaml.scan(self._block, Loader=yaml.CSafeLoader):
            start, end = token.start_mark.index + begin, token.end_mark.index + begin
            found += (match.span() for match in _COMMENT.finditer(text, at, start))
            if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
                header = _HEADER.match(text, start)
                assert header is not None
                found += (match.span() for match in [_COMMENT.match(text, header.end())] if match)
            at = max(at, end)
        return found

    @cached_property
    def duplicates(self) -> list[tuple[Path, list[Entry]]]:
        """The duplicate keys of mappings: their paths, and all their entries."""
        found: list[tuple[Path, list[Entry]]] = []

        def walk(node: Node, path: Path) -> None:
            if isinstance(node, SequenceNode):
                for index, item in enumerate(node.value):
                    walk(item, (*path, index))
            elif isinstance(node, MappingNode):
                entries: dict[Any, list[Entry]] = {}
                for key, value in node.value:
                    if not is_merge(key):
                        entries.setdefault(scalar_value(key), []).append((key, value))
                for name, given in entries.items():
                    if len(given) > 1:
                        found.append(((*path, name), given))
                    walk(given[-1][1], (*path, name))

        if self._has_duplicates:
            walk(self.root, ())
        return found

    def value_of(self, node: Node) -> Value:
        """Return the value of *node*."""
        return self._value(node, 0)

    def name_of(self, key: Node) -> str:
        """Return a field's name: its text, or if it is not a text, the name as it is written."""
        name = self.value_of(key)
        if isinstance(name, str):
            return name
        return self.text[key.start_mark.index + self.start : key.end_mark.index + self.start]

    # Places -----------------------------------------------------------------------------------

    def end_of(self, node: Node, path: Path) -> int:
        """Return the end of *node*, the value at *path*, without the blank lines after a block."""
        while isinstance(node, CollectionNode) and not node.flow_style and node.value:
            if path in self.aliases:
                break
            last = node.value[-1]
            if isinstance(last, tuple):
                path, below = (*path, scalar_value(last[0])), last[1]
            else:
                path, below = (*path, len(node.value) - 1), last
            if path not in self.aliases and below.start_mark.index < node.start_mark.index:
                break  # an alias too, but in a merged mapping, so that it is found under another path
            node = below
        if path in self.aliases:
            return self.aliases[path][0][1]
        end: int = node.end_mark.index + self.start
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            # libyaml includes the blank lines after a block scalar, but only those after `|+` are part of it.
            start = node.start_mark.index + self.start
            header = self.text[start : self.text.find("\n", start)].partition("#")[0]
            if "+" in header:
                end -= self.text.startswith("\n", end - 1)
                end -= self.text.startswith("\r", end - 1)
            else:
                end = end_before(self.text, end, " \t\r\n")
            blanks = _BLANKS.match(self.text, end)  # at the end of the last line: part of the text
            assert blanks is not None
            end = blanks.end()
        return end

    def span(self, path: Path) -> Span:
        if path in self.aliases:
            return self.aliases[path][0]
        node = self.node(path)
        return node.start_mark.index + self.start, self.end_of(node, path)

    def key_span(self, path: Path) -> Span:
        parent = self.node(path[:-1])
        if not isinstance(parent, MappingNode):
            raise LookupError(path)
        name = self.entry(parent, path[-1])[0]
        return name.start_mark.index + self.start, name.end_mark.index + self.start

    def is_plain(self, path: Path) -> bool:
        node = self.node(path)
        return isinstance(node, ScalarNode) and node.tag == ""

    def is_block(self, path: Path) -> bool:
        node = self.node(path)
        return isinstance(node, CollectionNode) and not node.flow_style
