"""TXT001 mojibake."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Set
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.mojibake import repair, suspicious


class Mojibake(Rule):
    """Text that was read in the wrong encoding.

    A text was saved as UTF-8 and read as something else, once or several times over: `α` becomes
    `Î±`, and that `ÃŽÂ±`. Readers see it on the page and in search results, and nobody who searches
    for `IL-2Rα` finds it.

    The text is repaired by playing the misreadings backwards, with ftfy's steps for encodings
    and none of its others (quotes, widths, ligatures and entities stay), and where ftfy stops, run
    by run. The fix is safe where the steps lead back to the damaged text exactly and to letters
    that such a text may hold.
    """

    code = "TXT001"
    name = "mojibake"
    severity = Severity.ERROR
    examples = (
        Example(bad="description: IL-2RÃŽÂ± alone", good="description: IL-2Rα alone"),
        Example(bad="title: anti-mÃ¼llerian", good="title: anti-müllerian"),
        Example(
            bad="title: the protonmotive force CH3COCOOâˆ’", good="title: the protonmotive force CH3COCOO−"
        ),
        Example(ok="title: Müllerian, 5′, Ca²⁺ and 14-3-3-σ"),
        Example(ok="title: José† and Gα†"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether the text holds what mojibake is made of; an escape may hide it."""
        if record.document.may_be_escaped:
            return True
        return suspicious(record.beyond_ascii) and suspicious(record.text)  # the first is short

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each damaged string."""
        for path, text in record.non_ascii:
            found = repair(text)
            if found is None:
                continue
            fix = Fix("Repair the mojibake", (Set(path, found.text),), found.applicability, found.why)
            first = found.words[0]
            message = f"Mojibake, `{first.before}` for `{first.after}`: {', then '.join(found.misreadings)}"
            yield self.finding(path, message, fix=fix, words=[(word.start, word.end) for word in found.words])
