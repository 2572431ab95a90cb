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

# What search.json of wikipathways/pfocr-database prints of a figure: of the caption the first
# 200 characters, and what HTML escaping turns quotation marks into in the first three.
_ESCAPED = ("figtitle", "caption", "schema-jsonld.keywords")
_RAW = ("organisms", "organisms_ner", "figid_alias", "pmcid", "filename", "year")
_SHOWN = 200

# The generator, _rmd/update-pfocr-new-batch.Rmd there, writes `/` for `\` in these, and takes
# quotation marks out of the names of organisms.
_SLASHED = frozenset({"figtitle", "caption"})
_UNQUOTED = frozenset({"organisms", "organisms_ner"})

_BAD = lazy(r"[\x00-\x1f\\]")
_BAD_RAW = lazy(r'[\x00-\x1f\\"]')
_BLANKS = lazy(r"(?<!\s)\s*[\t\n\v\f\r]\s*")
_NAMES = {"\n": "line break", "\r": "line break", "\t": "tab", "\\": "backslash", '"': "quotation mark"}


class BreaksSearchIndex(Rule):
    r"""A character breaks the search index of the site: not for this figure alone, but for all.

    The site writes titles, captions, keywords and organisms of all figures into one file,
    `search.json`, just as they are. A line break, a tab or a backslash (`\`) in one of them, or a
    quotation mark (`"`) in the name of an organism, makes that file invalid or changes what
    follows, and then the search finds nothing. Of a caption, only the first 200 characters count.

    The fix puts a space for white space, and `/` for `\` in titles and captions, as the generator
    does.
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
        Example(
            ok='figtitle: The "Warburg" effect\ncaption: |-\n  %s\n\n  (B) \\alpha' % ("Binds. " * 30),
            kind="figure",
        ),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there is such a sign, or white space that may be a line break or a tab."""
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
                    yield from self._judged(record, field, path, text, bad)

    def _judged(
        self, record: Record, field: str, path: Path, text: str, bad: re.Pattern[str]
    ) -> Iterator[Finding]:
        shown = _shown(text) if field == "caption" else text
        words = [match.span() for match in bad.finditer(shown)]
        if words:
            character = shown[words[0][0]]
            what = _NAMES.get(character, f"control character U+{ord(character):04X}")
            message = (
                f"The search index of all figures cannot hold the {what} in {in_context(shown, words[0])}"
            )
            fix = _fix(record, field, path, shown, text[len(shown) :], bad)
            yield self.finding(path, message, fix=fix, words=words)


def _shown(caption: str) -> str:
    """Return what Liquid's `truncate: 200` leaves of a caption, without the `...` at its end."""
    return caption if len(caption) <= _SHOWN else caption[: _SHOWN - 3]


def _fix(record: Record, field: str, path: Path, shown: str, rest: str, bad: re.Pattern[str]) -> Fix | None:
    mended = _BLANKS.sub(" ", shown)
    if any(find_escapes(shown)):
        return None  # `/` in it would destroy the escape (TXT011)
    if field in _SLASHED:
        mended = mended.replace("\\", "/")
    if not bad.search(mended):
        copy = record.copy_of(path)
        paths = [path, copy[0]] if copy and copy[1] == shown + rest else [path]
        return safe("Write it as the generator does", *(Set(each, mended + rest) for each in paths))
    mended = mended.replace('"', "")
    if field in _UNQUOTED and not bad.search(mended):
        why = "the marks may set off the name of a strain"
        return unsafe("Remove the quotation marks", Set(path, mended), why=why)
    return None
