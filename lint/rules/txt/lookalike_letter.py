from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import field_of
from lint.core.wording import and_more
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import outside_mojibake, shown, word_around

_MICRO, _MU = "\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"
# Characters that are written for Greek letters.
_GREEK = {
    "\N{LATIN SMALL LETTER SHARP S}": "β",
    "\N{LATIN SMALL LETTER ALPHA}": "α",
    "\N{LATIN SMALL LETTER OPEN E}": "ε",
    "\N{LATIN SMALL LETTER GAMMA}": "γ",
    "\N{LATIN SMALL LETTER KRA}": "κ",
    "\N{INCREMENT}": "Δ",
}
# Characters that are written for Latin letters: capital Greek and Cyrillic ones.
_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХасеіјорѕух", "ABESIJKMHOPCTYXaceijopsyx", strict=True))
_DEGREES = dict.fromkeys("º˚", "°")
_INSTEAD = _GREEK | _CAPITALS | _CYRILLIC | _DEGREES

_CANDIDATE = lazy(f"[{''.join(_INSTEAD)}{_MICRO}{_MU}]")
_LATIN = lazy("[A-Za-z]")
_FOREIGN = lazy(f"(?![{''.join(_CYRILLIC)}])[\u0400-\u04ff]")
_TEMPERATURE = lazy(r"[0-9] ?[º˚] ?[CFK]\b")
# Strains, as in `C57BL/6 x DBA/2`, and species, as in `Mentha x piperita`.
_CROSS = lazy(
    r"\b[A-Z][\w/-]{2,40} x (?=[A-Z][\w/-]{2})"
    r"|\b[A-Z](?:[a-z]{2,40}|\.) x (?=[a-z]{3,40}(?:ae|ens|ii|is|um|us|a)\b)"
)


class LookalikeLetter(Rule):
    """A letter is written in place of another letter that looks like it.

    `ß-catenin` is written with the German ß, `∆F508` with the increment sign, and `СD4` begins with a
    Cyrillic letter. Nobody sees the difference, but a search for `β-catenin`, `ΔF508` or `CD4` does not find
    it. Unicode has two characters for the μ of micro; a record should use only one of them. An `x` between
    the names of strains or species should be a `×`, except in published titles and captions.

    The fix writes the letter that is most likely meant. It is unsafe because the letter may be meant as it
    is.
    """

    code = "TXT008"
    source = "Unicode's confusable letters and UTR 25; the species' and strains' names"
    severity = Severity.INFO
    examples = (
        Example(bad="title: ß-catenin and TGFß1", good="title: β-catenin and TGFβ1", unsafe=True),
        Example(bad="title: CFTR ∆F508", good="title: CFTR ΔF508", unsafe=True),
        Example(bad="title: \u0421D4 and M\u0410PK", good="title: CD4 and MAPK", unsafe=True),
        Example(bad="description: kept at 37 ºC", good="description: kept at 37 °C", unsafe=True),
        Example(
            bad="description: 5 \u03bcM and 6 \u03bcM, not 7 \u00b5M",
            good="description: 5 \u03bcM and 6 \u03bcM, not 7 \u03bcM",
            unsafe=True,
        ),
        Example(bad="description: Angus x Nellore", good="description: Angus × Nellore", unsafe=True),
        Example(ok="title: Großhans and Süß, Aßmann\ndescription: Mentha × piperita, 37 °C, 1º, ΔΨm"),
        Example(ok="title: 5 \u00b5M\ndescription: Клеточный цикл, ΜΑΡΚ, factor x and type x In, ДНКase"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there may be such a letter, or an `x` by itself; an escape may hide it."""
        text = record.text
        may_have_letter = not text.isascii() and _CANDIDATE.search(record.beyond_ascii) is not None
        return may_have_letter or record.document.may_be_escaped or _has_lone_x(record)

    def check(self, record: Record) -> Iterator[Finding]:
        rarer = _rarer_mu(record)
        for path, text in record.strings if _has_lone_x(record) else record.non_ascii:
            is_published = field_of(path) in record.kind.published
            changes = sorted(_letters(text, rarer)) if is_published else _changes(text, rarer)
            if not changes:
                continue
            (start, end), instead = changes[0]
            word = shown(word_around(text, start, end))
            name = unicodedata.name(text[start:end], "letter").lower()
            name = name[0].upper() + name[1:] if " letter " in name else name  # as of a script
            fault = f"has the {name} (U+{ord(text[start]):04X}) in place of `{instead}`"
            message, title = f"{word} {fault}{and_more(changes)}", "Write the letter that it looks like"
            yield self.rewriting(path, text, changes, message, title, why="the letter may be meant as it is")


def as_meant(text: str) -> str:
    """Return *text* with the letters that are most likely meant, and only one micro sign."""
    return replaced(text, _changes(text, {_MICRO: _MU}))


def _changes(text: str, rarer: dict[str, str]) -> list[tuple[Span, str]]:
    return sorted([*_letters(text, rarer), *_crosses(text)])


def _has_lone_x(record: Record) -> bool:
    texts = record.one_line_text
    return texts is None or " x " in texts or any(" x " in text for _, text in record.descriptions)


def _rarer_mu(record: Record) -> dict[str, str]:
    """Return the micro sign that the record uses less, with the other one; {} if it uses only one."""
    micro, mu = (sum(text.count(sign) for _, text in record.non_ascii) for sign in (_MICRO, _MU))
    if not micro or not mu:
        return {}
    # Of the two, Unicode recommends the Greek letter (UTR 25).
    return {_MU: _MICRO} if micro > mu else {_MICRO: _MU}


def _crosses(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the span of each `x` that replaces a multiplication sign, with this sign."""
    for match in _CROSS.finditer(text) if " x " in text else ():
        yield (match.end() - 2, match.end() - 1), "×"


def _letters(text: str, rarer: dict[str, str]) -> Iterator[tuple[Span, str]]:
    """Yield the spans of letters in *text* that are most likely not meant, each with the intended letter."""
    matches = outside_mojibake(text, _CANDIDATE.finditer(text))
    is_latin = (
        any(match[0] in _CYRILLIC for match in matches)
        and _FOREIGN.search(text) is None
        and _LATIN.search(text) is not None
    )
    word = range(0)
    is_mixed = False
    for match in matches:
        letter, at = match[0], match.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if letter in (_MICRO, _MU):
            is_wrong = letter in rarer
        elif letter == "∆":
            is_wrong = True
        elif letter == "ß":  # TGFß1, ß-catenin; not Großhans, Aßmann
            is_wrong = not before.islower() and not (before.isalpha() and after.isalpha())
        elif letter in _GREEK:
            is_wrong = not (before.islower() and after.islower())
        elif letter in _DEGREES:
            is_wrong = _TEMPERATURE.match(text, at - (2 if before == " " else 1)) is not None
        else:
            if at not in word:
                word = _word(text, at)
                ends = word.start, word.stop
                is_mixed = bool(_LATIN.search(text, *ends)) and not _FOREIGN.search(text, *ends)
            # `О±` is `α` in UTF-8 that was read as Windows-1251.
            is_image = letter in _CYRILLIC and not after.isascii() and not after.isalpha()
            is_wrong = (is_mixed or (letter in _CYRILLIC and is_latin)) and not is_image
        if is_wrong:
            yield match.span(), rarer.get(letter) or _INSTEAD[letter]


def _word(text: str, at: int) -> range:
    """Return the range of the letters and digits around *at*."""
    start, end = at, at + 1
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return range(start, end)
