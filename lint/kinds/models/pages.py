"""The models of the handwritten pages; see `lint.kinds.pages`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lint.kinds.models import ABSENT, Model, PathwayId, Text, form

Name = Annotated[str, form("name", r"[^\n]+", "Egon Willighagen")] | date | datetime
Address = Annotated[str, form("web address", r"https?://[^ \n]+", "https://www.wikipathways.org/")]
CommonName = (
    Annotated[str, form("name that begins with a capital", r"[^a-z\n][^\n]*", "Human")] | date | datetime
)
SiteAddress = Annotated[
    str,
    form("address on the site (`/` first, no spaces)", r"/[^ \n]+", "/index.php/User:Egonw"),
]
Image = Annotated[
    str, form("address of an image", r"(https?://|\.\./assets/img/)[^ \n]+", "../assets/img/cptac.png")
]
Height = Annotated[str, form("height", "[0-9]+px", "80px")]
Github = Annotated[str, form("GitHub name", "[A-Za-z0-9-]+", "egonw")] | date
Orcid = Annotated[str, form("id of ORCID", "([0-9]{4}-){3}[0-9]{3}[0-9X]", "0000-0001-7542-0286")]
Scholar = Annotated[str, form("id on Google Scholar", "[A-Za-z0-9_-]{12}", "u8SjMZ0AAAAJ")]
Item = Annotated[str, form("item of Wikidata", "Q[1-9][0-9]*", "Q20895241")]
Mail = Annotated[str, form("mail address", r"[^@ \n]+@[^@ \n]+", "name@example.org")]
Tag = Annotated[str, form("tag", "[A-Za-z0-9_]+", "RareDiseases")]
Species = Annotated[str, form("Latin name of a species", "[A-Z][a-z]+ [a-z]+", "Homo sapiens")]
BridgeDbCode = Annotated[str, form("code of BridgeDb", "[A-Z][a-z]{1,2}", "Hs")]
Taxon = Annotated[str, form("taxon of NCBI", "[1-9][0-9]*", "9606")]
TermNumber = Annotated[str, form("number of a term", "[0-9]+", "0000003")]


class Author(Model):
    """The front matter of an author's page."""

    model_config = ConfigDict(title="WikiPathways author")

    username: Name = Field(
        description="The name of the author in pathways, which is also the name of the file."
    )
    realname: Name = Field(description="The name that the site shows.")
    website: Address | None = Field(ABSENT, description="The author's own site.")
    affiliation: Text | None = Field(ABSENT, description="Where the author works.")
    bio: Text | None = Field(ABSENT, description="What the author does, in Markdown.")
    github: Github | None = Field(ABSENT, description="The author on GitHub.")
    orcid: Orcid | None = Field(ABSENT, description="The author's ORCID.")
    linkedin: Text | None = Field(ABSENT, description="The author on LinkedIn.")
    googlescholar: Scholar | None = Field(ABSENT, description="The author on Google Scholar.")
    wikidata: Item | None = Field(ABSENT, description="The author in Wikidata.")
    twitter: Text | None = Field(ABSENT, description="The author on Twitter.")
    mastodon_url: Address | None = Field(ABSENT, description="The author on Mastodon.", alias="mastodon-url")
    meta: Text | None = Field(ABSENT, description="The author on Meta.")
    instagram: Text | None = Field(ABSENT, description="The author on Instagram.")
    email: Mail | None = Field(ABSENT, description="The author's mail address.")
    communities: list[Name] = Field(ABSENT, description="The author's communities, by their tags.")
    redirect_from: list[SiteAddress] = Field(
        ABSENT, description="The addresses on the old site that redirect to the page, with `_` for spaces."
    )
    curationui: bool = Field(ABSENT, description="Whether the page has the box for curators.")


class Collection(Model):
    """Some pathways of a community under a heading."""

    name: Name = Field(description="The heading.")
    wpids: list[PathwayId] = Field(description="The pathways.")


class Community(Model):
    """The front matter of a community's page."""

    model_config = ConfigDict(title="WikiPathways community")

    display_name: Name = Field(description="The name that the site shows.", alias="display-name")
    title: Name = Field(description="The heading of the page.")
    description: Text = Field(description="What the community is about, in Markdown.")
    short_description: Text = Field(
        description="The description in the list of communities.", alias="short-description"
    )
    reference: Text | None = Field(ABSENT, description="The publication to cite, in Markdown.")
    logo: Image | None = Field(ABSENT, description="The community's logo.")
    logo_link: Address | None = Field(ABSENT, description="Where the logo leads to.", alias="logo-link")
    logo_height: Height = Field(ABSENT, description="The height of the logo.", alias="logo-height")
    support: Text | None = Field(ABSENT, description="Who supports the community, in Markdown.")
    contribute: Text | None = Field(ABSENT, description="How to take part, in Markdown.")
    community_tag: Tag = Field(
        ABSENT, description="The tag of the community in pathways.", alias="community-tag"
    )
    editors: list[Name] = Field(ABSENT, description="The user names of those who look after the community.")
    redirect_from: list[SiteAddress] = Field(
        ABSENT, description="The addresses on the old site that redirect to the page, with `_` for spaces."
    )
    redirect_to: list[Address | None] = Field(
        ABSENT, description="The address to which the page redirects.", min_length=1
    )
    curationui: bool = Field(ABSENT, description="Whether the page has the box for curators.")
    curationrepo: Address | None = Field(ABSENT, description="The address of the reports for curators.")
    curation_table: Name = Field(ABSENT, description="The table that curators see.", alias="curation-table")
    collections_title: Name = Field(
        ABSENT, description="The heading of the collections.", alias="collections-title"
    )
    collections: list[Collection] = Field(ABSENT, description="The community's pathways, in groups.")


class Organism(Model):
    """The front matter of an organism's page."""

    model_config = ConfigDict(title="WikiPathways organism")

    common: CommonName = Field(description="The common name.")
    latin: Species = Field(description="The Latin name, which pathways use.")
    bridgedb_code: BridgeDbCode | None = Field(
        description="The code of the organism's mappings in BridgeDb; empty if there are none.",
        alias="bridgedb-code",
    )
    ncbi: Taxon = Field(description="The organism's id in NCBI's taxonomy.")
    title: Name = Field(description="The heading of the page.")
    description: Text | None = Field(ABSENT, description="A description of the organism.")
    homology: Text | None = Field(ABSENT, description="The organism whose pathways were converted.")
    group: Literal["Bacteria", "Fungi", "Invertebrates", "Parasites", "Plants", "Vertebrates"] = Field(
        description="The group in which the site lists the organism."
    )
    curationui: bool = Field(ABSENT, description="Whether the page has the box for curators.")


class Term(Model):
    """The front matter of the page of an ontology's term."""

    model_config = ConfigDict(title="WikiPathways annotation")

    value: Name = Field(description="The name of the term.")
    type: Literal["Cell Type Ontology", "Disease Ontology", "Pathway Ontology"] = Field(
        description="The name of the ontology."
    )
    xref_identifier: TermNumber = Field(description="The number in the term's id.", alias="xref-identifier")
    xref_dataSource: Literal["CL", "DOID", "PW"] = Field(
        description="The prefix of the term's id.", alias="xref-dataSource"
    )
    definition: Text = Field(description="The definition of the term in the ontology.")
