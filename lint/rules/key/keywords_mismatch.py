from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value, diff_lists, find
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

_MAX_MENDED = 20  # genes that may be damaged, each of which is compared with keywords
_MAX_COMPARED = 200  # keywords that each of them is compared with
_NUMBER = lazy(r"\d(?:\.\d+)?[eE]\+?\d+\Z")  # into which a spreadsheet turns the name of a clone
_MAX_FIXED = 10  # lists of one record, which has one as a rule: each fix holds all that its list lacks


class KeywordsMismatch(Rule):
    """The keywords are not those that the record's genes, chemicals and diseases give.

    Search engines and the site's search find a record by its keywords. They are made from its
    genes, chemicals and diseases: for a figure the distinct symbols and words in the order of
    its lists (in the record, or beside it in `_data/`), for a pathway the sorted labels of its
    data nodes. A keyword that none of these gives leads readers to a record that does not
    show it; one that is missing hides the record.

    Both sides are compared as the rules on text repair them, with their white space folded, and
    without what names nothing (KEY004, TXT007). Either side may be the older one, which the
    source of a pathway shows where it is at hand: a word that only one of them has is left to you. The
    fix puts the keywords in order, adds those of the record's own genes, and replaces keywords that are the
    damaged form of a missing one. Where a gene of the record is the damaged one, the fix takes its symbol
    from the keywords.
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
        found = record.keyword_sources
        if found is None:
            return
        made = found.made(record.kind)
        wanted: _Wanted | None = None
        ages = _Ages(record)
        for number, (path, keywords) in enumerate(record.keyword_lists):
            # Most lists are just as they were made: then nothing need be repaired or folded.
            if made == keywords:
                continue
            if any(isinstance(item, list | dict) for item in keywords):
                continue  # which SCH002 reports
            others = [(*path, index) for index, item in enumerate(keywords) if not isinstance(item, str)]
            if any(record.document.source(each) in made for each in others):
                continue  # until those are quoted: REC006, SCH002
            texts = list(map(_text, keywords))
            wanted = wanted or _Wanted(found, record.kind)
            said = wanted.compared(texts)
            if said:
                message = f"The keywords do not match {found.names}: {said}"
                older = ages.older(keywords)
                message += f"; by {older}" if older else ""
                fix = None
                if number < _MAX_FIXED and not older and not record.has_torn_tables:
                    new = wanted.made(texts)  # which takes as long as the table is
                    fix = _fix(path, keywords, new, found) or _mended(record, texts, new)
                if not fix and not older:
                    message += "; either side may be out of date"
                yield self.finding(path, message, fix=fix)


class _Ages:
    """Which side is the older one by a record's source, where that and the table are at hand."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _made(self) -> tuple[str, bool, list[Value]] | None:
        """Return the source, whether it makes the table, and the lists of keywords that it makes."""
        source, table = self._record.source, self._record.keyword_table
        if source is None or table is None or source.derived.crashes:
            return None
        made = [words for _, words in find(source.derived.fields, self._record.kind.keywords)]
        return source.file, source.makes_table(table), made

    def older(self, keywords: list[Value]) -> str:
        """Return which side is older than the other, "" where nobody can tell."""
        if self._made is None:
            return ""
        file, makes_table, made = self._made
        if makes_table and keywords not in made:
            return f"{file} the keywords are the older ones"
        if keywords in made and not makes_table:
            return f"{file} the table is the older one"
        return ""


def _fix(path: Path, keywords: list[Value], new: list[str], found: KeywordSources) -> Fix | None:
    """Return the fix that takes the keywords from their sources; None if it could lose a right one.

    A word that one side has and the other lacks says nothing of which side is right. So a keyword is
    taken out only if it is the damaged form of one that is missing, and one is added without that
    only from the record itself.
    """
    words = (word for group in found.groups for word in group)
    if any(is_garbled(word) or DATE.match(word) or _NUMBER.match(word) for word in words):
        return None
    texts = list(map(_text, keywords))
    before, after = set(map(folded, texts)), set(map(folded, new))
    missing = [word for word in new if folded(word) not in before]
    extra = [
        word for word in texts if folded(word) not in after and not (is_leaked_by_r(word) and not missing)
    ]
    meant = damaged_forms(extra, missing)
    blanks = sum(map(may_be_any, extra))
    named = (each for word, each in zip(extra, meant, strict=False) if not may_be_any(word))
    lost = set(missing).difference(*named)
    if keywords and not (all(meant) and len(meant) == len(extra)):
        return None
    if any(any(_undamaged(word, texts)) for word in missing[:_MAX_MENDED]):
        return None
    if keywords and not found.inline and len(lost) > blanks:
        return None
    title = f"Take the keywords from {found.names}"
    edits = diff_lists(path, keywords, new)
    if found.inline and all(map(is_leaked_by_r, extra)):
        return safe(title, *edits)
    return unsafe(title, *edits, why="a keyword looks like the damaged form of another")


