"""Formulas and ions in plain letters, and how chemists write them: `CO2` is CO₂, `Ca2+` is Ca²⁺.

Only those are known that name nothing else in a text: `CYP2D6` and `IL2` are no formulas, and neither
are `H2` (a receptor of histamine) and `C3` (of complement). `NAD+` stays: that is its name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lint.core.findings import Span
from lint.core.patterns import lazy

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_IONS = (
    *("Ca2+", "Cl-", "Co2+", "Cu+", "Cu2+", "Fe2+", "Fe3+", "H+", "K+", "Li+", "Mg2+", "Mn2+", "Na+"),
    *("Ni2+", "Zn2+"),
)
_FORMULAS = (
    *("CH4", "CO2", "CaCl2", "H2O", "H2O2", "H2S", "H2SO4", "H3PO4", "MgCl2", "N2O", "NH3", "NO2"),
    *("NaHCO3", "O2", "SO2"),
)
_OTHERS = {
    "Ca++": "Ca²⁺",
    "Fe++": "Fe²⁺",
    "Fe+++": "Fe³⁺",
    "HCO3-": "HCO₃⁻",
    "Mg++": "Mg²⁺",
    "NH4+": "NH₄⁺",
    "NO2-": "NO₂⁻",
    "NO3-": "NO₃⁻",
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
"""How chemists write what stands as a whole label."""

_BRACKETED = {
    f"{plain.rstrip('0123456789+-')}({plain.lstrip('ACFHKLMNZaceginlou')})": plain for plain in _IONS
}
_CARBON = lazy(r"C[0-9]{1,2}H[0-9]{1,3}(?:[NOPS][0-9]{0,2})+")  # C6H12O6, not the `C2H2` of zinc fingers
_SIGNS = (*_KNOWN, *_BRACKETED)
_FORM = lazy(
    rf"(?<![\w+.⁺/@-])(?:{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))}"
    rf"|{_CARBON.pattern})(?![\w+(]|\.\w)(?:(?<=\+)|(?![.·•]?-(?!\w)))"
    rf"|(?<=[+⁺]/)(?:{'|'.join(map(re.escape, [*_IONS, *_BRACKETED]))})(?![\w+(])"
)
_HINTS = ("+", "O2", "O3", "H2", "H3", "H4", "H1", "l2", "l-", "l(-)", "N2O")  # quicker to look for
_CANDIDATE = lazy(r"[A-Z][A-Za-z]{0,4}[0-9(+-]")


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_formulas(text: str) -> tuple[tuple[Span, str], ...]:
    """Return where formulas and ions stand in *text* in plain letters, and how they are written."""
    if not any(hint in text for hint in _HINTS):
        return ()
    found = (_FORM.match(text, candidate.start()) for candidate in _CANDIDATE.finditer(text))
    return tuple((each.span(), _written(each[0])) for each in found if each and not _is_part(each))


def _written(plain: str) -> str:
    plain = _BRACKETED.get(plain, plain)
    return _KNOWN.get(plain) or plain.translate(_SUBSCRIPT)


def _is_part(found: re.Match[str]) -> bool:
    """Return whether a formula is part of an address or of a name."""
    text = found.string
    start, end = found.span()
    word = text[text.rfind(" ", 0, start) + 1 : start]
    if "://" in word or word.startswith("www."):
        return True
    return found[0][-1] == "-" and text[end : end + 1].isalnum()  # `Cl-dependent`: either sign may be meant
