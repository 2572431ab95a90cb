from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lint.core.findings import Finding, Severity
from lint.core.values import MakeAlias, Remove, pointer
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe

_TWICE = "description: Binds\nschema-jsonld:\n- description: Binds"


class DescriptionDuplicated(Rule):
    """The same description is stored twice.

    The generators write it twice on purpose, for the page and for search engines, so by default it is only
    reported, once per run. The two copies can come to differ (DUP001); the option `strategy` says what a
    fix may do about that. Both fixes are unsafe, since the next run of the generator undoes them.
    """

    code = "DUP002"
    source = "the record itself"
    severity = Severity.INFO
    examples = (
        Example(bad=_TWICE),
        Example(
            bad=_TWICE,
            good="description: &id001 Binds\nschema-jsonld:\n- description: *id001",
            unsafe=True,
            options={"strategy": "alias"},
        ),
        Example(
            bad=f"{_TWICE}\n  name: x",
            good="description: Binds\nschema-jsonld:\n- name: x",
            unsafe=True,
            options={"strategy": "drop"},
        ),
        Example(ok="description: ''\nschema-jsonld:\n- description: ''"),
    )

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """The options of DUP002."""

        strategy: Literal["keep", "alias", "drop"] = field(
            default="keep",
            metadata={
                "description": "`keep`: report only. `alias`: the copy becomes a YAML alias of the main "
                "field, the same data for every reader, stored once. `drop`: the copy is removed."
            },
        )

    def check(self, record: Record) -> Iterator[Finding]:
        for main_path, main, copy_path, copy in record.copy_pairs:
            if not main or main != copy or record.document.is_alias(copy_path):
                continue
            why = "the generator writes both, and will do so again"
            fix = None
            if self.options.strategy == "alias":
                fix = unsafe("Store it once, as an alias", MakeAlias(copy_path, main_path), why=why)
            elif self.options.strategy == "drop":
                fix = unsafe("Remove the copy", Remove(copy_path), why=why)
            message = f"The same text as {pointer(main_path)}, stored twice"
            yield self.finding(copy_path, message, fix=fix, is_systematic=True)
