"""Damaged texts are restored, and undamaged ones left alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.documents.front_matter import FrontMatter
from lint.kinds.figure import FIGURE
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry

CODES = ["TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "DUP001"]
SOUND = [
    "14-3-3-σ",
    "Trans-Δ²-Enoyl-CoA",
    "O₂-•",
    "Ca²⁺",
    "CH3COCOO− + H+",
    "poly[(1''→2')-ADP-α-D-ribose]",
    "α(I)‑chains",
    "2‐Deoxy",
    "Mentha × piperita",
    "Großhans",
    "Calmette-Guérin",
    "“cytokine storm”",
    "Core&Peel",
    "R&D; Q&A",
    "5\xa0mM at 20\u2009°C",
    "https://x.org/?objId=PA2031&objCls=Pathway&copy=2",
    "ورزش\u200cها",  # Persian needs the joiner
    "👩\u200d🔬",
    "PSR-1?",
    "4E-BP1??",
    "delta-5 ?",
    "Do PKCα and PKCβ bind PKC? Or IκB?",
]
LABELS = ["3-HB", "IL-1β", "CO₂", "TNF", "glucose", "α-KG", "β-alanine", "acetic acid", "lim1 / lhx1a"]
PROSE = [
    "IL-1β",
    "and",
    "TNF-α",
    "bind",
    "NF-κB",
    "of",
    "PPARγ,",
    "in",
    "“cells”.",
    "Signaling",
    "5′-AMP",
    "R&D",
]


def record_of(values: dict[str, Any]) -> Record:
    text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True)
    return Record(FrontMatter(f"---\n{text}---\n".encode()), PATHWAY, "_pathways/WP1.md")


def checker_of(*codes: str, unsafe: bool = False) -> Checker:
    return Checker([registry()[code]() for code in codes], unsafe=unsafe)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    dataset = {"description": text, "keywords": [text.replace("\xa0", " ")]}
    record = record_of({"wpid": "WP1", "title": text, "description": text, "schema-jsonld": [dataset]})
    assert checker_of(*CODES).check(record).findings == []


@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', "[x, '{}']", "|-\n  {}"])
@pytest.mark.parametrize("text", ["from 5 Ã", "the TNF-Î", "kept at 4 Â"])
def test_a_residue_at_the_end_is_told_in_every_style(text: str, style: str) -> None:
    record = Record(
        FrontMatter(f"---\ntitle: {style.format(text)}\n---\n".encode()), PATHWAY, "_pathways/WP1.md"
    )
    assert [finding.code for finding in checker_of("TXT001").check(record).findings] == ["TXT001"]


@pytest.mark.parametrize("text", ["voilÃ\xa0", "Ã\x85ngström", "cafeÃ\xadna"])
def test_mojibake_is_no_white_space(text: str) -> None:
    record = record_of({"wpid": "WP1", "schema-jsonld": [{"keywords": [text]}]})
    assert checker_of("TXT003", "TXT004", "TXT005").check(record).findings == []


def escaped(word: str) -> str:
    return "".join(char if char.isascii() else f"&amp;#x{ord(char):x};" for char in word)


MISREAD = [
    str,
    escaped,
    lambda text: text.encode().decode("latin-1"),
    lambda text: text.encode().decode("cp1252"),
]
SPOIL = [
    lambda text: f" {text}",
    lambda text: f"{text}\xa0",
    lambda text: f"{text}\n",
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\t"),
    lambda text: text.replace(" ", "\xa0"),
    lambda text: text.replace(" ", " \n"),
    lambda text: f"\u200b{text}\u200e",
    lambda text: text.replace("la", "l\xada").replace("ac", "a\xadc"),
]


@given(data=st.data(), unsafe=st.booleans())
def test_damaged_lines_are_brought_back(data: st.DataObject, unsafe: bool) -> None:
    labels = data.draw(st.lists(st.sampled_from(LABELS), min_size=1, unique=True))
    damaged = [data.draw(st.sampled_from(MISREAD))(label) for label in labels]
    for index in range(len(labels)):
        for spoil in data.draw(st.lists(st.sampled_from(SPOIL), max_size=2)):
            damaged[index] = spoil(damaged[index])
    checked, record = checker_of(*CODES, unsafe=unsafe).fix(
        record_of({"schema-jsonld": [{"keywords": damaged}]})
    )
    assert not checked.failure
    assert checked.findings == []
    assert record.values == {"schema-jsonld": [{"keywords": labels}]}


LOSE = [
    lambda word: "".join(char if char.isascii() or char in "“”′" else "?" for char in word),
    lambda word: "".join(char if char.isascii() else "\ufffd" for char in word),
    lambda word: "".join(char if char.isascii() else "ï¿½" for char in word),
]


@given(data=st.data(), main_is_damaged=st.booleans())
def test_what_one_copy_has_lost_comes_from_the_other(data: st.DataObject, main_is_damaged: bool) -> None:
    words = data.draw(st.lists(st.sampled_from(PROSE), min_size=1))
    lost = [
        data.draw(st.sampled_from([str, *LOSE]))(word) if word not in ("“cells”.", "5′-AMP") else word
        for word in words
    ]
    text, damaged = " ".join(words), " ".join(lost)
    main, copy = (damaged, text) if main_is_damaged else (text, damaged)
    record = record_of({"description": main, "schema-jsonld": [{"description": copy}]})
    checked, record = checker_of(*CODES, unsafe=True).fix(record)
    assert not checked.failure
    assert record.values == {"description": text, "schema-jsonld": [{"description": text}]}


@pytest.mark.parametrize(
    "lost",
    [
        "PPAR\ufffd",
        "PPAR&amp;#xFFFD;",
        "PKC?-IκB\ufffd-1",
        "PKC?-IκB&#65533;-1",
        "PKC?-IκB?-1",
        "PKCα-IκB?-1",
    ],
)
def test_a_lost_letter_comes_from_the_same_word_elsewhere(lost: str) -> None:
    whole = "Of PPARα and PKCα-IκBβ-1"
    checked, after = checker_of("TXT003", unsafe=True).fix(
        record_of({"title": whole, "description": f"Is {lost}"})
    )
    assert [finding.code for finding in checked.fixed] == ["TXT003"]
    assert after.values["description"].removeprefix("Is ") in whole.split()


def test_a_letter_lost_at_the_end_of_a_label_comes_from_the_same_word_elsewhere() -> None:
    record = record_of({"title": "PPAR\ufffd", "description": "Of PPARα"})
    _, after = checker_of("TXT003", unsafe=True).fix(record)
    assert after.values["title"] == "PPARα"


@pytest.mark.parametrize("entity", ["&#xfffd;", "&amp;#xFFFD;", "&amp;amp;#65533;", "&#38;#x0fffd;"])
def test_a_letter_lost_as_an_entity_is_told_and_stays(entity: str) -> None:
    record = record_of({"description": f"IL-1{entity} and &beta;"})
    checked, after = checker_of(*CODES, unsafe=True).fix(record)
    assert [finding.code for finding in checked.fixed] == ["TXT002"]
    assert [finding.code for finding in checked.findings] == ["TXT003"]
    assert after.values == {"description": f"IL-1{entity} and β"}


def test_a_lost_letter_is_told_once() -> None:
    record = record_of({"description": "Of IL-1?.", "schema-jsonld": [{"description": "Of IL-1β."}]})
    assert [(finding.code, finding.pointer) for finding in checker_of(*CODES).check(record).findings] == [
        ("TXT003", "/description")
    ]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.text(" a\n\t\xa0\u2028\x1f\0β", max_size=4)
            | st.lists(st.text(" aβ\t\0", max_size=3) | st.integers() | st.none(), max_size=3)
            for name in ("title", "authors", "description", "schema-jsonld")
        }
        | {
            "schema-jsonld": st.lists(
                st.fixed_dictionaries({"name": st.text(" a\n", max_size=3)}), max_size=2
            )
        },
    )
)
def test_ill_spaced_lines_are_found(values: dict[str, Any]) -> None:
    def lines(value: Any, path: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], str]]:
        if isinstance(value, list):
            return [line for index, item in enumerate(value) for line in lines(item, (*path, index))]
        if isinstance(value, dict):
            return [line for key, item in value.items() for line in lines(item, (*path, key))]
        return [(path, value)] if isinstance(value, str) else []

    expected = [(path, text) for path, text in lines(values, ()) if path[0] != "description"]
    record = record_of(values)
    assert record.values == values
    found = [line for line in expected if " ".join(line[1].split()) != line[1]]
    assert sorted(record.ill_spaced, key=repr) == sorted(found, key=repr)


def described(text: str) -> Record:
    """Return a record with this description, all of whose odd characters are escaped."""
    return Record(FrontMatter(f"---\nwpid: WP1\ndescription: {json.dumps(text)}\n---\n".encode()), PATHWAY)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("One.\u2028Two.", "One.\nTwo."),
        ("One.\x0bTwo.", "One.\nTwo."),
        ("One. \x0c Two.", "One.\nTwo."),
        ("One.\u2029Two.", "One.\n\nTwo."),
        ("One.\n\u2028\nTwo.", "One.\n\nTwo."),
        ("One.\u2029\nTwo.", "One.\n\n\nTwo."),
        ("One.\u2029\u2029Two.", "One.\n\n\n\nTwo."),
        ("\u2028One.", "One."),
        ("One.\u2029", "One."),
    ],
)
def test_odd_line_breaks_in_a_text_of_several_lines(text: str, mended: str) -> None:
    checker = checker_of("TXT004")
    record = described(text)
    (finding,) = checker.check(record).findings
    assert finding.message.count(" in place of a line break") == 1
    assert "(2 times)" in finding.message or text.count("\u2029") < 2
    assert checker.fix(record)[1].document.values["description"] == mended


def test_of_white_space_only_the_odd_line_breaks_are_named() -> None:
    (finding,) = checker_of("TXT004").check(described("a \n\u2028\x0c b")).findings
    assert finding.message == (
        "Line separator (U+2028) in place of a line break; "
        "Control character (U+000C) in place of a line break, in `a ␊<U+2028>␌ b`"
    )


@pytest.mark.parametrize("char", ["\x1c", "\x1f", "\x0b", "\x85"])
@pytest.mark.parametrize("title", ["IFN-{}", "{}IFN", "IFN {} alone"])
def test_a_control_character_is_never_taken_out_as_white_space(char: str, title: str) -> None:
    text = json.dumps(title.format(char))
    record = Record(FrontMatter(f"---\nwpid: WP1\ntitle: {text}\n---\n".encode()), PATHWAY)
    findings = checker_of("TXT001", "TXT004", "TXT005").check(record).findings
    assert findings
    assert all(finding.fix and finding.fix.applicability.value != "safe" for finding in findings)


@pytest.mark.parametrize("author", ["Ana&iuml;s", "AnaÃ¯s", "Ana\u200bïs"])
def test_a_name_that_others_refer_to_is_not_changed_as_safe(author: str) -> None:
    (finding,) = checker_of("TXT001", "TXT002", "TXT004").check(record_of({"authors": [author]})).findings
    assert finding.fix is not None
    assert finding.fix.applicability.value == "unsafe"


@pytest.mark.parametrize("word", ["Sj?gren", "IL-1?-induced", "?-catenin", "Na??ve", "NF-?B"])
def test_a_question_mark_within_a_word_stands_for_a_letter(word: str) -> None:
    (finding,) = checker_of("TXT003").check(record_of({"title": f"Of {word} cells"})).findings
    assert finding.fix is None
    sound = f"See https://x.org/{word}, or what?"
    assert checker_of("TXT003").check(record_of({"description": sound})).findings == []


@pytest.mark.parametrize("value", ["NF-\\u03baB", "the $\\kappa$ chain"])
def test_the_search_index_does_not_destroy_an_escape(value: str) -> None:
    text = json.dumps(value)
    file = f"---\nfigid: PMC1__f1\nfigtitle: {text}\n---\n"
    record = Record(FrontMatter(file.encode()), FIGURE, "_figures/PMC1__f1.md")
    _, after = checker_of("TXT011", "SIT001").fix(record)
    assert "κ" in after.values["figtitle"]
    assert "/" not in after.values["figtitle"]


@pytest.mark.parametrize(
    "address", ["www.x.org/show_pathway?rno00252", "x.org/cgi/get?acc", "http://x.org/show pathway?rno00252"]
)
def test_a_question_mark_in_an_address_stands_for_no_letter(address: str) -> None:
    assert checker_of("TXT003").check(record_of({"description": f"See {address} for more"})).findings == []
