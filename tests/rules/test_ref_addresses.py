"""Addresses that follow from a record's own ids, on any ids and on real records."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import Applicability
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind, builtin, recognise
from lint.records.record import Record
from lint.rules.ref.addresses import fits, unexpected_addresses
from lint.rules.ref.url_mismatch import UrlMismatch

KINDS = {kind.name: kind for kind in builtin()}
CHECKER = Checker([UrlMismatch()])

numbers = st.integers(1, 99_999).map(str)
images = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,20}", fullmatch=True)


def record_of(text: str, kind: Kind, file: str) -> Record:
    return Record(FrontMatter(f"---\n{text}---\n".encode()), kind, file)


def pathway(wpid: str, revision: str, host: str = "https://wikipathways.github.io") -> str:
    return (
        f"redirect_from:\n- /index.php/Pathway:{wpid}\n- /instance/{wpid}\n- /instance/{wpid}_{revision}\n"
        f"revision: {revision}\nschema-jsonld:\n- '@id': {host}/pathways/{wpid}.html\nwpid: {wpid}\n"
    )


def figure(article: str, image: str, number: str) -> str:
    return (
        f"figid: '{article}__{image}'\npmcid: {article}\nfilename: '{image}.jpg'\nnumber: {number}\n"
        f"figlink: /pmc/articles/{article}/figure/f1-a.b/\nfigid_alias: {article}__{number}\n"
        f"redirect_from: /figures/{article}__{number}\n"
        f"schema-jsonld:\n  '@id': 'https://pfocr.wikipathways.org/figures/{article}__{image}.html'\n"
    )


@given(numbers, numbers)
def test_what_the_generator_of_pathways_writes_is_their_own(number: str, revision: str) -> None:
    text = pathway(f"WP{number}", f"r{revision}")
    assert unexpected_addresses(record_of(text, KINDS["pathway"], f"_pathways/WP{number}.md")) == []


@given(numbers, images, st.sampled_from(["F1", "SF1_2", "GA1", "EV3", "F0"]))
def test_what_the_generator_of_figures_writes_is_their_own(article: str, image: str, number: str) -> None:
    text = figure(f"PMC{article}", image, number)
    assert unexpected_addresses(record_of(text, KINDS["figure"], f"_figures/PMC{article}__{image}.md")) == []


@pytest.mark.parametrize(
    ("link", "is_fixed"),
    [
        ("/pmc/articles/PMC13/figure/f1/", True),  # all else is of PMC12
        ("/pmc/articles/PMC13/figure/gr7/", False),  # the figure may be another
        ("/pmc/articles/pmc12/figure/f1/", True),
        ("/pmc/articles/pmc12/figure/x-f1/", True),
        ("/pmc/articles/pmc12/figure/g/", False),
    ],
)
def test_a_link_into_another_article_is_mended_where_it_ends_as_the_id_does(
    link: str, is_fixed: bool
) -> None:
    text = figure("PMC12", "x-f1", "F1").replace("/pmc/articles/PMC12/figure/f1-a.b/", link)
    result = CHECKER.check(record_of(text, KINDS["figure"], "_figures/PMC12__x-f1.md"))
    (fix,) = [each.fix for each in result.findings]
    assert fix is not None
    assert (fix.applicability is Applicability.UNSAFE) is is_fixed


def test_the_real_records_hold_no_foreign_address(corpus_records: list[Path]) -> None:
    for path in corpus_records:
        data = path.read_bytes()
        kind = recognise(path.as_posix(), data, builtin())
        assert kind is not None
        assert unexpected_addresses(Record(FrontMatter(data), kind, path.as_posix())) == [], path


@pytest.mark.parametrize("host", ["https://wikipathways.github.io", "https://www.wikipathways.org"])
@given(numbers, numbers, st.data())
def test_an_address_of_another_record_is_set_right(
    host: str, number: str, other: str, data: st.DataObject
) -> None:
    good = pathway(f"WP{number}", "r100", host)
    addresses = [line for line in good.splitlines() if "/" in line]
    right = data.draw(st.sampled_from(addresses))
    wrong = right.replace(f"WP{number}", f"WP{other}")
    record = record_of(good.replace(right, wrong, 1), KINDS["pathway"], f"_pathways/WP{number}.md")
    checked, after = CHECKER.fix(record)
    assert [finding.code for finding in checked.fixed] == ([] if right == wrong else ["REF002"])
    assert after.document.data.decode() == f"---\n{good}---\n"


def test_two_addresses_of_one_other_record_are_not_set_right_as_safe() -> None:
    text = figure("PMC8", "f1", "F1").replace("figure/f1-a.b/", "figure/f1/")
    copied = text.replace("/pmc/articles/PMC8", "/pmc/articles/PMC7").replace(
        "org/figures/PMC8", "org/figures/PMC7"
    )
    assert copied.count("PMC7") == 2
    result, after = CHECKER.fix(record_of(copied, KINDS["figure"], "_figures/PMC8__f1.md"))
    assert len(result.findings) == 2
    assert after.text.count("PMC7") == 2


def test_where_the_ids_disagree_nothing_is_fixed() -> None:
    # Its addresses are those of its file's name, or those of its id; else nobody knows.
    for wpid in ("WP1", "WP2"):
        text = pathway(wpid, "r100").replace(f"wpid: {wpid}", "wpid: WP1")
        assert CHECKER.check(record_of(text, KINDS["pathway"], "_pathways/WP2.md")).findings == []
    text = pathway("WP3", "r100").replace("wpid: WP3", "wpid: WP1")
    checked, _ = CHECKER.fix(record_of(text, KINDS["pathway"], "_pathways/WP2.md"))
    assert (len(checked.findings), checked.fixed) == (1, [])
    assert "a copy of" in checked.findings[0].message


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        # A wrong alias is told once, and not carried on into the former address made of it.
        ("figid_alias: PMC1__F1", "figid_alias: PMC2__F1", ["warning /figid_alias"]),
        ("number: F1", "number: F2", ["warning /figid_alias"]),
        ("number: F1", "number: Figure 1", []),
        ("redirect_from: /figures/PMC1__F1", "redirect_from: /figures/PMC1__F2", ["warning /redirect_from"]),
        ("pmcid: PMC1", "pmcid: PMC2", ["error /pmcid"]),
        ("filename: 'a.b.jpg'", "filename: a.b.large.png", []),
        ("/pmc/articles/PMC1/figure/f1-a.b/", "https://example.org/PMC2", []),
    ],
)
def test_figures(right: str, wrong: str, found: list[str]) -> None:
    text = figure("PMC1", "a.b", "F1").replace(right, wrong)
    assert wrong in text
    findings = CHECKER.check(record_of(text, KINDS["figure"], "_figures/PMC1__a.b.md")).findings
    assert [f"{finding.severity.label} {finding.pointer}" for finding in findings] == found


def test_an_id_that_is_wrong_itself_is_not_carried_into_addresses() -> None:
    text = pathway("WP1", "r100").replace("revision: r100", "revision: soon")
    assert CHECKER.check(record_of(text, KINDS["pathway"], "_pathways/WP1.md")).findings == []


def test_one_address_of_each_form_is_enough() -> None:
    text = pathway("WP1", "r100").replace("- /instance/WP1\n", "- /instance/WP2\n- /instance/WP3\n")
    checked, record = CHECKER.fix(record_of(text, KINDS["pathway"], "_pathways/WP1.md"))
    assert record.values["redirect_from"][1:3] == ["/instance/WP1", "/instance/WP3"]
    assert checked.findings == []


@pytest.mark.parametrize(
    ("text", "address", "expected"),
    [
        ("a-b", "a-b", True),
        ("a-b", "a-*", True),
        ("a-", "a-*", False),
        ("aba", "ab*ba", False),
        ("b", "a*", False),
    ],
)
def test_a_star_stands_for_some_text(text: str, address: str, expected: bool) -> None:
    assert fits(text, address) is expected


def test_where_no_address_is_the_records_own_none_is_set_to_it() -> None:
    text = (
        "figid: PMC55__F7\npmcid: PMC66\nfiglink: /pmc/articles/PMC66/figure/f1/\n"
        "schema-jsonld:\n  '@id': https://pfocr.wikipathways.org/figures/PMC66__F7.html\n"
    )
    findings = CHECKER.check(record_of(text, KINDS["figure"], "_figures/PMC55__F7.md")).findings
    assert [finding.path[-1] for finding in findings] == ["pmcid", "figlink", "@id"]
    assert not any(finding.fix and finding.fix.applicability is Applicability.SAFE for finding in findings)
