"""CUR006 plain-ion."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.records.record import Record
from lint.rules import Example, Rule, suggestion, unsafe
from lint.rules.keywords import keyword_lists

# The labels that the queries `metabolite/unicode/*.rq` of WikiPathwaysCurator look for, and the
# forms that its UnicodeTests ask for.
_FORMS = {
    "CO2": "CO₂",
    "Ca2+": "Ca²⁺",
    "Cl-": "Cl⁻",
    "Cu+": "Cu⁺",
    "Cu2+": "Cu²⁺",
    "Fe++": "Fe²⁺",
    "Fe+++": "Fe³⁺",
    "Fe2+": "Fe²⁺",
    "Fe3+": "Fe³⁺",
    "H+": "H⁺",
    "H2O": "H₂O",
    "HCO3-": "HCO₃⁻",
    "K+": "K⁺",
    "Mg2+": "Mg²⁺",
    "Mn2+": "Mn²⁺",
    "NH3": "NH₃",
    "NH4+": "NH₄⁺",
    "NO3-": "NO₃⁻",
    "Na+": "Na⁺",
    "O2": "O₂",
    "O3": "O₃",
}
_PLAIN = frozenset(_FORMS)
_WHY = "the label in the drawing must change first"
_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class PlainIon(Rule):
    """An ion or a gas is written in plain letters: `Ca2+` for `Ca²⁺`.

    Curators write formulas with superscripts and subscripts, so that one substance has one label in
    all drawings (UnicodeTests of WikiPathwaysCurator). Change the label in the drawing: keywords
    are made from it, and a keyword changed alone no longer matches it.

    In the source of a pathway the fix changes the label.
    """

    code = "CUR006"
    name = "plain-ion"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    examples = (
        Example(bad=_PATHWAY.format("Ca2+\n  - TNF")),
        Example(bad=_PATHWAY.format("NH4+")),
        Example(ok=_PATHWAY.format("Ca²⁺\n  - CaMKII\n  - H2O2\n  - O2.-")),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether a keyword is such a label."""
        try:
            return bool(record.kind.labels) or not all(
                _PLAIN.isdisjoint(keywords) for _, keywords in record.keyword_lists
            )
        except TypeError:
            return True

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each such keyword."""
        for keywords, path_of, noun in keyword_lists(record):
            for index, word in enumerate(keywords):
                form = _FORMS.get(word) if isinstance(word, str) else None
                if form is not None:
                    title, edit = f"Write `{form}`", Set(path_of(index), form)
                    fix = suggestion(title, edit, why=_WHY)
                    if noun == "label":
                        fix = unsafe(title, edit, why="the label may name something else")
                    yield self.finding(path_of(index), f"`{word}` is written `{form}` by curators", fix=fix)
