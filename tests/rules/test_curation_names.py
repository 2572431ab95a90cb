"""What curators repair in titles, names and spellings: where the rules report and where not."""

from __future__ import annotations

import pytest
import yaml
from checking import Checker

from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import registry

KINDS = {kind.name: kind for kind in builtin()}


def told(code: str, kind: str, **values: str) -> list[str]:
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    path = KINDS[kind].patterns[0].replace("*", "1")
    record = Record(FrontMatter(f"---\n{text}---\n".encode()), KINDS[kind], path)
    return [finding.message for finding in Checker([registry()[code]()]).check(record).findings]


@pytest.mark.parametrize(
    ("user", "name", "is_told"),
    [
        ("AllanKuchinsky", "Alla Kuchinsky", True),
        ("Jmelius", "Jonathan Mlius", True),
        ("Jmelius", "Jonathan Mélius", False),
        ("Juliablad", "Julia Błąd", False),
        ("Mkutmon", "Martina Summer-Kutmon", False),
        ("Ann", "Ann Lee", False),
        ("P.vanLier", "Pip", True),
        ("KhalidR", "KHALID RASHID", True),
        ("JPMvanRijn", "JPM van Rijn", False),
        ("Marlen m", "Marlen m", True),
        ("MaintBot", "WikiPathways Maintenance bot", False),
        ("Unknown1", "Unknown", False),
    ],
)
def test_names_of_authors(user: str, name: str, is_told: bool) -> None:
    assert bool(told("CUR014", "author", username=user, realname=name)) == is_told


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Fatty Acids and Lipoproteins in hepatocytes", True),
        ("Burn Wound Healing", True),
        ("Interactions with human chorionic gonadotropin.", True),
        ("The biosynthesis of mugineic acid", True),
        ("Growth hormones in Beta-cell proliferation", True),
        ("Rett syndrome, Notch signaling and Duchenne muscular dystrophy", False),
        ("Glycolysis: Regulation", False),
        ("Theobromine synthesis in Coffea sp.", False),
    ],
)
def test_titles_are_written_as_the_others_are(title: str, is_told: bool) -> None:
    assert bool(told("CUR013", "pathway", title=title)) == is_told


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("megakaryocyte", "megakarycoyte", True),
        ("lipoxygenases", "lipooxygenases", True),
        ("Dysregulated", "disregulated", True),
        ("signaling", "signalling", False),
        ("osteoblasts", "osteoclasts", False),
        ("nucleosides", "nucleotides", False),
        ("metabolites", "metabolizes", False),
        ("carboxyethyl", "carboxymethyl", False),
        ("linolenate", "linoleate", False),
    ],
)
def test_words_in_two_spellings(one: str, other: str, is_told: bool) -> None:
    values = {"title": f"{one} in plants", "description": f"How {other} are made."}
    assert bool(told("TXT024", "pathway", **values)) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Copper enters. Proteins on this pathway have assays in the [CPTAC Portal](https://x.org/a)", True),
        ("Copper enters. Source: [KEGG](https://x.org/a)", False),
        ("Overview of perturbations to host metabolism by infection", True),
        ("IL-2 signaling pathway", False),
    ],
)
def test_a_full_stop_is_missing_behind_a_sentence(text: str, is_told: bool) -> None:
    assert bool(told("TXT017", "pathway", description=text)) == is_told


def test_another_form_of_the_address() -> None:
    kind = KINDS["pathway"]
    for address, count in (("https://x.org/pathways/WP1.html", 0), ("https://x.org/instance/WP1", 1)):
        text = f"wpid: WP1\nschema-jsonld:\n- '@id': {address}\n"
        record = Record(FrontMatter(f"---\n{text}---\n".encode()), kind, "_pathways/WP1.md")
        assert len(Checker([registry()["REF002"]()]).check(record).findings) == count
