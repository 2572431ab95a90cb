from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule


class UnreadSidecar(Rule):
    """A file beside the record cannot be read.

    The record's keywords and genes are compared with files in `_data/`. A file is not read if permission is
    missing, if it is larger than `limits.file-size`, if it is a link to a place outside the repository, or if
    it is not a regular file. Faults that only the comparison would show are then not found.

    Replace it with a file that can be read.
    """

    code = "REC011"
    source = "the file system"
    severity = Severity.WARNING
    examples = (Example(ok="wpid: WP1", sidecars={"_data/WP1-datanodes.tsv": "Label\n"}),)

    def check(self, record: Record) -> Iterator[Finding]:
        for name, why in record.unread_sidecars.items():
            yield self.finding((), f"{name} is not read, as if it were missing: {why}")
