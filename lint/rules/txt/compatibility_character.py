from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Set, field_of
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.txt import NAMES_SOMETHING, replaced, shown

_LIGATURES = "\ufb00-\ufb06"
_WIDE = "\uff01-\uff5e"
_MATHEMATICAL = "\U0001d400-\U0001d7ff"
_ACCENTS = "\u0300-\u036f"
_HYPHEN = "\u2011"
_ANY = lazy(f"[{_LIGATURES}{_WIDE}{_MATHEMATICAL}{_ACCENTS}{_HYPHEN}]")
_STRETCH = lazy(rf"[{_LIGATURES}{_WIDE}{_MATHEMATICAL}{_HYPHEN}]|\w[{_ACCENTS}]+")
_ASIAN = lazy("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts in which wide letters are at home
_KINDS = (
    (lazy(f"[{_LIGATURES}]"), "a ligature"),
    (lazy(f"[{_WIDE}]"), "a full-width character"),
    (lazy(f"[{_MATHEMATICAL}]"), "a mathematical letter"),
    (lazy(_HYPHEN), "a hyphen that does not break (U+2011)"),
    (lazy(f"[{_ACCENTS}]"), "an accent that stands apart from its letter"),
)


class CompatibilityCharacter(Rule):
    """A character is written in a form that looks the same and is another one.

    PDF files write `ﬁ` as one character (a ligature), some systems `é` as two, Asian ones `ＴＮＦ` in wide
    letters, word processors a hyphen that does not break (U+2011), editors of formulas `𝛽`. Nobody sees
    it, and nobody who searches for the word finds it.

    The fix writes what Unicode gives as the plain form of the character (its normal forms NFC and NFKC,
    Unicode Standard Annex 15). It is safe for accents that stand apart, but not within ids and keywords,
    since other things are found by these. In prose, a hyphen that does not break is reported at severity
    `info`.
    """

    code = "TXT020"
    severity = Severity.WARNING
    source = "the Unicode Standard, annex 15, normalization forms"
    superseded_by = frozenset({"TXT001"})
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
        Example(ok="title: Étude of β-catenin, H₂O and ½ x̄ in 細胞ＴＮＦ"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there is such a character; an escape may hide it."""
        return record.document.may_be_escaped or _ANY.search(record.beyond_ascii) is not None

    def check(self, record: Record) -> Iterator[Finding]:
        one_line = frozenset(record.kind.one_line)
        for path, text in record.non_ascii:
            changes = list(_changes(text)) if _ANY.search(text) else []
            if not changes:
                continue
            field = field_of(path)
            (start, end), plain = changes[0]
            what = next(name for form, name in _KINDS if form.search(text[start:end]))
            word = text[:start].rpartition(" ")[2] + text[start:end] + text[end:].partition(" ")[0]
            message = f"{shown(word)} holds {what}{f' for `{plain}`' if plain else ''}{and_more(changes)}"
            title, edit = "Write the plain form", Set(path, replaced(text, changes))
            is_exact = field in record.kind.identifiers or field == record.kind.keywords
            is_composed = all(_is_composed(text[slice(*span)]) for span, _ in changes)
            why = NAMES_SOMETHING if is_exact else "" if is_composed else "the form may be meant"
            fix = safe(title, edit, unless=why)
            only_hyphens = all(text[slice(*span)] == _HYPHEN for span, _ in changes)
            severity = Severity.INFO if only_hyphens and field not in one_line else None
            words = [span for span, _ in changes]
            yield self.finding(path, message, fix=fix, words=words, severity=severity)


def _is_composed(text: str) -> bool:
    """Return whether *text* is a letter with accents that stand apart from it."""
    return "\u0300" <= text[-1] <= "\u036f"


def in_plain_form(text: str) -> str:
    """Return *text* with the plain forms of such characters."""
    return replaced(text, list(_changes(text)))


def _changes(text: str) -> Iterator[tuple[Span, str]]:
    """Yield where such characters stand, each with its plain form."""
    is_asian = _ASIAN.search(text) is not None
    for found in _STRETCH.finditer(text):
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