def _mended(record: Record, keywords: list[str], new: list[str]) -> Fix | None:
    """Return the fix that takes damaged words of the record's own lists from its keywords.

    None unless each word that the keywords lack is the damaged form of just one of them, and with that in
    its place all of them are as they should be.
    """
    before, after = set(map(folded, keywords)), set(map(folded, new))
    candidates = [word for word in keywords if folded(word) not in after] or keywords
    edits: dict[str, list[Set]] = defaultdict(list)
    meant: dict[str, str] = {}
    for group in record.kind.keyword_groups:
        rows = record.field(group.inline)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            word = row.get(group.inline_field) if isinstance(row, dict) else None
            if not isinstance(word, str) or folded(word) in before or len(meant) > _MAX_MENDED:
                continue
            if word not in meant:
                others = set(_undamaged(word, candidates))
                meant[word] = others.pop() if len(others) == 1 else ""
            edits[word].append(Set((group.inline, index, group.inline_field), meant[word]))
    if not edits or list(dict.fromkeys(meant.get(word, word) for word in new)) != keywords:
        return None
    sets = [edit for each in edits.values() for edit in each]
    return unsafe("Take it from the keywords", *sets, why="it looks like the damaged form of a keyword")


def _undamaged(word: str, keywords: Sequence[str]) -> Iterator[str]:
    """Yield the *keywords* of which *word* is the damaged form."""
    for keyword in keywords[:_MAX_COMPARED]:
        if damage_of(word, keyword) not in ("", CUT_OFF):  # ATOX1 and ATOX1B are two genes
            yield keyword


def _text(keyword: Value) -> str:
    """Return a keyword as text: what is none is as good as missing."""
    return keyword if isinstance(keyword, str) else ""


class _Wanted:
    """The keywords that the sources of a record give, each with what it is compared by.

    What names nothing is none, since KEY004 and TXT007 remove it from the keywords.
    """

    def __init__(self, found: KeywordSources, kind: Kind) -> None:
        self._is_sorted = kind.keywords_sorted
        self._words: list[tuple[str, str]] = []
        for group in found.groups:
            # Words that differ only in what the rules on text repair are one word then.
            once: dict[str, str] = {}
            for word in group:
                once.setdefault(folded(word), word)
            self._words += ((key, word) for key, word in once.items() if _is_word(key))
        self._numbers = Counter(key for key, _ in self._words)

    def compared(self, keywords: list[str]) -> str:
        """Return what is wrong with a list of keywords, in words; "" where nothing is.

        It takes as long as the list is, however many words there should be.
        """
        written = _written(keywords)
        missing = len(self._words) - sum(self._numbers[key] for key in written)
        extra = [items[0] for key, items in written.items() if key not in self._numbers]
        said = [
            f"{label} {_listed(words, number)}"
            for label, words, number in (
                ("missing", (word for key, word in self._words if key not in written), missing),
                ("extra", extra, len(extra)),
            )
            if number
        ]
        if not missing and all(map(is_leaked_by_r, extra)):
            # The order of a sorted list is for KEY003 to tell, a word given too often for KEY002.
            new = self.made(keywords)
            kept = _without_surplus([item for item in keywords if not is_leaked_by_r(item)], new)
            if self._is_sorted or kept == new:
                return ""
            pairs = enumerate(zip(kept, new, strict=False))
            first = next((index for index, (one, other) in pairs if one != other), len(kept))
            said.append(f"out of order from `{new[first]}` on")  # `kept` is never the longer one
        return "; ".join(said)

    def made(self, keywords: list[str]) -> list[str]:
        """Return the keywords as they should be, each written as it is in *keywords* where that has it."""
        written = _written(keywords)
        new: list[str] = []
        for key, word in dict.fromkeys(self._words) if self._is_sorted else self._words:
            new.append(written[key].pop(0) if written.get(key) else repaired(word))
        return sorted(set(new)) if self._is_sorted else new


def _is_word(key: str) -> bool:
    return not names_nothing(key) and not is_leaked_by_r(key)


def _written(keywords: list[str]) -> dict[str, list[str]]:
    """Return the keywords that name something, by what they are compared by."""
    written: dict[str, list[str]] = {}
    for item in keywords:
        if not names_nothing(key := folded(item)):
            written.setdefault(key, []).append(item)
    return written


def _without_surplus(keywords: list[str], wanted: list[str]) -> list[str]:
    """Return the keywords without those given more often than wanted; the first ones stay."""
    left = Counter(wanted)
    kept: list[str] = []
    for item in keywords:
        if left[item] > 0:
            left[item] -= 1
            kept.append(item)
    return kept


def _listed(words: Iterable[str], number: int, most: int = 5) -> str:
    """Return the first of *words*, and how many of them there are besides if their *number* is larger."""
    shown = ", ".join(f"`{word}`" for word in islice(words, most))
    return f"{shown} and {number - most} more" if number > most else shown
