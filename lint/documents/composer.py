"""The composer: YAML text to libyaml's nodes, within the limits, and the values of scalars.

The text is read as YAML 1.1, which the generators and sites of these records use, by libyaml
through PyYAML. The indices of nodes count from the start of the text given to the composer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import is_
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from lint.core.findings import Span
from lint.core.limits import Limits
from lint.core.patterns import lazy
from lint.core.values import Value
from lint.documents.problems import Cause
from lint.documents.scalars import NUMERIC, WORDS

try:
    from yaml._yaml import CParser
except ImportError as error:
    raise SystemExit(
        "recordlint: PyYAML was installed without libyaml, which reads records ten times faster and exactly "
        "as the sites do.\nInstall a wheel that holds it: pip install --force-reinstall --only-binary "
        "PyYAML PyYAML"
    ) from error

_LONG_TEXT = 100  # characters

# libyaml's composer recurses in C and crashes at some 30,000 levels (measured, 8 MB of stack). A
# level takes at least one character of a line or a bracket, so shorter texts are not counted.
_DEEP = 5_000

FORBIDDEN = lazy("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that is not allowed in YAML 1.1."""

TAG = "tag:yaml.org,2002:"
_STR = TAG + "str"
# Python converts at most 4,300 decimal digits (sys.int_info.default_max_str_digits); a hexadecimal
# digit counts as 1.2 of them.
_MAX_NUMBER = 3_500
_TOO_LONG = lazy(r"[-+]?[1-9](?:_*[0-9]){4300,}_*\Z")
_TYPES: dict[str, type | tuple[type, ...]] = {
    TAG + "null": type(None),
    TAG + "bool": bool,
    TAG + "int": int,
    TAG + "float": float,
}


class Unreadable(Exception):
    """The text cannot be read.

    Args:
        message: The reader's message.
        span: The span of the fault in the text given to the reader.
        cause: The kind of problem.
        context: The index at which the reader began what it could not finish; None if unknown.
    """

    def __init__(
        self, message: str, span: Span, cause: Cause = Cause.SYNTAX, context: int | None = None
    ) -> None:
        super().__init__(message)
        self.span = span
        self.cause = cause
        self.context = context


def unreadable_at(node: Node | yaml.Event, message: str, cause: Cause = Cause.CONTENT) -> Unreadable:
    """Return the error that points at *node*."""
    return Unreadable(message, (node.start_mark.index, node.end_mark.index), cause)  # type: ignore[union-attr]


class _Loader(CParser):
    """libyaml's composer without PyYAML's resolver, which takes a third of the time.

    A plain scalar gets the tag "", which `scalar_value` resolves; any other scalar is text.
    """

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:
        return _STR if kind is ScalarNode and not implicit[0] else ""

    # Called for each node, and not needed: builtins, whose calls cost next to nothing.
    descend_resolver = staticmethod(is_)
    ascend_resolver = tuple


