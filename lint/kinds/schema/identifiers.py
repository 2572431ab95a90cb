"""Identifiers that can be checked without a lookup: ORCID iDs and DOIs."""

from __future__ import annotations

import re

from lint.core.patterns import lazy

_ORCID = lazy(r"(?:https://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")
_DIGITS = lazy(r"(?<![0-9])([0-9]{4})[ -]?([0-9]{4})[ -]?([0-9]{4})[ -]?([0-9]{3}[0-9Xx])(?![0-9A-Za-z])")
_BARE_DOI = lazy(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+\Z")
_DOI = lazy(r"(?:https://doi\.org/|doi:)?10\.[0-9]{4,9}(?:\.[0-9]+)*/\S*[^\s.,;:]", re.IGNORECASE)

FORMS = {"orcid": "an ORCID iD such as `0000-0002-1825-0097`", "doi": "a DOI such as `10.1093/nar/gkad960`"}
"""These formats in words."""


def is_orcid(text: str) -> bool:
    """Return whether *text* is an ORCID iD, bare or as an address, with the right check digit."""
    match = _ORCID.fullmatch(text)
    return match is not None and match[1][-1] == check_digit(match[1])


def check_digit(orcid: str) -> str:
    """Return the check digit of an ORCID iD from its first 15 digits (ISO 7064, MOD 11-2).

    https://support.orcid.org/hc/en-us/articles/360006897674
    """
    total = 0
    for digit in orcid.replace("-", "")[:15]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def is_doi(text: str) -> bool:
    """Return whether *text* is a DOI: bare, after `doi:`, or as an address."""
    return _DOI.fullmatch(text) is not None


def meant(name: str, text: str) -> str:
    """Return the identifier of the format *name* that *text* contains in another form, else ""."""
    if name == "orcid" and (found := _DIGITS.search(text)):
        return "-".join(found.groups()).upper()
    if name == "doi" and (found := _BARE_DOI.search(text.rstrip(" .,;:"))):
        return found[0]
    return ""


def advice(name: str, text: str) -> str:
    """Return advice for *text*, which does not have the format *name*; "" if there is none."""
    identifier = meant(name, text)
    if name == "orcid" and identifier and not is_orcid(identifier):
        return f"its last character should be `{check_digit(identifier)}`: one of its digits is wrong"
    return f"write `{identifier}`" if identifier else ""
