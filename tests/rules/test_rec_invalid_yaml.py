"""REC002 says in plain words what libyaml says in its own."""

from __future__ import annotations

import pytest

from lint.checker.checker import Checker
from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.invalid_yaml import _PLAIN_WORDS, InvalidYaml

SAID = {
    "a: b: c": "a second `: ` in one line; put the text in quotes",
    "a: b\nc\nd: e": "this line is neither `field: value` nor part of the text above it",
    "a: 'b' c": "this line is indented otherwise than its neighbours, or a quote is missing",
    "a:\n  - b\n  c: d": "this line is indented otherwise than the items above it",
    "a: [b": "a list or mapping in brackets is not closed",
    "a: {b": "a list or mapping in brackets is not closed",
    "a: 'b": "a quote is opened and never closed",
    "a: @b": "no text begins with this character; put it in quotes",
    "a:\n\t- b": "a tab where only spaces may indent",
    "a: b\n\tc: d": "a tab where only spaces may indent",
    "a: *b": "`*` at the beginning of a text means an alias; put the text in quotes",
    "a: & b": "a text that begins with `*` or `&` needs quotes",
    "a: &b c\nd: &b e": "the same `&name` is given twice",
    'a: "\\q"': "in double quotes a backslash begins an escape; use single quotes",
    "a: - b": "an item of a list cannot begin here",
    "a: !b!c d": "`!` at the beginning of a text means a tag; put the text in quotes",
}


def said_of(text: str) -> str:
    (finding,) = (
        Checker([InvalidYaml()]).check(Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY)).findings
    )
    return finding.message


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_what_is_wrong_is_said_in_plain_words(text: str, said: str) -> None:
    assert said_of(text).startswith(f"The front matter cannot be read: {said} (")


def test_all_plain_words_are_said() -> None:
    assert set(SAID.values()) == set(_PLAIN_WORDS.values())


def test_what_has_no_plain_words_is_said_as_it_is() -> None:
    said = "The front matter cannot be read: an alias stands inside the value that it stands for"
    assert said_of("a: &a [*a]") == said
