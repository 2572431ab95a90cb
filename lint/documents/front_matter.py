"""Document: one file's bytes, its front matter found as Jekyll finds it, values and spans.

Read with YAML 1.1 meaning, since that is what the generators and the sites of these records use:
by libyaml through PyYAML, or before that by `lint.documents.generated`, which must say the same.
An index is a character's place in the file's text, counted from 0.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any, TypeAlias

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from lint.core.findings import Span
from lint.core.limits import DEFAULT, Limits
from lint.core.values import Path, Value, get, same
from lint.documents.generated import DEEPEST, Quick, quickly_read
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

_OPENING = re.compile(r"---[ \t\r\f\v]*\n")
_PREFIX = re.compile(r"\ufeff?\s*(?=---[ \t\r\f\v]*\n)")
_LONG = 100_000
_LINE_FEED = re.compile("\n")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*")  # of a block scalar
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")  # up to what libyaml takes for the end of a line
_DIRECTIVE = re.compile(r"#\s*recordlint:")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BLANKS = " \t\r\f\v"  # what Ruby's `\s` matches within a line

_TAG = "tag:yaml.org,2002:"
_STR = _TAG + "str"
# Python reads and writes no more than 4,300 decimal digits (sys.int_info.default_max_str_digits),
# and a hexadecimal one is worth 1.2 of them.
_MAX_NUMBER = 3_500
_TYPES: dict[str, type | tuple[type, ...]] = {
    _TAG + "null": type(None),
    _TAG + "bool": bool,
    _TAG + "int": int,
    _TAG + "float": float,
}

Entry: TypeAlias = tuple[Node, Node]
"""A key and a value of a mapping."""


class Cause(enum.Enum):
    """Why no reader gets values from a file."""

    ENCODING = enum.auto()
    FRONT_MATTER = enum.auto()
    CHARACTER = enum.auto()
    YAML = enum.auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a file from being read: the cause, the reader's message, and where."""

    cause: Cause
    message: str
    span: Span


class _Refused(Exception):
    def __init__(self, message: str, at: Node | yaml.Event) -> None:
        super().__init__(message)
        self.span: Span = (at.start_mark.index, at.end_mark.index)  # type: ignore[union-attr]


class _Loader(CParser):
    """libyaml's composer without PyYAML's resolver, which takes a third of its time.

    A scalar written plain gets the tag "", to be resolved by `_scalar`; any other is text.
    """

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:
        return _STR if kind is ScalarNode and not implicit[0] else ""

    # Asked for each node, to no end here: builtins, whose calls cost next to nothing.
    descend_resolver = staticmethod(is_)
    ascend_resolver = tuple


