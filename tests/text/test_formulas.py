from __future__ import annotations

import pytest

from lint.rules.txt import replaced
from lint.text.formulas import LABELS, find_formulas, find_in_label, may_hold_formulas


def written(text: str) -> str:
    for (start, end), form in reversed(find_formulas(text)):
        text = text[:start] + form + text[end:]
    return text


def test_each_label_is_found_in_a_text() -> None:
    forms = {plain: form for plain, form in LABELS.items() if plain != "O3"}
    assert {plain: written(f"({plain})") for plain in forms} == {
        plain: f"({form})" for plain, form in forms.items()
    }
    assert {plain: written(f"Uptake of {plain} is fast.") for plain in forms} == {
        plain: f"Uptake of {form} is fast." for plain, form in forms.items()
    }


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Na+/K+-ATPase, Ca2+/calmodulin", "Na⁺/K⁺-ATPase, Ca²⁺/calmodulin"),
        ("Mg(2+), Cl(-), K(+)", "Mg²⁺, Cl⁻, K⁺"),
        ("glucose, C6H12O6.", "glucose, C₆H₁₂O₆."),
        ("CO2-fixing", "CO₂-fixing"),
        ("Na+-K+ pump, Ca+2 and Ca++", "Na⁺-K⁺ pump, Ca²⁺ and Ca²⁺"),
        ("SO4(2-), PO4 3-, HCO3-dependent", "SO₄²⁻, PO₄³⁻, HCO₃⁻-dependent"),
        (r"H_2O, Ca^{2+}, HCO₃- and Ca²+", "H₂O, Ca²⁺, HCO₃⁻ and Ca²⁺"),
    ],
)
def test_what_is_written(text: str, right: str) -> None:
    assert written(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "CYP2D6 and IL2, SCO2, FOXO3, H2S1, NO2A",
        "H2 receptors, C3 convertase, O3, C2H2 zinc fingers",
        "NAD+ and NADP+, CD4+, PV+ cells",
        "M+H+ and [M+Na+]",
        "see https://x.org/CO2 and x.org/a_O2",
        "Cl-dependent",
        "O2.- and O2-",
    ],
)
def test_names_are_left_alone(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("Ca 2+", "Ca²⁺"),
        ("Ca²+", "Ca²⁺"),
        ("CA2+", "Ca²⁺"),
        ("HCO3⁻", "HCO₃⁻"),
        ("Fe3+ [endosome]", "Fe³⁺ [endosome]"),
        ("[Ca2+]i", "[Ca²⁺]i"),
        ("2 Na+", "2 Na⁺"),
    ],
)
def test_a_label_holds_formulas_in_other_forms(label: str, right: str) -> None:
    assert may_hold_formulas(f"TNF\n{label}")
    assert replaced(label, find_in_label(label)) == right


@pytest.mark.parametrize("label", ["Ca²⁺", "SCO2", "IL2", "HCO₃⁻", "CYP2D6 (H2)", "NAD+"])
def test_a_label_holds_no_formula(label: str) -> None:
    assert not find_in_label(label)
