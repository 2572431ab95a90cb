"""What the examples of the REF rules cannot show."""

from __future__ import annotations

import re

import pytest
from checking import Checker
from comparing import compared

from lint.core.findings import Applicability, Finding
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules.ref import PageRule, near
from lint.rules.ref.name_mismatch import NameMismatch
from lint.rules.ref.redirect_clash import RedirectClash
from lint.rules.ref.unknown_author import UnknownAuthor
from lint.rules.ref.unknown_community import UnknownCommunity
from lint.rules.ref.unknown_organism import UnknownOrganism
from lint.rules.ref.url_mismatch import UrlMismatch

FIGURE, PATHWAY, *_ = builtin()


def record_of(text: str, file: str = "_pathways/WP1.md", **names: frozenset[str]) -> Record:
    kind = FIGURE if "_figures/" in file else PATHWAY
    document = FrontMatter(f"---\n{text}\n---\n".encode())
    return Record(document, kind, file, read_names=lambda folder, _: names.get(folder))


def clashes(*records: Record) -> dict[str, list[Finding]]:
    return compared([RedirectClash()], records)


@pytest.mark.parametrize("name", ["Wpblocked", "Unknown", "TestUser", "MaintBot"])
def test_an_account_that_the_site_hides_needs_no_page(name: str) -> None:
    record = record_of(f"authors:\n- Egonv\n- {name}", _authors=frozenset({"Egonw"}))
    (finding,) = Checker([UnknownAuthor()]).check(record).findings
    assert finding.message.endswith("`Egonv` has no page in _authors/; did you mean `Egonw`?")


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        (UnknownAuthor(), "authors", "author `Xyz` has no page in _authors/"),
        (UnknownCommunity(), "communities", "community `Xyz` has no page in _communities/"),
        (UnknownOrganism(), "organisms", "organism `Xyz` has no page in _organisms/"),
    ],
)
def test_what_is_said_of_a_name_without_a_page(rule: PageRule, field: str, said: str) -> None:
    record = record_of(f"{field}: [Xyz]", **{f"_{field}": frozenset({"abc"})})
    assert [finding.message for finding in Checker([rule]).check(record).findings] == [f"The {said}"]


def test_near_names() -> None:
    known = frozenset({"Egonw", "EgonW", "Khanspers"})
    assert near("EGONW", known) == "; did you mean `EgonW` or `Egonw`?"
    assert near("Khansper", known) == "; did you mean `Khanspers`?"
    assert near("Mkutmon", known) == ""


def test_a_damaged_title_is_not_copied() -> None:
    text = "title: Î²-catenin\nschema-jsonld:\n- name: {}"
    assert Checker([NameMismatch()]).check(record_of(text.format("β-catenin"))).findings == []
    (finding,) = Checker([NameMismatch()]).check(record_of(text.format("Wnt"))).findings
    assert finding.fix is None
    text = "title: β-catenin\nschema-jsonld:\n- name: {}"
    assert Checker([NameMismatch()]).check(record_of(text.format("Î²-catenin"))).findings == []
    assert len(Checker([NameMismatch()]).check(record_of(text.format("Wnt"))).findings) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_an_address_without_its_slash_is_the_one_that_is_enough(order: int) -> None:
    addresses = ["instance/WP1", "/instance/WP2"][::order]
    checked, after = Checker([UrlMismatch()]).fix(record_of(f"wpid: WP1\nredirect_from: {addresses}"))
    assert [finding.message for finding in checked.fixed] == ["`instance/WP1` does not begin with `/`"]
    assert after.values["redirect_from"] == ["/instance/WP1", "/instance/WP2"][::order]


def test_only_who_claims_anothers_address_is_blamed() -> None:
    owner = record_of("wpid: WP1\nredirect_from:\n- /instance/WP1")
    claimant = record_of("wpid: WP2\nredirect_from:\n- instance/WP1.html", "_pathways/WP2.md")
    found = clashes(owner, claimant)
    assert {file: [finding.pointer for finding in each] for file, each in found.items()} == {
        "_pathways/WP2.md": ["/redirect_from/0"]
    }


def test_of_two_claimants_each_is_told_of_the_other() -> None:
    text = "wpid: {0}\nredirect_from:\n- /a{0}\n- /a{0}.html\n- /old"
    records = [record_of(text.format(name), f"_pathways/{name}.md") for name in ("WP1", "WP2")]
    assert {file: [finding.message for finding in each] for file, each in clashes(*records).items()} == {
        "_pathways/WP1.md": ["`/old` is also an address of WP2 (_pathways/WP2.md)"],
        "_pathways/WP2.md": ["`/old` is also an address of WP1 (_pathways/WP1.md)"],
    }


def test_a_record_without_an_id_has_no_address() -> None:
    claimant = record_of("wpid: WP2\nredirect_from:\n- /pathways/WP1", "_pathways/WP2.md")
    assert clashes(record_of("title: x"), claimant) == {}


def test_records_of_other_repositories_do_not_clash() -> None:
    text = "wpid: WP{}\nredirect_from:\n- /old"
    one = record_of(text.format(1), "a/_pathways/WP1.md")
    assert clashes(one, record_of(text.format(2), "b/_pathways/WP2.md")) == {}
    assert len(clashes(one, record_of(text.format(2), "a/_pathways/WP2.md"))) == 2


def test_an_address_given_twice_is_told_once() -> None:
    text = "wpid: {}\nredirect_from:\n- /instance/WP1\n- /instance/WP1"
    one, other = record_of(text.format("WP1")), record_of(text.format("WP2"), "_data/WP1.md")
    told = [finding.message for finding in clashes(one, other)["_pathways/WP1.md"]]
    assert len(told) == len(set(told)) == 2  # of the redirect, and of the page's own address


def test_an_address_with_a_line_break_is_one() -> None:
    text = 'wpid: {}\nredirect_from:\n- "/a\\n/b"'
    other = record_of("wpid: WP2\nredirect_from:\n- /b", "_pathways/WP2.md")
    assert clashes(record_of(text.format("WP1")), other) == {}


def test_two_figures_with_one_alias_clash() -> None:
    text = "figid: PMC1__{}\nnumber: F1\nfigid_alias: PMC1__F1\nredirect_from: /figures/PMC1__F1"
    found = clashes(*(record_of(text.format(name), f"_figures/PMC1__{name}.md") for name in "ab"))
    assert [[finding.pointer for finding in each] for each in found.values()] == [["/redirect_from"]] * 2


@pytest.mark.parametrize("text", ["Ann/Bea", "Ann Bea", "Ann Bea/Ann"])
def test_known_names_between_spaces_and_slashes_are_items(text: str) -> None:
    record = record_of(f"authors:\n- {text}\n- Cem", _authors=frozenset({"Ann", "Bea", "Cem"}))
    (finding,) = UnknownAuthor().check(record)
    assert finding.fix is not None
    assert finding.applicability is Applicability.UNSAFE
    assert len(finding.fix.edits) == len(re.split("[ /]", text))


@pytest.mark.parametrize("text", ["Ann Lee", "Ann/Beatrice", "Lee Bea"])
def test_a_name_that_only_contains_known_ones_is_kept(text: str) -> None:
    record = record_of(f"authors:\n- {text}", _authors=frozenset({"Ann", "Bea"}))
    (finding,) = UnknownAuthor().check(record)
    assert finding.fix is None
