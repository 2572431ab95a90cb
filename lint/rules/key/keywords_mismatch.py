from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

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
    adds those of the record's own genes, unless one may be a keyword that is cut off, and replaces keywords
    that are damaged forms of missing ones. If a gene of the record is damaged, the fix takes its symbol from
    the keywords. A fix that relies on damage is unsafe.
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
            # Most lists are exactly as they were made: then nothing has to be repaired or folded.
            if made == keywords:
                continue
            if any(isinstance(item, list | dict) for item in keywords):
                continue  # SCH002 reports these
            others = [(*path, index) for index, item in enumerate(keywords) if not isinstance(item, str)]
            if any(record.document.source(other) in made for other in others):
                continue  # until these are quoted: REC006, SCH002
            texts = [item if isinstance(item, str) else "" for item in keywords]
            wanted = wanted or _Wanted(found, record.kind)
            difference = wanted.difference(texts)
            if difference:
                message = f"The keywords do not match {found.names}: {difference}"
                older = ages.older(keywords)
                message += f"; according to {older}" if older else ""
                fix = None
                if number < _MAX_FIXED and not older and not record.has_torn_tables:
                    new = wanted.made(texts)  # takes time in proportion to the table
                    fix = _fix(path, keywords, texts, new, found) or _repairing(record, texts, new)
                if not fix and not older:
                    message += "; either side may be out of date"
                yield self.finding(path, message, fix=fix)


class _Ages:
    """Tells which side is older, if the record's source and its table are available."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _made(self) -> tuple[str, bool, list[Value]] | None:
        """The name of the source, whether it gives the table, and the lists of keywords that it gives."""
        source, table = self._record.source, self._record.keyword_table
        if source is None or table is None or source.derived.crashes:
            return None
        made = [words for _, words in find(source.derived.fields, self._record.kind.keywords)]
        return source.file, source.makes_table(table), made

    def older(self, keywords: list[Value]) -> str:
        """Return which side is older, with the source that shows it; "" if this is not known."""
        if self._made is None:
            return ""
        file, makes_table, made = self._made
        if makes_table and keywords not in made:
            return f"{file} the keywords are older"
        if keywords in made and not makes_table:
            return f"{file} the table is older"
        return ""


def _fix(
    path: Path, keywords: list[Value], texts: list[str], new: list[str], found: KeywordSources
) -> Fix | None:
    """Return the fix that takes the keywords from their sources; None if it might lose a correct one.

    A word that only one side has does not show which side is right. A keyword is therefore removed only if
    it is the damaged form of a missing one, and others are added only from the record itself.
    """
    words = (word for group in found.groups for word in group)
    if any(is_garbled(word) or DATE.match(word) or _NUMBER.match(word) for word in words):
        return None
    before, after = set(map(folded, texts)), set(map(folded, new))
    missing = [word for word in new if folded(word) not in before]
    extra = [
        word for word in texts if folded(word) not in after and not (is_leaked_by_r(word) and not missing)
    ]
    if keywords and not _are_damaged(extra, missing, may_miss_more=found.inline):
        return None
    if any(any(_undamaged(word, texts)) for word in missing[:_MAX_REPAIRED]):
        return None  # the damaged one is in the source
    title = f"Take the keywords from {found.names}"
    edits = diff_lists(path, keywords, new)
    if found.inline and all(map(is_leaked_by_r, extra)):
        may_be_cut = any(keyword.startswith(word) for word in missing[:_MAX_REPAIRED] for keyword in texts)
        return None if may_be_cut else safe(title, *edits)
    return unsafe(title, *edits, why="a keyword looks like the damaged form of another")


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

    None unless each word that the keywords lack is the damaged form of exactly one of them, and replacing
    these words makes the keywords correct.
    """
    before, after = set(map(folded, keywords)), set(map(folded, new))
    candidates = [word for word in keywords if folded(word) not in after] or keywords
    edits: dict[str, list[Set]] = defaultdict(list)
    meant: dict[str, str] = {}
    for group in record.kind.keyword_groups:
        rows = record.field(group.inline)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            word = row.get(group.inline_field) if isinstance(row, dict) else None
            if not isinstance(word, str) or folded(word) in before or len(meant) > _MAX_REPAIRED:
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
    """Yield the *keywords* whose damaged form *word* is."""
    for keyword in keywords[:_MAX_COMPARED]:
        if damage_of(word, keyword) not in ("", CUT_OFF):  # ATOX1 and ATOX1B are two genes
            yield keyword


class _Wanted:
    """The keywords that the sources of a record give, each with its folded form for comparisons.

    Words that name nothing are left out, since KEY004 and TXT007 remove them from the keywords.
    """

    def __init__(self, found: KeywordSources, kind: Kind) -> None:
        self._is_sorted = kind.keywords_sorted
        self._words: list[tuple[str, str]] = []
        for group in found.groups:
            # Words that differ only in what the rules on text repair count as one.
            once: dict[str, str] = {}
            for word in group:
                once.setdefault(folded(word), word)
            self._words += ((key, word) for key, word in once.items() if _is_word(key))
        self._numbers = Counter(key for key, _ in self._words)

    def difference(self, keywords: list[str]) -> str:
        """Return what is wrong with a list of keywords, for a message; "" if nothing is.

        This takes time in proportion to the list, however many words there should be.
        """
        written = _by_folded_form(keywords)
        missing = len(self._words) - sum(self._numbers[key] for key in written)
        extra = [items[0] for key, items in written.items() if key not in self._numbers]
        faults = [
            f"{label} {some((f'`{word}`' for word in words), number, _MAX_LISTED)}"
            for label, words, number in (
                ("missing", (word for key, word in self._words if key not in written), missing),
                ("extra", extra, len(extra)),
            )
            if number
        ]
        if not missing and all(map(is_leaked_by_r, extra)):
            # KEY003 reports the order of a sorted list, KEY002 repeated words.
            new = self.made(keywords)
            kept = _without_surplus([item for item in keywords if not is_leaked_by_r(item)], new)
            if self._is_sorted or kept == new:
                return ""
            pairs = enumerate(zip(kept, new, strict=False))
            first = next((index for index, (one, other) in pairs if one != other), len(kept))
            faults.append(f"out of order from `{new[first]}` on")  # `kept` is never longer than `new`
        return "; ".join(faults)

    def made(self, keywords: list[str]) -> list[str]:
        """Return the correct keywords, each spelled as in *keywords* if it is one of these."""
        written = _by_folded_form(keywords)
        new: list[str] = []
        for key, word in dict.fromkeys(self._words) if self._is_sorted else self._words:
            new.append(written[key].pop(0) if written.get(key) else repaired(word))
        return sorted(set(new)) if self._is_sorted else new


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
