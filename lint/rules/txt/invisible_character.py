from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Path, Set, field_of
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule, safe, suggestion
from lint.rules.txt import NAMES_SOMETHING, OneLine, in_context, named, outside_mojibake

_SOFT_HYPHEN, _ZERO_WIDTH_SPACE = "\xad", "\u200b"
# Characters of Unicode's category Cf without width: they join letters, prevent joining, or set the direction.
_FORMAT = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
# Control characters, annotation marks and Unicode's noncharacters.
_NO_TEXT = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # line breaks that few programs recognise

_CONTROL_BREAKS = ("\x0b", "\x0c")

_ANY = lazy(f"[{_BREAKS}{_FORMAT}{_NO_TEXT}]")
_HIDDEN = lazy(rf"(?P<space>(?<!\s)\s*[{_BREAKS}]\s*)|[{_FORMAT}{_NO_TEXT}]+")
_ONLY_FORMAT = lazy(f"[{_FORMAT}]+")
# Scripts that need joiners and marks of direction (Hebrew to the Indic ones and beyond), and emoji.
_NEEDS_FORMAT = lazy("[\u0590-\u1cff\U0001f000-\U0001faff]")
# A single white space character between two words; more than one is stray (TXT005).
_LONE_BREAK = re.compile(rf"(?<=\S)[\t\n\r{_BREAKS}](?=\S)")
_LONE_SPACE = re.compile(rf"(?<=\S)[\t\n\r{_BREAKS}\xa0\u2007\u202f](?=\S)")

_REPLACED = lazy(r"[\w-]|[(\[][)\]]")  # what is beside a lost character: a letter, or brackets around it
_PEOPLE = ("author", "authors")
"""The fields of names of people: nobody hyphenates these, but a soft hyphen is what damage leaves of `í`."""
_MAY_BE_LOST = "it may replace a character that is lost"


class _Hidden(NamedTuple):
    """Invisible characters: their *names*, their replacement, and *why* replacing them is unsafe."""

    span: Span
    names: list[str]
    instead: str
    why: str = ""
    is_guess: bool = False
    """Whether a letter may have been lost there, so that removing the characters may hide the damage."""


