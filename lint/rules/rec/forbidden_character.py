from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from lint.core.findings import Applicability, Finding, Severity, Span
from lint.core.values import Rewrite
from lint.documents.composer import FORBIDDEN
from lint.documents.problems import Cause
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.rules import Example, FormatRule, unsafe
from lint.text.mojibake import repair

_BLANKS = "\t\v\f\r "  # what words stand between


class ForbiddenCharacter(FormatRule[YamlDocument]):
    """A control character that YAML readers refuse.

    YAML allows no control characters but tab and line breaks (YAML 1.1, section 4.1), so the
    build of the site fails. Most are a part of mojibake: `Δ` saved twice as UTF-8 leaves a
    U+0094. The fix repairs the words with such a character, and no others; a control character for
    itself is left to a person.
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
        places = [
            each.span() for each in FORBIDDEN.finditer(document.text, document.start, document.block_end)
        ]
        character = document.text[problem.span[0]]
        name = unicodedata.name(character, "a control character")
        fix = None
        repaired = _repaired(document, places)
        if repaired is not None:
            why = "the file cannot be read before it, so the values cannot be compared"
            words = "the words with them" if len(places) > 1 else "the word with it"
            fix = unsafe(f"Repair the mojibake in {words}", Rewrite(repaired), why=why)
        more = f", and {len(places) - 1} more in this file" if len(places) > 1 else ""
        end = ": the build of the site fails" if kind.page else ""
        message = f"U+{ord(character):04X} ({name}) is refused by YAML readers{more}{end}"
        yield self.finding((), message, span=problem.span, fix=fix)


def _repaired(document: YamlDocument, places: Sequence[Span]) -> bytes | None:
    """Return the file with the mojibake repaired in the words that hold these characters.

    None where that gives no record. What else is damaged may be meant as it stands, and stays.
    """
    text = document.text
    parts: list[str] = []
    at = end = 0
    for place, _ in places:
        if place < end:
            continue  # in a line that is repaired already
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        parts += (text[at:start], _mended(text[start:end]))
        at = end
    data = "".join([*parts, text[at:]]).encode()
    return data if document.with_data(data).problem is None else None


def _mended(line: str) -> str:
    """Return *line* with those of its words repaired that hold a forbidden character."""
    found = repair(line)
    if found is None or found.applicability is Applicability.DISPLAY:
        return line
    words = {word.start: word for word in found.words if FORBIDDEN.search(word.before)}
    mended: list[str] = []
    at = 0
    for start, word in words.items():
        begin = max(line.rfind(blank, 0, start) for blank in _BLANKS) + 1
        mended += (line[at:begin], word.after)
        at = begin + len(word.before)
    return "".join([*mended, line[at:]])
