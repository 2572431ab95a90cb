from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.species import SPECIES
from lint.text.words import looked_for, vocabulary

_NAMES = [(genus, epithet) for genus, epithet in (name.split() for name in sorted(SPECIES))]
_LOOKED_FOR = looked_for(
    word for genus, epithet in _NAMES for word in (genus.lower(), epithet.capitalize(), epithet)
)
_RIGHT = {
    f"{first} {epithet}".casefold(): f"{first} {epithet}"
    for genus, epithet in _NAMES
    for first in (genus, f"{genus[0]}.")
}
_RIGHT |= {name.replace(". ", "."): right for name, right in _RIGHT.items() if ". " in name}
# Abbreviations count only with a capital epithet: the `b.` of `b. taurus` may end a sentence.
_CASED = lazy(
    rf"\b(?:(?:{'|'.join(dict.fromkeys(genus for genus, _ in _NAMES))})|[A-Z]\.) "
    rf"(?:{'|'.join(dict.fromkeys(epithet.capitalize() for _, epithet in _NAMES))})\b"
)
_GLUED = lazy(rf"(?<![\w.])[A-Z]\.(?:{'|'.join(dict.fromkeys(epithet for _, epithet in _NAMES))})\b")
_GENERA = lazy(rf"\b(?:{'|'.join(f'{genus} {epithet}' for genus, epithet in _NAMES).lower()})\b")


class SpeciesCase(Rule):
    """The name of a species has its capital letters in the wrong places, `E. Coli`, or no space, `E.coli`.

    According to the codes of nomenclature, the genus begins with a capital letter and the epithet does not:
    `E. coli`, `Homo sapiens`. This also holds in titles in which every other word begins with a capital.
    The rule knows about 45 species that pathways are about.

    The fix corrects the name. It is unsafe because the name may be quoted.
    """

    code = "CUR010"
    source = "the codes of nomenclature, for a list of species"
    severity = Severity.WARNING
    examples = (
        Example(bad="title: Glycolysis in E. Coli", good="title: Glycolysis in E. coli", unsafe=True),
        Example(bad="title: Glycolysis in E.coli", good="title: Glycolysis in E. coli", unsafe=True),
        Example(
            bad="description: Found in Homo Sapiens and mus musculus.",
            good="description: Found in Homo sapiens and Mus musculus.",
            unsafe=True,
        ),
        Example(ok="title: Glycolysis in E. coli\ndescription: The Coli Genetic Stock Center, E. COLI"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        kind = record.kind
        places: dict[str, list[Path]] = defaultdict(list)
        for field in dict.fromkeys((kind.title, *kind.markdown)):
            for path, text in record.find(field) if field and field not in kind.published else ():
                if isinstance(text, str) and not _LOOKED_FOR.isdisjoint(vocabulary(text)):
                    places[text].append(path)
        for text, paths in places.items():
            changes = sorted(_changes(text))
            if not changes:
                continue
            faults = dict.fromkeys(
                f"`{text[start:end]}` should be `{name}`" for (start, end), name in changes
            )
            for path in paths:
                message, title = ", ".join(faults), "Correct the name"
                yield self.rewriting(path, text, changes, message, title, why="it may be quoted")


def _changes(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the spans of species names with wrong capital letters, each with the correct name."""
    for pattern in (_CASED, _GENERA, _GLUED):
        for match in pattern.finditer(text):
            right = _RIGHT.get(match[0].casefold(), match[0])
            if right != match[0]:
                yield match.span(), right
