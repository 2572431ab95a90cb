"""KEY001 keywords-mismatch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Path, Value, diff_lists
from lint.kinds import Kind
from lint.records.record import Record, Sources
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.key import DATE, LEAKED, damaged_forms, folded, names_nothing, repaired
from lint.text.witness import is_garbled

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


class KeywordsMismatch(Rule):
    """The keywords are not those that the record's genes, chemicals and diseases give.

    Search engines and the site's search find a record by its keywords. They are made from its
    genes, chemicals and diseases: for a figure the distinct symbols and words in the order of
    its lists (in the record, or beside it in `_data/`), for a pathway the sorted labels of its
    data nodes. A keyword that none of these gives leads readers to a record that does not
    show it; one that is missing hides the record.

    Both sides are compared as the rules on text repair them, with their white space folded, and
    without what names nothing (KEY004). Either side may be the older one: a word that only one of
    them has is left to you. The fix puts the keywords in order, adds those of the record's own
    genes, and replaces keywords that are the damaged form of a missing one.
    """

    code = "KEY001"
    name = "keywords-mismatch"
    severity = Severity.ERROR
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
        Example(ok=_PATHWAY.format("AKT1")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield one finding for each list of keywords that differs from its sources."""
        found = record.sources
        if found is None:
            return
        for path, keywords in record.keyword_lists:
            # Most lists are just as they were made: then nothing need be repaired or folded.
            if found.made(record.kind) == keywords:
                continue
            if any(isinstance(item, list | dict) for item in keywords):
                continue  # which SCH002 tells
            said, new = _compared(list(map(_text, keywords)), found, record.kind)
            others = [(*path, index) for index, item in enumerate(keywords) if not isinstance(item, str)]
            if any(record.document.source(each) in new for each in others):
                continue  # until those are quoted: REC006, SCH002
            if said:
                message = f"The keywords do not match {found.names}: {said}"
                fix = None if record.has_torn_tables else _fix(path, keywords, new, found)
                yield self.finding(path, message, fix=fix)


def _fix(path: Path, keywords: list[Value], new: list[str], found: Sources) -> Fix | None:
    """Return the fix that takes the keywords from their sources; None if it could lose a right one.

    A word that one side has and the other lacks says nothing of which side is right. So a keyword is
    taken out only if it is the damaged form of one that is missing, and one is added without that
    only from the record itself.
    """
    if any(is_garbled(word) or DATE.match(word) for group in found.groups for word in group):
        return None
    texts = list(map(_text, keywords))
    before, after = set(map(folded, texts)), set(map(folded, new))
    extra = [word for word in texts if folded(word) not in after and not word.startswith(LEAKED)]
    missing = [word for word in new if folded(word) not in before]
    meant = damaged_forms(extra, missing)
    blanks = sum(len(each) == len(missing) for each in meant)
    lost = set(missing).difference(*(each for each in meant if len(each) < len(missing)))
    if keywords and not (all(meant) and len(meant) == len(extra)):
        return None
    if keywords and not found.inline and len(lost) > blanks:
        return None
    title = f"Take the keywords from {found.names}"
    edits = diff_lists(path, keywords, new)
    if found.inline and not extra:
        return safe(title, *edits)
    return unsafe(title, *edits, why="a keyword looks like the damaged form of another")


def _text(keyword: Value) -> str:
    """Return a keyword as text: what is none is as good as missing."""
    return keyword if isinstance(keyword, str) else ""


def _compared(keywords: list[str], found: Sources, kind: Kind) -> tuple[str, list[str]]:
    """Return what is wrong with the keywords, in words, and the keywords as they should be."""
    # What names nothing counts on neither side: KEY004 removes it from the keywords.
    wanted: list[tuple[str, str]] = []
    for group in found.groups:
        # Words that differ only in what the rules on text repair are one word then.
        once: dict[str, str] = {}
        for word in group:
            once.setdefault(folded(word), word)
        wanted += ((key, word) for key, word in once.items() if not names_nothing(key))
    written: dict[str, list[str]] = {}
    for item in keywords:
        if not names_nothing(key := folded(item)):
            written.setdefault(key, []).append(item)
    missing = [word for key, word in wanted if key not in written]
    known = {key for key, _ in wanted}
    extra = [items[0] for key, items in written.items() if key not in known]
    new: list[str] = []
    for key, word in dict.fromkeys(wanted) if kind.keywords_sorted else wanted:
        new.append(written[key].pop(0) if written.get(key) else repaired(word))
    if kind.keywords_sorted:
        new = sorted(set(new))
    said = [f"{label} {_listed(words)}" for label, words in (("missing", missing), ("extra", extra)) if words]
    if not missing and all(item.startswith(LEAKED) for item in extra):
        # The order of a sorted list is for KEY003 to tell, a word given too often for KEY002.
        kept = _without_surplus([item for item in keywords if item not in extra], new)
        if kind.keywords_sorted or kept == new:
            return "", new
        pairs = enumerate(zip(kept, new, strict=False))
        first = next((index for index, (one, other) in pairs if one != other), len(kept))
        said.append(f"out of order from `{new[first]}` on")  # `kept` is never the longer one
    return "; ".join(said), new


def _without_surplus(keywords: list[str], wanted: list[str]) -> list[str]:
    """Return the keywords without those given more often than wanted; the first ones stay."""
    left = Counter(wanted)
    kept: list[str] = []
    for item in keywords:
        if left[item] > 0:
            left[item] -= 1
            kept.append(item)
    return kept


def _listed(words: list[str], most: int = 5) -> str:
    shown = ", ".join(f"`{word}`" for word in words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown
