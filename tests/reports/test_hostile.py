"""Text from records cannot forge anything in any format: each report is parsed to the same content."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from commands import commands
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lint.core.findings import About, Applicability, Finding, Fix, Line, Preview, Region, Replacement
from lint.core.formats import FORMATS
from lint.reports import Style

HOSTILE = (
    "::error file=a.md::forged ##[add-mask]x ###[group] \x1b[2J\x1b[31m \r\n::set-env name=A::B\n##[debug]",
    "a%0A::error::b%3A%2C%25,title=x::y",
    "]]></failure></testcase><testcase name='x'/><!-- --> <![CDATA[ &amp; &#0; \x00\x08",
    "| a | b |\n|---|---|\n| `c` | ``d ``` \\| |\n\n# x\n- y\n\n```\n<script>alert(1)</script>",
    "` <img src=x onerror=alert(1)> ` [x](https://a.b) ![y](z) @all www.a.b *c* _d_ ~~e~~",
    '=HYPERLINK(1);@SUM(1); +1;"-1"\t=2\n=3',
    "</script><script>alert(1)</script><!--<script>\u2028",
    "[text](1) {0} {{1}} %SRCROOT% \"}]}' \\",
    "\u202egnp.exe \u2028\u2029\x85\x9b1m\u200b\ufeff\ud800",
)
NAMES = [text.replace("\ud800", "\udcff") for text in HOSTILE]  # a name of bytes that are no UTF-8
LOOKS = re.compile(r"\x1b\[[0-9;]*m")


def lines(text: str) -> Any:
    """The lines that people read: none is a command, none holds what a terminal obeys."""
    assert not commands(text)
    return text.count("\n")


def github(text: str) -> Any:
    return Counter((name, *properties) for name, properties, _ in commands(text)), text.count("\n")


def sarif(text: str) -> Any:
    (run,) = json.loads(text)["runs"]
    for result in run["results"]:
        assert result["message"]["text"].isprintable()
        plain = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", result["message"]["text"])
        assert not re.search(r"\]\(|\{\d", plain)
    return sorted(map(list, run["results"])), len(run["tool"]["driver"]["rules"])


def junit(text: str) -> Any:
    return [(element.tag, *element.attrib) for element in ET.fromstring(text.encode()).iter()]


def gitlab(text: str) -> Any:
    found = json.loads(text)
    assert all((issue["location"]["path"] + issue["description"]).isprintable() for issue in found)
    return [list(issue) for issue in found]


def rdjson(text: str) -> Any:
    found = json.loads(text)["diagnostics"]
    for diagnostic in found:
        assert diagnostic["location"]["path"].isprintable()
        assert as_markdown(diagnostic["message"]) <= {"paragraph", "inline", "text", "code_inline"}
    return sorted(map(list, found))


def as_markdown(text: str) -> set[str]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in parsed} | {
        each.type for token in parsed for each in token.children or ()
    }
    return {kind.removesuffix("_open").removesuffix("_close") for kind in kinds}


def markdown(text: str) -> Any:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [(token.type, *(each.type for each in token.children or ())) for token in parsed]


class Page(HTMLParser):
    """The tags and the data of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self._is_data = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._is_data = ("type", "application/json") in attributes

    def handle_data(self, data: str) -> None:
        self.data += data if self._is_data else ""


def html(text: str) -> Any:
    """What a browser sees in the page: its tags, and the form of the data in it."""
    page = Page(text)
    return page.tags, shape(json.loads(page.data))


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted(map(str, map(shape, value.values())))
    return sorted(map(str, map(shape, value))) if isinstance(value, list) else type(value).__name__


def sheet(text: str) -> Any:
    """The cells of a table, none of which a spreadsheet runs, by whatever its cells are parted."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    for part in (part for row in rows for cell in row for part in cell.split(";")):
        assert not part.strip(' "').startswith(tuple("=+-@＝＋－＠\t\r")), part
    return list(map(len, rows))


READERS: dict[str, Callable[[str], Any]] = {
    "full": lines,
    "concise": lines,
    "grouped": lines,
    "overview": lines,
    "statistics": lines,
    "json": lambda text: [list(finding) for finding in json.loads(text)["findings"]],
    "jsonl": lambda text: [list(json.loads(line)) for line in text.splitlines()],
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
    "rdjson": rdjson,
    "markdown": markdown,
    "html": html,
    "csv": sheet,
}
"""What each format says of its findings, without their texts."""


@pytest.fixture
def hostile(make: Callable[..., Finding]) -> Callable[[str, str], Finding]:
    """Make a finding of which everything comes from a record."""

    def hostile(text: str, file: str) -> Finding:
        replacement = Replacement(Region(1, 1, 1, 2, (1, 2), (1, 2)), text.replace("\ud800", ""))
        return make(
            text,
            file=file,
            path=(text,),
            fix=Fix(text, (), Applicability.UNSAFE, text),
            excerpt=[Line(7, text, ((0, len(text)),))],
            changes=[Preview(text, text)],
            replacements=[replacement],
            suggestion=replacement,
            record=text,
            about=About(text, "", (text, text), (text,), (text,)),
        )

    return hostile


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == {*FORMATS, "statistics"}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("color", [False, True])
def test_no_record_can_forge_anything(hostile, make, written, name: str, color: bool) -> None:
    def said(findings: list[Finding]) -> Any:
        text = written(name, [*findings, make()], fixed=findings, style=Style(color=color))
        plain = LOOKS.sub("", text)
        assert all(line.isprintable() for line in plain.removeprefix("\ufeff").split("\n"))
        assert "##[" not in plain
        text.encode()  # a surrogate would be no text for others
        return READERS[name](plain)

    for text in HOSTILE:
        for file in NAMES:
            assert said([hostile(text, file)]) == said([hostile("x", "x")]), (text, file)


@given(data=st.data())
def test_nor_any_other_text(hostile, make, written, data: st.DataObject) -> None:
    pieces = st.sampled_from(
        [*":#[]()<>&%`|\\\"'@{}!*_~-\n\r\t\x00\x1b", "::", "##[", "]]>", "``", "%0A", "www."]
    )
    texts = st.lists(pieces | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map("".join)
    text, file = data.draw(texts), data.draw(texts)
    for name, read in READERS.items():
        forged, honest = (
            written(name, [hostile(*words), make()], fixed=[hostile(*words)])
            for words in ((text, file), ("x", "x"))
        )
        assert all(line.isprintable() for line in forged.removeprefix("\ufeff").split("\n"))
        assert read(forged) == read(honest), name
