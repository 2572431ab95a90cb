"""Formats: each is checked, whatever else is installed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kinds.schema.drafts import CHECKER
from lint.kinds.schema.formats import CHECKS


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("date", ["2024-02-29"], ["2025-02-29", "2025-2-1", "20250101", ""]),
        (
            "date-time",
            ["2024-02-29T10:00:00Z", "1990-12-31t23:59:60z"],
            ["2024-02-29", "2024-02-29 10:00:00Z"],
        ),
        (
            "doi",
            ["10.1093/nar/gkad960", "https://doi.org/10.1000/182", "doi:10.1000/x(1)"],
            ["10.1000/182.", "gkad960", "https://dx.doi.org/10.1000/182", "10.1000/", "10.1000/a b"],
        ),
        (
            "orcid",
            ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233X"],
            [
                "0000-0002-1825-0096",
                "0000-0002-1694-233x",
                "0000000218250097",
                "http://orcid.org/0000-0002-1825-0097",
            ],
        ),
        ("duration", ["P1Y2M3DT4H5M6S", "PT36H", "P4W"], ["P", "PT", "1D", "P1YT", "P1D2H"]),
        ("email", ["a.b@example.org", "a@[127.0.0.1]", '"a b"@c.de'], ["a", "a.@b.c", "a@-b.c", "a b@c.d"]),
        ("hostname", ["example.org", "a-b"], ["-a", "a_b", "a..b", "", "x" * 64]),
        ("idn-email", ["käse@bücher.de"], ["käse", "@b.de"]),
        ("idn-hostname", ["bücher.de"], ["-bü", "a b"]),
        ("ipv4", ["127.0.0.1"], ["127.0.0", "256.0.0.1", "01.0.0.1"]),
        ("ipv6", ["::1", "fe80::1"], ["::1%lo", "1:2", "127.0.0.1"]),
        ("iri", ["https://bücher.de/ä"], ["bücher", "https://a b"]),
        ("iri-reference", ["ä#b"], ["a b", "a\\b"]),
        ("json-pointer", ["", "/a~1b/0"], ["a", "/~2"]),
        ("regex", ["^[a-z]+$", r"(?<name>\d)"], ["(", "[a"]),
        ("relative-json-pointer", ["0#", "1/a"], ["/a", "01", "-1"]),
        ("time", ["10:00:00Z", "23:59:60Z", "10:00:00.5+02:00"], ["10:00", "24:00:00Z", "10:00:60Z"]),
        (
            "uri",
            ["https://example.org/a?b#c", "urn:a:b", "http://[::1]:80/"],
            ["//a", "a", "http://a b", "h:[x"],
        ),
        ("uri-reference", ["../a", "#b", "", "a?b:c"], ["a b", "<a>", "a#b#c", "1:2"]),
        ("uri-template", ["/a/{b}{?c*,d:3}"], ["/a/{b", "/{}"]),
        ("uuid", ["f5f9e10e-8b5f-11eb-9e72-0ac135e8bacf"], ["f5f9e10e8b5f11eb9e720ac135e8bacf"]),
    ],
)
def test_format(name: str, right: list[str], wrong: list[str]) -> None:
    assert [text for text in right if not CHECKER.conforms(text, name)] == []
    assert [text for text in wrong if CHECKER.conforms(text, name)] == []
    assert CHECKER.conforms(3, name)


@given(st.sampled_from(sorted(CHECKS)), st.text() | st.text('a1:/[]@.-#%PTZ{}~"', max_size=12))
def test_no_text_raises(name: str, text: str) -> None:
    CHECKER.conforms(text, name)
