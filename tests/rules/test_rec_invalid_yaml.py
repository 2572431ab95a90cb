"""REC002 says in plain words what is wrong, and where."""

from __future__ import annotations

import pytest
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import Finding
from lint.documents.front_matter import FrontMatter
from lint.documents.yaml_file import YamlFile
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.invalid_yaml import InvalidYaml

# The front matter, the number of the line at fault (from 1, without the `---` above it), what is marked
# there, and how the message begins.
FAULTS = [
    ("wpid: WP1\ntitle: 'Open\nseo: x", 2, "'", "the quote `'` that opens here is never closed"),
    ('title: "Open\nseo: "x"\nwpid: WP1', 1, '"', 'the quote `"` that opens here is never closed'),
    ('a:\n- "Open\n- "x"', 2, '"', 'the quote `"` that opens here is never closed'),
    ('title: The\ndescription: "a "b" c"', 2, '"', "quotes inside quotes"),
    ("title: 'the cell's wall'", 1, "'", "quotes inside quotes"),
    ("- a\n- 'b' c", 2, "'", "the text ends with this quote, but more follows"),
    ("a: x\nlist: [b, c\nd: y", 2, "[", "the `[` that opens here is never closed"),
    ("a: [", 1, "[", "the `[` that opens here is never closed"),
    ("a: {b: c\nd: [y]", 1, "{", "the `{` that opens here is never closed"),
    ("a: [b, c #7]\nd: y", 1, "#7]", "` #` begins a comment, so the `]` after it does not count"),
    ('a: ["b" "c"]', 1, '"', "a comma is missing before this"),
    ("a: [b]]", 1, "]", "there is one bracket too many"),
    ("a: x\nb: [Note](c) d", 2, "[", "a text that begins with `[` needs quotes"),
    ("a: {site} name", 1, "{", "a text that begins with `{` needs quotes"),
    ("a: {{ site.name }}", 1, "{", "a text that begins with `{` needs quotes"),
    ("a: {% include x %}", 1, "{", "a text that begins with `{` needs quotes"),
    ("a: @home", 1, "@", "a text that begins with `@` needs quotes"),
    ("a: `code`", 1, "`", "a text that begins with a backtick needs quotes"),
    ("a: %5 of it", 1, "%", "a text that begins with `%` needs quotes"),
    ("a: b\n%c", 2, "%", "a line cannot begin with `%`"),
    ("a: |b| of c", 1, "|", "`|` begins a block of lines; a text that begins with it needs quotes"),
    ("a: >5 mM", 1, ">", "`>` begins a block of lines; a text that begins with it needs quotes"),
    ("a: *b", 1, "*", "a text that begins with `*` needs quotes"),
    ("a: **b** c", 1, "*", "a text that begins with `*` needs quotes"),
    ("a: &b c\nd: *b e", 2, "*", "a text that begins with `*` needs quotes"),
    ("a: & b", 1, "&", "a text that begins with `&` needs quotes"),
    ("a: !new b", 1, "!", "a text that begins with `!` needs quotes"),
    ("a: !b!c d", 1, "!", "a text that begins with `!` needs quotes"),
    ("a: ? b", 1, "?", "a text that begins with `?` needs quotes"),
    ("a: , b", 1, ",", "a text that begins with `,` needs quotes"),
    ("a: - b", 1, "-", "a text that begins with `- ` needs quotes"),
    ("a: &b c\nd: &b e", 2, "&", "the same `&name` is given twice"),
    ('a: "\\q"', 1, "\\", "in double quotes a backslash begins an escape"),
    ('a: "\\xq"', 1, "q", "in double quotes a backslash begins an escape"),
    ("a: b: c", 1, ":", "a second `: ` on one line"),
    ("a: long\n  text\n  and so: on", 3, ":", "a `: ` inside the text of `a`"),
    ("lead: Ann\n  mail: x", 2, "mail:", "this line is indented below `lead`, which already has a text"),
    ("x:\n lead: Ann\n  mail: x", 3, "mail:", "this line is indented below `lead`"),
    ("x:\n  lead Ann\n  mail: x", 2, "lead Ann", "`: ` is missing"),
    ("wpid:'WP1'\ntitle: x", 1, "wpid:'WP1'", "a space is missing after the `:`"),
    ("a: b\nlink:https://x.org\nc: d", 2, "link:https://x.org", "a space is missing after the `:`"),
    ("a: b\nlink\uff1a x\nc: d", 2, "\uff1a", "`: ` follows the name of a field, not `\uff1a`"),
    ("a: b\nc:\n  link\uff1ax\n  d: e", 3, "\uff1a", "`: ` follows the name of a field, not `\uff1a`"),
    ("a: b\nyear = 3\nc: d", 2, "=", "`: ` follows the name of a field, not `=`"),
    ("a: b\nlink:\u3000x\nc: d", 2, "\u3000", "an ordinary space must follow the `:`, not U+3000"),
    ("list:\n- a\n\u2022 b", 3, "\u2022", "an item of a list begins with `- `, not with `\u2022`"),
    ("list:\n-\ta", 2, "\t", "a tab is used after the `-`"),
    ('a: "\\udc00"', 1, "d", "this escape is half of a character"),
    ("a: &b &c d", 1, "&", "a text that begins with `&` needs quotes"),
    ("a: !note: d", 1, "!", "a text that begins with `!` needs quotes"),
    ("a: b\nno field\n\n\n# why\n\nc: d", 2, "no field", "`: ` is missing"),
    ("a: a text\nthat goes on\nc: d", 2, "that goes on", "this line is neither `field: value` nor part"),
    ("list:\n-a\n-b", 2, "-a", "a space is missing after the `-`"),
    ("list:\n- a: b\n-c: d\n  e: f", 3, "-c: d", "a space is missing after the `-`"),
    ("lead: Ann\n- Bea", 2, "- Bea", "this is an item of a list below `lead`, which already has a text"),
    ("x:\n  - a\n - b", 3, "- b", "this item is not indented like the items above it"),
    ("a: one of #3\n  and more", 1, "#3", "` #` begins a comment, so the text ends before it"),
    ("a:\n  b: c\n d: e", 3, "d: e", "this line is not indented like the lines around it"),
    (" a: b\nc: d", 2, "c: d", "this line is not indented like the lines around it"),
    ("a:\n  - b\n  c: d", 3, "c: d", "this line is not indented like the items above it"),
    ("a:\n\t- b", 2, "\t", "a tab is used for indentation"),
    ("a: b\n\tc: d", 2, "\t", "a tab is used for indentation"),
    ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x", 2, "<<<<<<< HEAD", "a merge conflict"),
    ("a: b\nc: d\n=======\nc: e", 3, "=======", "a merge conflict"),
]


