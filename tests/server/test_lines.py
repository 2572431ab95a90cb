from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the extra `lsp` is not installed")

from lsprotocol.types import Position, PositionEncodingKind

from lint.server.lines import Lines

TEXTS = st.text(st.sampled_from("aα𝛼\u2028\x85\n\r\t "), max_size=40)
UNITS = {
    PositionEncodingKind.Utf8: lambda text: len(text.encode()),
    PositionEncodingKind.Utf16: lambda text: len(text.encode("utf-16-le")) // 2,
    PositionEncodingKind.Utf32: len,
}


@given(TEXTS, st.sampled_from(list(UNITS)), st.data())
def test_a_place_leads_back_to_its_character(text: str, encoding: str, data: st.DataObject) -> None:
    lines = Lines(text, encoding)
    index = data.draw(st.integers(0, len(text)))
    place = lines.position(index)
    if text[max(0, index - 1) : index + 1] != "\r\n":  # no editor stops between these
        assert lines.index(place) == index


@given(TEXTS, st.sampled_from(list(UNITS)))
def test_lines_are_those_of_the_protocol(text: str, encoding: str) -> None:
    protocol = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = Lines(text, encoding).position(len(text))
    assert (end.line, end.character) == (len(protocol) - 1, UNITS[encoding](protocol[-1]))


def test_a_place_behind_the_end_is_the_end() -> None:
    lines = Lines("α\nb")
    assert lines.index(Position(0, 9)) == 1
    assert lines.index(Position(7, 0)) == 3


@given(TEXTS, TEXTS, st.sampled_from(list(UNITS)))
def test_edits_give_the_new_text(before: str, after: str, encoding: str) -> None:
    lines, text = Lines(before, encoding), before
    for edit in reversed(list(lines.edits_to(after))):
        start, end = lines.span(edit.range)
        text = text[:start] + edit.new_text + text[end:]
    assert text == after
