"""Pathways: the records of WikiPathways, `_pathways/WP49.md`.

They are written by `scripts/create_pathway_frontmatter.py` of wikipathways/wikipathways-database.
Required is what that always writes and the site's pages need.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lint.kinds import KeywordGroup, Kind, Url
from lint.kinds.model import ABSENT, DOI, Annotation, Dataset, Model, NdexId, PathwayId, Text, form

_URL = r"https?://[^ \n]+"

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

Day = Annotated[str, form("date", _DAY, "2025-11-10")] | date
Revision = Annotated[str, form("revision", "r[0-9]+", "r141327")]
PublicationLink = Annotated[
    str,
    form(
        "PMC id, PubMed id, DOI or web address",
        f"((PMC)?[0-9]+|{DOI}|{_URL})",
        "PMC4936435",
        "10.1093/nar/gkad960",
    ),
]
ArchiveLink = Annotated[str, form("DOI or web address", f"({DOI}|{_URL})?", "10.5281/zenodo.7058732")]


class Citation(Model):
    """A publication that cites the pathway."""

    link: PublicationLink = Field(description="The publication.")
    title: Text = Field(ABSENT, description="The title of the publication.")
    archived: ArchiveLink = Field(ABSENT, description="The archived version of the pathway that it cites.")


class Pathway(Model):
    """The front matter of a pathway record of WikiPathways."""

    model_config = ConfigDict(title="WikiPathways pathway")

    annotations: list[Annotation] = Field(
        ABSENT, description="The terms of ontologies that describe the pathway."
    )
    authors: list[Text] = Field(description="The authors' user names, each that of a page in `_authors/`.")
    citedin: Literal[""] | list[Citation] = Field(
        ABSENT, description="The publications that cite the pathway."
    )
    communities: list[Text] = Field(
        ABSENT,
        description="The communities that look after the pathway, by their tags.",
        examples=[["Lipids", "RareDiseases"]],
    )
    description: Text = Field(
        description="What the pathway shows, in Markdown; empty where nobody wrote it yet."
    )
    last_edited: Day = Field(description="The day of the last edit.", alias="last-edited")
    ndex: NdexId | None = Field(
        ABSENT, description="The pathway's network in NDEx; empty where there is none."
    )
    organisms: list[Text] = Field(
        description="The Latin names of the organisms.", min_length=1, examples=[["Homo sapiens"]]
    )
    redirect_from: list[Text] = Field(
        description="The addresses on the site that lead to the pathway's page.",
        examples=[["/index.php/Pathway:WP49", "/instance/WP49", "/instance/WP49_r141327"]],
    )
    revision: Revision = Field(description="The revision of the pathway's drawing.")
    schema_jsonld: list[Dataset] = Field(
        description="What search engines read of the pathway.", alias="schema-jsonld"
    )
    seo: Literal["CreativeWork"] = Field(ABSENT, description="What the page is, in the words of schema.org.")
    title: Text = Field(description="The name of the pathway.")
    wpid: PathwayId = Field(description="The id of the pathway, which is also the name of its file.")


SAMPLE = """\
annotations:
- id: PW:0000512
  parent: regulatory pathway
  type: Pathway Ontology
  value: adenosine signaling pathway
authors:
- Egonw
citedin:
- link: PMC4936435
  title: A study of caffeine (2016)
communities:
- Plants
description: How caffeine is made from xanthine.
last-edited: 2025-11-10
ndex: f5f9e10e-8b5f-11eb-9e72-0ac135e8bacf
organisms:
- Ilex paraguariensis
redirect_from:
- /index.php/Pathway:WP1
- /instance/WP1
- /instance/WP1_r100
revision: r100
schema-jsonld:
- '@context': https://schema.org/
  '@id': https://wikipathways.github.io/pathways/WP1.html
  '@type': Dataset
  creator:
    '@type': Organization
    name: WikiPathways
  description: How caffeine is made from xanthine.
  keywords:
  - Caffeine
  - Theobromine
  license: CC0
  name: Caffeine synthesis
seo: CreativeWork
title: Caffeine synthesis
wpid: WP1
"""

PATHWAY = Kind(
    name="pathway",
    patterns=("_pathways/WP*.md", "pathways/WP*/WP*.md"),
    id_field="wpid",
    model=Pathway,
    sample=SAMPLE,
    copies=(("description", "schema-jsonld.description"),),
    keywords="schema-jsonld.keywords",
    keyword_groups=(
        KeywordGroup(
            label="labels",
            sidecars=("_data/{id}-datanodes.tsv", "{id}-datanodes.tsv"),
            column="Label",
        ),
    ),
    keywords_sorted=True,
    one_line=(
        "annotations.id",
        "annotations.parent",
        "annotations.type",
        "annotations.value",
        "authors",
        "citedin.link",
        "citedin.title",
        "citedin.archived",
        "communities",
        "ndex",
        "organisms",
        "redirect_from",
        "revision",
        "schema-jsonld.@id",
        "schema-jsonld.keywords",
        "schema-jsonld.name",
        "title",
        "wpid",
    ),
    identifiers=(
        "annotations.id",
        "authors",
        "citedin.archived",
        "citedin.link",
        "communities",
        "ndex",
        "organisms",
        "redirect_from",
        "revision",
        "schema-jsonld.@id",
        "wpid",
    ),
    markdown=("description", "schema-jsonld.description"),
    title="title",
    is_title_copied=True,
    urls=(
        Url("schema-jsonld.@id", "*/pathways/{wpid}.html"),
        Url("redirect_from", "/index.php/Pathway:{wpid}", is_former=True),
        Url("redirect_from", "/instance/{wpid}", is_former=True),
        Url("redirect_from", "/instance/{wpid}_{revision}", is_former=True),
    ),
    page="/pathways/{}.html",
    layout="pathway-page",
)
