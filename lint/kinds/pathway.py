"""Pathways: the records of WikiPathways, `_pathways/WP49.md`.

They are written by `scripts/create_pathway_frontmatter.py` of wikipathways/wikipathways-database.
The required fields are those that it always writes and that the site's pages need.
"""

from __future__ import annotations

from lint.kinds.kind import TITLE_COPY, KeywordGroup, Kind, Url

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

_IDENTIFIERS = (
    *("annotations.id", "authors", "citedin.archived", "citedin.link", "communities", "ndex"),
    *("organisms", "redirect_from", "revision", "schema-jsonld.@id", "wpid"),
)

PATHWAY = Kind(
    name="pathway",
    patterns=("_pathways/WP*.md", "pathways/WP*/WP*.md"),
    id_field="wpid",
    is_builtin=True,
    sample=SAMPLE,
    copies=(("description", "schema-jsonld.description"), ("title", TITLE_COPY)),
    descriptions=("description",),
    keywords="schema-jsonld.keywords",
    keyword_groups=(
        KeywordGroup(
            label="labels", sidecars=("_data/{id}-datanodes.tsv", "{id}-datanodes.tsv"), column="Label"
        ),
    ),
    keywords_sorted=True,
    one_line=(
        *_IDENTIFIERS,
        *("annotations.parent", "annotations.type", "annotations.value", "citedin.title"),
        *("schema-jsonld.keywords", "schema-jsonld.name", "title"),
    ),
    identifiers=_IDENTIFIERS,
    markdown=("description", "schema-jsonld.description"),
    published=("citedin.title",),
    title="title",
    differs=(("description", "title"),),
    gene_tables=("_data/{id}-datanodes.tsv", "{id}-datanodes.tsv"),
    urls=(
        Url("schema-jsonld.@id", "https://*/pathways/{wpid}.html"),
        Url("redirect_from", "/index.php/Pathway:{wpid}", is_former=True),
        Url("redirect_from", "/instance/{wpid}", is_former=True),
        Url("redirect_from", "/instance/{wpid}_{revision}", is_former=True),
    ),
    page="/pathways/{}.html",
    layout="pathway-page",
    source="{id}.gpml",
    source_fields=(
        *("annotations", "annotations.id", "authors", "description", "organisms", "redirect_from"),
        *("revision", "schema-jsonld.description", "schema-jsonld.keywords", "schema-jsonld.name"),
        "title",
    ),
    looked_up=(("citedin", "downstream/citedin_lookup.yml"), ("ndex", "downstream/ndex_lookup.csv")),
    source_note=(
        "Pathway records are generated: repair the drawing (the .gpml file) too, or its next edit brings "
        "the fault back."
    ),
)
