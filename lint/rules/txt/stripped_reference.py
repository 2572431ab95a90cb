from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import field_of
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown

# Brackets that are empty or begin with a comma. `[–]` is the rest of `[3–5]`, but `(–)` is a sign:
# `(–)-catechin`.
_EMPTY = tuple(
    lazy(rf"{opening}(?:[{left}]{{0,20}}{closing}| {{0,9}}[,;][ ,;]{{0,20}}\b)")
    for opening, left, closing in ((r"\(", " ,;", r"\)"), (r"\[", " ,;–", r"\]"))
)
# A space followed by a gap, if it follows one of the words below: `in .`, `See  and  for`.
_SPACE = lazy(r" (?: {1,9}(?:and|by|for|from|in(?! vi)|of|or|with)\b| {0,9}[.,;)](?![.\w]))(?! \.)")
_SIGNS = lazy(r"[(\[ ][\]) ,;.]|\[–")  # how all of these begin
_POINTING = lazy(r"(?:\b(?i:by|from|in|of|see|refs?\.?|references?)|[^.\s]\.|[,;])\Z")
_REACH = 12  # the longest of these words, in characters


class StrippedReference(Rule):
    """A reference was cut out of the text and left a gap.

    Captions come from articles without their citations, so `Modified from Ref. [12].` becomes
    `Modified from Ref. [].`, and `See Tables 1 and 2 for details` becomes `See  and  for details`.
    Readers cannot tell what was meant.

    Insert what the article cites there, or remove the rest of the phrase.
    """

    code = "TXT009"
    source = "the captions of PFOCR, from which citations were stripped"
    severity = Severity.INFO
    examples = (
        Example(bad="caption: Modified from Ref. [].", kind="figure"),
        Example(bad="caption: TrkA binds src (). See  and  for details.", kind="figure"),
        Example(bad="caption: Genes were chosen as described in . They are red.", kind="figure"),
        Example(bad="caption: Known interactions (see  for references). .", kind="figure"),
        Example(bad="caption: Cilia are antennas [–] of the cell.", kind="figure"),
        Example(ok="caption: The catechin (–)-epicatechin binds it [3–5] ...", kind="figure"),
        Example(ok="caption: Modified from Ref. [12], as described in the text (A and B).", kind="figure"),
        Example(ok="caption: The call rpoS() gives  two values [see text] ...", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield one finding for each caption with such gaps; its copies have the same gaps."""
        for path, text in record.descriptions:
            if not _SIGNS.search(text):
                continue
            gaps = sorted(_gaps(text))
            if field_of(path) in record.kind.markdown:  # in which a space may be a slip, and `[](` a link
                gaps = [(start, end) for start, end in gaps if _is_lost(text, start, end)]
            if gaps:
                start, end = gaps[0]
                start = text.rfind(" ", 0, max(start - 1, 0)) + 1
                gap = shown(text[start:end].strip())
                message = f"A reference seems to have been cut out at {gap}{and_more(gaps)}: fill the gap"
                yield self.finding(path, message, words=gaps)


def _is_lost(text: str, start: int, end: int) -> bool:
    """Return whether a reference left a gap in a Markdown text."""
    gap = text[start:end]
    is_link = text[end : end + 1] == "(" or text[start - 1 : start] == "]"
    return (gap[0] in "([" and not is_link) or gap[0].isalpha()


def _gaps(text: str) -> Iterator[Span]:
    for brackets in _EMPTY:
        for match in brackets.finditer(text):
            if not text[max(match.start() - 1, 0) : match.start()].isalnum():  # not a function call
                yield match.span()
    for match in _SPACE.finditer(text):
        before = _POINTING.search(text, max(0, match.start() - _REACH), match.start())
        if before is None:
            continue
        word, sign = before[0], match[0][-1]
        if word[-1] in ",;" or (word[-1] == "." and not word[:-1].lower().startswith("ref")):
            is_gap = sign == word[-1]
        else:
            is_gap = sign != "," or word.lower().startswith("ref")
        if is_gap:
            yield before.start(), match.end()
