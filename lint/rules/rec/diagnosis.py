"""Finds out what is wrong with front matter that is not valid YAML, from its lines.

libyaml reports the place where it could not continue. The fault is often before that place: a quote
that is never closed, or a `: ` that is missing in the line above. An index is the position of a character
in the file's text, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.documents.problems import Cause
from lint.documents.splices import Splice, line_start
from lint.documents.yaml_document import YamlDocument

_CONFLICT = lazy(r"^(?:(?:<{7}|\|{7}|>{7})(?:[ ].*)?|={7})\r?$", re.MULTILINE)
_ENTRY_LINE = lazy(
    r"""(?P<indent>[ ]*) (?P<dashes>(?:-[ ]+)*)
    (?: (?P<key> [^\s"'\[{#-][^\n]*? | '[^'\n]*' | "[^"\n]*" ) (?<![ ]) [ ]* : (?=[ \t\r\n]|\Z) [ \t]* )?
    (?P<value>[^\r\n]*)""",
    re.VERBOSE,
)
_GLUED_NAME = lazy(r"""[\w@$.-]+:[^\s/]|https?:|[\w@$.-]+:/""")  # a name with no space after `:`
_GLUED_ITEM = lazy(r"-[^\s-]")
_SIGN_OF_OTHERS = lazy(r"[\w@$.-]+\s*([\uff1a\ufe55\u2236\ua789=;])[^\S\n]*")  # in place of a `: `
_DASH_OF_OTHERS = lazy(r"[\u2010-\u2015\u2212\u2022*\uff0d]\s")  # in place of a `- `
_ODD_SPACE = lazy(r"[\w@$.-]+:[^\S \t\n]")
_WORD = lazy(r"[\w@$.-]+")
_COMMENT = lazy(r"(?<=[ \t])#")
_SIGNS = frozenset("[]{},|>*&!@`%?")
_CLOSING = {"[": "]", "{": "}"}
_TAG = lazy(r"![^\s!<:/]*:?(?=\s)")
_MISALIGNED = "this line is not indented like the lines around it"


class Diagnosis(NamedTuple):
    """What is wrong, in words for a message, and where."""

    words: str
    span: Span
    splice: Splice | None = None
    """The change of the file's text that may repair it."""


class _Line(NamedTuple):
    """A line of a block: its start and end, and its parts."""

    start: int
    end: int
    column: int
    """Where its text begins, after the dashes of a list, in characters from the start of the line."""
    is_item: bool
    key: str
    """The field's name; "" if there is none."""
    value: str
    value_at: int

    @property
    def at(self) -> int:
        """The index at which its text begins."""
        return self.start + self.column

    @property
    def has_text(self) -> bool:
        """Whether a text begins on the line that further lines can continue."""
        return bool(self.value) and not self.value.startswith(("#", "|", ">"))

    @property
    def is_blank(self) -> bool:
        """Whether the line is empty or a comment."""
        return not self.key and (not self.value.strip() or self.value.startswith("#"))


class _Block:
    """The lines of front matter that cannot be read."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    def line(self, index: int) -> _Line:
        """Return the line that contains *index*."""
        start = line_start(self.text, index)
        match = _ENTRY_LINE.match(self.text, start)
        assert match is not None  # each part can be empty
        return _Line(
            start,
            match.end(),
            match.end("dashes") - start,
            bool(match["dashes"]),
            match["key"] or "",
            match["value"],
            match.start("value"),
        )

    def above(self, line: _Line) -> Iterator[_Line]:
        """Yield the lines above *line* that are not blank, the nearest first."""
        start = line.start
        first = self.start + len("---") if self.text.startswith("---", self.start) else self.start - 1
        while start - 1 > first:
            line = self.line(start - 1)
            start = line.start
            if not line.is_blank:
                yield line

    def next_entry(self, line: _Line) -> int:
        """Return where the first field or item below *line* begins that cannot belong to its value."""
        entry = re.compile(rf"^ {{0,{line.column}}}(?:- |[\w@$.-]+:(?=\s|\Z))", re.MULTILINE)
        found = entry.search(self.text, min(line.end + 1, self.end), self.end)
        return found.start() if found else self.end

    def last_token(self, before: int) -> tuple[yaml.Token, Span] | None:
        """Return the last token that ends at or before *before*, with its span.

        The span of a closing bracket starts at the opening bracket.
        """
        found: tuple[yaml.Token, Span] | None = None
        opened: list[int] = []
        try:
            for token in yaml.scan(self.text[self.start : self.end], Loader=yaml.CSafeLoader):
                begin, end = (mark.index + self.start for mark in (token.start_mark, token.end_mark))
                if end > before:
                    break
                if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                    opened.append(begin)
                elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                    begin = opened.pop()
                if end > begin:
                    found = token, (begin, end)
        except yaml.YAMLError:
            pass  # only the tokens before the fault are needed
        return found


def diagnose(document: YamlDocument) -> Diagnosis | None:
    """Return what is wrong with a *document* that has a problem; None if its lines do not show it."""
    problem = document.problem
    assert problem is not None
    block = _Block(document.text, document.start, document.block_end)
    said, at, opened = problem.message, problem.span[0], problem.context
    conflict = _CONFLICT.search(block.text, block.start, block.end)
    if conflict:
        words = (
            "a merge conflict was not resolved; keep one of the versions between these marks, "
            "and delete the marks"
        )
        return Diagnosis(words, conflict.span())
    if problem.cause is Cause.CONTENT:  # the message is recordlint's own, and needs no explanation
        if _TAG.match(block.text, at):
            words = "a text that begins with `!` needs quotes"
            return Diagnosis(words, (at, at + 1), Splice(at, at + 1, ""))
        return None
    line = block.line(at)
    tab = block.text.find("\t", line.start, at + 1)
    if tab >= 0 and not block.text[line.start : tab].strip(" -"):
        purpose = "after the `-`" if "-" in block.text[line.start : tab] else "for indentation"
        return Diagnosis(f"a tab is used {purpose}; use spaces", (tab, tab + 1))
    if "quoted scalar" in said and "end of stream" in said and opened is not None:
        return _unclosed_quote(block, opened)
    if "found invalid Unicode" in said:
        words = "this escape is half of a character; write the character itself"
        return Diagnosis(words, (at, at + 1))
    if "found unknown escape" in said or "hexdecimal" in said:
        words = "in double quotes a backslash begins an escape; use single quotes"
        return Diagnosis(words, (at, at + 1))
    if "duplicate anchor" in said:
        words = "the same `&name` is given twice; if it is part of the text, put the text in quotes"
        return Diagnosis(words, (at, at + 1))
    if "parsing a flow" in said and opened is not None:
        return _bracket(block, opened, at)
    if "mapping values" in said:
        return _second_colon(block, line, at)
    if "simple key" in said and opened is not None:
        return _no_field(block, opened)
    if "did not find expected" in said and "parsing a block" in said and "node content" not in said:
        return (
            _behind(block, at) or _cut_by_comment(block, line) or _misplaced(block, line, at, "'-'" in said)
        )
    if "document start" in said:
        return Diagnosis(_MISALIGNED, (line.at, line.end))
    return _sign(block, line, at, opened, said)


def _unclosed_quote(block: _Block, opened: int) -> Diagnosis:
    quote = block.text[opened]
    other = "double" if quote == "'" else "single"
    words = (
        f"the quote `{quote}` that opens here is never closed; close it, "
        f"or put the text in {other} quotes if it is part of the text"
    )
    return Diagnosis(words, (opened, opened + 1))


def _bracket(block: _Block, opened: int, at: int) -> Diagnosis:
    """Diagnose a list or a mapping in brackets that does not continue as it must."""
    if block.text[opened : opened + 1] not in _CLOSING:  # where an item is missing: the bracket is before it
        opened = max(block.text.rfind(sign, block.start, opened) for sign in _CLOSING)
    sign, line = block.text[opened], block.line(opened)
    closing = _CLOSING[sign]
    comment = _COMMENT.search(block.text, opened, line.end)
    if comment and closing in block.text[comment.end() : line.end]:
        words = f"` #` begins a comment, so the `{closing}` after it does not count; use quotes"
        return Diagnosis(words, (comment.start(), line.end))
    if at < (end := block.next_entry(line)) and closing in block.text[at:end]:
        return Diagnosis("a comma is missing before this, or the text needs quotes", (at, at + 1))
    words = (
        f"the `{sign}` that opens here is never closed; close it with `{closing}`, "
        f"or put the text in quotes if it begins with `{sign}`"
    )
    return Diagnosis(words, (opened, opened + 1))


def _second_colon(block: _Block, line: _Line, at: int) -> Diagnosis:
    """Diagnose a `:` that cannot follow the name of a field."""
    colon = (at, at + 1)
    first = block.text.find(":", line.at + len(line.key.rstrip()))
    if not line.key or first != at:
        return Diagnosis("a second `: ` on one line; put the text in quotes", colon)
    opener: _Line | None = None
    passed: list[_Line] = []
    for above in block.above(line):
        if above.key or above.is_item or above.column < line.column:
            opener = above
            break
        passed.append(above)
    if opener is not None and _GLUED_ITEM.match(block.text, opener.at):
        return _without_colon(block, opener)
    if passed and (opener is None or not opener.has_text or opener.column >= line.column):
        return _without_colon(block, passed[0])
    if opener is None or not opener.has_text:
        return Diagnosis("no field can begin here; put the text in quotes", colon)
    whose = f"`{opener.key}`" if opener.key else "an item"
    if _WORD.fullmatch(line.key):
        words = (
            f"this line is indented below {whose}, which already has a text; indent it like the fields "
            "beside it, or put the whole text in quotes"
        )
        return Diagnosis(words, (line.at, at + 1))
    return Diagnosis(f"a `: ` inside the text of {whose}; put the whole text in quotes", colon)


def _no_field(block: _Block, opened: int) -> Diagnosis:
    """Diagnose a line that should give a field but does not."""
    line = block.line(opened)
    if opened > line.at:
        return Diagnosis("`: ` is missing after this, or a quote or bracket around it", (opened, line.end))
    return _without_colon(block, line)


def _without_colon(block: _Block, line: _Line) -> Diagnosis:
    written = block.text[line.at : line.end]
    if _GLUED_ITEM.match(written):
        words = "a space is missing after the `-`"
    elif _DASH_OF_OTHERS.match(written):
        words = f"an item of a list begins with `- `, not with `{written[0]}`"
        return Diagnosis(words, (line.at, line.at + 1), Splice(line.at, line.at + 1, "-"))
    elif sign := _SIGN_OF_OTHERS.match(written):
        at = line.at + sign.start(1)
        words = f"`: ` follows the name of a field, not `{sign[1]}`"
        return Diagnosis(
            words, (at, at + 1), Splice(line.at + len(_name(written)), line.at + sign.end(), ": ")
        )
    elif space := _ODD_SPACE.match(written):
        at = line.at + space.end() - 1
        words = f"an ordinary space must follow the `:`, not U+{ord(space[0][-1]):04X}"
        return Diagnosis(words, (at, at + 1), Splice(at, at + 1, " "))
    elif _GLUED_NAME.match(written):
        words = "a space is missing after the `:`"
        colon = block.text.index(":", line.at) + 1
        return Diagnosis(words, (line.at, line.end), Splice(colon, colon, " "))
    elif _WORD.match(written) and re.fullmatch(r"[\w@$.-]+ \S+", written):
        words = "`: ` is missing; this line is neither `field: value` nor part of the text above it"
    else:
        words = "this line is neither `field: value` nor part of the text above it"
    at = line.at + len(_name(written))
    return Diagnosis(words, (line.at, line.end), Splice(at, at, ":") if at > line.at else None)


def _name(written: str) -> str:
    """Return the name with which a line begins; "" if there is none."""
    name = _WORD.match(written)
    return name[0] if name else ""


def _behind(block: _Block, at: int) -> Diagnosis | None:
    """Diagnose text right after a quote, a bracket or an alias that ended the value."""
    last = block.last_token(at)
    if last is None:
        return None
    token, (begin, end) = last
    text, between = block.text, block.text[end:at]
    if "\n" in between:
        return None
    if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
        line = block.line(begin)
        if "\n" in text[begin:end] and block.next_entry(line) < end:
            return _unclosed_quote(block, begin)
        quote = text[begin]
        if quote in text[at : block.line(at).end]:
            twice = "`''`" if quote == "'" else '`\\"`'
            words = f"quotes inside quotes: this one ends the text; write {twice} for a quote inside it"
        else:
            words = "the text ends with this quote, but more follows; put all of it in quotes"
        return Diagnosis(words, (end - 1, end))
    if isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        if text[at : at + 1] in ("]", "}"):
            return Diagnosis("there is one bracket too many", (at, at + 1))
        return Diagnosis(f"a text that begins with `{text[begin]}` needs quotes", (begin, begin + 1))
    if isinstance(token, yaml.AliasToken):
        return Diagnosis("a text that begins with `*` needs quotes", (begin, begin + 1))
    if isinstance(token, yaml.AnchorToken):
        return Diagnosis("a text that begins with `&` needs quotes", (begin, begin + 1))
    return None


def _cut_by_comment(block: _Block, line: _Line) -> Diagnosis | None:
    """Diagnose a text that continues after a comment, which ended it."""
    above = next(block.above(line), None)
    if above is None or above.value[:1] in ("'", '"'):
        return None
    comment = _COMMENT.search(block.text, above.value_at, above.end)
    is_deeper = line.column > above.column or (above.is_item and line.column >= above.column)
    if comment is None or not is_deeper or _WORD.fullmatch(line.key):
        return None
    words = "` #` begins a comment, so the text ends before it; put the whole text in quotes"
    return Diagnosis(words, (comment.start(), above.end))


def _misplaced(block: _Block, line: _Line, at: int, among_items: bool) -> Diagnosis:
    above = next(block.above(line), None)
    if among_items:
        words = "this line is not indented like the items above it, or its `- ` is missing"
    elif line.is_item and above and not above.is_item:
        words = "this is an item of a list, but a field is expected"
        if above.has_text and above.key:
            words = f"this is an item of a list below `{above.key}`, which already has a text"
    elif line.is_item and above:
        words = "this item is not indented like the items above it"
    elif above and above.has_text and above.key and line.column > above.column:
        words = f"this line is indented below `{above.key}`, which already has a text"
    else:
        words = _MISALIGNED
    return Diagnosis(words, (at, line.end))


def _sign(block: _Block, line: _Line, at: int, opened: int | None, said: str) -> Diagnosis | None:
    """Diagnose a text that begins with a character that has a meaning in YAML."""
    text = block.text
    if "block sequence entries" in said:
        words = "a text that begins with `- ` needs quotes, and a list begins on its own line"
        return Diagnosis(words, (at, at + 1))
    for place in (at - 1 if text[at - 1 : at + 1] == "{%" else opened, at, line.value_at):
        if place is None or text[place : place + 1] not in _SIGNS:
            continue
        sign = text[place]
        if sign in "|>":
            words = f"`{sign}` begins a block of lines; a text that begins with it needs quotes"
        elif place == line.start:
            words = f"a line cannot begin with {_in_words(sign)}; put it in quotes if it belongs to a text"
        else:
            words = f"a text that begins with {_in_words(sign)} needs quotes"
        return Diagnosis(words, (place, place + 1))
    return None


def _in_words(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"
