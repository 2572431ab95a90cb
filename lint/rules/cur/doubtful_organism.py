"""CUR011 doubtful-organism."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule

_HUMAN = "Homo sapiens"
_RECORD = f"organisms:\n- {_HUMAN}\ncaption: {{}}"
_FIELDS = ("caption", "figtitle", "papertitle")

_PERSON = lazy(
    r"\b(?:humans?|homo sapiens|patients?|clinical|men|women|child(?:ren)?|HeLa|HEK ?293T?|HUVECs?|MCF-?7|"
    r"therap(?:y|ies|eutic)|disease|syndrome|cancers?|carcinomas?|tumou?rs?|leuka?emia|lymphomas?)\b",
    re.IGNORECASE,
)
_OTHERS = {
    "Mus musculus": r"\b(?:mouse|mice|murine|Mus musculus)\b",
    "Rattus norvegicus": r"\b(?:rats?|Rattus norvegicus)\b",
    "Danio rerio": r"\b(?:zebrafish|Danio rerio)\b",
    "Drosophila melanogaster": r"\b(?:Drosophila|fruit fl(?:y|ies))\b",
    "Caenorhabditis elegans": r"\bC(?:aenorhabditis|\.) elegans\b",
    "Saccharomyces cerevisiae": r"\bS(?:accharomyces|\.) cerevisiae\b|\bbudding yeast\b",
    "Escherichia coli": r"\bE(?:scherichia|\.) coli\b",
    "Bacillus subtilis": r"\bB(?:acillus|\.) subtilis\b",
    "Staphylococcus aureus": r"\bS(?:taphylococcus|\.) aureus\b",
    "Streptococcus pneumoniae": r"\bS(?:treptococcus|\.) pneumoniae\b",
    "Pseudomonas aeruginosa": r"\bP(?:seudomonas|\.) aeruginosa\b",
    "Arabidopsis thaliana": r"\bArabidopsis\b",
    "Oryza sativa": r"\b(?:rice|Oryza sativa)\b",
    "a plant": r"\b(?:plants?|isoflavon(?:e|oid)s?|anthocyanins?|phenylpropanoids?|chloroplasts?|lignin|"
    r"gibberellins?|brassinosteroids?|photosynthe(?:sis|tic))\b",
    "bacteria": r"\b(?:bacteri(?:a|al|um)|peptidoglycan|bacteriophages?)\b",
}
_SPECIES = {name: lazy(pattern, re.IGNORECASE) for name, pattern in _OTHERS.items()}


class DoubtfulOrganism(Rule):
    """A figure is said to be of humans, and its caption names another organism and no person.

    PFOCR writes *Homo sapiens* where nothing else is known
    (`_rmd/update*.Rmd` of wikipathways/pfocr-database), and looks up the words of the figure among
    the names of human genes. Look at the paper; where the organism is another one, name it, and look at
    the genes too.
    """

    code = "CUR011"
    name = "doubtful-organism"
    severity = Severity.INFO
    kinds = frozenset({"figure"})
    examples = (
        Example(bad=_RECORD.format("The unfolded protein response in C. elegans."), kind="figure"),
        Example(bad=_RECORD.format("Biosynthesis of isoflavones. Enzymes are in blue."), kind="figure"),
        Example(ok=_RECORD.format("Signaling in mice and in human cells."), kind="figure"),
        Example(ok="organisms:\n- Mus musculus\ncaption: Signaling in mice.", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield the one finding there may be."""
        organisms = record.field("organisms")
        if organisms not in (_HUMAN, [_HUMAN]):
            return
        said = "\n".join(text for field in _FIELDS if isinstance(text := record.field(field), str))
        if _PERSON.search(said):
            return
        for name, pattern in _SPECIES.items():
            if match := pattern.search(said):
                path = ("organisms", 0) if isinstance(organisms, list) else ("organisms",)
                message = f"The organism is `{_HUMAN}`, and the text has `{match[0]}`: is it of {name}?"
                yield self.finding(path, message)
                return
