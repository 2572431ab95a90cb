from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import BODY, Path, Set, field_of
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.txt import shown
from lint.text.addresses import PATHWAY_PAGE, text_for

# Tags without an end tag, and tags that count only in pairs: `<q>` may be an average.
_ALONE = ("br", "hr", "img", "li", "p")
_STYLES = "b|big|bold|center|code|em|font|i|italic|monospace|sc|small|span|strong|tt|u|underline"
_OTHERS = "a|cite|dd|div|dl|dt|ext-link|h[1-6]|nowiki|ol|pre|q|ref|s|strike|sub|sup|table|td|th|tr|ul|xref"
_PAIRED = f"{_STYLES}|{_OTHERS}"
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))*\s*"""
_TAG = lazy(rf"<(?:(/?)(?i:({'|'.join(_ALONE)}|{_PAIRED}))\b{_ATTRIBUTES}/?>|!--.{{0,1000}}?-->)", re.DOTALL)
_CLOSING = lazy(r"</([A-Za-z][\w-]*)")
_STYLE = lazy(rf"<(?:/?(?i:{_STYLES})\b{_ATTRIBUTES}>|!--.{{0,1000}}?-->)", re.DOTALL)
_BREAK = lazy(rf"(?<!\s)\s*</?(?i:br|p)\b{_ATTRIBUTES}/?>\s*")
_RAISED = lazy(r"<(?:jats:)?(?i:(sup|sub))>([^<>]*)</(?:jats:)?(?i:\1)>")
# Articles' metadata, and formulas and tables in them; some programs call the prefixes `ns0`, `ns1`.
_JATS = lazy(r"</?(?i:(?:jats|mml|m|oasis|tp|ali|ns[0-9]):[a-z_-]{1,20})\b[^<>]{0,200}>")
_JATS_STYLE = lazy(r"</?(?i:jats):(?i:bold|italic|p|sc|sec|title|underline)\b[^<>]{0,200}>")
_SIGNS = {
    "sup": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}

_OPENING = lazy(r"\[(?:\[| ?https?:| ?ftp:|[Ww]ikipedia:)")
_PAGE = lazy(
    r"(?<![\w\[])\[\[(?=[^\[\]]*[A-Za-z])(?:(?i:(?P<site>pathway|w|wikipedia)):)?"
    r"(?P<page>[^\[\]|\n]+)(?:\|(?P<text>[^\[\]|\n]+))?\]\](?![(\]])"
)
_HALF_PAGE = lazy(  # with one bracket where the wiki has two
    r"\[(?<![\w\[]\[)(?i:(?P<site>wikipedia)):(?P<page>[^\[\]|\n]+)\|(?P<text>[^\[\]|\n]+)\](?![(\]])"
)
_LINK = lazy(r"\[ ?(?P<address>(?:https?|ftp)://[^\s\[\]|]+)[ \t|]+(?P<text>(?:(?!://)[^\[\]\n])+)\](?!\()")
_SITES = {
    "pathway": PATHWAY_PAGE,
    "w": "https://en.wikipedia.org/wiki/{}",
    "wikipedia": "https://en.wikipedia.org/wiki/{}",
}
"""The addresses of the pages that wiki links name by a prefix, `[[wikipedia:Glycolysis]]`."""
_PICTURES = ("[[Image:", "[[File:")
_WP = lazy(r"(WP[0-9]{1,5})(?:_r?[0-9]+)?")
_FULL_STOP = lazy(r"(?<!\bal)(?<!\bInc)\.\Z")
_BOLD = lazy(r"(?<![\w'])'''(?=[^\s'])([^\n]{0,300}?[^\s'])'''(?![\w'])")
# Two apostrophes are often quotation marks, but not in Markdown.
_ITALIC = lazy(r"(?<![\w'])''(?=[^\s'])([^'\n]*[^\s'])''(?![\w'])")


def _of_page(found: re.Match[str], is_markdown: bool) -> str:
    """Return the replacement of a link to a page of the wiki or of Wikipedia; links to pictures are kept."""
    if found[0].startswith(_PICTURES):
        return found[0]
    page, text = found["page"].strip(), (found["text"] or found["page"]).strip()
    address, _, label = page.partition(" ")
    if "://" in address:
        label = found["text"] or label or text_for(address)
        return f"[{label.strip()}]({address})" if is_markdown else f"{label.strip()} ({address})"
    pathway = _WP.fullmatch(page)
    site = "pathway" if pathway else (found["site"] or "").lower()
    if not is_markdown or not site or (site == "pathway" and not pathway):
        return text
    page = pathway[1] if pathway else page
    label = text if found["text"] else page.replace("_", " ")
    return f"[{label}]({_SITES[site].format(page.replace(' ', '_'))})"


def _of_link(found: re.Match[str], is_markdown: bool) -> str:
    """Return the replacement of a wiki link to an address; the end of a sentence is moved out of it."""
    text, end = found["text"].strip(), ""
    if _FULL_STOP.search(text):
        text, end = text[:-1], "" if found.string[found.end() : found.end() + 1] == "." else "."
    return f"[{text}]({found['address']}){end}" if is_markdown else f"{text} ({found['address']}){end}"


def _bold(found: re.Match[str], is_markdown: bool) -> str:
    return f"**{found[1]}**" if is_markdown else found[1]


def _italic(found: re.Match[str], is_markdown: bool) -> str:
    return f"*{found[1]}*"


def _of_jats(found: re.Match[str], is_markdown: bool) -> str:
    """Return "" for a tag that only styles the text; other tags are kept."""
    return "" if _JATS_STYLE.fullmatch(found[0]) else found[0]


# Each markup: how it begins, its pattern, and its replacement.
_IN_TEXT = (
    ("[[", _PAGE, _of_page),
    ("[", _HALF_PAGE, _of_page),
    ("[", _LINK, _of_link),
    ("'''", _BOLD, _bold),
    ("<", _JATS, _of_jats),
)
_IN_MARKDOWN = (*_IN_TEXT, ("''", _ITALIC, _italic))


class MarkupInText(Rule):
    """A field that is printed as text contains HTML, wiki markup or JATS.

    The page and search results print `<i>E. coli</i>` and `[[Glycolysis]]` as they are, since these fields
    are plain text. The descriptions of pathways are Markdown: `[label](address)` and `**bold**` are right
    there, but the markup of the old wiki (`[[Glycolysis]]`, `'''bold'''`, `[http://x.org label]`) is printed
    as it is, and HTML works on the page but not in search results.

    The fix keeps the text inside the markup, and in Markdown writes the markup as Markdown. It is unsafe
    because the signs may be meant as they are. HTML that means something (links, or superscripts that
    Unicode does not have) is not removed.
    """

    code = "TXT006"
    source = "the fields that the site renders as Markdown, and the syntax of MediaWiki"
    severity = Severity.WARNING
    superseded_by = frozenset({"TXT022"})
    examples = (
        Example(bad="title: Response to <i>E. coli</i>", good="title: Response to E. coli", unsafe=True),
        Example(
            bad="caption: Uptake of Ca<sup>2+</sup>",
            good="caption: Uptake of Ca²⁺",
            kind="figure",
            unsafe=True,
        ),
        Example(bad='title: See <a href="http://x.org">x</a>', unsafe=True),
        Example(bad="description: An <i>epoxide</i>", unsafe=True),
        Example(
            bad="description: See [[wikipedia:Heme]] and [http://x.org this].",
            good="description: See [Heme](https://en.wikipedia.org/wiki/Heme) and [this](http://x.org).",
            unsafe=True,
        ),
        Example(bad="description: '[[Image:Glycolysis.png]]'"),
        Example(bad="description: See [[Glycolysis]].", good="description: See Glycolysis.", unsafe=True),
        Example(
            bad="description: Of [[Pathway:WP78|TCA]], [wikipedia:Heme|Wikipedia].",
            good="description: Of [TCA](https://www.wikipathways.org/pathways/WP78.html), [Wikipedia](https://en.wikipedia.org/wiki/Heme).",
            unsafe=True,
        ),
        Example(
            bad="description: The '''first step''' of ''E. coli''.",
            good="description: The **first step** of *E. coli*.",
            unsafe=True,
        ),
        Example(
            bad="caption: Taken from [http://x.org this page].",
            good="caption: Taken from this page (http://x.org).",
            kind="figure",
            unsafe=True,
        ),
        Example(
            ok="description: See [[1](http://x.org)] and [this page](http://x.org), **first** <http://x.org>."
        ),
        Example(
            bad="description: An <jats:italic>E. coli</jats:italic> gene",
            good="description: An E. coli gene",
            unsafe=True,
        ),
        Example(bad="description: Of <mml:math><mml:mi>x</mml:mi></mml:math>"),
        Example(bad="title: Of <m:msup>x</m:msup> and <ns2:xref>y</ns2:xref>"),
        Example(bad="title: <JATS:sc>d</JATS:sc>-Alanine", good="title: d-Alanine", unsafe=True),
        Example(ok="title: p<0.05 and x>2, the mean <q>, 3-(2''Rha)Glc and 6'-(2''-Rha)Rha"),
        Example(ok="caption: The ''open'' state [1]", kind="figure"),
    )

    def might_match(self, record: Record) -> bool:
        text = record.text
        return (
            "<" in text
            or _OPENING.search(text) is not None
            or any("''" in each for _, each in chain(record.descriptions, record.prose, record.markdown))
        )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each string with markup; for a copy only if there is a fix."""
        for path, text in record.strings:
            if "<" not in text and "[" not in text and "''" not in text:
                continue
            if not _is_text(record, path):
                continue
            is_markdown = field_of(path) in record.kind.markdown
            html = [] if record.kind.is_page(path) else _html(text)
            wiki = _wiki(text, is_markdown)
            if not html and not wiki:
                continue
            plain = _without_wiki(text, is_markdown=True) if is_markdown else without_markup(text)
            fix = None
            if plain != text:
                title = "Write it as Markdown" if is_markdown else "Keep only the text"
                fix = unsafe(title, Set(path, plain), why="the signs may be meant as they are")
            elif _is_copy(record, path, text):
                continue
            found = sorted(html + wiki, key=re.Match.start)
            is_jats = _JATS.fullmatch(found[0][0]) is not None
            markup = "JATS markup" if is_jats else "Wiki markup" if found[0] in wiki else "HTML"
            where = "in Markdown" if is_markdown else "in plain text"
            yield self.finding(
                path,
                f"{markup} {where}: {shown(found[0][0])}{and_more(found)}",
                fix=fix,
                severity=Severity.INFO if is_markdown and not wiki else Severity.WARNING,
                words=[match.span() for match in found],
            )


