"""REF006 name-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path, Set
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.text.entities import unescape_fully
from lint.text.mojibake import clean

_PATHWAY = "title: {}\nschema-jsonld:\n- name: {}"
_FIGURE = "figtitle: IL-12 signaling pathway\nschema-jsonld:\n  name: {}"

_PLACEHOLDER = "CreativeWork"


class NameMismatch(Rule):
    """The name that search engines get is not the record's title.

    `schema-jsonld.name` is what Google's Dataset Search shows as the name of the record. For a
    pathway it is a copy of the title, and the fix copies it again. The generator of the figures
    writes `CreativeWork` into every record, so that all of them have the same name there; that
    fix is unsafe, since the generator would undo it.
    """

    code = "REF006"
    name = "name-mismatch"
    severity = Severity.WARNING
    superseded_by = frozenset({"TXT001", "TXT002", "TXT004", "TXT005"})
    examples = (
        Example(
            bad=_PATHWAY.format("Caffeine synthesis", "Caffeine"),
            good=_PATHWAY.format("Caffeine synthesis", "Caffeine synthesis"),
        ),
        Example(
            bad=_FIGURE.format("CreativeWork"),
            good=_FIGURE.format("IL-12 signaling pathway"),
            unsafe=True,
            kind="figure",
        ),
        Example(ok=_FIGURE.format("Interleukin 12"), kind="figure"),
        Example(ok="figtitle: ''\nschema-jsonld:\n  name: CreativeWork", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each name that is not the title."""
        title = record.values.get(record.kind.title)
        if not isinstance(title, str) or not title.strip():
            return
        for path, name in record.find("schema-jsonld.name"):
            if isinstance(name, str) and name != title and _plain(title) == title:
                # A damaged title is not copied: its own rules repair it first.
                yield from self._judged(record, path, name, title)

    def _judged(self, record: Record, path: Path, name: str, title: str) -> Iterator[Finding]:
        edit = Set(path, title)
        if name == _PLACEHOLDER:
            fix = unsafe("Take the title", edit, why="the generator writes the placeholder again")
            yield self.finding(path, f"`{name}` stands in place of the title `{title}`", fix=fix)
        elif record.kind.is_title_copied and _plain(name).split() != title.split():
            fix = safe("Take the title", edit)
            yield self.finding(path, f"`{name}` is not the title `{title}`", fix=fix)


def _plain(text: str) -> str:
    return clean(unescape_fully(text))
