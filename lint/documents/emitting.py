"""Writing values as YAML exactly as PyYAML would there, which the generators of the records use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from yaml.nodes import ScalarNode

from lint.core.patterns import lazy
from lint.core.values import Value, strings
from lint.documents.scalars import misread
from lint.documents.splices import EditRefused

WIDTH = 80
ENDLESS = 2**31 - 1
"""A width with which no line is folded."""


_BEYOND_BMP = lazy("[\U00010000-\U0010ffff]")


class _Styled(str):
    """A text with the style in which to write it."""

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


def has_beyond_bmp(text: str) -> bool:
    """Return whether *text* holds characters beyond U+FFFF, which PyYAML writes as escapes."""
    return _BEYOND_BMP.search(text) is not None


def _stand_ins(value: Value) -> dict[int, str]:
    """Return, for each character beyond U+FFFF in *value*, one that PyYAML does not escape."""
    text = "".join(text for _, text in strings([value]))
    unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    return dict(zip(map(ord, sorted(set(_BEYOND_BMP.findall(text)))), unused, strict=False))


def _with_own(text: str, stand_ins: Mapping[int, str]) -> str:
    return text.translate({ord(stand_in): chr(own) for own, stand_in in stand_ins.items()})


def _styled(value: Value, style: str | None, stand_ins: Mapping[int, str]) -> Value:
    """Return *value* with the style set on each text in it, and with *stand_ins*."""
    if isinstance(value, str):
        text = _Styled(value.translate(stand_ins))
        text.style = "'" if style is None and misread(value) else style
        return text
    if isinstance(value, list):
        return [_styled(item, style, stand_ins) for item in value]
    if isinstance(value, dict):
        return {_styled(key, None, {}): _styled(item, style, stand_ins) for key, item in value.items()}
    return value


def emit(
    value: Value,
    column: int,
    prefix: int,
    *,
    style: str | None = None,
    width: int = WIDTH,
    escapes: bool = True,
) -> str:
    """Return *value* as PyYAML writes it after the `:` or `-` of a block, without the last line break.

    The text begins with the space, or for a block collection with the line break, after the indicator.
    Folding depends only on columns, so the value is written at column 0 with lines shorter by *column*,
    and its further lines are then indented.

    Args:
        value: The value.
        column: The column of the value's key or dash, in characters from 0.
        prefix: The number of characters from that column to the value, with the space.
        style: YAML's sign for a style of scalars; None leaves it to PyYAML.
        width: The column at which lines are folded.
        escapes: Whether characters beyond U+FFFF are written as escapes, as PyYAML writes them.
    """
    key = max(1, min(prefix - 2, 128))
    stand_ins = {} if escapes else _stand_ins(value)
    styled = _styled(value, style, stand_ins)
    skeleton = [styled] if prefix <= 2 else {"k" * key: styled}
    try:
        text = _dump(skeleton, width if width == ENDLESS else max(width - column, 5))
    except UnicodeEncodeError:  # from a surrogate, as `os.fsdecode` returns for undecodable bytes
        raise EditRefused("a character of the new value cannot be written as UTF-8") from None
    # After `|+`, PyYAML ends the document with `...`.
    text = text.removesuffix("\n...\n") if text.endswith("\n...\n") else text.removesuffix("\n")
    text = _with_own(text, stand_ins)
    first, *rest = text[1 if prefix <= 2 else key + 1 :].split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in rest)])


def indented_like(text: str, source: str) -> str:
    """Return the block scalar *text* indented like *source*, unless it has an indentation indicator."""

    def indent(block: str) -> int:
        return min(
            (len(line) - len(line.lstrip(" ")) for line in block.split("\n")[1:] if line.strip()), default=0
        )

    header, *lines = text.split("\n")
    if re.search(r"\d", header) or not indent(source):
        return text
    here = indent(text)
    return "\n".join([header, *(" " * indent(source) + line[here:] if line else line for line in lines)])


def emit_flow(value: Value, style: str | None, *, escapes: bool = True) -> str:
    """Return *value* as it is written in one line between brackets; for *escapes* see `emit`."""
    stand_ins = {} if escapes else _stand_ins(value)
    text = _dump([_styled(value, style, stand_ins)], ENDLESS, flow=True)
    return _with_own(text, stand_ins).removesuffix("\n")[1:-1]


def emit_key(key: Value) -> str:
    """Return the name of a field with its colon."""
    return _dump({_styled(key, None, {}): None}, ENDLESS).removesuffix(" null\n")
