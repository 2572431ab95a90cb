from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Remove, Value
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.key import folded, names_nothing
from lint.rules.keyword_lists import keyword_lists
from lint.rules.txt import shown

_NOTHING = lazy(r"\n[\W_]*(?=\n)")
_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")  # may stand for what is lost
_SHIFTED = "look for a label that begins with a tab, which shifts its row of the table"
_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class EmptyKeyword(Rule):
    """A keyword is empty or consists of punctuation only.

    Nobody can search for it, and some searches match an empty word with everything. In a pathway, it comes
    from a label that is empty, that is a bare `?`, or that begins with a tab. The tab shifts the row of the
    table from which the keywords are made, and the name is lost. Correct the label in the drawing.

    An empty keyword is the last trace of the lost name. The fix removes it only if the table is intact and
    the other keywords are exactly its labels. Removing punctuation is unsafe, since it may be the rest of a
    name. Characters that can name something (`+`, `→`) are not punctuation.
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
        Example(bad=_PATHWAY.format("''\n  - TNF"), sidecars={"_data/WP1-datanodes.tsv": "Label\tType\n"}),
        Example(bad=_PATHWAY.format("'?'\n  - TNF"), good=_PATHWAY.format("TNF"), unsafe=True),
        Example(
            bad="schema-jsonld:\n  keywords:\n  - ''\n  - TNF",
            good="schema-jsonld:\n  keywords:\n  - TNF",
            kind="figure",
        ),
        Example(
            bad='schema-jsonld:\n  keywords:\n  - "\\x1e"\n  - TNF',
            good="schema-jsonld:\n  keywords:\n  - TNF",
            unsafe=True,
            kind="figure",
        ),
        Example(ok=_PATHWAY.format("(S)-lactate\n  - +\n  - 2")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        has_table = any(group.sidecars and not group.inline for group in record.kind.keyword_groups)
        for keywords in keyword_lists(record):
            words, path_of, noun = keywords.words, keywords.path_of, keywords.noun
            has_doubtful = _NOTHING.search(f"\n{keywords.joined}\n") is not None
            for index, word in enumerate(words if has_doubtful else ()):
                if not isinstance(word, str) or not names_nothing(word):
                    continue
                is_empty = not word.strip() and _CONTROL.search(word) is None
                message = f"A {noun} is empty" if is_empty else f"{shown(word)} is only punctuation"
                edit = Remove(path_of(index))
                fix = None
                if is_empty and has_table and _is_extra(record, word, words):
                    message = f"{message}, and the table does not have this label"
                    fix = safe("Remove the keyword", edit)
                elif is_empty and has_table:
                    message = f"{message}: {_SHIFTED}"
                elif is_empty and noun == "keyword":
                    fix = safe("Remove the keyword", edit)
                elif noun == "keyword" and not record.has_torn_tables:
                    fix = unsafe("Remove the keyword", edit, why="it may be the rest of a name")
                yield self.finding(path_of(index), message, fix=fix)


def _is_extra(record: Record, word: str, keywords: list[Value]) -> bool:
    """Return whether the table is intact and gives the other *keywords*, but not *word*."""
    found = record.keyword_sources
    if found is None or word in found.words or record.has_torn_tables:
        return False
    texts = [each for each in keywords if isinstance(each, str)]
    given, labels = (set(map(folded, each)) for each in (texts, found.words))
    return {each for each in given ^ labels if not names_nothing(each)} == set()
