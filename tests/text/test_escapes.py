from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.text.escapes import find_escapes, may_hold_escapes

SPELLED = {
    "JSON": lambda char: "".join(
        f"\\u{char.encode('utf-16-be')[i : i + 2].hex()}" for i in range(0, len(char.encode("utf-16-be")), 2)
    ),
    "R": lambda char: f"<U+{ord(char):04X}>",
    "Python": lambda char: "".join(f"\\x{byte:02x}" for byte in char.encode()),
    "address": lambda char: "".join(f"%{byte:02X}" for byte in char.encode()),
}


@given(st.sampled_from("αβγκΔéöü–’→µ𝛼"), st.sampled_from(sorted(SPELLED)))
def test_what_is_written_as_an_escape_is_found(char: str, notation: str) -> None:
    escape = SPELLED[notation](char)
    (found,) = find_escapes(f"IL-{escape} binds")
    assert (found.start, found.end) == (3, 3 + len(escape))
    assert (found.stands_for, found.is_sure) == (char, True)


@pytest.mark.parametrize(
    ("text", "plain", "is_sure"),
    [
        (r"the $\kappa$ chain", "κ", True),
        (r"TNF-\alpha", "α", False),
        ("TNF-&alpha and", "α", True),
        ("M&uuml ller", "ü", True),
        (r"caf\xe9", "é", False),
        ("protein%3B putative", ";", False),
        (r"\u{3b1}", "α", True),
        (r"\U0001d6fc", "𝛼", True),
        (r"IL-1\N{GREEK SMALL LETTER BETA} and", "β", True),
        ("%u03B3-tubulin", "γ", True),
        ("IL-1=CE=B2", "β", False),
        (r"Sj{\"o}gren", "ö", True),
        (r"Sj\"ogren", "ö", False),
        (r"Fran\c{c}ois", "ç", True),
        (r"caf\'e", "é", False),
        ("beta%2Dcatenin", "-", False),
        ("the &#956 chain", "μ", True),
        ("TGF-&#x3b2, which", "β", True),
        (r"See (https://x.org/a).\nIt binds", "\n", False),
    ],
)
def test_other_spellings(text: str, plain: str, is_sure: bool) -> None:
    (found,) = find_escapes(text)
    assert (found.stands_for, found.is_sure) == (plain, is_sure)


@pytest.mark.parametrize(
    "text",
    [
        "https://x.org/a%2Cb%CE%B1",
        "[x](/a%20b)",
        "/index.php/Pathway%3AHuman",
        "50%20 of",
        "R&D",
        "x?a=1&deg=2",
        r"C:\users\beta",
        r"See https://x.org/\new and D:\notes",
        r"\ud800",
        r"\u0000",
        r"\x00",
        *(
            "&alpha;",
            "&#945;",
            "&#x3b1f2;",
            "item &#12",
            "order &#1234",
            "&#100 cells",
            "https://x.org/?a=1&#345",
        ),
        r"$\foo$",
        r"Parkinson\'s",
        r"a \"only\" and \'each\'",
        r"\N{NO SUCH LETTER}",
        "x=4D=5A",
        "https://x.org/?a=CE=B1",
        "<U+FFFFFF>",
        "the letter U+03B1 in names",
        "a sign (U+03B1) here",
    ],
)
def test_what_is_no_escape(text: str) -> None:
    assert list(find_escapes(text)) == []


@given(st.text("\\uUx{}$%&<+>0123456789abcdefα ", max_size=20))
def test_places_are_in_order_and_within_the_text(text: str) -> None:
    end = 0
    for found in find_escapes(text):
        assert may_hold_escapes(text)
        assert end <= found.start < found.end <= len(text)
        end = found.end
