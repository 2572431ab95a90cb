"""The handwritten pages of the WikiPathways site, besides its pathways.

Other sites have folders of the same names, such as PFOCR's pages of organisms, so that a file is such a
page only if it has one of the typical fields.
"""

from __future__ import annotations

from typing import NamedTuple

from lint.kinds.kind import Kind


class PageFolder(NamedTuple):
    """A folder of pages, beside that of the records, for the names in a list of each record."""

    field: str
    """The list."""
    noun: str
    """What such a name is the name of."""
    folder: str
    name_field: str = ""
    """The field that holds the name of a page; if it is "", the name of the page's file counts."""
    exempt: frozenset[str] = frozenset()
    """Names that need no page."""


PAGE_FOLDERS = {
    each.field: each
    for each in (
        PageFolder(
            "authors",
            "author",
            "_authors",
            # The list `blocked_authors` in the site's _layouts/pathway-page.html.
            exempt=frozenset({"Wpblocked", "Unknown", "TestUser", "MaintBot"}),
        ),
        PageFolder("communities", "community", "_communities", "community-tag"),
        PageFolder("organisms", "organism", "_organisms", "latin"),
    )
}
"""The folders of pages by the field with the names."""

_OF_AUTHOR = (
    *("communities", "email", "github", "googlescholar", "linkedin", "mastodon-url", "orcid"),
    *("redirect_from", "twitter", "username", "website", "wikidata"),
)

AUTHOR = Kind(
    name="author",
    patterns=("_authors/*.md",),
    marks=("username", "realname"),
    id_field="username",
    is_builtin=True,
    sample="""\
username: Egonw
realname: Egon Willighagen
website: https://egonw.github.io/
affiliation: Maastricht University
bio: Studies the chemistry of life.
github: egonw
orcid: 0000-0001-7542-0286
linkedin: egon-willighagen
googlescholar: u8SjMZ0AAAAJ
wikidata: Q20895241
twitter: ~
mastodon-url: https://social.edu.nl/@egonw
meta: ~
instagram: ~
communities:
- Lipids
redirect_from:
- /index.php/User:Egonw
email: ~
curationui: true
""",
    one_line=(*_OF_AUTHOR, "affiliation", "realname"),
    identifiers=_OF_AUTHOR,
    markdown=("bio",),
    unique=(
        *("github", "googlescholar", "linkedin", "mastodon-url", "orcid", "realname", "twitter"),
        "wikidata",
    ),
    differs=(("realname", "username"),),
)

_OF_COMMUNITY = (
    *("collections.wpids", "community-tag", "curationrepo", "editors", "logo", "logo-link"),
    *("redirect_from", "redirect_to"),
)

COMMUNITY = Kind(
    name="community",
    patterns=("_communities/*.md",),
    marks=("community-tag", "short-description", "display-name"),
    id_field="",
    is_builtin=True,
    sample="""\
display-name: Lipids
title: Welcome to the lipid community
description: Pathways of lipids.
short-description: Pathways of lipids, for all organisms.
reference: '[Wishart et al. 2020](https://doi.org/10.1093/nar/gkz1021)'
logo: ../assets/img/lipids.png
logo-link: https://www.lipidmaps.org/
logo-height: 80px
support: ~
contribute: Write to the editors.
community-tag: Lipids
editors:
- Egonw
redirect_from:
- /index.php/Portal:Lipids
curationui: true
collections-title: Lipids by class
collections:
- name: Sphingolipids
  wpids:
  - WP4690
  - WP1422
""",
    one_line=(*_OF_COMMUNITY, "collections-title", "collections.name", "display-name", "title"),
    identifiers=_OF_COMMUNITY,
    markdown=("contribute", "description", "reference", "short-description", "support"),
    references=(("collections.wpids", "pathway"), ("editors", "author")),
    unique=("community-tag", "display-name"),
)

ORGANISM = Kind(
    name="organism",
    patterns=("_organisms/*.md",),
    marks=("bridgedb-code", "homology", "curationui"),
    id_field="",
    is_builtin=True,
    sample="""\
common: Human
latin: Homo sapiens
bridgedb-code: Hs
ncbi: '9606'
title: Human pathways
description: ~
homology: ~
group: Vertebrates
curationui: true
""",
    one_line=("bridgedb-code", "common", "group", "latin", "ncbi", "title"),
    identifiers=("bridgedb-code", "latin", "ncbi"),
    unique=("bridgedb-code", "latin", "ncbi"),
)

ANNOTATION = Kind(
    name="annotation",
    patterns=("_annotations/*.md",),
    marks=("xref-identifier", "xref-dataSource"),
    id_field="",
    is_builtin=True,
    sample="""\
value: lipid metabolic pathway
type: Pathway Ontology
xref-identifier: '0000010'
xref-dataSource: PW
definition: The pathways of lipids.
""",
    one_line=("type", "value", "xref-dataSource", "xref-identifier"),
    identifiers=("xref-dataSource", "xref-identifier"),
)
