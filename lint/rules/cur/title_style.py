from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.words import looked_for, vocabulary

# Words of pathway titles that are not part of a name.
_WORDS = """
acid acids activation activity adhesion affected and apoptosis assembly associated autophagy between
biogenesis biosynthesis biosynthetic biotransformation biotransformations brain breast cancer carcinoma
cardiac cardiomyopathy cascade cascades catabolism cell cells cellular chronic coagulation complex
components context control crosstalk cycle cytoskeleton damage death defects deficiency degeneration
degradation development diabetes differentiation disease diseases disorder disorders drug during
dysfunction dystrophy effect effects endothelial energy enzymes epileptic expression factor factors
failure fetal fibrosis formation from function gene genes growth healing hepatocytes homeostasis hormone
hormones hypertrophy immune immunity infection inflammation inflammatory inhibition inhibitor inhibitors
initiation injury interaction interactions intestinal involution involved kidney kinase lactation leading
leukemia lipid lipids lipoprotein lipoproteins liver macrophage macrophages maturation mechanism
mechanisms mediated mediators metabolic metabolism migration mitochondrial model modulation muscle
muscular network neurogenesis neuronal neurons overview oxidation oxidative pathogenesis pathway pathways
peptide peptides pregnancy proliferation protein proteins purine pyrimidine receptor receptors reduction
regulation related release repair replication resistance response responses role roles salvage secretion
senescence signal signaling signalling skeletal stress syndrome syndromes synthesis targeting targets
their therapies therapy through toxicity trafficking transcription transduction transition transport
transporters treatment tumor tumors tumour type via virus wound with
"""
_SMALL = frozenset({*_WORDS.split(), "alpha", "beta", "gamma", "delta", "kappa"})
_CAPITAL = looked_for(word.capitalize() for word in _SMALL)
_WITHIN = lazy(r"(?<=[\w)\],] )(?:[A-Z][a-z]{2,}(?![\w-])|(?:Alpha|Beta|Gamma|Delta|Kappa)(?=-[a-z]))")
_ARTICLE = lazy(r"(?:The|An?) (?=[A-Za-z]{3})")
_FULL_STOP = lazy(r"\.(?<=[a-z]{5}\.)\s*\Z")


class TitleStyle(Rule):
    """The title of a pathway is not written like other titles: `Wnt Signaling Pathway`.

    Curators write titles like sentences: only the first word and names begin with a capital letter
    (`Wnt signaling pathway`). A title has no article at the start (`The …`) and no full stop at the end.
    Titles then sort and read alike in lists. Only words of a fixed list are reported, and none of them is a
    name.

    The fix is unsafe because a word may be part of a name.
    """

    code = "CUR013"
    source = "what curators of WikiPathways correct by hand, and how all other titles are written"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    superseded_by = frozenset({"TXT001", "TXT002", "TXT006", "TXT022"})
    examples = (
        Example(bad="title: Wnt Signaling Pathway", good="title: Wnt signaling pathway", unsafe=True),
        Example(
            bad="title: The Purine Metabolism of yeast cells.",
            good="title: Purine metabolism of yeast cells",
            unsafe=True,
        ),
        Example(bad="title: Growth of Beta-cells", good="title: Growth of beta-cells", unsafe=True),
        Example(ok="title: Wnt signaling in Rett syndrome"),
        Example(ok="title: 'Glycolysis: Regulation of A. sp.'"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, title in record.titles:
            changes = list(_changes(title))
            if changes:
                (start, end), instead = changes[0]
                is_word = instead.isalpha() and instead.islower()
                advice = f"should be `{instead}`" if is_word else "should be left out"
                message = f"`{title[start:end].strip()}` {advice} in titles{and_more(changes)}"
                fix, why = "Write it like other titles", "it may be part of a name"
                yield self.rewriting(path, title, changes, message, fix, why=why)


def _changes(title: str) -> Iterator[tuple[Span, str]]:
    """Yield the spans of *title* that differ from the style of other titles, each with its replacement."""
    if article := _ARTICLE.match(title):
        yield (0, article.end() + 1), title[article.end()].upper()
    if not _CAPITAL.isdisjoint(vocabulary(title)):
        for found in _WITHIN.finditer(title, article.end() + 1 if article else 0):
            if found[0].lower() in _SMALL:
                yield found.span(), found[0].lower()
    if stop := _FULL_STOP.search(title):
        yield (stop.start(), stop.start() + 1), ""
