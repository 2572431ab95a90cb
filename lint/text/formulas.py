"""Chemical formulas and ions in plain characters, and their proper form: `CO2` is CO₂, `Ca2+` is Ca²⁺.

Only formulas that cannot mean anything else are known: `CYP2D6` and `IL2` are not formulas, nor are `H2`
(a histamine receptor) and `C3` (a complement component). `NAD+` is a name, and is left unchanged.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lint.core.findings import Span
from lint.core.patterns import lazy

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_IONS = (
    *("Al3+", "Ba2+", "Ca2+", "Cd2+", "Cl-", "Co2+", "Cr3+", "Cu+", "Cu2+", "Fe2+", "Fe3+", "H+", "Hg2+"),
    *("K+", "Li+", "Mg2+", "Mn2+", "Na+", "Ni2+", "Pb2+", "Sr2+", "Zn2+"),
)
_FORMULAS = (
    *("CH4", "CO2", "CaCO3", "CaCl2", "CuSO4", "FeCl3", "H2CO3", "H2O", "H2O2", "H2S", "H2SO4", "H3PO4"),
    *("HNO2", "HNO3", "KNO3", "MgCl2", "MgSO4", "N2O", "NH3", "NO2", "Na2SO4", "NaHCO3", "NaNO2", "NaNO3"),
    *("O2", "SO2", "SiO2", "TiO2", "ZnCl2"),
)
_OTHERS = {
    "Ca++": "Ca²⁺",
    "Fe++": "Fe²⁺",
    "Fe+++": "Fe³⁺",
    "CO32-": "CO₃²⁻",
    "H2PO4-": "H₂PO₄⁻",
    "H3O+": "H₃O⁺",
    "HCO3-": "HCO₃⁻",
    "HPO42-": "HPO₄²⁻",
    "Mg++": "Mg²⁺",
    "NH4+": "NH₄⁺",
    "NO2-": "NO₂⁻",
    "NO3-": "NO₃⁻",
    "OH-": "OH⁻",
    "PO43-": "PO₄³⁻",
    "SO42-": "SO₄²⁻",
    "Zn++": "Zn²⁺",
}


def _ion(plain: str) -> str:
    """Return `Ca²⁺` for `Ca2+`."""
    letters = plain.rstrip("0123456789+-")
    return letters + plain[len(letters) :].translate(_SUPERSCRIPT)


_KNOWN = {
    **{plain: _ion(plain) for plain in _IONS},
    **{plain: plain.translate(_SUBSCRIPT) for plain in _FORMULAS},
    **_OTHERS,
}
LABELS = {**_KNOWN, "O3": "O₃"}
"""The proper forms of formulas that are whole labels."""
_VARIANTS = {
    **{plain.upper(): _ion(plain) for plain in ("Ca2+", "Fe2+", "Mg2+", "Mn2+", "Zn2+")},
    **dict.fromkeys(("HCO3", "HCO3⁻"), "HCO₃⁻"),
}
"""The proper forms of further common spellings."""


def _bracketed(plain: str) -> str:
    """Return `Ca(2+)` for `Ca2+`."""
    letters = plain.rstrip("0123456789+-")
    return f"{letters}({plain[len(letters) :]})"


_BRACKETED = {_bracketed(plain): plain for plain in _IONS}
_CARBON = lazy(r"C[0-9]{1,2}H[0-9]{1,3}(?:[NOPS][0-9]{0,2})+")  # C6H12O6, not the `C2H2` of zinc fingers
_SIGNS = (*_KNOWN, *_VARIANTS, *_BRACKETED)
_FORM = lazy(
    rf"(?<![\w+.⁺/@-])(?:{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))}"
    rf"|{_CARBON.pattern})(?![\w+(⁺⁻]|\.\w)(?:(?<=\+)|(?![.·•]?-(?!\w)))"
    rf"|(?<=[+⁺]/)(?:{'|'.join(map(re.escape, [*_IONS, *_BRACKETED]))})(?![\w+(])"
)
# Faster to search for than the expression.
_HINTS = ("+", "O2", "O3", "O4", "H2", "H3", "H4", "H1", "l2", "l3", "l-", "l(-)", "N2O", "OH-")
_CANDIDATE = lazy(r"[A-Z][A-Za-z]{0,4}[0-9(+-]")
_LABEL_PARTS = frozenset({*LABELS, *_VARIANTS, *_BRACKETED, "+", "2+", "3+", "²+"}).union(
    _ion(plain[:-1]) + "+" for plain in _IONS if plain.endswith("+")
)
"""Words, without brackets, one of which is in each label that contains a formula."""
_BRACKETS = str.maketrans("[](){}", "      ")
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789" * 2 + "+-", " ")


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_formulas(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the spans of formulas and ions in plain characters in *text*, with their proper forms."""
    if not any(hint in text for hint in _HINTS):
        return ()
    found = (_FORM.match(text, candidate.start()) for candidate in _CANDIDATE.finditer(text))
    return tuple((match.span(), _written(match[0])) for match in found if match and not _is_part(match))


def may_hold_formulas(labels: str) -> bool:
    """Return whether one of the *labels*, joined by line breaks, may contain a formula: a cheap test."""
    return not _LABEL_PARTS.isdisjoint(labels.split()) or not _LABEL_PARTS.isdisjoint(
        labels.translate(_BRACKETS).split() if "[" in labels or "(" in labels else ()
    )


def find_in_label(label: str) -> tuple[tuple[Span, str], ...]:
    """Return the result of `find_formulas`; a whole label may also be written `Ca 2+` or `Ca²+`."""
    whole = LABELS.get(label) or LABELS.get(label.translate(_PLAIN))
    return (((0, len(label)), whole),) if whole and whole != label else find_formulas(label)


def _written(plain: str) -> str:
    plain = _BRACKETED.get(plain, plain)
    return _KNOWN.get(plain) or _VARIANTS.get(plain) or plain.translate(_SUBSCRIPT)


def _is_part(found: re.Match[str]) -> bool:
    """Return whether a formula is part of an address or of a name."""
    text = found.string
    start, end = found.span()
    word = text[text.rfind(" ", 0, start) + 1 : start]
    if "://" in word or word.startswith("www."):
        return True
    return found[0][-1] == "-" and text[end : end + 1].isalnum()  # `Cl-dependent`: either sign may be meant
