from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule


class UnreadSidecar(Rule):
    """A file beside the record is there, and is not read.

    What the record's keywords and genes are compared with stands in such files, in `_data/`. One
    is not read that nobody has permission to read, that is longer than `limits.file-size`, a link
    out of the repository, or no file at all. Nothing is then found that it would show to be wrong.

    Put a file in its place that can be read.
    """

    code = "REC011"
    source = "the file system"
    severity = Severity.WARNING
    examples = (Example(ok="wpid: WP1", sidecars={"_data/WP1-datanodes.tsv": "Label\n"}),)

    def check(self, record: Record) -> Iterator[Finding]:
        for name, why in record.unread_sidecars.items():
            yield self.finding((), f"{name} is not read, and counts as absent: {why}")
