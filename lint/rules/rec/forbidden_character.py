"""REC005 forbidden-character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Rewrite
from lint.documents.problems import Cause
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.rules import Example, FormatRule, unsafe
from lint.text.mojibake import clean


class ForbiddenCharacter(FormatRule[YamlDocument]):
    """A control character that YAML readers refuse.

    YAML allows no control characters but tab and line breaks (YAML 1.1, section 4.1), so the
    build of the site fails. Most are a part of mojibake: `Δ` saved twice as UTF-8 leaves a
    U+0094. The fix repairs the mojibake; a control character for itself is left to a person.
    """

    code = "REC005"
    name = "forbidden-character"
    source = "the YAML specification's printable characters, as libyaml reads them"
    severity = Severity.ERROR
    format = YamlDocument
    examples = (
        Example(bad="title: Î\x94Np63", good="title: ΔNp63", unsafe=True),
        Example(bad="title: a\x07b"),
        Example(ok="title: ΔNp63"),
    )

    def check_document(self, document: YamlDocument, kind: Kind) -> Iterator[Finding]:
        """Yield one finding at most, at the first such character."""
        problem = document.problem
        if problem is None or problem.cause is not Cause.CHARACTER:
            return
        character = document.text[problem.span[0]]
        name = unicodedata.name(character, "a control character")
        fix = None
        repaired = _repaired(document)
        if repaired is not None:
            why = "the file cannot be read before it, so the values cannot be compared"
            fix = unsafe("Repair the mojibake around it", Rewrite(repaired), why=why)
        end = ": the build of the site fails" if kind.page else ""
        message = f"U+{ord(character):04X} ({name}) is refused by YAML readers{end}"
        yield self.finding((), message, span=problem.span, fix=fix)


def _repaired(document: YamlDocument) -> bytes | None:
    """Return the file with the mojibake in its lines repaired, if that gives a record."""
    lines = (clean(line) for line in document.text.split("\n"))
    data = "\n".join(lines).encode()
    return data if document.with_data(data).problem is None else None
