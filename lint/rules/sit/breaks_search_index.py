from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.ref.addresses import texts
from lint.rules.txt import in_context
from lint.text.escapes import find_escapes

# The fields that search.json of wikipathways/pfocr-database prints: the first three after HTML escaping,
# which replaces quotation marks, and of the caption only the first 200 characters.
_ESCAPED = ("figtitle", "caption", "schema-jsonld.keywords")
_RAW = ("organisms", "organisms_ner", "figid_alias", "pmcid", "filename", "year")
_SHOWN = 200

# The generator, _rmd/update-pfocr-new-batch.Rmd there, replaces `\` with `/` in these, and removes
# quotation marks from the names of organisms.
_SLASHED = frozenset({"figtitle", "caption"})
_UNQUOTED = frozenset({"organisms", "organisms_ner"})

_BAD = lazy(r"[\x00-\x1f\\]")
_BAD_RAW = lazy(r'[\x00-\x1f\\"]')
_NO_SLASH = lazy(r"\\(?![A-Z0-9]|\s)|\\[UN][0-9{]")  # a `\` that joins no names, as in `Raf\MEK`
_BLANKS = lazy(r"(?<!\s)[ \t\n\r]*[\t\n\r][ \t\n\r]*")
_NAMES = {"\n": "line break", "\r": "line break", "\t": "tab", "\\": "backslash", '"': "quotation mark"}


class BreaksSearchIndex(Rule):
    r"""A character breaks the search index of the site, not only for this figure but for all.

    The site writes the titles, captions, keywords and organisms of all figures into one file,
    `search.json`, exactly as they are. A line break, a tab or a backslash (`\`) in one of them, or a
    quotation mark (`"`) in the name of an organism, makes this file invalid or changes what follows, and
    then the search finds nothing. Only the first 200 characters of a caption count.

    The fix replaces line breaks and tabs with a space, and `\` with `/` in titles and captions, as the
    generator does, if it joins two names; elsewhere it may begin an escape. Removing quotation marks is
    unsafe, since they may enclose the name of a strain. A control character may replace a letter that is
    lost, so there is no fix.
    """

    code = "SIT001"
    source = "`search.json` of the PFOCR site, tried with Jekyll 4.3.1"
    severity = Severity.ERROR
    kinds = frozenset({"figure"})
    examples = (
        Example(
            bad='figtitle: "IL-12 signaling\\npathway"',
            good='figtitle: "IL-12 signaling pathway"',
            kind="figure",
        ),
        Example(
            bad="caption: Raf\\MEK\\ERK\nschema-jsonld:\n  description: Raf\\MEK\\ERK",
            good="caption: Raf/MEK/ERK\nschema-jsonld:\n  description: Raf/MEK/ERK",
            kind="figure",
        ),
        Example(
            bad='organisms:\n- Escherichia coli "K-12"',
            good="organisms:\n- Escherichia coli K-12",
            kind="figure",
            unsafe=True,
        ),
        Example(bad="schema-jsonld:\n  keywords:\n  - Raf\\MEK", kind="figure"),
        Example(bad="figtitle: 3 \\muM of zinc", kind="figure"),
        Example(bad="figtitle: Zinc\\nin roots", kind="figure"),
        Example(bad='schema-jsonld:\n  keywords:\n  - "IL12\\v"\n  - "M\\vp"', kind="figure"),
        Example(
            ok='figtitle: The "Warburg" effect\ncaption: |-\n  %s\n\n  (B) \\alpha' % ("Binds. " * 30),
            kind="figure",
        ),
    )

    def might_match(self, record: Record) -> bool:
        return (
            '"' in record.text
            or record.document.may_be_escaped
            or bool(record.ill_spaced)
            or not all(text.isprintable() for _, text in texts(record, "caption"))
        )

    def check(self, record: Record) -> Iterator[Finding]:
        for fields, bad in ((_ESCAPED, _BAD), (_RAW, _BAD_RAW)):
            for field in fields:
                for path, text in texts(record, field):
                    yield from self._check_text(record, field, path, text, bad)

    def _check_text(
        self, record: Record, field: str, path: Path, text: str, bad: re.Pattern[str]
    ) -> Iterator[Finding]:
        shown = _kept(text) if field == "caption" else text
        words = [match.span() for match in bad.finditer(shown)]
        if words:
            character = shown[words[0][0]]
            name = _NAMES.get(character, f"control character U+{ord(character):04X}")
            message = f"The {name} in {in_context(shown, words[0])} breaks the search index of all figures"
            fix = _fix(record, field, path, shown, text[len(shown) :], bad)
            yield self.finding(path, message, fix=fix, words=words)


def _kept(caption: str) -> str:
    """Return the part of a caption that Liquid's `truncate: 200` keeps, without the `...` at its end."""
    return caption if len(caption) <= _SHOWN else caption[: _SHOWN - 3]


def _fix(record: Record, field: str, path: Path, shown: str, rest: str, bad: re.Pattern[str]) -> Fix | None:
    if any(find_escapes(shown)) or _NO_SLASH.search(shown):
        return None  # a `/` would destroy the escape (TXT011)
    repaired = _BLANKS.sub(" ", shown)
    if field in _SLASHED:
        repaired = repaired.replace("\\", "/")
    if not bad.search(repaired):
        copy = record.copy_of(path)
        paths = [path, copy[0]] if copy and copy[1] == shown + rest else [path]
        return safe("Write it as the generator does", *(Set(at, repaired + rest) for at in paths))
    repaired = repaired.replace('"', "")
    if field in _UNQUOTED and not bad.search(repaired):
        why = "they may enclose the name of a strain"
        return unsafe("Remove the quotation marks", Set(path, repaired), why=why)
    return None
