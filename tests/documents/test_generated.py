"""The reader of generated YAML gives the values and locations of libyaml, or leaves the text to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import SOME
from strategies import documents, paths

from lint.core.values import same
from lint.documents.front_matter import FrontMatter
from lint.documents.nodes import NodeReader

SEEDS = sorted(Path(__file__).parents[2].glob("seeds/*/*.md"))
SMALL = """---
a: b c
  d
l:
- x
- 'y

  z'
- k: v
  m:
  - n
  - 2020-01-01
t:
- r: s
  u: v:w
- r: ''
  u: 'x y'
- r: goes
    on
  u: null
o:
  p: 'q'
---
"""


def is_read(text: str) -> bool:
    """Return whether the reader of generated YAML reads *text*; then it must read it as libyaml does."""
    document = FrontMatter(text.encode())
    if not document.is_generated:
        return False
    composed = document.nodes
    assert same(document.values, composed.values)
    assert repr(document.values) == repr(composed.values)  # the order of the fields too
    for document_says, composed_says in zip(views(document), views(composed), strict=True):
        assert document_says == composed_says
    return True


def views(document: FrontMatter | NodeReader) -> Iterator[object]:
    """Yield all that a reader says of its values but these."""
    yield list(document.duplicates)
    yield list(document.comments)
    for path in paths(document.values):
        yield document.span(path)
        yield document.is_plain(path)
        yield document.is_block(path)
        try:
            yield document.key_span(path)
        except LookupError:
            yield None


def test_law_on_the_corpus(corpus_records: list[Path]) -> None:
    tried = corpus_records[SOME]
    doubtful = [path for path in tried if not is_read(path.read_text())]
    assert len(doubtful) < len(tried) / 20


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_law_on_the_seeds(path: Path) -> None:
    assert is_read(path.read_text())


@pytest.mark.parametrize(
    ("front", "is_known"),
    [
        (SMALL.removeprefix("---\n").removesuffix("---\n"), True),
        ("a: ''\nb: []\nc:\nd: 'it''s\n\n  so'\n", True),
        ("l:\n- x\n- y\n  z\n", True),  # the last item goes on
        ("l:\n- a: 1\n  b: 2\n- a: 3\n", True),
        ("l:\n- a: b\n  c: d\n- a: 'e'\n  c: ~\n- f: g\n", True),
        ("l:\n- a: b\n  c: d\n    e\n- a: f\n", True),  # the row goes on
        ("l:\n  - a: b\n    c: yes\n  - a: b\n", True),
        ("l:\n- a: b\n  c: d\n- x\n", True),  # no row follows
        ("l:\n- a: b\n  c: d\n- on: b\n  c: d\n", False),
        ("a: b\n\nc: d\n  e\n\n\nf:\n\n- 'g'\n\n- h\ni: ~\n\n", True),  # blank lines
        ("a: \nb: c\nd: \n- e\nf: \n", True),  # a space behind the name
        ("a: \n  b\n", False),
        ("l:\n- a: b\n  c: d\n- a: b\n  c: d\n\n- e: f\n", False),
        ("a: b\n\n  c\n", False),  # the text goes on behind the blank line
        ("l:\n- a: b\n\n    c\n", False),
        ("a: b\n \nc: d\n", False),
        ("l:\n- \n- x\n", False),
        ('l:\n- "x"\n', False),
        ("a: x\n  y:\n  z\n", False),
        ("l:\n- on: b\n  c: d\n", False),  # the field's name is true
        ("l:\n- a: b\n  a: d\n", False),
        ("l:\n- a: b: c\n", False),
        ("a: 'x\n... y'\n", False),  # libyaml refuses it
        ("a: 'x \n  y'\n", False),  # the space is lost
        ("a: x: y\n", False),
        ("a: x\na: y\n", False),
        ("a: x # y\n", False),
        ("a: 1e5\n", False),
        ("a: x\ty\n", False),
    ],
)
def test_law_by_example(front: str, is_known: bool) -> None:
    assert is_read(f"---\n{front}---\n") == is_known


@given(documents())
def test_law_in_every_style(drawn: tuple[str, object]) -> None:
    is_read(drawn[0])


PIECES = [*"-:#'\"[]{}&*!|>?%@`,~=<\\", " ", "  ", "\n", "\n\n", "\n  ", "\n    ", "- ", ": ", " #", "''"]
PIECES += [
    "\t",
    "\r",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    "α",
    "𝛽",
    "---",
    "...",
    "\n--- x",
    "\n... x",
    "- - ",
]
PIECES += [
    "no",
    "~",
    "012",
    "12:30",
    "1_0",
    "2020-01-01",
    "2020-13-45",
    "1.5",
    "a: b",
    "\na: b",
    "x:",
    "<<: ",
]


@given(st.data())
def test_law_on_records_that_were_tampered_with(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SMALL, *(path.read_text() for path in SEEDS)]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(4, len(text)))
        length = data.draw(st.sampled_from([0, 0, 1, 2, 5]))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[start + length :]
    is_read(text)
