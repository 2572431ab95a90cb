"""Make a repository of records that take as much work as real ones.

    python benchmarks/records.py FOLDER [--records 20000]

Half of them are pathways, half are figures of all generations, laid out as in the real repositories, with
sidecars and the pages that records refer to. The same number gives the same bytes everywhere. Sizes follow
the quantiles, and faults the frequencies, of 1,042 pathway records of WikiPathways (August 2026) and 39
figure records of PFOCR. Gene names are a family and a number, so most are made up, and so are all ids; the
prose is composed of the words below.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

Values = dict[str, Any]

# --- What is measured -----------------------------------------------------------------------------

_PERCENT = (0, 5, 10, 25, 50, 75, 90, 95, 99, 100)

SIZES: Mapping[str, Mapping[str, Sequence[int]]] = {
    "pathway": {
        "annotations": (0, 1, 1, 1, 2, 4, 6, 8, 15, 26),
        "authors": (1, 2, 3, 4, 6, 8, 10, 11, 15, 19),
        "citedin": (0, 0, 0, 0, 0, 2, 5, 7, 18, 25),
        "communities": (0, 0, 0, 0, 0, 1, 2, 3, 4, 5),
        "description": (52, 75, 110, 273, 529, 959, 1630, 2575, 4885, 6649),
        "keywords": (0, 7, 11, 18, 33, 61, 112, 149, 292, 487),
    },
    "inline figure": {
        "caption": (60, 71, 77, 377, 686, 928, 1672, 1854, 2098, 2098),
        "chemicals": (0, 0, 0, 0, 0, 4, 14, 16, 26, 26),
        "diseases": (0, 0, 0, 0, 0, 0, 1, 1, 3, 3),
        "genes": (0, 0, 1, 4, 8, 36, 50, 52, 63, 63),
    },
    "figure": {
        "caption": (60, 70, 90, 130, 377, 850, 1439, 1439, 1542, 1542),
        "chemicals": (0, 0, 0, 0, 2, 6, 14, 16, 26, 26),
        "diseases": (0, 0, 0, 0, 0, 0, 1, 1, 3, 3),
        "genes": (4, 5, 6, 9, 30, 54, 90, 90, 100, 100),
        "organisms": (1, 1, 1, 1, 1, 2, 11, 11, 11, 11),
    },
}
"""How much a record holds (items, or characters of text), at the percentages above.

`inline figure` stands for both generations that hold their genes, `figure` for the one since 2023.
"""

FAULTS: Mapping[str, tuple[int, Mapping[str, Mapping[int, int]]]] = {
    "pathway": (
        1042,
        {
            "CUR001": {1: 25},
            "CUR002": {1: 3},
            "CUR006": {1: 42, 2: 7, 3: 2, 5: 1},
            "CUR012": {
                **{1: 56, 2: 26, 3: 11, 4: 6, 5: 4, 6: 6, 7: 6, 8: 3, 9: 2, 11: 1},
                **{13: 1, 15: 2, 20: 1},
            },
            "DUP003": {1: 36, 2: 7, 3: 2, 4: 1, 5: 1},
            "DUP004": {1: 4},
            "GEN002": {
                **{1: 84, 2: 23, 3: 13, 4: 9, 5: 3, 8: 1, 9: 1, 10: 2},
                **{12: 2, 18: 1, 20: 2, 33: 1},
            },
            "KEY001": {1: 1},
            "KEY005": {1: 17, 2: 3, 3: 1, 4: 1, 6: 1},
            "REF003": {1: 16},
            "REF004": {1: 2},
            "REF007": {1: 2},
            "SRC006": {1: 19},
            "TXT001": {1: 11, 2: 1, 3: 1},
            "TXT002": {1: 5},
            "TXT004": {1: 13},
            "TXT005": {
                **{1: 69, 2: 13, 3: 7, 4: 4, 5: 3, 6: 1, 7: 1, 8: 1},
                **{9: 1, 14: 1, 18: 1, 20: 1, 21: 1, 100: 1},
            },
            "TXT006": {1: 30},
            "TXT008": {1: 2},
            "TXT013": {1: 137},
            "TXT014": {1: 6},
            "TXT016": {1: 20},
            "TXT017": {1: 107},
            "TXT018": {1: 20},
            "TXT019": {1: 4},
            "TXT021": {1: 71},
            "TXT024": {1: 6},
        },
    ),
    "inline figure": (
        25,
        {
            "CUR002": {1: 1},
            "GEN004": {1: 5, 2: 1, 7: 1},
            "SCH002": {1: 16},
            "TXT005": {1: 5},
            "TXT008": {2: 1},
            "TXT009": {1: 7},
        },
    ),
    "figure": (
        14,
        {
            "CUR002": {1: 2},
            "GEN004": {1: 4, 4: 2},
            "KEY005": {1: 1},
            "TXT005": {1: 2, 6: 1},
            "TXT007": {1: 2, 2: 1, 5: 4, 6: 4, 7: 2},
            "TXT009": {1: 1},
        },
    ),
}
"""Of so many records, how many have so many findings of a rule, as `{findings: records}`."""

BEYOND_ASCII = {"pathway": 0.31, "inline figure": 0.6, "figure": 0.56}
"""The share of the clean records that are not ASCII."""

GENERATIONS = (*["inline figure"] * 5, *["figure"] * 3)
"""The generations of figures in turn, as they are met with; the first of the eight is of the oldest."""

# --- Words ----------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return text.split()


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in re.split(r"[|\n]", text) if phrase.strip()]


FAMILIES = _words("""
    AKT MAPK MAP2K MAP3K STAT JAK SMAD TGFB BMP WNT FZD NOTCH DLL GLI IRF IRAK TRAF TNFRSF TNFSF IL1R IL17R
    CCL CXCR CCR CASP BCL2L CDK CCN KLF SOX PAX HOXA HOXB FGF FGFR VEGFR PDGFR EPHA EPHB ITGA ITGB COL4A
    LAMA CLDN CDH PCDH KCNA KCNJ SCN CACNB GRIA GRIN GABRA ADRA CHRM CYP1A CYP2C CYP4F UGT1A GSTM SULT1A
    SLC2A SLC6A SLC22A ABCB ABCC NDUFA NDUFB COX6A PSMA PSMB RPL RPS EIF4E POLR2 MCM RAD TUBB MYH
