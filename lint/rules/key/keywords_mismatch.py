from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value, diff_lists, find
from lint.core.wording import some
from lint.kinds import Kind
from lint.records.keyword_sources import KeywordSources
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.key import damaged_forms, folded, may_be_any, names_nothing, repaired
from lint.rules.txt.spreadsheet_date import DATE
from lint.text.damage import CUT_OFF, damage_of, is_garbled, is_leaked_by_r

_FIGURE = """\
schema-jsonld:
  keywords:
  - {}
genes:
- hgnc_symbol: IL12A
- hgnc_symbol: IL12B
- hgnc_symbol: IL12A
chemicals:
- word: bombesin
diseases: []
"""
_PATHWAY = """\
wpid: WP1
schema-jsonld:
- keywords:
  - {}
"""
_DATANODES = {"_data/WP1-datanodes.tsv": "Label\tType\nTNF\tProtein\nIL6\tProtein\nTNF\tProtein\n"}

_MAX_REPAIRED = 20  # possibly damaged genes that are compared with keywords
_MAX_COMPARED = 200  # keywords with which each of them is compared
_NUMBER = lazy(r"\d(?:\.\d+)?[eE]\+?\d+\Z")  # what a spreadsheet makes of the name of a clone
_MAX_LISTED = 5  # words that a message names
_MAX_FIXED = 10  # lists per record, which usually has one: each fix contains all that its list lacks


