"""The model of a figure; see `lint.kinds.figure`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lint.kinds.models import ABSENT, DOI, Annotation, Dataset, Model, NdexId, Number, Text, form

ArticleId = Annotated[str, form("PMC id", "PMC[1-9][0-9]*", "PMC2869233")]
FigureId = Annotated[str, form("figure id", r"PMC[1-9][0-9]*__[^/\n]+", "PMC2869233__ijms-11-00789f3")]
FigureAlias = Annotated[str, form("figure id", r"(PMC[1-9][0-9]*__[^/\n]+)?", "PMC2869233__F3")]
DrawnPathway = Annotated[str, form("WikiPathways id", "(WP[1-9][0-9]*)?", "WP4856")]
Doi = Annotated[str, form("DOI", f"({DOI})?", "10.1039/d3sc00173c")]
GeneId = Annotated[str, form("NCBI gene id", "([1-9][0-9]*)?", "3592")]
Year = Annotated[str, form("year", "([0-9]{4})?", "2010")]


class Gene(Model):
    """A gene that the text in the figure names."""

    word: Text = Field(description="The word in the figure, as it was recognised.")
    symbol: Text = Field(ABSENT, description="The name in the lexicon that matches the word.")
    source: Text = Field(
        ABSENT,
        description="The part of the lexicon with that name.",
        examples=["hgnc_symbol", "hgnc_alias_symbol", "bioentities_symbol"],
    )
    hgnc_symbol: Text = Field(description="The gene's symbol, as approved by HGNC.")
    entrez: GeneId = Field(ABSENT, description="The gene's id in NCBI Gene.")


class Mention(Model):
    """A chemical or a disease that the text in the figure names."""

    word: Text = Field(description="The word in the figure, as it was recognised.")
    source: Text = Field(ABSENT, description="The database of the identifier.", examples=["MESH"])
    identifier: Text = Field(ABSENT, description="The identifier in that database.", examples=["D001120"])


class Figure(Model):
    """The front matter of a figure record of PFOCR."""

    model_config = ConfigDict(title="PFOCR figure")

    figid: FigureId = Field(description="The id of the figure, which is also the name of its file.")
    figid_alias: FigureAlias = Field(
        ABSENT, description="Another id of the figure, made from the article and the figure's number."
    )
    figtitle: Text = Field(description="The title of the figure, without Greek letters.")
    figtype: Literal[
        "Figure", "Scheme", "Supplemental figure", "Graphical abstract", "Appendix figure", "Extended view"
    ] = Field(ABSENT, description="The role of the figure in its article.")
    figlink: Text = Field(
        description="The address of the figure in PubMed Central.",
        examples=["/pmc/articles/PMC2869233/figure/f3-ijms-11-00789/"],
    )
    filename: Text = Field(description="The name of the image.", examples=["ijms-11-00789f3.jpg"])
    number: Text = Field(description="The number of the figure in its article.", examples=["F3", "Figure 3"])
    caption: Text = Field(description="The caption of the figure.")
    pmcid: ArticleId = Field(description="The article with the figure.")
    papertitle: Text = Field(description="The title of the article.")
    reftext: Text = Field(description="The citation of the article.")
    year: Year = Field(description="The year in which the article was published; empty if unknown.")
    doi: Doi = Field(ABSENT, description="The DOI of the article; empty if it has none.")
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
        description="The rank of the figure in the results of the search that found it.",
        examples=["74749"],
    )
    annotations: list[Annotation] = Field(
        ABSENT, description="The terms of ontologies that describe the figure."
    )
    genes: list[Gene] = Field(ABSENT, description="The genes that the text in the figure names.")
    chemicals: list[Mention] = Field(ABSENT, description="The chemicals that the text in the figure names.")
    diseases: list[Mention] = Field(ABSENT, description="The diseases that the text in the figure names.")
    ndex: NdexId | None = Field(ABSENT, description="The figure's network in NDEx; empty if there is none.")
    wpid: DrawnPathway = Field(
        ABSENT, description="The pathway of WikiPathways that was drawn from the figure."
    )
    redirect_from: Text | list[Text] = Field(
        ABSENT,
        description="The addresses on the site that redirect to the figure's page.",
        examples=["/figures/PMC2869233__F3"],
    )
    schema_jsonld: Dataset = Field(description="The figure for search engines.", alias="schema-jsonld")
    seo: Literal["CreativeWork"] = Field(ABSENT, description="The type of the page in schema.org.")
