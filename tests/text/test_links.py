from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.growth import grown
from lint.core.deadline import within
from lint.text.addresses import doi_in, host_of, text_for
from lint.text.links import Fault, Link, find_links, may_hold_links

PIECES = [
    "[",
    "]",
    "(",
    ")",
    "((",
    "[a]",
    "https://x.org/b",
    "http//",
    "www.x.org",
    " ",
    ".",
    "KEGG",
    "](",
    "`",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "<", ">", "[[", "|", "WP1", "10.1234/x", '"', "\n"]), max_size=12)


def faults(text: str) -> list[Fault | None]:
    return [link.fault for link in find_links(text)]


def mended(text: str) -> str:
    for link in reversed(list(find_links(text))):
        if link.instead:
            text = text[: link.start] + link.instead + text[link.end :]
    return text


def is_apart(one: Link, other: Link) -> bool:
    return one.end <= other.start


@given(TEXTS.map("".join))
def test_links_stand_in_order_and_apart(text: str) -> None:
    links = list(find_links(text))
    assert not links or may_hold_links(text)
    for link in links:
        assert 0 <= link.start < link.end <= len(text)
        assert not link.instead or link.fault
    assert all(map(is_apart, links, links[1:]))


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://x.org/b_(c)/d)",
        "[[1](https://x.org)]",
        '[a](https://x.org "b c")',
        "[a](/pathways/WP1.html), [b](#c), [d](mailto:e@x.org), [f](../g)",
        "[a [b] c](https://x.org)",
    ],
)
def test_links_that_are_right(text: str) -> None:
    assert set(faults(text)) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "f(x)[1] and [2] (see b)",
        "`http://x.org`",
        "<https://x.org>",
        '<a href="https://x.org">b</a>',
        "[https://x.org label] and [[wikipedia:Iron]]",
        "ann@www.x.org",
        "no link",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("See https://x.org/a.", "See [x.org](https://x.org/a)."),
        ("(see https://x.org/a_(b))", "(see [x.org](https://x.org/a_(b)))"),
        ("KEGG(https://www.genome.jp/a) and", "[KEGG](https://www.genome.jp/a) and"),
        ("branches(https://x.org/a)", "branches ([x.org](https://x.org/a))"),
        (
            "in ( https://pubmed.ncbi.nlm.nih.gov/123 )",
            "in ( [pubmed:123](https://pubmed.ncbi.nlm.nih.gov/123) )",
        ),
        ("[a] (https://x.org)", "[a](https://x.org)"),
        ("[a](https:/x.org/b)", "[a](https://x.org/b)"),
        ("[a](https://https://x.org)", "[a](https://x.org)"),
        ("[a](x.org/b)", "[a](https://x.org/b)"),
        ("iron [[2](https://x.org/b]. It", "iron [[2](https://x.org/b)]. It"),
        (
            "See <https://x.org/b and hhttps://x.org.",
            "See [x.org](https://x.org/b) and [x.org](https://x.org).",
        ),
        ("a) one, b) two ([c](https://x.org))", "a) one, b) two ([c](https://x.org))"),
        ("(one) [c](https://x.org))", "(one) [c](https://x.org)"),
        ("Cancer‑Cell Map (http://cancercellmap.org)", "[Cancer‑Cell Map](http://cancercellmap.org)"),
    ],
)
def test_what_is_written_instead(text: str, right: str) -> None:
    assert mended(text) == right
    assert [fault for fault in faults(right) if fault] == []


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "(a", "[a]((https://", "https://x.org/(", "[[a|", "](", "[https://a b"]
)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    row = grown(lambda number: list(find_links(piece * number)), 1_000)
    assert row.is_linear, row
    with within(60):
        list(find_links(piece * 20_000))


def test_names_of_pages() -> None:
    assert text_for("https://www.wikipathways.org/instance/WP12_r3") == "WP12"
    assert text_for("http://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/") == "PMC12"
    assert text_for("https://doi.org/10.1234%2Fab.5") == doi_in("doi: 10.1234/ab.5.") == "10.1234/ab.5"
    assert text_for("http://www.x.org:80/a?b") == "x.org"
    assert host_of("HTTP://X.org#a") == "x.org"


def test_only_the_bracket_is_added_that_is_missing() -> None:
    whole = "As in [ [1] ](https://x.org/a). More."
    assert mended(whole.replace("a).", "a.")) == whole


@pytest.mark.parametrize(
    "address",
    [
        *("https://x.org/?a=1&ampb=2", "https://x.org/ａ", "https://x.org/ﬁ"),
        *("https://x.o\x0bg/b", "https://x.org/b\x1dc", "https://x.org/b\x02c"),
    ],
)
def test_no_link_is_written_to_an_address_that_is_damaged_itself(address: str) -> None:
    for text in (f"See {address} there", f"See [a]({address} there", f"See [a] ({address})"):
        assert mended(text) == text
        assert mended(text.replace(address, "https://x.org/a")) != text.replace(address, "https://x.org/a")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "In Cell 149, DOI 10.1016/j.cell.2012.05. http://x.org/a.pdf. It",
            "In Cell 149, DOI [10.1016/j.cell.2012.05](http://x.org/a.pdf). It",
        ),
        (
            "These are combined in a review by Ann Lee and Bo Ek[https://doi.org/10.1042/E8].",
            "These are combined in a [review by Ann Lee and Bo Ek](https://doi.org/10.1042/E8).",
        ),
        (
            "It is based on: Mew NA, et al. Urea cycle (2003) [https://x.org/books/1/] ",
            "It is based on: [Mew NA, et al. Urea cycle (2003)](https://x.org/books/1/) ",
        ),
        (
            "It is based on this. TNF binds it [https://x.org/b].",
            "It is based on this. TNF binds it [x.org](https://x.org/b).",
        ),
        ("It is adapted from [https://x.org/b].", "It is adapted from [x.org](https://x.org/b)."),
        ("Largely based on KEGG 1 [https://x.org/b].", "Largely based on [KEGG 1](https://x.org/b)."),
        (
            "This figure is based on the table of [https://x.org/b].",
            "This figure is based on the table of [x.org](https://x.org/b).",
        ),
        (
            "As in 10.1093/nar/gk9. https://x.org/b has it",
            "As in 10.1093/nar/gk9. [x.org](https://x.org/b) has it",
        ),
        *(
            (f"{text} [https://x.org/b].", f"{text} [x.org](https://x.org/b).")
            for text in (
                "Steroids are derived from cholesterol",
                "Copper was described in 1900",
                "Therapy is based on inhibition of mTOR",
                "Cells were taken from patients",
                "This is the pathway. Energy is taken from the gradient",
                "The pathway is based on work of Lee et al.  Proteins are taken from the table",
            )
        ),
    ],
)
def test_what_the_text_calls_the_source_becomes_the_text_of_the_link(text: str, right: str) -> None:
    assert mended(text) == right
