from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Insert, Set
from lint.kinds.pages import PAGE_FOLDERS
from lint.records.record import Record
from lint.rules import Example
from lint.rules.ref import PageRule
from lint.text.species import SPECIES, latin_name

_PAGES = {"_organisms/human.md": "---\ncommon: Human\nlatin: Homo sapiens\n---\n"}

# What curators write while the organism is not known, according to the README of wikipathways/pfocr-curation.
_PLACEHOLDER = "XXX"


class UnknownOrganism(PageRule):
    """An organism has no page in `_organisms/`, is not one Latin name, or is the placeholder `XXX`.

    The site finds an organism by the field `latin` of its page. Without such a page, the record's page shows
    no organism, no organism's page lists the record, and the search index of WikiPathways gives it the
    organism of the preceding record. Correct the Latin name, or add a page for the organism. If there is no
    folder `_organisms/`, the rule reports common names (`Mouse`), several species in one item, and names
    without a capital letter at the beginning.

    An unsafe fix writes the Latin name if only one can be meant.
    """

    code = "REF007"
    source = "the site's pages in `_organisms/`, and the README of wikipathways/pfocr-curation"
    severity = Severity.WARNING
    pages = PAGE_FOLDERS["organisms"]
    examples = (
        Example(bad="organisms:\n- Homo sapien", sidecars=_PAGES),
        Example(ok="organisms:\n- Homo sapiens", sidecars=_PAGES),
        Example(ok="organisms:\n- Ilex paraguariensis"),
        Example(bad="organisms:\n- XXX", kind="figure"),
        Example(bad="organisms:\n- 'false'", ok="organisms:\n- Ilex paraguariensis", kind="figure"),
        Example(
            bad="organisms:\n- Mouse\n- Homo sapiens, Danio rerio",
            good="organisms:\n- Mus musculus\n- Homo sapiens\n- Danio rerio",
            unsafe=True,
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        value = record.field(self.pages.field)
        if isinstance(value, list) and _PLACEHOLDER in value:
            path = (self.pages.field, value.index(_PLACEHOLDER))
            yield self.finding(path, f"`{_PLACEHOLDER}` is a placeholder: name the organism")
        elif record.names(self.pages.folder, self.pages.name_field) is not None:
            yield from super().check(record)
        elif isinstance(value, list) and record.kind.is_builtin:
            for index, name in enumerate(value):
                if not isinstance(name, str) or name in SPECIES:
                    continue
                path = (self.pages.field, index)
                if fix := self.fix(path, name, SPECIES):
                    meant = ", ".join(
                        f"`{edit.value}`" for edit in fix.edits if isinstance(edit, Set | Insert)
                    )
                    message = f"`{name}` is not the Latin name of one species; did you mean {meant}?"
                    yield self.finding(path, message, fix=fix)
                elif name.strip() and not name.strip()[0].isupper():
                    yield self.finding(path, f"`{name}` is not the Latin name of a species")

    def meant(self, name: str, known: frozenset[str]) -> str:
        """Return the Latin name, among the *known* ones, that *name* is meant to be; else ""."""
        latin = latin_name(name)
        return latin if latin in known else super().meant(name, known)
