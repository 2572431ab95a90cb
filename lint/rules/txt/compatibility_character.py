from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import field_of
from lint.core.wording import and_more
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import NAMES_SOMETHING, outside_mojibake, shown, word_around

_LIGATURES = "\ufb00-\ufb06"
_WIDE = "\uff01-\uff5e"
_MATHEMATICAL = "\U0001d400-\U0001d7ff"
_ACCENTS = "\u0300-\u036f"
_HYPHEN = "\u2011"
_SEPARATORS = "，；"
_ANY = lazy(f"[{_LIGATURES}{_WIDE}{_MATHEMATICAL}{_ACCENTS}{_HYPHEN}]")
_STRETCH = lazy(rf"[{_LIGATURES}{_WIDE}{_MATHEMATICAL}{_HYPHEN}]|\w[{_ACCENTS}]+")
_ASIAN = lazy("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that use wide letters
_KINDS = (
    (lazy(f"[{_LIGATURES}]"), "a ligature"),
    (lazy(f"[{_WIDE}]"), "a full-width character"),
    (lazy(f"[{_MATHEMATICAL}]"), "a mathematical letter"),
    (lazy(_HYPHEN), "a non-breaking hyphen (U+2011)"),
    (lazy(f"[{_ACCENTS}]"), "an accent that is separate from its letter"),
)


class CompatibilityCharacter(Rule):
    """A character looks like the usual one but is another character.

    PDF files write `ﬁ` as one character (a ligature), some systems write `é` as two characters, Asian systems
    write `ＴＮＦ` in wide letters, word processors use a non-breaking hyphen (U+2011), and formula editors
    write `𝛽`. Nobody sees the difference, but a search for the word does not find it.

    The fix writes the plain form of the character according to Unicode (its normal forms NFC and NFKC,
    Unicode Standard Annex 15). It is safe for accents that are separate characters, except in ids and
    keywords, since these identify other things. In prose, a non-breaking hyphen is an info.
    """

    code = "TXT020"
    severity = Severity.WARNING
    source = "the Unicode Standard, annex 15, normalization forms"
    examples = (
        Example(bad="title: ﬁbrosis and ＴＮＦ", good="title: fibrosis and TNF", unsafe=True),
        Example(bad="description: The e\u0301tude", good="description: The étude"),
        Example(bad="description: 𝛽-catenin", good="description: β-catenin", unsafe=True),
        Example(bad="title: IL\u20116 signaling", good="title: IL-6 signaling", unsafe=True),
        Example(
            bad="schema-jsonld:\n- keywords:\n  - IL\u20116",
            good="schema-jsonld:\n- keywords:\n  - IL-6",
            unsafe=True,
        ),
        Example(bad="schema-jsonld:\n- keywords:\n  - TNF，IL6"),
        Example(ok="title: Étude of β-catenin, H₂O and ½ x̄ in 細胞ＴＮＦ"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there may be such a character; an escape may hide it."""
        return record.document.may_be_escaped or _ANY.search(record.beyond_ascii) is not None

    def check(self, record: Record) -> Iterator[Finding]:
        one_line = frozenset(record.kind.one_line)
        for path, text in record.non_ascii:
            found = outside_mojibake(text, _STRETCH.finditer(text)) if _ANY.search(text) else []
            changes = list(_changes(text, found))
            if not changes:
                continue
            field = field_of(path)
            (start, end), plain = changes[0]
            name = next(name for form, name in _KINDS if form.search(text[start:end]))
            meant = f" for `{plain}`" if plain else ""
            message = f"{shown(word_around(text, start, end))} contains {name}{meant}{and_more(changes)}"
            is_exact = field in record.kind.identifiers or field == record.kind.keywords
            is_composed = all(_is_composed(text[slice(*span)]) for span, _ in changes)
            why = NAMES_SOMETHING if is_exact else "" if is_composed else "this form may be meant"
            only_hyphens = all(text[slice(*span)] == _HYPHEN for span, _ in changes)
            severity = Severity.INFO if only_hyphens and field not in one_line else None
            title = "Write the plain form"
            finding = self.rewriting(path, text, changes, message, title, why=why, severity=severity)
            if field == record.kind.keywords and any(
                text[start:end] in _SEPARATORS for (start, end), _ in changes
            ):
                message = f"{message}; it may separate two keywords"
                finding = finding._replace(message=message, fix=None)
            yield finding


def _is_composed(text: str) -> bool:
    """Return whether *text* is a letter followed by separate accents."""
    return "\u0300" <= text[-1] <= "\u036f"


def in_plain_form(text: str) -> str:
    """Return *text* with such characters in their plain forms."""
    return replaced(text, _changes(text, _STRETCH.finditer(text)))


def _changes(text: str, stretches: Iterable[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """Yield the spans of such characters in some *stretches* of *text*, each with the plain form."""
    is_asian = _ASIAN.search(text) is not None
    for found in stretches:
        char = found[0]
        if char == _HYPHEN:
            plain = "" if text[found.start() - 1 : found.start()] == "-" else "-"
        elif _is_composed(char):
            plain = unicodedata.normalize("NFC", char)
        else:
            plain = unicodedata.normalize("NFKC", char)
        if (
            plain != char
            and len(plain) <= max(len(char), 3)
            and not (is_asian and "\uff01" <= char <= "\uff5e")
        ):
            yield found.span(), plain
