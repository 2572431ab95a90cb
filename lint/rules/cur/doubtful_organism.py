from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.gen import is_human
from lint.text.species import HUMAN, NAMED

_RECORD = f"organisms:\n- {HUMAN}\ncaption: {{}}"
_FIELDS = ("caption", "figtitle", "papertitle")

_PERSON = lazy(
    r"\b(?:humans?|homo sapiens|patients?|clinical|men|women|child(?:ren)?|hela|hek ?293t?|huvecs?|mcf-?7|"
    r"therap(?:y|ies|eutic)|diseases?|syndrome|cancers?|carcinomas?|tumou?rs?|leuka?emia|lymphomas?)\b"
)
_OTHERS = {
    "a plant": "plants?|isoflavon(?:e|oid)s?|anthocyanins?|phenylpropanoids?|chloroplasts?|lignin|"
    "gibberellins?|brassinosteroids?|photosynthe(?:sis|tic)",
    "bacteria": "bacteri(?:a|al|um)|peptidoglycan|bacteriophages?",
}
_NAMED = NAMED | {name: lazy(rf"\b(?:{pattern})\b") for name, pattern in _OTHERS.items()}
_WORDS = """
    mouse mice murine muscul zebra rerio droso fruit elegans cerevis yeast pombe chick gallus falcip
    coli subtilis aureus pneumon aerugin arabid rice oryza plant isoflav anthocyan phenylprop lignin
    gibber brassino photosyn bacteri peptidogly
"""
_STEMS = (*_WORDS.split(), " rat")
"""Every text that one of the patterns above matches contains one of these; few other texts do."""


class DoubtfulOrganism(Rule):
    """A figure is assigned to humans, but its text names another organism and nothing human.

    PFOCR writes *Homo sapiens* if it does not know the organism
    (`_rmd/update*.Rmd` of wikipathways/pfocr-database), and looks up the words of the figure among
    the names of human genes. Look at the paper. If it is about another organism, correct the organism and
    check the genes too.
    """

    code = "CUR011"
    source = "the record's own caption and titles"
    severity = Severity.INFO
    kinds = frozenset({"figure"})
    examples = (
        Example(bad=_RECORD.format("The unfolded protein response in C. elegans."), kind="figure"),
        Example(bad=_RECORD.format("Biosynthesis of isoflavones. Enzymes are in blue."), kind="figure"),
        Example(ok=_RECORD.format("Signaling in mice and in human cells."), kind="figure"),
        Example(ok="organisms:\n- Mus musculus\ncaption: Signaling in mice.", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        if not is_human(record):
            return
        text = "\n".join(value for field in _FIELDS if isinstance(value := record.field(field), str))
        folded = text.lower()
        padded = f" {folded}"
        # Looking for a stem takes a hundredth of the time of a regular expression.
        if not any(stem in padded for stem in _STEMS) or _PERSON.search(folded):
            return
        for name, pattern in _NAMED.items():
            if match := pattern.search(folded):
                path = ("organisms", 0) if isinstance(record.field("organisms"), list) else ("organisms",)
                word = text[slice(*match.span())] if len(text) == len(folded) else match[0]
                message = f"The organism is `{HUMAN}`, but the text has `{word}`: is it about {name}?"
                yield self.finding(path, message)
                return
