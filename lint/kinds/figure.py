"""Figures: the records of PFOCR, `_figures/PMC2869233__ijms-11-00789f3.md`.

They are written by `_rmd/update*.Rmd` of wikipathways/pfocr-database, in three generations that
are all in use: with the genes, chemicals and diseases inside (the oldest without `figtype` and
its like), and since 2023 with them in sidecars. R writes an absent text as `.na.character` and a
list of one as its item, when it writes a record again.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lint.kinds import KeywordGroup, Kind, Url
from lint.kinds.model import ABSENT, DOI, Annotation, Dataset, Model, NdexId, Number, Text, form

ArticleId = Annotated[str, form("PMC id", "PMC[0-9]+", "PMC2869233")]
FigureId = Annotated[str, form("figure id", r"PMC[0-9]+__[^/\n]+", "PMC2869233__ijms-11-00789f3")]
FigureAlias = Annotated[str, form("figure id", r"(PMC[0-9]+__[^/\n]+)?", "PMC2869233__F3")]
DrawnPathway = Annotated[str, form("WikiPathways id", "(WP[0-9]+)?", "WP4856")]
Doi = Annotated[str, form("DOI", f"({DOI})?", "10.1039/d3sc00173c")]
Year = Annotated[str, form("year", "([0-9]{4})?", "2010")]


class Gene(Model):
    """A gene that the text in the figure names."""

    word: Text = Field(description="The word in the figure, as it was recognised.")
    symbol: Text = Field(ABSENT, description="The name in the lexicon that the word was matched with.")
    source: Text = Field(
        ABSENT,
        description="The part of the lexicon that the name is from.",
        examples=["hgnc_symbol", "hgnc_alias_symbol", "bioentities_symbol"],
    )
    hgnc_symbol: Text = Field(description="The gene's symbol, as HGNC approved it.")
    entrez: Text = Field(ABSENT, description="The gene's id in NCBI Gene.", examples=["3592"])


class Mention(Model):
    """A chemical or a disease that the text in the figure names."""

    word: Text = Field(description="The word in the figure, as it was recognised.")
    source: Text = Field(ABSENT, description="The database that the identifier is from.", examples=["MESH"])
    identifier: Text = Field(ABSENT, description="The identifier in that database.", examples=["D001120"])


class Figure(Model):
    """The front matter of a figure record of PFOCR."""

    model_config = ConfigDict(title="PFOCR figure")

    figid: FigureId = Field(description="The id of the figure, which is also the name of its file.")
    figid_alias: FigureAlias = Field(
        ABSENT, description="The id of the figure made from the article and the figure's number."
    )
    figtitle: Text = Field(description="The title of the figure, without Greek letters.")
    figtype: Literal[
        "Figure", "Scheme", "Supplemental figure", "Graphical abstract", "Appendix figure", "Extended view"
    ] = Field(ABSENT, description="What the figure is in its article.")
    figlink: Text = Field(
        description="The address of the figure in PubMed Central.",
        examples=["/pmc/articles/PMC2869233/figure/f3-ijms-11-00789/"],
    )
    filename: Text = Field(description="The name of the image.", examples=["ijms-11-00789f3.jpg"])
    number: Text = Field(description="The number of the figure in its article.", examples=["F3", "Figure 3"])
    caption: Text = Field(description="The caption of the figure.")
    pmcid: ArticleId = Field(description="The article that the figure is from.")
    papertitle: Text = Field(description="The title of the article.")
    reftext: Text = Field(description="The citation of the article.")
    year: Year = Field(
        description="The year in which the article was published; empty where it is not known."
    )
    doi: Doi = Field(ABSENT, description="The DOI of the article; empty where it has none.")
    journal_title: Text = Field(ABSENT, description="The name of the journal.")
    journal_nlm_ta: Text = Field(ABSENT, description="The short name of the journal in the NLM catalog.")
    publisher_name: Text = Field(ABSENT, description="The publisher of the journal.")
    keywords: Text = Field(
        ABSENT,
        description="The keywords of the article, joined by ` | `.",
        examples=["MRSA | methicillin resistance | metabolism"],
    )
    organisms: list[Text] = Field(
        description="The Latin names of the organisms.", min_length=1, examples=[["Homo sapiens"]]
    )
    organisms_ner: list[Text] = Field(
        ABSENT,
        description="The Latin names of the organisms that the article names.",
        examples=[["Homo sapiens", "Mus musculus"]],
    )
    pathway_score: Number = Field(
        ABSENT, description="How sure the classifier was that the figure shows a pathway, from 0 to 1."
    )
    automl_pathway: Number = Field(
        ABSENT, description="How sure the classifier was that the figure shows a pathway, from 0 to 1."
    )
    pmc_ranked_result_index: Text = Field(
        ABSENT,
        description="The place of the figure among the results of the search that found it.",
        examples=["74749"],
    )
    annotations: list[Annotation] = Field(
        ABSENT, description="The terms of ontologies that describe the figure."
    )
    genes: list[Gene] = Field(ABSENT, description="The genes that the text in the figure names.")
    chemicals: list[Mention] = Field(ABSENT, description="The chemicals that the text in the figure names.")
    diseases: list[Mention] = Field(ABSENT, description="The diseases that the text in the figure names.")
    ndex: NdexId | None = Field(
        ABSENT, description="The figure's network in NDEx; empty where there is none."
    )
    wpid: DrawnPathway = Field(
        ABSENT, description="The pathway of WikiPathways that was drawn from the figure."
    )
    redirect_from: Text | list[Text] = Field(
        ABSENT,
        description="The addresses on the site that lead to the figure's page.",
        examples=["/figures/PMC2869233__F3"],
    )
    schema_jsonld: Dataset = Field(
        description="What search engines read of the figure.", alias="schema-jsonld"
    )
    seo: Literal["CreativeWork"] = Field(ABSENT, description="What the page is, in the words of schema.org.")


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

FIGURE = Kind(
    name="figure",
    patterns=("_figures/PMC*.md",),
    id_field="figid",
    model=Figure,
    sample=SAMPLE,
    copies=(("caption", "schema-jsonld.description"),),
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
        "annotations.id",
        "annotations.parent",
        "annotations.type",
        "annotations.value",
        "chemicals.identifier",
        "chemicals.source",
        "chemicals.word",
        "diseases.identifier",
        "diseases.source",
        "diseases.word",
        "doi",
        "figid",
        "figid_alias",
        "figlink",
        "figtitle",
        "figtype",
        "filename",
        "genes.entrez",
        "genes.hgnc_symbol",
        "genes.source",
        "genes.symbol",
        "genes.word",
        "journal_nlm_ta",
        "journal_title",
        "keywords",
        "ndex",
        "number",
        "organisms",
        "organisms_ner",
        "papertitle",
        "pmc_ranked_result_index",
        "pmcid",
        "publisher_name",
        "redirect_from",
        "reftext",
        "schema-jsonld.@id",
        "schema-jsonld.keywords",
        "schema-jsonld.name",
        "wpid",
        "year",
    ),
    identifiers=(
        "annotations.id",
        "chemicals.identifier",
        "diseases.identifier",
        "doi",
        "figid",
        "figid_alias",
        "figlink",
        "filename",
        "genes.entrez",
        "genes.hgnc_symbol",
        "ndex",
        "number",
        "organisms",
        "organisms_ner",
        "pmc_ranked_result_index",
        "pmcid",
        "redirect_from",
        "schema-jsonld.@id",
        "wpid",
        "year",
    ),
    title="figtitle",
    id_parts="(?P<article>PMC[0-9]+)__(?P<image>.+)",
    urls=(
        Url("schema-jsonld.@id", "*/figures/{figid}.html"),
        Url("pmcid", "{article}", is_certain=False),
        Url("filename", "{image}.*", is_certain=False),
        Url("figlink", "/pmc/articles/{article}/*", is_certain=False),
        Url("figid_alias", "{article}__{number}", is_certain=False, is_former=True),
        Url("redirect_from", "/figures/{figid_alias}", is_former=True),
    ),
    page="/figures/{}.html",
    layout="figure-page",
)
