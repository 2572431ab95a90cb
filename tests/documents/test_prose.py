"""Which parts of a Markdown text are prose, and edits of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.growth import grown
from lint.core.deadline import within
from lint.core.values import BODY, Remove, Set
from lint.documents.front_matter import FrontMatter
from lint.documents.prose import prose
from lint.documents.splices import EditRefused

SHAPES = {
    "One `two` three.": ["One ", " three."],
    "One ``t`w`o`` three.": ["One ", " three."],
    "A lone ` stays.": ["A lone ` stays."],
    "A lone ` stays\n\nand another ` too.": ["A lone ` stays\n\nand another ` too."],
    "One\n\n```sh\nls &amp;\n```\nTwo": ["One\n\n", "\nTwo"],
    "One\n~~~\n```\n~~~\nTwo": ["One\n", "\nTwo"],
    "One\n```\nnever closed": ["One\n"],
    "One\n\n    code\n\n    code\n\nTwo": ["One\n\n", "Two"],
    "- item\n\n    goes on": ["- item\n\n    goes on"],
    "1. item\n\n    goes on": ["1. item\n\n    goes on"],
    "One <code>x</code> <PRE>y</pre> two": ["One ", " two"],
    "One <!-- why --> two": ["One ", " two"],
    "One {{ site.url }} {% raw %}{{x}}{% endraw %} {% include x %} two": ["One ", " two"],
    "<code>never closed": ["<code>never closed"],
    "\\`not code\\`": ["\\`not code\\`"],
    "": [],
    "\n \n": [],
}


@pytest.mark.parametrize("text", SHAPES)
def test_prose(text: str) -> None:
    assert [text[slice(*span)] for span in prose(text)] == SHAPES[text]


@given(
    st.lists(
        st.sampled_from(["`", "``", "```", "~~~", "x", "\n", "    ", "<pre>", "</pre>", "{{", "}}", "- "])
    )
)
def test_stretches_are_in_order_and_apart(signs: list[str]) -> None:
    at = 0
    for start, end in prose("".join(signs)):
        assert at <= start < end
        at = end


@pytest.mark.parametrize(
    "sign", ["`x ", "<pre>", "{{ ", "{% raw %}", "<!-- ", "~~~\n", "``` \n", "    x\n\n", "``` x`` "]
)
def test_a_long_text_takes_no_long_time(sign: str) -> None:
    row = grown(lambda number: list(prose(sign * number)), 1_000)
    assert row.is_linear, row
    with within(60):
        list(prose(sign * (200_000 // len(sign))))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_words_of_the_body_change_where_they_stand(newline: str) -> None:
    text = "---\na: x\n---\n\nOne &beta; two\n`code &beta;`\nthree &beta;\n".replace("\n", newline)
    document = FrontMatter(text.encode())
    assert [path for path, _ in document.prose] == [(BODY, 0), (BODY, 1)]
    edits = [Set(path, words.replace("&beta;", "β")) for path, words in document.prose]
    written = document.edited([*edits, Set(("a",), "y")]).decode()
    assert written == text.replace("a: x", "a: y").replace(" &beta; two", " β two").replace(
        "ee &beta;", "ee β"
    )
    path, words = document.prose[1]
    start, end = document.words_span(path, (words.index("&"), words.index(";") + 1))
    assert document.text[start:end] == "&beta;"
    assert document.text[:start].endswith("three ")


@pytest.mark.parametrize("edit", [Set((BODY, 0), "One `two` three"), Remove((BODY, 0)), Set((BODY, 0), 1)])
def test_what_would_not_be_prose_is_refused(edit: Set | Remove) -> None:
    with pytest.raises(EditRefused):
        FrontMatter(b"---\na: x\n---\nOne two three").edited([edit])


def test_a_field_of_that_name_hides_the_body() -> None:
    document = FrontMatter(f"---\n{BODY}: [x]\n---\nText".encode())
    assert document.prose == []
    assert document.edited([Set((BODY, 0), "y")]) == f"---\n{BODY}: [y]\n---\nText".encode()