class Document:
    """One file's bytes, read.

    *values* is the front matter's mapping, empty where *problem* says why there is none. What is
    in the form of the generators is read `quickly`, unless that is not wanted; the rest is read
    by libyaml, and so is the former where its nodes are asked for. What goes beyond the *limits*
    is a problem.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT, *, quickly: bool = True) -> None:
        self.data = data
        self.limits = limits
        self.problem: Problem | None = None
        self.values: dict[Any, Value] = {}
        self.start = 0
        """Where the front matter begins; above 0, Jekyll sees none."""
        self.end = self.body = 0
        """Where the front matter ends, and where what follows it begins."""
        self.second: int | None = None
        """Where a line `--- text` begins a second YAML document, which no reader sees."""
        self._quick: Quick | None = None
        self._has_duplicates = False
        self._known_entries: dict[int, dict[tuple[type, Any], Entry]] = {}
        if len(data) > limits.file_size:
            self.text = ""
            message = f"the file has more than {limits.file_size:,} bytes (`limits.file-size`)"
            self.problem = Problem(Cause.YAML, message, (0, 0))
            return
        try:
            self.text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.text = data.decode("utf-8", "replace")
            at = len(data[: error.start].decode("utf-8"))
            self.end = self.body = len(self.text)
            self.problem = Problem(Cause.ENCODING, f"byte 0x{data[error.start]:02x}", (at, at + 1))
            return
        self._find_front_matter()
        if self.problem is None and quickly and limits.depth >= DEEPEST:
            self._quick = quickly_read(self.text, self.start, self._block_end)
        if self._quick is not None:
            self.values = self._quick.values
        elif self.problem is None:
            self._read()

    @property
    def is_generated(self) -> bool:
        """Whether it is in the form that the generators write, in which every edit can be written."""
        return self._quick is not None

    def _find_front_matter(self) -> None:
        """Find the block as Jekyll 4.3 does (lib/jekyll/document.rb, YAML_FRONT_MATTER_REGEXP).

        Where a byte order mark or blank lines keep Jekyll from seeing a good block, it is read
        all the same, so that its other faults are found in the same run.
        """
        text = self.text
        prefix = _PREFIX.match(text)
        self.start = prefix.end() if prefix else 0
        opening = _OPENING.match(text, self.start)
        self.end = self.body = len(text)
        if opening is None:
            line = text.partition("\n")[0]
            message = "The first line is not `---`, so that the page vanishes from the site without an error"
            self.problem = Problem(Cause.FRONT_MATTER, message, (0, len(line)))
            return
        for at in _markers(text, opening.end() - 1):
            line_end = text.find("\n", at + 1)
            line = text[at + 1 : line_end if line_end >= 0 else len(text)]
            if not line[3:].strip(_BLANKS):
                self.end = at + 1
                self.body = len(text) if line_end < 0 else line_end + 1
                return
            if self.second is None and line.startswith("---") and line[3] in " \t":
                self.second = at + 1
        message = "The front matter that begins here never ends, so that the build of the site fails"
        self.problem = Problem(Cause.FRONT_MATTER, message, (self.start, self.start + 3))

    @property
    def _block_end(self) -> int:
        """Where readers see the front matter end."""
        return self.end if self.second is None else self.second

    def _read(self) -> None:
        text = self.text[self.start : self._block_end]
        try:
            if len(text) > _DEEP:
                _check_depth(text, self.limits.depth)
            loader = _Loader(text)
            root = loader.get_single_node()
            loader.dispose()
            assert root is not None  # behind `---` stands a value, if an empty one
            if not isinstance(root, MappingNode):
                found = ("a list" if isinstance(root, SequenceNode) else "a text") if root.value else "empty"
                self._refuse(f"the front matter is {found}, not fields with values", (0, 3))
                return
            self._root = root
            if "*" in text:
                _check_aliases(root, self.limits)
            self.values = self._mapping(root, 0)
        except yaml.reader.ReaderError:
            match = _FORBIDDEN.search(self.text)
            at = match.start() if match else self.start
            self.problem = Problem(Cause.CHARACTER, "", (at, at + 1))
        except UnicodeError:  # libyaml lets them pass, and PyYAML then tells of no place
            self._refuse("a tag holds escaped bytes (`%...`) that are not UTF-8", (0, 3))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = mark.index if mark else 0
            message = ", ".join(part for part in (error.context, error.problem) if part)
            self._refuse(message, (at, at))
        except _Refused as error:
            self._refuse(str(error), error.span)

    def _refuse(self, message: str, span: Span) -> None:
        begin, end = (min(index + self.start, len(self.text)) for index in span)
        self.problem = Problem(Cause.YAML, message, (begin, max(begin, end)))
        self._root = None

    # Values -----------------------------------------------------------------------------------

    def _value(self, node: Node, depth: int) -> Value:
        if type(node) is ScalarNode:
            return _scalar(node)
        if depth > self.limits.depth:
            raise _too_deep(self.limits.depth, node)
        if type(node) is MappingNode:
            return self._mapping(node, depth)
        if node.tag not in ("", _TAG + "seq"):
            raise _Refused(_tag_message(node), node)
        deeper = depth + 1
        return [
            _scalar(item) if type(item) is ScalarNode else self._value(item, deeper) for item in node.value
        ]

    def _mapping(self, node: MappingNode, depth: int) -> dict[Any, Value]:
        if node.tag not in ("", _TAG + "map"):
            raise _Refused(_tag_message(node), node)
        values: dict[Any, Value] = {}
        merges: list[Node] = []
        deeper = depth + 1
        for key_node, value_node in node.value:
            if type(key_node) is not ScalarNode:
                raise _Refused("a field's name must be text, not a list or a mapping", key_node)
            if key_node.value == "<<" and _is_merge(key_node):
                merges.append(value_node)
                continue
            values[_scalar(key_node)] = (
                _scalar(value_node) if type(value_node) is ScalarNode else self._value(value_node, deeper)
            )
        if len(values) + len(merges) != len(node.value):
            self._has_duplicates = True
        for merge in reversed(merges):  # of several, the last one wins
            for source in _merged(merge):
                for key, value in self._mapping(source, deeper).items():
                    values.setdefault(key, value)
        return values

    # Nodes: for the edits, which know YAML too ------------------------------------------------

    @cached_property
    def _root(self) -> MappingNode | None:
        """The node of the front matter, which `_read` leaves here; None where there is none."""
        return None if self._quick is None else Document(self.data, self.limits, quickly=False)._root

    def node(self, path: Path) -> Node:
        """Return the node of the value at *path*; that of an alias is its anchor's.

        Raises:
            LookupError: nothing is there.
        """
        node: Node | None = self._root
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
        """Return the key and value nodes that readers take for *key* of *mapping*.

        Raises:
            LookupError: it has no such key.
        """
        return self._entries(mapping)[type(key), key]

    def _entries(self, mapping: MappingNode) -> dict[tuple[type, Any], Entry]:
        """Return the entries of *mapping*, those merged in too, by the type and meaning of their keys."""
        found = self._known_entries.get(id(mapping))
        if found is None:
            found = self._known_entries[id(mapping)] = {}
            merges: list[Node] = []
            for name, value in mapping.value:
                if _is_merge(name):
                    merges.append(value)
                else:
                    key = _scalar(name)
                    found[type(key), key] = (name, value)
            for merge in reversed(merges):
                for source in _merged(merge):
                    for typed_key, entry in self._entries(source).items():
                        found.setdefault(typed_key, entry)
        return found

    @cached_property
    def aliases(self) -> dict[Path, tuple[Span, Path]]:
        """The aliases: by path, where the `*name` stands, and the path of what it stands for.

        PyYAML hands out an alias as its anchor's node, so the places come from the events.
        """
        if self._quick is not None or self._root is None or "*" not in self.text:
            return {}
        text = self.text[self.start : self.end]
        marks = (
            event for event in yaml.parse(text, Loader=yaml.CSafeLoader) if isinstance(event, yaml.AliasEvent)
        )
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
            found.pop(path, None)  # a later entry of the same key is the one that readers take
            if isinstance(node, SequenceNode):
                for index, item in enumerate(node.value):
                    walk(item, (*path, index))
            elif isinstance(node, MappingNode):
                for key, value in node.value:
                    walk(key, (*path, key))
                    walk(value, (*path, _scalar(key)))

        walk(self._root, ())
        return found

    @cached_property
    def comments(self) -> list[Span]:
        """Where comments stand in the front matter, each from its `#` to the end of its line.

        Between two of libyaml's tokens is nothing but white space and comments; that of a block
        scalar holds a comment behind its sign.
        """
        if self._quick is not None or self._root is None:
            return []
        text = self.text[: self._block_end]
        found: list[Span] = []
        at = self.start
        for token in yaml.scan(text[self.start :], Loader=yaml.CSafeLoader):
            start, end = (mark.index + self.start for mark in (token.start_mark, token.end_mark))
            found += (match.span() for match in _COMMENT.finditer(text, at, start))
            if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
                header = _HEADER.match(text, start)
                assert header is not None
                found += (match.span() for match in [_COMMENT.match(text, header.end())] if match)
            at = max(at, end)
        return found

    @cached_property
    def directives(self) -> list[Span]:
        """Where the comments stand that are meant for recordlint: `# recordlint: ...`."""
        if "recordlint:" not in self.text:
            return []
        return [span for span in self.comments if _DIRECTIVE.match(self.text, *span)]

    @cached_property
    def duplicates(self) -> list[tuple[Path, list[Entry]]]:
        """The keys given more than once in one mapping: their paths, and all their entries."""
        found: list[tuple[Path, list[Entry]]] = []

        def walk(node: Node, path: Path) -> None:
            if isinstance(node, SequenceNode):
                for index, item in enumerate(node.value):
                    walk(item, (*path, index))
            elif isinstance(node, MappingNode):
                entries: dict[Any, list[Entry]] = {}
                for key, value in node.value:
                    if not _is_merge(key):
                        entries.setdefault(_scalar(key), []).append((key, value))
                for name, given in entries.items():
                    if len(given) > 1:
                        found.append(((*path, name), given))
                    walk(given[-1][1], (*path, name))

        if self._has_duplicates and self._root is not None:
            walk(self._root, ())
        return found

    @cached_property
    def disputed_merges(self) -> list[tuple[Path, Span, list[Any]]]:
        """The `<<` that readers understand differently: the mapping's path, the place, the fields concerned.

        Psych merges where the `<<` stands (`revive_hash` in lib/psych/visitors/to_ruby.rb), also one in
        quotes, told here without fields; PyYAML puts all that is merged before the mapping's own fields,
        and version 6.0.4 takes the first or the last of what is merged twice.
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
                for key, names in self._disputed(node):
                    begin, end = key.start_mark.index + self.start, key.end_mark.index + self.start
                    found.append((path, (begin, end), names))
                for key, value in node.value:
                    walk(value, path if _is_merge(key) else (*path, _scalar(key)))

        if self._quick is None and self._root is not None:
            walk(self._root, ())
        return found

    def _disputed(self, mapping: MappingNode) -> Iterator[tuple[Node, list[Any]]]:
        """Yield the merge keys of *mapping* that are disputed, each with the fields concerned."""
        own: dict[tuple[type, Any], Node] = {}
        merged: dict[tuple[type, Any], list[Node]] = {}
        disputed: dict[tuple[type, Any], Node] = {}
        for name, value in mapping.value:
            if not _is_merge(name):
                typed_key = type(key := _scalar(name)), key
                own[typed_key] = value
                disputed.pop(typed_key, None)
                continue
            brought: dict[tuple[type, Any], list[Node]] = {}
            for source in _merged(value):
                for typed_key, (_, node) in self._entries(source).items():
                    brought.setdefault(typed_key, []).append(node)
            for typed_key, nodes in brought.items():
                if typed_key in own:
                    rivals = [own[typed_key], nodes[0]]
                else:
                    rivals = merged.setdefault(typed_key, [])
                    rivals += nodes
                if self._is_one(rivals):
                    disputed.pop(typed_key, None)
                else:
                    disputed[typed_key] = name
        for name, value in mapping.value:
            names = [key for (_, key), at in disputed.items() if at is name]
            if names or (self._is_quoted_merge(name) and _can_merge(value)):
                yield name, names

    def _is_quoted_merge(self, name: Node) -> bool:
        return name.value == "<<" and self.text[name.start_mark.index + self.start] in "'\""

    def _is_one(self, nodes: list[Node]) -> bool:
        """Return whether *nodes* are all worth the same."""
        first, *others = nodes
        return all(node is first or same(self.value_of(node), self.value_of(first)) for node in others)

    def value_of(self, node: Node) -> Value:
        """Return what readers get from *node*."""
        return self._value(node, 0)

    # Places -----------------------------------------------------------------------------------

    def end_of(self, node: Node, path: Path) -> int:
        """Return where *node*, the value at *path*, ends: a block without the lines below its last value."""
        while isinstance(node, CollectionNode) and not node.flow_style and node.value:
            if path in self.aliases:
                break
            last = node.value[-1]
            if isinstance(last, tuple):
                path, below = (*path, _scalar(last[0])), last[1]
            else:
                path, below = (*path, len(node.value) - 1), last
            if path not in self.aliases and below.start_mark.index < node.start_mark.index:
                break  # an alias as well, but of what a merge brought here: its place has another path
            node = below
        if path in self.aliases:
            return self.aliases[path][0][1]
        end: int = node.end_mark.index + self.start
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            # libyaml counts the blank lines that follow to a block scalar; to `|+` they do belong.
            header = self.text[node.start_mark.index + self.start : end].partition("\n")[0].partition("#")[0]
            last = self.text[:end].removesuffix("\n").removesuffix("\r")
            end = len(last if "+" in header else last.rstrip(" \t\r\n"))
        return end

    def span(self, path: Path) -> Span:
        """Return where the value at *path* is written; that of an alias is the `*name`.

        Raises:
            LookupError: nothing is there.
        """
        if self._quick is not None:
            return self._quick.span(path)
        if path in self.aliases:
            return self.aliases[path][0]
        node = self.node(path)
        return node.start_mark.index + self.start, self.end_of(node, path)

    def key_span(self, path: Path) -> Span:
        """Return where the name of the field at *path* is written.

        Raises:
            LookupError: nothing is there, or *path* leads to an item of a list.
        """
        if self._quick is not None:
            return self._quick.key_span(path)
        parent = self.node(path[:-1])
        if not isinstance(parent, MappingNode):
            raise LookupError(path)
        name = self.entry(parent, path[-1])[0]
        return name.start_mark.index + self.start, name.end_mark.index + self.start

    def source(self, path: Path) -> str:
        """Return the value at *path* as it is written in the file.

        Raises:
            LookupError: nothing is there.
        """
        start, end = self.span(path)
        return self.text[start:end]

    def is_plain(self, path: Path) -> bool:
        """Return whether the value at *path* is a scalar without quotes, block sign or tag.

        Raises:
            LookupError: nothing is there.
        """
        if self._quick is not None:
            return self._quick.is_plain(path)
        node = self.node(path)
        return isinstance(node, ScalarNode) and node.tag == ""

    def is_block(self, path: Path) -> bool:
        """Return whether the value at *path* is a list or a mapping written without brackets.

        Raises:
            LookupError: nothing is there.
        """
        node = self.node(path)
        return isinstance(node, CollectionNode) and not node.flow_style

    def position(self, index: int) -> tuple[int, int]:
        r"""Return line and column (from 1, in characters) of *index*; only `\n` ends a line.

        libyaml's own lines are of no use: it also counts NEL, U+2028, U+2029 and a lone CR.
        """
        if len(self.text) < _LONG:  # counting is faster for the few places that are asked for
            line_start = self.text.rfind("\n", 0, index) + 1
            return self.text.count("\n", 0, index) + 1, index - line_start + 1
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    @cached_property
    def line_starts(self) -> list[int]:
        """The index of each line's first character."""
        return [0, *(match.end() for match in _LINE_FEED.finditer(self.text))]

    def words_span(self, path: Path, words: Span) -> Span:
        """Return where a stretch of the text at *path* is written, the whole value where unsure.

        *words* counts the characters of the value; no stretch that is folded over lines or
        escaped can be found.
        """
        start, end = self.span(path)
        value = get(self.values, path)
        word = value[slice(*words)]
        at = start - 1
        for _ in range(value.count(word, 0, words[0]) + 1):
            at = self.text.find(word, at + 1, end)
            if at < 0:
                return start, end
        return at, at + len(word)