class KeywordsMismatch(Rule):
    """The keywords do not match the record's genes, chemicals and diseases.

    Search engines and the site's search find a record by its keywords. They are made from its genes,
    chemicals and diseases. For a figure, they are the distinct symbols and words in the order of its lists
    (in the record, or beside it in `_data/`); for a pathway, the sorted labels of its data nodes. An extra
    keyword leads readers to a record that does not show it; a missing one hides the record.

    Both sides are compared after the repairs of the rules on text, with white space normalised and without
    words that name nothing (KEY004, TXT007). Either side may be out of date; if the source of a pathway is
    available, it shows which one. A word that only one side has is left to you. The fix sorts the keywords,
    adds those of the record's own genes, unless one has a `?` or may be a keyword that is cut off, and
    replaces keywords that are damaged forms of missing ones. If a gene of the record is damaged, the fix
    takes its symbol from the keywords. A fix that relies on damage is unsafe.
    """

    code = "KEY001"
    source = "the generators, and the record's own genes or its table in `_data/`"
    severity = Severity.ERROR
    replaces_items = True
    examples = (
        Example(
            bad=_FIGURE.format("IL12A\n  - bombesin"),
            good=_FIGURE.format("IL12A\n  - IL12B\n  - bombesin"),
            kind="figure",
        ),
        Example(
            bad=_FIGURE.format("IL12B\n  - IL12A\n  - bombesin"),
            good=_FIGURE.format("IL12A\n  - IL12B\n  - bombesin"),
            kind="figure",
        ),
        Example(
            bad=_FIGURE.format("IL12A\n  - bombesin").replace("symbol: IL12B", "symbol: IL12"), kind="figure"
        ),
        Example(
            bad=_PATHWAY.format("IL\n  - TNF"),
            good=_PATHWAY.format("IL6\n  - TNF"),
            unsafe=True,
            sidecars=_DATANODES,
        ),
        Example(
            bad=_PATHWAY.format(".na.character\n  - TNF"),
            good=_PATHWAY.format("IL6\n  - TNF"),
            unsafe=True,
            sidecars=_DATANODES,
        ),
        Example(
            bad=_FIGURE.format("IL12A\n  - IL12B\n  - bombesin").replace("symbol: IL12B", "symbol: I?12B"),
            good=_FIGURE.format("IL12A\n  - IL12B\n  - bombesin"),
            kind="figure",
            unsafe=True,
        ),
        Example(
            bad=_FIGURE.format("IL12A\n  - bombesin").replace("symbol: IL12B", "symbol: I?12A"),
            good=_FIGURE.format("IL12A\n  - bombesin").replace("symbol: IL12B", "symbol: IL12A"),
            kind="figure",
            unsafe=True,
        ),
        Example(bad=_FIGURE.format("IL12AB\n  - IL12B\n  - bombesin"), kind="figure", unsafe=True),
        Example(
            bad=_FIGURE.format("IL12A\n  - ''\n  - bombesin"),
            good=_FIGURE.format("IL12A\n  - IL12B\n  - bombesin"),
            kind="figure",
        ),
        Example(
            bad=_FIGURE.format("IL12A\n  - ''\n  - bombesin").replace("symbol: IL12B", "symbol: I?99"),
            kind="figure",
            unsafe=True,
        ),
        Example(bad=_PATHWAY.format("''\n  - TNF"), sidecars=_DATANODES, unsafe=True),
        Example(bad=_PATHWAY.format("AKT1\n  - IL6\n  - TNF"), sidecars=_DATANODES),
        Example(ok=_PATHWAY.format("IL6\n  - TNF"), sidecars=_DATANODES),
        Example(
            ok=_PATHWAY.format("...\n  - IL6\n  - TNF"),
            sidecars={"_data/WP1-datanodes.tsv": "Label\n\nTNF\n?\nIL6\n"},
        ),
        Example(
            ok="schema-jsonld:\n  keywords:\n  - .na.character\n  - TNF",
            kind="figure",
            sidecars={"_data/PMC1-genes.tsv": "word\tncbigene_symbol\nCOX\tNA\nTNF-a\tTNF\n"},
        ),
        Example(
            ok=_PATHWAY.format("IL6\n  - TNF"),
            sidecars={"_data/WP1-datanodes.tsv": "Label\nTNF\n.na.character\nIL6\n"},
        ),
        Example(ok=_PATHWAY.format("AKT1")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        sources = record.keyword_sources
        if sources is None:
            return
        generated = sources.generated(record.kind)
        expected: _Expected | None = None
        evidence = _Evidence(record)
        for number, (path, keywords) in enumerate(record.keyword_lists):
            # Most lists are exactly as they were generated: then nothing has to be repaired or folded.
            if generated == keywords or not _is_comparable(record, path, keywords, generated):
                continue
            texts = [item if isinstance(item, str) else "" for item in keywords]
            expected = expected or _Expected(sources, record.kind)
            difference = expected.difference(texts)
            if difference is None:
                continue
            outdated = evidence.outdated_side(keywords)
            fix = None
            if number < _MAX_FIXED and outdated is None and not record.has_torn_tables:
                new = expected.keywords(texts)  # takes time in proportion to the table
                fix = _fix(path, keywords, texts, new, sources) or _repairing(record, texts, new)
            other = "lists" if sources.inline else "table"
            advice = "" if fix else f": either side may be out of date; correct the keywords or the {other}"
            if outdated is not None:
                verb = "are" if outdated is _Side.KEYWORDS else "is"
                advice = f": according to {evidence.file}, the {outdated} {verb} out of date"
            yield self.finding(path, f"{difference.told(sources)}{advice}", fix=fix)


def _is_comparable(record: Record, path: Path, keywords: list[Value], generated: list[str]) -> bool:
    """Return whether a list holds only single values, and no generated text that lacks its quotes."""
    if any(isinstance(item, list | dict) for item in keywords):
        return False  # SCH002 reports these
    others = [(*path, index) for index, item in enumerate(keywords) if not isinstance(item, str)]
    return all(record.document.source(other) not in generated for other in others)  # REC006, SCH002


class _Names(NamedTuple):
    """Some words, for a message."""

    shown: str
    number: int

    def __str__(self) -> str:
        return f"{self.shown} {'is' if self.number == 1 else 'are'}"


class _Difference(NamedTuple):
    """How keywords differ from those that are expected."""

    missing: _Names | None
    extra: _Names | None
    misplaced: str
    """The expected keyword at the first place where only the order differs; "" if it does not."""

    def told(self, sources: KeywordSources) -> str:
        """Return what is wrong."""
        faults: list[str] = []
        if self.missing:
            faults.append(f"{self.missing} {sources.place}, but not among the keywords")
        if self.extra:
            faults.append(f"{self.extra} among the keywords, but not {sources.place}")
        if self.misplaced:
            faults.append(f"the keywords are out of order from `{self.misplaced}` on")
        told = "; ".join(faults)
        return told[0].upper() + told[1:]


class _Side(StrEnum):
    """A side of the comparison."""

    KEYWORDS = "keywords"
    TABLE = "table"


class _Derived(NamedTuple):
    """What the record's source gives."""

    gives_table: bool
    keywords: list[Value]
    """The lists of keywords."""


class _Evidence:
    """Tells which side is out of date, if the record's source and its table are available."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def file(self) -> str:
        """The name of the source."""
        return self._record.source.file if self._record.source else ""

    @cached_property
    def _derived(self) -> _Derived | None:
        source, table = self._record.source, self._record.keyword_table
        if source is None or table is None or source.derived.crashes:
            return None
        lists = [words for _, words in find(source.derived.fields, self._record.kind.keywords)]
        return _Derived(source.makes_table(table), lists)

    def outdated_side(self, keywords: list[Value]) -> _Side | None:
        """Return the side that is out of date; None if this is not known."""
        derived = self._derived
        if derived is None or derived.gives_table == (keywords in derived.keywords):
            return None
        return _Side.KEYWORDS if derived.gives_table else _Side.TABLE


def _fix(
    path: Path, keywords: list[Value], texts: list[str], new: list[str], sources: KeywordSources
) -> Fix | None:
    """Return the fix that takes the keywords from their sources; None if it might lose a correct one.

    Which side is right is not known: only keywords that are empty or the damaged form of a missing one are
    removed, and others are added only from the record itself.
    """
    words = (word for group in sources.groups for word in group)
    if any(is_garbled(word) or DATE.match(word) or _NUMBER.match(word) for word in words):
        return None
    before, after = set(map(folded, texts)), set(map(folded, new))
    missing = [word for word in new if folded(word) not in before]
    if any("?" in word or may_be_any(word) for word in missing):
        return None  # characters are lost, or the whole word is
    extra = [
        word
        for word, item in zip(texts, keywords, strict=True)
        if folded(word) not in after
        and not (isinstance(item, str) and not item.strip())
        and not (is_leaked_by_r(word) and not missing)
    ]
    if keywords and not _are_damaged(extra, missing, may_miss_more=sources.inline):
        return None
    if any(any(_undamaged(word, texts)) for word in missing[:_MAX_REPAIRED]):
        return None  # the damaged one is in the source
    title = f"Take the keywords from {sources.names}"
    edits = diff_lists(path, keywords, new)
    if sources.inline and all(map(is_leaked_by_r, extra)):
        may_be_cut = any(keyword.startswith(word) for word in missing[:_MAX_REPAIRED] for keyword in texts)
        return None if may_be_cut else safe(title, *edits)
    why = "a keyword looks like the damaged form of another" if any(extra) else "the table may be out of date"
    return unsafe(title, *edits, why="an item is not text" if "" in extra else why)


def _are_damaged(extra: list[str], missing: list[str], *, may_miss_more: bool) -> bool:
    """Return whether each of the *extra* keywords is the damaged form of a *missing* one.

    Unless the keywords *may_miss_more*, the extra ones must stand for all missing ones.
    """
    meant = damaged_forms(extra, missing)
    if len(meant) < len(extra) or not all(meant):
        return False
    known = (words for word, words in zip(extra, meant, strict=True) if not may_be_any(word))
    rest = set(missing).difference(*known)
    return may_miss_more or len(rest) <= sum(map(may_be_any, extra))


def _repairing(record: Record, keywords: list[str], new: list[str]) -> Fix | None:
    """Return the fix that replaces damaged words of the record's own lists with its keywords.

    None unless each word that the keywords lack is the damaged form of one, and all together are correct.
    """
    before, after = set(map(folded, keywords)), set(map(folded, new))
    candidates = [word for word in keywords if folded(word) not in after] or keywords
    edits: list[Set] = []
    meant: dict[str, str] = {}
    for group in record.kind.keyword_groups:
        rows = record.field(group.inline)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            word = row.get(group.inline_field) if isinstance(row, dict) else None
            if not isinstance(word, str) or folded(word) in before:
                continue
            if word not in meant:
                if len(meant) >= _MAX_REPAIRED:
                    continue
                others = set(_undamaged(word, candidates))
                meant[word] = others.pop() if len(others) == 1 else ""
            edits.append(Set((group.inline, index, group.inline_field), meant[word]))
    corrected = list(dict.fromkeys(meant.get(word, word) for word in new))
    if not edits or not all(meant.values()) or corrected != keywords:
        return None
    return unsafe("Take it from the keywords", *edits, why="it looks like the damaged form of a keyword")


def _undamaged(word: str, keywords: Sequence[str]) -> Iterator[str]:
    """Yield the *keywords* whose damaged form *word* is."""
    for keyword in keywords[:_MAX_COMPARED]:
        if damage_of(word, keyword) not in ("", CUT_OFF):  # ATOX1 and ATOX1B are two genes
            yield keyword


class _Expected:
    """The keywords that are expected from the sources of a record, each with its folded form for comparisons.

    Words that name nothing are left out, since KEY004 and TXT007 remove them from the keywords.
    """

    def __init__(self, sources: KeywordSources, kind: Kind) -> None:
        self._is_sorted = kind.keywords_sorted
        self._words: list[tuple[str, str]] = []
        for group in sources.groups:
            # Words that differ only in what the rules on text repair count as one.
            once: dict[str, str] = {}
            for word in group:
                once.setdefault(folded(word), word)
            self._words += ((key, word) for key, word in once.items() if _is_word(key))
        self._numbers = Counter(key for key, _ in self._words)

    def difference(self, keywords: list[str]) -> _Difference | None:
        """Return how a list of keywords differs from these; None if it does not.

        This takes time in proportion to the list, however many words there should be.
        """
        written = _by_folded_form(keywords)
        missing = len(self._words) - sum(self._numbers[key] for key in written)
        extra = [items[0] for key, items in written.items() if key not in self._numbers]
        absent = (word for key, word in self._words if key not in written)
        misplaced = ""
        if not missing and all(map(is_leaked_by_r, extra)):
            # KEY003 reports the order of a sorted list, KEY002 repeated words.
            new = self.keywords(keywords)
            kept = _without_surplus([item for item in keywords if not is_leaked_by_r(item)], new)
            if self._is_sorted or kept == new:
                return None
            pairs = enumerate(zip(kept, new, strict=False))
            first = next((index for index, (one, other) in pairs if one != other), len(kept))
            misplaced = new[first]  # `kept` is never longer than `new`
        return _Difference(_names(absent, missing), _names(extra, len(extra)), misplaced)

    def keywords(self, keywords: list[str]) -> list[str]:
        """Return the expected keywords, each spelled as in *keywords* if it is one of these."""
        written = _by_folded_form(keywords)
        new: list[str] = []
        for key, word in dict.fromkeys(self._words) if self._is_sorted else self._words:
            new.append(written[key].pop(0) if written.get(key) else repaired(word))
        return sorted(set(new)) if self._is_sorted else new


def _names(words: Iterable[str], number: int) -> _Names | None:
    return _Names(some((f"`{word}`" for word in words), number, _MAX_LISTED), number) if number else None


def _is_word(key: str) -> bool:
    return not names_nothing(key) and not is_leaked_by_r(key)


def _by_folded_form(keywords: list[str]) -> dict[str, list[str]]:
    """Return the keywords that name something, by their folded form."""
    written: dict[str, list[str]] = {}
    for item in keywords:
        if not names_nothing(key := folded(item)):
            written.setdefault(key, []).append(item)
    return written


def _without_surplus(keywords: list[str], wanted: list[str]) -> list[str]:
    """Return the keywords without surplus repetitions; the first ones are kept."""
    left = Counter(wanted)
    kept: list[str] = []
    for item in keywords:
        if left[item] > 0:
            left[item] -= 1
            kept.append(item)
    return kept
