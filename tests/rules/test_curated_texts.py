"""Texts as they stand in records, each with what a curator would make of it."""

from __future__ import annotations

import pytest
import yaml
from checking import Checker

from lint.core.findings import Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import registry

PATHWAY = {kind.name: kind for kind in builtin()}["pathway"]

CURATED = {
    "CUR006": [
        ("Release of Ca+2 from the ER", "Release of Ca²⁺ from the ER"),
        ("the Na+-K+ pump", "the Na⁺-K⁺ pump"),
        ("HCO₃- and PO4 3-", "HCO₃⁻ and PO₄³⁻"),
        ("SO4(2-) is taken up as SO_4^{2-}", "SO₄²⁻ is taken up as SO₄²⁻"),
        ("ONOO- nitrates tyrosine", "ONOO⁻ nitrates tyrosine"),
        ("NO3-/NO2- pairs", "NO₃⁻/NO₂⁻ pairs"),
    ],
    "CUR010": [("In E.coli and S.cerevisiae", "In E. coli and S. cerevisiae")],
    "TXT006": [
        ("See [[http://x.org/a the page]].", "See [the page](http://x.org/a)."),
        ("See [[http://x.org/a|the page]].", "See [the page](http://x.org/a)."),
        ("See [http://x.org/a|the page].", "See [the page](http://x.org/a)."),
        ("See [[Pathway:WP12_r123]].", "See [WP12](https://www.wikipathways.org/pathways/WP12.html)."),
    ],
    "TXT013": [
        ("As in [KEGG https://www.kegg.jp/a].", "As in [KEGG](https://www.kegg.jp/a)."),
        ("As at <www.x.org>.", "As at [x.org](https://www.x.org)."),
        (
            "Based on experiments in mice [https://www.x.org/a]",
            "Based on experiments in mice [x.org](https://www.x.org/a)",
        ),
        (
            "By http://www.ncbi.nlm.nih.gov/pubmed/?term=12345678",
            "By [pubmed:12345678](http://www.ncbi.nlm.nih.gov/pubmed/?term=12345678)",
        ),
    ],
    "TXT014": [
        ("See [Rhea][https://www.rhea-db.org].", "See [Rhea](https://www.rhea-db.org)."),
        ("See [Rhea](https;//www.rhea-db.org).", "See [Rhea](https://www.rhea-db.org)."),
        ("See http//x.org/a and https:/x.org.", "See [x.org](http://x.org/a) and [x.org](https://x.org)."),
        ("See https:www.x.org/a.", "See [x.org](https://www.x.org/a)."),
        ("See http:///x.org/a.", "See [x.org](http://x.org/a)."),
        (r"See [Rhea](http:\\www.rhea-db.org).", "See [Rhea](http://www.rhea-db.org)."),
        ("By [Lee](10.1016/j.cell.2011.02.013).", "By [Lee](https://doi.org/10.1016/j.cell.2011.02.013)."),
        ("See [Rhea](https://www.rhea-db.org)), too.", "See [Rhea](https://www.rhea-db.org), too."),
    ],
    "TXT016": [
        ("At [ExPASy](http://us.expasy.org/x).", "At [ExPASy](http://www.expasy.org/x)."),
        ("At [STRING](http://string.embl.de/x).", "At [STRING](http://string-db.org/x)."),
    ],
    "TXT017": [
        ("It is made in mitochondria,the cell lacks it.", "It is made in mitochondria, the cell lacks it."),
        ("It needs ATP.The enzyme binds p53.", "It needs ATP. The enzyme binds p53."),
        ("It acts in cells.A gene is lost.", "It acts in cells. A gene is lost."),
        ("It acts in cells.. Then it stops,, or not.", "It acts in cells. Then it stops, or not."),
        ("It is ,however, lost.", "It is, however, lost."),
        ("It acts ( in cells ) and stops.", "It acts (in cells) and stops."),
        ("It is essential (reviewed in ).", None),
        ("It is essential (Fig. ).", None),
    ],
    "TXT018": [("It is known (refs. 4, 5).", None), ("It is known [ref].", None)],
    "TXT019": [
        ("Pancreatic islet -cells secrete it.", "Pancreatic islet β-cells secrete it."),
        ("By -oxidation of long-chain fatty acids", "By β-oxidation of long-chain fatty acids"),
        ("Binding of -lactalbumin", "Binding of α-lactalbumin"),
        ("The -glucosidase", None),
    ],
    "TXT021": [
        ("How phosphorlation of histons acts", "How phosphorylation of histons acts"),
        ("Trasncription in mitocondria and hte nucleus", "Transcription in mitochondria and the nucleus"),
        ("Suceptible to inflamatory cytokins", "Susceptible to inflammatory cytokines"),
        ("By Sacharomyces cerevisae and a recpetor", "By Saccharomyces cerevisiae and a receptor"),
    ],
}  # fmt: skip
"""By rule: a text, and the text as a curator corrects it; None if only a person can."""

FINE = {
    "CUR006": ["O2- and O2.- are radicals", "Cl-dependent, CD4+ and NADP+", "https://x.org/CO2"],
    "TXT006": ["See [[1](http://x.org)] and [[Rhea]](https://www.rhea-db.org)."],
    "TXT014": [
        "See [Rhea]( https://www.rhea-db.org ) and ([Rhea](https://www.rhea-db.org)).",
        "See [[Rhea]](https://www.rhea-db.org) and 1) [this](tps.html) 2) f(x).",
        "See [http//x.org/a the page].",
    ],
    "TXT013": [
        "It begins with http://, https:// or ftp://.",
        "See ``http://x.org`` and ```\nhttp://x.org\n```",
    ],
    "TXT017": ["Wait... It is U.S.A. The end (see A) e.g., so.", "Of [a]( https://x.org )."],
    "TXT018": ["The (reference) genome [ref](https://x.org), (references)."],
    "TXT021": [
        "Simulation presents a dimethylation by a glucosyltransferase",
        "Signalling, localisation, leukaemia and haemoglobin",
        "The trisphosphate is cystine; CYTOKINS and x-cytokins",
    ],
    "TXT019": ["It has 3 -cells, and islet cells; x -oxidation of sugars"],
}


def described(text: str) -> Record:
    values = {"wpid": "WP1", "description": text}
    content = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    return Record(FrontMatter(f"---\n{content}---\n".encode()), PATHWAY, "_pathways/WP1.md")


@pytest.mark.parametrize(
    ("code", "text", "curated"), [(code, *pair) for code, pairs in CURATED.items() for pair in pairs]
)
def test_what_a_curator_corrects(code: str, text: str, curated: str | None) -> None:
    checker = Checker([registry()[code]()], unsafe=True)
    assert [finding.code for finding in checker.check(described(text)).findings] == [code]
    fixed = checker.fix(described(text))[1].values
    assert isinstance(fixed, dict)
    assert fixed["description"] == (curated or text)
    if curated:
        assert not checker.check(described(curated)).findings


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FINE.items() for text in texts])
def test_what_a_curator_leaves(code: str, text: str) -> None:
    assert not Checker([registry()[code]()]).check(described(text)).findings


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("See [http://x.org/a].", Severity.WARNING),
        ("Based on the model of yeast [http://x.org/a].", Severity.WARNING),
        ("See http://x.org/a.", Severity.INFO),
    ],
)
def test_addresses_in_square_brackets_are_warnings(text: str, severity: Severity) -> None:
    (finding,) = Checker([registry()["TXT013"]()]).check(described(text)).findings
    assert finding.severity is severity
