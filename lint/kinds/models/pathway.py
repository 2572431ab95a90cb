"""The model of a pathway; see `lint.kinds.pathway`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lint.kinds.models import ABSENT, DOI, Annotation, Dataset, Model, NdexId, PathwayId, Text, form

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
    authors: list[Text] = Field(description="The authors' user names, each with a page in `_authors/`.")
    citedin: Literal[""] | list[Citation] = Field(
        ABSENT, description="The publications that cite the pathway."
    )
    communities: list[Text] = Field(
        ABSENT,
        description="The communities that look after the pathway, by their tags.",
        examples=[["Lipids", "RareDiseases"]],
    )
    description: Text = Field(
        description="What the pathway shows, in Markdown; empty if it is not written yet."
    )
    last_edited: Day = Field(description="The day of the last edit.", alias="last-edited")
    ndex: NdexId | None = Field(ABSENT, description="The pathway's network in NDEx; empty if there is none.")
    organisms: list[Text] = Field(
        description="The Latin names of the organisms.", min_length=1, examples=[["Homo sapiens"]]
    )
    redirect_from: list[Text] = Field(
        description="The addresses on the site that redirect to the pathway's page.",
        examples=[["/index.php/Pathway:WP49", "/instance/WP49", "/instance/WP49_r141327"]],
    )
    revision: Revision = Field(description="The revision of the pathway's drawing.")
    schema_jsonld: list[Dataset] = Field(description="The pathway for search engines.", alias="schema-jsonld")
    seo: Literal["CreativeWork"] = Field(ABSENT, description="The type of the page in schema.org.")
    title: Text = Field(description="The name of the pathway.")
    wpid: PathwayId = Field(description="The id of the pathway, which is also the name of its file.")
