"""A fault that a text and its copy share is one finding, and is fixed in both."""

from __future__ import annotations

from checking import Checker

from lint.core.findings import Applicability, Finding
from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry

TWICE = "---\ndescription: {}\nschema-jsonld:\n- description: {}\n---"


def record_of(text: str) -> Record:
    return Record(FrontMatter(text.encode()), PATHWAY, "_pathways/WP1.md")


def checker(*codes: str, unsafe: bool = False) -> Checker:
    return Checker([registry()[code]() for code in codes], unsafe=unsafe)


def found(text: str, *codes: str) -> list[Finding]:
    return checker(*codes).check(record_of(text)).findings


def test_one_finding_for_a_value_and_its_aliases_and_one_fix_for_all() -> None:
    text = "---\ntitle: &t Lipo\xadlysis\nauthors:\n- x\nschema-jsonld:\n- name: *t\n  keywords:\n  - *t\n---"
    (finding,) = found(text, "TXT004")
    assert finding.pointer == "/title"
    result, after = checker("TXT004").fix(record_of(text))
    assert after.text == text.replace("\xad", "")
    assert [each.code for each in result.fixed] == ["TXT004"]


def test_a_field_that_an_item_lacks_is_told_once_for_all_aliases_of_the_item() -> None:
    text = "---\nwpid: WP1\nannotations:\n- &a\n  id: DOID:0050890\n- *a\n- *a\n---"
    lacking = {finding.path for finding in found(text, "SCH001")} - {()}
    assert lacking == {("annotations", 0)}


def test_a_value_that_an_alias_forbids_to_change_has_no_fix() -> None:
    text = "---\ntitle: &t 'Lipolysis '\nother: *t\n---"
    (finding,) = found(text, "TXT005")
    assert finding.fix is None or finding.fix.applicability is not Applicability.SAFE


def test_one_finding_that_says_where_the_copy_is() -> None:
    (finding,) = found(TWICE.format("L-&gamma;", "L-&gamma;"), "TXT002")
    assert finding.pointer == "/description"
    assert finding.message.endswith("; also at line 4")


def test_its_fix_changes_both_and_counts_once() -> None:
    result, after = checker("TXT002").fix(record_of(TWICE.format("L-&gamma;", "L-&gamma;")))
    assert after.text == TWICE.format("L-γ", "L-γ")
    assert len(result.fixed) == 1


def test_a_title_and_its_copy() -> None:
    (finding,) = found("---\nschema-jsonld:\n- name: L-&gamma;\ntitle: L-&gamma;\n---", "TXT002")
    assert finding.pointer == "/title"
    assert finding.message.endswith("; also at line 3")


def test_texts_that_differ_have_a_finding_each() -> None:
    assert len(found(TWICE.format("L-&gamma;", "of L-&gamma;"), "TXT002")) == 2
    assert len(found(TWICE.format("L-&gamma;", "of it"), "TXT002")) == 1


def test_what_is_said_of_the_copy_alone_stays() -> None:
    codes = [finding.code for finding in found(TWICE.format("L-&gamma;", "L-&gamma;"), "TXT002", "DUP002")]
    assert sorted(codes) == ["DUP002", "TXT002"]


def test_a_comment_at_the_text_silences_both_and_one_at_the_copy_keeps_that() -> None:
    comment = " # recordlint: ignore[TXT002] as printed"
    assert found(TWICE.format(f"L-&gamma;{comment}", "L-&gamma;"), "TXT002", "REC008") == []
    both = TWICE.format(f"L-&gamma;{comment}", f"L-&gamma;{comment}")
    assert found(both, "TXT002", "REC008") == []
    text = TWICE.format("L-&gamma;", f"L-&gamma;{comment}")
    (finding,) = found(text, "TXT002", "REC008")
    assert finding.pointer == "/description"
    assert "also" not in finding.message
    _, after = checker("TXT002").fix(record_of(text))
    assert after.text == TWICE.format("L-γ", f"L-&gamma;{comment}")


def codes(text: str, *of: str) -> set[str]:
    return {finding.code for finding in found(text, *of)}


def test_a_difference_is_told_beside_white_space_in_both() -> None:
    text = "---\ntitle: 'Copy number variation '\nschema-jsonld:\n- name: 'Copy number\xa0variation '\n---"
    assert codes(text, "REF006", "TXT005") == {"REF006", "TXT005"}
    _, after = checker("REF006", "TXT005").fix(record_of(text))
    assert codes(after.text, "REF006", "TXT005") == {"REF006"}


def test_white_space_alone_is_no_difference() -> None:
    for name in ("' Copy number'", "'Copy  number'", "'Copy number\xa0'"):
        text = f"---\ntitle: Copy number\nschema-jsonld:\n- name: {name}\n---"
        assert codes(text, "REF006", "TXT005") == {"TXT005"}


def test_a_ligature_is_told_beside_mojibake_but_not_within_it() -> None:
    assert codes(TWICE.format("Of Î³ and speciﬁc", "Of γ"), "TXT001", "TXT020") == {"TXT001", "TXT020"}
    assert codes(TWICE.format("ﬁ and Ïﬂ", "x"), "TXT020") == {"TXT020"}
    misread = "α → β".encode().decode("mac_roman")
    assert codes(TWICE.format(misread, misread), "TXT001", "TXT020") == {"TXT001"}


def test_markup_in_the_copy_alone_is_found() -> None:
    text = TWICE.format("The **first** step", "\"The '''first''' step\"")
    assert [finding.path[0] for finding in found(text, "TXT006")] == ["schema-jsonld"]


def test_where_two_encodings_differ_no_fix_is_applied_to_the_text() -> None:
    for text in ("bis ÎŽALA", "at 5 ÎŒM"):  # Windows-1252 or ISO 8859-15
        result, after = checker("TXT001", unsafe=True).fix(record_of(TWICE.format(text, text)))
        assert after.text == TWICE.format(text, text)
        assert [finding.code for finding in result.findings] == ["TXT001"]
    whole = TWICE.format("bis δALA", "bis δALA")
    _, after = checker("TXT001", "DUP001", unsafe=True).fix(record_of(TWICE.format("bis ÎŽALA", "bis δALA")))
    assert after.text == whole