""")
CHEMICALS = _words("""
    ATP ADP AMP GTP NADH cAMP cGMP heme urea choline glycine serine cysteine alanine glutamate glutamine
    aspartate asparagine arginine ornithine citrulline proline tyrosine dopamine serotonin melatonin histamine
    pyruvate lactate citrate succinate fumarate malate oxaloacetate squalene lanosterol cholesterol retinol
    thiamine biotin folate cobalamin riboflavin glutathione sphingosine ceramide inosine xanthine hypoxanthine
    uridine cytidine guanosine adenosine spermine spermidine putrescine betaine taurine carnitine
""")
LONG_NAMES = _phrases("""
    mevalonic acid|retinoic acid|arachidonic acid|linoleic acid|palmitic acid|stearic acid|folic acid
    lipoic acid|kynurenic acid|quinolinic acid|homovanillic acid|vanillylmandelic acid|ferulic acid
    caffeic acid|abscisic acid|jasmonic acid|salicylic acid|gibberellic acid|indoleacetic acid|phytanic acid
    glucose 6-phosphate|fructose 6-phosphate|glycerol 3-phosphate|ribose 5-phosphate|carbamoyl phosphate
    dihydroxyacetone phosphate|farnesyl diphosphate|geranyl diphosphate|isopentenyl diphosphate
    reactive oxygen species|mitochondrial outer membrane|extracellular matrix organization
    (S)-3-hydroxy-3-methylglutaryl coenzyme A|N-acetylglucosamine 6-phosphate
""")
GREEK_NAMES = ["α-ketoglutarate", "β-alanine", "β-carotene", "γ-tocopherol", "Δ4-androstenedione", "NF-κB"]
DISEASES = ["asthma", "obesity", "breast cancer", "glioma", "type 2 diabetes", "sepsis", "melanoma", "autism"]
PROCESSES = _phrases("""
    apoptosis|autophagy|angiogenesis|glycolysis|gluconeogenesis|fatty acid oxidation|cholesterol synthesis
    bile acid synthesis|purine metabolism|pyrimidine salvage|tryptophan metabolism|heme synthesis|DNA repair
    mRNA splicing|cell cycle arrest|cell migration|insulin signaling|Wnt signaling|Notch signaling
    Hedgehog signaling|interferon signaling|calcium handling|iron uptake|copper homeostasis
    one-carbon metabolism|neurotransmitter release|axon guidance|synaptic pruning|cytokine release
    antigen presentation|complement activation|platelet activation|fibrosis|ossification|adipogenesis
    myogenesis|hematopoiesis|senescence|mitophagy|ferroptosis|pyroptosis|necroptosis|vitamin D metabolism
    estrogen signaling|circadian rhythm
""")
TISSUES = _phrases("""
    liver|kidney|lung|heart muscle|skeletal muscle|adipose tissue|pancreas|small intestine|colon|skin|bone
    cartilage|retina|cortex|hippocampus|cerebellum|spinal cord|pituitary gland|thyroid|adrenal gland|ovary
    testis|placenta|thymus|spleen|lymph nodes|bone marrow|endothelial cells|macrophages|T cells|B cells
    neutrophils|mast cells|fibroblasts|keratinocytes|astrocytes|microglia|Schwann cells|hepatocytes
    podocytes
""")
CONTEXTS = _phrases("""
    in health|in chronic inflammation|in aging|in early development|after injury|under hypoxia
    during fasting|after exposure to nickel|in response to estrogen|in tumor growth|after infection
    under oxidative stress|in obesity|during wound healing|in pregnancy|after birth|in starvation
    under shear stress|in regeneration|after irradiation|in the cold|in transplantation|after exercise
    during treatment with statins|in remission
