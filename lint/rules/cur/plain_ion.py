from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import and_more
from lint.documents.prose import outside_code
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example
from lint.rules.cur import LabelRule
from lint.rules.keyword_lists import keyword_lists
from lint.text.formulas import find_formulas, find_in_label, may_hold_formulas

_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class PlainIon(LabelRule):
    """An ion or a small molecule is written in plain letters: `Ca2+` for `Ca²⁺`.

    Curators write formulas with superscripts and subscripts in labels, titles and descriptions, so that a
    substance has the same name in all pathways. (UnicodeTests of WikiPathwaysCurator, extended by
    corrections that curators made by hand)

    Keywords are made from the labels in the drawing. To change a keyword, change the label: a keyword
    that is changed by itself no longer matches its label. In the source of a pathway the fix changes the
    label. It is unsafe because the text may be a name.
    """

    code = "CUR006"
    source = "the tests of WikiPathwaysCurator (UnicodeTests), and what curators correct by hand"
    severity = Severity.INFO
    examples = (
        Example(bad=_PATHWAY.format("Ca2+\n  - TNF")),
        Example(bad=_PATHWAY.format("2H+\n  - Na+/K+ pump")),
        Example(bad="description: 3Na+ for 2K+.", good="description: 3Na⁺ for 2K⁺.", unsafe=True),
        Example(bad=_PATHWAY.format("NH4+\n  - Ca 2+\n  - Fe3+ [endosome]")),
        Example(
            bad="description: Na+/K+ ATPase takes Na(+), H2O2 and C6H12O6.",
            good="description: Na⁺/K⁺ ATPase takes Na⁺, H₂O₂ and C₆H₁₂O₆.",
            unsafe=True,
        ),
        Example(ok=_PATHWAY.format("Ca²⁺\n  - CaMKII\n  - O2.-")),
        Example(ok="description: CYP2D6, IL2, SCO2, H2 receptors, NAD+, PV+ cells, C2H2, https://x.org/CO2"),
        Example(ok="description: In SMILES, salt is [Na+].[Cl-]; see `CO2`"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for keywords in keyword_lists(record):
            for index, word in enumerate(keywords.words if may_hold_formulas(keywords.joined) else ()):
                right = replaced(word, find_in_label(word)) if isinstance(word, str) else word
                if right != word:
                    yield self.relabelled(keywords, index, right)
        for path, text in (*record.markdown, *record.titles):
            formulas = outside_code(text, find_formulas(text))
            if formulas:
                (start, end), form = formulas[0]
                message = f"Curators write `{text[start:end]}` as `{form}`{and_more(formulas)}"
                title = "Write the formulas as curators do"
                yield self.rewriting(path, text, formulas, message, title, why="it may be a name")