def found_in(text: str) -> tuple[Record, Finding]:
    record = Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY)
    (finding,) = Checker([InvalidYaml()]).check(record).findings
    return record, finding


@pytest.mark.parametrize(("text", "line", "marked", "said"), FAULTS)
def test_what_is_wrong_is_said_in_plain_words_where_it_is(
    text: str, line: int, marked: str, said: str
) -> None:
    record, finding = found_in(text)
    assert finding.message.startswith(f"The front matter cannot be read: {said}")
    assert finding.span is not None
    assert record.text[slice(*finding.span)] == marked
    assert record.document.position(finding.span[0])[0] == line + 1


def test_what_has_no_plain_words_is_said_as_it_is() -> None:
    said = "The front matter cannot be read: an alias is inside the value that it refers to"
    assert found_in("a: &a [*a]")[1].message == said


@given(st.text("a b:-#'\"[]{},|>*&!@`%?\n\t<=\\", max_size=40), st.booleans())
def test_whatever_cannot_be_read_is_told_at_a_place_of_the_file(text: str, is_front_matter: bool) -> None:
    document = FrontMatter(f"---\n{text}\n---\n".encode()) if is_front_matter else YamlFile(text.encode())
    record = Record(document, PATHWAY)
    for finding in InvalidYaml().check(record):
        assert finding.span is not None
        start, end = finding.span
        assert 0 <= start <= end <= len(record.text)