""")
ORGANISMS = {
    "Homo sapiens": 50,
    "Bos taurus": 12,
    "Mus musculus": 10,
    "Rattus norvegicus": 6,
    "Saccharomyces cerevisiae": 5,
    "Danio rerio": 3,
    "Caenorhabditis elegans": 2,
    "Arabidopsis thaliana": 2,
    "Drosophila melanogaster": 2,
    "Gallus gallus": 2,
    "Canis familiaris": 1,
    "Sus scrofa": 1,
}
_ENSEMBL = {
    "Homo sapiens": "ENSG",
    "Bos taurus": "ENSBTAG",
    "Mus musculus": "ENSMUSG",
    "Rattus norvegicus": "ENSRNOG",
    "Danio rerio": "ENSDARG",
    "Gallus gallus": "ENSGALG",
    "Canis familiaris": "ENSCAFG",
    "Sus scrofa": "ENSSSCG",
}
"""How Ensembl's ids of genes begin."""
COMMUNITIES = ["AOP", "CPTAC", "Lipids", "ONTOX", "Plants", "RareDiseases", "Renal_Genomics", "WormBase"]
FIRST_NAMES = _words(
    "Ada Ben Chen Dana Elif Femi Gita Hugo Ines Jonas Kofi Lena Mira Nils Olga Paul Rosa Sven Tara"
)
LAST_NAMES = _words("""
    Aalto Berg Costa Diaz Evans Fischer Garcia Haas Ito Jansen Kim Lopez Meyer Novak Okoye Patel Quinn Rossi
    Sato Tanaka Urban Visser Weber Xu Yilmaz Zhang Brown Clark Dubois Eriksen
""")
JOURNALS = ["J Cell Sci", "Front Physiol", "Cell Rep", "Int J Mol Sci", "PLoS One", "Nat Metab", "Sci Rep"]
ONTOLOGIES = (
    ("PW", "Pathway Ontology", "pathway", PROCESSES, "regulatory pathway"),
    ("DOID", "Disease Ontology", "disorder", TISSUES, "disease of anatomical entity"),
    ("CL", "Cell Type Ontology", "cell", TISSUES, "native cell"),
)

SENTENCES = (
    "{Process} depends on {g} and {h}, which are both found in the {tissue}.",
    "The receptor {g} is activated {context} and recruits {h} to the plasma membrane.",
    "Loss of {g} in the {tissue} leads to a strong decrease of {chemical} and to {process}.",
    "{g} phosphorylates {h} at several sites, and thereby keeps {process} from starting too early.",
    "Expression of {g} rises {context}, while that of {h} falls to a third of its level within hours.",
    "In the {tissue}, {chemical} is taken up by {g} and converted to {other} by {h} in two steps.",
    "Inhibitors of {g} are being tested {context}, with mixed results so far.",
    "Together with {h}, the transcription factor {g} controls the genes of {process}.",
    "Arrows mark activation, and blunt ends mark inhibition; dashed lines stand for indirect effects.",
    "Mutations of {g} were found in families with a rare disorder of the {tissue}, with onset in childhood.",
    "The complex of {g} and {h} moves to the nucleus, where it binds to the promoters of its targets.",
    "Most of the {chemical} in the {tissue} comes from the diet, and only a small part is made from {other}.",
    "How {process} is switched off again is not well understood.",
    "This leads to {process}.",
    "Proteins on this pathway have targeted assays available via the [assay portal](https://assays.example.org).",
    "{g} is degraded by the proteasome once {chemical} has reached its usual level.",
)
GREEK_SENTENCES = (
    "TNF-α and IFN-γ raise the amount of {g} in the {tissue} and start {process}.",
    "The subunits {g} and {h} form a heterodimer with the β-chain, which binds Ca²⁺.",
    "{g} keeps NF-κB in the cytosol, so that {process} stops after 10 μM of {chemical}.",
    "TGF-β acts through {g}, as others’ work on the {tissue} has shown.",
)
COLON_SENTENCES = (
    "Two enzymes matter most here: {g} and {h}.",
    "Sources: several reviews of {process} and Alzheimer's disease, and a textbook on the {tissue}.",
)
TITLES = (
    "The role of {g} in {process} of the {tissue} {context}",
    "{g} and {h} regulate {process} in the {tissue} and protect it against loss of {chemical}",
    "Transcriptome analysis reveals {g} as a marker of {process} in the {tissue} {context}",
    "A systematic review of {process} {context} with a focus on {g} and {h} in the {tissue}",
)
RENAMED = {
    **{f"SFRS{n}": f"SRSF{n}" for n in range(1, 12)},
    **{f"ORC{n}L": f"ORC{n}" for n in range(1, 7)},
    **{f"MAP3K7IP{n}": f"TAB{n}" for n in (1, 2, 3)},
    **{"IL8": "CXCL8", "CTGF": "CCN2", "CYR61": "CCN1", "G6PC": "G6PC1", "FOXO3A": "FOXO3"},
    **{"DDX58": "RIGI", "MRE11A": "MRE11", "TMEM173": "STING1", "EDG1": "S1PR1"},
}
MISTAKEN = [
    *("ADP WDTC1 23038", "GMP NT5C2 22978", "UTP UCK2 7371", "AMP MFAP1 4236", "XMP EMP2 2013"),
    *("GTP MTG1 92170", "ACh achi 36373"),
]


