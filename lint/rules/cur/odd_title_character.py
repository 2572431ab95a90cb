from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule

# The signs that `weirdCharacterTitles` of WikiPathwaysCurator's GeneralTests allows besides letters,
# digits and spaces. `NAD+` is its only exception; `⁺` and the like come from its UnicodeTests,
# which ask for `Ca²⁺`.
_SIGNS = frozenset("'-.,:()[]/⁺⁻₊₋")


class OddTitleCharacter(Rule):
    """The title of a pathway contains a character that curators do not allow in titles.

    Titles are searched, sorted and copied to other databases, where signs such as `&`, `"` or `_`
    are easily lost or misread. Curators allow letters of any alphabet, digits, spaces,
    `' - . , : ( ) [ ] /`, and `NAD+`. (`weirdCharacterTitles` in the tests of WikiPathwaysCurator)

    Use words instead: `and` for `&`.
    """

    code = "CUR004"
    source = "the tests of WikiPathwaysCurator"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    superseded_by = frozenset(
        {"TXT001", "TXT002", "TXT003", "TXT004", "TXT006", "TXT007", "TXT008", "TXT020"}
    )
    examples = (
        Example(bad="title: Glycolysis & gluconeogenesis"),
        Example(ok="title: 'NAD+ metabolism, sirtuins and aging: [5/6] (TGF-β) in Müller''s cells'"),
        Example(ok="title: Ca²⁺ and H₂O transport"),
        Example(ok="title: Purine metabolism\nschema-jsonld:\n- name: Purine & pyrimidine metabolism"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        title = record.field("title")
        if not isinstance(title, str):
            return
        odd = [
            index
            for index, sign in enumerate(title)
            if not (sign.isalnum() or sign.isspace() or sign in _SIGNS)
        ]
        odd = [index for index in odd if title[index - 3 : index + 1] != "NAD+"]
        if odd:
            signs = ", ".join(f"`{sign}`" for sign in dict.fromkeys(title[index] for index in odd))
            words = [(index, index + 1) for index in odd]
            message = f"The title contains {signs}, which curators do not allow in titles"
            yield self.finding(("title",), message, words=words)
