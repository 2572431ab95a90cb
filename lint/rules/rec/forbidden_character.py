from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from lint.core.findings import Applicability, Finding, Severity, Span
from lint.core.values import Rewrite
from lint.documents.composer import FORBIDDEN
from lint.documents.problems import Cause
from lint.documents.splices import line_start, replaced
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.rules import Example, FormatRule, unsafe
from lint.text.mojibake import repair

_BLANKS = "\t\v\f\r "  # the characters between words


class ForbiddenCharacter(FormatRule[YamlDocument]):
    """The file contains a control character that YAML readers reject.

    YAML allows no control characters except tabs and line breaks (YAML 1.1, section 4.1), so the build of
    the site fails. Most of them are part of mojibake: `Δ` saved twice as UTF-8 contains a U+0094. The fix
    repairs only the words that contain such a character. It is unsafe because the file cannot be read before
    it is repaired. A control character that is not part of mojibake has no fix.
    """

    code = "REC005"
    source = "the YAML specification's printable characters, as libyaml reads them"
    severity = Severity.ERROR
    ends_reading = True
    format = YamlDocument
    examples = (
        Example(bad="title: Î\x94Np63", good="title: ΔNp63", unsafe=True),
        Example(
            bad="title: Î\x94Np63\ndescription: shows as Î± # Ã©",
            good="title: ΔNp63\ndescription: shows as Î± # Ã©",
            unsafe=True,
        ),
        Example(bad="title: a\x07b"),
        Example(ok="title: ΔNp63"),
    )

    def check_document(self, document: YamlDocument, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is None or problem.cause is not Cause.CHARACTER:
            return
        found = FORBIDDEN.finditer(document.text, document.start, document.block_end)
        places = [match.span() for match in found]
        character = document.text[problem.span[0]]
        name = unicodedata.name(character, "a control character")
        fix = None
        repaired = _repaired(document, places)
        if repaired is not None:
            why = "the file cannot be read before the repair, so the values cannot be compared"
            fix = unsafe("Repair the mojibake", Rewrite(repaired), why=why)
        more = f", and {len(places) - 1:,} more in this file" if len(places) > 1 else ""
        end = ": the build of the site fails" if kind.page else ""
        message = f"YAML readers reject U+{ord(character):04X} ({name}){more}{end}"
        yield self.finding((), message, span=problem.span, fix=fix)


def _repaired(document: YamlDocument, places: Sequence[Span]) -> bytes | None:
    """Return the file with the mojibake repaired in the words that contain these characters.

    None if the result is not a record. Other words are kept, since they may be meant as they are.
    """
    text = document.text
    changes: list[tuple[Span, str]] = []
    end = 0
    for place, _ in places:
        if place < end:
            continue  # its line is already repaired
        start = line_start(text, place)
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        changes.append(((start, end), _repaired_line(text[start:end])))
    data = replaced(text, changes).encode()
    return data if document.with_data(data).problem is None else None


def _repaired_line(line: str) -> str:
    """Return *line* with the words repaired that contain a forbidden character."""
    found = repair(line)
    if found is None or found.applicability is Applicability.DISPLAY:
        return line
    changes: list[tuple[Span, str]] = []
    for word in {word.start: word for word in found.words if FORBIDDEN.search(word.before)}.values():
        begin = max(line.rfind(blank, 0, word.start) for blank in _BLANKS) + 1
        changes.append(((begin, begin + len(word.before)), word.after))
    return replaced(line, changes)
