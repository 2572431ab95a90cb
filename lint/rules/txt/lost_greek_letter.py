from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule

# Names that begin with a Greek letter, with the letter if pathways use only one.
_LETTERS = {
    "adrenergic": "",
    "adrenoceptor": "",
    "aminobutyrate": "γ",
    "aminobutyric": "γ",
    "amylase": "α",
    "amyloid": "β",
    "arrestin": "β",
    "bungarotoxin": "α",
    "carboxyglutamate": "γ",
    "carotene": "β",
    "catenin": "β",
    "caryophyllene": "",
    "cryptoxanthin": "β",
    "crystallin": "",
    "defensin": "",
    "dystroglycan": "",
    "endorphin": "β",
    "fetoprotein": "α",
    "fructofuranosidase": "β",
    "galactosidase": "",
    "globin": "",
    "globulin": "",
    "glucan": "",
    "glucosidase": "",
    "glucuronidase": "β",
    "glutamylcysteine": "γ",
    "glutamyltransferase": "γ",
    "hexosaminidase": "β",
    "hydroxyacyl": "β",
    "hydroxybutyrate": "β",
    "hydroxyisobutyrate": "β",
    "ionone": "",
    "isopropylmalate": "",
    "ketoacyl": "β",
    "ketoadipate": "",
    "ketoacid": "α",
    "ketobutyrate": "α",
    "ketoglutarate": "α",
    "ketoisocaproate": "α",
    "ketoisovalerate": "α",
    "ketothiolase": "β",
    "lactalbumin": "α",
    "lactam": "β",
    "lactamase": "β",
    "lactoglobulin": "β",
    "latrotoxin": "α",
    "linolenate": "",
    "linolenic": "",
    "mannosidase": "",
    "methylacyl": "α",
    "oxoglutarate": "α",
    "pinene": "",
    "secretase": "",
    "sitosterol": "β",
    "spectrin": "",
    "synuclein": "α",
    "terpineol": "α",
    "thalassemia": "",
    "tocopherol": "",
    "tocotrienol": "",
    "tubulin": "",
    "ureidopropionate": "β",
}
_STEM = lazy(
    r"-(?<![^\s(]-)(?<!(?i:alpha) -)(?<!(?i:beta|zeta) -)(?<!(?i:gamma|delta|kappa|sigma|omega) -)"
    rf"({'|'.join(_LETTERS)})s?(?!\w)"
)
_NO_CHAIN = lazy(r"(?:\A|[^\s]{2}[\s(]|[\s(]{2}|\A[\s(])\Z")
"""Matches the text before a name: not a single letter, as in `L -tocopherol`."""
# Names that need a part before the letter, or words behind: cystathionine β-synthase, 1α-hydroxylase.
_PART = lazy(
    r"-(?:(?<=[Cc]ystathionine -)(?:synthase|lyase)|(?<=\b1 -)hydroxylase"
    r"|(?:(?<=pancreatic -)|(?<=islet -))cells?|oxidation(?= of (?:\w+[ -]){0,3}fatty))\b"
)
_PARTS = {"synthase": "β", "lyase": "", "hydroxylase": "α", "cell": "β", "cells": "β", "oxidation": "β"}


class LostGreekLetter(Rule):
    """A Greek letter before a hyphen is lost: `-ketoglutarate` for α-ketoglutarate.

    A program that could not write the letter left it out, in descriptions from other databases. Readers have
    to guess, and a search for the name does not find it. The rule knows a list of names with their letters,
    from the texts of YeastPathways and MetaCyc.

    The fix adds the letter if only one letter is used with the name. It is unsafe because another letter may
    be meant. For other names (`-tubulin`) look it up.
    """

    code = "TXT019"
    severity = Severity.WARNING
    source = "names of chemicals and proteins that are never written without the letter"
    examples = (
        Example(
            bad="description: It yields -ketoglutarate and ammonia.",
            good="description: It yields α-ketoglutarate and ammonia.",
            unsafe=True,
        ),
        Example(bad="description: Binding to -tubulin"),
        Example(ok="description: α-ketoglutarate, 2 -ketoglutarate, L -tocopherol and x-catenin"),
        Example(ok="description: alpha -ketoglutarate, Gamma -tubulin"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.markdown:
            lost = _lost(text)
            if not lost:
                continue
            (start, end), letter = lost[0]
            name = f"`{text[start:end]}`{and_more(lost)}"
            message = f"The Greek letter `{letter}` is lost before {name}"
            if not letter:
                message = f"A Greek letter is lost before {name}: look it up"
            changes = [(span, letter + text[slice(*span)]) for span, letter in lost]
            why = "another letter may be meant"
            yield self.rewriting(path, text, changes, message, "Write the letter", why=why)


@lru_cache(maxsize=64)  # a text and its copy are the same
def _lost(text: str) -> Sequence[tuple[Span, str]]:
    """Return the spans of names that have lost their letter, each with the letter; "" if it is not known."""
    if not (" -" in text or "(-" in text or "\n-" in text or text.startswith("-")):
        return ()
    whole = [
        (found.span(), _LETTERS[found[1]])
        for found in _STEM.finditer(text)
        if _NO_CHAIN.search(text, max(0, found.start() - 3), found.start())
    ]
    return sorted([*whole, *((found.span(), _PARTS[found[0][1:]]) for found in _PART.finditer(text))])
