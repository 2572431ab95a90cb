from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example
from lint.rules.cur import LabelRule
from lint.rules.gen import references, sidecar_rows
from lint.rules.keyword_lists import keyword_lists

# In these species gene symbols begin with a capital, so a word that begins with a small letter is a name.
_MAMMALS = frozenset(
    {
        *("Bos taurus", "Canis familiaris", "Equus caballus", "Homo sapiens", "Macaca mulatta"),
        *("Mus musculus", "Oryctolagus cuniculus", "Ovis aries", "Pan troglodytes", "Rattus norvegicus"),
        "Sus scrofa",
    }
)
# Prefixes of stereochemistry and position are excluded: nine in ten labels have them in small letters.
_SMALL = lazy(r"(?!(?:alpha|beta|cis|delta|gamma|omega|trans)[,-])[a-z]{5,}(?=[ ,-]|\Z)")
_CAPITALS = lazy(r"(?=.*[A-Z]{9})[A-Z]{5,}(?: [A-Z]{5,})*")  # `DNA` and `NADH` keep their capitals
# Words that no name begins with its own capital; `Phosphatase` and the like follow from the ending.
_COMMON = lazy(
    r" (?<=[\w)\]] )(?:Acids?|Amino|Chains?|Esters?|Fatty|Hormones?|Methyl|Oxides?|Oxygen|Peroxides?"
    r"|Phosphates?|Receptors?|Species|Sulfates?|[A-Z][a-z]{3,20}ases?)(?![\w-])"
)
_TITLED = lazy(r"[ -][A-Z][a-z]{2}")
_ANY = lazy(r"\n(?:[a-z]{5,}[ ,\n-]|[A-Z]{9,}[ \n]|[A-Z]{5,8} [A-Z]{9,}[ \n])")  # checked first
_PATHWAY = "wpid: WP1\norganisms:\n- {}\nschema-jsonld:\n- keywords:\n  - {}"


class LabelCase(LabelRule):
    """A name in the drawing has other capital letters than curators give it: `glucose`, `Folic Acid`.

    Curators of WikiPathways begin labels with a capital letter and write the rest in lower case: `Glucose`,
    `Folic acid`. Four in five names in the drawings are written like this. If all pathways spell a name in
    the same way, one search finds it in all of them. Gene symbols are not reported, nor are pathways of
    species in which gene symbols begin with a small letter.

    Change the label in the drawing: the keywords are made from it.
    """

    code = "CUR012"
    source = "what curators of WikiPathways correct by hand, and how most names in the drawings are written"
    severity = Severity.INFO
    superseded_by = frozenset({"KEY005"})
    examples = (
        Example(bad=_PATHWAY.format("Homo sapiens", "glucose")),
        Example(bad=_PATHWAY.format("Mus musculus", "TNF\n  - Kynurenic Acid\n  - PROPIONYLCARNITINE")),
        Example(bad=_PATHWAY.format("Homo sapiens", "HMG CoA Reductase\n  - TNF")),
        Example(
            ok=_PATHWAY.format(
                "Homo sapiens",
                "Glucose\n  - gamma-Linolenic acid\n  - mTOR\n  - cAMP\n  - let-7\n  - microRNA\n"
                "  - DNA REPLICATION\n  - Wnt Receptor Complex",
            )
        ),
        Example(ok=_PATHWAY.format("Danio rerio", "notch\n  - wingless")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        organisms = record.field(record.kind.organisms)
        names = organisms if isinstance(organisms, list) else [organisms]
        if len(names) != 1 or not isinstance(names[0], str) or names[0] not in _MAMMALS:
            return
        for keywords in keyword_lists(record):
            if not _ANY.search(f"\n{keywords.joined}\n") and not _COMMON.search(keywords.joined):
                continue
            changed = [
                (index, word, right)
                for index, word in enumerate(keywords.words)
                if isinstance(word, str) and (right := _as_curators_write(word)) != word
            ]
            rows = sidecar_rows(record, "HGNC") if changed else []
            symbols = {symbol for (cell,) in rows for symbol in references(cell)}
            for index, word, right in changed:
                if word.upper() not in symbols:
                    yield self.relabelled(keywords, index, right)


def _as_curators_write(name: str) -> str:
    """Return a name with the capital letters that curators give it."""
    if name.isupper():
        return name.capitalize() if _CAPITALS.fullmatch(name) else name
    if name[:1].islower() and _SMALL.match(name):
        name = name[0].upper() + name[1:]
    right = _COMMON.sub(lambda found: found[0].lower(), name)
    return name if _TITLED.search(right) else right  # nobody writes `Wnt receptor Complex`
