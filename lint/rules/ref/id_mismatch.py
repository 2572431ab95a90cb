from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.core.wording import unlike
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.ref.addresses import ids, names_in_addresses


class IdMismatch(Rule):
    """The record's id is not the name of its file.

    The site makes the address of a page from the file's name, and the links on the page (the drawing, the
    list of participants, the downloads) from the id. If they differ, the page shows another record's data.
    Usually the file was copied from another record: correct the id, or rename the file.

    The fix takes the id from the file's name if the record's addresses contain that name. It is unsafe
    because the file may have the wrong name.
    """

    code = "REF001"
    source = "the site's layouts, which make addresses of both"
    severity = Severity.ERROR
    superseded_by = frozenset({"SCH003", "TXT004", "TXT005"})
    examples = (
        Example(bad="wpid: WP2\ntitle: Caffeine synthesis"),
        Example(
            bad="wpid: WP2\nredirect_from:\n- /instance/WP1",
            good="wpid: WP1\nredirect_from:\n- /instance/WP1",
            unsafe=True,
        ),
        Example(ok="wpid: WP1\ntitle: Caffeine synthesis"),
        Example(ok="title: Caffeine synthesis"),
        Example(bad="figid: PMC1__f2", kind="figure"),
        Example(ok="figid: PMC1", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        id_, *other = ids(record)
        if other:
            path = (record.kind.id_field,)
            message = f"The record has the id `{id_}`, but its file is named `{record.stem}`"
            fix = None
            if names_in_addresses(record, record.stem) and not names_in_addresses(record, id_):
                why = "the file may have the wrong name"
                fix = unsafe("Take it from the file's name", Set(path, record.stem), why=why)
            yield self.finding(path, f"{message}{unlike(id_, record.stem)}: correct the wrong one", fix=fix)
