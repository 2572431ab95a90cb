from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.gen import keyword_paths, sidecar_rows

_PREFIXES = {
    "Homo sapiens": "ENS",
    "Mus musculus": "ENSMUS",
    "Rattus norvegicus": "ENSRNO",
    "Bos taurus": "ENSBTA",
    "Canis familiaris": "ENSCAF",
    "Danio rerio": "ENSDAR",
    "Equus caballus": "ENSECA",
    "Gallus gallus": "ENSGAL",
    "Macaca mulatta": "ENSMMU",
    "Pan troglodytes": "ENSPTR",
    "Sus scrofa": "ENSSSC",
    "Xenopus tropicalis": "ENSXET",
}
"""The prefixes of Ensembl ids by organism, without the letter that distinguishes genes from proteins."""
_DATABASES = {
    "ecogene": "Escherichia coli",
    "flybase": "Drosophila melanogaster",
    "mgi": "Mus musculus",
    "rgd": "Rattus norvegicus",
    "sgd": "Saccharomyces cerevisiae",
    "tair.locus": "Arabidopsis thaliana",
    "wormbase": "Caenorhabditis elegans",
    "zfin": "Danio rerio",
}
"""The organisms of databases of a single one, by the prefixes of their ids."""
_IN_DATABASE = lazy(rf"\t({'|'.join(_DATABASES).replace('.', '[.]')}):")
_ORGANISMS = {prefix: organism for organism, prefix in _PREFIXES.items()}
_ID = lazy(r"(ENS[A-Z]{0,3}?)(?:G|T|P|E|R|GT|FM)\d{11}(?:\.\d+)?")
_NODES = "Label\tType\tIdentifier\nIL10\tProtein\tensembl:ENSGALG00000000892\n"
_PATHWAY = "wpid: WP1\norganisms:\n- {}\nschema-jsonld:\n- keywords:\n  - IL10"


class ForeignGene(Rule):
    """A gene in a pathway's drawing has the id of a gene of another species.

    Programs that show data on the drawing find no value for it, and converters to other species lose it.
    In the drawing's editor, search for the gene of the pathway's own organism. A pathway may show another
    species on purpose, such as a host and a pathogen, so this is an info.

    The rule recognises the species by the ids in the pathway's file in `_data/`: those of Ensembl
    (ensembl.org/info/genome/stable_ids/prefixes.html) and of databases of a single species, such as MGI.
    """

    code = "GEN006"
    source = "Ensembl's prefixes of stable ids, the databases of model organisms, and the table in `_data/`"
    severity = Severity.INFO
    kinds = frozenset({"pathway"})
    examples = (
        Example(
            bad=_PATHWAY.format("Homo sapiens"),
            ok=_PATHWAY.format("Gallus gallus"),
            sidecars={"_data/WP1-datanodes.tsv": _NODES},
        ),
        Example(
            bad=_PATHWAY.format("Saccharomyces cerevisiae"),
            ok=_PATHWAY.format("Gallus gallus domesticus"),
            sidecars={"_data/WP1-datanodes.tsv": _NODES},
        ),
        Example(
            ok=_PATHWAY.format("Canis lupus familiaris"),
            sidecars={"_data/WP1-datanodes.tsv": _NODES.replace("ENSGALG", "ENSCAFG")},
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        organisms = record.field("organisms")
        organism = organisms[0] if isinstance(organisms, list) and len(organisms) == 1 else None
        if not isinstance(organism, str):
            return
        texts = (record.sidecars.text(name) for name in record.kind.keyword_groups[0].sidecars)
        text = next((text for text in texts if text is not None), "")
        # Human ids have nothing between `ENS` and the letter; the digit that follows distinguishes them.
        prefix = "ENSG0" if organism == "Homo sapiens" else _PREFIXES.get(organism)
        own = text.count(f"ensembl:{prefix}") if prefix else 0
        is_foreign = text.count("ensembl:ENS") > own
        if is_foreign or any(
            not organism.startswith(_DATABASES[found[1]]) for found in _IN_DATABASE.finditer(text)
        ):
            yield from self._in_sidecar(record, organism)

    def _in_sidecar(self, record: Record, organism: str) -> Iterator[Finding]:
        places = keyword_paths(record)
        for label, identifier in sidecar_rows(record, "Label", "Identifier"):
            database, _, id_ = identifier.partition(":")
            match = _ID.fullmatch(id_)  # some have the prefix of another database
            if match:
                other = _ORGANISMS.get(match[1])
                if other and organism not in _PREFIXES and other.split()[0] == organism.split()[0]:
                    other = None  # `Canis lupus familiaris` has the ids of `Canis familiaris`
            else:
                other = _DATABASES.get(database)
            if other and not organism.startswith(other) and label in places:
                message = f"`{label}` has the {other} id `{identifier}`, but the pathway is for {organism}"
                yield self.finding(places.pop(label), message)
