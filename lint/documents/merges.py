"""Merge keys (`<<`) that readers of YAML understand differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lint.core.findings import Span
from lint.core.values import Path, same
from lint.documents.composer import is_merge, merged, scalar_value
from lint.documents.nodes import NodeReader


def find_disputed(reader: NodeReader) -> list[tuple[Path, Span, list[Any]]]:
    """Return each disputed `<<`: its mapping's path, its span, and the fields concerned.

    Psych merges at the position of the `<<` (`revive_hash` in lib/psych/visitors/to_ruby.rb), even of
    one in quotes, which is returned without fields. PyYAML puts all merged fields before the mapping's
    own; if a field is merged twice, version 6.0.4 takes either the first or the last.
    """
    found: list[tuple[Path, Span, list[Any]]] = []
    seen: set[int] = set()

    def walk(node: Node, path: Path) -> None:
        if isinstance(node, ScalarNode) or id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*path, index))
        elif isinstance(node, MappingNode):
            for key, names in _disputed(reader, node):
                begin, end = key.start_mark.index + reader.start, key.end_mark.index + reader.start
                found.append((path, (begin, end), names))
            for key, value in node.value:
                walk(value, path if is_merge(key) else (*path, scalar_value(key)))

    walk(reader.root, ())
    return found


def _disputed(reader: NodeReader, mapping: MappingNode) -> Iterator[tuple[Node, list[Any]]]:
    """Yield the disputed merge keys of *mapping*, each with the fields concerned."""
    own: dict[tuple[type, Any], Node] = {}
    brought_in: dict[tuple[type, Any], tuple[Node, bool]] = {}  # the first, and whether all equal it
    disputed: dict[tuple[type, Any], Node] = {}
    for name, value in mapping.value:
        if not is_merge(name):
            typed_key = type(key := scalar_value(name)), key
            own[typed_key] = value
            disputed.pop(typed_key, None)
            continue
        brought: dict[tuple[type, Any], list[Node]] = {}
        for source in merged(value):
            for typed_key, (_, node) in reader.entries(source).items():
                brought.setdefault(typed_key, []).append(node)
        for typed_key, nodes in brought.items():
            if typed_key in own:
                are_equal = _are_equal(reader, own[typed_key], nodes[:1])
            else:
                first, were_equal = brought_in.get(typed_key, (nodes[0], True))
                are_equal = were_equal and _are_equal(reader, first, nodes)
                brought_in[typed_key] = first, are_equal
            if are_equal:
                disputed.pop(typed_key, None)
            else:
                disputed[typed_key] = name
    fields: dict[int, list[Any]] = {}
    for (_, key), name in disputed.items():
        fields.setdefault(id(name), []).append(key)
    for name, value in mapping.value:
        names = fields.get(id(name), [])
        if names or (_is_quoted_merge(reader, name) and _can_merge(value)):
            yield name, names


def _is_quoted_merge(reader: NodeReader, name: Node) -> bool:
    return name.value == "<<" and reader.text[name.start_mark.index + reader.start] in "'\""


def _can_merge(node: Node) -> bool:
    sources = node.value if isinstance(node, SequenceNode) else [node]
    return all(isinstance(source, MappingNode) for source in sources)


def _are_equal(reader: NodeReader, first: Node, others: list[Node]) -> bool:
    """Return whether *others* all have the value of the *first* node."""
    others = [node for node in others if node is not first]
    if not others:
        return True
    value = reader.value_of(first)
    return all(same(reader.value_of(node), value) for node in others)
