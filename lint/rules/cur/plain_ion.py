from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, unsafe
from lint.rules.cur import LabelRule
from lint.rules.keyword_lists import keyword_lists
from lint.rules.txt import replaced
from lint.text.formulas import find_formulas, find_in_label, may_hold_formulas

_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class PlainIon(LabelRule):
    """An ion or a small molecule is written in plain letters: `Ca2+` for `Ca²⁺`.

    Curators write formulas with superscripts and subscripts, in descriptions and titles as in
    labels, so that one substance has one name in all pathways. (UnicodeTests of WikiPathwaysCurator,
    whose list is extended by what curators changed in records by hand)

    Where a keyword is such a formula, change the label in the drawing: keywords are made from it,
    and a keyword changed alone no longer matches it.

    In the source of a pathway the fix changes the label.
    """

    code = "CUR006"
    source = "the tests of WikiPathwaysCurator (UnicodeTests)"
    severity = Severity.INFO
    examples = (
        Example(bad=_PATHWAY.format("Ca2+\n  - TNF")),
        Example(bad=_PATHWAY.format("NH4+\n  - Ca 2+\n  - Fe3+ [endosome]")),
        Example(
            bad="description: Na+/K+ ATPase takes Na(+), H2O2 and C6H12O6.",
            good="description: Na⁺/K⁺ ATPase takes Na⁺, H₂O₂ and C₆H₁₂O₆.",
            unsafe=True,
        ),
        Example(ok=_PATHWAY.format("Ca²⁺\n  - CaMKII\n  - O2.-")),
        Example(ok="description: CYP2D6, IL2, SCO2, H2 receptors, NAD+, PV+ cells, C2H2, https://x.org/CO2"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for keywords in keyword_lists(record):
            for index, word in enumerate(keywords.words if may_hold_formulas(keywords.joined) else ()):
                right = replaced(word, find_in_label(word)) if isinstance(word, str) else word
                if right != word:
                    yield self.relabelled(keywords, index, right)
        for path, text in (*record.markdown, *record.titles):
            formulas = find_formulas(text)
            if formulas:
                (start, end), form = formulas[0]
                message = f"`{text[start:end]}` is written `{form}` by curators{and_more(formulas)}"
                fix = unsafe("Write them so", Set(path, replaced(text, formulas)), why="a name may be meant")
                yield self.finding(path, message, fix=fix, words=[span for span, _ in formulas])
