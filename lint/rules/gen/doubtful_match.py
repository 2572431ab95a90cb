from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path
from lint.core.wording import letters_of
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.gen import inline_genes, keyword_paths, sidecar_rows, text

# The parts of the lexicons with names other than approved symbols and names of gene families.
_OTHER_NAMES = frozenset({"hgnc_alias_symbol", "hgnc_prev_symbol", "ncbigene_synonym"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS = _set("""
    a acid acids after all also an and are as at be been before between blood body bone brain but by cell
    cells cycle death did diet dna do does during each early fast fat few fig figure food for from gain gas
    gene genes has have heart here high hot how if in into is it its kidney killer large late light liver
    loss low lung may mice mild mouse muscle no nor not of off on only or other out over protein proteins rat
    rats rna sex size skin small step steps such than that the their then there these they this those through
    tissue to type under until up upon used via was we were when where which while who wild will with within
    without
""")
# In capitals, the other words are names that figures do use: the phosphatase STEP, the ligand LIGHT.
_WORDS_IN_CAPITALS = _set("AND BUT BY FOR FROM IN NOT OF ON OR THE TO VIA WITH")
_MOLECULES = _set("""
    ach adp amp atp ca ca2 cacl2 calcium cl co2 coa fad gdp gmp gtp h2o h2o2 hcl iron k kcl lps magnesium mg2
    na nacl nad nadh nadp nadph nh3 o2 potassium sodium udp ump utp xmp zinc
""")
_CLASSES = _set("gpcr gpcrs kinase kinases ligand ligands phosphatase receptor receptors rtk rtks")
_ION = lazy(r"\W*(?:Ca|Cl|Cu|Fe|K|Mg|Mn|Na|Zn)[123²³]?[+⁺]")
"""Matches an ion that a program takes for the symbol of a gene: `Ca2+` for CA2."""
_FIELDS = ("word", "symbol", "hgnc_symbol")
_COLUMNS = ("word", "match", "ncbigene_symbol", "source")
_GREEK = {"a": "α", "b": "βß", "d": "δ", "e": "ε", "g": "γ", "k": "κ", "y": "γ"}
_SHORT = 2  # characters
_CONTEXT = 24  # characters looked at before a Greek letter
_MAX_SEARCHES = 200  # for names in a text: each reads the whole text
_WORD = lazy(r"\w+")
_letters = lru_cache(maxsize=50_000)(letters_of)  # words repeat often

_CAPTION = "caption: IL-12 binds IL-12R {}.\n"
_GENE = "genes:\n- word: {}\n  symbol: {}\n  source: {}\n  hgnc_symbol: {}\n"


class Match(NamedTuple):
    """A gene that was recognised in a figure."""

    path: Path
    """The path of the word in the record, or of the keyword that is made from the match."""
    word: str
    """The word as it was recognised in the figure."""
    name: str
    """The name in the lexicon that matched the word."""
    gene: str
    """The approved symbol."""


class DoubtfulMatch(Rule):
    """A word in the figure was probably mistaken for a gene.

    A program reads the words of a figure and looks them up among the names of genes. Many of these have
    another meaning as well: `and` and `loss` are also names of genes, and `ATP` is nearly always the
    molecule. Such a match leads readers, and analyses of gene lists, to a figure that does not show the
    gene. Look at the figure; if the gene is not in it, remove its row and its keyword.

    A match is doubtful if the matched name is not the approved symbol and is a common word, a molecule, a
    class of proteins (`GPCR`), one of the record's chemicals, or one or two letters that the text never
    uses by themselves. A match of an ion is always doubtful (`Ca2+`, CA2). A gene that is also matched in
    another way, or that the text names, is not reported.
    """

    code = "GEN004"
    source = "the sources that PFOCR names for a match, and the record's own text"
    severity = Severity.INFO
    kinds = frozenset({"figure"})
    examples = (
        Example(
            bad=_CAPTION.format("β2") + _GENE.format("B2", "BII", "hgnc_alias_symbol", "CACNA1E"),
            ok=_CAPTION.format("B2") + _GENE.format("B2", "BII", "hgnc_alias_symbol", "CACNA1E"),
            kind="figure",
        ),
        Example(
            bad=_GENE.format("ATP", "ATP", "hgnc_alias_symbol", "ATP8A2"),
            ok=_GENE.format("STEP", "STEP", "hgnc_alias_symbol", "PTPN5"),
            kind="figure",
        ),
        Example(
            bad=_GENE.format("Trp", "TRP", "hgnc_alias_symbol", "TYRP1") + "chemicals:\n- word: Trp",
            ok="caption: Trp is degraded by Ido1.\n"
            + _GENE.format("IDO", "IDO", "hgnc_alias_symbol", "IDO1")
            + "chemicals:\n- word: IDO",
            kind="figure",
        ),
        Example(
            bad=_GENE.format("light", "LIGHT", "hgnc_alias_symbol", "TNFSF14"),
            ok=_GENE.format("LIGHT", "LIGHT", "hgnc_alias_symbol", "TNFSF14"),
            kind="figure",
        ),
        Example(
            bad=_GENE.format("Ca2+", "CA2", "hgnc_symbol", "CA2"),
            ok=_GENE.format("CA2", "CA2", "hgnc_symbol", "CA2"),
            kind="figure",
        ),
        Example(
            bad=_GENE.format("GPCRs", "GPCR", "hgnc_alias_symbol", "FFAR3"),
            ok=_GENE.format("LARGE", "LARGE", "hgnc_prev_symbol", "LARGE1"),
            kind="figure",
        ),
        Example(
            bad="figid: PMC1__f1\nschema-jsonld:\n  keywords:\n  - Andorra",
            ok="figid: PMC1__f1\nschema-jsonld:\n  keywords:\n  - AR",
            kind="figure",
            sidecars={
                "_data/PMC1__f1-genes.tsv": "word\tmatch\tncbigene_symbol\tsource\n"
                "AND\tAND\tAndorra\tncbigene_synonym\nAR\tAR\tAR\tncbigene_symbol\n"
            },
        ),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether a gene in the record may be doubtful; this does not read the file with its genes."""
        genes = [gene for _, gene in inline_genes(record)]
        return not genes or any(_is_unsure(text(gene, "source"), text(gene, "word")) for gene in genes)

    def check(self, record: Record) -> Iterator[Finding]:
        matches, sound = _matches(record)
        if not matches:
            return
        sources = record.keyword_sources
        chemicals = {_letters(word) for word in sources.groups[1]} if sources else set()
        prose = _Prose("\n".join(text(record.values, name) for name in ("caption", "figtitle", "papertitle")))
        folded = _Prose(prose.text.casefold())
        by_doubt: dict[str, list[Match]] = {}
        for match in matches:
            by_doubt.setdefault(_doubt(match, chemicals, prose), []).append(match)
        sound.update(match.gene for match in by_doubt.pop("", ()))
        for doubt, group in by_doubt.items():
            doubtful = [match for match in group if not (match.gene in sound or _names(folded, match.gene))]
            genes = ", ".join(dict.fromkeys(f"`{match.gene}`" for match in doubtful))
            if doubtful:
                message = f"{doubt}, but it was matched with {genes}: remove what the figure does not show"
                yield self.finding(doubtful[0].path, message)


def _matches(record: Record) -> tuple[list[Match], set[str]]:
    """Return the matches that need a closer look, and the genes of all other matches."""
    matches: list[Match] = []
    sound: set[str] = set()
    for path, gene in inline_genes(record):
        if _is_unsure(text(gene, "source"), text(gene, "word")):
            at = (*path, "word") if "word" in gene else path
            matches.append(Match(at, *(text(gene, field) for field in _FIELDS)))
        else:
            sound.add(text(gene, "hgnc_symbol"))
    if "genes" not in record.values:
        places = keyword_paths(record)
        for word, name, symbol, source in sidecar_rows(record, *_COLUMNS):
            if symbol in places:
                if _is_unsure(source, word):
                    matches.append(Match(places[symbol], word, name, symbol))
                else:
                    sound.add(symbol)
    return matches, sound


class _Prose:
    """A text in which names are looked up, each once; after too many searches, each counts as found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = frozenset(_WORD.findall(text))
        self._left = _MAX_SEARCHES
        self._known: dict[str, bool] = {}

    def holds(self, name: str) -> bool:
        """Return whether the text contains the name as a separate word."""
        if name.isalnum():
            return name in self._words
        if not self._words.issuperset(_WORD.findall(name)):
            return False
        if name not in self._known:
            pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
            self._known[name] = not self._may_search() or re.search(pattern, self.text) is not None
        return self._known[name]

    def greek(self, name: str) -> str:
        """Return the words of the text that contain the name with a Greek first letter; "" if none do."""
        letters = _GREEK.get(name[:1].lower())
        if not letters or not self._may_search():
            return ""
        found = re.search(rf"[{letters}]{re.escape(name[1:])}(?!\w)", self.text)
        if not found:
            return ""
        before = self.text[max(0, found.start() - _CONTEXT) : found.start()]
        word = ["", *before.split()][-1]
        space = " " if word and before[-1].isspace() else ""
        return f"{word}{space}{found.group()}"

    def _may_search(self) -> bool:
        self._left -= 1
        return self._left >= 0


def _is_unsure(source: str, word: str) -> bool:
    """Return whether the match is not by an approved symbol, or is a match of an ion."""
    return source in _OTHER_NAMES or ("+" in word and _ION.match(word) is not None)


def _doubt(match: Match, chemicals: set[str], prose: _Prose) -> str:
    """Return why the match is doubtful, to begin a message with; "" if it is not."""
    word = _plain(match.word)
    if _ION.match(match.word):
        return f"`{match.word}` is most likely the ion"
    if word in _WORDS_IN_CAPITALS or (word.lower() in _WORDS and not word.isupper()):
        return f"`{word}` is a common word"
    if word.lower() in _MOLECULES:
        return f"`{word}` is most likely the molecule"
    if word.lower() in _CLASSES:
        return f"`{word}` is a class of proteins"
    names = [name for name in (word, match.name) if name]
    for name in names:
        if _letters(name) in chemicals:
            return f"`{name}` is also among the record's chemicals"
    for name in names:
        if len(_letters(name)) <= _SHORT and not prose.holds(name):
            likely = prose.greek(name)
            context = f"has only `{likely}`" if likely else "does not contain this word"
            return f"`{name}` is too short to identify a gene, and the text {context}"
    return ""


def _plain(word: str) -> str:
    """Return a word without brackets, dots and similar characters around it."""
    if word.isalnum():
        return word
    indices = [index for index, character in enumerate(word) if character.isalnum()]
    return word[indices[0] : indices[-1] + 1] if indices else ""


def _names(folded: _Prose, gene: str) -> bool:
    """Return whether a text names a gene in the spelling of any species; short symbols do not count."""
    return len(gene) > _SHORT and folded.holds(gene.casefold())
