"""Chemical formulas and ions in plain characters, and their proper form: `CO2` is CO₂, `Ca2+` is Ca²⁺.

Only formulas that cannot mean anything else are known: `CYP2D6` and `IL2` are not formulas, nor are `H2`
(a histamine receptor) and `C3` (a complement component). `NAD+` is a name, and is left unchanged.
"""

from __future__ import annotations

from functools import lru_cache

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.text.words import looked_for, vocabulary

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_IONS = """
Al3+ As3+ As5+ Ba2+ Br- Ca2+ Cd2+ Cl- Co2+ Cr3+ Cr6+ Cs+ Cu+ Cu2+ Fe2+ Fe3+ Gd3+ H+ Hg2+ K+ La3+ Li+ Mg2+ Mn2+
Mn3+ Na+ Ni2+ Pb2+ Sr2+ Zn2+
"""
_FORMULAS = """
AgNO3 Al2O3 AlCl3 As2O3 BaCl2 CCl4 CH3COOH CH3OH CH4 CO2 CaCO3 CaCl2 CaSO4 CdCl2 CoCl2 CuCl2 CuSO4 Fe2O3 FeCl2
FeCl3 FeSO4 H2CO3 H2O H2O2 H2S H2SO3 H2SO4 H3PO4 HNO2 HNO3 HgCl2 K2HPO4 KH2PO4 KMnO4 KNO3 MgCl2 MgSO4 MnCl2
MnO2 N2O N2O3 N2O4 N2O5 NH2OH NH3 NH4Cl NO2 Na2CO3 Na2HPO4 Na2S2O3 Na2SO4 Na2SeO3 Na3VO4 NaH2PO4 NaHCO3 NaN3
NaNO2 NaNO3 NiCl2 NiSO4 O2 P2O5 SO2 SO3 SiO2 TiO2 ZnCl2 ZnSO4
"""
_CHARGED = """
AsO3:3- AsO4:3- CH3COO:- CO3:2- ClO:- CrO4:2- H2PO4:- H3O:+ HCO3:- HCOO:- HPO4:2- HSO3:- HSO4:- MnO4:- NH4:+
NO2:- NO3:- OCl:- OH:- ONOO:- PO4:3- S2O3:2- SCN:- SO3:2- SO4:2- SeO3:2- SeO4:2-
"""
"""Molecules with a charge, which is apart, since `SO42-` does not show where it begins."""


def _parts(plain: str) -> tuple[str, str]:
    """Return the letters and the charge of an ion."""
    letters = plain.rstrip("0123456789+-")
    return letters, plain[len(letters) :]


_MOLECULES = (
    *map(_parts, _IONS.split()),
    *((formula, "") for formula in _FORMULAS.split()),
    *(each.split(":") for each in _CHARGED.split()),
)


def _spellings(body: str, charge: str) -> set[str]:
    """Return how people and programs write a molecule: `Ca2+`, `Ca(2+)`, `Ca^2+`, `SO_4^{2-}`."""
    bodies = {
        body,
        body.translate(_SUBSCRIPT),
        *(_DIGITS.sub(form, body) for form in (r"_\g<0>", r"_{\g<0>}", r"~\g<0>~")),
    }
    if not charge:
        return bodies
    count, sign = charge[:-1], charge[-1]
    charges = {
        charge,
        f"({charge})",
        f"^{charge}",
        f"^{{{charge}}}",
        f"^{charge}^",
        count.translate(_SUPERSCRIPT) + sign,
    }
    if count:
        charges |= {f" {charge}", f"{sign}{count}", sign * int(count)}
    return {one + other for one in bodies for other in charges}


_DIGITS = lazy("[0-9]+")
_NOT_LETTERS = lazy("[^A-Za-z]")
_KNOWN = {
    spelling: form
    for body, charge in _MOLECULES
    if (form := body.translate(_SUBSCRIPT) + charge.translate(_SUPERSCRIPT))
    for spelling in _spellings(body, charge) - {form}
}
"""The proper forms by the other ones."""
LABELS = {**{plain: form for plain, form in _KNOWN.items() if " " not in plain}, "O3": "O₃"}
"""The proper forms of formulas that are whole labels."""
_KNOWN |= dict.fromkeys(("HCO3", "HCO3⁻"), "HCO₃⁻")
_KNOWN |= {plain.upper(): plain.translate(_SUPERSCRIPT) for plain in ("Ca2+", "Fe2+", "Mg2+", "Mn2+", "Zn2+")}
_LONGEST: dict[str, int] = {}
"""The length of the longest spelling that begins with two characters."""
for _spelling in (*_KNOWN, *(f"C{digit}" for digit in range(1, 10))):  # `_CARBON`, too
    _LONGEST[_spelling[:2]] = max(len(_spelling), _LONGEST.get(_spelling[:2], 0))
