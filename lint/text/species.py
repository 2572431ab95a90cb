"""The names of species that records are about."""

from __future__ import annotations

from lint.core.patterns import lazy

_LATIN = """
Arabidopsis thaliana, Aspergillus fumigatus, Aspergillus niger, Bacillus subtilis, Bos taurus,
Caenorhabditis elegans, Candida albicans, Clostridium difficile, Danio rerio, Drosophila melanogaster,
Escherichia coli, Gallus gallus, Glycine max, Haemophilus influenzae, Helicobacter pylori, Homo sapiens,
Hordeum vulgare, Klebsiella pneumoniae, Listeria monocytogenes, Macaca mulatta, Mus musculus,
Mycobacterium tuberculosis, Neisseria gonorrhoeae, Neisseria meningitidis, Neurospora crassa, Oryza sativa,
Pan troglodytes, Plasmodium falciparum, Pseudomonas aeruginosa, Rattus norvegicus, Saccharomyces cerevisiae,
Salmonella enterica, Schizosaccharomyces pombe, Solanum lycopersicum, Staphylococcus aureus,
Streptococcus pneumoniae, Streptococcus pyogenes, Sus scrofa, Toxoplasma gondii, Trypanosoma brucei,
Vibrio cholerae, Xenopus laevis, Yersinia pestis, Zea mays
"""
SPECIES = frozenset(name.strip().replace("\n", " ") for name in _LATIN.split(","))
"""The Latin names of species."""

HUMAN = "Homo sapiens"
_NAMES = {
    "Mus musculus": "mouse|mice|murine|mus musculus",
    "Rattus norvegicus": "rats?|rattus norvegicus",
    "Danio rerio": "zebrafish|danio rerio",
    "Drosophila melanogaster": "drosophila|fruit fl(?:y|ies)",
    "Caenorhabditis elegans": r"c(?:aenorhabditis|\.) elegans",
    "Schizosaccharomyces pombe": r"s(?:chizosaccharomyces|\.) pombe|fission yeast",
    "Saccharomyces cerevisiae": r"s(?:accharomyces|\.) cerevisiae|(?:budding )?yeast(?! \w+-hybrid)",
    "Gallus gallus": "chickens?|chicks?|gallus gallus",
    "Plasmodium falciparum": r"p(?:lasmodium|\.) falciparum",
    "Escherichia coli": r"e(?:scherichia|\.) coli",
    "Bacillus subtilis": r"b(?:acillus|\.) subtilis",
    "Staphylococcus aureus": r"s(?:taphylococcus|\.) aureus",
    "Streptococcus pneumoniae": r"s(?:treptococcus|\.) pneumoniae",
    "Pseudomonas aeruginosa": r"p(?:seudomonas|\.) aeruginosa",
    "Arabidopsis thaliana": "arabidopsis",
    "Oryza sativa": "rice|oryza sativa",
}
NAMED = {name: lazy(rf"\b(?:{pattern})\b") for name, pattern in _NAMES.items()}
"""For each species but the human one, an expression that matches its names in a text in lower case."""
_IN_LOWER_CASE = {name.lower(): name for name in SPECIES}
_HUMANS = lazy(r"humans?|h\. sapiens")


def latin_name(name: str) -> str:
    """Return the Latin name of the species that *name* names: `Mouse`, `E. coli`; "" if it is not known."""
    folded = name.strip().lower()
    if _HUMANS.fullmatch(folded):
        return HUMAN
    named = (latin for latin, pattern in NAMED.items() if pattern.fullmatch(folded))
    return _IN_LOWER_CASE.get(folded) or next(named, "")
