"""Rules for what curators require: their word lists as laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

import lint
from lint.documents.front_matter import FrontMatter
from lint.kinds.pages import AUTHOR
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry
from lint.rules.cur.odd_title_character import OddTitleCharacter
from lint.text.formulas import LABELS

LETTERS = st.characters(categories=["L", "Nd", "Zs"], exclude_characters="\x85")


def odd(title: str) -> list[tuple[int, int]]:
    text = yaml.safe_dump({"title": title, "wpid": "WP1"}, allow_unicode=True)
    record = Record(FrontMatter(f"---\n{text}---\n".encode()), PATHWAY)
    return [span for finding in OddTitleCharacter().check(record) for span in finding.words]


@given(parts=st.lists(LETTERS | st.sampled_from([*"'-.,:()[]/", "NAD+"])))
def test_what_curators_allow_in_titles_is_never_odd(parts: list[str]) -> None:
    assert odd("".join(parts)) == []


@given(before=st.text(LETTERS), sign=st.sampled_from('&"+_;@#%*<>=?!'), after=st.text(LETTERS))
def test_any_other_sign_is_odd_and_pointed_at(before: str, sign: str, after: str) -> None:
    assert odd(f"{before} {sign}{after}") == [(len(before) + 1, len(before) + 2)]


@pytest.mark.parametrize(
    ("code", "field", "lengths"),
    [
        ("CUR002", "description", range(1, 50)),
        ("CUR003", "title", range(101, 10_000)),
        ("CUR007", "description", [*range(50), *range(5_001, 10_000)]),
    ],
)
def test_how_long_a_text_may_be(code: str, field: str, lengths: Sequence[int]) -> None:
    rule = registry()[code]()
    for length in (0, 1, 49, 50, 51, 99, 100, 101, 4_999, 5_000, 5_001):
        record = Record(FrontMatter(f"---\n{field}: '{'x' * length}'\n---\n".encode()), PATHWAY)
        said = [finding.message for finding in rule.check(record)]
        assert [f" {length:,} character" in message for message in said] == [True] * (length in lengths)


@pytest.mark.parametrize("spaces", [" ", " " * 100])
def test_white_space_around_a_description_does_not_count(spaces: str) -> None:
    record = Record(FrontMatter(f"---\ndescription: '{spaces}{'x' * 49}{spaces}'\n---\n".encode()), PATHWAY)
    assert len(list(registry()["CUR002"]().check(record))) == 1


def test_a_formula_is_the_same_in_plain_letters() -> None:
    assert [(plain, form) for plain, form in LABELS.items() if not is_same(plain, form)] == []


def is_same(plain: str, form: str) -> bool:
    """Return whether a formula in plain letters has the letters, numbers and charges of *form*."""
    bare = re.sub(r"[_{}~^()]", "", unicodedata.normalize("NFKC", plain).replace("−", "-"))
    counted = re.sub(r"([+-])\1+", lambda signs: f"{len(signs[0])}{signs[1]}", bare).casefold()
    letters = sorted(unicodedata.normalize("NFKC", form).replace("−", "-").casefold())
    return letters in (sorted(counted), sorted(f"{counted}-"))


def test_no_name_is_rewritten_while_a_character_in_it_may_stand_for_a_lost_one() -> None:
    record = Record(FrontMatter(b'---\nusername: Ann\nrealname: "Ann\\x1e lee"\n---\n'), AUTHOR)
    rules = [registry()["CUR014"](), registry()["TXT004"]()]
    _, fixed = Checker(rules, unsafe=True).fix(record)
    assert fixed.values["realname"] == "Ann\x1e lee"


def test_gene_symbols_of_a_drawing_have_their_case(tmp_path: Path) -> None:
    node = '<DataNode TextLabel="{}" Type="GeneProduct"><Xref Database="HGNC" ID="{}" /></DataNode>'
    nodes = node.format("furin", "FURIN") + node.format("glucose", "GLUCOSE")
    drawing = f'<Pathway xmlns="http://pathvisio.org/GPML/2013a" Organism="Homo sapiens">{nodes}</Pathway>'
    (tmp_path / "WP1.gpml").write_text(drawing)
    (tmp_path / "WP1-datanodes.tsv").write_text("Label\tHGNC\nfurin\thgnc.symbol:FURIN\nglucose\t\n")
    found = lint.check(tmp_path, select=["CUR012"], level="info").findings
    assert [finding.message for finding in found] == ["Curators write `glucose` as `Glucose`"]
