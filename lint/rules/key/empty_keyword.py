"""KEY004 empty-keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Remove
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.key import names_nothing

_NOTHING = lazy(r"\n[\W_]*(?=\n)")
_PATHWAY = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}"


class EmptyKeyword(Rule):
    """A keyword is empty, or nothing but punctuation.

    Nobody can search for it, and some searches match an empty word with everything. It comes from
    an element of the drawing whose label is empty, or a bare `?`: name it there.

    Signs that can stand for something (`+`, `→`) are no punctuation.
    """

    code = "KEY004"
    name = "empty-keyword"
    severity = Severity.WARNING
    examples = (
        Example(bad=_PATHWAY.format("''\n  - TNF"), good=_PATHWAY.format("TNF")),
        Example(bad=_PATHWAY.format("' '\n  - '?'\n  - TNF"), good=_PATHWAY.format("TNF")),
        Example(ok=_PATHWAY.format("(S)-lactate\n  - +\n  - 2")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each keyword that names nothing."""
        for path, keywords in record.keyword_lists:
            for index, word in enumerate(keywords if _doubtful(keywords) else ()):
                if isinstance(word, str) and names_nothing(word):
                    said = f"`{word}` is nothing but punctuation" if word.strip() else "A keyword is empty"
                    place = (*path, index)
                    yield self.finding(place, said, fix=safe("Remove the keyword", Remove(place)))


def _doubtful(keywords: list[Any]) -> bool:
    """Return False where every keyword certainly holds a letter or a digit."""
    try:
        return _NOTHING.search("\n".join(["", *keywords, ""])) is not None
    except TypeError:
        return True
