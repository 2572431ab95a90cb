from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import BODY, field_of
from lint.core.wording import and_more
from lint.documents.prose import in_prose
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import described, shown
from lint.text.escapes import find_escapes, may_hold_escapes

_FORMULA = lazy(r"\$|\\[A-Za-z]{3}")
_MARKUP = "<>&*_`[]\\"


class ForeignEscape(Rule):
    r"""A character is written as an escape of another notation.

    Programs that store text write `\u03b1` (JSON), `<U+03B1>` (R), `\xce\xb1` (Python), `%CE%B1` (web
    addresses and GFF3) or `$\alpha$` (LaTeX) for α. If an escape is not decoded, readers see it, and a
    search for the letter does not find it. The same holds for an HTML entity without its semicolon,
    `&alpha`.

    The fix writes the character itself. It is unsafe if something else may be meant, or if the result may be
    read as markup. Web addresses, ids, names, and code in Markdown are not reported.
    """

    code = "TXT011"
    source = "the escapes of JSON, Python, R, URLs and TeX"
    severity = Severity.WARNING
    examples = (
        Example(bad="title: TNF-\\u03b1 and IL-1<U+03B2>", good="title: TNF-α and IL-1β"),
        Example(bad="description: caf\\xc3\\xa9 and %CE%B1", good="description: café and α"),
        Example(
            bad="description: The $\\beta$ and &gamma subunits", good="description: The β and γ subunits"
        ),
        Example(
            bad="description: The &ldquocanonical&rdquo &alpha1 and Sj&oumlgren",
            good="description: The “canonical” α1 and Sjögren",
        ),
        Example(bad="description: Sj&Atilde&paragren", good="description: SjÃ¶gren"),
        Example(bad="description: COO&acirc&circ&rsquo", good="description: COOâˆ’"),
        Example(bad="description: COO&acirc&sigm&rsquo", good="description: COOâ&sigm’", unsafe=True),
        Example(
            bad="description: Integrin &alphav binds", good="description: Integrin αv binds", unsafe=True
        ),
        Example(
            bad="description: It binds.\\nIt is red.",
            good="description: 'It binds.\n\n  It is red.'",
            unsafe=True,
        ),
        Example(bad="title: TNF-\\N{GREEK SMALL LETTER ALPHA}", good="title: TNF-α"),
        Example(bad='description: Sch\\"{o}nberg', good="description: Schönberg"),
        Example(bad="title: IL-1=CE=B2", good="title: IL-1β", unsafe=True),
        Example(bad="title: PKC-\\x{3b4}", good="title: PKC-δ"),
        Example(bad="title: PKC-u03b4", good="title: PKC-δ", unsafe=True),
        Example(ok="title: u0399x, Lu03b4, the mutant u0301, alpha&beta chains"),
        Example(ok='description: Write `\\u03b1` for the letter, but not Parkinson\\\'s or \\"only\\"'),
        Example(bad="title: protein%2C putative", good="title: protein, putative", unsafe=True),
        Example(
            ok="description: See https://x.org/a%2Cb, R&D, A&times, &alphabet=1, 50%20\ntitle: C:\\users"
        ),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether there may be such an escape; an escape of YAML may hide it."""
        return "\\" in record.text or may_hold_escapes(record.text)

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.strings:
            escapes = list(find_escapes(text))
            if escapes and path[0] == BODY:  # a page may contain formulas
                escapes = [escape for escape in escapes if not _FORMULA.match(text, escape.start)]
            if escapes and field_of(path) in record.kind.markdown:
                escapes = in_prose(text, escapes)
            if not escapes or field_of(path) in record.kind.identifiers:
                continue
            changes = [((escape.start, escape.end), escape.stands_for) for escape in escapes]
            why = "" if all(escape.is_sure for escape in escapes) else "something else may be meant"
            known = {escape.start for escape in escapes}
            if any(
                text[escape.end : escape.end + 1] == "&" and escape.end not in known for escape in escapes
            ):
                why = "the escape beside one of them is not known"
            if any(char in _MARKUP for _, plain in changes for char in plain):
                why = "the result may be read as markup"
            (start, end), plain = changes[0]
            message = f"Escape {shown(text[start:end])} for {described(plain)}{and_more(changes)}"
            yield self.rewriting(path, text, changes, message, "Write the characters themselves", why=why)