def compose(text: str, limits: Limits, *, several: bool = False) -> MappingNode | SequenceNode:
    """Return the root node of *text*, a mapping in YAML.

    With *several*, it may also be a list; several YAML documents are returned as a list.

    Raises:
        Unreadable: The text is not YAML, is not a mapping, or exceeds the *limits*.
    """
    try:
        if len(text) > _DEEP:
            _check_depth(text, limits.depth)
        loader = _Loader(text)
        root = _documents(loader) if several else loader.get_single_node()
        loader.dispose()
        if not isinstance(root, MappingNode) and not (several and isinstance(root, SequenceNode)):
            found = "a list" if isinstance(root, SequenceNode) else "a text"
            noun = "file" if several else "front matter"
            found = found if root is not None and root.value else "empty"
            raise Unreadable(f"the {noun} is {found}, not fields with values", (0, 3), Cause.CONTENT)
        if "*" in text:
            _check_aliases(root, limits)
    except yaml.reader.ReaderError:
        match = FORBIDDEN.search(text)
        at = match.start() if match else 0
        raise Unreadable("", (at, at + 1), Cause.CHARACTER) from None
    except UnicodeError:  # libyaml accepts them, and PyYAML then reports no position
        raise Unreadable("a tag contains escaped bytes (`%...`) that are not UTF-8", (0, 3)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        message = ", ".join(part for part in (error.context, error.problem) if part)
        context = error.context_mark.index if error.context_mark else None
        raise Unreadable(message, (at, at), context=context) from None
    return root


def _documents(loader: _Loader) -> Node | None:
    """Return the node of the only document, or a list of the documents; None if there is none."""
    roots: list[Any] = []
    while loader.check_node():
        roots.append(loader.get_node())
    if len(roots) < 2:
        return roots[0] if roots else None
    return SequenceNode("", roots, roots[0].start_mark, roots[-1].end_mark, flow_style=False)


def scalar_value(node: Node) -> Value:
    """Return the value of a scalar in YAML 1.1; it is text if PyYAML would raise an error."""
    text: str = node.value
    if not node.tag:
        if text in WORDS:
            return WORDS[text]
        return _number(text) if text[0] in NUMERIC else text
    if node.tag == _STR:
        return text
    value = WORDS[text] if text in WORDS else _number(text) if text[0] in NUMERIC else text
    if node.tag not in _TYPES or not isinstance(value, _TYPES[node.tag]):
        raise unreadable_at(node, tag_message(node))
    return value


_CONSTRUCTOR = SafeConstructor()
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = Resolver.yaml_implicit_resolvers


def _number(text: str) -> Value:
    """Return the number or date that a plain scalar is in YAML 1.1, else the text itself."""
    for tag, pattern in _RESOLVERS.get(text[0], ()):
        if len(text) <= _MAX_NUMBER and pattern.match(text):
            try:
                return _CONSTRUCTOR.yaml_constructors[tag](_CONSTRUCTOR, ScalarNode(tag, text))
            except (ValueError, IndexError, OverflowError):
                return text  # it only looks like one: `2020-13-45`, `0x_`
    return text


def is_unloadable(text: str) -> bool:
    """Return whether PyYAML raises an error for a plain scalar that only looks like a number or a date."""
    if len(text) > _MAX_NUMBER:
        return _TOO_LONG.match(text) is not None
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            construct = _CONSTRUCTOR.yaml_constructors.get(tag)
            if construct is None:  # as for `=` and `<<`
                return True
            try:
                construct(_CONSTRUCTOR, ScalarNode(tag, text))
            except (ValueError, IndexError, OverflowError):
                return True
            return False
    return False


def tag_message(node: Node) -> str:
    """Return the message about a node whose tag does not fit its value."""
    tag = node.tag.replace(TAG, "!!")
    return f"the tag `{tag}` does not fit the value, or would build an object, which is not allowed"


def is_merge(key: Node) -> bool:
    """Return whether *key* is a `<<`, which merges in other mappings."""
    return bool(key.tag == "" and key.value == "<<")


def merged(node: Node) -> Iterator[MappingNode]:
    """Yield the mappings that a `<<` merges in, by descending precedence (yaml.org/type/merge)."""
    for source in node.value if isinstance(node, SequenceNode) else [node]:
        if not isinstance(source, MappingNode):
            raise unreadable_at(node, "`<<` can only merge in mappings")
        yield source


def levels(name: str) -> int:
    """Return how many levels the field *name* counts as; findings below it repeat a long name."""
    return 1 + len(name) // _LONG_TEXT


def too_deep_message(limit: int) -> str:
    """Return the message about values nested deeper than the *limit*."""
    return (
        f"values are nested more than {limit} deep (`limits.depth`; {_LONG_TEXT} characters of a field's "
        "name count as a level)"
    )


def too_deep(limit: int, at: Node | yaml.Event) -> Unreadable:
    """Return the error for a node deeper than the *limit*."""
    return unreadable_at(at, too_deep_message(limit))


def _check_depth(text: str, limit: int) -> None:
    """Count the levels in libyaml's events, which are produced without recursion.

    Raises:
        Unreadable: There are more than *limit*.
    """
    brackets = text.count("[") + text.count("{")
    if brackets < _DEEP and all(len(line) < _DEEP for line in text.split("\n")):
        return
    depth = -1  # the record's own mapping does not count
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limit:
                raise too_deep(limit, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_aliases(root: Node, limits: Limits) -> None:
    """Count the values that aliases add, without following an alias twice.

    Raises:
        Unreadable: An alias contains itself, or aliases add more values than the *limits* allow.
    """
    sizes: dict[int, int] = {}
    inside: set[int] = set()
    added = 0

    def size(node: Node, depth: int) -> int:
        nonlocal added
        if id(node) in inside:
            raise unreadable_at(node, "an alias is inside the value that it refers to")
        if id(node) in sizes:
            added += sizes[id(node)]
            if added > limits.aliased_values:
                message = f"aliases add more than {limits.aliased_values:,} values (`limits.aliased-values`)"
                raise unreadable_at(node, message)
            return sizes[id(node)]
        if depth > limits.depth and isinstance(node, CollectionNode):
            raise too_deep(limits.depth, node)
        inside.add(id(node))
        total = 1 + len(node.value) // _LONG_TEXT if isinstance(node, ScalarNode) else 1
        if isinstance(node, SequenceNode):
            total += sum(size(item, depth + 1) for item in node.value)
        elif isinstance(node, MappingNode):
            total += sum(size(key, depth + 1) + size(value, depth + 1) for key, value in node.value)
        inside.discard(id(node))
        sizes[id(node)] = total
        return total

    size(root, 0)