def without_markup(text: str) -> str:
    """Return *text*, which is not Markdown, without its markup, except HTML that means something."""
    return _without_html(_without_wiki(text, is_markdown=False))


def _is_text(record: Record, path: Path) -> bool:
    """Return whether the value is declared as text; it is not known how other values are printed."""
    kind, field = record.kind, field_of(path)
    declared = (kind.one_line, kind.descriptions, kind.markdown, kind.html, dict(kind.copies).values())
    return path[0] == BODY or any(field in fields for fields in declared)


def _is_copy(record: Record, path: Path, text: str) -> bool:
    """Return whether the value is a copy of a description."""
    return any(text == other and path != found for found, other in record.descriptions)


def _html(text: str) -> list[re.Match[str]]:
    if "<" not in text:
        return []
    counted = {*_ALONE, *map(str.lower, _CLOSING.findall(text))}
    return [tag for tag in _TAG.finditer(text) if tag[1] != "" or tag[2].lower() in counted]


def _without_html(text: str) -> str:
    """Return *text* without its HTML; unchanged if that would lose something."""

    def raised(found: re.Match[str]) -> str:
        signs = _SIGNS[found[1].lower()]
        return found[2].translate(signs) if all(ord(sign) in signs for sign in found[2]) else found[0]

    plain = _BREAK.sub(" ", _STYLE.sub("", _RAISED.sub(raised, text))).strip()
    return text if _html(plain) else plain


def _wiki(text: str, is_markdown: bool) -> list[re.Match[str]]:
    forms = _IN_MARKDOWN if is_markdown else _IN_TEXT
    return [match for sign, form, _ in forms if sign in text for match in form.finditer(text)]


def _without_wiki(text: str, is_markdown: bool) -> str:
    for sign, form, instead in _IN_MARKDOWN if is_markdown else _IN_TEXT:
        if sign in text:
            text = form.sub(partial(instead, is_markdown=is_markdown), text)
    return text