# --- One record -----------------------------------------------------------------------------------


class Gene(NamedTuple):
    """A gene that a figure names."""

    word: str
    symbol: str
    entrez: str
    source: str


@dataclass
class Draft:
    """What a record is made from; the faults change it."""

    random: Random
    words: Words
    values: Values
    labels: list[str]
    """What the drawing of a pathway names."""
    genes: list[Gene]
    chemicals: list[str]


def kind(index: int) -> str:
    """Return what the record *index* (from 0) is: a `pathway`, or a generation of figures."""
    return "pathway" if index % 2 == 0 else GENERATIONS[index // 2 % len(GENERATIONS)]


def record(index: int) -> dict[str, str]:
    """Return the files of the record *index* (from 0), with their texts: its own first, then its sidecars."""
    return _pathway(index // 2) if kind(index) == "pathway" else _figure(index // 2, kind(index))


def _pathway(number: int) -> dict[str, str]:
    random = Random(number)
    size = _sizes(random, "pathway")
    words = Words(random, "pathway")
    wpid, revision = f"WP{number + 1}", f"r{100_000 + number}"
    title = _title(number)
    values: Values = {
        "annotations": random.sample(_terms(), size["annotations"]),
        "authors": random.sample(_authors(), size["authors"]),
        "citedin": [
            {"link": f"PMC{random.randrange(3_000_000, 12_000_000)}", "title": f"{words.title()} (2021)"}
            for _ in range(size["citedin"])
        ]
        or "",
        "communities": random.sample(COMMUNITIES, size["communities"]),
        "description": words.prose(f"{title} takes part in many diseases.", size["description"]),
        "last-edited": date(2021, 1, 1) + timedelta(random.randrange(2000)),
        "ndex": _uuid(random) if random.random() < 0.4 else None,
        "organisms": random.choices(tuple(ORGANISMS), tuple(ORGANISMS.values())),
        "redirect_from": [f"/index.php/Pathway:{wpid}", f"/instance/{wpid}", f"/instance/{wpid}_{revision}"],
        "revision": revision,
        "schema-jsonld": [_dataset(f"https://wikipathways.github.io/pathways/{wpid}.html")],
        "seo": "CreativeWork",
        "title": title,
        "wpid": wpid,
    }
    if random.random() < 0.15:  # the generator did not always write these
        for field in ("citedin", "communities", "ndex"):
            if not values[field]:
                del values[field]
    draft = Draft(random, words, values, words.labels(size["keywords"]), [], [])
    faults = _spoil(draft, "pathway")
    keywords = sorted(set(draft.labels))
    values["schema-jsonld"][0] |= {
        "description": values["description"],
        "keywords": keywords[:-1] if "KEY001" in faults else keywords,
        "name": values["title"],
    }
    (organism,) = values["organisms"]
    rows = [_datanode(label, organism) for label in draft.labels]
    if "SRC006" in faults and rows:
        rows[-1] = rows[-1].replace("\t", "\t\t", 1)
    table = "\n".join([_DATANODES, *rows, ""])
    text = written({field: values[field] for field in sorted(values)})
    return {f"_pathways/{wpid}.md": f"---\n{text}---", f"_data/{wpid}-datanodes.tsv": table}


def _figure(number: int, generation: str) -> dict[str, str]:
    random = Random(1_000_000_000 + number)
    size = _sizes(random, generation)
    words = Words(random, generation)
    place = random.randrange(1, 9)
    pmcid, stem = f"PMC{1_000_000 + number}", f"gr-{number % 97:02}-f{place}"
    figid = f"{pmcid}__{stem}"
    year = str(random.randrange(1998, 2025))
    values: Values = {
        "figid": figid,
        "figtitle": _title(number),
        "organisms": ["Homo sapiens"],
        "pmcid": pmcid,
        "filename": f"{stem}.jpg",
        "figlink": f"/pmc/articles/{pmcid}/figure/F{place}/",
        "number": f"F{place}",
        "caption": words.prose(f"{_title(number)}.", size["caption"]),
        "papertitle": f"{words.title()}.",
        "reftext": f"{words.person()}, et al. {random.choice(JOURNALS)}. {year};{place}(3):789-806.",
        "year": year,
        "doi": f"10.1000/made.{number}",
        "journal_title": "Journal of Made Records",
        "journal_nlm_ta": "J Made Rec",
        "publisher_name": "Made Press",
        "keywords": " | ".join(random.sample(PROCESSES, 4)),
        "pmc_ranked_result_index": str(10_000 + number),
        "pathway_score": round(0.8 + random.random() / 5, 7),
        "automl_pathway": round(0.8 + random.random() / 5, 7),
        "figid_alias": f"{pmcid}__F{place}",
        "redirect_from": f"/figures/{pmcid}__F{place}",
        "figtype": "Figure",
        "organisms_ner": random.sample(tuple(ORGANISMS), size.get("organisms", 1)),
        "ndex": _uuid(random) if random.random() < 0.2 else "",
        "annotations": [],
        "seo": "CreativeWork",
        "schema-jsonld": _dataset(f"https://pfocr.wikipathways.org/figures/{figid}.html"),
    }
    is_inline = generation == "inline figure"
    source = "hgnc_symbol" if is_inline else "ncbigene_symbol"
    genes = [Gene(gene, gene, _ENTREZ[gene], source) for gene in random.sample(_GENES, size["genes"])]
    draft = Draft(random, words, values, [], genes, random.sample(CHEMICALS + LONG_NAMES, size["chemicals"]))
    _spoil(draft, generation)
    diseases = random.sample(DISEASES, size["diseases"])
    values["schema-jsonld"] |= {
        "description": values["caption"],
        "keywords": [*dict.fromkeys(gene.symbol for gene in draft.genes), *draft.chemicals, *diseases],
        "name": "CreativeWork",
    }
    sidecars = {}
    if is_inline:
        values["genes"] = [_inline_gene(gene) for gene in draft.genes]
        values["chemicals"] = [_mention(word) for word in draft.chemicals]
        values["diseases"] = [_mention(word) for word in diseases]
        fields = _INLINE_FIELDS if number % len(GENERATIONS) else _OLDEST_FIELDS
    else:
        fields = _FIELDS
        tables = {
            "genes": [_GENE_COLUMNS, *map(_gene_row, draft.genes)],
            "chemicals": [_MENTION_COLUMNS, *map(_mention_row, draft.chemicals)],
            "diseases": [_MENTION_COLUMNS, *map(_mention_row, diseases)],
        }
        sidecars = {
            f"_data/{figid}-{name}.tsv": "\n".join([*rows, ""])
            for name, rows in tables.items()
            if len(rows) > 1
        }
    text = written({field: values[field] for field in fields})
    return {f"_figures/{figid}.md": f"---\n{text}---\n", **sidecars}


_OLDEST_FIELDS = _words("""
    figid figlink number caption pmcid papertitle reftext pmc_ranked_result_index pathway_score filename
    figtitle year organisms ndex annotations seo schema-jsonld genes chemicals diseases
""")
_INLINE_FIELDS = [*_OLDEST_FIELDS, "figid_alias", "redirect_from", "figtype"]
_FIELDS = _words("""
    figid figtitle organisms pmcid filename figlink number caption papertitle reftext year doi journal_title
    journal_nlm_ta publisher_name keywords automl_pathway figid_alias figtype organisms_ner redirect_from ndex
    seo schema-jsonld
""")
_DATANODES = (
    "Label\tType\tIdentifier\tComment\tEnsembl\tNCBI gene\tHGNC\tUniProt\tWikidata\tChEBI\tInChI\t"
    "PubChem\tChemSpider\tHMDB\tKEGG\tLipidMaps"
)
_GENE_COLUMNS = (
    "organism_id\torganism_name\torganism_group\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\t"
    "count_direct\tcount_synonym\tcount_match"
)
_MENTION_COLUMNS = "word\tmesh\tmatch\tname\tchebi"
_LABELS = [name if name[1].isupper() else _capital(name) for name in CHEMICALS + LONG_NAMES]
"""Chemicals, written as in most drawings."""
_GENES = [f"{family}{number}" for family in FAMILIES for number in range(1, 13)]
_SYMBOLS = {gene: gene for gene in _GENES} | RENAMED
_ENTREZ = {gene: str(100_000 + place) for place, gene in enumerate(_SYMBOLS)}


def _dataset(address: str) -> Values:
    """Return what is the same in the JSON-LD of all records, and room for the rest, sorted."""
    return {
        **{"@context": "https://schema.org/", "@id": address, "@type": "Dataset"},
        "creator": {"@type": "Organization", "name": "WikiPathways"},
        **{"description": "", "keywords": [], "license": "CC0", "name": ""},
    }


def _datanode(label: str, organism: str) -> str:
    name = label.strip()
    if name not in _SYMBOLS:
        empty = "\t" * 4
        return (
            f"{label}\tMetabolite\tchebi:15422\t{empty}\twikidata:Q80863\tchebi:15422\t\tpubchem:5957{empty}"
        )
    entrez = _ENTREZ[name]
    ensembl = f"ensembl:{_ENSEMBL.get(organism, '')}00000{entrez}"
    hgnc = f"hgnc.symbol:{_SYMBOLS[name]}" if organism == "Homo sapiens" else ""
    proteins = f"uniprot:P{entrez};uniprot:A0A{entrez};uniprot:Q{entrez};uniprot:A0B{entrez}"
    items = f"wikidata:Q{entrez};wikidata:Q1{entrez}" + "\t" * 7
    return f"{label}\tGeneProduct\t{ensembl}\t\t{ensembl}\tncbigene:{entrez}\t{hgnc}\t{proteins}\t{items}"


def _gene_row(gene: Gene) -> str:
    found = f"{gene.word}\t{gene.word.upper()}\t{gene.symbol}\t{gene.entrez}\t{gene.source}"
    return f"9606\tHomo sapiens\tPrimates\t{found}\t3\t14\t10"


def _inline_gene(gene: Gene) -> Values:
    return {
        "word": gene.word,
        "symbol": gene.word,
        "source": gene.source,
        "hgnc_symbol": gene.symbol,
        "entrez": gene.entrez,
    }


def _mention_row(word: str) -> str:
    return f"{word}\tNA\t{word}\t{word}\tNA"


def _mention(word: str) -> Values:
    return {"word": word, "source": "MESH", "identifier": "D001120"}


def _uuid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _sizes(random: Random, kind: str) -> dict[str, int]:
    """Draw how much a record holds."""
    sizes = {}
    for field, quantiles in SIZES[kind].items():
        percent = random.random() * 100
        place = bisect_right(_PERCENT, percent) - 1
        share = (percent - _PERCENT[place]) / (_PERCENT[place + 1] - _PERCENT[place])
        sizes[field] = round(quantiles[place] + share * (quantiles[place + 1] - quantiles[place]))
    return sizes


def _title(number: int) -> str:
    """Return a title that no other record of its kind has."""
    number, process = divmod(number, len(PROCESSES))
    number, tissue = divmod(number, len(TISSUES))
    number, context = divmod(number, len(CONTEXTS))
    title = f"{_capital(PROCESSES[process])} in the {TISSUES[tissue]}"
    if context:
        title += f" {CONTEXTS[context]}"
    return f"{title} by way of {_GENES[number]}" if number else title


def _filled(templates: Sequence[str], number: int) -> list[str]:
    """Return *number* texts from the templates in turn, the same at each call."""
    random = Random(len(templates))
    filled = []
    for index in range(number):
        gene, other_gene = random.sample(_GENES, 2)
        chemical, other = random.sample(CHEMICALS, 2)
        process = random.choice(PROCESSES)
        text = templates[index % len(templates)].format(
            g=gene,
            h=other_gene,
            chemical=chemical,
            other=other,
            process=process,
            Process=_capital(process),
            tissue=random.choice(TISSUES),
            context=random.choice(CONTEXTS),
        )
        filled.append(_capital(text))
    return filled


@cache
def _sentences() -> tuple[list[str], list[str], list[str]]:
    """Return sentences of ASCII, with other letters, and with a colon."""
    return _filled(SENTENCES, 3000), _filled(GREEK_SENTENCES, 500), _filled(COLON_SENTENCES, 300)


@cache
def _paper_titles() -> list[str]:
    return _filled(TITLES, 5000)


@cache
def _terms() -> list[Values]:
    return [
        {"id": f"{prefix}:{place:07}", "parent": parent, "type": ontology, "value": f"{word} {noun}"}
        for prefix, ontology, noun, words, parent in ONTOLOGIES
        for place, word in enumerate(words, 1)
    ]


@cache
def _authors() -> list[str]:
    return [f"{first}{last}" for first in FIRST_NAMES for last in LAST_NAMES]


class Words:
    """The words of one record."""

    def __init__(self, random: Random, kind: str) -> None:
        self._random = random
        self._is_ascii = random.random() >= BEYOND_ASCII[kind]
        self._has_colon = random.random() < 0.35

    def prose(self, opening: str, length: int) -> str:
        """Return text of about *length* characters that begins with *opening*."""
        plain, greek, colon = _sentences()
        sentences = [opening]
        if not self._is_ascii:
            sentences += self._random.choices(greek, k=1 + length // 600)
        if self._has_colon:
            sentences += self._random.choices(colon)
        left = length - sum(map(len, sentences))
        while left > 40:
            sentences += self._random.choices(plain)
            left -= len(sentences[-1]) + 1
        return " ".join(sentences)

    def title(self) -> str:
        """Return the title of a paper, without its period."""
        return self._random.choice(_paper_titles())

    def person(self) -> str:
        """Return the name of an author of papers."""
        return f"{self._random.choice(FIRST_NAMES)} {self._random.choice(LAST_NAMES)}"

    def labels(self, number: int) -> list[str]:
        """Return what *number* nodes of a drawing are called, each once."""
        others = min(number // 7, len(CHEMICALS))
        labels = self._random.sample(_GENES, number - others) + self._random.sample(_LABELS, others)
        if not self._is_ascii and others:
            labels[-1] = self._random.choice(GREEK_NAMES)
        return labels


# --- Faults ---------------------------------------------------------------------------------------


def _spoil(draft: Draft, kind: str) -> set[str]:
    """Put faults into a draft, as often as real records have them; return their codes."""
    records, faults = FAULTS[kind]
    drawn = set()
    for code, counts in faults.items():
        place = draft.random.random() * records
        for findings, number in counts.items():
            place -= number
            if place < 0:
                _SPOILERS[code](draft, findings)
                drawn.add(code)
                break
    return drawn


def _text_field(draft: Draft) -> str:
    return "caption" if "caption" in draft.values else "description"


def _add_prose(text: str) -> Callable[[Draft, int], None]:
    def spoil(draft: Draft, findings: int) -> None:
        draft.values[_text_field(draft)] += f" {text}"

    return spoil


def _add_item(field: str, item: str) -> Callable[[Draft, int], None]:
    def spoil(draft: Draft, findings: int) -> None:
        draft.values[field] = [*draft.values.get(field, ()), item]

    return spoil


def _in_small_letters(draft: Draft, findings: int) -> None:
    small = LONG_NAMES[:findings]
    draft.labels = [label for label in draft.labels if label.casefold() not in small] + small
    draft.values["organisms"] = ["Homo sapiens"]


def _plain_ions(draft: Draft, findings: int) -> None:
    draft.labels += ["Ca2+", "Zn2+", "Mg2+", "Fe2+", "Mn2+"][:findings]


def _cite(draft: Draft, title: str) -> None:
    draft.values["citedin"] = [*(draft.values.get("citedin") or ()), {"link": "PMC1", "title": title}]


def _empty_description(draft: Draft, findings: int) -> None:
    draft.values["description"] = ""


def _short_description(draft: Draft, findings: int) -> None:
    draft.values[_text_field(draft)] = f"Overview of events in the {draft.random.choice(TISSUES)}."


def _duplicate_items(draft: Draft, findings: int) -> None:
    items = draft.values["annotations"] or _terms()[:1]
    draft.values["annotations"] = [*items, *[items[0]] * findings]


def _shared_description(draft: Draft, findings: int) -> None:
    pair = int(draft.values["wpid"][2:]) // 521  # of so many pathways some two have this fault
    draft.values["description"] = f"This pathway was made from a review, of which it is figure {pair}."
    draft.values["organisms"] = ["Homo sapiens"]


def _outdated_symbols(draft: Draft, findings: int) -> None:
    draft.labels += draft.random.sample(list(RENAMED), min(findings, len(RENAMED)))
    draft.values["organisms"] = ["Homo sapiens"]


def _nothing_yet(draft: Draft, findings: int) -> None:
    """Do nothing: the keywords and the table are made last."""


def _near_duplicates(draft: Draft, findings: int) -> None:
    if "caption" in draft.values:
        draft.chemicals += ["glucose", "Glucose"]
    else:
        draft.labels = [label for label in draft.labels if label not in _LABELS]
        for name in _LABELS[-findings - 4 : -4]:
            draft.labels += [name, name.replace(" ", "")]


def _unknown_organism(draft: Draft, findings: int) -> None:
    draft.values["organisms"] = ["Ovis aries"]


def _mojibake(draft: Draft, findings: int) -> None:
    word = "IL-7Rα".encode().decode("latin-1")
    draft.values["description"] += f" IL-7 binds to {word}, and {word} to the common chain."
    if findings > 1:
        draft.labels.append("TGF-β1".encode().decode("cp1252"))


def _line_breaks(draft: Draft, findings: int) -> None:
    _cite(draft, f"{draft.words.title()}\n{draft.words.title()}\n(2020)")


def _stray_spaces(draft: Draft, findings: int) -> None:
    if "caption" in draft.values:
        if findings == 1:
            draft.values["papertitle"] = draft.values["papertitle"].replace(" ", "  ", 1)
        else:
            draft.chemicals = [f"{word} " for word in CHEMICALS[:findings]]
    elif findings == 1 and draft.random.random() < 0.3:
        draft.values["title"] += " "
    else:
        labels = list(dict.fromkeys([*draft.labels, *_GENES[:findings]]))
        number = max(findings, len(draft.labels))
        draft.labels = [f"{label} " for label in labels[:findings]] + labels[findings:number]


def _markup(draft: Draft, findings: int) -> None:
    texts = "See '''the review''' for more.", "It was first seen in <i>Mus musculus</i>."
    draft.values["description"] += f" {draft.random.choice(texts)}"


def _doubtful_genes(draft: Draft, findings: int) -> None:
    source = (
        "ncbigene_synonym"
        if "ncbigene_symbol" in {gene.source for gene in draft.genes}
        else "hgnc_alias_symbol"
    )
    for mistaken in MISTAKEN[:findings]:
        word, symbol, entrez = mistaken.split()
        draft.genes.append(Gene(word, symbol, entrez, source))


def _one_organism(draft: Draft, findings: int) -> None:
    draft.values["organisms"] = "Homo sapiens"


def _missing_values(draft: Draft, findings: int) -> None:
    if findings >= 5:
        for field in ("doi", "journal_title", "journal_nlm_ta", "publisher_name", "keywords"):
            draft.values[field] = ".na.character"
    for field in ("organisms", "organisms_ner")[: findings % 5]:
        draft.values[field] = ["NA"]


_SPOILERS: Mapping[str, Callable[[Draft, int], None]] = {
    "CUR001": _empty_description,
    "CUR002": _short_description,
    "CUR006": _plain_ions,
    "CUR012": _in_small_letters,
    "DUP003": _duplicate_items,
    "DUP004": _shared_description,
    "GEN002": _outdated_symbols,
    "GEN004": _doubtful_genes,
    "KEY001": _nothing_yet,
    "KEY005": _near_duplicates,
    "REF003": _add_item("authors", "192.0.2.174"),
    "REF004": _add_item("communities", "SGD_Approved"),
    "REF007": _unknown_organism,
    "SCH002": _one_organism,
    "SRC006": _nothing_yet,
    "TXT001": _mojibake,
    "TXT002": _add_prose("Patients&amp;#x2019; cells show the same."),
    "TXT004": _line_breaks,
    "TXT005": _stray_spaces,
    "TXT006": _markup,
    "TXT007": _missing_values,
    "TXT008": _add_prose("It stabilizes ß-catenin."),
    "TXT009": _add_prose("Modified from Ref. []."),
    "TXT013": _add_prose("It was drawn after https://reactome.org/content/detail/R-HSA-109581 by hand."),
    "TXT014": _add_prose("More is known from [the portal](www.example.org)."),
    "TXT016": _add_prose("It was drawn after [BioCarta](http://www.biocarta.com/pathfiles/h_map.asp)."),
    "TXT017": _add_prose("The enzymes , too, are shown here."),
    "TXT018": _add_prose("The last step was found later [Nakai05]."),
    "TXT019": _add_prose("It makes -ketobutyrate of threonine."),
    "TXT021": _add_prose("The signal is recieved by the nucleus."),
    "TXT024": _add_prose("Of these, moxisylyte is the drug, and moxicylyte its product."),
}


# --- As the generators write it -------------------------------------------------------------------

_RESOLVERS = yaml.CSafeDumper.yaml_implicit_resolvers
_needs_quotes = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s]|.*(?:: | #|[:\s]$)").match


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(values: Values) -> str:
    """Return what PyYAML writes with `allow_unicode`, unsorted, in a fifteenth of the time."""
    lines: list[str] = []
    try:
        _write_mapping(values, 0, lines)
    except ValueError:  # seldom: an odd character
        return str(yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True))
    return "\n".join([*lines, ""])


def _write_mapping(values: Values, indent: int, lines: list[str]) -> None:
    pad = " " * indent
    for key, value in values.items():
        start = f"{pad}'{key}':" if key[0] == "@" else f"{pad}{key}:"
        if isinstance(value, dict):
            lines.append(start)
            _write_mapping(value, indent + 2, lines)
        elif not isinstance(value, list):
            lines.append(_scalar(f"{start} ", value, indent + 2))
        elif value:
            lines.append(start)
            for item in value:
                if isinstance(item, dict):
                    first = len(lines)
                    _write_mapping(item, indent + 2, lines)
                    lines[first] = f"{pad}- {lines[first][indent + 2 :]}"
                else:
                    lines.append(_scalar(f"{pad}- ", item, indent + 2))
        else:
            lines.append(f"{start} []")


def _scalar(start: str, value: Any, indent: int) -> str:
    """Return *start* with a value behind it, which is folded where a word crosses column 80.

    Raises:
        ValueError: the value holds a character that PyYAML escapes.
    """
    if value is None:
        return f"{start}null"
    if not isinstance(value, str):
        return f"{start}{value}"
    if not value.isprintable():
        raise ValueError(value)
    is_plain = value and not _needs_quotes(value)
    if not is_plain or any(pattern.match(value) for _, pattern in _RESOLVERS.get(value[0], ())):
        value = "'" + value.replace("'", "''") + "'"
    if len(start) + len(value) > 80:
        filler = "x" * (len(start) - indent)
        value = _fold(indent).sub(rf"\1\n{' ' * indent}", filler + value)[len(filler) :]
    return f"{start}{value}"


@cache
def _fold(indent: int) -> re.Pattern[str]:
    """Return what finds a line and the space behind it, where a text goes on."""
    return re.compile(rf"(.{{{81 - indent},}}?(?<! )) (?! |'?$)")


# --- A repository ---------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Return the files that records refer to, with their texts."""
    found = {
        f"_organisms/{name.lower().replace(' ', '-')}.md": f'---\nlatin: "{name}"\n---\n'
        for name in ORGANISMS
    }
    for tag in COMMUNITIES:
        texts = "".join(
            f'{field}: "{tag}"\n' for field in ("display-name", "title", "description", "short-description")
        )
        found[f"_communities/{tag.lower()}.md"] = f'---\n{texts}community-tag: "{tag}"\n---\n'
    for first, last in product(FIRST_NAMES, LAST_NAMES):
        name = f"{first}{last}"
        found[f"_authors/{name}.md"] = f"---\nusername: {name}\nrealname: {first} {last}\nwebsite: ~\n---\n"
    return found


def make(folder: Path, records: int) -> None:
    """Write a repository of *records* records into a new folder, on all cores."""
    for name in ("_authors", "_communities", "_data", "_figures", "_organisms", "_pathways"):
        (folder / name).mkdir(parents=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")
    batches = [range(start, min(start + 500, records)) for start in range(0, records, 500)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write_records, [folder] * len(batches), batches))


def _write_records(folder: Path, indices: range) -> None:
    for index in indices:
        for name, text in record(index).items():
            with open(f"{folder}/{name}", "wb") as file:
                file.write(text.encode())


def main() -> None:
    """Make the repository that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make a repository of records for benchmarks.")
    parser.add_argument("folder", type=Path, help="where to make it; must not exist")
    parser.add_argument("--records", type=int, default=20_000, help="how many (default: %(default)s)")
    arguments = parser.parse_args()
    make(arguments.folder, arguments.records)


if __name__ == "__main__":
    main()
