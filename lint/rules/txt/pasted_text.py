"""TXT012 pasted-text."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule

_CONFLICT = lazy(r"(?<!\S)(?:<{7}|>{7}|\|{7})(?= )")
_FEWEST_WORDS = 4  # of a text that is doubled by mistake: `beriberi beriberi` may be a name


class PastedText(Rule):
    """A text holds what a slip of the hand or of a program left in it.

    The whole text stands twice, one after the other, or marks of a merge conflict (`<<<<<<< HEAD`)
    stand in the middle of it. Readers see both on the page.

    Take out what does not belong there. Between the marks of a conflict stand two versions of the
    text; keep the right one.
    """

    code = "TXT012"
    name = "pasted-text"
    source = "the text itself"
    severity = Severity.WARNING
    examples = (
        Example(bad="title: Uptake of copper in yeast Uptake of copper in yeast"),
        Example(bad="description: Copper enters. <<<<<<< HEAD It is bound."),
        Example(ok="title: Walla Walla\ndescription: p << q >> r; Copper enters. It is bound."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each such text."""
        if "<<<<<<<" in record.text or ">>>>>>>" in record.text or "|||||||" in record.text:
            for path, text in record.strings:
                marks = [found.span() for found in _CONFLICT.finditer(text)]
                if marks:
                    message = "Marks of a merge conflict stand in the text: keep one of the two versions"
                    yield self.finding(path, message, words=marks)
        title = record.find(record.kind.title) if record.kind.title else ()
        for path, text in (*record.descriptions, *title):
            half = _second_half(text) if isinstance(text, str) else None
            if half:
                yield self.finding(path, "The whole text stands twice, one after the other", words=[half])


def _second_half(text: str) -> Span | None:
    """Return where the second half of *text* stands, if it is the same as the first."""
    text = text.rstrip()
    middle = len(text) // 2
    if text[:1] != text[-middle:][:1] or text[:middle].split() != text[-middle:].split():
        return None
    return (len(text) - middle, len(text)) if text.count(" ") >= 2 * _FEWEST_WORDS - 1 else None
