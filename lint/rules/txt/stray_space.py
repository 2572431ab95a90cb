from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Set, field_of
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.txt import NAMES_SOMETHING, OneLine, outside_mojibake, shown

# U+001C to U+001F, which Python counts as white space, belong to TXT004: they may replace a letter.
_SPACE = r"[^\S\x1c-\x1f]"
_STRAY = lazy(rf"\A{_SPACE}+|{_SPACE}+\Z|{_SPACE}{{2,}}")
_CONTROL = lazy("[\v\f\x85]")
_INSIDE = "between two words"
_LONG, _BEFORE = 50, 30  # characters in a message: of a text, and before its first fault


class StraySpace(Rule):
    """A text of one line has white space at its start or its end, or more than one space between words.

    For programs that compare keywords, a keyword with a space at the end is another keyword: `CDK6 ` is not
    found with `CDK6`, and the site counts the two separately. Titles, names and ids with such a space are
    not found either.

    The line break that ends a block text (`|`, `>`) is not a fault, and in the label of a drawing line breaks
    are layout. Descriptions and captions, which may have paragraphs and lists, are not checked.

    The fix removes the white space. Between the words of an id, a name or an address it is unsafe, since what
    it names may be written like that.
    """

    code = "TXT005"
    source = "programs that compare texts; the generators trim nothing"
    severity = Severity.WARNING
    superseded_by = frozenset({"DUP003", "KEY004", "SIT001", "SRC003", "TXT022"})
    examples = (
        Example(bad="title: 'Sialylation '", good="title: Sialylation"),
        Example(
            bad="schema-jsonld:\n- keywords:\n  - ' S-Adenosylmethionine'\n  - lim1 /  lhx1a",
            good="schema-jsonld:\n- keywords:\n  - S-Adenosylmethionine\n  - lim1 / lhx1a",
        ),
        Example(bad="organisms:\n- Homo  sapiens", good="organisms:\n- Homo sapiens", unsafe=True),
        Example(bad="title: |\n  Sialylation \n", good="title: |\n  Sialylation\n"),
        Example(ok="title: |\n  Sialylation\n"),
        Example(
            bad='<DataNode TextLabel="Retinoic &#xA; acid&#xA;" />',
            good='<DataNode TextLabel="Retinoic &#xA;acid&#xA;" />',
            kind="pathway-source",
        ),
        Example(ok="title: Sialylation\ndescription: |\n  One.  Two.\n\n  - three"),
    )

    def might_match(self, record: Record) -> bool:
        return bool(record.ill_spaced)

    def check(self, record: Record) -> Iterator[Finding]:
        for path, whole in record.ill_spaced:
            line = OneLine(whole, is_label=field_of(path) in record.kind.labels)
            text = line.text
            stray = list(outside_mojibake(text, _STRAY.finditer(text)))
            final = ""
            if text.endswith("\n") and text.strip() and record.document.has_final_break(path):
                final = "\n"
                stray = [match for match in stray if match[0] != final or match.end() < len(text)]
            if not stray:
                continue
            where = list(dict.fromkeys(map(_where, stray)))
            plain = line.replaced((match.span(), " " * (_where(match) == _INSIDE)) for match in stray)
            if stray[-1].end() == len(text):
                plain += final
            title, edit = "Remove it", Set(path, plain)
            is_exact = _INSIDE in where and field_of(path) in record.kind.identifiers
            why = NAMES_SOMETHING if is_exact else ""
            if any(_CONTROL.search(match[0]) for match in stray):
                why = why or "a control character may replace one that is lost"
            fix = safe(title, edit, unless=why)
            message = f"{shown(_visible(text))} has stray white space {' and '.join(where)}"
            yield self.finding(path, message, fix=fix, words=[line.span(match.span()) for match in stray])


def _visible(text: str) -> str:
    """Return *text* with its stray white space visible; if it is long, only from the first one on."""
    seen = _STRAY.sub(lambda match: "␠" * len(match[0]), text)
    start = max(0, seen.find("␠") - _BEFORE)
    return f"…{seen[start:]}" if start and len(seen) > _LONG else seen


def _where(space: re.Match[str]) -> str:
    """Return in words where in a text the white space is."""
    is_first, is_last = space.start() == 0, space.end() == len(space.string)
    if is_first and is_last:
        return "and nothing else"
    return "at the start" if is_first else "at the end" if is_last else _INSIDE
