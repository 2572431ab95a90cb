"""Figures: the records of PFOCR, `_figures/PMC2869233__ijms-11-00789f3.md`.

They are written by `_rmd/update*.Rmd` of wikipathways/pfocr-database, in three generations that are
all in use: with the genes, chemicals and diseases in the record (the oldest without fields such as
`figtype`), and since 2023 with these in sidecars. When R rewrites a record, it writes a missing text
as `.na.character` and a list of one item as that item.
"""

from __future__ import annotations

from lint.kinds.kind import KeywordGroup, Kind, Url

SAMPLE = """\
figid: PMC1__f1
figlink: /pmc/articles/PMC1/figure/f1/
number: F1
caption: IL-12 activates STAT4 in the presence of calcium.
pmcid: PMC1
papertitle: Interleukin 12.
reftext: Therwa Hamza, et al. Int J Mol Sci. 2010;11(3):789-806.
pmc_ranked_result_index: '74749'
pathway_score: 0.9528493
filename: f1.jpg
figtitle: IL-12 signaling pathway
year: '2010'
organisms:
- Homo sapiens
ndex: ''
annotations: []
seo: CreativeWork
schema-jsonld:
  '@context': https://schema.org/
  '@id': https://pfocr.wikipathways.org/figures/PMC1__f1.html
  '@type': Dataset
  description: IL-12 activates STAT4 in the presence of calcium.
  license: CC0
  name: CreativeWork
  creator:
    '@type': Organization
    name: WikiPathways
  keywords:
  - IL12A
  - STAT4
  - calcium
genes:
- word: IL-12
  symbol: IL12
  source: bioentities_symbol
  hgnc_symbol: IL12A
  entrez: '3592'
- word: STAT4
  symbol: STAT4
  source: hgnc_symbol
  hgnc_symbol: STAT4
  entrez: '6775'
chemicals:
- word: calcium
  source: MESH
  identifier: D002118
diseases: []
figid_alias: PMC1__F1
redirect_from: /figures/PMC1__F1
figtype: Figure
"""

_IDENTIFIERS = (
    *("annotations.id", "chemicals.identifier", "diseases.identifier", "doi", "figid", "figid_alias"),
    *("figlink", "filename", "genes.entrez", "genes.hgnc_symbol", "ndex", "number", "organisms"),
    *("organisms_ner", "pmc_ranked_result_index", "pmcid", "redirect_from", "schema-jsonld.@id", "wpid"),
    "year",
)

FIGURE = Kind(
    name="figure",
    patterns=("_figures/PMC*.md",),
    id_field="figid",
    is_builtin=True,
    sample=SAMPLE,
    copies=(("caption", "schema-jsonld.description"),),
    descriptions=("caption",),
    keywords="schema-jsonld.keywords",
    keyword_groups=(
        KeywordGroup(
            label="genes",
            sidecars=("_data/{id}-genes.tsv",),
            column="ncbigene_symbol",
            inline="genes",
            inline_field="hgnc_symbol",
            missing="NA",
            symbols=True,
        ),
        KeywordGroup(
            label="chemicals",
            sidecars=("_data/{id}-chemicals.tsv",),
            column="word",
            inline="chemicals",
            inline_field="word",
        ),
        KeywordGroup(
            label="diseases",
            sidecars=("_data/{id}-diseases.tsv",),
            column="word",
            inline="diseases",
            inline_field="word",
        ),
    ),
    one_line=(
        *_IDENTIFIERS,
        *("annotations.parent", "annotations.type", "annotations.value", "chemicals.source"),
        *("chemicals.word", "diseases.source", "diseases.word", "figtitle", "figtype", "genes.source"),
        *("genes.symbol", "genes.word", "journal_nlm_ta", "journal_title", "keywords", "papertitle"),
        *("publisher_name", "reftext", "schema-jsonld.keywords", "schema-jsonld.name"),
    ),
    identifiers=_IDENTIFIERS,
    published=("caption", "papertitle", "reftext"),
    title="figtitle",
    gene_tables=("_data/{id}-genes.tsv",),
    id_parts="(?P<article>PMC[0-9]+)__(?P<image>.+)",
    urls=(
        Url("schema-jsonld.@id", "https://*/figures/{figid}.html"),
        Url("pmcid", "{article}", is_certain=False),
        Url("filename", "{image}.*", is_certain=False),
        Url("figlink", "/pmc/articles/{article}/*", is_certain=False),
        Url("figid_alias", "{article}__{number}", is_certain=False, is_former=True),
        Url("redirect_from", "/figures/{figid_alias}", is_former=True),
    ),
    page="/figures/{}.html",
    layout="figure-page",
)
