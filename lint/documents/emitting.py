"""Emitting values as YAML, as PyYAML writes them at that place, which the sites' own generator uses."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import ScalarNode

from lint.core.values import Value
from lint.documents.scalars import misread
from lint.documents.splices import EditRefused

WIDTH = 80
ENDLESS = 2**31 - 1
"""A width at which no line is folded."""


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
    try:
        text = _dump(skeleton, width if width == ENDLESS else max(width - column, 5))
    except UnicodeEncodeError:  # what stands for bytes of a file's name
        raise EditRefused("a character of the new value cannot be written as UTF-8") from None
    # Behind `|+`, PyYAML ends the document with `...`.
    text = text.removesuffix("\n...\n") if text.endswith("\n...\n") else text.removesuffix("\n")
    first, *rest = text[1 if prefix <= 2 else key + 1 :].split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in rest)])


def indented_like(text: str, source: str) -> str:
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


def emit_flow(value: Value, style: str | None) -> str:
    """Return *value* as it is written in one line between brackets."""
    return _dump([_styled(value, style)], ENDLESS, flow=True).removesuffix("\n")[1:-1]


def emit_key(key: Value) -> str:
    """Return the name of a field with its colon."""
    return _dump({_styled(key, None): None}, ENDLESS).removesuffix(" null\n")