def _markers(text: str, at: int) -> Iterator[int]:
    """Yield, from *at* on, where a line break stands that `---` or `...` follows."""
    while True:
        dashes = text.find("\n---", at)
        while (at := text.find("\n...", at, dashes if dashes >= 0 else len(text))) >= 0:
            yield at
            at += 1
        if dashes < 0:
            return
        yield dashes
        at = dashes + 1


def _scalar(node: Node) -> Value:
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
        raise _Refused(_tag_message(node), node)
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


def _tag_message(node: Node) -> str:
    tag = node.tag.replace(_TAG, "!!")
    return f"the tag `{tag}` does not fit or would build an object, which a record may not"


def _is_merge(key: Node) -> bool:
    return bool(key.tag == "" and key.value == "<<")


def _merged(node: Node) -> Iterator[MappingNode]:
    """Yield the mappings that a `<<` takes in, those that win first (yaml.org/type/merge)."""
    for source in node.value if isinstance(node, SequenceNode) else [node]:
        if not isinstance(source, MappingNode):
            raise _Refused("`<<` can only take in mappings", node)
        yield source


def _can_merge(node: Node) -> bool:
    sources = node.value if isinstance(node, SequenceNode) else [node]
    return all(isinstance(source, MappingNode) for source in sources)


def _too_deep(limit: int, at: Node | yaml.Event) -> _Refused:
    return _Refused(f"values are nested more than {limit} deep (`limits.depth`)", at)


def _check_depth(text: str, limit: int) -> None:
    """Count the levels from the events, which libyaml gives without recursion.

    Raises:
        _Refused: there are more than *limit*.
    """
    brackets = text.count("[") + text.count("{")
    if brackets < _DEEP and all(len(line) < _DEEP for line in text.split("\n")):
        return
    depth = -1  # the mapping that is the record does not count
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limit:
                raise _too_deep(limit, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_aliases(root: Node, limits: Limits) -> None:
    """Count what aliases add, without following one twice.

    Raises:
        _Refused: an alias holds itself, or all together add more values than the *limits* let them.
    """
    sizes: dict[int, int] = {}
    inside: set[int] = set()
    added = 0

    def size(node: Node, depth: int) -> int:
        nonlocal added
        if id(node) in inside:
            raise _Refused("an alias stands inside the value that it stands for", node)
        if id(node) in sizes:
            added += sizes[id(node)]
            if added > limits.aliased_values:
                told = f"aliases add more than {limits.aliased_values:,} values (`limits.aliased-values`)"
                raise _Refused(told, node)
            return sizes[id(node)]
        if depth > limits.depth and isinstance(node, CollectionNode):
            raise _too_deep(limits.depth, node)
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
