"""TXT006 to TXT010: correct parts of real texts are left alone; fixes settle; long texts are fast."""

from __future__ import annotations

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.deadline import within
from lint.core.findings import Severity
from lint.core.values import Set, apply, find
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind, builtin
from lint.kinds.figure import FIGURE
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules import registry

CODES = ("TXT006", "TXT007", "TXT008", "TXT009", "TXT010")
SOUND = [
    "p<0.05, x>2 and 5<6>4; the means <q> and <s>; a <- b -> c",
    "<https://x.org> and [[1](https://x.org/a)] and **bold** and *E. coli*",
    "5''-phospho-2''-O-adenosine, 3'''-4''' and 3-(2''Rha)Glc",
    "[[4-(dimethylamino)phenyl]methyl]amine, poly[[N]], [[12]]",
    "Großhans, Süß, Aßmann, STRAßE, Voß M",
    "∂, Δ9-THC, Δ²-enoyl, ΔΨm, Σ, Ω, β-catenin, Ca²⁺, 1º and 2º amines, 37 °C, 45°",
    "Клеточный цикл (CD4), ΜΑΡΚ",
    "Mentha × piperita; factor x in mice; panel x shows; IL-x and TNF",
    "See text for details (A and B), rpoS() and main() [see below]; it was handed in, and so on.",
    "Given in  vitro and in  vivo.  Proteins  and  genes. By then. Of note, (−)-carvone, (–)-carveol, (+)",
    "None of the above",
    "NANOG, NaN3, undefined pathways and N/A sites; vitamin B3(NA), nicotinic acid (NA); it",
    "Interleukin signaling (via JAK/STAT)",
    "Regulation of actin [Wikipedia](https://en.wikipedia.org/wiki/Actin_(protein))",
    "InputStamp: https://reactome.org/cgi-bin/eventbrowser?DB=gk_current&ID=69615&",
    "Metabolism of vitamin A",
    "The switch is on",
    "Steps: a) one, b) two",
]
FAULTY = [
    "NA",
    ".na.character",
    "None",
    "<i>E. coli</i> and CO<sub>2</sub>",
    'a <a href="http://x.org">link</a><br/>',
    "[[wikipedia:Glycolysis|sugar]] and [http://x.org it]",
    "'''''both''''' and ''two'' and '''three'''",
    "[[a|[[b]]",
    "<i><b>x</i></b> <sup><i>2</i></sup>",
    "ß-catenin, ∆9, TNF-ɑ, 37º C and 5 µM, not 6 μM",
    "СD4 x МАРК, Angus x Nellore x Brahman",
    "ÃŽÂ±ß",
    "See  and  for it, as in . (). .",
    "Cilia sense [–] and bend",
    "Ann Lee. 2024;7(NA). Bob Lee. 2023;6(NA):1.",
    "Figure",
    "It is (the",
]
LONG = [
    "'''a",
    "''a",
    "[[a|",
    "[http://a ",
    "<p a=b ",
    "<!--",
    "<sup>2",
    "( ,",
    " .",
    "see  ",
    "Angus x ",
    "ΑaС",
    "сx ",
    "ß",
]
LONG += ["1º ", "Figure ", "(", ". .", "\n ", "NA ", "\t"]


def record_of(kind: Kind, text: str) -> Record:
    """Return a record whose title, description with its copy, and first keyword are *text*."""
    sample = yaml.safe_load(kind.sample)
    fields = (kind.title, *(field for pair in kind.copies for field in pair))
    paths = [path for field in fields for path, _ in find(sample, field)]
    paths += [(*path, 0) for path, _ in find(sample, kind.keywords)]
    values = apply(sample, [Set(path, text) for path in paths])
    written = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return Record(FrontMatter(f"---\n{written}---\n".encode()), kind)


def checker_of(*codes: str, unsafe: bool = False) -> Checker:
    return Checker([registry()[code]() for code in codes], unsafe=unsafe)


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(kind: Kind, text: str) -> None:
    assert checker_of(*CODES).check(record_of(kind, text)).findings == []


@given(
    kind=st.sampled_from(builtin()),
    words=st.lists(st.sampled_from([*FAULTY, *SOUND]), min_size=1, max_size=4),
    unsafe=st.booleans(),
)
def test_fixes_settle(kind: Kind, words: list[str], unsafe: bool) -> None:
    checker = checker_of(*CODES, "TXT001", "DUP001", "REC006", unsafe=unsafe)
    checked, record = checker.fix(record_of(kind, " ".join(words)))
    assert not checked.failure
    assert not any(finding.code == "DUP001" for finding in checked.findings)
    again, _ = checker.fix(record)
    assert again.data is None
    assert again.fixed == []


@given(st.lists(st.sampled_from(FAULTY), min_size=1, max_size=4).map(" ".join))
def test_without_leave_only_the_signs_of_r_go(text: str) -> None:
    before = record_of(FIGURE, text)
    checked, after = checker_of(*CODES).fix(before)
    assert all(finding.code == "TXT007" for finding in checked.fixed)
    assert (after.values == before.values) == (text != ".na.character")


def test_a_missing_issue_is_a_lesser_fault_and_taken_out_everywhere() -> None:
    record = record_of(FIGURE, "Ann Lee. 2024;7(NA). Bob Lee. 2023;6(NA):1.")
    checker = checker_of("TXT007", unsafe=True)
    assert {finding.severity for finding in checker.check(record).findings} == {Severity.WARNING}
    _, after = checker.fix(record)
    assert after.values["figtitle"] == "Ann Lee. 2024;7. Bob Lee. 2023;6:1."


def test_what_cannot_be_fixed_is_told_of_once() -> None:
    text = "An <b>epoxide</b>, as described in (). See  and  for it and"
    figure, pathway = (checker_of(*CODES).check(record_of(kind, text)).findings for kind in (FIGURE, PATHWAY))
    for field, found, codes in [
        ("caption", figure, ["TXT009", "TXT010"]),
        ("description", pathway, ["TXT006", "TXT009", "TXT010"]),
    ]:
        places = [(finding.code, finding.path) for finding in found if finding.fix is None]
        assert sorted(places) == [(code, (field,)) for code in codes]


def test_a_copy_is_taken_from_its_main_field() -> None:
    kind = PATHWAY
    values = apply(record_of(kind, "x").values, [Set(("schema-jsonld", 0, "description"), ".na.character")])
    record = record_of(kind, "x").reread(f"---\n{yaml.safe_dump(values)}---\n".encode())
    checked, after = checker_of(*CODES, "DUP001").fix(record)
    assert [finding.code for finding in checked.fixed] == ["TXT007"]
    assert after.values["schema-jsonld"][0]["description"] == "x"


@pytest.mark.parametrize("field", ["pmcid", "note"])
def test_what_must_be_there_or_is_unknown_is_not_taken_out(field: str) -> None:
    kind = FIGURE
    record = record_of(kind, "x").reread(f"---\n{field}: .na.character\n---\n".encode())
    assert [finding.fix for finding in checker_of("TXT007").check(record).findings] == [None]


@pytest.mark.parametrize("piece", LONG)
def test_a_long_text_costs_little(piece: str) -> None:
    record = record_of(FIGURE, piece * (200_000 // len(piece)))
    with within(60):
        checker_of(*CODES).check(record)
