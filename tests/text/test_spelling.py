"""Misspelled words, and words of other languages, which are none."""

from __future__ import annotations

import pytest

from lint.text.spelling import find_misspelt


def told(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], right) for (start, end), right in find_misspelt(text, "any")]


@pytest.mark.parametrize(
    "text",
    [
        "Die Funktion des Rezeptors ist unbekannt. Das Enzym katalysiert die Reaktion.",
        "La fonction de cette protéine est inconnue. Les familles de transporteurs.",
        "El metabolismo de la glucosa. La activacion de la proliferacion celular.",
        "Produktion",
        "metabolismo",
        "proteina",
        "Synthese",
        "profesional",
        "colesterol intracelular",
        "negatieve regulatie",
        "attivate",
        "The protein is known. Die Funktion des Gens und die Produktion sind unbekannt.",
    ],
)
def test_other_languages_are_not_misspelt_english(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tromboxane A2", [("Tromboxane", "Thromboxane")]),
        ("oxigen", [("oxigen", "oxygen")]),
        ("Glyderaldehyde", [("Glyderaldehyde", "Glyceraldehyde")]),
        ("dehdrogenase", [("dehdrogenase", "dehydrogenase")]),
        ("Dehydrogensae activity of von Willebrand", [("Dehydrogensae", "Dehydrogenase")]),
        (
            "It is bound. Glycerophospholipds, as well, form layers of the cell.",
            [("Glycerophospholipds", "Glycerophospholipids")],
        ),
        ("The EST was found in PAR homeostatis", [("homeostatis", "homeostasis")]),
    ],
)
def test_short_texts_and_english_ones_are_judged(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found
