"""Sources of pathways: GPML files, from which the records of WikiPathways are generated.

The fields are those of `lint.documents.gpml`. There is no schema, since the reader of GPML determines
the type of every field.
"""

from __future__ import annotations

from lint.documents import GPML
from lint.kinds.kind import Kind

UNDERSTOOD = "2013a"
"""The version of GPML from which it is known how records are generated."""

SAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="Caffeine synthesis" Version="WP1_r20251110000000" \
Last-Modified="20251110000000" Author="[Egonw]" Organism="Ilex paraguariensis">
  <Comment Source="WikiPathways-description">How caffeine is made from xanthine in mate leaves.</Comment>
</Pathway>
"""

# Programs that wrote comments on nodes, with the gene of another species, which nobody reads.
_MACHINES = ("HomologyConvert", "HomologyMapper")

PATHWAY_SOURCE = Kind(
    name="pathway-source",
    patterns=("WP*.gpml",),
    id_field="",
    format=GPML,
    is_builtin=True,
    schema_text="{}",
    sample=SAMPLE,
    descriptions=("description",),
    one_line=(
        *("authors", "comments.source", "last-modified", "nodes.comments.source", "nodes.database"),
        *("nodes.id", "nodes.label", "nodes.type", "ontology.id", "ontology.term", "organism"),
        *("references.authors", "references.database", "references.id", "references.key"),
        *("references.source", "references.title", "references.url", "references.year", "title"),
        "version",
    ),
    identifiers=(
        *("authors", "citations", "comments.source", "last-modified", "nodes.comments.source"),
        *("nodes.database", "nodes.id", "nodes.type", "ontology.id", "organism", "references.database"),
        *("references.id", "references.key", "references.url", "version"),
    ),
    labels=("nodes.label",),
    # The workflow of the database replaces `AAR&amp;Co` and `&Ouml;nder` by other names.
    exempt=(
        ("authors", "AAR&amp;Co"),
        ("authors", "&Ouml;nder"),
        *(("nodes.comments.source", machine) for machine in _MACHINES),
        *(("comments.source", machine) for machine in _MACHINES),
    ),
    markdown=("description",),
    title="title",
    organisms="organism",
    gene_tables=("{id}-datanodes.tsv",),
)
