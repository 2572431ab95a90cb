from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import diff_lists
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.key import folded, names_nothing
from lint.text.damage import has_conflict_marks

_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class UnsortedKeywords(Rule):
    """The keywords of a pathway are out of order.

    The generator sorts them by code point: digits, then capital letters, then small letters, then Greek and
    other letters. In this order a keyword is easy to find, and the next run of the generator changes
    nothing except what is new.

    A list whose order is broken only by damaged, repeated or empty keywords is not reported until these are
    repaired.
    """

    code = "KEY003"
    source = "`scripts/create_pathway_frontmatter.py`, which sorts by code point"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=_PATHWAY.format("TNF\n  - glucose\n  - IL6"),
            good=_PATHWAY.format("IL6\n  - TNF\n  - glucose"),
        ),
        Example(ok=_PATHWAY.format("3-HB\n  - IL6\n  - TNF\n  - glucose\n  - α-KG")),
        Example(ok=_PATHWAY.format("Zinc\n  - Î±-KG\n  - β-alanine")),
        Example(ok=_PATHWAY.format("TNF\n  - '======='\n  - IL6")),
        Example(ok=_PATHWAY.format("IL6\n  - TNF\n  - IL6\n  - ' '")),
        Example(ok="figid: PMC1__f1\nschema-jsonld:\n  keywords:\n  - STAT4\n  - IL12A", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        if not record.kind.keywords_sorted:
            return
        for path, keywords in record.keyword_lists:
            try:
                new = sorted(keywords)
            except TypeError:
                continue  # until all of them are text: REC006, SCH002
            if new == keywords or not isinstance(new[0], str) or _is_sound(keywords):
                continue
            if any(map(has_conflict_marks, keywords)):
                continue  # the versions must stay apart (TXT012)
            first = next(i for i, word in enumerate(keywords) if word != new[i])
            message = f"The keywords are not sorted: move `{new[first]}` before `{keywords[first]}`"
            fix = safe("Sort the keywords", *diff_lists(path, keywords, new))
            yield self.finding(path, message, fix=fix)


def _is_sound(keywords: list[str]) -> bool:
    """Return whether the keywords are sorted, except for words that other rules repair or remove."""
    words = [folded(word) for word in dict.fromkeys(keywords) if not names_nothing(word)]
    return words == sorted(words)