class InvisibleCharacter(Rule):
    """The text contains an invisible character.

    Soft hyphens, zero-width spaces, direction marks and similar characters come from text that was copied
    from web pages and PDF files. A search for the word as it looks does not find it. The same holds for a
    line break or a tab in a text of one line, such as a title, and for a no-break space in an id or a
    keyword.

    The fix removes the character, or replaces it with a space or a line break. It is unsafe if it would join
    two words or remove a possible hyphen. A control character next to a letter or digit, or alone in
    brackets, or a soft hyphen in a person's name may replace another character that is lost, so there is no
    fix. Other no-break and thin spaces are good typography and are not reported.
    """

    code = "TXT004"
    source = "Unicode's categories of control and format characters"
    severity = Severity.WARNING
    superseded_by = frozenset({"KEY004", "SCH002", "SIT001", "SRC003"})
    examples = (
        Example(bad="title: Meta\xadbolism of iron\u200e", good="title: Metabolism of iron"),
        Example(
            bad='citedin:\n- title: "Heterogeneity\\nof Lipid Profiles"',
            good='citedin:\n- title: "Heterogeneity of Lipid Profiles"',
        ),
        Example(
            bad="schema-jsonld:\n- keywords:\n  - Nicotinic\xa0acid",
            good="schema-jsonld:\n- keywords:\n  - Nicotinic acid",
        ),
        Example(bad='title: "Uptake of LDL(\\x1e)"'),
        Example(bad="authors:\n- Rodra\xadguez", unsafe=True),
        Example(bad="title: Effects of IL\xad6", good="title: Effects of IL6", unsafe=True),
        Example(bad="description: IL6\u200bTNF", good="description: IL6TNF", unsafe=True),
        Example(ok="title: Given at 5\xa0mM and 20\u2009°C"),
        Example(ok="description: |-\n  One.\n\n  Two."),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there may be such a character; an escape may hide it."""
        return bool(
            record.document.may_be_escaped or record.ill_spaced or not record.beyond_ascii.isprintable()
        )

    def check(self, record: Record) -> Iterator[Finding]:
        ill_spaced = dict(record.ill_spaced)
        strings = record.strings if record.document.may_be_escaped else record.non_ascii
        suspects = {path: text for path, text in strings if not text.isprintable() and _ANY.search(text)}
        suspects |= ill_spaced
        exact = {record.kind.keywords, *record.kind.labels, *record.kind.identifiers}
        for path, text in suspects.items():
            lone = None
            if path in ill_spaced:
                lone = _LONE_SPACE if field_of(path) in exact else _LONE_BREAK
            line = OneLine(text, is_label=field_of(path) in record.kind.labels)
            hidden = list(_hidden(line.text, lone))
            if hidden:
                yield self._finding(record, path, line, hidden)

    def _finding(self, record: Record, path: Path, line: OneLine, hidden: list[_Hidden]) -> Finding:
        counted = Counter(name for stretch in hidden for name in stretch.names)
        message = "; ".join(f"{name} ({n} times)" if n > 1 else name for name, n in counted.items())
        message += f", in {in_context(line.text, hidden[0].span)}"
        why = next((stretch.why for stretch in hidden if stretch.why), "")
        if field_of(path) in record.kind.identifiers:
            why = why or NAMES_SOMETHING
        plain = line.replaced((stretch.span, stretch.instead) for stretch in hidden)
        is_space = all(stretch.instead == " " for stretch in hidden)
        title, edit = "Write a space" if is_space else "Remove it", Set(path, plain)
        fix = safe(title, edit, unless=why)
        in_name = field_of(path).rpartition(".")[2] in _PEOPLE and _SOFT_HYPHEN in line.text
        if in_name or any(stretch.is_guess for stretch in hidden):
            fix = suggestion(title, edit, why=_MAY_BE_LOST)
        return self.finding(path, message, fix=fix, words=[line.span(stretch.span) for stretch in hidden])


def visible(text: str) -> str:
    """Return *text*, which may have several lines, without its invisible characters.

    Characters that may replace a lost letter are kept.
    """
    if not _ANY.search(text):
        return text
    found = (stretch for stretch in _hidden(text, None) if not stretch.is_guess)
    return replaced(text, ((stretch.span, stretch.instead) for stretch in found))


def _hidden(text: str, lone: re.Pattern[str] | None) -> Iterator[_Hidden]:
    """Yield the invisible characters of *text*, in order; *lone* matches white space that must be a space.

    Without *lone*, the text may have several lines.
    """
    found = [*(lone.finditer(text) if lone else ()), *_HIDDEN.finditer(text)]
    needs_format = bool(found) and _NEEDS_FORMAT.search(text) is not None
    for match in sorted(outside_mojibake(text, found), key=re.Match.start):
        start, end = match.span()
        if match.re is lone:
            names = [f"{_capital(match[0])} in place of a space"]
            is_guess = match[0] in _CONTROL_BREAKS and (text[start - 1] + text[end]).isalnum()
            yield _Hidden((start, end), names, " ", _MAY_BE_LOST if is_guess else "", is_guess)
        elif match["space"]:
            if lone is None:
                yield _line_break(match)
        elif not (needs_format and _ONLY_FORMAT.fullmatch(match[0])):
            names = [f"Invisible {named(char)}" for char in match[0]]
            before, after = text[start - 1 : start], text[end : end + 1]
            doubt = _doubt(match[0], before, after)
            is_guess = doubt == _MAY_BE_LOST and bool(_REPLACED.search(before + after))
            yield _Hidden((start, end), names, "", doubt, is_guess)


def _line_break(match: re.Match[str]) -> _Hidden:
    """Return white space that contains an unusual line break, in a text of several lines."""
    names = [f"{_capital(char)} in place of a line break" for char in match[0] if char in _BREAKS]
    is_inside = match.start() > 0 and match.end() < len(match.string)
    beside = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    is_guess = match[0] in _CONTROL_BREAKS and is_inside and beside.isalnum()  # `p\vathway`
    lines = max(1, match[0].count("\n") + 2 * match[0].count("\u2029"))
    doubt = _MAY_BE_LOST if is_guess else ""
    return _Hidden(match.span(), names, "\n" * lines if is_inside else "", doubt, is_guess)


def _doubt(chars: str, before: str, after: str) -> str:
    """Return why it is unsafe to remove *chars* between two characters; "" if it is safe."""
    if not _ONLY_FORMAT.fullmatch(chars):
        return _MAY_BE_LOST
    if before.isalnum() and after.isalnum():
        if _ZERO_WIDTH_SPACE in chars:
            return "it may separate two words"
        if _SOFT_HYPHEN in chars and not (before.islower() and after.islower()):
            return "it may replace a hyphen"
    return ""


def _capital(char: str) -> str:
    name = named(char)
    return name[0].upper() + name[1:]
