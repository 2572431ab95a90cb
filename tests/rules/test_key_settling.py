"""The fixes of the keyword rules settle, alone and together with the rules about text."""

from __future__ import annotations

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry
from lint.rules.key import names_nothing, repaired

WORDS = ["(S)-lactate", "+", "3-HB", "IL6", "K⁺", "TNF", "glucose", "α-KG", "β-alanine", "−"]
SPOILT = {"α-KG": "Î±-KG", "β-alanine": "Î²-alanine", "K⁺": "Kâ\u0081º"}
NOTHING = ["", " ", "?", "...", "\u200b"]
FAULTY = [
    " ",
    "?",
    "IL6",
    "IL6 ",
    "IL\xad6",
    "IL\0",
    "I\x1fL6",
    "&gamma;-GT",
    "Î±-KG",
    "H<sub>2</sub>O",
    "[[Glycolysis]]",
    "ß-catenin",
    "∆9-THC",
    "C57BL/6 x DBA/2",
    ".na.character",
    " .na",
]


@pytest.mark.parametrize(
    "sign", ["\x00", "\u200b", "_", "-", ")", "”", "“", "?", "(", "\u2028", "\u2029", " "]
)
def test_what_names_nothing(sign: str) -> None:
    assert names_nothing("")
    assert names_nothing(sign)
    assert not any(names_nothing(word) for word in (f"{sign}a", f"a{sign}", f"{sign}+", f"2{sign}"))


def test_a_word_keeps_its_spaces() -> None:
    assert repaired(" lim1 /  lhx1a ") == "lim1 / lhx1a"


def checker_of(*families: str, unsafe: bool) -> Checker:
    return Checker([rule() for code, rule in registry().items() if code.startswith(families)], unsafe=unsafe)


def record_of(keywords: list[str], labels: list[str]) -> Record:
    values = {"wpid": "WP1", "schema-jsonld": [{"keywords": keywords}]}
    text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True)
    table = {"_data/WP1-datanodes.tsv": "\n".join(["Label", *(f'"{label}"' for label in labels)])}
    return Record(FrontMatter(f"---\n{text}---\n".encode()), PATHWAY, "_pathways/WP1.md", table.get)


@given(data=st.data(), unsafe=st.booleans())
def test_a_damaged_list_is_brought_back(data: st.DataObject, unsafe: bool) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), unique=True, min_size=1))
    labels = [*words, *data.draw(st.lists(st.sampled_from([*words, *NOTHING])))]
    damaged = [
        SPOILT[word] if word in SPOILT and data.draw(st.booleans()) else word
        for word in [*words, *data.draw(st.lists(st.sampled_from(words), max_size=4))]
    ]
    checker = checker_of("KEY", "TXT001", unsafe=unsafe)
    checked, record = checker.fix(record_of(data.draw(st.permutations(damaged)), labels))
    assert not checked.failure
    assert checked.findings == []
    assert record.keyword_lists == [(("schema-jsonld", 0, "keywords"), sorted(words))]


@given(labels=st.lists(st.sampled_from(FAULTY), min_size=1), unsafe=st.booleans())
def test_repairs_of_text_do_not_wake_the_rules_on_keywords(labels: list[str], unsafe: bool) -> None:
    checker = checker_of("KEY", "TXT", unsafe=unsafe)
    before = record_of(sorted(set(labels)), labels)
    codes = {finding.code for finding in checker.check(before).findings}
    checked, record = checker.fix(before)
    assert not checked.failure
    assert not [each for each in checked.findings if each.fix and "undo each other" in each.fix.why]
    assert {finding.code for finding in checked.findings if finding.code.startswith("KEY")} <= codes
    _, again = checker.fix(record)
    assert again.document.data == record.document.data
