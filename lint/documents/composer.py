"""The composer: YAML text to libyaml's nodes, within the limits, and what its scalars mean.

Read with YAML 1.1 meaning, since that is what the generators and the sites of these records use,
by libyaml through PyYAML. Nodes count characters from the beginning of the text that they are
composed from.
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

# libyaml's composer recurses in C and dies at some 30,000 levels (measured, 8 MB of stack); a
# level takes at least one character of a line or a bracket, so shorter texts need no counting.
_DEEP = 5_000

FORBIDDEN = lazy("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that YAML 1.1 does not allow."""

TAG = "tag:yaml.org,2002:"
_STR = TAG + "str"
# Python reads and writes no more than 4,300 decimal digits (sys.int_info.default_max_str_digits),
# and a hexadecimal one is worth 1.2 of them.
_MAX_NUMBER = 3_500
_TYPES: dict[str, type | tuple[type, ...]] = {
    TAG + "null": type(None),
    TAG + "bool": bool,
    TAG + "int": int,
    TAG + "float": float,
}


class Unreadable(Exception):
    """The text has no values that are read; why, and where.

    Args:
        message: The reader's words.
        span: Where, in the text given to the reader.
        cause: What kind of problem that is.
        context: Where that began which the reader could not finish, in the same text.
    """

    def __init__(
        self, message: str, span: Span, cause: Cause = Cause.SYNTAX, context: int | None = None
    ) -> None:
        super().__init__(message)
        self.span = span
        self.cause = cause
        self.context = context


def unreadable_at(node: Node | yaml.Event, message: str) -> Unreadable:
    """Return the error that points at *node*."""
    return Unreadable(message, (node.start_mark.index, node.end_mark.index))  # type: ignore[union-attr]


class _Loader(CParser):
    """libyaml's composer without PyYAML's resolver, which takes a third of its time.

    A scalar written plain gets the tag "", to be resolved by `scalar_value`; any other is text.
    """

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:
        return _STR if kind is ScalarNode and not implicit[0] else ""

    # Asked for each node, to no end here: builtins, whose calls cost next to nothing.
    descend_resolver = staticmethod(is_)
    ascend_resolver = tuple


def compose(text: str, limits: Limits, *, several: bool = False) -> MappingNode | SequenceNode:
    """Return the node of the mapping that *text* is, a block of YAML.

    With *several*, it may be a list too; several documents are returned as a list of them.

    Raises:
        Unreadable: it is not YAML, no mapping, or beyond the *limits*.
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
            raise Unreadable(f"the {noun} is {found}, not fields with values", (0, 3))
        if "*" in text:
            _check_aliases(root, limits)
    except yaml.reader.ReaderError:
        match = FORBIDDEN.search(text)
        at = match.start() if match else 0
        raise Unreadable("", (at, at + 1), Cause.CHARACTER) from None
    except UnicodeError:  # libyaml lets them pass, and PyYAML then tells of no place
        raise Unreadable("a tag holds escaped bytes (`%...`) that are not UTF-8", (0, 3)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        message = ", ".join(part for part in (error.context, error.problem) if part)
        context = error.context_mark.index if error.context_mark else None
        raise Unreadable(message, (at, at), context=context) from None
    return root


def _documents(loader: _Loader) -> Node | None:
    """Return the node of the only document, a list of them if there are several; None if there is none."""
    roots: list[Any] = []
    while loader.check_node():
        roots.append(loader.get_node())
    if len(roots) < 2:
        return roots[0] if roots else None
    return SequenceNode("", roots, roots[0].start_mark, roots[-1].end_mark, flow_style=False)


def scalar_value(node: Node) -> Value:
    """Return the meaning of a scalar in YAML 1.1, text where PyYAML's own reading would raise."""
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
    """Return the number or date that YAML 1.1 sees in a plain scalar, else the text itself."""
    for tag, pattern in _RESOLVERS.get(text[0], ()):
        if len(text) <= _MAX_NUMBER and pattern.match(text):
            try:
                return _CONSTRUCTOR.yaml_constructors[tag](_CONSTRUCTOR, ScalarNode(tag, text))
            except (ValueError, IndexError, OverflowError):
                return text  # `2020-13-45`, `0x_`: looks like one and is none
    return text


def is_unloadable(text: str) -> bool:
    """Return whether PyYAML raises on a plain scalar, which looks like a number or a date and is none."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if len(text) <= _MAX_NUMBER and pattern.match(text):
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
    """Return what is wrong with a node whose tag is not that of its value."""
    tag = node.tag.replace(TAG, "!!")
    return f"the tag `{tag}` does not fit or would build an object, which a record may not"


def is_merge(key: Node) -> bool:
    """Return whether *key* is a `<<` that takes in other mappings."""
    return bool(key.tag == "" and key.value == "<<")


def merged(node: Node) -> Iterator[MappingNode]:
    """Yield the mappings that a `<<` takes in, those that win first (yaml.org/type/merge)."""
    for source in node.value if isinstance(node, SequenceNode) else [node]:
        if not isinstance(source, MappingNode):
            raise unreadable_at(node, "`<<` can only take in mappings")
        yield source


def levels(name: str) -> int:
    """Return how much deeper values are nested below the field *name*, which each finding there repeats."""
    return 1 + len(name) // _LONG_TEXT


def told_too_deep(limit: int) -> str:
    """Return what is said of values deeper than the *limit*."""
    return (
        f"values are nested more than {limit} deep (`limits.depth`; {_LONG_TEXT} characters of a field's "
        "name count as a level)"
    )


def too_deep(limit: int, at: Node | yaml.Event) -> Unreadable:
    """Return the error for a node deeper than the *limit*."""
    return unreadable_at(at, told_too_deep(limit))


def _check_depth(text: str, limit: int) -> None:
    """Count the levels from the events, which libyaml gives without recursion.

    Raises:
        Unreadable: there are more than *limit*.
    """
    brackets = text.count("[") + text.count("{")
    if brackets < _DEEP and all(len(line) < _DEEP for line in text.split("\n")):
        return
    depth = -1  # the mapping that is the record does not count
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limit:
                raise too_deep(limit, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_aliases(root: Node, limits: Limits) -> None:
    """Count what aliases add, without following one twice.

    Raises:
        Unreadable: an alias holds itself, or all together add more values than the *limits* let them.
    """
    sizes: dict[int, int] = {}
    inside: set[int] = set()
    added = 0

    def size(node: Node, depth: int) -> int:
        nonlocal added
        if id(node) in inside:
            raise unreadable_at(node, "an alias stands inside the value that it stands for")
        if id(node) in sizes:
            added += sizes[id(node)]
            if added > limits.aliased_values:
                told = f"aliases add more than {limits.aliased_values:,} values (`limits.aliased-values`)"
                raise unreadable_at(node, told)
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
