from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import EditComment
from lint.records.record import Record
from lint.rules import Example, SuppressionRule, safe

_IN_MARKUP = lazy(r"<!--\s*recordlint\b(?:(?!-->)[\s\S]){0,500}-->", re.IGNORECASE)


class UnusedSuppression(SuppressionRule):
    """A comment that should silence findings does not silence any.

    `# recordlint: ignore[TXT001]` at the end of a line silences the findings of a rule about the values on
    that line. On a line of its own, it silences those about the value below and everything inside it.
    `# recordlint: ignore-file[TXT001]` above the first field silences them in the whole file. The brackets
    may contain several codes, beginnings of codes (`TXT`) and names of rules (`mojibake`), separated by
    commas; without brackets, all rules are meant. A reason may follow them.

    Either the fault was repaired, or the rule is misspelt. The comment then hides future faults, or nothing.
    Rules that are switched off in this run are not judged, nor are rules that compare records, nor selectors
    that may mean one of these.

    A comment that only looks like one of these, such as `# recordlint ignore TXT001` or `# noqa: TXT001`,
    silences nothing. As long as it is there, no fix is applied to the values that it seems to mean. A
    comment that also names this rule (`ignore[TXT001, REC008]`) is not reported.

    In XML and in the text below the front matter, comments silence nothing either.

    The programs that generate records drop comments. For generated records, the settings or a baseline
    (`recordlint baseline`) last longer.
    """

    code = "REC008"
    source = "the comment itself"
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
        Example(bad="title: x # Recordlint: ignore[TXT001] as printed"),
        Example(bad="title: x # noqa: TXT001"),
        Example(bad="title: x\n# recordlint: ignore-file[TXT001]\nwpid: WP1"),
        Example(bad="title: x\n---\n<!-- recordlint: ignore[TXT001] -->"),
        Example(ok="# recordlint: ignore-file[TXT]\ntitle: R&amp;D", also=("TXT002",)),
        Example(ok="title: x # recordlint: ignore[TXT005, REC008] until 2027", also=("TXT005",)),
        Example(ok="title: '# recordlint: ignore[TXT005]'", also=("TXT005",)),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Find comments of XML and HTML; the checker knows which others are used, and asks for `unused`."""
        document = record.document
        for found in _IN_MARKUP.finditer(document.text) if b"<!--" in document.data else ():
            message = "A comment of XML or HTML silences nothing: use `per-file-ignores` in the settings"
            yield self.finding((), message, span=found.span())

    def unused(self, span: Span, names: Sequence[str], rest: str) -> Finding:
        title = "Remove it from the comment" if rest else "Remove the comment"
        subject = ", ".join(f"`{name}`" for name in names)
        message = f"{subject} silence{'' if len(names) > 1 else 's'} nothing here"
        return self.finding((), message, span=span, fix=safe(title, EditComment(span, rest)))
