"""REC008 unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from lint.core.findings import Finding, Severity
from lint.core.values import EditComment
from lint.records.record import Record
from lint.rules import Example, Rule, safe

if TYPE_CHECKING:
    from lint.checker.suppressions import Suppressions


class UnusedSuppression(Rule):
    """A comment that is to silence findings silences none.

    `# recordlint: ignore[TXT001]` at the end of a line silences what a rule says of the values
    there; on a line of its own, of the value below and of all inside it.
    `# recordlint: ignore-file[TXT001]` above the first field silences it in the whole file. The
    brackets may hold several codes, their beginnings (`TXT`) and names of rules (`mojibake`),
    with commas between; without brackets all rules are meant. Behind them is room for the
    reason.

    What was silenced has been repaired since, or the rule is misspelt, and then the comment hides
    whatever comes next, or nothing. A rule that is switched off in this run is not judged, nor
    are rules that compare records, nor anything that may stand for one of these.

    The programs that generate records drop comments. Where a record is generated, the settings
    or a baseline (`recordlint baseline`) last longer.
    """

    code = "REC008"
    name = "unused-suppression"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="title: Statin pathway # recordlint: ignore[TXT005]",
            good="title: Statin pathway",
            also=("TXT005",),
        ),
        Example(
            bad="# recordlint: ignore[TXT005, TXT002] as published\ntitle: R&amp;D",
            good="# recordlint: ignore[TXT002] as published\ntitle: R&amp;D",
            also=("TXT002", "TXT005"),
        ),
        Example(bad="title: x # recordlint: ignore[TXT0001]"),
        Example(bad="title: x # recordlint: disable[TXT001]"),
        Example(bad="title: x\n# recordlint: ignore-file[TXT001]\nwpid: WP1"),
        Example(ok="# recordlint: ignore-file[TXT]\ntitle: R&amp;D", also=("TXT002",)),
        Example(ok="title: '# recordlint: ignore[TXT005]'", also=("TXT005",)),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Find nothing: which comments are of use, the checker knows; see `judge`."""
        yield from ()

    def judge(self, suppressions: Suppressions, judged: Set[str]) -> Iterator[Finding]:
        """Yield what is wrong with the comments, once all that they silence has been silenced.

        Args:
            suppressions: The comments of one record.
            judged: The codes of the rules that had their say.
        """
        for suppression in suppressions.all:
            for fault in suppression.faults:
                yield self.finding((), fault, span=suppression.span)
            unused = suppressions.unused(suppression, judged)
            if not unused and (suppression.codes or suppression.faults):
                continue
            text = suppressions.without(suppression, unused)
            title = "Take it from the comment" if text else "Remove the comment"
            told = ", ".join(f"`{name}`" for name in unused) or "The comment names no rule and"
            message = f"{told} silence{'' if len(unused) > 1 else 's'} nothing here"
            fix = safe(title, EditComment(suppression.span, text))
            yield self.finding((), message, span=suppression.span, fix=fix)
