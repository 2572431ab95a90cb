from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Set
from lint.core.wording import and_more
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.txt import shown

_KEY = r"[A-Z][A-Za-z]{2,30} ?[0-9]{2}[a-z]?"
_CITED = lazy(
    r"\(?CITS?:\s?(?P<keys>(?:\[[^\[\]\n]{1,60}\][,;]?\s?)+|[0-9]{5,8}(?:,\s?[0-9]{5,8})*)\)?(?<!\s)"
)
_KEYS = lazy(rf"\[ ?{_KEY}(?: ?[,;] ?{_KEY})* ?\](?!\()")
_NUMBERS = lazy(
    r"\[(?<![\w\[\]=]\[)[0-9]{1,3}(?:[-–,;] ?[0-9]{1,3}){0,9}\](?:\[[0-9]{1,3}\])*(?![(:\w]|\s?\])"
)
_REFERENCES = lazy(
    r"[Rr]ef(?<=[(\[].{3})(?:s?\b\.?|erences?\b) ?(?:[0-9]{1,3}(?:[-–,;] ?[0-9]{1,3}){0,9})?[)\]](?!\()"
)
_OPENED = ("(ref", "(Ref", "[ref", "[Ref")
_REFERENCE = lazy(
    r"(?:\n|\A|  )\s?(?:\[[0-9]{1,3}\]:?|[0-9]{1,3}\.)\s\S|(?i:\breferences\b|\bbibliography\b)"
)
_PUBMED = lazy(r"[0-9]{5,8}")


class CitationLeftover(Rule):
    """A citation uses the codes of another database, which mean nothing here.

    Descriptions from YeastPathways and MetaCyc cite publications as `(CITS: [10207060])` or `[Begley01]`;
    others use numbers, `[4][22]`, of a list that was not copied. Readers cannot follow them. Curators write
    links, `[pubmed:10207060](https://pubmed.ncbi.nlm.nih.gov/10207060)`, or remove the citations.

    The fix writes links if a citation consists only of PubMed ids. It is unsafe because curators remove some
    of them. Numbers are infos, and are only reported if the text has no list of references.
    """

    code = "TXT018"
    severity = Severity.WARNING
    source = "what curators correct by hand; the wiki from which the texts come numbered its references"
    superseded_by = frozenset({"TXT009"})
    examples = (
        Example(
            bad="description: It is bound (CITS:[10207060]).",
            good="description: It is bound ([pubmed:10207060](https://pubmed.ncbi.nlm.nih.gov/10207060)).",
            unsafe=True,
        ),
        Example(bad="description: It is bound (CITS:[Large86][10207060]), as in yeast [Begley01]."),
        Example(bad="description: Lewy bodies are seen.[4][22] They hold ATP13A2."),
        Example(ok="description: It is bound [1].\n\n  [1] Lee J. Copper. 2020."),
        Example(ok="description: The [1](https://x.org), [[2](https://x.org)], A[3] and [Fe2] clusters"),
        Example(ok="description: See [this page](https://x.org/?a=[2])."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.markdown:
            if "[" not in text and "CIT" not in text and not any(sign in text for sign in _OPENED):
                continue
            found, changes = _leftovers(text)
            if found:
                start, end = found[0]
                message = (
                    f"{shown(text[start:end])} is a citation that readers cannot follow{and_more(found)}"
                )
                why = "curators remove some of them"
                fix = unsafe("Write links", Set(path, replaced(text, changes)), why=why) if changes else None
                yield self.finding(path, message, fix=fix, words=found)
                continue
            numbers = [match.span() for match in _NUMBERS.finditer(text)]
            if any(sign in text for sign in _OPENED):
                numbers += [(match.start() - 1, match.end()) for match in _REFERENCES.finditer(text)]
            if numbers and not _REFERENCE.search(text):
                start, end = numbers[0]
                message = (
                    f"{shown(text[start:end])} cites a list of references that is not here{and_more(numbers)}"
                )
                yield self.finding(path, message, words=numbers, severity=Severity.INFO)


@lru_cache(maxsize=64)  # a text and its copy are the same
def _leftovers(text: str) -> tuple[list[Span], list[tuple[Span, str]]]:
    """Return the spans of citations in codes, and the replacements of those that are PubMed ids."""
    changes: list[tuple[Span, str]] = []
    cited = list(_CITED.finditer(text)) if "CIT" in text else []
    spans = [match.span() for match in cited]
    for match in cited:
        ids = _ids(match)
        if ids:
            links = ", ".join(f"[pubmed:{id_}](https://pubmed.ncbi.nlm.nih.gov/{id_})" for id_ in ids)
            has_brackets = match[0].startswith("(") and match[0].endswith(")")
            changes.append((match.span(), f"({links})" if has_brackets else links))
    rest = _CITED.sub(lambda match: " " * len(match[0]), text) if cited else text
    spans += [match.span() for match in _KEYS.finditer(rest)]
    return sorted(spans), changes


def _ids(match: re.Match[str]) -> list[str]:
    """Return the PubMed ids of which a citation consists; none if it contains anything else."""
    keys = [key for key in re.split(r"[\[\],;\s]+", match["keys"]) if key]
    return keys if all(_PUBMED.fullmatch(key) for key in keys) else []