_FIRST = looked_for(_NOT_LETTERS.split(spelling)[0] for spelling in (*_KNOWN, "C"))
"""The letters with which formulas begin: what follows is no letter."""
_CARBON = lazy(r"C[0-9]{1,2}H[0-9]{1,3}(?:[NOPS][0-9]{0,2})+")  # C6H12O6, not the `C2H2` of zinc fingers
_CANDIDATE = lazy(  # in `2H+` after the number
    r"[A-Z](?:(?<![\w+.⁺/@}~-].)|(?<=[+⁺][/-].)|(?<=[-⁻]/.)|(?<=(?<![\w+.⁺/@}~-])[2-9].))"
    r"[A-Za-z]{0,4}(?:[0-9(+^_~₀-₉²³⁵⁶-]| [23][+-])"
)
_END = lazy(r"(?![\w+(⁺⁻^]|\.\w)(?:(?<=\+)|(?![.·•]?-(?!\w)))")  # not `O2.-`, a radical
_LABEL_PARTS = frozenset(
    {
        *LABELS,
        *_KNOWN,
        *(spelling.split(" ")[0] for spelling in _KNOWN if " " in spelling),
        *("+", "2+", "3+", "²+"),
        *(
            letters + charge.translate(_SUPERSCRIPT)[:-1] + "+"
            for letters, charge in map(_parts, _IONS.split())
            if charge[-1] == "+"
        ),
    }
)
"""Words, without brackets, one of which is in each label that contains a formula."""
_BETWEEN = "[](){}/"
_NUMBERED = lazy(r"\s[2-9][A-Z][A-Za-z0-9]{0,4}(?![\w.-])")  # `2H+`
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789" * 2 + "+-", " ")


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_formulas(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the spans of formulas and ions in plain characters in *text*, with their proper forms."""
    if _FIRST.isdisjoint(vocabulary(text)):  # as in most texts
        return ()
    starts = (candidate.start() for candidate in _CANDIDATE.finditer(text))
    found = ((start, _end(text, start)) for start in starts if text[start : start + 2] in _LONGEST)
    return tuple(
        ((start, end), _KNOWN.get(text[start:end]) or text[start:end].translate(_SUBSCRIPT))
        for start, end in found
        if end and not _is_part(text, start, end)
    )


def _end(text: str, start: int) -> int:
    """Return the end of the longest formula in *text* at *start*; 0 if there is none."""
    if carbon := _CARBON.match(text, start):
        return carbon.end() if _END.match(text, carbon.end()) else 0
    longest = _LONGEST[text[start : start + 2]]
    for end in range(min(start + longest, len(text)), start + 1, -1):
        if text[start:end] in _KNOWN and _END.match(text, end):
            return end
    return 0


def may_hold_formulas(labels: str) -> bool:
    """Return whether one of the *labels*, joined by line breaks, may contain a formula: a cheap test."""
    if not _LABEL_PARTS.isdisjoint(labels.split()) or _NUMBERED.search(f"\n{labels}"):
        return True
    if "[" not in labels and "(" not in labels and "+/" not in labels and "-/" not in labels:
        return False
    for sign in _BETWEEN:
        labels = labels.replace(sign, " ")
    return not _LABEL_PARTS.isdisjoint(labels.split())


def find_in_label(label: str) -> tuple[tuple[Span, str], ...]:
    """Return the result of `find_formulas`; a whole label may also be written `Ca 2+` or `Ca²+`."""
    whole = LABELS.get(label) or LABELS.get(label.translate(_PLAIN))
    return (((0, len(label)), whole),) if whole and whole != label else find_formulas(label)


def _is_part(text: str, start: int, end: int) -> bool:
    """Return whether a formula is part of an address or of a name."""
    word = text[text.rfind(" ", 0, start) + 1 : start]
    if "://" in word or word.startswith("www."):
        return True
    if ".[" in (text[start - 2 : start], text[end + 1 : end + 3]):  # SMILES: `[Na+].[Cl-]`
        return True
    return text[end - 1] == "-" and text[end : end + 1].isalnum()  # `Cl-dependent`: either sign may be meant
