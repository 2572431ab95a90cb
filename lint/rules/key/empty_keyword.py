from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Remove
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.key import folded, names_nothing
from lint.rules.keyword_lists import keyword_lists

_NOTHING = lazy(r"\n[\W_]*(?=\n)")
_SHIFTED = "look for a label that begins with a tab, which shifts its row of the table"
_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class EmptyKeyword(Rule):
    """A keyword is empty, or nothing but punctuation.

    Nobody can search for it, and some searches match an empty word with everything. In a pathway it
    comes from a label that is empty, a bare `?`, or begins with a tab: the tab shifts the row of the
    table that keywords are made from, and the name is lost. Correct the label in the drawing. The
    empty keyword is the last trace of that name, so it is only removed where the table is whole, and the
    other keywords are just its labels.

    Signs that can stand for something (`+`, `→`) are no punctuation.
    """

    code = "KEY004"
    source = "the generators; the table in `_data/`, whose row a tab shifts"
    severity = Severity.WARNING
    superseded_by = frozenset({"SRC003", "SRC006"})
    examples = (
        Example(bad=_PATHWAY.format("''\n  - TNF")),
        Example(
            bad=_PATHWAY.format("' '\n  - TNF"),
            good=_PATHWAY.format("TNF"),
            sidecars={"_data/WP1-datanodes.tsv": "Label\tType\nTNF\tProtein\n"},
        ),
        Example(bad=_PATHWAY.format("'?'\n  - TNF"), good=_PATHWAY.format("TNF"), unsafe=True),
        Example(
            bad="schema-jsonld:\n  keywords:\n  - ''\n  - TNF",
            good="schema-jsonld:\n  keywords:\n  - TNF",
            kind="figure",
        ),
        Example(ok=_PATHWAY.format("(S)-lactate\n  - +\n  - 2")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        has_table = any(group.sidecars and not group.inline for group in record.kind.keyword_groups)
        for keywords, path_of, noun in keyword_lists(record):
            for index, word in enumerate(keywords if _doubtful(keywords) else ()):
                if not isinstance(word, str) or not names_nothing(word):
                    continue
                message = f"`{word}` is nothing but punctuation" if word.strip() else f"A {noun} is empty"
                edit = Remove(path_of(index))
                fix = None
                if not word.strip() and has_table and _is_extra(record, word, keywords):
                    message = f"{message}, and the table has no such label"
                    fix = safe("Remove the keyword", edit)
                elif not word.strip() and has_table:
                    message = f"{message}: {_SHIFTED}"
                elif not word.strip() and noun == "keyword":
                    fix = safe("Remove the keyword", edit)
                elif noun == "keyword" and not record.has_torn_tables:
                    fix = unsafe("Remove the keyword", edit, why="it may be what is left of a name")
                yield self.finding(path_of(index), message, fix=fix)


def _is_extra(record: Record, word: str, keywords: list[Any]) -> bool:
    """Return whether the table is whole and gives the other *keywords*, but not *word*."""
    found = record.keyword_sources
    if found is None or word in found.words or record.has_torn_tables:
        return False
    given = {folded(each) for each in keywords if isinstance(each, str)}
    return given.issuperset(map(folded, found.words))


def _doubtful(keywords: list[Any]) -> bool:
    """Return False where every keyword certainly holds a letter or a digit."""
    try:
        return _NOTHING.search("\n".join(["", *keywords, ""])) is not None
    except TypeError:
        return True
